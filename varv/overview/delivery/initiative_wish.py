"""Which insatser someone wants to see: everything that stands in the list's address, and the rows that it means."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from varv.core.kinds import InitiativeKind, StrategyPhase
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.delivery.models import (
    Contribution,
    Initiative,
    InitiativePerson,
    InitiativePlace,
    Milestone,
    Partnership,
    PlannedResult,
)
from varv.regions.models import Unit
from varv.strategy.models import Goal


class Sort(StrEnum):
    """In which order the insatser stand."""

    NAME = "name"
    START = "start"
    END = "end"
    STATE = "state"
    UNIT = "unit"
    RESPONSIBLE = "responsible"


class Lack(StrEnum):
    """What an insats may lack: each is a question that someone should answer."""

    GOAL = "goal"
    INDICATOR = "indicator"
    MILESTONE = "milestone"


@dataclass(frozen=True)
class InitiativeWish:
    """Which insatser someone wants to see, in which order; nothing chosen means all."""

    words: str = ""
    state: InitiativeState | None = None
    not_ended: str = ""
    kind: InitiativeKind | None = None
    goal_id: int | None = None
    activity_id: int | None = None
    chain_id: int | None = None
    unit_id: int | None = None
    responsible_id: int | None = None
    person_id: int | None = None
    partner_id: int | None = None
    place_id: int | None = None
    phase: StrategyPhase | None = None
    period: Period | None = None
    lack: Lack | None = None
    sort: Sort = Sort.NAME

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return self != InitiativeWish(sort=self.sort)


def wished(region_id: int, wish: InitiativeWish, on: date) -> frozenset[int]:
    """The insatser that the wish is for, words apart; ``on`` decides which milestones are overdue."""
    found: QuerySet[Initiative] = Initiative.objects.of(region_id)
    for condition in _conditions(region_id, wish, on):
        found = found.filter(condition)
    return frozenset(found.values_list("pk", flat=True))


def lacking(region_id: int, lack: Lack, on: date) -> Q:
    """The insatser that lack something: a goal, an indicator, or a milestone by the day it was due."""
    if lack is Lack.GOAL:
        return ~_tied(Contribution.objects.of(region_id))
    if lack is Lack.INDICATOR:
        return ~_tied(PlannedResult.objects.of(region_id).exclude(indicator=None))
    overdue = Milestone.objects.of(region_id).filter(reached_on=None, due_on__lt=on)
    return ~Q(state=InitiativeState.ENDED) & _tied(overdue)


def _conditions(region_id: int, wish: InitiativeWish, on: date) -> Iterator[Q]:
    """What the wish asks of an insats itself, then of what is tied to it."""
    own = {
        "state": wish.state,
        "kind": wish.kind,
        "generic_activity": wish.activity_id,
        "chain": wish.chain_id,
        "responsible": wish.responsible_id,
        "phase": wish.phase,
    }
    yield Q(**{name: value for name, value in own.items() if value is not None})
    if wish.not_ended:
        yield ~Q(state=InitiativeState.ENDED)
    if wish.unit_id is not None:
        yield Q(unit__in=_with_those_below(wish.unit_id, Unit.objects.of(region_id)))
    if wish.period is not None:
        yield _under_way(wish.period)
    if wish.lack is not None:
        yield lacking(region_id, wish.lack, on)
    yield from _ties(region_id, wish)


def _ties(region_id: int, wish: InitiativeWish) -> Iterator[Q]:
    if wish.goal_id is not None:
        goals = _with_those_below(wish.goal_id, Goal.objects.of(region_id))
        yield _tied(Contribution.objects.of(region_id).filter(goal__in=goals))
    if wish.person_id is not None:
        now = InitiativePerson.objects.of(region_id).filter(person=wish.person_id, ended_on=None)
        yield Q(responsible=wish.person_id) | _tied(now)
    if wish.partner_id is not None:
        yield _tied(Partnership.objects.of(region_id).filter(partner=wish.partner_id))
    if wish.place_id is not None:
        yield _tied(InitiativePlace.objects.of(region_id).filter(place=wish.place_id))


def _tied(rows: QuerySet[Contribution]) -> Q:
    return Q(pk__in=rows.values("initiative"))


def _under_way(period: Period) -> Q:
    """Begun by the period's end and not over before its start; what has ended was over the day it ended."""
    last_day = Q(ended_on=None) & (Q(ends_on=None) | Q(ends_on__gte=period.first))
    return Q(starts_on__lte=period.last) & (Q(ended_on__gte=period.first) | last_day)


def _with_those_below(top: int, rows: QuerySet[Goal] | QuerySet[Unit]) -> Collection[int]:
    """A row of a tree and everything below it; a circle, should there be one, is walked once."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in rows.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: dict[int, None] = {}
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting += children.get(one, [])
    return list(found)
