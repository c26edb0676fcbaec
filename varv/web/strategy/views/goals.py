from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.kinds import GoalKind
from varv.core.refusals import holds
from varv.strategy import operations, rules
from varv.strategy.models import Goal, SteeringDocument
from varv.strategy.operations.goal_order import siblings_before
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.strategy.forms import HAS_TARGET, ONLY_WISHED, EditGoalForm, GoalForm, MoveGoalForm, ShiftGoalForm, of
from varv.web.strategy.pages import document_crumbs, form_page, here, saved

SAID = ("outline", "name", "description", "kind", "wished", "peer_rule", "gap_rule", "phase", "owner")


@region_page
def add_goal(request: RegionRequest, document_id: int) -> HttpResponse:
    """A new goal."""
    document = owned(SteeringDocument, request.actor, document_id)
    rules.check_edit_plan(document, request.actor)
    first = {"parent": request.GET.get("under"), "kind": GoalKind.EFFECT, "is_targeted": HAS_TARGET}
    form = GoalForm(request.POST or None, region_id=request.region.pk, document=document, initial=first)
    if form.is_valid() and carried_out(
        form, operations.add_goal, document=document, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The goal “%(goal)s” is added.") % {"goal": outcome_of(form)})
        return redirect(here(request, "document", document.pk))
    return form_page(request, "add_goal", form, document_crumbs(request, document, _("New goal")), document=document)


@region_page
def edit_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Say better what the goal is."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_edit_goal(goal, request.actor)
    stands = of(goal, *SAID) | {"is_targeted": HAS_TARGET if goal.is_targeted else ONLY_WISHED}
    form = EditGoalForm(request.POST or None, region_id=request.region.pk, document=goal.document, initial=stands)
    if form.is_valid() and saved(request, form, operations.edit_goal, goal, goal=goal):
        messages.success(request, _("The goal is changed."))
        return redirect(here(request, "document", goal.document_id))
    return form_page(
        request,
        "edit_goal",
        form,
        document_crumbs(request, goal.document, _("Change %(goal)s") % {"goal": goal.outline}),
        goal=goal,
        may_retire=holds(rules.check_retire_goal, goal, request.actor),
    )


@region_page
def move_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Put the goal, with all below it, somewhere else in the tree."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_edit_goal(goal, request.actor)
    stands = of(goal, "parent") | {"place": siblings_before(goal) + 1}
    form = MoveGoalForm(request.POST or None, region_id=request.region.pk, goal=goal, initial=stands)
    if form.is_valid() and saved(request, form, operations.move_goal, goal, goal=goal):
        return _moved(request, goal)
    crumbs = document_crumbs(request, goal.document, _("Move %(goal)s") % {"goal": goal.outline})
    return form_page(request, "move_goal", form, crumbs, goal=goal)


@region_page
@require_POST
def shift_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """One step up, down, in or out, with a button; the focus comes back to it."""
    goal = owned(Goal, request.actor, goal_id)
    form = ShiftGoalForm(request.POST, region_id=request.region.pk)
    if not form.is_valid():
        messages.error(request, _("That is not a way to move a goal. Use one of the buttons beside it."))
        return redirect(here(request, "document", goal.document_id))
    operations.shift_goal(goal=goal, **form.cleaned_data, by=request.actor, at=now())
    return _moved(request, goal, form.cleaned_data["way"])


def _moved(request: RegionRequest, goal: Goal, way: str = "") -> HttpResponse:
    """Tell where the goal stands now, and lead back to it."""
    goal.refresh_from_db()
    told = {"goal": goal, "place": siblings_before(goal) + 1, "parent": goal.parent}
    under, top = (
        _("“%(goal)s” now stands as number %(place)s under “%(parent)s”."),
        _("“%(goal)s” now stands as number %(place)s at the top."),
    )
    messages.success(request, (under if goal.parent else top) % told)
    return redirect(f"{here(request, 'document', goal.document_id)}?flyttat={goal.pk}&hur={way}")
