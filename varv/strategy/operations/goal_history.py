"""What becomes of goals: they end, or others take over from them. Nothing is lost; what was is told both ways."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import Succession
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.fates import NewGoal
from varv.strategy.models import Goal, GoalSuccession, PhaseChange
from varv.strategy.operations.goal_order import put, siblings_before

VERBS = {Succession.MERGED: "merged", Succession.SPLIT: "split", Succession.CHANGED: "rewritten"}
# What a new goal has from the goal it takes over from, when nothing else is said.
HANDED_DOWN = ("kind", "phase", "is_targeted", "wished", "peer_rule", "gap_rule", "owner")


@transaction.atomic
def retire_goal(*, goal: Goal, reason: str, by: Actor, at: datetime) -> None:
    """The goal no longer holds. It is kept with its history, and earlier versions still show it."""
    goal.document.locked()
    goal = goal.locked()
    rules.check_retire_goal(goal, by)
    rules.check_reason(reason)
    on = localtime(at).date()
    goal.change(retired_on=on)
    trail.write(goal, "retired", by=by, at=at)
    note(goal, Succession.ENDED, reason=reason, on=on, by=by, at=at)


@transaction.atomic
def merge_goals(*, goals: Sequence[Goal], into: NewGoal, reason: str, by: Actor, at: datetime) -> Goal:
    """Several goals become one, which stands where the first of them stood; the goals below them move in under it.

    Indicators, chains, links and contributions stay on the old goals, which are retired but can be read.
    """
    same_region(*goals)
    goals[0].document.locked()
    olds = [goal.locked() for goal in goals]
    rules.check_merge_goals(olds, by)
    rules.check_reason(reason)
    on = localtime(at).date()
    (made,) = hand_over(olds, [into], how=Succession.MERGED, reason=reason, on=on, by=by, at=at)
    return made


@transaction.atomic
def split_goal(*, goal: Goal, into: Sequence[NewGoal], reason: str, by: Actor, at: datetime) -> list[Goal]:
    """One goal becomes several, side by side where it stood. What hung on it stays there, to be tied anew."""
    goal.document.locked()
    goal = goal.locked()
    rules.check_split_goal(goal, into, by)
    rules.check_reason(reason)
    return hand_over([goal], into, how=Succession.SPLIT, reason=reason, on=localtime(at).date(), by=by, at=at)


def hand_over(
    olds: Sequence[Goal],
    wanted: Sequence[NewGoal],
    *,
    how: Succession,
    reason: str,
    on: date,
    by: Actor,
    at: datetime,
    phase_change: PhaseChange | None = None,
) -> list[Goal]:
    """Retire goals that are locked, and let new ones take over; the goals below the old come under the first new."""
    place = siblings_before(olds[0]) + 1
    for old in olds:
        old.change(retired_on=on)
        trail.write(old, VERBS[how], by=by, at=at)
    made = [_made_like(olds[0], new, place + number, by, at) for number, new in enumerate(wanted)]
    for old in olds:
        _move_below(old, made[0], by, at)
        for new in made:
            note(old, how, successor=new, reason=reason, on=on, by=by, at=at, phase_change=phase_change)
    return made


def _made_like(old: Goal, wanted: NewGoal, place: int, by: Actor, at: datetime) -> Goal:
    handed_down = {name: getattr(old, name) for name in HANDED_DOWN}
    goal = Goal(region_id=old.region_id, document=old.document, parent=old.parent, **(vars(wanted) | handed_down))
    rules.check_goal(goal)
    put(goal, among=place)
    goal.save()
    trail.write(goal, "added", by=by, at=at)
    return goal


def _move_below(old: Goal, new: Goal, by: Actor, at: datetime) -> None:
    for below in Goal.objects.of(old.region_id).below(old):
        goal = below.locked()
        goal.parent = new
        put(goal, among=None)
        goal.change(parent=new, place=goal.place)
        trail.write(goal, "moved", by=by, at=at)


def note(
    goal: Goal,
    how: Succession,
    *,
    reason: str,
    on: date,
    by: Actor,
    at: datetime,
    successor: Goal | None = None,
    phase_change: PhaseChange | None = None,
) -> None:
    """Keep what became of a goal, and why."""
    succession = GoalSuccession.objects.create(
        region_id=goal.region_id,
        goal=goal,
        successor=successor,
        how=how,
        reason=reason.strip(),
        happened_on=on,
        phase_change=phase_change,
    )
    trail.write(succession, "fate_noted", by=by, at=at)
