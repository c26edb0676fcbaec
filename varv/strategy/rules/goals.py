from collections.abc import Mapping, Sequence

from varv.core.kinds import GoalKind
from varv.core.outline import Way, shifted
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.strategy.fates import NewGoal
from varv.strategy.models import Goal
from varv.strategy.rules.plans import check_edit_plan, check_owner

FEWEST = 2  # goals that can be merged, and goals that one can be split into


def check_edit_goal(goal: Goal, by: Actor) -> None:
    """A goal is changed while its document is, and as long as it is in force."""
    check_edit_plan(goal.document, by)
    if goal.retired_on is not None:
        raise RuleBroken("goal.is_retired", name=str(goal))


def check_goal(goal: Goal) -> None:
    """The goal as it would become: its own number, something to judge it by, and an owner who works here."""
    others = Goal.objects.of(goal.region_id).filter(document=goal.document_id).in_force().exclude(pk=goal.pk)
    if others.filter(outline=goal.outline).exists():
        raise RuleBroken("goal.outline_taken", field="outline", outline=goal.outline)
    _check_yardstick(goal)
    check_owner(goal.owner, goal.region_id)


def _check_yardstick(goal: Goal) -> None:
    """Without a target there is a direction, peers to be better than, or a gap to close (S0:72).

    A process goal is judged by what is done, and what others have decided is written as they wrote it.
    """
    if goal.is_targeted or goal.kind is GoalKind.PROCESS or not goal.document.kind.is_ours:
        return
    if goal.wished is None and not goal.peer_rule.strip() and not goal.gap_rule.strip():
        raise RuleBroken("goal.direction_missing", field="wished")


def check_place_goal(goal: Goal, parent: Goal | None) -> None:
    """A goal stands under a goal in force of its own document, and not below itself."""
    if parent is None:
        return
    if parent.document_id != goal.document_id:
        raise RuleBroken("goal.parent_in_another_document", field="parent", name=str(parent))
    if parent.retired_on is not None:
        raise RuleBroken("goal.parent_is_retired", field="parent", name=str(parent))
    if goal.pk in _upward(parent):
        raise RuleBroken("goal.below_itself", field="parent", name=str(goal))


def check_shift_goal(goal: Goal, way: Way, parents: Mapping[int, int | None]) -> None:
    """There is somewhere to go that way in the tree, told in reading order by what each goal stands under."""
    if shifted(way, goal.pk, parents) is None:
        raise RuleBroken("goal.no_further", name=str(goal), way=way)


def check_retire_goal(goal: Goal, by: Actor) -> None:
    """A goal with goals below it in force is not left: first they are moved or retired."""
    check_edit_goal(goal, by)
    below = list(Goal.objects.of(goal.region_id).below(goal))
    if below:
        raise RuleBroken("goal.has_goals_below", goals=", ".join(map(str, below)))


def check_merge_goals(goals: Sequence[Goal], by: Actor) -> None:
    """At least two goals of one document become one; none of them stands under another of them."""
    for goal in goals:
        check_edit_goal(goal, by)
    if len({goal.pk for goal in goals}) < FEWEST:
        raise RuleBroken("goal.merge_needs_two", field="others")
    if len({goal.document_id for goal in goals}) > 1:
        raise RuleBroken("goal.merge_in_one_document", field="others")
    chosen = {goal.pk for goal in goals}
    for goal in goals:
        if chosen & set(_upward(goal)[1:]):
            raise RuleBroken("goal.merge_above_and_below", field="others", name=str(goal))


def check_split_goal(goal: Goal, into: Sequence[NewGoal], by: Actor) -> None:
    """One goal becomes at least two. Goals below it are moved first: nobody can tell where they belong."""
    check_retire_goal(goal, by)
    if len(into) < FEWEST:
        raise RuleBroken("goal.split_needs_two", field="second_name")


def check_reason(reason: str) -> None:
    """What becomes of a goal is told with its reason."""
    if not reason.strip():
        raise RuleBroken("goal.reason_missing", field="reason")


def _upward(goal: Goal) -> list[int]:
    """The goal and those it stands under, from the nearest."""
    above = dict(Goal.objects.of(goal.region_id).filter(document=goal.document_id).values_list("pk", "parent_id"))
    found: list[int] = []
    up: int | None = goal.pk
    while up is not None:
        found.append(up)
        up = above[up]
    return found
