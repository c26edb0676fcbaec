"""Growth rings: the one ornament, on what is public and on covers. The yellow ring is this year's."""

from collections.abc import Iterator
from math import cos, pi, radians, sin

from django.utils.safestring import SafeString

from varv.publishing.figures import marks
from varv.publishing.figures.marks import Mark, Spot

_WIDTH, _HEIGHT = 520.0, 420.0
_MIDDLE = Spot(291, 210)
_RINGS, _TO_COME = 11, 2
_DEGREES = 5


def rings() -> SafeString:
    """Rings of a tree, a little uneven as in nature; always the same."""
    return marks.ornament(_rings(), width=_WIDTH, height=_HEIGHT, classes="rings")


def _rings() -> Iterator[Mark]:
    grown = _RINGS - _TO_COME
    for number in range(_RINGS):
        spots = [_spot(number, radians(degrees)) for degrees in range(0, 360, _DEGREES)]
        yield marks.path(marks.through(spots) + "Z", _class(number, newest=grown - 1))


def _class(number: int, *, newest: int) -> str:
    if number == newest:
        return "rg-now"
    if number > newest:
        return "rg-next"
    return "rg-w" if number % 2 else "rg-s"


def _spot(number: int, angle: float) -> Spot:
    even = 16 + number * 19 + number % 3 * 2
    unevenness = 0.035 * sin(3 * angle + number * 0.4) + 0.022 * cos(5 * angle + number) + 0.05 * cos(angle - pi / 5)
    radius = even * (1 + unevenness)
    return Spot(_MIDDLE.x + radius * cos(angle) * 1.08, _MIDDLE.y + radius * sin(angle) * 0.94)
