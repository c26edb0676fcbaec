from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.theory import Level
from varv.overview.learning.answers.plan_changes import because
from varv.overview.learning.evaluations.link_moves import link_moves
from varv.overview.strategy.chain_list import Shown, chain_board
from varv.overview.strategy.chain_versions import chain_version_sheet
from varv.overview.strategy.level_names import level_names
from varv.overview.strategy.theory_map import theory_map
from varv.overview.words.of_chains import WHY
from varv.publishing import chain_exports
from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainVersion
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.strategy import chart
from varv.web.strategy.forms import AdoptForm, ChainForm, ChainWishForm, EditChainForm, of
from varv.web.strategy.pages import chain_crumbs, form_page, here, saved

# The levels whose words people disagree about are shown with their definition.
TERMS = {
    Level.OUTPUT: "prestation",
    Level.OUTCOME: "utfall",
    Level.EFFECT: "effekt",
    Level.IMPACT: "samhallseffekt",
}
CHIPS = {
    Shown.BROKEN: gettext_lazy("An assumption does not hold"),
    Shown.WITHOUT_EVIDENCE: gettext_lazy("A link without evidence"),
    Shown.NOT_ADOPTED: gettext_lazy("Not adopted"),
}


@region_page
def chains(request: RegionRequest) -> HttpResponse:
    """What do we believe leads where, and how well do we know it?"""
    shown = request.GET.get("visa", "")
    form = ChainWishForm(request.GET, region_id=request.region.pk)
    board = chain_board(request.region.pk, form.wish(shown))
    context = {
        "board": board,
        "shown": shown,
        "chips": [(one, CHIPS[one], board.counts[one]) for one in Shown],
        "form": form,
        "may_plan": holds(rules.check_plan, request.actor),
        "crumbs": chain_crumbs(request),
    }
    return TemplateResponse(request, "strategy/chains.html", context)


@region_page
def chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """How do we think that what we do leads to the goal?"""
    found = owned(Chain, request.actor, chain_id)
    told, moves = theory_map(found), link_moves(found)
    context = {
        "map": told,
        "picture": chart.picture(told, request.GET, level_names(request.region.pk)),
        "doubts": [(line, WHY[line.code]) for line in told.doubts],
        "levels": [(level, TERMS.get(level.level)) for level in told.levels],
        "may_edit": holds(rules.check_edit_plan, found, request.actor),
        "may_adopt": holds(rules.check_adopt, found, request.actor),
        "may_revise": holds(rules.check_revise, found, request.actor),
        "may_test": holds(rules.check_test, request.actor),
        "moves": moves,
        "moved_links": {link.id for link in moves},
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
        return redirect(here(request, "chain", outcome_of(form).pk))
    return form_page(request, "draft_chain", form, chain_crumbs(request, last=_("New chain")))


@region_page
def edit_chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Say better what the chain is about."""
    found = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(found, request.actor)
    stands = of(found, "name", "document", "area", "goal", "summary", "owner")
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
        messages.success(request, _("Version %(number)s is adopted.") % {"number": outcome_of(form).number})
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
    version = get_object_or_404(versions, number=number)
    context = {
        "sheet": chain_version_sheet(version),
        "because": because(version),
        "crumbs": chain_crumbs(request, found, _("Version %(number)s") % {"number": number}),
    }
    return TemplateResponse(request, "strategy/chain_version.html", context)


@region_page
def chain_mermaid(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The chain as Mermaid text, to draw it elsewhere."""
    text = chain_exports.mermaid(theory_map(owned(Chain, request.actor, chain_id)))
    return _download(text, "text/plain; charset=utf-8", f"effektkedja-{chain_id}.mmd")


@region_page
def chain_json(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The chain as data, to read it elsewhere."""
    text = chain_exports.as_json(theory_map(owned(Chain, request.actor, chain_id)))
    return _download(text, "application/json", f"effektkedja-{chain_id}.json")


def _download(text: str, kind: str, filename: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{filename}"'})
