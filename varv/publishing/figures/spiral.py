"""The learning spiral: a coil that rises one turn each time something is changed because something was learnt.

On the front of each turn stand what we planned, did and saw; at the right edge the
yellow diamond, and only that closes a turn. What is not yet closed is dotted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Spot, Words
from varv.publishing.parts import Column, Figure, Table

_ROUND = 2 * pi
_MOST_TURNS = 8
_TILT = 0.44
_ROOMY, _CLOSER = 3, 0.075  # beyond three turns, each makes them all lie so much closer
_AFTER_CHANGE = pi + 0.45
_INTO_NEXT = 0.42 * pi


class Stage(StrEnum):
    """How far a turn has come."""

    PLANNED = "planned"
    DID = "did"
    SAW = "saw"
    CHANGED = "changed"

    @property
    def angle(self) -> float:
        """Where on the front of the coil the stage stands: 0 to the left, a half turn to the right."""
        return list(Stage).index(self) * pi / 3


@dataclass(frozen=True)
class Turn:
    """A turn: its name, when, how far it has come, and what it changed (or, until it is closed, what remains)."""

    name: str
    when: str
    stage: Stage
    told: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether a lesson has changed a plan."""
        return self.stage is Stage.CHANGED


@dataclass(frozen=True)
class Upcoming:
    """The turn that has not begun."""

    name: str
    when: str


@dataclass(frozen=True)
class Spiral:
    """Turns, oldest first, and the one to come. The latest eight are drawn; words and table hold them all."""

    title: str
    turns: tuple[Turn, ...]
    upcoming: Upcoming | None = None

    @property
    def drawn(self) -> tuple[Turn, ...]:
        """The turns there is room for."""
        return self.turns[-_MOST_TURNS:]


@dataclass(frozen=True)
class _Sheet:
    """Room and measures of a drawing, in px: ``rise`` is the pitch of a low coil, ``growth`` what all turns add."""

    width: float
    middle: float
    radius: float
    growth: float
    most_growth: float
    rise: float
    least_rise: float
    margin: float


_SHEETS: Mapping[Size, _Sheet] = {
    Size.WIDE: _Sheet(1096, 524, radius=170, growth=24, most_growth=96, rise=146, least_rise=92, margin=44),
    Size.NARROW: _Sheet(358, 204, radius=78, growth=13, most_growth=40, rise=104, least_rise=64, margin=26),
}
_LEFT, _RIGHT = 130.0, 848.0


@dataclass(frozen=True)
class _Coil:
    """The line all turns lie on, by angle from the start of the first turn."""

    middle: float
    start: float
    radius: float
    growth: float
    rise: float
    tilt: float

    def spot(self, angle: float) -> Spot:
        turns = angle / _ROUND
        radius = self.radius + self.growth * turns
        return Spot(self.middle - radius * cos(angle), self.start - self.rise * turns + radius * self.tilt * sin(angle))

    def arc(self, begin: float, end: float, classes: str) -> Mark:
        steps = max(2, round((end - begin) / _ROUND * 90))
        return marks.path(
            marks.through([self.spot(begin + (end - begin) * step / steps) for step in range(steps + 1)]), classes
        )


