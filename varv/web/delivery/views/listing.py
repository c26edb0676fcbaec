"""The list of insatser: found, ordered, drawn, saved and taken home."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import InitiativeState
from varv.delivery.rules import check_start
from varv.overview.delivery.delivery_board import DeliveryBoard, InitiativeLine, delivery_board
from varv.overview.delivery.initiative_details import initiative_details, place_counts
from varv.overview.words import word
from varv.publishing.initiative_list import workbook
from varv.regions import operations, rules
from varv.regions.models import SavedView
from varv.web.delivery.forms.listing import (
    COLUMNS,
    FURTHER,
    LACKS,
    MINE,
    NOT_ENDED,
    Column,
    EditViewForm,
    SavedViewForm,
    View,
    WishForm,
)
from varv.web.delivery.pages import crumbs, form_page, stale
from varv.web.delivery.pictures import map_of, timeline_of
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today

LINES_A_PAGE = 50
LOOKS: Mapping[View, Promise] = {
    View.LIST: gettext_lazy("List"),
    View.MAP: gettext_lazy("Map"),
    View.TIMELINE: gettext_lazy("Timeline"),
}
PAGE = "initiatives"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Chip:
    """A quick filter: its words, how many fit, where it leads, and whether one is there."""

    words: str
    count: int
    address: str
    is_current: bool


@region_page
def initiatives(request: RegionRequest) -> HttpResponse:
    """What is being done, for which goals, and by whom?"""
    form = WishForm(request.GET, region_id=request.region.pk)
    return TemplateResponse(request, "delivery/initiatives.html", _context(request, form, _saving(request)))


def _context(request: RegionRequest, form: WishForm, saving: SavedViewForm) -> dict[str, Any]:
    board = _board(request, form)
    page = Paginator(board.lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    return {
        "board": board,
        "page": page,
        "chips": list(_chips(form, board)),
        "looks": [(look, told, form.address(vy="" if look is View.LIST else look)) for look, told in LOOKS.items()],
        "shown": form.cleaned_data.get("visa", ""),
        "form": form,
        "further": [form[name] for name in FURTHER],
        "columns": [(column, COLUMNS[Column(column)]) for column in form.columns],
        "query": form.query(),
        "saved": _saved(request),
        "saving": saving,
        "may_remove": request.actor.may(May.MANAGE_PEOPLE),
        "may_start": holds(check_start, request.actor),
        "crumbs": crumbs(request),
        **_shown(request, form, board, page),
    }


def _chips(form: WishForm, board: DeliveryBoard) -> Iterator[Chip]:
    """The quick filters: by state, one's own, and what is lacking. Those that nothing fits are left out."""
    shown, lack = form.cleaned_data.get("visa", ""), form.cleaned_data.get("brist")
    yield Chip(_("All"), board.total, form.address(visa="", brist=""), is_current=not shown and not lack)
    states = [(state.value, word(state), board.states.get(state, 0)) for state in InitiativeState]
    quick = [(NOT_ENDED, _("Not ended"), board.not_ended), *states, (MINE, _("Mine"), board.mine)]
    for value, told, count in quick:
        if count:
            yield Chip(told, count, form.address(visa=value), is_current=shown == value)
    for code, name in LACKS.items():
        if board.lacks[code]:
            yield Chip(str(name), board.lacks[code], form.address(brist=code), is_current=lack == code)


def _board(request: RegionRequest, form: WishForm) -> DeliveryBoard:
    person = request.actor.person_id
    return delivery_board(request.region.pk, person, form.wish(person), today())


def _shown(request: RegionRequest, form: WishForm, board: DeliveryBoard, page: Page[InitiativeLine]) -> dict[str, Any]:
    """What each view needs besides: the list its columns, the map all that were found, the timeline its page."""
    if form.view == View.MAP:
        counts = place_counts(request.region.pk, [line.id for line in board.lines])
        addresses = {place.id: form.address(vy="", plats=str(place.id)) for place in counts.places}
        return {"view": View.MAP, "places": counts.places, "figure": map_of(counts, addresses)}
    details = initiative_details(request.region.pk, [line.id for line in page], today())
    rows = [(line, details[line.id]) for line in page]
    if form.view == View.LIST:
        return {"view": View.LIST, "rows": rows}
    here = request.region.slug
    addresses = {line.id: reverse("delivery:initiative", args=[here, line.id]) for line in page}
    return {"view": View.TIMELINE, "rows": rows, "figure": timeline_of(list(page), details, addresses, today())}


@region_page
def initiatives_file(request: RegionRequest) -> HttpResponse:
    """The same insatser as a workbook, all pages of them with all columns."""
    board = _board(request, WishForm(request.GET, region_id=request.region.pk))
    details = initiative_details(request.region.pk, [line.id for line in board.lines], today())
    response = HttpResponse(workbook(board.lines, details), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(_("Initiatives"))}-{request.region.slug}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- saved lists ------------------------------------------------------------------------------------------------


def _saved(request: RegionRequest) -> list[SavedView]:
    """One's own and those that are shared, one's own first."""
    mine_or_shared = Q(owner_id=request.actor.person_id) | Q(is_shared=True)
    views = SavedView.objects.of(request.region.pk).filter(mine_or_shared, page=PAGE).select_related("owner")
    return sorted(views.order_by("name", "pk"), key=lambda view: view.owner_id != request.actor.person_id)


def _saving(request: RegionRequest) -> SavedViewForm:
    return SavedViewForm(request.POST or None, may_share=_may_share(request))


def _may_share(request: RegionRequest) -> str:
    return "yes" if holds(rules.check_share_view, request.actor) else ""


def _to_list(request: RegionRequest, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("delivery:initiatives", args=[request.region.slug]) + f"?{query}".rstrip("?"))


@region_page
@require_POST
def save_view(request: RegionRequest) -> HttpResponse:
    """Keep the filters, order and columns of the address under a name."""
    wish, form = WishForm(request.GET, region_id=request.region.pk), _saving(request)
    if form.is_valid() and carried_out(
        form,
        operations.save_view,
        page=PAGE,
        query=wish.query(),
        **form.cleaned_data,
        by=request.actor,
        at=now(),
    ):
        messages.success(request, _("The list is saved. You find it above the filters."))
        return _to_list(request, wish.query())
    return TemplateResponse(request, "delivery/initiatives.html", _context(request, wish, form), status=422)


@region_page
def edit_view(request: RegionRequest, view_id: int) -> HttpResponse:
    """Call a saved list something else, or show it to the others."""
    view = owned(SavedView, request.actor, view_id)
    rules.check_change_view(view, request.actor)
    initial = {"name": view.name, "is_shared": view.is_shared, "revision": view.revision}
    form = EditViewForm(request.POST or None, initial=initial, may_share=_may_share(request))
    if form.is_valid() and carried_out(
        form, operations.change_view, view=view, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The saved list is changed."))
        return _to_list(request, view.query)
    trail = crumbs(request, last=view.name)
    return form_page(request, "saved_view", form, trail, saved=view, is_stale=stale(form, view))


@region_page
@require_POST
def remove_view(request: RegionRequest, view_id: int) -> HttpResponse:
    """Take a saved list away; the insatser stay."""
    view = owned(SavedView, request.actor, view_id)
    operations.remove_view(view=view, by=request.actor, at=now())
    messages.success(request, _("The saved list is gone. The initiatives are as they were."))
    return _to_list(request)
