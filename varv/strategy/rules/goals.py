from varv.core.kinds import GoalKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.strategy.models import Goal
from varv.strategy.rules.plans import check_edit_plan, check_owner


def check_edit_goal(goal: Goal, by: Actor) -> None:
    """A goal is changed while its document is, and as long as it is in force."""
    check_edit_plan(goal.document, by)
    if goal.retired_on is not None:
        raise RuleBroken("goal.is_retired", name=str(goal))


def check_goal(goal: Goal) -> None:
    """The goal as it would become: its own number, a direction when it has no target, and an owner who works here."""
    others = Goal.objects.of(goal.region_id).filter(document=goal.document_id).in_force().exclude(pk=goal.pk)
    if others.filter(outline=goal.outline).exists():
        raise RuleBroken("goal.outline_taken", field="outline", outline=goal.outline)
    if not goal.is_targeted and goal.wished is None and goal.kind is not GoalKind.PROCESS:
        raise RuleBroken("goal.direction_missing", field="wished")
    check_owner(goal.owner, goal.region_id)


def check_place_goal(goal: Goal, parent: Goal | None) -> None:
    """A goal stands under a goal in force of its own document, and not below itself."""
    if parent is None:
        return
    if parent.document_id != goal.document_id:
        raise RuleBroken("goal.parent_in_another_document", field="parent", name=str(parent))
    if parent.retired_on is not None:
        raise RuleBroken("goal.parent_is_retired", field="parent", name=str(parent))
    above = dict(Goal.objects.of(goal.region_id).filter(document=goal.document_id).values_list("pk", "parent_id"))
    up: int | None = parent.pk
    while up is not None:
        if up == goal.pk:
            raise RuleBroken("goal.below_itself", field="parent", name=str(goal))
        up = above[up]


def check_retire_goal(goal: Goal, by: Actor) -> None:
    """A goal with goals below it in force is not left: first they are moved or retired."""
    check_edit_goal(goal, by)
    below = Goal.objects.of(goal.region_id).filter(parent=goal).in_force().in_outline_order()
    if below.exists():
        raise RuleBroken("goal.has_goals_below", goals=", ".join(str(child) for child in below))