def figure(spiral: Spiral, *, id_prefix: str, caption: str = "") -> Figure:
    """The spiral in both sizes with its words and its table, ready for a document."""
    told = words(spiral)
    return Figure(
        svg=draw(spiral, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(spiral, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(spiral),
    )


def draw(spiral: Spiral, *, size: Size, id_prefix: str) -> SafeString:
    """The spiral as SVG; it grows upwards with its turns. ``id_prefix`` is unique on its page."""
    sheet, coil = _SHEETS[size], _coil(len(spiral.drawn), _SHEETS[size])
    body = [*_lines(spiral, coil), *_stages(spiral, coil), *_here(spiral, coil, size)]
    body += _texts(spiral, coil) if size is Size.WIDE else _names(spiral, coil)
    lowest = max(coil.spot(pi * step / 12).y for step in range(13))
    return marks.picture(
        body, width=sheet.width, height=lowest + sheet.margin, words=words(spiral), id_prefix=id_prefix
    )


def words(spiral: Spiral) -> Words:
    """The spiral's name, and every turn told in a sentence."""
    if not spiral.turns:
        return Words(spiral.title, gettext("No turn has begun."))
    told = [gettext("A rising spiral with turns: %(count)d.") % {"count": len(spiral.turns)}]
    told += [_sentence(turn) for turn in spiral.turns]
    return Words(spiral.title, " ".join(told))


def table(spiral: Spiral) -> Table:
    """The turns, newest first."""
    heads = (gettext("Turn"), gettext("When"), gettext("Has come to"), gettext("What changed, or remains"))
    return Table(
        caption=spiral.title,
        head=tuple(Column(head) for head in heads),
        rows=tuple((turn.name, turn.when, _stage_words(turn.stage), turn.told) for turn in reversed(spiral.turns)),
    )


def _sentence(turn: Turn) -> str:
    named = {"name": turn.name, "when": turn.when, "stage": _stage_words(turn.stage)}
    if turn.is_closed:
        come = gettext("%(name)s (%(when)s) is closed.") % named
    else:
        come = gettext("%(name)s (%(when)s) is under way and has come to: %(stage)s.") % named
    told = turn.told if turn.told.endswith((".", "!", "?")) else f"{turn.told}."
    return f"{come} {told}" if turn.told else come


def _stage_words(stage: Stage) -> str:
    return {
        Stage.PLANNED: gettext("We planned"),
        Stage.DID: gettext("We did"),
        Stage.SAW: gettext("We saw"),
        Stage.CHANGED: gettext("We changed"),
    }[stage]


# --- the coil --------------------------------------------------------------------------------------------


def _coil(turns: int, sheet: _Sheet) -> _Coil:
    """A coil that leaves room for the turn to come; many turns lie closer and flatter."""
    growth = min(sheet.growth, sheet.most_growth / max(turns, 1))
    rise = max(sheet.least_rise, min(sheet.rise, sheet.rise * (1 - _CLOSER * (turns - _ROOMY))))
    tilt = _TILT * rise / sheet.rise
    above = _Coil(sheet.middle, 0, sheet.radius, growth, rise, tilt)
    highest = min(above.spot(angle).y for angle in (_ROUND * turns, _ROUND * turns - pi / 2, pi, 0))
    return _Coil(sheet.middle, 34 - highest, sheet.radius, growth, rise, tilt)


def _lines(spiral: Spiral, coil: _Coil) -> Iterator[Mark]:
    """Backs first, then what is dotted, then the fronts over them all."""
    turns = spiral.drawn
    for number, turn in enumerate(turns[:-1]):
        if turn.is_closed:
            yield coil.arc(_ROUND * number + pi, _ROUND * (number + 1), "sp-back")
        else:
            yield coil.arc(_ROUND * number + turn.stage.angle, _ROUND * (number + 1), "sp-next")
    last = _ROUND * (len(turns) - 1) + turns[-1].stage.angle if turns else 0.0
    yield coil.arc(last, _ROUND * len(turns) + _INTO_NEXT, "sp-next")
    for number, turn in enumerate(turns):
        if turn.stage is not Stage.PLANNED:
            begin = _ROUND * number
            yield coil.arc(begin, begin + turn.stage.angle, "sp-halo")
            yield coil.arc(begin, begin + turn.stage.angle, "sp-front")


def _stages(spiral: Spiral, coil: _Coil) -> Iterator[Mark]:
    """A ring for what was planned, done and seen; a diamond for what was changed."""
    for number, turn in enumerate(spiral.drawn):
        for stage in Stage:
            spot = coil.spot(_ROUND * number + stage.angle)
            if stage.angle <= turn.stage.angle:
                closes = stage is Stage.CHANGED
                yield (
                    marks.diamond(spot.x, spot.y, 10, "pt-learn") if closes else marks.circle(spot.x, spot.y, 7.5, "pt")
                )


def _here(spiral: Spiral, coil: _Coil, size: Size) -> Iterator[Mark]:
    """Where we are today: on the last turn, or just after the change that closed it."""
    if not spiral.turns:
        return
    number, turn = len(spiral.drawn) - 1, spiral.drawn[-1]
    spot = coil.spot(_ROUND * number + (_AFTER_CHANGE if turn.is_closed else turn.stage.angle))
    yield marks.here_we_are(spot.x, spot.y, 11 if size is Size.WIDE else 9)
    # Under the first turn stand the names of its stages.
    below = number > 0 and not turn.is_closed
    y = spot.y + (32 if size is Size.WIDE else 27) if below else spot.y - 18
    yield marks.text(spot.x, y, gettext("Here we are"), "tl b c halo")


# --- words -----------------------------------------------------------------------------------------------


def _texts(spiral: Spiral, coil: _Coil) -> Iterator[Mark]:
    """The names to the left, what changed to the right, the stages' names under the first turn."""
    for number, turn in enumerate(spiral.drawn):
        yield from _heading(coil.spot(_ROUND * number), turn.name, turn.when, "")
        yield from _told_beside(coil.spot(_ROUND * number + pi), turn)
    if spiral.upcoming:
        spot = coil.spot(_ROUND * len(spiral.drawn))
        yield from _heading(spot, spiral.upcoming.name, spiral.upcoming.when, " t3")
    if spiral.drawn:
        yield from _stage_names(coil, spiral.drawn[0])


def _heading(spot: Spot, name: str, when: str, tone: str) -> Iterator[Mark]:
    yield marks.text(_LEFT, spot.y - 1, _one_line(name, _LEFT, 19), f"sf xl b e{tone}")
    yield marks.text(_LEFT, spot.y + 18, _one_line(when, _LEFT, 13), "t3 e")
    yield marks.line(_LEFT + 8, spot.y, spot.x - 14, spot.y, "ln" if tone else "ln-2")


def _told_beside(spot: Spot, turn: Turn) -> Iterator[Mark]:
    if not turn.told:
        return
    yield marks.line(spot.x + 16, spot.y, _RIGHT - 10, spot.y, "ln-2")
    head = gettext("This we changed") if turn.is_closed else gettext("Remains")
    yield marks.text(_RIGHT, spot.y - 3, head, "th b sm" if turn.is_closed else "t2 b sm")
    yield marks.rows(_RIGHT, spot.y + 15, measure.wrapped(turn.told, limit=240, most=3), leading=18)


def _stage_names(coil: _Coil, turn: Turn) -> Iterator[Mark]:
    for stage in Stage:
        if stage.angle > turn.stage.angle:
            return
        spot = coil.spot(stage.angle)
        name = _stage_words(stage)
        if stage is Stage.CHANGED:
            yield marks.text(spot.x + 16, spot.y + 26, name, "b th")
        else:
            yield marks.text(spot.x - (10 if stage is Stage.PLANNED else 0), spot.y + 30, name, _set(stage))


def _set(stage: Stage) -> str:
    return "m e" if stage is Stage.PLANNED else "m c"


def _names(spiral: Spiral, coil: _Coil) -> Iterator[Mark]:
    """On a phone only the turns' names; the text below the figure holds the rest."""
    for number, turn in enumerate(spiral.drawn):
        yield from _name(coil.spot(_ROUND * number), turn.name, "b e sf")
    if spiral.upcoming:
        yield from _name(coil.spot(_ROUND * len(spiral.drawn)), spiral.upcoming.name, "e sf t3")


def _name(spot: Spot, name: str, classes: str) -> Iterator[Mark]:
    yield marks.text(spot.x - 14, spot.y + 5, _one_line(name, spot.x - 16, 13), classes)


def _one_line(said: str, limit: float, size: float) -> str:
    return "".join(measure.wrapped(said, limit=limit, size=size, most=1))
