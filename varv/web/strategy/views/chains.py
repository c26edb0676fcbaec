from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.theory import Level
from varv.overview.strategy.theory_map import chain_lines, chain_version_sheet, theory_map
from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainVersion
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.strategy import chart
from varv.web.strategy.forms import AdoptForm, ChainForm, EditChainForm, of
from varv.web.strategy.pages import chain_crumbs, form_page, here, saved

# The levels whose words people disagree about are shown with their definition.
TERMS = {
    Level.OUTPUT: "prestation",
    Level.OUTCOME: "utfall",
    Level.EFFECT: "effekt",
    Level.IMPACT: "samhallseffekt",
}


@region_page
def chains(request: RegionRequest) -> HttpResponse:
    """What do we believe leads where, and how well do we know it?"""
    lines = chain_lines(request.region.pk)
    context = {
        "chains": lines,
        "links": sum(line.links for line in lines),
        "adopted": sum(line.version is not None for line in lines),
        "may_plan": holds(rules.check_plan, request.actor),
        "crumbs": chain_crumbs(request),
    }
    return TemplateResponse(request, "strategy/chains.html", context)


@region_page
def chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """How do we think that what we do leads to the goal?"""
    found = owned(Chain, request.actor, chain_id)
    told = theory_map(found)
    context = {
        "map": told,
        "drawing": chart.drawing(told),
        "levels": [(level, TERMS.get(level.level)) for level in told.levels],
        "may_edit": holds(rules.check_edit_plan, found, request.actor),
        "may_adopt": holds(rules.check_adopt, found, request.actor),
        "may_revise": holds(rules.check_revise, found, request.actor),
        "crumbs": chain_crumbs(request, found),
    }
    return TemplateResponse(request, "strategy/chain.html", context)


@region_page
def draft_chain(request: RegionRequest) -> HttpResponse:
    """A new chain, as a draft."""
    rules.check_plan(request.actor)
    first = {"document": request.GET.get("document"), "goal": request.GET.get("goal")}
    form = ChainForm(request.POST or None, region_id=request.region.pk, initial=first)
    if form.is_valid() and carried_out(form, operations.draft_chain, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The chain is there as a draft. Add its first steps."))
        return redirect(here(request, "chain", form.outcome.pk))
    return form_page(request, "draft_chain", form, chain_crumbs(request, last=_("New chain")))


@region_page
def edit_chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Say better what the chain is about."""
    found = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(found, request.actor)
    stands = of(found, "name", "document", "goal", "summary", "owner")
    form = EditChainForm(request.POST or None, region_id=request.region.pk, initial=stands)
    if form.is_valid() and saved(request, form, operations.edit_chain, found, chain=found):
        messages.success(request, _("The chain is changed."))
        return redirect(here(request, "chain", found.pk))
    return form_page(request, "edit_chain", form, chain_crumbs(request, found, _("Change")), chain=found)


@region_page
def adopt_chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Make the chain into a version that never changes."""
    found = owned(Chain, request.actor, chain_id)
    rules.check_adopt(found, request.actor)
    versions, first = found.versions.count(), {"adopted_on": today()}
    form = AdoptForm(request.POST or None, region_id=request.region.pk, versions=versions, initial=first)
    if form.is_valid() and carried_out(
        form, operations.adopt_chain, chain=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("Version %(number)s is adopted.") % {"number": form.outcome.number})
        return redirect(here(request, "chain", found.pk))
    return form_page(request, "adopt_chain", form, chain_crumbs(request, found, _("Adopt")), map=theory_map(found))


@region_page
@require_POST
def revise_chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Open an adopted chain for changes."""
    found = owned(Chain, request.actor, chain_id)
    operations.revise_chain(chain=found, by=request.actor, at=now())
    messages.success(request, _("The chain is open for changes. The adopted version still holds."))
    return redirect(here(request, "chain", found.pk))


@region_page
def chain_version(request: RegionRequest, chain_id: int, number: int) -> HttpResponse:
    """What did this version say, and what did it change?"""
    found = owned(Chain, request.actor, chain_id)
    versions = ChainVersion.objects.of(request.region.pk).filter(chain=found).select_related("chain")
    sheet = chain_version_sheet(get_object_or_404(versions, number=number))
    crumbs = chain_crumbs(request, found, _("Version %(number)s") % {"number": number})
    return TemplateResponse(request, "strategy/chain_version.html", {"sheet": sheet, "crumbs": crumbs})
