"""The way a link takes from box to box: smooth curves between the columns, straight on past a column."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, starmap
from math import dist

from varv.publishing.figures.chain_drawing.layout import BOX_WIDTH, Edge
from varv.publishing.figures.marks import Spot, px

_PORTS_APART = 12.0
_BULGE = 26.0
_NUMBERS_APART = 21.0
_ALONG = (0.5, 0.36, 0.64, 0.24, 0.76)
_AT_THE_ENDS = (0.9, 0.1)  # a line that goes back may run behind boxes in between


class Side(StrEnum):
    """The side of a box where a link begins or ends."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Frame:
    """A box as it stands: left edge, the middle of its height, and its height, in px."""

    left: float
    middle: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.middle - self.height / 2

    def edge(self, side: Side) -> float:
        """Where a side lies."""
        return self.left if side is Side.LEFT else self.left + BOX_WIDTH


@dataclass(frozen=True)
class Bend:
    """A cubic curve from start to end, pulled by two spots."""

    start: Spot
    pull: Spot
    draw: Spot
    end: Spot

    @property
    def course(self) -> str:
        """The curve as path data, from where the pen is."""
        return "C" + " ".join(f"{px(spot.x)} {px(spot.y)}" for spot in (self.pull, self.draw, self.end))

    def at(self, share: float) -> Spot:
        """The spot this share of the way along."""
        rest = 1 - share
        weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
        spots = (self.start, self.pull, self.draw, self.end)
        return Spot(
            sum(weight * spot.x for weight, spot in zip(weights, spots, strict=True)),
            sum(weight * spot.y for weight, spot in zip(weights, spots, strict=True)),
        )


@dataclass(frozen=True)
class Route:
    """A link's whole way. One that does not lead to a later level needs an arrow to be understood."""

    bends: tuple[Bend, ...]
    goes_back: bool

    @property
    def course(self) -> str:
        """The way as path data; from bend to bend the line runs straight."""
        first = self.bends[0].start
        return f"M{px(first.x)} {px(first.y)}" + "L".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        for place, bend in enumerate(self.bends):
            yield (f"{px(bend.start.x)} {px(bend.start.y)}" if place else "") + bend.course

    @property
    def arrow(self) -> str:
        """An arrow's head at the end, as path data."""
        end = self.bends[-1].end
        return f"M{px(end.x + 7)} {px(end.y - 4)}l-6 4l6 4"

    @property
    def number_spots(self) -> list[Spot]:
        """Where a number may stand, the best first."""
        return [bend.at(share) for share in (_AT_THE_ENDS if self.goes_back else _ALONG) for bend in self.bends]


@dataclass(frozen=True)
class _Port:
    """One end of a link at a side of a box, and the height its line comes from or goes to."""

    edge: int
    box: int
    side: Side
    towards: float


@dataclass(frozen=True)
class _Ends:
    """Where a link leaves and where it arrives."""

    leaves: _Port
    arrives: _Port


def routes(
    edges: Iterable[Edge],
    frames: Mapping[int, Frame],
    lanes: Mapping[int, Sequence[float]],
    columns: Sequence[float],
) -> dict[int, Route]:
    """The way of every link, by its number. ``lanes`` are the heights at which it passes other columns."""
    ends = {edge.id: _ends(edge, frames, lanes[edge.id]) for edge in edges}
    heights = _heights(chain.from_iterable((end.leaves, end.arrives) for end in ends.values()), frames)
    return {edge: _route(end, frames, heights, lanes[edge], columns) for edge, end in ends.items()}


def _ends(edge: Edge, frames: Mapping[int, Frame], lanes: Sequence[float]) -> _Ends:
    source, target = frames[edge.source], frames[edge.target]
    leaves = Side.LEFT if target.left < source.left else Side.RIGHT
    arrives = Side.LEFT if target.left > source.left else Side.RIGHT
    way = [source.middle, *lanes, target.middle]
    return _Ends(_Port(edge.id, edge.source, leaves, way[1]), _Port(edge.id, edge.target, arrives, way[-2]))


def _heights(ports: Iterable[_Port], frames: Mapping[int, Frame]) -> dict[_Port, float]:
    """The height of every port: spread round the middle of its side, in the order of where the lines lead."""
    sides: defaultdict[tuple[int, Side], list[_Port]] = defaultdict(list)
    for port in ports:
        sides[port.box, port.side].append(port)
    heights: dict[_Port, float] = {}
    for (box, _side), found in sides.items():
        frame = frames[box]
        apart = min(_PORTS_APART, (frame.height - 16) / max(len(found) - 1, 1))
        for place, port in enumerate(sorted(found, key=lambda port: port.towards)):
            heights[port] = frame.middle + (place - (len(found) - 1) / 2) * apart
    return heights


def _route(
    ends: _Ends,
    frames: Mapping[int, Frame],
    heights: Mapping[_Port, float],
    lanes: Sequence[float],
    columns: Sequence[float],
) -> Route:
    start = Spot(frames[ends.leaves.box].edge(ends.leaves.side), heights[ends.leaves])
    end = Spot(frames[ends.arrives.box].edge(ends.arrives.side), heights[ends.arrives])
    if ends.arrives.side is Side.RIGHT:
        return Route((_turning(start, end) if ends.leaves.side is Side.RIGHT else _smooth(start, end),), goes_back=True)
    passed = [left for left in columns if start.x < left < end.x - 1]
    entries = [Spot(left, y) for left, y in zip(passed, lanes, strict=True)]
    exits = [Spot(spot.x + BOX_WIDTH, spot.y) for spot in entries]
    return Route(tuple(starmap(_smooth, zip([start, *exits], [*entries, end], strict=True))), goes_back=False)


def _smooth(start: Spot, end: Spot) -> Bend:
    """Level at both ends."""
    middle = (start.x + end.x) / 2
    return Bend(start, Spot(middle, start.y), Spot(middle, end.y), end)


def _turning(start: Spot, end: Spot) -> Bend:
    """Out to the right and back again, between two boxes of the same column."""
    out = start.x + _BULGE
    return Bend(start, Spot(out, start.y), Spot(out, end.y), end)


def free_spots(numbered: Iterable[Route]) -> list[Spot]:
    """A spot for each route's number, apart from the numbers before it as far as there is room."""
    taken: list[Spot] = []
    for route in numbered:
        spots = route.number_spots
        free = (spot for spot in spots if _distance(spot, taken) >= _NUMBERS_APART)
        taken.append(next(free, None) or max(spots, key=lambda spot: _distance(spot, taken)))
    return taken


def _distance(spot: Spot, taken: Iterable[Spot]) -> float:
    return min((dist((spot.x, spot.y), (other.x, other.y)) for other in taken), default=float("inf"))
