"""When things are done, beside each other: a bar from the first day to the last, its milestones, and today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.workflow import InitiativeState
from varv.overview.words import short_day, word
from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Words
from varv.publishing.parts import Column, Figure, Table

_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}
_NAMES: Mapping[Size, float] = {Size.WIDE: 236, Size.NARROW: 0}
_ROWS: Mapping[Size, float] = {Size.WIDE: 40, Size.NARROW: 50}
_HEAD, _FOOT, _EDGE, _THICK = 30.0, 14.0, 8.0, 12.0
_LEAST_BAR, _LEAST_YEAR = 4.0, 34.0
_BARS: Mapping[InitiativeState, str] = {
    InitiativeState.PLANNED: "n-box",
    InitiativeState.RUNNING: "f-petrol",
    InitiativeState.PAUSED: "bar-rests",
    InitiativeState.ENDED: "f-ink3",
}


@dataclass(frozen=True)
class Milestone:
    """Something to have reached by a day, and whether it is."""

    text: str
    due_on: date
    reached_on: date | None


@dataclass(frozen=True)
class Stretch:
    """What is done from one day to another; without a last day it goes on."""

    name: str
    state: InitiativeState
    starts_on: date
    ends_on: date | None
    milestones: tuple[Milestone, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Timeline:
    """Stretches in the order they are to stand, and the day that is today."""

    title: str
    today: date
    stretches: tuple[Stretch, ...]

    @property
    def first(self) -> date:
        """The first day of the first year that is shown."""
        return date(min([self.today.year, *(one.starts_on.year for one in self.stretches)]), 1, 1)

    @property
    def last(self) -> date:
        """The last day of the last year that is shown."""
        ends = [one.ends_on.year for one in self.stretches if one.ends_on]
        starts = [one.starts_on.year for one in self.stretches]
        due = [milestone.due_on.year for one in self.stretches for milestone in one.milestones]
        return date(max([self.today.year, *ends, *starts, *due]), 12, 31)

    @property
    def late(self) -> int:
        """How many milestones should have been reached by today, and are not."""
        return sum(self.is_late(milestone) for one in self.stretches for milestone in one.milestones)

    def is_late(self, milestone: Milestone) -> bool:
        """Whether its day has passed without it."""
        return milestone.reached_on is None and milestone.due_on < self.today


def figure(found: Timeline, *, id_prefix: str, caption: str = "") -> Figure:
    """The timeline in both sizes with its words and its table, ready for a document."""
    told = words(found)
    return Figure(
        svg=draw(found, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(found, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(found),
    )


def words(found: Timeline) -> Words:
    """How many are under way today, and how many milestones are late."""
    under_way = sum(one.state is InitiativeState.RUNNING for one in found.stretches)
    told = gettext("%(n)d of %(total)d are under way on %(day)s. Milestones whose day has passed: %(late)d.") % {
        "n": under_way,
        "total": len(found.stretches),
        "day": short_day(found.today),
        "late": found.late,
    }
    return Words(found.title, told)


def table(found: Timeline) -> Table:
    """Every stretch with its days and its milestones in words."""
    return Table(
        caption=found.title,
        head=(
            Column(gettext("Name")),
            Column(gettext("State")),
            Column(gettext("First day")),
            Column(gettext("Last day")),
            Column(gettext("Milestones")),
        ),
        rows=tuple(
            (
                one.name,
                word(one.state),
                short_day(one.starts_on),
                short_day(one.ends_on) if one.ends_on else gettext("not decided"),
                "; ".join(_told(found, milestone) for milestone in one.milestones) or "–",
            )
            for one in found.stretches
        ),
    )


def _told(found: Timeline, milestone: Milestone) -> str:
    if milestone.reached_on:
        pattern, day = gettext("%(text)s (reached %(day)s)"), milestone.reached_on
    elif found.is_late(milestone):
        pattern, day = gettext("%(text)s (late, due %(day)s)"), milestone.due_on
    else:
        pattern, day = gettext("%(text)s (due %(day)s)"), milestone.due_on
    return pattern % {"text": milestone.text, "day": short_day(day)}


def draw(found: Timeline, *, size: Size, id_prefix: str) -> SafeString:
    """The timeline as SVG. ``id_prefix`` is unique on its page."""
    plot = _Plot(found.first, found.last, size, len(found.stretches))
    body = [*_ground(plot), *_bars(found, plot), *_today(found, plot)]
    whole = marks.diagram if any(one.href for one in found.stretches) else marks.picture
    return whole(body, width=_WIDTHS[size], height=plot.bottom + _FOOT, words=words(found), id_prefix=id_prefix)


# --- what is drawn ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plot:
    """Days along, stretches down."""

    first: date
    last: date
    size: Size
    count: int

    @property
    def left(self) -> float:
        return _NAMES[self.size] + _EDGE

    @property
    def right(self) -> float:
        return _WIDTHS[self.size] - _EDGE

    @property
    def bottom(self) -> float:
        return _HEAD + self.count * _ROWS[self.size]

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days + 1
        return self.left + min(max((day - self.first).days, 0), whole) / whole * (self.right - self.left)

    def row(self, place: int) -> float:
        """The upper edge of a row."""
        return _HEAD + place * _ROWS[self.size]

    def bar(self, place: int) -> float:
        """The middle of a row's bar; on a phone the name stands above it."""
        return self.row(place) + (_ROWS[self.size] / 2 if self.size is Size.WIDE else 34)

    def years(self) -> Sequence[int]:
        """The years whose first day is marked, as many as there is room to name."""
        count = self.last.year - self.first.year + 1
        step = 1 + int(_LEAST_YEAR * count / (self.right - self.left))
        return range(self.first.year, self.last.year + 1, step)


