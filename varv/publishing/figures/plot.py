"""The ground a chart stands on: days along, values up, five quiet lines at most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from varv.publishing.figures import marks
from varv.publishing.figures.axis import Tick, TimeAxis, ValueAxis
from varv.publishing.figures.marks import Mark, Spot
from varv.publishing.figures.placing import Anchor, Box, Label

_SAMPLES = 4
_DENSE = 60


@dataclass(frozen=True)
class Plot:
    """The plotted area with its axes. ``left``, ``top``, ``right`` and ``bottom`` are its edges in px."""

    left: float
    top: float
    right: float
    bottom: float
    time: TimeAxis
    values: ValueAxis

    def x(self, day: date) -> float:
        """Where a day lies."""
        return self.left + self.time.share(day) * (self.right - self.left)

    def y(self, value: Decimal) -> float:
        """Where a value lies."""
        return self.bottom - self.values.share(value) * (self.bottom - self.top)

    def spot(self, day: date, value: Decimal) -> Spot:
        """Where a value on a day lies."""
        return Spot(self.x(day), self.y(value))

    def ground(self) -> Iterator[Mark]:
        """The level lines with their values, and the days."""
        for level in self.values.levels:
            yield marks.line(self.left, self.y(level), self.right, self.y(level))
            yield marks.text(self.left - 8, self.y(level) + 4, self.values.words(level), "t3 e sm")
        for tick in self.time.ticks:
            yield marks.line(self.x(tick.on), self.bottom, self.x(tick.on), self.bottom + 5, "ln-2")
            yield self._day(tick).drawn()

    def _day(self, tick: Tick) -> Label:
        return inside_x(
            Label(
                (tick.words,),
                Spot(self.x(tick.on), self.bottom + 19),
                "sm b" if tick.weighs else "t3 sm",
                Anchor.MIDDLE,
            ),
            right=self.right + 28,
        )


def inside_x(label: Label, *, right: float) -> Label:
    """The label, moved sideways to stay between the drawing's left edge and ``right``."""
    box = label.box
    return label.moved(max(-box.x, 0) - max(box.x + box.width - right, 0), 0)


@dataclass(frozen=True)
class Stretch:
    """Places in a row, all measured or all missing: from ``first`` up to and including ``last``."""

    is_measured: bool
    first: int
    last: int


def stretches(keys: Sequence[tuple[int, bool]]) -> list[Stretch]:
    """Where a line may run: a key is an era (a line never crosses a break in its series) and whether it is measured."""
    found = []
    first = 0
    for (_era, is_measured), places in groupby(keys):
        last = first + sum(1 for _ in places) - 1
        found.append(Stretch(is_measured, first, last))
        first = last + 1
    return found


def along(spots: Sequence[Spot]) -> list[Spot]:
    """Spots along a line, close enough to see whether words lie on it."""
    thinned = spots[:: len(spots) // _DENSE + 1]
    return [
        Spot(one.x + (other.x - one.x) * step / _SAMPLES, one.y + (other.y - one.y) * step / _SAMPLES)
        for one, other in pairwise(thinned)
        for step in range(_SAMPLES + 1)
    ]


def around(spots: Iterable[Spot], radius: float) -> list[Box]:
    """The room that marks take."""
    return [Box(spot.x - radius, spot.y - radius, 2 * radius, 2 * radius) for spot in spots]
