"""An indicator over time: what was measured, what was wished for, and what is not known.

A missing value breaks the line and is named; it is never drawn as zero. A line
never crosses a break in its series. Words stand at the lines, nudged apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.status import Band, Direction, Path, Wish
from varv.publishing.figures import marks, measure, readings
from varv.publishing.figures.axis import time_axis, value_axis
from varv.publishing.figures.marks import Mark, Size, Spot
from varv.publishing.figures.placing import Anchor, Box, Label, placed
from varv.publishing.figures.plot import Plot, along, around
from varv.publishing.figures.readings import Break, Chart, Known, Series, Value, Whose
from varv.publishing.parts import Figure

_MOST_GAPS_NAMED = 3
_LINE_END = 13
_LEAST_ROOM = 64


@dataclass(frozen=True)
class _Sheet:
    """The room a drawing has, in px; ``words`` is how wide a label may be."""

    width: float
    height: float
    left: float
    words: float


@dataclass(frozen=True)
class _Pen:
    """How a series is drawn: its stroke, its mark at the end, and the set of its words."""

    stroke: str
    mark: str
    words: str


_SHEETS: Mapping[Size, _Sheet] = {
    Size.WIDE: _Sheet(width=748, height=340, left=38, words=128),
    Size.NARROW: _Sheet(width=358, height=300, left=32, words=104),
}
_PENS: Mapping[Whose, _Pen] = {
    Whose.OWN: _Pen("s-petrol", "f-petrol", "b tp"),
    Whose.WOMEN: _Pen("s-lupin", "f-lupin", "b tlu"),
    Whose.MEN: _Pen("s-sjo", "f-sjo", "b tsj"),
    Whose.REFERENCE: _Pen("s-riket", "", "t3 sm"),
}
_MOST_TELLING_FIRST = (Whose.OWN, Whose.WOMEN, Whose.MEN, Whose.REFERENCE)


def figure(chart: Chart, *, id_prefix: str, caption: str = "") -> Figure:
    """The chart in both sizes with its words and its table, ready for a document."""
    told = readings.words(chart)
    return Figure(
        svg=draw(chart, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(chart, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=readings.table(chart),
    )


def draw(chart: Chart, *, size: Size, id_prefix: str) -> SafeString:
    """The chart as SVG. ``id_prefix`` is unique on its page."""
    sheet = _SHEETS[size]
    notes = list(_notes(chart))
    body = [*_header(chart, notes), *_body(chart, size, top=26 + 18 * len(notes))]
    return marks.picture(body, width=sheet.width, height=sheet.height, words=readings.words(chart), id_prefix=id_prefix)


def _header(chart: Chart, notes: list[str]) -> Iterator[Mark]:
    """The unit, and under it what must be said before the lines are read."""
    yield marks.text(0, 12, chart.unit, "t3 sm")
    for place, note in enumerate(notes):
        y = 30 + 18 * place
        arrow = _arrow(chart, y) if place == 0 else None
        if arrow:
            yield arrow
        yield marks.text(18 if arrow else 0, y, note, "t2 sm m")


def _notes(chart: Chart) -> Iterator[str]:
    match chart.aim:
        case Wish():
            yield readings.wish(chart.aim)
        case _:
            pass
    if chart.own and len(chart.own.known) == 1:
        yield gettext("One value so far. Two are needed to see a direction.")


def _arrow(chart: Chart, y: float) -> Mark | None:
    match chart.aim:
        case Wish(Direction.UP):
            return marks.path(f"M6 {marks.px(y)}v-10m-4 4l4 -4l4 4", "ln-i")
        case Wish(Direction.DOWN):
            return marks.path(f"M6 {marks.px(y - 10)}v10m-4 -4l4 4l4 -4", "ln-i")
        case _:
            return None


def _body(chart: Chart, size: Size, *, top: float) -> Iterator[Mark]:
    sheet = _SHEETS[size]
    plot = _plot(chart, size, top=top)
    if plot is None:
        yield marks.line(0, sheet.height - 34, sheet.width, sheet.height - 34, "ln-2")
        yield marks.text(sheet.width / 2, (top + sheet.height - 34) / 2, gettext("No values yet"), "c t2 lg")
        return
    yield from _band(chart, plot)
    yield from plot.ground()
    yield from _breaks(chart, plot)
    for series in _drawn(chart):
        yield from _course(chart, series, plot)
    yield from _path(chart, plot)
    for series in _drawn(chart):
        yield from _ends(series, plot)
    within = Box(0, top - 16, sheet.width, plot.bottom - top + 14)
    wanted = _labels(chart, plot, size)
    found = placed(wanted, within=within, marks_at=_points(chart, plot), strokes=_strokes(chart, plot))
    yield from (label.drawn() for label in found)


# --- the ground ------------------------------------------------------------------------------------------


def _plot(chart: Chart, size: Size, *, top: float) -> Plot | None:
    """The ground to draw on; none when there is neither a value nor a level to reach."""
    levels = list(_levels(chart))
    days = [value.on for series in chart.series for value in series.values]
    others = [chart.aim.baseline_on, chart.aim.target_on] if isinstance(chart.aim, Path) else []
    if not levels or not (days or others):
        return None
    sheet = _SHEETS[size]
    values = value_axis(levels)
    left = max(sheet.left, measure.widest([values.words(level) for level in values.levels], 12) + 12)
    time = time_axis(days, others, room=sheet.width - left - 60)
    plot = Plot(left, top, sheet.width - 14, sheet.height - 36, time, values)
    return Plot(left, top, sheet.width - _right_margin(chart, plot, size), plot.bottom, time, values)


def _levels(chart: Chart) -> Iterator[Decimal]:
    """Every level that must be seen."""
    for series in chart.series:
        yield from (known.value for known in series.known)
    match chart.aim:
        case Path(baseline, _, target, _):
            yield from (baseline, target)
        case Band(low, high):
            yield from (low, high)
        case _:
            return


def _right_margin(chart: Chart, plot: Plot, size: Size) -> float:
    """Room for the words that stand after the last marks, at most four tenths; on a phone they stand above instead."""
    if size is Size.NARROW:
        return 16
    wide = _SHEETS[size].width
    labels = [label for label in _labels(chart, plot, size) if label.anchor is Anchor.START]
    return min(max((_room(label, plot, wide) for label in labels), default=0), wide * 0.4)


def _room(label: Label, plot: Plot, wide: float) -> float:
    """How wide the right margin must be for these words, which move left as the margin grows."""
    share = (label.spot.x - _LINE_END - plot.left) / (plot.right - plot.left)
    after = _LINE_END + label.box.width + 2
    return max((after - (1 - share) * (wide - plot.left)) / share, 16) if share > 0 else 16


def _band(chart: Chart, plot: Plot) -> Iterator[Mark]:
    match chart.aim:
        case Band(low, high):
            yield marks.rect(plot.left, plot.y(high), plot.right - plot.left, plot.y(low) - plot.y(high), "f-band")
            yield marks.line(plot.left, plot.y(high), plot.right, plot.y(high), "s-target")
            yield marks.line(plot.left, plot.y(low), plot.right, plot.y(low), "s-target")
        case _:
            return


def _breaks(chart: Chart, plot: Plot) -> Iterator[Mark]:
    for change in _seen_breaks(chart, plot):
        x = _break_x(chart, change, plot)
        yield marks.line(x, plot.top - 2, x, plot.bottom, "ln-2")


def _seen_breaks(chart: Chart, plot: Plot) -> list[Break]:
    return [change for change in chart.breaks if plot.time.first <= change.on <= plot.time.last]


def _break_x(chart: Chart, change: Break, plot: Plot) -> float:
    """Midway between the last value of the old count and the first of the new."""
    days = [value.on for series in chart.series for value in series.values]
    before = max((day for day in days if day < change.on), default=change.on)
    after = min((day for day in days if day >= change.on), default=change.on)
    return (plot.x(before) + plot.x(after)) / 2


# --- lines and marks -------------------------------------------------------------------------------------


def _drawn(chart: Chart) -> list[Series]:
    """The series in the order they are drawn: the most telling last, so that it lies on top."""
    return sorted(chart.series, key=lambda series: _MOST_TELLING_FIRST.index(series.whose), reverse=True)


def _course(chart: Chart, series: Series, plot: Plot) -> Iterator[Mark]:
    pen = _PENS[series.whose]
    values = series.in_order
    for stretch in chart.stretches(series):
        spots = list(_spots(values[stretch.first : stretch.last + 1], plot))
        if len(spots) == 1:
            yield marks.circle(spots[0].x, spots[0].y, 3, pen.mark or "f-ink3")
        elif spots:
            yield marks.path(marks.through(spots), pen.stroke)
    if series.whose is Whose.OWN:
        for one, other in chart.bridges(series):
            yield marks.path(marks.through([_at(one, plot), _at(other, plot)]), "s-gap")


def _spots(values: list[Value], plot: Plot) -> Iterator[Spot]:
    return (plot.spot(value.on, value.value) for value in values if value.value is not None)


def _at(known: Known, plot: Plot) -> Spot:
    return plot.spot(known.on, known.value)


def _ends(series: Series, plot: Plot) -> Iterator[Mark]:
    """The mark at a line's end: a circle, for men a square."""
    if not series.known or series.whose is Whose.REFERENCE:
        return
    end, mark = _at(series.known[-1], plot), _PENS[series.whose].mark
    if series.whose is Whose.MEN:
        yield marks.square(end.x, end.y, 4.2, mark)
    else:
        yield marks.circle(end.x, end.y, 5 if series.whose is Whose.OWN else 4.5, mark)


