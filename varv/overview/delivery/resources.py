"""Where does the money go? Resources per goal, activity, place, year and source, inside and outside the choice.

What is inside follows the region's choices (vägval) of funding and activities; both are always told. What has no
share, no goal or no place is told as unallocated. An insats below a child goal is counted once in the parent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Sum

from varv.core.kinds import DocumentKind
from varv.core.money import FundingKind, Measure, Money, total
from varv.core.rollup import upward
from varv.delivery.models import Appropriation, FundingSource, Initiative, StaffTime
from varv.overview.delivery.resource_rows import Gap, Key, Portion, portions
from varv.regions.models import Place
from varv.strategy.models import GenericActivity, Goal


class Path(StrEnum):
    """By what the money is shown."""

    GOAL = "goal"
    ACTIVITY = "activity"
    PLACE = "place"
    YEAR = "year"
    SOURCE = "source"


@dataclass(frozen=True)
class ResourceWish:
    """Which money, and by what; nothing chosen means all. A goal means itself and all below it."""

    path: Path = Path.GOAL
    measure: Measure = Measure.GRANTED
    first_year: int | None = None
    last_year: int | None = None
    year: Key | None = None
    goal: Key | None = None
    activity: Key | None = None
    place: Key | None = None
    source: Key | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but years is left out: then appropriations, which no goal has, say nothing."""
        return any(one is not None for one in (self.goal, self.activity, self.place, self.source))


@dataclass(frozen=True)
class ResourceRow:
    """One goal, activity, place, year or source with its money; or a gap, which says why money stands nowhere."""

    key: Key
    name: str
    inside: Money
    outside: Money
    kinds: Mapping[FundingKind, Money]
    initiatives: int
    depth: int = 0
    group: str = ""

    @property
    def money(self) -> Money:
        """Inside and outside together."""
        return self.inside + self.outside

    @property
    def is_gap(self) -> bool:
        """Whether the money is unallocated."""
        return isinstance(self.key, Gap)


@dataclass(frozen=True)
class AppropriationRow:
    """What a source gives in a year, beside what became of it."""

    source: str
    year: int
    appropriation: Decimal
    decision: str
    money: Money

    @property
    def unplanned(self) -> Decimal:
        """What of the appropriation nobody has planned yet; below zero when more is planned than there is."""
        return self.appropriation - (self.money.planned or Decimal(0))

    @property
    def unused(self) -> Decimal:
        """What of the appropriation is not used yet."""
        return self.appropriation - (self.money.used or Decimal(0))


@dataclass(frozen=True)
class Hours:
    """The region's own work, in hours and never in kronor. ``None`` is that nobody has said."""

    planned: int | None
    used: int | None


@dataclass(frozen=True)
class ResourceBoard:
    """The money that was asked for, by what was asked."""

    wish: ResourceWish
    rows: tuple[ResourceRow, ...]
    inside: Money
    outside: Money
    initiatives: int
    years: tuple[int, ...]
    appropriations: tuple[AppropriationRow, ...]
    hours: Hours | None
    is_narrowed_by_choice: bool

    @property
    def money(self) -> Money:
        """Inside and outside together: the sum of the parts of every path."""
        return self.inside + self.outside

    @property
    def parts(self) -> tuple[ResourceRow, ...]:
        """The rows that add up to the total: those that stand below another are counted in it."""
        return tuple(row for row in self.rows if row.depth == 0)

    @property
    def unallocated(self) -> Money:
        """What stands nowhere along this path."""
        return total(row.money for row in self.rows if row.is_gap)

    @property
    def without_money(self) -> tuple[ResourceRow, ...]:
        """The rows that nobody has said any amount of."""
        return tuple(row for row in self.rows if row.money.is_silent)


@dataclass(frozen=True)
class BehindRow:
    """An insats behind a figure, with its part of it."""

    id: int
    name: str
    activity: str
    responsible: str
    inside: Money
    outside: Money

    @property
    def money(self) -> Money:
        """Inside and outside together."""
        return self.inside + self.outside


@dataclass(frozen=True)
class GoalMoney:
    """What stands for one goal and all below it."""

    inside: Money
    outside: Money
    initiatives: int

    @property
    def money(self) -> Money:
        """Inside and outside together."""
        return self.inside + self.outside


