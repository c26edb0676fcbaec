"""All chains of a strategy in one drawing: a band for each, by area; the goals to the right.

A step that stands in several chains is drawn once, in the first of their bands; the others' links lead there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.theory import Evidence, Level
from varv.publishing.figures import marks, measure
from varv.publishing.figures.chain_drawing import marks as chain_marks
from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT, BOX_WIDTH, Edge, Node, layout, lefts
from varv.publishing.figures.chain_drawing.marks import LEADING
from varv.publishing.figures.chain_drawing.parts import Chain, Link, Standing, Step
from varv.publishing.figures.chain_drawing.routes import Frame, Route, routes
from varv.publishing.figures.marks import Mark, Words

_EDGE = 4.0
_TOP = 44.0
_AREA, _NAME, _PAD, _GAP = 34.0, 26.0, 14.0, 16.0
_APART = 18.0
_GOAL_WORDS = BOX_WIDTH - 20


@dataclass(frozen=True)
class Strand:
    """A chain with its steps and links; a step with the number of another strand's is the same step."""

    id: int
    name: str
    href: str
    area: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    goal: int | None = None
    is_faded: bool = False


@dataclass(frozen=True)
class Goal:
    """A goal that chains lead to."""

    id: int
    name: str
    href: str
    is_faded: bool = False


@dataclass(frozen=True)
class Weave:
    """Every chain of a strategy, those of one area beside each other, with the words for levels and evidence."""

    title: str
    strands: tuple[Strand, ...]
    goals: tuple[Goal, ...]
    levels: Mapping[Level, str]
    evidence: Mapping[Evidence, str]
    goal_word: str

    @property
    def whole(self) -> Chain:
        """All steps, each once, and all links, as one chain: what is read aloud of a step goes over every chain."""
        steps: dict[int, Step] = {}
        links: dict[tuple[int, int], Link] = {}
        for strand in self.strands:
            for step in strand.steps:
                steps.setdefault(step.id, step)
            for link in strand.links:
                links.setdefault((link.source, link.target), link)
        return Chain(self.title, tuple(steps.values()), tuple(links.values()), self.levels, self.evidence)


@dataclass(frozen=True)
class _Band:
    """A strand's place: where its area and its name stand, and its steps, in px from the top."""

    strand: Strand
    top: float
    area: str
    middles: Mapping[int, float]
    lanes: Mapping[int, tuple[float, ...]]
    bottom: float


def draw(weave: Weave, *, id_prefix: str) -> SafeString:
    """The drawing as SVG. ``id_prefix`` is unique on its page."""
    whole = weave.whole
    column = {step.id: whole.columns.index(step.level) for step in whole.steps}
    edges = [Edge(place, link.source, link.target) for place, link in enumerate(whole.links)]
    bands = list(_bands(weave, column, edges))
    columns = [_EDGE + left for left in lefts(len(whole.columns) + 1, edges, column)]
    tall = {step.id: _tall(step) for step in whole.steps}
    frames = {
        step: Frame(columns[column[step]], middle, tall[step])
        for band in bands
        for step, middle in band.middles.items()
    }
    ends = _ends(weave)
    goals = _goal_frames(weave, ends, frames, columns[-1])
    found = routes(edges, frames, _lanes(edges, bands, column), columns)
    body = [
        *_backgrounds(bands, columns[-1] - 24),
        *_heads(weave, whole, columns),
        *_goal_strokes(ends, frames, goals),
        *_strokes(whole, found),
        *_named(bands),
        *_boxes(whole, frames),
        *_goals(weave, goals),
    ]
    bottom = max([band.bottom for band in bands] + [frame.top + frame.height for frame in goals.values()], default=_TOP)
    width = columns[-1] + BOX_WIDTH + _EDGE
    return marks.diagram(body, width=width, height=bottom + 12, words=words(weave), id_prefix=id_prefix)


def words(weave: Weave) -> Words:
    """The strategy's name, and what its chains have in common, told in words."""
    told = [{step.id for step in strand.steps} for strand in weave.strands]
    steps = set().union(*told)
    shared = sum(sum(step in each for each in told) > 1 for step in steps)
    said = gettext(
        "Chains: %(chains)d. Steps: %(steps)d, of which %(shared)d stand in several chains. Goals: %(goals)d."
    )
    counts = {"chains": len(weave.strands), "steps": len(steps), "shared": shared, "goals": len(weave.goals)}
    return Words(weave.title, said % counts)


# --- where it stands -------------------------------------------------------------------------------------


def _bands(weave: Weave, column: Mapping[int, int], edges: Iterable[Edge]) -> Iterator[_Band]:
    """One below the other. Each is laid out by itself, with the steps that no band above has drawn."""
    drawn: set[int] = set()
    top, area = _TOP, ""
    listed = list(edges)
    for strand in weave.strands:
        shown = strand.area if strand.area != area else ""
        top += _AREA if shown else 0
        own = [step for step in strand.steps if step.id not in drawn]
        ids = {step.id for step in own}
        nodes = [Node(step.id, column[step.id], _tall(step)) for step in own]
        places = layout(nodes, [edge for edge in listed if {edge.source, edge.target} <= ids])
        first = top + _NAME + _PAD
        yield _Band(
            strand=strand,
            top=top,
            area=shown,
            middles={step: first + middle for step, middle in places.boxes.items()},
            lanes={edge: tuple(first + y for y in passed) for edge, passed in places.lanes.items()},
            bottom=first + places.height + _PAD,
        )
        drawn |= ids
        area = strand.area
        top = first + places.height + _PAD + _GAP