def _path(chart: Chart, plot: Plot) -> Iterator[Mark]:
    match chart.aim:
        case Path(baseline, baseline_on, target, target_on):
            start, goal = plot.spot(baseline_on, baseline), plot.spot(target_on, target)
            yield marks.path(marks.through([start, goal]), "s-target")
            yield marks.circle(start.x, start.y, 5, "dot-base")
            yield marks.diamond(goal.x, goal.y, 8, "f-ink")
        case _:
            return


def _points(chart: Chart, plot: Plot) -> list[Box]:
    """The marks that no words may cover."""
    ends = [_at(series.known[-1], plot) for series in chart.series if series.known]
    if isinstance(chart.aim, Path):
        ends.append(plot.spot(chart.aim.baseline_on, chart.aim.baseline))
        ends.append(plot.spot(chart.aim.target_on, chart.aim.target))
    return around(ends, 8)


def _strokes(chart: Chart, plot: Plot) -> list[Spot]:
    """Spots along every line that words should rather not lie on."""
    lines = [[_at(known, plot) for known in series.known] for series in chart.series]
    if isinstance(chart.aim, Path):
        path = chart.aim
        lines.append([plot.spot(path.baseline_on, path.baseline), plot.spot(path.target_on, path.target)])
    return list(chain.from_iterable(along(line) for line in lines))


