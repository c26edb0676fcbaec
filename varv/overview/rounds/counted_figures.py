"""The approved figures behind every total, added as far as the database can and no further than is right.

Figures for a period are added in the database. Those counted since the start, and those that tell how it stands, depend
on what the same planned result told before; they are followed one by one, by the rules of ``core.counting``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum, Value

from varv.core.counting import Counting, Dimension, own_parts
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.tallies import NOTHING, Tally
from varv.core.theory import Level
from varv.indicators.models import DECIMALS, DIGITS
from varv.rounds.models import LinePart, ReportLine, Round

# What a figure belongs to when it is added with its like: the indicator, as an output or as an outcome.
Measured = tuple[int, Level]
WHOLE = ""


@dataclass(frozen=True)
class Asked:
    """Which figures: of these indicators, each by its rule. ``leaf`` leads from a report to what they are added by.

    No periods chosen means all, and so does ``None`` for insatser.
    """

    region_id: int
    leaf: str
    kinds: frozenset[InitiativeKind]
    rules: Mapping[int, Counting]
    periods: frozenset[Period] = frozenset()
    dimension: Dimension | None = None
    initiatives: frozenset[int] | None = None


@dataclass(frozen=True)
class Columns:
    """What stands in which column of a tally: every measure by category, each with its periods and then their total."""

    measured: tuple[Measured, ...]
    periods: tuple[Period, ...]
    categories: tuple[str, ...] = ()
    _first: Mapping[tuple[int, str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, measured: Iterable[Measured], periods: Iterable[Period], categories: Iterable[str]) -> "Columns":
        """In the order of things."""
        in_order = tuple(sorted(measured, key=lambda one: (one[1].rank, one[0])))
        times, parts = tuple(sorted(periods)), tuple(sorted(categories))
        keys = ((indicator, level.value, part) for indicator, level in in_order for part in (WHOLE, *parts))
        return cls(in_order, times, parts, {key: place * (len(times) + 1) for place, key in enumerate(keys)})

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._first) * (len(self.periods) + 1)

    def first(self, indicator: int, level: str, category: str = WHOLE) -> int:
        """The column of the first period; the others follow, and after the last stands the total."""
        return self._first[indicator, level, category]


@dataclass(frozen=True)
class Counted:
    """The tallies of every leaf, and what their columns are."""

    columns: Columns
    tallies: Mapping[int, Tally]


def in_scope(asked: Asked, line: str = "") -> Q:
    """Lines of reports that are counted, of insatser that are. ``line`` is the way to the line."""
    frozen = Q((f"{line}report__figures_frozen_at__isnull", False))
    if asked.initiatives is not None:
        frozen &= Q((f"{line}report__initiative__in", asked.initiatives))
    if asked.kinds == frozenset(InitiativeKind):
        return frozen
    return frozen & Q((f"{line}report__initiative__kind__in", asked.kinds))


def counted_figures(asked: Asked) -> Counted:
    """Every leaf's tallies. Three queries, five with a breakdown, however many reports there are."""
    times = dict(Round.objects.of(asked.region_id).values_list("pk", "period"))
    sources = [_Source(ReportLine.objects.of(asked.region_id).filter(in_scope(asked)), "", asked, Value(WHOLE))]
    if asked.dimension is not None:
        parts = LinePart.objects.of(asked.region_id).filter(in_scope(asked, "line__"), dimension=asked.dimension)
        sources.append(_Source(parts, "line__", asked, F("category")))
    added = [row for source in sources for row in source.added()]
    told = [row for source in sources for row in source.told()]
    measured = {(indicator, Level(level)) for indicator, level in {row[1:3] for row in added + told}}
    # Two rounds may be of one period, and a round that nobody has reported in yet has no column.
    periods = asked.periods or {times[row[4]] for row in added + told}
    columns = Columns.of(measured, periods, {row[3] for row in added + told} - {WHOLE})
    board = _Board(columns, times, asked.rules)
    board.take_added(added)
    board.take_told(told)
    return Counted(columns, board.tallies())


