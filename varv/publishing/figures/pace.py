"""The pace of a reporting round: how many reports were in on each day, laid day on day over the round before."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Spot, Words, px
from varv.publishing.figures.placing import Anchor, Box, Label, placed
from varv.publishing.parts import Column, Figure, Kind, Table

_DAYS_AFTER = 3
_TOP, _BOTTOM, _LEFT = 18.0, 30.0, 30.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MOST_LINES = 5


@dataclass(frozen=True)
class Pace:
    """A round: when it opened, its last day, today, how many reports it expects, and the days they came in.

    ``previous`` holds the days from opening (0 is the first) on which the reports of the round before came in.
    """

    title: str
    opens_on: date
    due_on: date
    today: date
    expected: int
    submitted: tuple[date, ...]
    previous: tuple[int, ...] = ()

    @property
    def days(self) -> list[int]:
        """The days from opening on which reports came in, up to today."""
        return sorted(max(self.day(on), 0) for on in self.submitted if on <= self.today)

    @property
    def before(self) -> list[int]:
        """The same of the round before."""
        return sorted(max(day, 0) for day in self.previous)

    def day(self, on: date) -> int:
        """How many days after the opening."""
        return (on - self.opens_on).days

    @property
    def now(self) -> int:
        """Today, counted from the opening."""
        return max(self.day(self.today), 0)


@dataclass(frozen=True)
class _Plot:
    """Days along, reports up."""

    width: float
    right: float
    height: float
    days: int
    most: int

    def x(self, day: float) -> float:
        return _LEFT + min(day, self.days) / self.days * (self.right - _LEFT)

    def y(self, count: int) -> float:
        return _TOP + (self.most - count) / self.most * (self.bottom - _TOP)

    @property
    def bottom(self) -> float:
        return self.height - _BOTTOM


_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}


def figure(pace: Pace, *, id_prefix: str, caption: str = "") -> Figure:
    """The pace in both sizes with its words and its table, ready for a document."""
    told = words(pace)
    return Figure(
        svg=draw(pace, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(pace, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(pace),
    )


def draw(pace: Pace, *, size: Size, id_prefix: str) -> SafeString:
    """The pace as SVG. ``id_prefix`` is unique on its page."""
    plot = _plot(pace, size)
    body = [*_ground(pace, plot), *_lines(pace, plot)]
    body += [label.drawn() for label in _labels(pace, plot, size)]
    return marks.picture(body, width=plot.width, height=plot.height, words=words(pace), id_prefix=id_prefix)


def words(pace: Pace) -> Words:
    """How many reports are in, and how many were in on the same day of the round before."""
    told = gettext("On %(day)s, %(count)d of %(expected)d reports are in.") % {
        "day": _day_words(pace.today),
        "count": len(pace.days),
        "expected": pace.expected,
    }
    if pace.previous:
        before = bisect_right(pace.before, pace.now)
        told += " " + gettext("On the same day of the round before: %(count)d.") % {"count": before}
    return Words(pace.title, told)


def table(pace: Pace) -> Table:
    """How many were in on each day on which something came in."""
    days = sorted({0, *pace.days, *pace.before, pace.now})
    return Table(
        caption=pace.title,
        head=(
            Column(gettext("Day")),
            Column(gettext("This round"), Kind.NUMBERS),
            Column(gettext("The round before"), Kind.NUMBERS),
        ),
        rows=tuple(
            (
                _day_words(pace.opens_on + timedelta(days=day)),
                str(bisect_right(pace.days, day)) if day <= pace.now else "–",
                str(bisect_right(pace.before, day)) if pace.previous else "–",
            )
            for day in days
        ),
    )


def _day_words(day: date) -> str:
    return date_format(day, "j b").replace(".", "")


# --- what is drawn ---------------------------------------------------------------------------------------


def _plot(pace: Pace, size: Size) -> _Plot:
    width = _WIDTHS[size]
    after = measure.width(gettext("the round before"), 12) + 16 if pace.previous and size is Size.WIDE else 14
    return _Plot(
        width=width,
        right=width - after,
        height=230,
        days=max(pace.day(pace.due_on) + _DAYS_AFTER, pace.now, 1),
        most=max(pace.expected, len(pace.submitted), len(pace.previous), 1),
    )


def _levels(most: int) -> list[int]:
    """A few round numbers, and the whole number expected."""
    step = next((step for step in _STEPS if most / step <= _MOST_LINES), most)
    return [*(level for level in range(0, most, step) if most - level > step * 0.6), most]


def _ground(pace: Pace, plot: _Plot) -> Iterator[Mark]:
    for level in _levels(plot.most):
        yield marks.line(_LEFT, plot.y(level), plot.right, plot.y(level))
        yield marks.text(_LEFT - 8, plot.y(level) + 4, str(level), "t3 e sm")
    due = plot.x(pace.day(pace.due_on))
    yield marks.line(due, _TOP, due, plot.bottom, "s-target")
    for day in _days(pace, plot):
        yield marks.text(day.x, plot.height - 8, _day_words(day.on), day.classes)


@dataclass(frozen=True)
class _Day:
    """A day with words on the axis."""

    x: float
    on: date
    classes: str


def _days(pace: Pace, plot: _Plot) -> Iterator[_Day]:
    """The first day, the last day, and today when it does not stand in their way."""
    first, due = plot.x(0), plot.x(pace.day(pace.due_on))
    yield _Day(first, pace.opens_on, "t3 sm")
    if due - first > _BOTTOM * 2:
        yield _Day(due, pace.due_on, "t3 c sm")
    today = plot.x(pace.now)
    if today - first > _BOTTOM * 2 and abs(today - due) > _BOTTOM * 1.6:
        yield _Day(today, pace.today, "c sm b")


def _lines(pace: Pace, plot: _Plot) -> Iterator[Mark]:
    if pace.previous:
        yield marks.path(_stairs(pace.before, plot, until=plot.days), "ghost")
    yield marks.path(_stairs(pace.days, plot, until=pace.now), "s-petrol")
    yield marks.circle(plot.x(pace.now), plot.y(len(pace.days)), 5, "f-petrol")


def _stairs(days: Sequence[int], plot: _Plot, *, until: int) -> str:
    """One step up for every report, on its day."""
    steps = "".join(
        f"H{px(plot.x(day))}V{px(plot.y(bisect_right(days, day)))}" for day in sorted(set(days)) if day <= until
    )
    return f"M{px(plot.x(0))} {px(plot.y(0))}{steps}H{px(plot.x(until))}"


def _labels(pace: Pace, plot: _Plot, size: Size) -> list[Label]:
    now = Spot(plot.x(pace.now), plot.y(len(pace.days)))
    due = plot.x(pace.day(pace.due_on))
    said = gettext("Submitted: %(count)d") % {"count": len(pace.days)}
    anchor = Anchor.END if now.x > _LEFT + measure.width(said) + 12 else Anchor.START
    beside = -8 if anchor is Anchor.END else 8
    labels = [
        Label((said,), Spot(now.x + beside, now.y - 10), "tp b", anchor),
        Label((gettext("last day"),), Spot(due - 6, _TOP + 12), "sm b", Anchor.END),
    ]
    if pace.previous and size is Size.WIDE:
        last = plot.y(bisect_right(pace.before, plot.days))
        labels.append(Label((gettext("the round before"),), Spot(plot.right + 8, last + 4), "t3 sm"))
    around = Box(now.x - 6, now.y - 6, 12, 12)
    return placed(labels, within=Box(0, 0, plot.width, plot.bottom), marks_at=[around])