# --- words -----------------------------------------------------------------------------------------------


def _labels(chart: Chart, plot: Plot, size: Size) -> list[Label]:
    """The words of the chart, the most important first."""
    telling = reversed(_drawn(chart))
    return [
        *_aim_labels(chart, plot, size),
        *(label for series in telling for label in _end_label(chart, series, plot, size)),
        *_baseline_label(chart, plot, size),
        *_gap_labels(chart, plot, size),
        *_break_labels(chart, plot, size),
    ]


def _end_label(chart: Chart, series: Series, plot: Plot, size: Size) -> Iterator[Label]:
    """A line's name and latest value after its end; on a phone above it where there is no room after."""
    if not series.known:
        return
    sheet, pen, spot = _SHEETS[size], _PENS[series.whose], _at(series.known[-1], plot)
    said = f"{series.name} {chart.written(series.known[-1].value)}"
    room = sheet.words if size is Size.WIDE else min(sheet.words, sheet.width - spot.x - _LINE_END)
    if room >= _LEAST_ROOM:
        lines = tuple(measure.wrapped(said, limit=room, most=3))
        yield Label(lines, Spot(spot.x + _LINE_END, spot.y + 5), pen.words)
    else:
        lines = tuple(measure.wrapped(said, limit=sheet.width / 2, most=3))
        yield Label(lines, Spot(spot.x + 8, spot.y - 13), pen.words, Anchor.END)


