"""How a step and a link of a chain are drawn, and read aloud."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from varv.core.theory import Evidence, Level
from varv.publishing.figures import marks, measure
from varv.publishing.figures.chain_drawing.dot import BOX_WIDTH
from varv.publishing.figures.chain_drawing.parts import DIFFERENT, Chain, Link, Standing, Step
from varv.publishing.figures.chain_drawing.routes import Frame, Route
from varv.publishing.figures.marks import Mark, Spot

LEADING = 17.0
_PADDING = 10.0
_MOST_LINES = 12
_SMALL = 11.5
_TAB = 18.0
# The last line of a level's name, and the one above it when there are two; then the rule below.
_HEAD_LINES = (22.0, 10.0)
_RULE = 29.0
_STROKES: Mapping[Evidence, str] = {
    Evidence.STRONG: "l-strong",
    Evidence.SOME: "l-some",
    Evidence.ASSUMED: "l-assume",
    Evidence.NONE: "l-gap",
}
# A sign beside the word: what is new, gone or different is seen without colours.
SIGNS: Mapping[Standing, str] = {
    Standing.ADDED: "+",
    Standing.REMOVED: "\N{MINUS SIGN}",
    Standing.CHANGED: "\N{NOT EQUAL TO}",
}


@dataclass(frozen=True)
class _Kind:
    """How a step's box and words are set."""

    box: str
    words: str


def column_head(words: str, x: float) -> Iterator[Mark]:
    """A level's name over its rule, in two lines where the region's own name is long."""
    told = measure.wrapped(words, limit=BOX_WIDTH + 12, most=2)
    for line, y in zip(reversed(told), _HEAD_LINES, strict=False):
        yield marks.text(x, y, line, "b")
    yield marks.line(x, _RULE, x + BOX_WIDTH, _RULE, "ln-i")


def lines(step: Step) -> tuple[str, ...]:
    """A step's words, on lines that fit its box."""
    return tuple(measure.wrapped(step.name, limit=BOX_WIDTH - 2 * _PADDING, most=_MOST_LINES))


def box(step: Step, said: Sequence[str], frame: Frame, label: str) -> Mark:
    """A step in its frame; what is said aloud is the label."""
    kind = _kind(step)
    first = frame.top + (frame.height - LEADING * len(said)) / 2 + 13
    body = (
        marks.rect(frame.left, frame.top, BOX_WIDTH, frame.height, kind.box, radius=8),
        marks.rows(frame.left + _PADDING, first, said, kind.words, leading=LEADING),
        *_tab(step, frame),
    )
    standing = "" if step.standing is Standing.PLAIN else f" st-{step.standing}"
    if step.href:
        return marks.link(body, href=step.href, label=label, classes=f"n-step{standing}")
    return marks.group(body, classes=standing.strip(), label=label)


def stroke(link: Link, route: Route) -> Iterator[Mark]:
    """A link along its way, with an arrow where it does not lead onward."""
    faded = " faded" if link.standing is Standing.FADED else ""
    gone = link.standing is Standing.REMOVED
    yield marks.path(route.course, "l-gone" if gone else f"{_STROKES[link.evidence]}{faded}")
    if route.goes_back:
        yield marks.path(route.arrow, f"ln-i{faded}")


def has_badge(link: Link) -> bool:
    """Whether something stands on the link: its number, or the sign of what happened to it."""
    return link.standing in DIFFERENT or (link.number is not None and link.standing is not Standing.FADED)


def badge(chain: Chain, link: Link, spot: Spot) -> Mark:
    """The number of a link's assumption, or the sign of what happened to the link."""
    different = link.standing in DIFFERENT
    ring = "badge-g" if link.evidence is Evidence.NONE and not different else "badge-c"
    said = SIGNS[link.standing] if different else str(link.number)
    body = (
        marks.circle(spot.x, spot.y, max(9.5, measure.width(said, _SMALL) / 2 + 2), ring),
        marks.text(spot.x, spot.y + 4, said, "c xs b"),
    )
    ends = {"source": chain.name(link.source), "target": chain.name(link.target)}
    label = (
        f"{standing_word(link.standing)}: {gettext('from %(source)s to %(target)s') % ends}"
        if different
        else gettext("Assumption %(number)d: from %(source)s to %(target)s") % {"number": link.number, **ends}
    )
    return marks.link(body, href=link.href, label=label) if link.href else marks.group(body, label=label)


def label_of(chain: Chain, step: Step) -> str:
    """A step read aloud: its level and name, how it stands, then what leads to it and what it leads to."""
    said = [f"{chain.levels[step.level]}: {step.name}."]
    if not step.is_measured:
        said.append(gettext("Not measured."))
    if step.note:
        said.append(f"{step.note}.")
    if step.standing is not Standing.PLAIN:
        said.append(f"{standing_word(step.standing)}.")
    before = [(link.source, link) for link in chain.before.get(step.id, ())]
    after = [(link.target, link) for link in chain.after.get(step.id, ())]
    for pattern, others in ((gettext("Comes from: %(steps)s."), before), (gettext("Leads to: %(steps)s."), after)):
        named = "; ".join(f"{chain.name(other)} ({_told(chain, link)})" for other, link in others)
        said.append(pattern % {"steps": named} if named else "")
    return " ".join(filter(None, said))


def standing_word(standing: Standing) -> str:
    """The word that goes with how a step or a link stands."""
    return {
        Standing.PLAIN: "",
        Standing.CHOSEN: gettext("In focus"),
        Standing.FADED: gettext("Outside the selection"),
        Standing.ADDED: gettext("Added"),
        Standing.REMOVED: gettext("Removed"),
        Standing.CHANGED: gettext("Changed"),
    }[standing]


def _told(chain: Chain, link: Link) -> str:
    grade = chain.evidence[link.evidence]
    return f"{grade}, {standing_word(link.standing).lower()}" if link.standing in DIFFERENT else grade


def _kind(step: Step) -> _Kind:
    if step.standing is Standing.REMOVED:
        return _Kind("n-box gone", "m t3 struck")
    if step.level is Level.IMPACT:
        return _Kind("n-box end", "m ton-end")
    if not step.is_measured:
        return _Kind("n-box gapbox", "m trost")
    return _Kind("n-box act" if step.level is Level.ACTIVITY else "n-box", "m")


def _tab(step: Step, frame: Frame) -> Iterator[Mark]:
    """What happened to the step, or its note, on the upper edge of its box."""
    different = step.standing in DIFFERENT
    said = f"{SIGNS[step.standing]} {standing_word(step.standing).lower()}" if different else step.note
    if not said:
        return
    wide = measure.width(said, _SMALL) + 14
    left, top = frame.left + BOX_WIDTH - wide - 6, frame.top - _TAB / 2
    yield marks.rect(left, top, wide, _TAB, f"tab tab-{step.standing}", radius=9)
    yield marks.text(left + wide / 2, top + 13, said, "c xs b")