@dataclass(frozen=True)
class _Source:
    """Lines, or the parts of lines: their rows begin alike, with leaf, indicator, level, category and round.

    Codes are read as plain text, which is quicker where there are many.
    """

    rows: QuerySet[Any]
    line: str
    asked: Asked
    category: F | Value

    def added(self) -> list[tuple[Any, ...]]:
        """Figures for a period, added: … sum, how many are known, how many there are."""
        of_period = [one for one, rule in self.asked.rules.items() if rule is Counting.PER_PERIOD]
        sums = self._rows(of_period).values_list(*self._keys).annotate(Sum("value"), Count("value"), Count("pk"))
        return list(sums)

    def told(self) -> list[tuple[Any, ...]]:
        """The other figures, as they were told: … of which planned result, in which report, and what."""
        others = [one for one, rule in self.asked.rules.items() if rule is not Counting.PER_PERIOD]
        # As an expression a figure comes as it is kept, without being rounded once more on its way from SQLite.
        figure = ExpressionWrapper(F("value"), DecimalField(max_digits=DIGITS, decimal_places=DECIMALS))
        own = (f"{self.line}planned_result_id", f"{self.line}report_id", "told_value")
        return list(self._rows(others).annotate(told_value=figure).values_list(*self._keys, *own))

    def _rows(self, indicators: Sequence[int]) -> QuerySet[Any]:
        level = ExpressionWrapper(F(f"{self.line}planned_result__level"), CharField())
        part = ExpressionWrapper(self.category, CharField())
        chosen = self.rows.filter((f"{self.line}planned_result__indicator__in", indicators))
        rows: QuerySet[Any] = chosen.order_by().annotate(told_level=level, told_part=part)
        return rows

    @property
    def _keys(self) -> tuple[str, ...]:
        line = self.line
        place = f"{line}report__{self.asked.leaf}", f"{line}planned_result__indicator_id"
        return (*place, "told_level", "told_part", f"{line}report__round_id")


class _Board:
    """Adds each row where it belongs."""

    def __init__(self, columns: Columns, times: Mapping[int, Period], rules: Mapping[int, Counting]) -> None:
        self.columns = columns
        self.rules = rules
        self.last = len(columns.periods)
        in_order = sorted(set(times.values()))
        self.when = {round_id: in_order.index(period) for round_id, period in times.items()}
        place = {period: place for place, period in enumerate(columns.periods)}
        self.place = {round_id: place.get(period) for round_id, period in times.items()}
        # Which report's figure of a planned result tells how it stood in its period, and which of them tells it last.
        self.stood: set[tuple[int, int]] = set()
        self.latest: set[tuple[int, int]] = set()
        self.leaves: dict[int, tuple[list[Decimal], list[int], list[int]]] = defaultdict(self._nothing)

    def _nothing(self) -> tuple[list[Decimal], list[int], list[int]]:
        width = self.columns.width
        return [NOTHING] * width, [0] * width, [0] * width

    def take_added(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Sums from the database belong to their period and to the total."""
        for leaf, indicator, level, category, round_id, value, told, every in rows:
            place = self.place[round_id]
            if place is not None:
                first = self.columns.first(indicator, level, category)
                self._add(leaf, (first + place, first + self.last), value, told, every - told)

    def take_told(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Every planned result's course in the order of time: first its figures, then each of their parts."""
        when = self.when
        in_order = sorted(rows, key=lambda row: (row[3] != WHOLE, row[5], row[3], when[row[4]], row[6]))
        for _, told in groupby(in_order, key=itemgetter(5, 3)):
            course = list(told)
            first = self.columns.first(*course[0][1:4])
            is_state = self.rules[course[0][1]] is Counting.STATE
            follow = self._follow_state if is_state else self._follow_course
            follow(course, first)

    def _follow_course(self, course: Sequence[tuple[Any, ...]], first: int) -> None:
        """Counted since the start: each period has its own part, and they add up."""
        for row, part in zip(course, own_parts(Counting.CUMULATIVE, [row[7] for row in course]), strict=True):
            place = self.place[row[4]]
            if place is not None:
                is_told = part is not None
                self._add(row[0], (first + place, first + self.last), part, is_told, not is_told)

    def _follow_state(self, course: Sequence[tuple[Any, ...]], first: int) -> None:
        """How it stood last, in each period and in them all; parts count with the very figure they are parts of."""
        placed = [(row, place) for row in course if (place := self.place[row[4]]) is not None]
        if course[0][3] == WHOLE:
            known = {place: (row[5], row[6]) for row, place in placed if row[7] is not None}
            self.stood.update(known.values())
            self.latest.update([known[max(known)]] if known else [])
        for row, place in placed:
            told = row[5], row[6]
            if row[7] is None:
                self._add(row[0], (first + place, first + self.last), None, 0, 1)
                continue
            if told in self.stood:
                self._add(row[0], (first + place,), row[7], 1, 0)
            if told in self.latest:
                self._add(row[0], (first + self.last,), row[7], 1, 0)

    def _add(self, leaf: int, columns: Iterable[int], value: Decimal | None, told: int, missing: int) -> None:
        values, known, unknown = self.leaves[leaf]
        for column in columns:
            if value is not None:
                values[column] += value
            known[column] += told
            unknown[column] += missing

    def tallies(self) -> dict[int, Tally]:
        """What each leaf came to."""
        return {
            leaf: Tally(tuple(values), tuple(told), tuple(missing))
            for leaf, (values, told, missing) in self.leaves.items()
        }