def _aim_labels(chart: Chart, plot: Plot, size: Size) -> Iterator[Label]:
    match chart.aim:
        case Path(_, _, target, target_on):
            yield _target_label(chart, plot.spot(target_on, target), target_on, size)
        case Band(low, high):
            said = gettext("Keep within %(low)s–%(high)s") % {"low": chart.written(low), "high": chart.written(high)}
            yield Label((said,), Spot(plot.left + 4, plot.y(high) - 5), "b sm")
        case _:
            return


def _target_label(chart: Chart, goal: Spot, target_on: date, size: Size) -> Label:
    value = chart.written(chart.aim.target) + chart.sign if isinstance(chart.aim, Path) else ""
    if size is Size.NARROW:
        said = gettext("Target %(value)s") % {"value": value}
        return Label((said,), Spot(goal.x + 8, goal.y - 13), "b", Anchor.END)
    said = gettext("Target %(year)s") % {"year": target_on.year}
    return Label((said, value), Spot(goal.x + _LINE_END, goal.y - 3), "b", below="t2")


def _baseline_label(chart: Chart, plot: Plot, size: Size) -> Iterator[Label]:
    if isinstance(chart.aim, Path) and size is Size.WIDE:
        spot = plot.spot(chart.aim.baseline_on, chart.aim.baseline)
        said = gettext("Baseline %(value)s") % {"value": chart.written(chart.aim.baseline)}
        yield Label((said,), Spot(spot.x - 4, spot.y + 23), "b sm", Anchor.MIDDLE)


def _gap_labels(chart: Chart, plot: Plot, size: Size) -> Iterator[Label]:
    """The latest gaps named where they are; the description names them all."""
    if chart.own is None or not chart.own.known:
        return
    values = chart.own.in_order
    gaps = [stretch for stretch in chart.stretches(chart.own) if not stretch.is_measured]
    for gap in gaps[-_MOST_GAPS_NAMED:]:
        missing = values[gap.first : gap.last + 1]
        beside = [*_spots(values[max(gap.first - 1, 0) : gap.last + 2], plot)]
        x = (plot.x(missing[0].on) + plot.x(missing[-1].on)) / 2
        y = sum(spot.y for spot in beside) / len(beside) if beside else plot.bottom - 20
        yield Label((_missing_words(missing, size),), Spot(x, y + 18), "t2 sm", Anchor.MIDDLE)


def _missing_words(missing: list[Value], size: Size) -> str:
    if size is Size.NARROW:
        return gettext("no value")
    return gettext("%(periods)s: no value") % {"periods": readings.span(missing)}


def _break_labels(chart: Chart, plot: Plot, size: Size) -> Iterator[Label]:
    for change in _seen_breaks(chart, plot):
        said = gettext("Break in the series") if size is Size.NARROW else _break_words(change.words)
        yield Label((said,), Spot(_break_x(chart, change, plot) + 6, plot.top + 8), "t3 sm")


def _break_words(said: str) -> str:
    return gettext("Break in the series: %(words)s") % {"words": said}
