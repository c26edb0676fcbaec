"""The columns of a chain as Graphviz is told of them, and where it puts them.

Only numbers go in and out: no text of a person's reaches Graphviz.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import pygraphviz

BOX_WIDTH = 122.0
BETWEEN_BOXES = 26.0
LANE = 12.0
_INCH = 72

# The Graphviz library keeps global state and is not safe in two threads at once.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Node:
    """A box to be placed: its own number, the column it stands in (from 0), and its height in px."""

    id: int
    column: int
    height: float

    @property
    def name(self) -> str:
        """What Graphviz calls it."""
        return f"n{self.id}"


@dataclass(frozen=True)
class Edge:
    """A link between two boxes, by number."""

    id: int
    source: int
    target: int


@dataclass(frozen=True)
class Lane:
    """The place of one link in a column it passes."""

    edge: int
    column: int

    @property
    def name(self) -> str:
        """What Graphviz calls it."""
        return f"l{self.edge}_{self.column}"


@dataclass(frozen=True)
class Drawing:
    """What is to be placed: boxes, links, and the lanes of each link by its number."""

    nodes: Collection[Node]
    edges: Collection[Edge]
    lanes: Mapping[int, tuple[Lane, ...]]

    @property
    def columns(self) -> list[list[str]]:
        """The names of boxes and lanes, column by column."""
        every: list[Node | Lane] = [*self.nodes, *(lane for passed in self.lanes.values() for lane in passed)]
        found: list[list[str]] = [[] for _ in range(max(node.column for node in self.nodes) + 1)]
        for place in every:
            found[place.column].append(place.name)
        return found

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Every link that goes onward, from box to lane to lane to box."""
        column = {node.id: node.column for node in self.nodes}
        onward = (edge for edge in self.edges if column[edge.source] < column[edge.target])
        return [piece for edge in onward for piece in pairwise(self.way(edge))]

    def way(self, edge: Edge) -> list[str]:
        """The names that a link goes by, from its source to its target."""
        return [f"n{edge.source}", *(lane.name for lane in self.lanes[edge.id]), f"n{edge.target}"]


def placed(drawing: Drawing, order: Sequence[Sequence[str]] = ()) -> dict[str, float]:
    """The middle of each box and lane, counted downwards; in the order given, or in Graphviz's own."""
    text = "\n".join(("digraph {", *_statements(drawing), *_held(order), "}"))
    with _ONE_AT_A_TIME:
        drawn = pygraphviz.AGraph(string=text)
        try:
            drawn.layout(prog="dot")
            return {str(node): -_spot(node.attr["pos"])[1] for node in drawn.nodes()}
        finally:
            drawn.close()


def plain_order(drawing: Drawing) -> dict[str, float]:
    """Where Graphviz puts the boxes, and leads the links past columns, when it is only told which boxes are level."""
    with _ONE_AT_A_TIME:
        drawn = pygraphviz.AGraph(string="\n".join(("digraph {", *_plain_statements(drawing), "}")))
        try:
            drawn.layout(prog="dot")
            spots = {str(node): _spot(node.attr["pos"]) for node in drawn.nodes()}
            links = [edge.attr for edge in drawn.edges() if edge.attr["comment"]]
            ways = {int(link["comment"]): _ways(link["pos"]) for link in links}
        finally:
            drawn.close()
    across = [spots[f"s{column}"][0] for column in range(len(drawing.columns))]
    lanes = [lane for passed in drawing.lanes.values() for lane in passed]
    return {name: -y for name, (_x, y) in spots.items()} | {
        lane.name: -_height(ways[lane.edge], across[lane.column]) for lane in lanes
    }


def _plain_statements(drawing: Drawing) -> Iterator[str]:
    yield from _head("true")
    for node in drawing.nodes:
        yield f"{node.name} [height={node.height / _INCH:.3f}];"
    yield from _levels([[node.name for node in drawing.nodes if node.column == place] for place in _range(drawing)])
    column = {node.id: node.column for node in drawing.nodes}
    for edge in drawing.edges:
        yield f"n{edge.source} -> n{edge.target} [comment={edge.id}{_bound(column, edge)}];"


def _statements(drawing: Drawing) -> Iterator[str]:
    yield from _head("false")
    for node in drawing.nodes:
        yield f"{node.name} [height={node.height / _INCH:.3f}];"
    for lane in (lane for passed in drawing.lanes.values() for lane in passed):
        yield f"{lane.name} [height={LANE / _INCH:.3f}];"
    column = {node.id: node.column for node in drawing.nodes}
    for edge in drawing.edges:
        bound = _bound(column, edge)
        yield from (f"{one} -> {other} [comment={edge.id}{bound}];" for one, other in pairwise(drawing.way(edge)))
    yield from _levels(drawing.columns)


def _head(splines: str) -> Iterator[str]:
    yield f"rankdir=LR; splines={splines}; nodesep={BETWEEN_BOXES / _INCH:.3f}; ranksep=0.5;"
    yield f'node [shape=box, fixedsize=true, label="", width={BOX_WIDTH / _INCH:.3f}]; edge [arrowhead=none];'


def _levels(columns: Iterable[Sequence[str]]) -> Iterator[str]:
    """One rank for each column, held in order by an invisible spine."""
    spine = []
    for rank, names in enumerate(columns):
        spine.append(f"s{rank}")
        yield f"s{rank} [height=0.01, style=invis]; {{rank=same; {'; '.join([spine[-1], *names])};}}"
    yield from (f"{one} -> {other} [style=invis];" for one, other in pairwise(spine))


def _bound(column: Mapping[int, int], edge: Edge) -> str:
    """A link that goes backwards, or stays in its level, may not move the levels."""
    return "" if column[edge.source] < column[edge.target] else ", constraint=false"


def _held(order: Iterable[Sequence[str]]) -> Iterator[str]:
    for names in order:
        yield from (f"{one} -> {other} [style=invis];" for one, other in pairwise(names))


def _range(drawing: Drawing) -> range:
    return range(len(drawing.columns))


def _spot(text: str) -> tuple[float, float]:
    across, _, up = text.partition(",")
    return float(across), float(up)


def _ways(text: str) -> list[tuple[float, float]]:
    """The spots a drawn link goes by: the first of every three is on the line, the others pull at it."""
    return [_spot(found) for found in text.split() if found[0] not in "es"][::3]


def _height(way: Sequence[tuple[float, float]], across: float) -> float:
    """Where a drawn link passes a column: between the two spots on either side of it."""
    before = max((spot for spot in way if spot[0] <= across), default=way[0])
    after = min((spot for spot in way if spot[0] >= across), default=way[-1])
    share = (across - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0.0
    return before[1] + share * (after[1] - before[1])
