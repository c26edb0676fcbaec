"""A roll-up laid out as tables: every figure a link to the rows behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from varv.core.periods import Period
from varv.core.tallies import Sum
from varv.overview.rounds.roll_up import Line, Measure, PartLine, RolledNode, RollUp
from varv.overview.rounds.roll_up_axes import REGION, By
from varv.overview.words import period, word
from varv.overview.words.of_roll_up import BY, part_name, sum_words, why_words
from varv.publishing.figures import achieved as figures
from varv.publishing.parts import Figure
from varv.web.rounds.achieved_query import query_behind

# More tables than this are not read; the page says how to choose.
MOST_TABLES = 4


@dataclass(frozen=True)
class Cell:
    """A figure in words, where its rows are (nothing to see, no link), and what it lacks."""

    head: str
    words: str
    query: str
    note: str


@dataclass(frozen=True)
class Row:
    """A line of a table. ``course`` is drawn as a small line where there is a column for it."""

    name: str
    under: str
    depth: int
    cells: tuple[Cell, ...]
    course: tuple[Decimal | None, ...] = ()
    is_total: bool = False


@dataclass(frozen=True)
class Shown:
    """A table with its figure, if it has one. ``silent`` counts the nodes that nothing is told of."""

    id: str
    title: str
    said: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    figure: Figure | None = None
    silent: int = 0


def tables(found: RollUp) -> tuple[Shown, ...]:
    """One table of all measures for the whole region; else a table for each measure, with a row for each node."""
    if found.wish.by is By.WHOLE:
        return (_whole(found),) if found.measures else ()
    return tuple(_of_measure(found, place) for place in range(min(len(found.measures), MOST_TABLES)))


def measure_words(measure: Measure) -> str:
    """What kind of thing it is, its unit and how it is counted."""
    if measure.level is None:
        return f"{_('Ratio')}, {measure.unit}"
    return f"{word(measure.level)}, {measure.unit}. {word(measure.counting)}"


def _heads(found: RollUp) -> tuple[str, ...]:
    return (*(period(one) for one in found.periods), _("In all"))


def _whole(found: RollUp) -> Shown:
    rows = [row for line in found.whole.lines for row in _with_parts(found, line)]
    return Shown(
        "achieved", _("Every indicator, half-year by half-year"), "", _("Indicator"), _heads(found), tuple(rows)
    )


def _with_parts(found: RollUp, line: Line) -> Iterator[Row]:
    """The measure, and under it each of its parts."""
    measure = line.measure
    course = tuple(one.value for one in line.figures.periods)
    yield Row(measure.name, measure_words(measure), 0, _cells(found, REGION, line), course)
    for part in line.parts:
        yield Row(part_name(part.category, part.name), "", 1, _cells(found, REGION, line, part))


def _cells(found: RollUp, node: int, line: Line, part: PartLine | None = None) -> tuple[Cell, ...]:
    """The periods and their total, of the whole or of a part."""
    figures_ = line.figures if part is None else part.figures
    times: list[Period | None] = [*found.periods, None]
    sums = [*figures_.periods, figures_.total]
    return tuple(
        _cell(found, _Spot(node, line.measure, when, part), one, head)
        for head, when, one in zip(_heads(found), times, sums, strict=True)
    )


@dataclass(frozen=True)
class _Spot:
    """Where a figure stands."""

    node: int
    measure: Measure
    period: Period | None
    part: PartLine | None

    @property
    def is_rest(self) -> bool:
        """What is not broken down is only what is left: it has no rows of its own."""
        return self.part is not None and not self.part.category


def _cell(found: RollUp, spot: _Spot, one: Sum, head: str) -> Cell:
    query = ""
    if (one.told or one.missing) and not spot.is_rest:
        category = spot.part.category if spot.part else ""
        query = query_behind(found.wish, spot.node, spot.measure, spot.period, category)
    return Cell(head, sum_words(one, spot.measure.decimals), query, "" if spot.is_rest else why_words(one))


def _of_measure(found: RollUp, place: int) -> Shown:
    """A row for the whole and one for each node that something is told of."""
    measure = found.measures[place]
    told = [node for node in found.nodes if _is_told(node.lines[place])]
    rows = [_node_row(found, node, place) for node in (found.whole, *told)]
    title = f"{measure.name} ({word(measure.level).lower()})" if measure.level else measure.name
    parts = [part_name(part.category, part.name) for part in found.whole.lines[place].parts]
    bars = tuple(figures.Bar(node.name, node.lines[place].figures.total, node.depth) for node in told)
    drawn = figures.Achieved(title, measure.unit, measure.decimals, bars)
    return Shown(
        id=f"m{place}",
        title=title,
        said=measure_words(measure),
        first=str(BY[found.wish.by.value]),
        heads=(*_heads(found), *parts),
        rows=tuple(rows),
        figure=figures.figure(drawn, id_prefix=f"m{place}") if bars else None,
        silent=len(found.nodes) - len(told),
    )


def _is_told(line: Line) -> bool:
    return bool(line.figures.total.told or line.figures.total.missing)


def _node_row(found: RollUp, node: RolledNode, place: int) -> Row:
    """The periods and their total; after them the total of each part."""
    line = node.lines[place]
    parts = tuple(
        _cell(found, _Spot(node.id, line.measure, None, part), part.figures.total, part_name(part.category, part.name))
        for part in line.parts
    )
    shared = _("%(n)d told of in more than one part, counted once") % {"n": node.shared} if node.shared else ""
    is_total = node.id == REGION
    name = _("All, each initiative once") if is_total else node.name
    return Row(name, shared, node.depth, (*_cells(found, node.id, line), *parts), is_total=is_total)
