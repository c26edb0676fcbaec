from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.boards.goal_history import Hanging, hanging_on
from varv.strategy import operations, rules
from varv.strategy.models import Goal
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.strategy.forms import MergeGoalsForm, RetireGoalForm, SplitGoalForm
from varv.web.strategy.pages import document_crumbs, form_page, here


@region_page
def retire_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """The goal no longer holds, and why."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_retire_goal(goal, request.actor)
    form = RetireGoalForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.retire_goal, goal=goal, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(
            request, _("The goal “%(goal)s” no longer holds. It is kept with its history.") % {"goal": goal}
        )
        return redirect(here(request, "document", goal.document_id))
    crumbs = document_crumbs(request, goal.document, _("End %(goal)s") % {"goal": goal.outline})
    return form_page(request, "retire_goal", form, crumbs, goal=goal, hanging=_hanging(goal))


@region_page
def merge_goals(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Several goals become one."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_edit_goal(goal, request.actor)
    beside = Goal.objects.of(request.region.pk).filter(document=goal.document_id).in_force()
    counts = {
        pk: found.count for pk, found in hanging_on(request.region.pk, beside.values_list("pk", flat=True)).items()
    }
    first = {"outline": goal.outline, "name": goal.name}
    form = MergeGoalsForm(request.POST or None, region_id=request.region.pk, goal=goal, hanging=counts, initial=first)
    if form.is_valid() and _merged(request, form, goal):
        left = sum(counts.get(each.pk, 0) for each in (goal, *form.cleaned_data["others"]))
        messages.success(
            request, _("The goals have become one: “%(goal)s”.") % {"goal": outcome_of(form)} + _left(left)
        )
        return redirect(here(request, "goal", outcome_of(form).pk))
    crumbs = document_crumbs(request, goal.document, _("Merge %(goal)s") % {"goal": goal.outline})
    return form_page(request, "merge_goals", form, crumbs, goal=goal, hanging=_hanging(goal))


def _merged(request: RegionRequest, form: MergeGoalsForm, goal: Goal) -> bool:
    return carried_out(
        form,
        operations.merge_goals,
        goals=[goal, *form.cleaned_data["others"]],
        into=form.into(),
        reason=form.cleaned_data["reason"],
        by=request.actor,
        at=now(),
    )


@region_page
def split_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """One goal becomes several."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_retire_goal(goal, request.actor)
    hanging = _hanging(goal)
    form = SplitGoalForm(request.POST or None, region_id=request.region.pk, initial={"first_outline": goal.outline})
    if form.is_valid() and carried_out(
        form,
        operations.split_goal,
        goal=goal,
        into=form.into(),
        reason=form.cleaned_data["reason"],
        by=request.actor,
        at=now(),
    ):
        messages.success(request, _("The goal “%(goal)s” is divided.") % {"goal": goal} + _left(hanging.count))
        return redirect(here(request, "goal", goal.pk))
    crumbs = document_crumbs(request, goal.document, _("Divide %(goal)s") % {"goal": goal.outline})
    return form_page(request, "split_goal", form, crumbs, goal=goal, hanging=hanging)


def _hanging(goal: Goal) -> Hanging:
    return hanging_on(goal.region_id, [goal.pk])[goal.pk]


def _left(count: int) -> str:
    """What remains to be tied anew."""
    told = ngettext(
        " %(n)d thing still hangs on what was before: tie it anew.",
        " %(n)d things still hang on what was before: tie them anew.",
        count,
    )
    return told % {"n": count} if count else ""
