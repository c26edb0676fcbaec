"""What have we achieved? Approved outputs and outcomes, added up by activity, goal, unit, place and period.

Nothing here is stored: every total is added when it is asked for, from the lines of reports whose figures are frozen.
Figures are added indicator by indicator, by the indicator's own rules. What insatser report without an indicator is
only counted as results, since unlike things have no sum.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from django.db.models import Count, Q

from varv.core.choices import Scope
from varv.core.counting import CATEGORIES, Adding, Counting, Dimension, remainder
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.tallies import Sum, Tally, added_up, gathered
from varv.core.theory import Level
from varv.indicators.models import Indicator
from varv.overview.rounds.counted_figures import WHOLE, Asked, Columns, Counted, counted_figures
from varv.overview.rounds.roll_up_axes import REGION, By, Nodes, nodes_by
from varv.regions.models import Place
from varv.rounds.models import Report, ReportLine
from varv.strategy.models import SteeringDocument
from varv.strategy.scope import scope_of

HUNDRED = Decimal(100)
PERCENT = frozenset({"%", "procent", "percent"})


@dataclass(frozen=True)
class RollUpWish:
    """What somebody wants to see. Nothing chosen means all; ``outside`` shows what the region's choices leave out."""

    by: By = By.WHOLE
    document: SteeringDocument | None = None
    indicators: frozenset[int] = frozenset()
    periods: frozenset[Period] = frozenset()
    dimension: Dimension | None = None
    outside: bool = False


@dataclass(frozen=True)
class Measure:
    """What is counted: an indicator as an output or as an outcome, or a ratio of two (then without a level)."""

    indicator_id: int
    level: Level | None
    name: str
    unit: str
    decimals: int
    counting: Counting
    adding: Adding
    numerator_id: int | None = None
    denominator_id: int | None = None


@dataclass(frozen=True)
class Figures:
    """A measure's sums: period by period, and their total by the measure's rule."""

    periods: tuple[Sum, ...]
    total: Sum


@dataclass(frozen=True)
class PartLine:
    """A category of the breakdown; ``""`` is what has not been broken down."""

    category: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Line:
    """What a measure came to in a node, whole and in parts."""

    measure: Measure
    figures: Figures
    parts: tuple[PartLine, ...] = ()


@dataclass(frozen=True)
class RolledNode:
    """A node with its lines, one for each measure. ``initiatives`` counts those with figures, each once."""

    id: int
    name: str
    depth: int
    shared: int
    lines: tuple[Line, ...]

    @property
    def is_silent(self) -> bool:
        """Whether nothing has been told here, not even that something is missing."""
        return not any(line.figures.total.told or line.figures.total.missing for line in self.lines)


@dataclass(frozen=True)
class Unmeasured:
    """Results that no indicator counts: how many figures, and how many reasons instead. They have no sum."""

    activity: str
    level: Level
    told: int
    missing: int


@dataclass(frozen=True)
class RollUp:
    """The answer. ``whole`` counts every insats once, whatever the nodes share."""

    wish: RollUpWish
    periods: tuple[Period, ...]
    measures: tuple[Measure, ...]
    whole: RolledNode
    nodes: tuple[RolledNode, ...]
    unmeasured: tuple[Unmeasured, ...]
    kinds: frozenset[InitiativeKind]
    reports: int
    outside: int


def roll_up(region_id: int, wish: RollUpWish, name: str = "") -> RollUp:
    """Everything added up as it stands now. The same number of queries however much there is."""
    scope = scope_of(region_id)
    kinds = kinds_of(scope, wish)
    axis = nodes_by(wish.by, region_id, wish.document)
    found = rolled_along(region_id, axis, wish, kinds)
    reports, outside = _reports(region_id, kinds)
    return RollUp(
        wish=wish,
        periods=found.periods,
        measures=found.measures,
        whole=RolledNode(REGION, name, 0, 0, found.whole),
        nodes=found.nodes,
        unmeasured=_unmeasured(region_id, kinds, wish.periods),
        kinds=kinds,
        reports=reports,
        outside=outside,
    )


