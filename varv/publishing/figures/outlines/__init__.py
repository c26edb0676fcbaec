"""The outlines of Sweden's municipalities by official code. Source and licence: the README beside this file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from varv.publishing.figures.marks import Spot

_FILE = Path(__file__).with_name("kommuner.json")
_THOUSANDTHS = 1000


@dataclass(frozen=True)
class Outline:
    """A municipality's rings in degrees (x east, y north), and a place well inside it for its words."""

    rings: tuple[tuple[Spot, ...], ...]
    middle: Spot


@lru_cache(maxsize=1)
def outlines() -> Mapping[str, Outline]:
    """Every municipality that has an outline, by its official code."""
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Outline(tuple(map(_spots, one["rings"])), *_spots(one["label"])) for code, one in read.items()}


def _spots(numbers: list[int]) -> tuple[Spot, ...]:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple(Spot(x / _THOUSANDTHS, y / _THOUSANDTHS) for x, y in pairs)


@dataclass(frozen=True)
class Sheet:
    """Where degrees stand on a drawing: north up, a county's own middle latitude keeps its shape."""

    left: float
    top: float
    scale: float
    squeeze: float
    width: float
    height: float

    def spot(self, at: Spot) -> Spot:
        """The place in px of a place in degrees."""
        return Spot((at.x * self.squeeze - self.left) * self.scale, (self.top - at.y) * self.scale)


def fitted(shown: Sequence[Outline], *, width: float, height: float) -> Sheet:
    """A sheet where these outlines fill as much of the room as they can; an empty one for none."""
    if not shown:
        return Sheet(0, 0, 1, 1, 0, 0)
    spots = [spot for one in shown for ring in one.rings for spot in ring]
    south, north = min(spot.y for spot in spots), max(spot.y for spot in spots)
    squeeze = cos(radians((south + north) / 2))
    west, east = min(spot.x for spot in spots) * squeeze, max(spot.x for spot in spots) * squeeze
    scale = min(width / (east - west), height / (north - south))
    return Sheet(west, north, scale, squeeze, (east - west) * scale, (north - south) * scale)


def room(ring: tuple[Spot, ...], at: Spot) -> float:
    """How wide a straight line through ``at`` from side to side inside the ring can be, with ``at`` in its middle."""
    crossings = [_crossing(one, other, at.y) for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)]
    found = [crossing - at.x for crossing in crossings if crossing is not None]
    east, west = [gap for gap in found if gap >= 0], [-gap for gap in found if gap < 0]
    return 2 * min(*east, *west) if east and west else 0.0


def _crossing(one: Spot, other: Spot, y: float) -> float | None:
    if (one.y > y) == (other.y > y):
        return None
    return one.x + (y - one.y) / (other.y - one.y) * (other.x - one.x)
