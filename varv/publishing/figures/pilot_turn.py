"""A small turn of plan, do, check and decide: four arcs of a ring, lit as far as the pilot has come.

The last arc is yellow: there something was learned.
"""

from collections.abc import Iterator
from math import cos, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.workflow import PilotState
from varv.overview.words import word
from varv.publishing.figures import marks
from varv.publishing.figures.marks import Mark, Spot, Words, px

WIDTH, HEIGHT = 280, 168
_RADIUS, _GAP, _WORDS = 54.0, 0.09, 74.0
_MIDDLE = Spot(WIDTH / 2, HEIGHT / 2)
# Plan and try stand to the right of the ring, check and decide to its left.
_ANCHORS = ("", "", "e", "e")


def turn(name: str, state: PilotState, *, id_prefix: str) -> SafeString:
    """The ring of a pilot in this state. ``id_prefix`` is unique on its page."""
    told = gettext("The pilot is at: %(state)s.") % {"state": word(state)}
    return marks.picture(_body(state), width=WIDTH, height=HEIGHT, words=Words(name, told), id_prefix=id_prefix)


def _body(state: PilotState) -> Iterator[Mark]:
    reached = list(PilotState).index(state)
    for place, step in enumerate(PilotState):
        yield marks.path(_arc(place), _look(place, reached))
        at = _at(place + 0.5, _WORDS)
        here = "b" if place == reached else "t3"
        yield marks.text(at.x, at.y + 4, word(step), f"{here} {_ANCHORS[place]}".strip())


def _look(place: int, reached: int) -> str:
    if place > reached:
        return "turn-ahead"
    return "turn-learned" if place == len(PilotState) - 1 else "turn-done"


def _arc(place: int) -> str:
    """A quarter of the ring from the top, clockwise, with a little room at its ends."""
    start, end = _at(place + _GAP, _RADIUS), _at(place + 1 - _GAP, _RADIUS)
    radius = px(_RADIUS)
    return f"M{px(start.x)} {px(start.y)}A{radius} {radius} 0 0 1 {px(end.x)} {px(end.y)}"


def _at(quarters: float, radius: float) -> Spot:
    """So many quarters of a turn from the top."""
    angle = (quarters - 1) * pi / 2
    return Spot(_MIDDLE.x + radius * cos(angle), _MIDDLE.y + radius * sin(angle))