@dataclass(frozen=True)
class Rolled:
    """The figures themselves: of the whole region, and of each node."""

    periods: tuple[Period, ...]
    measures: tuple[Measure, ...]
    whole: tuple[Line, ...]
    nodes: tuple[RolledNode, ...]


def rolled_along(
    region_id: int,
    axis: Nodes,
    wish: RollUpWish,
    kinds: frozenset[InitiativeKind],
    initiatives: frozenset[int] | None = None,
) -> Rolled:
    """The figures of these nodes, of these insatser alone if so wished. Four queries, six or seven with a breakdown."""
    known = {one.pk: one for one in Indicator.objects.of(region_id).order_by("name", "pk")}
    rules = _rules(wish, known)
    counted = counted_figures(Asked(region_id, axis.leaf, kinds, rules, wish.periods, wish.dimension, initiatives))
    measures = tuple(_measures(wish, known, counted.columns))
    board = _Lines(counted.columns, measures, _names(region_id, wish.dimension))
    nodes = tuple(_rolled(axis, counted, board))
    return Rolled(counted.columns.periods, measures, board.lines(_all(counted)), nodes)


def kinds_of(scope: Scope, wish: RollUpWish) -> frozenset[InitiativeKind]:
    """The insatser that the region's choices count, or those that they leave out."""
    return frozenset(InitiativeKind) - scope.initiative_kinds if wish.outside else scope.initiative_kinds


def _rules(wish: RollUpWish, known: Mapping[int, Indicator]) -> Mapping[int, Counting]:
    """How each wanted indicator is counted. A ratio has no figures: it is told from those of two others."""
    chosen = [one for one in known.values() if not wish.indicators or one.pk in wish.indicators]
    parts = {part for one in chosen for part in (one.numerator_id, one.denominator_id) if part is not None}
    return {one.pk: one.counting for one in known.values() if one in chosen or one.pk in parts}


def _all(counted: Counted) -> Tally:
    return added_up(list(counted.tallies.values()), counted.columns.width)


def _rolled(axis: Nodes, counted: Counted, board: "_Lines") -> Iterator[RolledNode]:
    members = {node.id: node.holds for node in axis.nodes}
    tallies = gathered(counted.tallies, members, counted.columns.width)
    for node in axis.nodes:
        yield RolledNode(node.id, node.name, node.depth, node.shared, board.lines(tallies[node.id]))


def _measures(wish: RollUpWish, known: Mapping[int, Indicator], columns: Columns) -> Iterator[Measure]:
    """Outputs first, then outcomes, then ratios whose two parts have been told of."""
    for indicator_id, level in sorted(columns.measured, key=lambda one: (one[1].rank, known[one[0]].name, one[0])):
        if not wish.indicators or indicator_id in wish.indicators:
            yield _measure(known[indicator_id], level)
    told = {indicator_id for indicator_id, _ in columns.measured}
    for one in known.values():
        wanted = one.adding is Adding.RATIO and (not wish.indicators or one.pk in wish.indicators)
        if wanted and {one.numerator_id, one.denominator_id} <= told:
            yield _measure(one, None)


def _measure(one: Indicator, level: Level | None) -> Measure:
    return Measure(
        one.pk,
        level,
        one.name,
        one.unit,
        one.decimals,
        one.counting,
        one.adding,
        one.numerator_id,
        one.denominator_id,
    )


def _names(region_id: int, dimension: Dimension | None) -> Mapping[str, str]:
    """Category → what it is called, in the order of things. Codes of our own have their words in the faces."""
    if dimension is None:
        return {}
    if dimension is Dimension.PLACE:
        return dict(Place.objects.of(region_id).order_by("name", "pk").values_list("code", "name"))
    return {category.value: "" for category in CATEGORIES[dimension]}


