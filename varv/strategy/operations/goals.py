from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import GoalKind, StrategyPhase
from varv.core.roles import Actor
from varv.core.status import Direction
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Goal, SteeringDocument


class GoalSaid(TypedDict, total=False):
    """What may be said of a goal beside its number and name."""

    description: str
    kind: GoalKind
    phase: StrategyPhase | None
    is_targeted: bool
    wished: Direction | None
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
    _put(goal, among=None)
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
    _put(goal, among=place)
    goal.change(parent=parent, place=goal.place)
    trail.write(goal, "moved", by=by, at=at)


@transaction.atomic
def retire_goal(*, goal: Goal, by: Actor, at: datetime) -> None:
    """The goal no longer holds. It is kept with its history, and earlier versions still show it."""
    goal.document.locked()
    goal = goal.locked()
    rules.check_retire_goal(goal, by)
    goal.change(retired_on=localtime(at).date())
    trail.write(goal, "retired", by=by, at=at)


def _put(goal: Goal, *, among: int | None) -> None:
    """Number the document's goals in reading order, this one at its place (``None``: last) among its siblings.

    The others only make room: their new numbers are order, not content, and leave no line in the trail.
    """
    others = list(Goal.objects.of(goal.region_id).filter(document=goal.document_id).in_force().exclude(pk=goal.pk))
    before = {other.pk: other.place for other in others}
    below: defaultdict[int | None, list[Goal]] = defaultdict(list)
    for other in sorted(others, key=lambda other: (other.place, other.pk)):
        below[other.parent_id].append(other)
    siblings = below[goal.parent_id]
    siblings.insert(len(siblings) if among is None else max(among - 1, 0), goal)
    for place, placed in enumerate(_walk(below[None], below), start=1):
        placed.place = place
    Goal.objects.of(goal.region_id).bulk_update(
        [other for other in others if other.place != before[other.pk]], ["place"]
    )


def _walk(level: list[Goal], below: Mapping[int | None, list[Goal]]) -> Iterator[Goal]:
    for goal in level:
        yield goal
        if goal.pk is not None:
            yield from _walk(below.get(goal.pk, []), below)
