"""The steering documents: widening steps from the law down to what is done, and one yellow arrow that goes up.

Each step is a kind of document, each document a box that can be reached with the keyboard and says aloud what it
stands under. Thin lines lead from a document to those that carry it out. On a phone the list takes its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Spot, Words

_BAND, _WIDEST, _RIGHT = 400.0, 880.0, 140.0
_BOX, _BETWEEN, _PADDING, _INSIDE = 184.0, 14.0, 16.0, 10.0
_LABEL, _GAP, _LEADING = 150.0, 14.0, 17.0
_MOST_LINES = 4


@dataclass(frozen=True)
class Box:
    """A document: ``note`` stands under its name, ``above`` is the document that it carries out."""

    id: int
    name: str
    note: str
    href: str
    above: int | None = None
    is_ours: bool = False
    is_replaced: bool = False


@dataclass(frozen=True)
class Step:
    """A kind of document with its documents; the one in the middle of it all is ``is_main``."""

    name: str
    boxes: tuple[Box, ...]
    is_main: bool = False


@dataclass(frozen=True)
class Hierarchy:
    """The steps from the widest frame down to what is done; ``lesson`` is said along the arrow that goes up."""

    title: str
    steps: tuple[Step, ...]
    lesson: str

    def name(self, box_id: int | None) -> str:
        """What a document is called; nothing for one that is not drawn."""
        return next((box.name for step in self.steps for box in step.boxes if box.id == box_id), "")


@dataclass(frozen=True)
class _Frame:
    """Where a box stands, with its words on lines."""

    box: Box
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    left: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.left + _BOX / 2


@dataclass(frozen=True)
class _Band:
    """Where a step stands, with its boxes."""

    step: Step
    left: float
    top: float
    width: float
    height: float
    frames: tuple[_Frame, ...]


def draw(hierarchy: Hierarchy, *, id_prefix: str) -> SafeString:
    """The hierarchy as SVG, as high as it needs. ``id_prefix`` is unique on its page."""
    bands = _bands(hierarchy)
    frames = {frame.box.id: frame for band in bands for frame in band.frames}
    body = [*_steps(bands), *_lines(frames), *_boxes(hierarchy, bands), *_arrow(hierarchy, bands)]
    height = bands[-1].top + bands[-1].height + 8 if bands else 8
    return marks.diagram(body, width=_WIDEST + _RIGHT, height=height, words=words(hierarchy), id_prefix=id_prefix)


def words(hierarchy: Hierarchy) -> Words:
    """The hierarchy's name, and how it is built told in words."""
    told = ", ".join(f"{step.name}: {len(step.boxes)}" for step in hierarchy.steps)
    said = gettext("Steps from the widest frame down to what is done: %(steps)s. What is learned goes up.")
    return Words(hierarchy.title, said % {"steps": told or "–"})


# --- where it stands -------------------------------------------------------------------------------------


def _bands(hierarchy: Hierarchy) -> list[_Band]:
    """Every step a little wider than the one above, wide enough for its boxes side by side where it can be."""
    bands: list[_Band] = []
    top = 8.0
    order: dict[int, int] = {}
    for number, step in enumerate(hierarchy.steps):
        share = number / max(len(hierarchy.steps) - 1, 1)
        width = _BAND + (_WIDEST - _BAND) * share
        boxes = sorted(step.boxes, key=lambda box: order.get(box.above or 0, -1))
        order |= {box.id: len(order) + place for place, box in enumerate(boxes)}
        band = _band(step, boxes, top, width)
        bands.append(band)
        top += band.height + _GAP
    return bands


