from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.kinds import DocumentKind, StrategyPhase
from varv.core.outline import Way
from varv.core.refusals import holds
from varv.core.workflow import PlanState
from varv.overview.learning.lessons.recall_wishes import wish_of_document
from varv.overview.strategy.document_comparison import document_comparison
from varv.overview.strategy.document_phases import phases_of
from varv.overview.strategy.document_sheet import document_sheet, document_version_sheet
from varv.overview.strategy.documents_tree import Sought, documents_tree
from varv.overview.strategy.level_names import level_names
from varv.strategy import operations, rules
from varv.strategy.models import DocumentVersion, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, sent_number, today
from varv.web.recalling import beside
from varv.web.strategy.forms import AdoptForm, DocumentForm, EditDocumentForm, ReplaceForm, of
from varv.web.strategy.hierarchy import drawing
from varv.web.strategy.pages import document_crumbs, form_page, here, saved

SAID = ("title", "kind", "parent", "summary", "phase", "starts_on", "ends_on", "link")
LONGEST_SEARCH = 200


@region_page
def documents(request: RegionRequest) -> HttpResponse:
    """What steers us, and how does it hang together?"""
    sought = _sought(request.GET)
    tree = documents_tree(request.region.pk, sought, today())
    context = {
        "tree": tree,
        "sought": sought,
        "states": list(PlanState),
        "picture": drawing(tree, request.region.slug, level_names(request.region.pk)) if tree.lines else "",
        "may_plan": holds(rules.check_plan, request.actor),
        "crumbs": document_crumbs(request),
    }
    return TemplateResponse(request, "strategy/documents.html", context)


def _sought(asked: QueryDict) -> Sought:
    """What the address asks for; a code that does not exist asks for nothing."""
    return Sought(
        kind=next((kind for kind in DocumentKind if kind == asked.get("kind")), None),
        state=next((state for state in PlanState if state == asked.get("lage")), None),
        only_running=asked.get("visa") == "gallande",
        words=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
    )


@region_page
def document(request: RegionRequest, document_id: int) -> HttpResponse:
    """What does the document want, and what has been decided?"""
    found = owned(SteeringDocument, request.actor, document_id)
    may_edit = holds(rules.check_edit_plan, found, request.actor)
    context = {
        "recall": beside(request, wish_of_document(found, today())) if may_edit else None,
        "sheet": document_sheet(found),
        "phases": phases_of(found),
        "ways": list(Way),
        "moved": _moved(request.GET),
        "may_plan": holds(rules.check_plan, request.actor),
        "may_edit": may_edit,
        "may_adopt": holds(rules.check_adopt, found, request.actor),
        "may_revise": holds(rules.check_revise, found, request.actor),
        "crumbs": document_crumbs(request, found),
    }
    return TemplateResponse(request, "strategy/document.html", context)


def _moved(asked: QueryDict) -> tuple[int, str]:
    """Which goal was just moved, and by which button."""
    return sent_number(asked.get("flyttat", "")), asked.get("hur", "")


@region_page
def draft_document(request: RegionRequest) -> HttpResponse:
    """A new document, as a draft."""
    rules.check_plan(request.actor)
    first = {"parent": request.GET.get("under"), "phase": StrategyPhase.STARTING}
    form = DocumentForm(request.POST or None, region_id=request.region.pk, initial=first)
    if form.is_valid() and carried_out(
        form, operations.draft_document, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The document is there as a draft. Add its first goal."))
        return redirect(here(request, "document", outcome_of(form).pk))
    return form_page(request, "draft_document", form, document_crumbs(request, last=_("New document")))


@region_page
def edit_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """Describe a draft or a revision better."""
    found = owned(SteeringDocument, request.actor, document_id)
    rules.check_edit_plan(found, request.actor)
    form = EditDocumentForm(request.POST or None, region_id=request.region.pk, document=found, initial=of(found, *SAID))
    if form.is_valid() and saved(request, form, operations.edit_document, found, document=found):
        messages.success(request, _("The document is changed."))
        return redirect(here(request, "document", found.pk))
    told = {"document": found, "recall": beside(request, wish_of_document(found, today()))}
    return form_page(request, "edit_document", form, document_crumbs(request, found, _("Change")), **told)


@region_page
def adopt_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """Make the document into a version that never changes."""
    found = owned(SteeringDocument, request.actor, document_id)
    rules.check_adopt(found, request.actor)
    versions, first = found.versions.count(), {"adopted_on": today()}
    form = AdoptForm(request.POST or None, region_id=request.region.pk, versions=versions, initial=first)
    if form.is_valid() and carried_out(
        form, operations.adopt_document, document=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("Version %(number)s is adopted.") % {"number": outcome_of(form).number})
        return redirect(here(request, "document", found.pk))
    return form_page(
        request, "adopt_document", form, document_crumbs(request, found, _("Adopt")), sheet=document_sheet(found)
    )


@region_page
@require_POST
def revise_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """Open an adopted document for changes."""
    found = owned(SteeringDocument, request.actor, document_id)
    operations.revise_document(document=found, by=request.actor, at=now())
    messages.success(request, _("The document is open for changes. The adopted version still holds."))
    return redirect(here(request, "document", found.pk))


@region_page
def document_version(request: RegionRequest, document_id: int, number: int) -> HttpResponse:
    """What did this version say, and what did it change?"""
    found = owned(SteeringDocument, request.actor, document_id)
    versions = DocumentVersion.objects.of(request.region.pk).filter(document=found)
    sheet = document_version_sheet(get_object_or_404(versions, number=number))
    crumbs = document_crumbs(request, found, _("Version %(number)s") % {"number": number})
    return TemplateResponse(request, "strategy/document_version.html", {"sheet": sheet, "crumbs": crumbs})


@region_page
def compare_versions(request: RegionRequest, document_id: int) -> HttpResponse:
    """What became different from one version to another, and why on the way?"""
    found = owned(SteeringDocument, request.actor, document_id)
    first, second = (sent_number(request.GET.get(name, "")) or None for name in ("fran", "till"))
    context = {
        "document": found,
        "sheet": document_comparison(found, first, second),
        "crumbs": document_crumbs(request, found, _("Compare versions")),
    }
    return TemplateResponse(request, "strategy/compare_versions.html", context)


@region_page
def replace_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """Another document takes over."""
    found = owned(SteeringDocument, request.actor, document_id)
    rules.check_plan(request.actor)
    form = ReplaceForm(
        request.POST or None, region_id=request.region.pk, document=found, initial={"successor": found.replaced_by_id}
    )
    if form.is_valid() and carried_out(
        form, operations.replace_document, document=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("It is noted what takes over. The old document is kept."))
        return redirect(here(request, "document", found.pk))
    crumbs = document_crumbs(request, found, _("Replaced by"))
    return form_page(request, "replace_document", form, crumbs, document=found)


@region_page
@require_POST
def reinstate_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """It was not replaced after all."""
    found = owned(SteeringDocument, request.actor, document_id)
    operations.reinstate_document(document=found, by=request.actor, at=now())
    messages.success(request, _("The document counts as not replaced."))
    return redirect(here(request, "document", found.pk))
