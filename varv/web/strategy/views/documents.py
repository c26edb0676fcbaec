from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.kinds import StrategyPhase
from varv.core.refusals import holds
from varv.overview.strategy.document_sheet import document_lines, document_sheet, document_version_sheet
from varv.strategy import operations, rules
from varv.strategy.models import DocumentVersion, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.strategy.forms import AdoptForm, DocumentForm, EditDocumentForm, of
from varv.web.strategy.pages import document_crumbs, form_page, here, saved

SAID = ("title", "kind", "parent", "summary", "phase", "starts_on", "ends_on", "link")


@region_page
def documents(request: RegionRequest) -> HttpResponse:
    """What steers us, and how does it hang together?"""
    lines = document_lines(request.region.pk)
    context = {
        "documents": lines,
        "adopted": sum(line.version is not None for line in lines),
        "goals": sum(line.goals for line in lines),
        "may_plan": holds(rules.check_plan, request.actor),
        "crumbs": document_crumbs(request),
    }
    return TemplateResponse(request, "strategy/documents.html", context)


@region_page
def document(request: RegionRequest, document_id: int) -> HttpResponse:
    """What does the document want, and what has been decided?"""
    found = owned(SteeringDocument, request.actor, document_id)
    context = {
        "sheet": document_sheet(found),
        "may_plan": holds(rules.check_plan, request.actor),
        "may_edit": holds(rules.check_edit_plan, found, request.actor),
        "may_adopt": holds(rules.check_adopt, found, request.actor),
        "may_revise": holds(rules.check_revise, found, request.actor),
        "crumbs": document_crumbs(request, found),
    }
    return TemplateResponse(request, "strategy/document.html", context)


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
        return redirect(here(request, "document", form.outcome.pk))
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
    return form_page(request, "edit_document", form, document_crumbs(request, found, _("Change")), document=found)


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
        messages.success(request, _("Version %(number)s is adopted.") % {"number": form.outcome.number})
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