def _ground(plot: _Plot) -> Iterator[Mark]:
    for year in plot.years():
        x = plot.x(date(year, 1, 1))
        yield marks.line(x, _HEAD - 8, x, plot.bottom)
        yield marks.text(x + 4, _HEAD - 12, str(year), "t3 sm")
    for place in range(plot.count + 1):
        yield marks.line(0, plot.row(place), plot.right, plot.row(place))


def _bars(found: Timeline, plot: _Plot) -> Iterator[Mark]:
    for place, stretch in enumerate(found.stretches):
        body = marks.joined((_name(stretch, place, plot), *_bar(found, stretch, place, plot)))
        days = f"{short_day(stretch.starts_on)}–{short_day(stretch.ends_on) if stretch.ends_on else ''}"
        label = f"{stretch.name}, {word(stretch.state)}, {days}"
        yield marks.link([body], href=stretch.href, label=label) if stretch.href else body
        yield from _milestones(found, stretch, place, plot)


def _name(stretch: Stretch, place: int, plot: _Plot) -> Mark:
    if plot.size is Size.NARROW:
        line = measure.wrapped(stretch.name, limit=plot.right, most=1)
        return marks.rows(0, plot.row(place) + 17, line, "m")
    lines = measure.wrapped(stretch.name, limit=_NAMES[plot.size] - 12, most=2)
    return marks.rows(0, plot.bar(place) + (4 if len(lines) == 1 else -3), lines, "m", leading=15)


def _bar(found: Timeline, stretch: Stretch, place: int, plot: _Plot) -> Iterator[Mark]:
    """From the first day through the last; without a last day until today, and dotted on to the edge."""
    y = plot.bar(place)
    start = plot.x(stretch.starts_on)
    if stretch.ends_on is None:
        yield marks.line(start, y, plot.right, y, "s-gap")
        end = max(plot.x(found.today), start + _LEAST_BAR * 3)
    else:
        end = plot.x(stretch.ends_on + timedelta(days=1))
    width = max(end - start, _LEAST_BAR)
    yield marks.rect(min(start, plot.right - width), y - _THICK / 2, width, _THICK, _BARS[stretch.state], radius=3)


def _milestones(found: Timeline, stretch: Stretch, place: int, plot: _Plot) -> Iterator[Mark]:
    """A diamond for each: filled when it is reached, rust when its day has passed."""
    for milestone in stretch.milestones:
        look = "dot-base" if milestone.reached_on is None else "ms-reached"
        shape = "badge-g" if found.is_late(milestone) else look
        yield marks.diamond(plot.x(milestone.due_on), plot.bar(place), 6.5, shape)


def _today(found: Timeline, plot: _Plot) -> Iterator[Mark]:
    x = plot.x(found.today)
    said = gettext("today")
    before = x + 6 + measure.width(said, 12) > plot.right
    yield marks.line(x, _HEAD - 4, x, plot.bottom, "today")
    yield marks.text(x - 6 if before else x + 6, plot.bottom + 11, said, "tl b sm e" if before else "tl b sm")
