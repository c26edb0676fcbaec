"""The shapes of marks and icons: geometry only. Which word stands beside them is said in ``overview/words``.

Each family has its own square and its own stroke, so that one glance tells what
was computed (solid geometry), what a person judged (a drawn stroke) and where
work stands (a line icon).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from varv.core.judgement import Answer, Verdict
from varv.core.status import Direction, Status
from varv.core.theory import Evidence


@dataclass(frozen=True)
class Shape:
    """The class that gives the colour, and the drawing inside the square."""

    css: str
    drawing: str


# 16 x 16, stroked with the text's own colour.
ICONS: Mapping[str, str] = {
    "search": '<circle cx="6.9" cy="6.9" r="4.4"/><path d="m10.2 10.2 3.8 3.8"/>',
    "menu": '<path d="M2 4.2h12M2 8h12M2 11.8h12"/>',
    "check": '<path d="m3.2 8.6 3.1 3.1 6.5-7"/>',
    "saved": '<circle cx="8" cy="8" r="6.2"/><path d="m5.2 8.2 2 2 3.7-4.1"/>',
    "warn": '<path d="M8 2.3 14.5 13.5h-13z"/><path d="M8 6.5v3.3M8 11.6v.3"/>',
    "info": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.4v3.8M8 4.8v.3"/>',
    "down": '<path d="M8 2.5v8M4.6 7.2 8 10.6l3.4-3.4M3 13.5h10"/>',
    "up": '<path d="M8 10.6v-8M4.6 6 8 2.6 11.4 6M3 13.5h10"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "minus": '<path d="M3 8h10"/>',
    "edit": '<path d="m3 13 .7-3 6.8-6.8a1.6 1.6 0 0 1 2.3 2.3L6 12.3z"/>',
    "link": '<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.9.9"/>'
    '<path d="M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9"/>',
    "arrow": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "back": '<path d="M13 8H3M7 4 3 8l4 4"/>',
    "open": '<path d="m4.5 6 3.5 3.5L11.5 6"/>',
    "clock": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.5V8l2.4 1.6"/>',
    "sync": '<path d="M13 8a5 5 0 0 1-9 3M3 8a5 5 0 0 1 9-3"/><path d="M12.4 2.2V5H9.6M3.6 13.8V11h2.8"/>',
    "phone": '<rect x="4.5" y="1.5" width="7" height="13" rx="1.5"/><path d="M7.3 12.2h1.4"/>',
    "x": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "out": '<path d="M6.5 2.5h-3v11h3M7 8h6.5M10.5 5l3 3-3 3"/>',
    "person": '<circle cx="8" cy="5.3" r="2.8"/><path d="M2.8 13.8c.5-3 2.5-4.5 5.2-4.5s4.7 1.5 5.2 4.5"/>',
    "list": '<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.2M2.5 8h.2M2.5 12h.2"/>',
    "undo": '<path d="M6 3 2.5 6.5 6 10M2.8 6.5h6.7a3.5 3.5 0 0 1 0 7H7"/>',
    "redo": '<path d="m10 3 3.5 3.5L10 10M13.2 6.5H6.5a3.5 3.5 0 0 0 0 7H9"/>',
    "more": '<path d="M3 8h.2M8 8h.2M12.8 8h.2"/>',
    "rise": '<path d="M8 13V3.5M4 7l4-4 4 4"/>',
    "fall": '<path d="M8 3v9.5M4 9l4 4 4-4"/>',
    "file": '<path d="M4 1.8h5.5L12.5 5v9.2H4zM9.3 1.8v3.4h3.2"/>',
}

# 14 x 14, solid geometry. Within a span: two bars and a dot. Without a target: chevrons, never a light.
_UP = '<path d="M7 13V2.2M2.5 6.6 7 2.1l4.5 4.5" fill="none" stroke="currentColor" stroke-width="2"/>'
_DOWN = '<path d="M7 1v10.8M2.5 7.4 7 11.9l4.5-4.5" fill="none" stroke="currentColor" stroke-width="2"/>'
_BARS = '<path d="M1 2.8h12M1 11.2h12" fill="none" stroke="currentColor" stroke-width="1.8"/>'
MARKS: Mapping[str, Shape] = {
    Status.ON_TRACK: Shape("m-ok", '<circle cx="7" cy="7" r="6" fill="currentColor"/>'),
    Status.AT_RISK: Shape(
        "m-risk",
        '<path d="M7 .7 13.3 7 7 13.3.7 7z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M7 .7v12.6L.7 7z" fill="currentColor"/>',
    ),
    Status.OFF_TRACK: Shape("m-off", '<rect x="1" y="1" width="12" height="12" fill="currentColor"/>'),
    Status.WITHIN: Shape("m-ok", f'{_BARS}<circle cx="7" cy="7" r="2.6" fill="currentColor"/>'),
    Status.OUTSIDE: Shape(
        "m-off",
        '<path d="M1 6h12M1 12.6h12" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<circle cx="7" cy="2.6" r="2.4" fill="currentColor"/>',
    ),
    Status.RIGHT_DIRECTION: Shape(
        "m-wish", '<path d="m2 2 5 5-5 5M7.5 2l5 5-5 5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    Status.WRONG_DIRECTION: Shape(
        "m-wish", '<path d="M12 2 7 7l5 5M6.5 2l-5 5 5 5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    Status.UNCHANGED: Shape(
        "m-wish", '<path d="M1.5 4.8h11M1.5 9.2h11" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    Status.NO_DATA: Shape(
        "m-none",
        '<circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8"'
        ' stroke-dasharray="2.6 2.1"/>',
    ),
    Direction.UP: Shape("m-wish", _UP),
    Direction.DOWN: Shape("m-wish", _DOWN),
    "gap": Shape(
        "m-risk",
        '<path d="M7 1.7 12.9 12.3H1.1z" fill="none" stroke="currentColor" stroke-width="1.7"'
        ' stroke-linejoin="round"/>',
    ),
}

# 19 x 19, as if drawn by hand: rising, wavering, falling; an hourglass; a line where nobody has signed.
JUDGEMENTS: Mapping[str, Shape] = {
    Verdict.RIGHT_WAY: Shape("j-up", '<path d="M3 15.1C6.2 14 10 10.4 15.4 4.1M10.4 3.7l5.3.2-.3 5.2"/>'),
    Verdict.PARTLY: Shape(
        "j-flat", '<path d="M2.5 11.1c3-2.6 5 1.6 8-.6 2-1.4 3.1-1.5 5-1.3M12 5.6l3.8 3.6-3.6 3.6"/>'
    ),
    Verdict.WRONG_WAY: Shape("j-down", '<path d="M3 4c3.1 1.1 7 4.6 12.4 11M15.7 9.8l-.2 5.3-5.2.1"/>'),
    Verdict.TOO_EARLY: Shape(
        "j-early", '<path d="M5 2.5h9M5 16.5h9M6 2.5c0 4 7 4.5 7 7.2 0 2.6-7 2.8-7 6.8M13 2.5c0 4-7 4.5-7 7.2"/>'
    ),
    Verdict.NOT_ASSESSED: Shape("j-none", '<path d="m2 7.5 4.5 4.5M6.5 7.5 2 12M9 15h8.5"/>'),
}

# 16 x 16, line only. One drawing a code, whichever state machine it belongs to.
_EMPTY = Shape("w-todo", '<circle cx="8" cy="8" r="5.8" stroke-dasharray="1.5 2.7"/>')
_WRITING = Shape("w-draft", ICONS["edit"])
_HANDED_IN = Shape("w-in", '<path d="M8 2v7.4M4.8 6.4 8 9.6l3.2-3.2M2.5 10.5v3h11v-3"/>')
_SENT_BACK = Shape("w-back", '<path d="M6 3 2.5 6.5 6 10M2.8 6.5h6.7a3.5 3.5 0 0 1 0 7H7"/>')
_DONE = Shape("w-done", ICONS["saved"])
_GOING_ROUND = Shape("w-turn", '<path d="M13 8a5 5 0 1 1-2-4M11.5 1.5v2.8H8.7"/>')
_PAUSED = Shape("w-paused", '<circle cx="8" cy="8" r="6.2"/><path d="M6.3 5.7v4.6M9.7 5.7v4.6"/>')
_ENDED = Shape("w-ended", '<circle cx="8" cy="8" r="6.2"/><path d="M5 8h6"/>')
_WAITING = Shape("w-wait", ICONS["clock"])
_CHANGED = Shape("w-learn", '<path d="M8 1.8 14.2 8 8 14.2 1.8 8z"/>')
_VERIFIED = Shape("w-learn", '<path d="M8 1.8 14.2 8 8 14.2 1.8 8z"/><path d="m5.6 8.1 1.7 1.7 3-3.3"/>')
WORK: Mapping[str, Shape] = {
    "todo": _EMPTY,
    "draft": _WRITING,
    "submitted": _HANDED_IN,
    "returned": _SENT_BACK,
    "late": _SENT_BACK,
    "approved": _DONE,
    "adopted": _DONE,
    "published": _DONE,
    "accepted": _DONE,
    "done": _DONE,
    "closed": _DONE,
    "frozen": _DONE,
    "answered": _DONE,
    "revising": _WRITING,
    "planned": _EMPTY,
    "open": _GOING_ROUND,
    "running": _GOING_ROUND,
    "ongoing": _GOING_ROUND,
    "acting": _GOING_ROUND,
    "paused": _PAUSED,
    "awaiting": _WAITING,
    "ended": _ENDED,
    "declined": _ENDED,
    "dropped": _ENDED,
    "retired": _ENDED,
    "changed": _CHANGED,
    "verified": _VERIFIED,
    "worked_up": _HANDED_IN,
    # a pilot's turn
    "plan": _EMPTY,
    "do": _GOING_ROUND,
    "check": _WAITING,
    "decided": _DONE,
    # an evaluation
    "commissioned": _WAITING,
    "delivered": _HANDED_IN,
    "stopped": _ENDED,
    # money, then templates, then imports
    "applied": _HANDED_IN,
    "granted": _DONE,
    "withdrawn": _SENT_BACK,
    "in_use": _DONE,
    "previewed": _WAITING,
    "discarded": _ENDED,
}

# 16 x 16. Waiting is the answer that has not come.
_DISC = '<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.5"/>'
WAITING_FOR_ANSWER = Shape(
    "m-none",
    '<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 2.3"/>',
)
ANSWERS: Mapping[str, Shape] = {
    Answer.YES: Shape(
        "m-ok",
        '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
        '<path class="cut" d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke-width="1.8"/>',
    ),
    Answer.PARTLY: Shape("m-risk", f'{_DISC}<path d="M8 1.7a6.3 6.3 0 0 0 0 12.6z" fill="currentColor"/>'),
    Answer.NO: Shape(
        "m-off",
        f'{_DISC}<path d="m5.3 5.3 5.4 5.4M10.7 5.3l-5.4 5.4" fill="none" stroke="currentColor" stroke-width="1.7"/>',
    ),
}

# 30 x 12: the stroke is the evidence.
EVIDENCE: Mapping[str, str] = {
    Evidence.STRONG: "l-strong",
    Evidence.SOME: "l-some",
    Evidence.ASSUMED: "l-assume",
    Evidence.NONE: "l-gap",
}


def quarter(place: int) -> str:
    """A ring with one quarter lit: 0 plan, 1 follow, 2 report, 3 learn."""
    start, end = -pi / 2 + place * pi / 2 + 0.12, -pi / 2 + (place + 1) * pi / 2 - 0.12
    arc = (
        f"M{8 + 5.6 * cos(start):.2f} {8 + 5.6 * sin(start):.2f}"
        f"A5.6 5.6 0 0 1 {8 + 5.6 * cos(end):.2f} {8 + 5.6 * sin(end):.2f}"
    )
    learn = ' class="learn"' if place == 3 else ""  # noqa: PLR2004 -- the last quarter of the turn
    return f'<circle cx="8" cy="8" r="5.6"/><path{learn} d="{arc}"/>'


def spiral() -> str:
    """The brand: four half turns behind us and the one we are in."""
    return f'<path class="bp" d="{_half_turns(0, 4)}"/><path class="bh" d="{_half_turns(4, 5)}"/>'


_RADII = (2.3, 5.0, 7.7, 10.4, 13.1)


def _half_turns(first: int, last: int) -> str:
    """Half circles end to end, each wider than the one before it."""
    ends = [14.65]
    for place, radius in enumerate(_RADII):
        ends.append(ends[-1] + (2 if place % 2 == 0 else -2) * radius)
    arcs = (f"A{_RADII[place]} {_RADII[place]} 0 0 1 {ends[place + 1]:.2f} 16" for place in range(first, last))
    return f"M{ends[first]:.2f} 16" + "".join(arcs)


def growth_rings(count: int = 11) -> str:
    """Rings of a tree, never quite round; the yellow one is this year, the dotted ones are to come."""
    return "".join(f'<path class="{_ring_class(place, count)}" d="{_ring(place)}"/>' for place in range(count))


def _ring_class(place: int, count: int) -> str:
    this_year = count - 3
    if place == this_year:
        return "rg-now"
    if place > this_year:
        return "rg-next"
    return "rg-w" if place % 2 else "rg-s"


def _ring(place: int) -> str:
    radius = 16 + place * 19 + (place % 3) * 2
    points = []
    for degrees in range(0, 360, 6):
        angle = degrees * pi / 180
        grown = 1 + 0.035 * sin(3 * angle + place * 0.4) + 0.022 * cos(5 * angle + place) + 0.05 * cos(angle - 0.6)
        points.append(f"{291 + radius * grown * cos(angle) * 1.08:.1f} {210 + radius * grown * sin(angle) * 0.94:.1f}")
    return "M" + "L".join(points) + "Z"
