"""An insats that comes from others: copied, split or merged. Reports and money stay where they are."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast

from django.db import transaction

from varv.core.counting import Dimension
from varv.core.kinds import Ending, Lineage, Part
from varv.core.roles import Actor
from varv.core.workflow import InitiativeState
from varv.delivery import rules
from varv.delivery.models import (
    Contribution,
    Initiative,
    InitiativeLink,
    InitiativePerson,
    InitiativePlace,
    Milestone,
    Partnership,
    PlannedResult,
    Risk,
)
from varv.delivery.operations.initiatives import one_name_at_a_time
from varv.delivery.operations.results import add_result
from varv.delivery.operations.states import close_initiative
from varv.delivery.wanted import WantedResult
from varv.regions import trail
from varv.regions.owned import Owned, columns, same_region

Row = TypeVar("Row", bound=Owned)
# Of an insats these belong to the insats itself, and not to what a copy of it has in common with it.
_ITS_OWN = frozenset(
    {"id", "region_id", "revision", "key", "name", "state", "starts_on", "ends_on"}
    | {"ended_on", "ending", "ended_because", "initiative_id"}
)


@dataclass(frozen=True)
class _Plan:
    """All that goes along from what was to what comes of it."""

    results: Sequence[WantedResult]
    rows: Mapping[str, Sequence[Owned]]


@transaction.atomic
def duplicate_initiative(
    *, initiative: Initiative, name: str, starts_on: date, ends_on: date | None, by: Actor, at: datetime
) -> Initiative:
    """A new, planned insats with the same plan: goals, results, people, partners, places, milestones and risks.

    Nothing that was reported goes along. Days of milestones move as far as the first day does.
    """
    rules.check_duplicate(by)
    plan = _moved(_plan_of(initiative), starts_on - initiative.starts_on)
    twin = _twin(initiative, name, InitiativeState.PLANNED, (starts_on, ends_on), by=by, at=at)
    _bring(plan, twin, by, at)
    _link(initiative, twin, Lineage.COPIED, "", by=by, at=at)
    return twin


@transaction.atomic
def split_initiative(
    *, initiative: Initiative, names: Sequence[str], reason: str, by: Actor, at: datetime
) -> list[Initiative]:
    """One becomes several, under way as it was, each with the whole plan; the old one ends.

    How much of each result the new ones mean to reach is for people to say: the amounts are left empty.
    """
    rules.check_split(initiative, names, reason, by)
    plan = _plan_of(initiative)
    plan = replace(plan, results=[replace(result, planned=None) for result in plan.results])
    parts = []
    for name in names:
        part = _twin(initiative, name, initiative.state, (initiative.starts_on, initiative.ends_on), by=by, at=at)
        _bring(plan, part, by, at)
        _link(initiative, part, Lineage.SPLIT, reason, by=by, at=at)
        parts.append(part)
    close_initiative(initiative, Ending.SPLIT, reason, by, at)
    return parts


@transaction.atomic
def merge_initiatives(
    *, initiative: Initiative, others: Sequence[Initiative], name: str, reason: str, by: Actor, at: datetime
) -> Initiative:
    """Several become one, framed like the first, with what all of them meant to reach; the old ones end.

    Results in the same words are one result, whose amount is the sum when every amount is known.
    """
    merged = list({one.pk: one for one in (initiative, *others)}.values())
    same_region(*merged)
    rules.check_merge(merged, reason, by)
    lasts = [one.ends_on for one in merged]
    ends_on = None if None in lasts else max(last for last in lasts if last)
    is_running = any(one.state is InitiativeState.RUNNING for one in merged)
    state = InitiativeState.RUNNING if is_running else initiative.state
    plan = _plan_of(*merged)
    whole = _twin(initiative, name, state, (min(one.starts_on for one in merged), ends_on), by=by, at=at)
    _bring(plan, whole, by, at)
    for one in merged:
        _link(one, whole, Lineage.MERGED, reason, by=by, at=at)
        close_initiative(one, Ending.MERGED, reason, by, at)
    return whole


def _twin(
    initiative: Initiative,
    name: str,
    state: InitiativeState,
    period: tuple[date, date | None],
    *,
    by: Actor,
    at: datetime,
) -> Initiative:
    """A new insats framed like this one: its kind, activity, chain, unit, person and phase."""
    one_name_at_a_time(by)
    rules.check_name(name, by.region_id, besides=None)
    starts_on, ends_on = period
    rules.check_dates(starts_on, ends_on)
    twin = Initiative(region_id=by.region_id, name=name, state=state, starts_on=starts_on, ends_on=ends_on)
    for column, value in _common(initiative).items():
        setattr(twin, column, value)
    same_region(twin, initiative)
    twin.save()
    trail.write(twin, "started", by=by, at=at)
    return twin


def _plan_of(*initiatives: Initiative) -> _Plan:
    """What the insatser together mean to do; nothing twice, no part that has ended, only what is left to do."""
    chain_id = initiatives[0].chain_id
    results = _rows(PlannedResult, initiatives)
    left = {Milestone: "reached_on", Risk: "closed_on", InitiativePerson: "ended_on"}
    open_rows = {kind: [row for row in _rows(kind, initiatives) if not getattr(row, day)] for kind, day in left.items()}
    return _Plan(
        results=_added_up([_wanted(row, chain_id) for row in results]),
        rows={
            "contributes": _shared(_once(_rows(Contribution, initiatives), lambda row: row.goal_id), initiatives),
            "took_part": _once(open_rows[InitiativePerson], _seat),
            "joined": _once(_rows(Partnership, initiatives), lambda row: row.partner_id),
            "added": _shared(_once(_rows(InitiativePlace, initiatives), lambda row: row.place_id), initiatives),
            "planned": open_rows[Milestone],
            "noted": open_rows[Risk],
        },
    )


def _rows(kind: Any, initiatives: Sequence[Initiative]) -> list[Any]:
    """The rows of the insatser, in the order of the insatser."""
    region_id = initiatives[0].region_id
    places = {one.pk: number for number, one in enumerate(initiatives)}
    found = list(kind.objects.of(region_id).filter(initiative__in=initiatives).order_by("pk"))
    return sorted(found, key=lambda row: places[row.initiative_id])


def _once(rows: Iterable[Row], known_by: Callable[[Any], Hashable]) -> list[Row]:
    """The first row of each kind."""
    return list({known_by(row): row for row in reversed(list(rows))}.values())[::-1]


def _seat(row: InitiativePerson) -> Hashable:
    """Only one writes the report; of every other part a person has it once."""
    return Part.REPORTER if row.part is Part.REPORTER else (row.part, row.person_id)


def _shared(rows: list[Any], initiatives: Sequence[Initiative]) -> list[Any]:
    """Shares of different sums of money cannot be added: of what is merged nothing is said until it is said anew."""
    if len(initiatives) > 1:
        for row in rows:
            row.share = None
    return rows


def _wanted(row: PlannedResult, chain_id: int | None) -> WantedResult:
    """The planned result to plan again; tied to its step only within the same chain."""
    step = row.step if row.step and row.step.chain_id == chain_id else None
    dimensions = tuple(Dimension(one) for one in row.own_dimensions)
    return WantedResult(row.level, row.text, row.unit, row.planned, step, row.indicator, row.own_counting, dimensions)


def _added_up(results: Sequence[WantedResult]) -> list[WantedResult]:
    """Results in the same words as one; an amount that somebody has not said is not zero."""
    found: dict[Hashable, WantedResult] = {}
    for one in results:
        known_by = (one.level, one.text, one.unit, one.indicator and one.indicator.pk, one.counting)
        there = found.get(known_by)
        if there is None:
            found[known_by] = one
        elif there.planned is None or one.planned is None:
            found[known_by] = replace(there, planned=None)
        else:
            found[known_by] = replace(there, planned=there.planned + one.planned)
    return list(found.values())


def _moved(plan: _Plan, days: timedelta) -> _Plan:
    """The same plan, begun another day."""
    for milestone in cast("Sequence[Milestone]", plan.rows["planned"]):
        milestone.due_on += days
    return plan


def _bring(plan: _Plan, to: Initiative, by: Actor, at: datetime) -> None:
    """Let the plan stand in the new insats, with a line in the trail for each row."""
    for wanted in plan.results:
        add_result(to, wanted, by, at)
    for verb, rows in plan.rows.items():
        copies = [_copy(row, to) for row in rows]
        for copy in copies:
            copy.save()
        trail.write_many(copies, verb, by=by, at=at)


def _copy(row: Any, to: Initiative) -> Owned:
    made: Owned = type(row)(region_id=to.region_id, initiative_id=to.pk, **_common(row))
    return made


def _common(row: Owned) -> dict[str, Any]:
    """What a row has in common with its copy, by column."""
    return {name: getattr(row, name) for name in columns(row) if name not in _ITS_OWN}


def _link(source: Initiative, result: Initiative, lineage: Lineage, reason: str, *, by: Actor, at: datetime) -> None:
    link = InitiativeLink(region_id=result.region_id, source=source, result=result, lineage=lineage, reason=reason)
    link.save()
    trail.write(link, "linked", by=by, at=at)
