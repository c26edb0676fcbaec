"""The theory of change: levels side by side, and between the steps strokes that show the evidence.

A thick line is well supported, a thin one somewhat; dashes are an assumption and
rusty dots are no evidence at all. Every step can be reached with the keyboard and says
aloud what leads to it and what it leads to. On a phone the list takes its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.theory import Evidence, Level
from varv.publishing.figures import marks, measure
from varv.publishing.figures.chain_layout import BOX_HEIGHT, BOX_WIDTH, Edge, Layout, Node, layout
from varv.publishing.figures.chain_routes import Frame, Route, free_spots, routes
from varv.publishing.figures.marks import Mark, Spot, Words
from varv.publishing.parts import Column, Figure, Table

_TOP = 50.0
_LEADING = 17.0
_PADDING = 10.0
_MOST_LINES = 12
_STROKES: Mapping[Evidence, str] = {
    Evidence.STRONG: "l-strong",
    Evidence.SOME: "l-some",
    Evidence.ASSUMED: "l-assume",
    Evidence.NONE: "l-gap",
}


@dataclass(frozen=True)
class Step:
    """A step. With an ``href`` it is a link; a step that is not measured stands in a dashed frame."""

    id: int
    level: Level
    name: str
    href: str = ""
    is_measured: bool = True


@dataclass(frozen=True)
class Link:
    """One step leads to another. ``number`` points to the link's assumption, ``href`` to where it is told."""

    source: int
    target: int
    evidence: Evidence
    number: int | None = None
    href: str = ""


@dataclass(frozen=True)
class Chain:
    """A chain to be drawn, with the words for its levels and grades of evidence. Links join steps of the chain."""

    title: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    levels: Mapping[Level, str]
    evidence: Mapping[Evidence, str]

    @property
    def columns(self) -> list[Level]:
        """The levels that have steps, in order."""
        used = {step.level for step in self.steps}
        return [level for level in Level if level in used]

    def name(self, step_id: int) -> str:
        """What a step is called. Raises ``KeyError`` for a step that is not in the chain."""
        return {step.id: step.name for step in self.steps}[step_id]


@dataclass(frozen=True)
class _Kind:
    """How a step's box and words are set."""

    box: str
    words: str


@dataclass(frozen=True)
class _Box:
    """A step with its words on lines."""

    step: Step
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return max(BOX_HEIGHT, 24 + _LEADING * len(self.lines))


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
    boxes = {step.id: _Box(step, tuple(_lines(step))) for step in chain.steps}
    places = _layout(chain, boxes)
    frames = {
        step.id: Frame(places.columns[chain.columns.index(step.level)], _TOP + places.boxes[step.id], box.height)
        for step, box in ((box.step, box) for box in boxes.values())
    }
    found = routes(
        _edges(chain), frames, {edge: [_TOP + y for y in lanes] for edge, lanes in places.lanes.items()}, places.columns
    )
    body = [*_heads(chain, places), *_strokes(chain, found), *_steps(chain, boxes, frames), *_badges(chain, found)]
    width, height = max(places.width, BOX_WIDTH), _TOP + places.height + 12
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
    order = [step.id for step in sorted(chain.steps, key=lambda step: step.level.rank)]
    links = sorted(chain.links, key=lambda link: (order.index(link.source), order.index(link.target)))
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


def _lines(step: Step) -> list[str]:
    return measure.wrapped(step.name, limit=BOX_WIDTH - 2 * _PADDING, most=_MOST_LINES)


def _layout(chain: Chain, boxes: Mapping[int, _Box]) -> Layout:
    columns = chain.columns
    nodes = [Node(step.id, columns.index(step.level), boxes[step.id].height) for step in chain.steps]
    return layout(nodes, _edges(chain))


def _edges(chain: Chain) -> list[Edge]:
    return [Edge(place, link.source, link.target) for place, link in enumerate(chain.links)]


# --- what is drawn ---------------------------------------------------------------------------------------


def _heads(chain: Chain, places: Layout) -> Iterator[Mark]:
    for level, x in zip(chain.columns, places.columns, strict=True):
        yield marks.text(x, 14, chain.levels[level], "b")
        yield marks.line(x, 24, x + BOX_WIDTH, 24, "ln-i")


def _strokes(chain: Chain, found: Mapping[int, Route]) -> Iterator[Mark]:
    for place, link in enumerate(chain.links):
        route = found[place]
        yield marks.path(route.course, _STROKES[link.evidence])
        if route.goes_back:
            yield marks.path(route.arrow, "ln-i")


def _steps(chain: Chain, boxes: Mapping[int, _Box], frames: Mapping[int, Frame]) -> Iterator[Mark]:
    for level in chain.columns:
        column = [box for box in boxes.values() if box.step.level is level]
        for box in sorted(column, key=lambda box: frames[box.step.id].middle):
            yield _step(chain, box, frames[box.step.id])


def _step(chain: Chain, box: _Box, frame: Frame) -> Mark:
    kind = _kind(box.step)
    first = frame.top + (frame.height - _LEADING * len(box.lines)) / 2 + 13
    body = (
        marks.rect(frame.left, frame.top, BOX_WIDTH, frame.height, kind.box, radius=8),
        marks.rows(frame.left + _PADDING, first, box.lines, kind.words, leading=_LEADING),
    )
    label = _label(chain, box.step)
    if box.step.href:
        return marks.link(body, href=box.step.href, label=label, classes="n-step")
    return marks.group(body, label=label)


def _kind(step: Step) -> _Kind:
    if step.level is Level.IMPACT:
        return _Kind("n-box end", "m ton-end")
    if not step.is_measured:
        return _Kind("n-box gapbox", "m trost")
    return _Kind("n-box act" if step.level is Level.ACTIVITY else "n-box", "m")


def _label(chain: Chain, step: Step) -> str:
    """A step read aloud: its level and name, then what leads to it and what it leads to."""
    said = [f"{chain.levels[step.level]}: {step.name}."]
    if not step.is_measured:
        said.append(gettext("Not measured."))
    before = [(link.source, link.evidence) for link in chain.links if link.target == step.id]
    after = [(link.target, link.evidence) for link in chain.links if link.source == step.id]
    for pattern, others in ((gettext("Comes from: %(steps)s."), before), (gettext("Leads to: %(steps)s."), after)):
        named = "; ".join(f"{chain.name(other)} ({chain.evidence[evidence]})" for other, evidence in others)
        said.append(pattern % {"steps": named} if named else "")
    return " ".join(filter(None, said))


def _badges(chain: Chain, found: Mapping[int, Route]) -> Iterator[Mark]:
    """A number on every link with an assumption, where no other number stands."""
    numbered = [(place, link) for place, link in enumerate(chain.links) if link.number is not None]
    spots = free_spots([found[place] for place, _link in numbered])
    for (_place, link), spot in zip(numbered, spots, strict=True):
        yield _badge(chain, link, spot)


def _badge(chain: Chain, link: Link, spot: Spot) -> Mark:
    body = (
        marks.circle(spot.x, spot.y, 9.5, "badge-g" if link.evidence is Evidence.NONE else "badge-c"),
        marks.text(spot.x, spot.y + 4, str(link.number), "c xs b"),
    )
    label = gettext("Assumption %(number)d: from %(source)s to %(target)s") % {
        "number": link.number,
        "source": chain.name(link.source),
        "target": chain.name(link.target),
    }
    return marks.link(body, href=link.href, label=label) if link.href else marks.group(body, label=label)
