"""Where in the cycle are we? A half circle with the phases in order, and today's place on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise
from math import cos, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.publishing.figures import marks
from varv.publishing.figures.marks import Mark, Spot, Words, px

_WIDTH, _HEIGHT = 256.0, 150.0
_MIDDLE = Spot(128, 128)
_RADIUS, _THICK = 108.0, 15.0
_BETWEEN = 1.4  # px between two phases


class Phase(StrEnum):
    """The four phases of a cycle, in order."""

    COLLECT = "collect"
    ANALYSE = "analyse"
    DISCUSS = "discuss"
    CHANGE = "change"


# The first two are dark enough on paper by themselves; the pale and the yellow need an edge.
_STROKE: Mapping[Phase, str] = {
    Phase.COLLECT: "cy-1",
    Phase.ANALYSE: "cy-2",
    Phase.DISCUSS: "cy-3",
    Phase.CHANGE: "cy-4",
}
_EDGED = (Phase.DISCUSS, Phase.CHANGE)


@dataclass(frozen=True)
class Part:
    """A phase of this cycle: its name and how many months it lasts."""

    phase: Phase
    name: str
    months: int


@dataclass(frozen=True)
class Cycle:
    """A cycle under way, in its month number ``month`` (from 1). Raises ``ValueError`` for a month it does not have."""

    name: str
    parts: tuple[Part, ...]
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= self.months:
            raise ValueError(f"month {self.month} of {self.months}")

    @property
    def months(self) -> int:
        """How long the cycle is."""
        return sum(part.months for part in self.parts)

    @property
    def now(self) -> Part:
        """The phase we are in."""
        ends = accumulate(part.months for part in self.parts)
        return next(part for part, end in zip(self.parts, ends, strict=True) if self.month <= end)


def draw(cycle: Cycle, *, id_prefix: str) -> SafeString:
    """The half circle as SVG. ``id_prefix`` is unique on its page."""
    return marks.picture(_body(cycle), width=_WIDTH, height=_HEIGHT, words=words(cycle), id_prefix=id_prefix)


def words(cycle: Cycle) -> Words:
    """Which phase it is, and all phases in order."""
    title = gettext("%(cycle)s is in the phase %(phase)s") % {"cycle": cycle.name, "phase": cycle.now.name}
    names = ", ".join(part.name for part in cycle.parts)
    return Words(title, f"{_month(cycle)}. " + gettext("The phases in order: %(phases)s.") % {"phases": names})


def _month(cycle: Cycle) -> str:
    return gettext("month %(month)d of %(months)d") % {"month": cycle.month, "months": cycle.months}


def _body(cycle: Cycle) -> Iterator[Mark]:
    ends = [0, *accumulate(part.months for part in cycle.parts)]
    for part, (begin, end) in zip(cycle.parts, pairwise(ends), strict=True):
        yield from _arc(part.phase, begin / cycle.months, end / cycle.months)
    here = _spot((cycle.month - 0.5) / cycle.months)
    yield marks.here_we_are(here.x, here.y, 9)
    yield marks.text(_MIDDLE.x, 92, cycle.name, "c sf xl b")
    yield marks.text(_MIDDLE.x, 114, _month(cycle), "c t2")


def _arc(phase: Phase, begin: float, end: float) -> Iterator[Mark]:
    gap = _BETWEEN / (pi * _RADIUS) / 2
    if phase in _EDGED:
        yield marks.path(_course(begin + gap, end - gap), "cy-edge", thickness=_THICK + 2)
        gap *= 2
    yield marks.path(_course(begin + gap, end - gap), _STROKE[phase], thickness=_THICK)


def _course(begin: float, end: float) -> str:
    start, stop = _spot(begin), _spot(end)
    return f"M{px(start.x)} {px(start.y)}A{px(_RADIUS)} {px(_RADIUS)} 0 0 1 {px(stop.x)} {px(stop.y)}"


def _spot(share: float) -> Spot:
    """A place on the half circle: 0 to the left, 1 to the right."""
    return Spot(_MIDDLE.x - _RADIUS * cos(pi * share), _MIDDLE.y - _RADIUS * sin(pi * share))
