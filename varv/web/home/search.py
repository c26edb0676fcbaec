"""The search field's page: what in the region has the words."""

from collections.abc import Mapping

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.core.kinds import SearchKind
from varv.core.sought import LONGEST
from varv.overview.search import HITS_A_PAGE, Found, SearchWish, search
from varv.web.gate import RegionRequest, region_page, sent_number

# The page that shows each kind; some things stand on the page of what they belong to.
PAGES: Mapping[SearchKind, str] = {
    SearchKind.GOAL: "strategy:goal",
    SearchKind.DOCUMENT: "strategy:document",
    SearchKind.CHAIN: "strategy:chain",
    SearchKind.STEP: "strategy:chain",
    SearchKind.INDICATOR: "indicators:indicator",
    SearchKind.INITIATIVE: "delivery:initiative",
    SearchKind.PILOT: "delivery:pilot",
    SearchKind.PROJECT: "delivery:project",
    SearchKind.REPORT: "rounds:report",
    SearchKind.VISIT: "rounds:visit",
    SearchKind.EVALUATION: "learning:evaluation",
    SearchKind.FINDING: "learning:evaluation",
    SearchKind.RECOMMENDATION: "learning:recommendation",
    SearchKind.RESPONSE: "learning:recommendation",
    SearchKind.ACTION: "learning:recommendation",
    SearchKind.CHANGE: "learning:change",
    SearchKind.LESSON: "learning:lesson",
    SearchKind.BRIEF: "learning:brief",
    SearchKind.TURN: "learning:turn",
}
LISTS: Mapping[SearchKind, str] = {SearchKind.QUESTION: "strategy:framework", SearchKind.CHOICE: "strategy:choices"}


class SearchForm(forms.Form):
    """What someone wants to find. What cannot be read is left out."""

    q = forms.CharField(required=False)
    typ = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in SearchKind], required=False)
    ar = forms.IntegerField(min_value=1, max_value=9999, required=False)

    def wish(self, page: str) -> SearchWish:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        kind = SearchKind(asked["typ"]) if asked.get("typ") else None
        return SearchWish(asked.get("q", "")[:LONGEST], kind, asked.get("ar"), sent_number(page))


@region_page
def search_page(request: RegionRequest) -> HttpResponse:
    """Where is it written? What the person may read that has the words."""
    wish = SearchForm(request.GET).wish(request.GET.get("page", ""))
    found = search(request.actor, wish)
    context = {
        "wish": wish,
        "found": found,
        "hits": [(hit, _address(request, hit.kind, hit.page_id)) for hit in found.hits],
        "page": _pages(found),
        "crumbs": [(_("Search"), None)],
    }
    return TemplateResponse(request, "home/search.html", context)


def _address(request: RegionRequest, kind: SearchKind, page_id: int) -> str:
    if kind in LISTS:
        return reverse(LISTS[kind], args=[request.region.slug])
    return reverse(PAGES[kind], args=[request.region.slug, page_id])


def _pages(found: Found) -> Page[int]:
    """The place among the pages, for the links at the bottom."""
    return Paginator(range(found.total), HITS_A_PAGE).get_page(found.page)
