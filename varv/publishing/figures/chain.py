"""The theory of change: levels side by side, and between the steps strokes that show the evidence.

A thick line is well supported, a thin one somewhat; dashes are an assumption and
rusty dots are no evidence at all. Every step can be reached with the keyboard and says
aloud what leads to it and what it leads to. On a phone the list takes its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.theory import Evidence
from varv.publishing.figures import marks
from varv.publishing.figures.chain_drawing import marks as chain_marks
from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT, BOX_WIDTH, Edge, Layout, Node, layout
from varv.publishing.figures.chain_drawing.marks import LEADING
from varv.publishing.figures.chain_drawing.parts import Chain, Link, Standing, Step
from varv.publishing.figures.chain_drawing.routes import Frame, Route, free_spots, routes
from varv.publishing.figures.marks import Mark, Words
from varv.publishing.parts import Column, Figure, Table

_TOP = 50.0
_EDGE = 4.0  # a frame, and the ring round what has the focus, lie half outside their box

__all__ = ["Chain", "Link", "Standing", "Step", "draw", "figure", "table", "words"]


@dataclass(frozen=True)
class _Box:
    """A step with its words on lines."""

    step: Step
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return max(BOX_HEIGHT, 24 + LEADING * len(self.lines))


def figure(chain: Chain, *, id_prefix: str, caption: str = "") -> Figure:
    """The chain with its words and its links as a table, ready for a document."""
    told = words(chain)
    return Figure(
        svg=draw(chain, id_prefix=id_prefix),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(chain),
    )


def draw(chain: Chain, *, id_prefix: str) -> SafeString:
    """The chain as SVG, as wide and as high as it needs. ``id_prefix`` is unique on its page."""
    boxes = {step.id: _Box(step, chain_marks.lines(step)) for step in chain.steps}
    places = _layout(chain, boxes)
    columns = [_EDGE + left for left in places.columns]
    frames = {
        step.id: Frame(columns[chain.columns.index(step.level)], _TOP + places.boxes[step.id], box.height)
        for step, box in ((box.step, box) for box in boxes.values())
    }
    lanes = {edge: [_TOP + y for y in passed] for edge, passed in places.lanes.items()}
    found = routes(_edges(chain), frames, lanes, columns)
    body = [*_heads(chain, columns), *_strokes(chain, found), *_steps(chain, boxes, frames), *_badges(chain, found)]
    width, height = max(places.width, BOX_WIDTH) + 2 * _EDGE, _TOP + places.height + 12
    return marks.diagram(body, width=width, height=height, words=words(chain), id_prefix=id_prefix)


def words(chain: Chain) -> Words:
    """The chain's name, and how it holds together told in words."""
    if not chain.steps:
        return Words(chain.title, gettext("The chain has no steps yet."))
    counts = [(chain.evidence[grade], sum(link.evidence is grade for link in chain.links)) for grade in Evidence]
    told = gettext("Steps from %(first)s to %(last)s: %(steps)d. Links: %(links)d (%(evidence)s).") % {
        "first": chain.levels[chain.columns[0]],
        "last": chain.levels[chain.columns[-1]],
        "steps": len(chain.steps),
        "links": len(chain.links),
        "evidence": ", ".join(f"{name}: {count}" for name, count in counts if count) or "–",
    }
    return Words(chain.title, told)


def table(chain: Chain) -> Table:
    """The links, one on each row, in the order of their steps."""
    order = {step.id: place for place, step in enumerate(sorted(chain.steps, key=lambda step: step.level.rank))}
    links = sorted(chain.links, key=lambda link: (order[link.source], order[link.target]))
    heads = (gettext("From"), gettext("To"), gettext("Evidence"), gettext("Assumption"))
    return Table(
        caption=chain.title,
        head=tuple(Column(head) for head in heads),
        rows=tuple(
            (
                chain.name(link.source),
                chain.name(link.target),
                chain.evidence[link.evidence],
                "–" if link.number is None else str(link.number),
            )
            for link in links
        ),
    )


# --- where it stands -------------------------------------------------------------------------------------


def _layout(chain: Chain, boxes: Mapping[int, _Box]) -> Layout:
    columns = chain.columns
    nodes = [Node(step.id, columns.index(step.level), boxes[step.id].height) for step in chain.steps]
    return layout(nodes, _edges(chain))


def _edges(chain: Chain) -> list[Edge]:
    return [Edge(place, link.source, link.target) for place, link in enumerate(chain.links)]


# --- what is drawn ---------------------------------------------------------------------------------------


def _heads(chain: Chain, columns: list[float]) -> Iterator[Mark]:
    for level, x in zip(chain.columns, columns, strict=True):
        yield from chain_marks.column_head(chain.levels[level], x)


def _strokes(chain: Chain, found: Mapping[int, Route]) -> Iterator[Mark]:
    """What is faded or gone first, so that nothing else is hidden behind it."""
    pale = {Standing.FADED, Standing.REMOVED}
    for place, link in sorted(enumerate(chain.links), key=lambda each: each[1].standing not in pale):
        yield from chain_marks.stroke(link, found[place])


def _steps(chain: Chain, boxes: Mapping[int, _Box], frames: Mapping[int, Frame]) -> Iterator[Mark]:
    """In reading order: level by level, and downwards in each."""
    for level in chain.columns:
        column = [box for box in boxes.values() if box.step.level is level]
        for box in sorted(column, key=lambda box: frames[box.step.id].middle):
            frame, label = frames[box.step.id], chain_marks.label_of(chain, box.step)
            yield chain_marks.box(box.step, box.lines, frame, label)


def _badges(chain: Chain, found: Mapping[int, Route]) -> Iterator[Mark]:
    """A number on every link with an assumption, where no other number stands."""
    marked = [(place, link) for place, link in enumerate(chain.links) if chain_marks.has_badge(link)]
    spots = free_spots([found[place] for place, _link in marked])
    for (_place, link), spot in zip(marked, spots, strict=True):
        yield chain_marks.badge(chain, link, spot)
