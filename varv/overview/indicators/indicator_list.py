"""What do the figures say, indicator by indicator? Three queries, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.status import Aim, Path, Status, Wish, indicator_status
from varv.indicators.models import Indicator, Measurement, Target


@dataclass(frozen=True)
class Reached:
    """A value that is there, and the period it was measured for."""

    period: Period
    value: Decimal


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as the figures stand: its aim, its latest value and what that says.

    ``course`` is the values in order, oldest first; ``None`` is missing, not zero.
    """

    id: int
    name: str
    unit: str
    decimals: int
    kind: IndicatorKind
    source: str
    is_example: bool
    goal_id: int | None
    goal: str
    aim: Aim
    status: Status
    latest: Reached | None
    course: tuple[Decimal | None, ...]

    @property
    def has_target(self) -> bool:
        """Whether there is more than a wished direction."""
        return not isinstance(self.aim, Wish)

    @property
    def level(self) -> Decimal | None:
        """The level to reach, where there is one."""
        return self.aim.target if isinstance(self.aim, Path) else None


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see; ``None`` and empty mean everything."""

    status: Status | None = None
    kind: IndicatorKind | None = None
    text: str = ""

    def holds(self, line: IndicatorLine) -> bool:
        """Whether the line is one of those."""
        where = f"{line.name} {line.goal} {line.source} {line.unit}".casefold()
        return (
            (self.status is None or line.status is self.status)
            and (self.kind is None or line.kind is self.kind)
            and all(part in where for part in self.text.casefold().split())
        )


@dataclass(frozen=True)
class Group:
    """The indicators of one goal; those without a goal come last, under an empty name."""

    goal_id: int | None
    goal: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class IndicatorList:
    """The wanted indicators by goal, and how many there are of each status and kind among all."""

    groups: tuple[Group, ...]
    statuses: Mapping[Status, int]
    kinds: Mapping[IndicatorKind, int]
    total: int

    @property
    def shown(self) -> int:
        """How many of them are wanted."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def with_value(self) -> int:
        """How many have any value."""
        return self.total - self.statuses.get(Status.NO_DATA, 0)


def indicator_list(region_id: int, on: date, wanted: Wanted = Wanted()) -> IndicatorList:
    """The region's indicators by goal as the figures stand on a day."""
    lines = indicator_lines(region_id, on)
    grouped: defaultdict[int | None, list[IndicatorLine]] = defaultdict(list)
    for line in lines:
        if wanted.holds(line):
            grouped[line.goal_id].append(line)
    groups = [Group(goal_id, held[0].goal, tuple(held)) for goal_id, held in grouped.items()]
    return IndicatorList(
        groups=tuple(sorted(groups, key=lambda group: group.goal_id is None)),
        statuses=Counter(line.status for line in lines),
        kinds=Counter(line.kind for line in lines),
        total=len(lines),
    )


def indicators_by_goal(region_id: int, on: date) -> dict[int, tuple[IndicatorLine, ...]]:
    """Goal id → its own indicators (not those of the goals below it)."""
    grouped: defaultdict[int, list[IndicatorLine]] = defaultdict(list)
    for line in indicator_lines(region_id, on):
        if line.goal_id is not None:
            grouped[line.goal_id].append(line)
    return {goal_id: tuple(lines) for goal_id, lines in grouped.items()}


def statuses_by_goal(region_id: int, on: date) -> dict[int, list[Status]]:
    """Goal id → the statuses of its own indicators, as ``core.rollup`` takes them."""
    by_goal = indicators_by_goal(region_id, on)
    return {goal_id: [line.status for line in lines] for goal_id, lines in by_goal.items()}


def indicator_lines(region_id: int, on: date) -> tuple[IndicatorLine, ...]:
    """All indicators of the region, in the goals' order, as the figures stand on a day. Three queries."""
    indicators = Indicator.objects.of(region_id).select_related("goal").in_order()
    targets = {target.indicator_id: target for target in Target.objects.of(region_id).current()}
    measured: defaultdict[int, list[Measurement]] = defaultdict(list)
    for measurement in Measurement.objects.of(region_id).current().filter(breakdown=Breakdown.ALL):
        measured[measurement.indicator_id].append(measurement)
    return tuple(
        indicator_line(indicator, targets.get(indicator.pk), measured[indicator.pk], on) for indicator in indicators
    )


def indicator_line(
    indicator: Indicator, target: Target | None, measurements: Iterable[Measurement], on: date
) -> IndicatorLine:
    """One indicator's line from the newest vintages of its whole figure (no breakdown)."""
    begun = sorted(
        (measurement for measurement in measurements if measurement.period.first <= on),
        key=lambda measurement: (measurement.period.last, measurement.period.first),
    )
    aim = indicator.aim(target)
    reached = [Reached(found.period, found.value) for found in begun if found.value is not None]
    return IndicatorLine(
        id=indicator.pk,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        kind=indicator.kind,
        source=indicator.source,
        is_example=indicator.is_example,
        goal_id=indicator.goal_id,
        goal=str(indicator.goal) if indicator.goal else "",
        aim=aim,
        status=indicator_status(aim, [measurement.as_point() for measurement in begun]),
        latest=reached[-1] if reached else None,
        course=tuple(measurement.value for measurement in begun),
    )
