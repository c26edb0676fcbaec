from datetime import datetime
from typing import TypedDict, Unpack, cast

from django.db import transaction

from varv.core.kinds import GoalKind, StrategyPhase
from varv.core.outline import Spot, Way, shifted
from varv.core.roles import Actor
from varv.core.status import Direction
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Goal, SteeringDocument
from varv.strategy.operations.goal_order import put


class GoalSaid(TypedDict, total=False):
    """What may be said of a goal beside its number and name."""

    description: str
    kind: GoalKind
    phase: StrategyPhase | None
    is_targeted: bool
    wished: Direction | None
    peer_rule: str
    gap_rule: str
    owner: User | None


class GoalEdited(GoalSaid, total=False):
    """What may be changed of a goal. Where it stands is changed by ``move_goal``."""

    outline: str
    name: str


@transaction.atomic
def add_goal(
    *,
    document: SteeringDocument,
    outline: str,
    name: str,
    parent: Goal | None = None,
    by: Actor,
    at: datetime,
    **said: Unpack[GoalSaid],
) -> Goal:
    """A new goal, last among its siblings."""
    document = document.locked()
    rules.check_edit_plan(document, by)
    goal = Goal(region_id=document.region_id, document=document, outline=outline, name=name, **said)
    same_region(goal, parent)
    rules.check_place_goal(goal, parent)
    goal.parent = parent
    rules.check_goal(goal)
    put(goal, among=None)
    goal.save()
    trail.write(goal, "added", by=by, at=at)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, revision: int, by: Actor, at: datetime, **edited: Unpack[GoalEdited]) -> None:
    """Say better what the goal is. Only what is given is changed."""
    goal.document.locked()
    goal = goal.locked()
    rules.check_edit_goal(goal, by)
    trail.check_fresh(goal, revision)
    for name, value in edited.items():
        setattr(goal, name, value)
    rules.check_goal(goal)
    goal.change(**edited)
    trail.write(goal, "edited", by=by, at=at)


@transaction.atomic
def move_goal(*, goal: Goal, parent: Goal | None, place: int, revision: int, by: Actor, at: datetime) -> None:
    """Put a goal, with all below it, under another goal or at the top; ``place`` counts from 1 among its siblings."""
    goal.document.locked()
    goal = goal.locked()
    rules.check_edit_goal(goal, by)
    trail.check_fresh(goal, revision)
    same_region(goal, parent)
    rules.check_place_goal(goal, parent)
    goal.parent = parent
    put(goal, among=place)
    goal.change(parent=parent, place=goal.place)
    trail.write(goal, "moved", by=by, at=at)


@transaction.atomic
def shift_goal(*, goal: Goal, way: Way, revision: int, by: Actor, at: datetime) -> None:
    """One step up or down among its siblings, in under the one before it, or out beside the one above it."""
    document = goal.document.locked()
    goals = Goal.objects.of(goal.region_id).filter(document=document).in_force().in_outline_order()
    parents = dict(goals.values_list("pk", "parent_id"))
    rules.check_edit_goal(goal.locked(), by)
    rules.check_shift_goal(goal, way, parents)
    spot = cast("Spot", shifted(way, goal.pk, parents))  # there is one: the rule has asked
    parent = Goal.objects.of(goal.region_id).get(pk=spot.parent) if spot.parent else None
    move_goal(goal=goal, parent=parent, place=spot.place, revision=revision, by=by, at=at)