def goal_money(region_id: int, goal_id: int) -> GoalMoney:
    """The money of one goal for its own page, in six queries."""
    goals, wish = _goals(region_id), ResourceWish(goal=goal_id)
    found = [one for one in portions(region_id) if is_wished(one, wish, goals)]
    return GoalMoney(*_both(found), len({one.initiative for one in found}))


def resource_board(region_id: int, wish: ResourceWish) -> ResourceBoard:
    """The board, in a fixed number of queries."""
    every = portions(region_id)
    goals = _goals(region_id)
    found = [one for one in every if is_wished(one, wish, goals)]
    inside, outside = _both(found)
    return ResourceBoard(
        wish=wish,
        rows=tuple(_rows(region_id, wish, found, goals)),
        inside=inside,
        outside=outside,
        initiatives=len({one.initiative for one in found}),
        years=tuple(sorted({one.year for one in every if not isinstance(one.year, Gap)})),
        appropriations=() if wish.is_narrowed else tuple(_appropriations(region_id, wish, every)),
        hours=None if wish.is_narrowed else _hours(region_id, wish),
        is_narrowed_by_choice=any(not one.is_inside for one in found),
    )


def resources_behind(region_id: int, wish: ResourceWish) -> tuple[BehindRow, ...]:
    """The insatser whose money makes up a figure, those with most first; together they are the figure."""
    goals = _goals(region_id)
    by_initiative: defaultdict[int, list[Portion]] = defaultdict(list)
    for one in portions(region_id):
        if is_wished(one, wish, goals):
            by_initiative[one.initiative].append(one)
    found = Initiative.objects.of(region_id).filter(pk__in=by_initiative)
    rows = [
        BehindRow(one.pk, one.name, one.generic_activity.name, one.responsible.name, *_both(by_initiative[one.pk]))
        for one in found.select_related("generic_activity", "responsible").order_by("name", "pk")
    ]
    return tuple(sorted(rows, key=lambda row: -(row.money.of(wish.measure) or Decimal(0))))


@dataclass(frozen=True)
class _Goals:
    """Every goal the region has had, in reading order, and for each itself and all above it."""

    goals: Mapping[int, Goal]
    above: Mapping[Key, tuple[Key, ...]]

    def counted_in(self, key: Key) -> tuple[Key, ...]:
        """Where a goal's money counts; a gap is only itself."""
        return self.above.get(key, (key,))


def is_wished(one: Portion, wish: ResourceWish, goals: _Goals) -> bool:
    """Whether a portion is among what is asked for."""
    first, last = wish.first_year, wish.last_year
    is_in_time = (first is None and last is None) or (
        not isinstance(one.year, Gap) and (first or 0) <= one.year <= (last or one.year)
    )
    same = (
        (wish.year, one.year),
        (wish.activity, one.activity),
        (wish.place, one.place),
        (wish.source, one.source),
    )
    return (
        is_in_time
        and all(wanted in {None, has} for wanted, has in same)
        and (wish.goal is None or wish.goal in goals.counted_in(one.goal))
    )


def _goals(region_id: int) -> _Goals:
    """Our own documents' goals first, what others have decided last; every goal right after what it stands under."""
    kinds = list(DocumentKind)
    goals = {goal.pk: goal for goal in Goal.objects.of(region_id).select_related("document")}
    parents = {key: goal.parent_id for key, goal in goals.items()}
    above = {key: tuple(upward(key, parents)) for key in goals}

    def reading_order(goal: Goal) -> tuple[object, ...]:
        kind = goal.document.kind
        way = [(goals[one].place, one) for one in reversed(above[goal.pk])]
        return not kind.is_ours, kinds.index(kind), goal.document_id, way

    return _Goals({goal.pk: goal for goal in sorted(goals.values(), key=reading_order)}, dict(above))


# --- rows -----------------------------------------------------------------------------------------------------


@dataclass
class _Sum:
    """What adds up on a row."""

    inside: Money = field(default_factory=Money)
    outside: Money = field(default_factory=Money)
    kinds: dict[FundingKind, Money] = field(default_factory=dict)
    initiatives: set[int] = field(default_factory=set)

    def add(self, one: Portion) -> None:
        if one.is_inside:
            self.inside += one.money
        else:
            self.outside += one.money
        self.kinds[one.kind] = self.kinds.get(one.kind, Money()) + one.money
        self.initiatives.add(one.initiative)

    def row(self, key: Key, name: str, depth: int = 0, group: str = "") -> ResourceRow:
        return ResourceRow(key, name, self.inside, self.outside, self.kinds, len(self.initiatives), depth, group)


