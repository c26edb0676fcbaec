"""Where the boxes of a chain stand: Graphviz orders and places, level by level.

Only numbers go in and out: no text of a person's reaches the layout. A link that
passes a level gets a thin place of its own there, so that it does not run behind a box.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import pygraphviz

BOX_WIDTH = 122.0
BOX_HEIGHT = 58.0
_NEAR, _ROOMY, _FAR = 40.3, 84.0, 130.0
_CROWDED, _CROWDING = 12, 1.4
_BETWEEN_BOXES = 26.0
_LANE = 12.0
_INCH = 72

# The Graphviz library keeps global state and is not safe in two threads at once.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Node:
    """A box to be placed: its own number, the column it stands in (from 0), and its height in px."""

    id: int
    column: int
    height: float


@dataclass(frozen=True)
class Edge:
    """A link between two boxes, by number."""

    id: int
    source: int
    target: int


@dataclass(frozen=True)
class Layout:
    """Where everything stands, in px: columns by their left edge, boxes and lanes by the middle of their height."""

    columns: tuple[float, ...]
    boxes: Mapping[int, float]
    lanes: Mapping[int, tuple[float, ...]]
    height: float

    @property
    def width(self) -> float:
        """From the first column's left edge to the last one's right."""
        return self.columns[-1] + BOX_WIDTH if self.columns else 0.0


@dataclass(frozen=True)
class _Lane:
    """The place of one link in a column it passes."""

    edge: int
    column: int

    @property
    def name(self) -> str:
        return f"l{self.edge}_{self.column}"


def layout(nodes: Collection[Node], edges: Collection[Edge]) -> Layout:
    """Columns side by side, boxes placed so that few links cross. Columns are numbered from 0 without holes."""
    if not nodes:
        return Layout((), {}, {}, 0.0)
    column = {node.id: node.column for node in nodes}
    lanes = {edge.id: _lanes(edge, column) for edge in edges}
    middles = _placed(_graph(nodes, edges, lanes))
    tops = {f"n{node.id}": middles[f"n{node.id}"] - node.height / 2 for node in nodes}
    first = min(tops.values())
    return Layout(
        columns=_columns(max(column.values()) + 1, edges, column),
        boxes={node.id: middles[f"n{node.id}"] - first for node in nodes},
        lanes={edge: tuple(middles[lane.name] - first for lane in passed) for edge, passed in lanes.items()},
        height=max(middles[f"n{node.id}"] + node.height / 2 for node in nodes) - first,
    )


def _columns(count: int, edges: Iterable[Edge], column: Mapping[int, int]) -> tuple[float, ...]:
    """The columns' left edges: wider apart where the links are many, or the columns few."""
    crowd = [0] * count
    for edge in edges:
        for place in range(*sorted((column[edge.source], column[edge.target]))):
            crowd[place] += 1
    roomy = _ROOMY if count <= 4 else _NEAR  # noqa: PLR2004 - four columns fit a page with room to spare
    gap = min(max(roomy, _NEAR + _CROWDING * (max(crowd) - _CROWDED)), _FAR)
    return tuple(place * (BOX_WIDTH + gap) for place in range(count))


def _lanes(edge: Edge, column: Mapping[int, int]) -> tuple[_Lane, ...]:
    """A lane in every column that a forward link passes."""
    return tuple(_Lane(edge.id, place) for place in range(column[edge.source] + 1, column[edge.target]))


def _graph(nodes: Iterable[Node], edges: Iterable[Edge], lanes: Mapping[int, tuple[_Lane, ...]]) -> str:
    """The chain in Graphviz's language: one rank for each column, held in order by an invisible spine."""
    return "\n".join(("digraph {", *_statements(nodes, edges, lanes), "}"))


def _statements(nodes: Iterable[Node], edges: Iterable[Edge], lanes: Mapping[int, tuple[_Lane, ...]]) -> Iterator[str]:
    yield f"rankdir=LR; splines=false; nodesep={_BETWEEN_BOXES / _INCH:.3f}; ranksep=0.5;"
    yield f'node [shape=box, fixedsize=true, label="", width={BOX_WIDTH / _INCH:.3f}]; edge [arrowhead=none];'
    ranks: dict[int, list[str]] = {}
    for node in nodes:
        yield f"n{node.id} [height={node.height / _INCH:.3f}];"
        ranks.setdefault(node.column, []).append(f"n{node.id}")
    for lane in (lane for passed in lanes.values() for lane in passed):
        yield f"{lane.name} [height={_LANE / _INCH:.3f}];"
        ranks.setdefault(lane.column, []).append(lane.name)
    column = {name: rank for rank, names in ranks.items() for name in names}
    for edge in edges:
        yield from _edge(edge, lanes[edge.id], column)
    for rank in sorted(ranks):
        yield f"s{rank} [height=0.01, style=invis]; {{rank=same; s{rank}; {'; '.join(ranks[rank])};}}"
    yield from (f"s{one} -> s{other} [style=invis];" for one, other in pairwise(sorted(ranks)))


def _edge(edge: Edge, lanes: Iterable[_Lane], column: Mapping[str, int]) -> Iterator[str]:
    """A link from lane to lane; one that goes backwards, or stays in its level, may not move the levels."""
    names = [f"n{edge.source}", *(lane.name for lane in lanes), f"n{edge.target}"]
    bound = "" if column[names[0]] < column[names[-1]] else " [constraint=false]"
    yield from (f"{one} -> {other}{bound};" for one, other in pairwise(names))


def _placed(graph: str) -> dict[str, float]:
    """The middle of each place, counted downwards."""
    with _ONE_AT_A_TIME:
        drawn = pygraphviz.AGraph(string=graph)
        try:
            drawn.layout(prog="dot")
            return {str(node): -float(node.attr["pos"].partition(",")[2]) for node in drawn.nodes()}
        finally:
            drawn.close()
