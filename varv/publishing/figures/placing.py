"""Words beside their marks, nudged apart so that none hides another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Spot

_LEADING = 16
_ASCENT = 11
_NUDGES = tuple(sorted((4 * step for step in range(-32, 33)), key=abs))
# What a place costs: words on words are worst, words on a line are bad, words far from their mark are a pity.
_ON_WORDS, _ON_STROKE, _FAR = 10.0, 5.0, 0.4


class Anchor(StrEnum):
    """Which end of the words stands at their place; the value is the class that sets it."""

    START = ""
    MIDDLE = "c"
    END = "e"


@dataclass(frozen=True)
class Box:
    """An upright rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """The area two boxes share, in px²."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(wide, 0) * max(high, 0)

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies inside."""
        return self.x <= spot.x <= self.x + self.width and self.y <= spot.y <= self.y + self.height


@dataclass(frozen=True)
class Label:
    """Lines of words that want to stand at a spot (base line of the first line).

    Lines after the first have the classes ``below``, or the same as the first.
    """

    lines: tuple[str, ...]
    spot: Spot
    classes: str = ""
    anchor: Anchor = Anchor.START
    below: str | None = None

    @property
    def box(self) -> Box:
        """The room the words take."""
        width = measure.widest(list(self.lines))
        left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[self.anchor]
        return Box(self.spot.x - left, self.spot.y - _ASCENT, width, _LEADING * len(self.lines))

    def moved(self, dx: float, dy: float) -> "Label":
        """The same words elsewhere."""
        return replace(self, spot=Spot(self.spot.x + dx, self.spot.y + dy))

    def drawn(self) -> Mark:
        """The words, with a halo that keeps them readable on a line."""
        below = self.classes if self.below is None else self.below
        first = marks.rows(self.spot.x, self.spot.y, self.lines[:1], self._set(self.classes))
        return marks.joined((first, marks.rows(self.spot.x, self.spot.y + _LEADING, self.lines[1:], self._set(below))))

    def _set(self, classes: str) -> str:
        return " ".join(filter(None, ("halo", classes, self.anchor.value)))


def placed(
    labels: Iterable[Label], *, within: Box, marks_at: Iterable[Box] = (), strokes: Sequence[Spot] = ()
) -> list[Label]:
    """The labels, the most important first, each moved up or down to where it hides least.

    ``marks_at`` are points that words must not cover, ``strokes`` are spots along the lines.
    """
    taken = list(marks_at)
    found: list[Label] = []
    for label in labels:
        best = _best(label, within, taken, strokes)
        found.append(best)
        taken.append(best.box)
    return found


def _best(label: Label, within: Box, taken: Sequence[Box], strokes: Sequence[Spot]) -> Label:
    """The cheapest place; the search ends when being farther away alone would cost more."""
    column = _inside(label, within).box
    near = [spot for spot in strokes if column.x <= spot.x <= column.x + column.width]
    best, least = label, float("inf")
    for dy in _NUDGES:
        if _FAR * abs(dy) >= least:
            break
        place = _inside(label.moved(0, dy), within)
        cost = _cost(place.box, abs(dy), taken, near)
        if cost < least:
            best, least = place, cost
    return best


def _cost(box: Box, moved: float, taken: Sequence[Box], strokes: Sequence[Spot]) -> float:
    on_words = sum(box.overlap(other) for other in taken)
    on_stroke = sum(box.holds(spot) for spot in strokes)
    return _ON_WORDS * on_words + _ON_STROKE * on_stroke + _FAR * moved


def _inside(label: Label, within: Box) -> Label:
    box = label.box
    dx = max(within.x - box.x, 0) - max(box.x + box.width - within.x - within.width, 0)
    dy = max(within.y - box.y, 0) - max(box.y + box.height - within.y - within.height, 0)
    return label.moved(dx, dy)
