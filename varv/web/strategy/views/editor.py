"""The chain editor: every small thing that is done to a chain's steps and links, each saved at once."""

from functools import partial

from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.overview.strategy.chain_editor import edits_since as found_since
from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainLink, ChainStep
from varv.web.gate import RegionRequest, owned, region_page
from varv.web.strategy.forms.editor import LoanForm, NewStepForm, PlaceForm, StepTextForm, TieForm
from varv.web.strategy.workbench import CONFLICT, facts, is_newer, page, told, worked, written

NOTHING_NEW = 204


@region_page
def edit_steps(request: RegionRequest, chain_id: int) -> HttpResponse:
    """How does one thing lead to the next? The chain as a workbench."""
    chain = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(chain, request.actor)
    return page(request, chain)


@region_page
def edits_since(request: RegionRequest, chain_id: int, number: int) -> HttpResponse:
    """What has been done to the chain after this edit? Nothing (204), or the parts of the page that changed."""
    chain = owned(Chain, request.actor, chain_id)
    rules.check_plan(request.actor)
    if not holds(rules.check_edit_plan, chain, request.actor):
        return JsonResponse({"adopted": True}, status=CONFLICT)
    if not is_newer(chain, number):
        return HttpResponse(status=NOTHING_NEW)
    others = [line for line in found_since(chain, number) if line.by_id != request.actor.person_id]
    news = [{"said": told(line).said, "steps": line.steps} for line in others]
    return JsonResponse({**facts(request, chain), "news": news})


@region_page
@require_POST
def write_step(request: RegionRequest, chain_id: int) -> HttpResponse:
    """A new step, last on its level."""
    chain = owned(Chain, request.actor, chain_id)
    form = NewStepForm(request.POST, region_id=request.region.pk)
    deed = partial(operations.add_step, chain=chain, **written(form))
    place = f"niva-{request.POST.get('level', '')}"
    return worked(request, chain, form, deed, place=place, said=_("The step is added."))


@region_page
@require_POST
def save_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """What the step says."""
    step = owned(ChainStep, request.actor, step_id)
    form = StepTextForm(request.POST, region_id=request.region.pk)
    kind = step.generic_activity
    deed = partial(operations.edit_step, step=step, level=step.level, generic_activity=kind, **written(form))
    return worked(request, step.chain, form, deed, place=f"led-{step.pk}", said=_("The step is changed."))


@region_page
@require_POST
def move_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """Put the step before or after another, or on another level."""
    step = owned(ChainStep, request.actor, step_id)
    form = PlaceForm(request.POST, region_id=request.region.pk)
    deed = partial(operations.move_step, step=step, **written(form))
    return worked(request, step.chain, form, deed, place=f"led-{step.pk}", said=_("The step is moved."))


@region_page
@require_POST
def clear_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """Take a step away, with its links. It can be undone."""
    step = owned(ChainStep, request.actor, step_id)
    deed = partial(operations.remove_step_with_links, step=step)
    said = _("“%(step)s” is taken away. You can undo it.") % {"step": step.text}
    return worked(request, step.chain, Form(request.POST), deed, place=f"led-{step.pk}", said=said)


@region_page
@require_POST
def part_step(request: RegionRequest, step_id: int) -> HttpResponse:
    """Make a step that stands in several chains one of its own."""
    step = owned(ChainStep, request.actor, step_id)
    deed = partial(operations.part_step, step=step)
    said = _("The step is one of its own now. What you write in it changes this chain only.")
    return worked(request, step.chain, Form(request.POST), deed, place=f"led-{step.pk}", said=said)


@region_page
@require_POST
def borrow_step(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Let a step of another chain stand here too."""
    chain = owned(Chain, request.actor, chain_id)
    form = LoanForm(request.POST, region_id=request.region.pk)
    deed = partial(operations.place_shared_step, chain=chain, **written(form))
    return worked(request, chain, form, deed, place="lana", said=_("The step stands in both chains now."))


@region_page
@require_POST
def tie_steps(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Say that one step leads to another."""
    chain = owned(Chain, request.actor, chain_id)
    form = TieForm(request.POST, region_id=request.region.pk, chain=chain)
    deed = partial(operations.link_steps, **written(form))
    return worked(request, chain, form, deed, place="koppla", said=_("The steps are linked."))


@region_page
@require_POST
def untie_steps(request: RegionRequest, link_id: int) -> HttpResponse:
    """Take a link away. It can be undone."""
    link = owned(ChainLink, request.actor, link_id)
    deed = partial(operations.unlink_steps, link=link)
    said = _("The link is taken away. You can undo it.")
    return worked(request, link.chain, Form(request.POST), deed, place=f"led-{link.source_id}", said=said)


@region_page
@require_POST
def undo_edit(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Take back what I did last."""
    chain = owned(Chain, request.actor, chain_id)
    deed = partial(operations.undo_edit, chain=chain)
    return worked(request, chain, Form(request.POST), deed, place="verktyg", said=_("Undone."))


@region_page
@require_POST
def redo_edit(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Do again what I undid last."""
    chain = owned(Chain, request.actor, chain_id)
    deed = partial(operations.redo_edit, chain=chain)
    return worked(request, chain, Form(request.POST), deed, place="verktyg", said=_("Done again."))