@dataclass(frozen=True)
class _Lines:
    """Reads lines out of a tally."""

    columns: Columns
    measures: tuple[Measure, ...]
    names: Mapping[str, str]

    def lines(self, tally: Tally) -> tuple[Line, ...]:
        """One for each measure."""
        return tuple(self._ratio(tally, one) if one.level is None else self._line(tally, one) for one in self.measures)

    def _line(self, tally: Tally, measure: Measure) -> Line:
        whole = self._figures(tally, measure, WHOLE)
        names = {**self.names} | {code: code for code in self.columns.categories if code not in self.names}
        parts = tuple(
            PartLine(code, name, self._figures(tally, measure, code))
            for code, name in names.items()
            if code in self.columns.categories
        )
        if not parts:
            return Line(measure, whole)
        return Line(measure, whole, (*parts, PartLine(WHOLE, "", _rest(whole, parts))))

    def _figures(self, tally: Tally, measure: Measure, category: str) -> Figures:
        first = self.columns.first(measure.indicator_id, str(measure.level), category)
        *periods, total = (tally.at(first + place) for place in range(len(self.columns.periods) + 1))
        if measure.adding is Adding.NONE:
            periods, total = [one.alone() for one in periods], total.alone()
        return Figures(tuple(periods), total)

    def _ratio(self, tally: Tally, measure: Measure) -> Line:
        over, under = (self._both_levels(tally, part) for part in (measure.numerator_id, measure.denominator_id))
        shares = [_share(one, other, measure.unit) for one, other in zip(over, under, strict=True)]
        return Line(measure, Figures(tuple(shares[:-1]), shares[-1]))

    def _both_levels(self, tally: Tally, indicator_id: int | None) -> list[Sum]:
        """What an indicator came to, whether it was an output or an outcome."""
        firsts = [self.columns.first(one, level.value) for one, level in self.columns.measured if one == indicator_id]
        wide = range(len(self.columns.periods) + 1)
        return [reduce(Sum.plus, [tally.at(first + place) for first in firsts], Sum()) for place in wide]


def _share(over: Sum, under: Sum, unit: str) -> Sum:
    """One total in another; times a hundred when the unit is per cent."""
    share = over.divided_by(under)
    if share.value is None or unit.lower() not in PERCENT:
        return share
    return Sum(share.value * HUNDRED, share.told, share.missing)


def _rest(whole: Figures, parts: Collection[PartLine]) -> Figures:
    """What has not been broken down: with it the parts are always the whole."""
    periods = tuple(
        _left(one, [part.figures.periods[place] for part in parts]) for place, one in enumerate(whole.periods)
    )
    return Figures(periods, _left(whole.total, [part.figures.total for part in parts]))


def _left(whole: Sum, parts: Collection[Sum]) -> Sum:
    return Sum(remainder(whole.value, [part.value for part in parts]), whole.told, whole.missing)


def _unmeasured(
    region_id: int, kinds: Collection[InitiativeKind], periods: Collection[Period]
) -> tuple[Unmeasured, ...]:
    """By activity and level, how many results were reported that no indicator counts."""
    lines = ReportLine.objects.of(region_id).filter(
        report__figures_frozen_at__isnull=False, report__initiative__kind__in=kinds, planned_result__indicator=None
    )
    if periods:
        lines = lines.filter(report__round__period__in=periods)
    activity = "report__initiative__generic_activity__"
    keys = (f"{activity}number", f"{activity}pk", f"{activity}name", "planned_result__level")
    rows = lines.values_list(*keys).annotate(Count("value"), Count("pk")).order_by(*keys)
    return tuple(
        Unmeasured(f"{number}. {name}", level, told, every - told) for number, _, name, level, told, every in rows
    )


def _reports(region_id: int, kinds: Collection[InitiativeKind]) -> tuple[int, int]:
    """How many reports are counted, and how many are not because of whose insats they tell of."""
    of_kinds = Q(initiative__kind__in=kinds)
    counts: dict[str, int] = (
        Report.objects.of(region_id).counted().aggregate(inside=Count("pk", filter=of_kinds), every=Count("pk"))
    )
    return counts["inside"], counts["every"] - counts["inside"]
