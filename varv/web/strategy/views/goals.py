from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.kinds import GoalKind
from varv.core.refusals import holds
from varv.strategy import operations, rules
from varv.strategy.models import Goal, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.strategy.forms import HAS_TARGET, ONLY_WISHED, EditGoalForm, GoalForm, MoveGoalForm, of
from varv.web.strategy.pages import document_crumbs, form_page, here, saved

SAID = ("outline", "name", "description", "kind", "wished", "phase", "owner")


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
        messages.success(request, _("The goal “%(goal)s” is added.") % {"goal": form.outcome})
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
    siblings = Goal.objects.of(request.region.pk).filter(document=goal.document_id, parent=goal.parent_id).in_force()
    stands = of(goal, "parent") | {"place": siblings.filter(place__lte=goal.place).count()}
    form = MoveGoalForm(request.POST or None, region_id=request.region.pk, goal=goal, initial=stands)
    if form.is_valid() and saved(request, form, operations.move_goal, goal, goal=goal):
        messages.success(request, _("The goal is moved."))
        return redirect(here(request, "document", goal.document_id))
    crumbs = document_crumbs(request, goal.document, _("Move %(goal)s") % {"goal": goal.outline})
    return form_page(request, "move_goal", form, crumbs, goal=goal)


@region_page
@require_POST
def retire_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """The goal no longer holds."""
    goal = owned(Goal, request.actor, goal_id)
    operations.retire_goal(goal=goal, by=request.actor, at=now())
    messages.success(request, _("The goal “%(goal)s” no longer holds. It is kept with its history.") % {"goal": goal})
    return redirect(here(request, "document", goal.document_id))
