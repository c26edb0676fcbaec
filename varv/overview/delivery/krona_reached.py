"""What was used beside what was counted, per generic activity: never that the one caused the other.

All the money of the insatser that the region counts is taken, whoever gave it, for it was all there. Kronor for each
thing counted are told only where the same insatser have said both, in one unit and without gaps.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from varv.core.counting import Counting, added, over_time, ratio
from varv.core.money import is_unit
from varv.core.theory import Level
from varv.delivery.models import Initiative, PlannedResult
from varv.overview.delivery.resource_rows import portions
from varv.rounds.models import Report, ReportLine
from varv.strategy.models import GenericActivity
from varv.strategy.scope import scope_of


class Why(StrEnum):
    """Why no kronor are told for each thing counted."""

    NO_UNIT = "no_unit"
    IN_MONEY = "in_money"
    NOTHING_USED = "nothing_used"
    NOT_ALL_COUNTED = "not_all_counted"
    NOT_ALL_PAID = "not_all_paid"
    FIGURES_MISSING = "figures_missing"
    COUNTED_NONE = "counted_none"


@dataclass(frozen=True)
class CountedLine:
    """An output in one unit, all insatser together, and kronor for each where that can be said honestly."""

    unit: str
    count: Decimal | None
    initiatives: int
    kronor_each: Decimal | None
    why_not: Why | None


@dataclass(frozen=True)
class ReachedRow:
    """A generic activity: what its insatser have used, and what they have counted."""

    activity_id: int
    activity: str
    used: Decimal | None
    paid: int
    lines: tuple[CountedLine, ...]


@dataclass
class _Counted:
    """What insatser have said in one unit."""

    count: Decimal | None = None
    has_gaps: bool = False

    def add(self, result: PlannedResult, values: Sequence[Decimal | None]) -> None:
        """One output's figures in the order of time."""
        self.count = added([self.count, over_time(result.counting, values)])
        # What is counted since the start tells all in its latest figure; of the rest each is needed.
        needed = values[-1:] if result.counting is Counting.CUMULATIVE else values
        self.has_gaps |= any(value is None for value in needed)


def krona_reached(region_id: int) -> tuple[ReachedRow, ...]:
    """Every generic activity that has used money or counted outputs, since the start; in a fixed number of queries."""
    used = _used(region_id)
    counted = _counted(region_id)
    scope = scope_of(region_id)
    kinds = [kind.value for kind in scope.initiative_kinds]
    mine: defaultdict[int, list[int]] = defaultdict(list)
    rows = Initiative.objects.of(region_id).filter(kind__in=kinds).order_by("pk")
    for initiative, activity in rows.values_list("pk", "generic_activity_id"):
        mine[activity].append(initiative)
    every = (
        _row(activity, mine[activity.pk], used, counted)
        for activity in GenericActivity.objects.of(region_id).in_order()
    )
    return tuple(row for row in every if row.used is not None or row.lines)


def _used(region_id: int) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = {}
    for one in portions(region_id):
        if one.money.used is not None:
            found[one.initiative] = found.get(one.initiative, Decimal(0)) + one.money.used
    return found


def _counted(region_id: int) -> Mapping[tuple[int, str], _Counted]:
    """By insats and unit: the outputs that can be added over time. How something stands on a day is no output."""
    lines = ReportLine.objects.of(region_id).filter(
        planned_result__level=Level.OUTPUT, report__in=Report.objects.of(region_id).counted()
    )
    told: defaultdict[PlannedResult, list[Decimal | None]] = defaultdict(list)
    for line in lines.select_related("planned_result__indicator").order_by(
        "report__round__opens_on", "report_id", "pk"
    ):
        told[line.planned_result].append(line.value)
    found: defaultdict[tuple[int, str], _Counted] = defaultdict(_Counted)
    for result, values in told.items():
        if result.counting is not Counting.STATE:
            unit = result.indicator.unit if result.indicator else result.unit
            found[result.initiative_id, unit.strip().casefold()].add(result, values)
    return found


def _row(
    activity: GenericActivity,
    mine: Iterable[int],
    used: Mapping[int, Decimal],
    counted: Mapping[tuple[int, str], _Counted],
) -> ReachedRow:
    members = set(mine)
    paid = {initiative: used[initiative] for initiative in members if initiative in used}
    units = sorted({unit for initiative, unit in counted if initiative in members})
    told = [(unit, {one: counted[one, unit] for one in members if (one, unit) in counted}) for unit in units]
    return ReachedRow(
        activity_id=activity.pk,
        activity=activity.name,
        used=added(paid.values()),
        paid=len(paid),
        lines=tuple(_line(unit, found, paid) for unit, found in told),
    )


def _line(unit: str, found: Mapping[int, _Counted], paid: Mapping[int, Decimal]) -> CountedLine:
    count = added(one.count for one in found.values())
    why = _why_not(unit, count, found, paid)
    each = None if why else ratio(added(paid.values()), count)
    return CountedLine(unit, count, len(found), each, why)


def _why_not(
    unit: str, count: Decimal | None, found: Mapping[int, _Counted], paid: Mapping[int, Decimal]
) -> Why | None:
    reasons = (
        (not unit, Why.NO_UNIT),
        (is_unit(unit), Why.IN_MONEY),
        (not paid, Why.NOTHING_USED),
        (any(one.has_gaps for one in found.values()), Why.FIGURES_MISSING),
        (bool(paid.keys() - found.keys()), Why.NOT_ALL_COUNTED),
        (bool(found.keys() - paid.keys()), Why.NOT_ALL_PAID),
        (not count, Why.COUNTED_NONE),
    )
    return next((why for holds, why in reasons if holds), None)
