from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.theory import Claim, Evidence
from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainLink, ChainStep
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.strategy.forms import EditLinkForm, EditStepForm, LinkForm, StepForm, of
from varv.web.strategy.pages import chain_crumbs, form_page, here, saved

KNOWN = ("rationale", "assumption", "tested_how", "evidence", "claim", "evidence_source", "evidence_year", "finding")


@region_page
def add_step(request: RegionRequest, chain_id: int) -> HttpResponse:
    """A new step."""
    chain = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(chain, request.actor)
    form = StepForm(request.POST or None, region_id=request.region.pk, initial={"level": request.GET.get("level")})
    if form.is_valid() and carried_out(
        form, operations.add_step, chain=chain, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The step “%(step)s” is added.") % {"step": outcome_of(form)})
        return redirect(here(request, "chain", chain.pk))
    return form_page(request, "add_step", form, chain_crumbs(request, chain, _("New step")), chain=chain)


@region_page
def edit_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """Say a step better, or put it on another level."""
    step = owned(ChainStep, request.actor, step_id)
    rules.check_edit_plan(step.chain, request.actor)
    stands = of(step, "level", "text", "generic_activity")
    form = EditStepForm(request.POST or None, region_id=request.region.pk, initial=stands)
    if form.is_valid() and saved(request, form, operations.edit_step, step, step=step):
        messages.success(request, _("The step is changed."))
        return redirect(here(request, "chain", step.chain_id))
    may_remove = holds(rules.check_remove_step, step)
    crumbs = chain_crumbs(request, step.chain, _("Change the step"))
    return form_page(request, "edit_step", form, crumbs, step=step, may_remove=may_remove)


@region_page
@require_POST
def remove_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """Take a step away."""
    step = owned(ChainStep, request.actor, step_id)
    operations.remove_step(step=step, by=request.actor, at=now())
    messages.success(request, _("The step “%(step)s” is taken away.") % {"step": step.text})
    return redirect(here(request, "chain", step.chain_id))


@region_page
def link_steps(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Say that one step leads to another."""
    chain = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(chain, request.actor)
    first = {"source": request.GET.get("from"), "evidence": Evidence.ASSUMED, "claim": Claim.HYPOTHETICAL}
    form = LinkForm(request.POST or None, region_id=request.region.pk, chain=chain, initial=first)
    if form.is_valid() and carried_out(form, operations.link_steps, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The steps are linked."))
        return redirect(here(request, "chain", chain.pk))
    return form_page(request, "link_steps", form, chain_crumbs(request, chain, _("New link")), chain=chain)


@region_page
def edit_link(request: RegionRequest, link_id: int) -> HttpResponse:
    """Say how well a link is known."""
    link = owned(ChainLink, request.actor, link_id)
    rules.check_edit_plan(link.chain, request.actor)
    form = EditLinkForm(request.POST or None, region_id=request.region.pk, initial=of(link, *KNOWN))
    if form.is_valid() and saved(request, form, operations.edit_link, link, link=link):
        messages.success(request, _("The link is changed."))
        return redirect(here(request, "chain", link.chain_id))
    return form_page(request, "edit_link", form, chain_crumbs(request, link.chain, _("Change the link")), link=link)


@region_page
@require_POST
def unlink_steps(request: RegionRequest, link_id: int) -> HttpResponse:
    """Take a link away."""
    link = owned(ChainLink, request.actor, link_id)
    operations.unlink_steps(link=link, by=request.actor, at=now())
    messages.success(request, _("The link is taken away."))
    return redirect(here(request, "chain", link.chain_id))