def _lanes(edges: Iterable[Edge], bands: Iterable[_Band], column: Mapping[int, int]) -> dict[int, list[float]]:
    """Within a band as it was laid out; a link to another band passes columns in the space above that band's steps."""
    own = {edge: list(passed) for band in bands for edge, passed in band.lanes.items()}
    home = {step: band for band in bands for step in band.middles}
    return {
        edge.id: own.get(
            edge.id, [home[edge.target].top + _NAME] * max(column[edge.target] - column[edge.source] - 1, 0)
        )
        for edge in edges
    }


def _tall(step: Step) -> float:
    return max(BOX_HEIGHT, 24 + LEADING * len(chain_marks.lines(step)))


def _ends(weave: Weave) -> dict[int, list[tuple[int, bool]]]:
    """For each goal the last steps of the chains that lead to it, and whether their chain is faded."""
    found: dict[int, list[tuple[int, bool]]] = {goal.id: [] for goal in weave.goals}
    for strand in weave.strands:
        leading, led = {link.source for link in strand.links}, {link.target for link in strand.links}
        if strand.goal is not None:
            last = [step.id for step in strand.steps if step.id in led - leading]
            found[strand.goal].extend((step, strand.is_faded) for step in last)
    return found


def _goal_frames(
    weave: Weave, ends: Mapping[int, list[tuple[int, bool]]], frames: Mapping[int, Frame], left: float
) -> dict[int, Frame]:
    """Each goal level with the first chain that leads to it, and none on another."""
    wished = {goal: min((frames[step].middle for step, _faded in last), default=_TOP) for goal, last in ends.items()}
    found: dict[int, Frame] = {}
    lowest = 0.0
    for goal in sorted(weave.goals, key=lambda goal: (wished[goal.id], goal.id)):
        height = max(BOX_HEIGHT, 24 + LEADING * len(_goal_lines(goal)))
        middle = max(wished[goal.id], lowest + height / 2)
        found[goal.id] = Frame(left, middle, height)
        lowest = middle + height / 2 + _APART
    return found


# --- what is drawn ---------------------------------------------------------------------------------------


def _backgrounds(bands: Iterable[_Band], right: float) -> Iterator[Mark]:
    for band in bands:
        yield marks.rect(0, band.top, right, band.bottom - band.top, "band", radius=8)


def _heads(weave: Weave, whole: Chain, columns: list[float]) -> Iterator[Mark]:
    for said, x in zip([*(weave.levels[level] for level in whole.columns), weave.goal_word], columns, strict=True):
        yield from chain_marks.column_head(said, x)


def _named(bands: Iterable[_Band]) -> Iterator[Mark]:
    for band in bands:
        if band.area:
            yield marks.text(_EDGE, band.top - 10, band.area, "b lg")
        faded = " st-faded" if band.strand.is_faded else ""
        name = marks.text(_EDGE + 8, band.top + 19, band.strand.name, "b tp")
        yield marks.link([name], href=band.strand.href, label=band.strand.name, classes=f"chain-name{faded}")


def _strokes(whole: Chain, found: Mapping[int, Route]) -> Iterator[Mark]:
    for place, link in sorted(enumerate(whole.links), key=lambda each: each[1].standing is not Standing.FADED):
        yield from chain_marks.stroke(link, found[place])


def _boxes(whole: Chain, frames: Mapping[int, Frame]) -> Iterator[Mark]:
    """Level by level, and downwards in each."""
    for level in whole.columns:
        column = [step for step in whole.steps if step.level is level]
        for step in sorted(column, key=lambda step: frames[step.id].middle):
            yield chain_marks.box(step, chain_marks.lines(step), frames[step.id], chain_marks.label_of(whole, step))


def _goal_strokes(
    ends: Mapping[int, list[tuple[int, bool]]], frames: Mapping[int, Frame], goals: Mapping[int, Frame]
) -> Iterator[Mark]:
    """From the last steps of a chain to its goal; behind everything else."""
    for goal, last in ends.items():
        for step, is_faded in last:
            start, end = frames[step], goals[goal]
            left = start.left + BOX_WIDTH
            middle = end.left - 40
            course = (
                f"M{marks.px(left)} {marks.px(start.middle)}H{marks.px(middle)}"
                f"C{marks.px(middle + 20)} {marks.px(start.middle)} {marks.px(middle + 20)} {marks.px(end.middle)} "
                f"{marks.px(end.left)} {marks.px(end.middle)}"
            )
            yield marks.path(course, "l-goal faded" if is_faded else "l-goal")


def _goals(weave: Weave, frames: Mapping[int, Frame]) -> Iterator[Mark]:
    for goal in sorted(weave.goals, key=lambda goal: frames[goal.id].middle):
        frame, said = frames[goal.id], _goal_lines(goal)
        body = (
            marks.rect(frame.left, frame.top, BOX_WIDTH, frame.height, "n-box end", radius=8),
            marks.rows(
                frame.left + 10,
                frame.top + (frame.height - LEADING * len(said)) / 2 + 13,
                said,
                "m ton-end",
                leading=LEADING,
            ),
        )
        chains = "; ".join(strand.name for strand in weave.strands if strand.goal == goal.id)
        label = gettext("Goal: %(goal)s. Chains that lead here: %(chains)s.") % {"goal": goal.name, "chains": chains}
        yield marks.link(body, href=goal.href, label=label, classes="st-faded" if goal.is_faded else "")


def _goal_lines(goal: Goal) -> list[str]:
    return measure.wrapped(goal.name, limit=_GOAL_WORDS, most=8)
