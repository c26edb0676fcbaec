"""Where the boxes of a chain stand: Graphviz orders and places, level by level, and we sift what still crosses.

A link that passes a level gets a thin place of its own there, so that it does not run behind a box. Nothing is drawn
with more crossings than Graphviz would draw with the same levels: its own order is one of those we begin from.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from varv.publishing.figures.chain_drawing.dot import BOX_WIDTH, Drawing, Edge, Lane, Node, placed, plain_order
from varv.publishing.figures.chain_drawing.order import crossings, sifted
from varv.publishing.figures.chain_drawing.settle import settled

BOX_HEIGHT = 58.0
_NEAR, _ROOMY, _FAR = 39.0, 84.0, 130.0
_CROWDED, _CROWDING = 12, 1.4

__all__ = ["BOX_HEIGHT", "BOX_WIDTH", "Edge", "Layout", "Node", "layout", "lefts"]


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


def layout(nodes: Collection[Node], edges: Collection[Edge]) -> Layout:
    """Columns side by side, boxes placed so that few links cross. Columns are numbered from 0."""
    if not nodes:
        return Layout((), {}, {}, 0.0)
    column = {node.id: node.column for node in nodes}
    drawing = Drawing(nodes, edges, {edge.id: _lanes(edge, column) for edge in edges})
    middles = settled(drawing, _middles(drawing))
    first = min([middles[node.name] - node.height / 2 for node in nodes] + _passed(drawing, middles))
    last = max([middles[node.name] + node.height / 2 for node in nodes] + _passed(drawing, middles))
    return Layout(
        columns=lefts(max(column.values()) + 1, edges, column),
        boxes={node.id: middles[node.name] - first for node in nodes},
        lanes={edge: tuple(middles[lane.name] - first for lane in passed) for edge, passed in drawing.lanes.items()},
        height=last - first,
    )


def _middles(drawing: Drawing) -> dict[str, float]:
    """Graphviz's places; where something still crosses, the best order we find is what it places once more."""
    middles = placed(drawing)
    found, pieces = _ordered(drawing, middles), drawing.pieces
    if not crossings(found, pieces):
        return middles
    starts = (found, _ordered(drawing, plain_order(drawing)))
    best = min((sifted(start, pieces) for start in starts), key=lambda order: crossings(order, pieces))
    return middles if best == found else placed(drawing, best)


def _passed(drawing: Drawing, middles: Mapping[str, float]) -> list[float]:
    """Where links pass columns."""
    return [middles[lane.name] for passed in drawing.lanes.values() for lane in passed]


def _ordered(drawing: Drawing, middles: Mapping[str, float]) -> list[list[str]]:
    return [sorted(names, key=lambda name: middles[name]) for names in drawing.columns]


def lefts(count: int, edges: Iterable[Edge], column: Mapping[int, int]) -> tuple[float, ...]:
    """The columns' left edges: wider apart where the links are many, or the columns few."""
    crowd = [0] * count
    for edge in edges:
        for place in range(*sorted((column[edge.source], column[edge.target]))):
            crowd[place] += 1
    roomy = _ROOMY if count <= 4 else _NEAR  # noqa: PLR2004 - four columns fit a page with room to spare
    gap = min(max(roomy, _NEAR + _CROWDING * (max(crowd) - _CROWDED)), _FAR)
    return tuple(place * (BOX_WIDTH + gap) for place in range(count))


def _lanes(edge: Edge, column: Mapping[int, int]) -> tuple[Lane, ...]:
    """A lane in every column that a forward link passes."""
    return tuple(Lane(edge.id, place) for place in range(column[edge.source] + 1, column[edge.target]))