Sums = Mapping[Key, _Sum]


def _rows(region_id: int, wish: ResourceWish, found: Iterable[Portion], goals: _Goals) -> Iterator[ResourceRow]:
    """What can have money, with and without any, and last the gaps that have some."""
    sums: defaultdict[Key, _Sum] = defaultdict(_Sum)
    for one in found:
        for key in _KEYS[wish.path](one, goals):
            sums[key].add(one)
    if wish.path is Path.GOAL:
        yield from _goal_rows(goals, sums, wish)
    else:
        names = _names(region_id, wish.path, sums)
        yield from (sums[key].row(key, name) for key, name in names.items() if _is_shown(key, wish, sums))
    yield from (sums[gap].row(gap, "") for gap in Gap if gap in sums)


_KEYS: Mapping[Path, Callable[[Portion, _Goals], Iterable[Key]]] = {
    Path.GOAL: lambda one, goals: goals.counted_in(one.goal),
    Path.ACTIVITY: lambda one, _goals: (one.activity,),
    Path.PLACE: lambda one, _goals: (one.place,),
    Path.YEAR: lambda one, _goals: (one.year,),
    Path.SOURCE: lambda one, _goals: (one.source,),
}


def _is_shown(key: Key, wish: ResourceWish, sums: Sums) -> bool:
    """What has money is shown, and what could have: not what the wish itself has left out."""
    chosen = {Path.ACTIVITY: wish.activity, Path.PLACE: wish.place, Path.SOURCE: wish.source}.get(wish.path)
    return key in sums or chosen is None


def _goal_rows(goals: _Goals, sums: defaultdict[Key, _Sum], wish: ResourceWish) -> Iterator[ResourceRow]:
    """The strategy's goals in force, and every other that has money, each below its parent."""
    named = {
        key: goal
        for key, goal in goals.goals.items()
        if key in sums
        or (wish.goal is None and goal.document.kind is DocumentKind.REGIONAL_STRATEGY and goal.retired_on is None)
    }
    shown = {above for key in named for above in goals.counted_in(key)}
    for key, goal in goals.goals.items():
        if key in shown:
            yield sums[key].row(key, str(goal), len(goals.counted_in(key)) - 1, goal.document.title)


def _names(region_id: int, path: Path, sums: Sums) -> Mapping[Key, str]:
    """What can have money along the path, in the region's own order."""
    if path is Path.YEAR:
        return {key: str(key) for key in sorted(key for key in sums if not isinstance(key, Gap))}
    rows: Mapping[Path, Any] = {
        Path.ACTIVITY: GenericActivity.objects.of(region_id).in_order(),
        Path.PLACE: Place.objects.of(region_id).order_by("code", "pk"),
        Path.SOURCE: FundingSource.objects.of(region_id).order_by("place", "pk"),
    }
    return {row.pk: row.name for row in rows[path]}


def _both(found: Iterable[Portion]) -> tuple[Money, Money]:
    """The money inside the choice, and outside it."""
    every = list(found)
    return total(one.money for one in every if one.is_inside), total(one.money for one in every if not one.is_inside)


# --- beside ---------------------------------------------------------------------------------------------------


def _appropriations(region_id: int, wish: ResourceWish, every: Iterable[Portion]) -> Iterator[AppropriationRow]:
    """What the sources give in the years that are asked for, newest first."""
    became: defaultdict[tuple[Key, Key], Money] = defaultdict(Money)
    for one in every:
        became[one.source, one.year] += one.money
    given = Appropriation.objects.of(region_id).select_related("source").order_by("-year", "source__place", "pk")
    for one in given:
        if (wish.first_year or 0) <= one.year <= (wish.last_year or one.year):
            money = became[one.source_id, one.year]
            yield AppropriationRow(one.source.name, one.year, one.amount, one.decision, money)


def _hours(region_id: int, wish: ResourceWish) -> Hours:
    time = StaffTime.objects.of(region_id)
    if wish.first_year is not None:
        time = time.filter(year__gte=wish.first_year)
    if wish.last_year is not None:
        time = time.filter(year__lte=wish.last_year)
    told = time.aggregate(planned=Sum("planned_hours"), used=Sum("used_hours"))
    return Hours(told["planned"], told["used"])