def _band(step: Step, boxes: Sequence[Box], top: float, width: float) -> _Band:
    room = width - _LABEL - 2 * _PADDING
    fits = max(1, int((room + _BETWEEN) // (_BOX + _BETWEEN)))
    left = (_WIDEST - width) / 2
    frames: list[_Frame] = []
    down = top + _PADDING
    for first in range(0, len(boxes), fits):
        row = [_written(box) for box in boxes[first : first + fits]]
        height = max(_height(lines, notes) for _box, lines, notes in row)
        start = left + _PADDING + _LABEL + (room - len(row) * (_BOX + _BETWEEN) + _BETWEEN) / 2
        frames += [
            _Frame(box, lines, notes, start + place * (_BOX + _BETWEEN), down, height)
            for place, (box, lines, notes) in enumerate(row)
        ]
        down += height + _BETWEEN
    return _Band(step, left, top, width, down - _BETWEEN + _PADDING - top, tuple(frames))


def _written(box: Box) -> tuple[Box, tuple[str, ...], tuple[str, ...]]:
    limit = _BOX - 2 * _INSIDE
    lines = measure.wrapped(box.name, limit=limit, most=_MOST_LINES)
    notes = measure.wrapped(box.note, limit=limit, size=12, most=2) if box.note else []
    return box, tuple(lines), tuple(notes)


def _height(lines: Sequence[str], notes: Sequence[str]) -> float:
    return 20 + _LEADING * (len(lines) + len(notes))


# --- what is drawn ---------------------------------------------------------------------------------------


def _steps(bands: Sequence[_Band]) -> Iterator[Mark]:
    for band in bands:
        fill = "f-petrol-t" if band.step.is_main else "f-sunken"
        yield marks.rect(band.left, band.top, band.width, band.height, fill, radius=12)
        lines = measure.wrapped(band.step.name, limit=_LABEL - _PADDING, size=13)
        first = band.top + (band.height - _LEADING * len(lines)) / 2 + 13
        yield marks.rows(band.left + _PADDING, first, lines, "b t2", leading=_LEADING)


def _lines(frames: Mapping[int, _Frame]) -> Iterator[Mark]:
    """From a document down to one that carries it out and that stands on a lower step."""
    for frame in frames.values():
        above = frames.get(frame.box.above) if frame.box.above else None
        if above is None or above.top + above.height >= frame.top:
            continue
        start, end = above.top + above.height, frame.top
        bend = start + (end - start) / 2
        begin, lift = f"M{marks.px(above.middle)} {marks.px(start)}", marks.px(bend)
        yield marks.path(
            f"{begin}C{marks.px(above.middle)} {lift} {marks.px(frame.middle)} {lift} "
            f"{marks.px(frame.middle)} {marks.px(end)}",
            "ln-2 nofill",
        )


def _boxes(hierarchy: Hierarchy, bands: Sequence[_Band]) -> Iterator[Mark]:
    for band in bands:
        for frame in band.frames:
            yield _drawn(hierarchy, band.step, frame)


def _drawn(hierarchy: Hierarchy, step: Step, frame: _Frame) -> Mark:
    box = frame.box
    kind = "n-box old" if box.is_replaced else "n-box act" if box.is_ours else "n-box"
    first = frame.top + 10 + 13
    body = (
        marks.rect(frame.left, frame.top, _BOX, frame.height, kind, radius=8),
        marks.rows(frame.left + _INSIDE, first, frame.lines, "m", leading=_LEADING),
        marks.rows(frame.left + _INSIDE, first + _LEADING * len(frame.lines), frame.notes, "sm t2", leading=_LEADING),
    )
    said = [f"{step.name}: {box.name}.", f"{box.note}." if box.note else ""]
    if above := hierarchy.name(box.above):
        said.append(gettext("Carries out: %(document)s.") % {"document": above})
    return marks.link(body, href=box.href, label=" ".join(filter(None, said)), classes="n-step")


def _arrow(hierarchy: Hierarchy, bands: Sequence[_Band]) -> Iterator[Mark]:
    """The one yellow arrow: what is learned at the bottom goes all the way up."""
    if not bands[1:]:
        return  # an arrow needs somewhere to come from and somewhere to go
    low, high = bands[-1], bands[0]
    start = Spot(low.left + low.width + 4, low.top + low.height / 2)
    end = Spot(high.left + high.width + 12, high.top + min(high.height / 2, 60))
    out = marks.px(_WIDEST + 64)
    course = (
        f"M{marks.px(start.x)} {marks.px(start.y)}C{out} {marks.px(start.y - 20)} "
        f"{out} {marks.px(end.y + 10)} {marks.px(end.x)} {marks.px(end.y)}"
    )
    head = f"M{marks.px(end.x + 16)} {marks.px(end.y - 9)}L{marks.px(end.x)} {marks.px(end.y)}"
    head += f"L{marks.px(end.x + 15)} {marks.px(end.y + 12)}"
    for classes in ("up-edge", "up-fill"):
        yield marks.path(course, classes)
        yield marks.path(head, classes)
    lines = measure.wrapped(hierarchy.lesson, limit=_RIGHT - 50, size=13)
    middle = (start.y + end.y) / 2 - _LEADING * len(lines) / 2
    yield marks.rows(_WIDEST + 50, middle, lines, "b th", leading=_LEADING)
