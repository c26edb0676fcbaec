"""Parts of a chain that hang together with nothing else, moved up beside each other as far as there is room."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from varv.publishing.figures.chain_drawing.dot import BETWEEN_BOXES, LANE, Drawing


def settled(drawing: Drawing, middles: Mapping[str, float]) -> dict[str, float]:
    """The places with the largest part first, and the others moved up to it; as they were if that is not lower.

    Within a part nothing moves, and two parts are never woven into each other.
    """
    heights = _heights(drawing)
    column = {name: number for number, names in enumerate(drawing.columns) for name in names}
    floors: defaultdict[int, float] = defaultdict(float)
    found: dict[str, float] = {}
    for part in sorted(_parts(drawing), key=lambda part: (-len(part), min(middles[name] for name in part))):
        tops = {name: middles[name] - heights[name] / 2 for name in part}
        shift = max(floors[column[name]] - top for name, top in tops.items())
        for name, top in tops.items():
            found[name] = middles[name] + shift
            floors[column[name]] = max(floors[column[name]], top + shift + heights[name] + BETWEEN_BOXES)
    return found if _extent(found, heights) < _extent(middles, heights) else dict(middles)


def _heights(drawing: Drawing) -> dict[str, float]:
    lanes = [lane for passed in drawing.lanes.values() for lane in passed]
    return {node.name: node.height for node in drawing.nodes} | {lane.name: LANE for lane in lanes}


def _extent(middles: Mapping[str, float], heights: Mapping[str, float]) -> float:
    """From the uppermost edge to the lowest."""
    return max(middles[name] + height / 2 for name, height in heights.items()) - min(
        middles[name] - height / 2 for name, height in heights.items()
    )


def _parts(drawing: Drawing) -> Iterable[list[str]]:
    """The names that are tied together, in groups; links back and within a level tie too."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for edge in drawing.edges:
        way = drawing.way(edge)
        for one, other in pairwise(way):
            beside[one].add(other)
            beside[other].add(one)
    waiting = {name: None for names in drawing.columns for name in names}
    while waiting:
        part, ends = [], [next(iter(waiting))]
        while ends:
            name = ends.pop()
            if name in waiting:
                del waiting[name]
                part.append(name)
                ends.extend(sorted(beside[name]))
        yield part
