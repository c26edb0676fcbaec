"""The theory of change as a drawing: every step leads to its own part of the chain, every number to its words.

What is asked for stands in the address: ``steg`` is the step in focus, ``belagg`` the grades and ``niva`` the levels
that are shown, and ``resten=bort`` leaves out what is not asked for instead of fading it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict
from django.utils.safestring import SafeString

from varv.core.theory import Evidence, Level
from varv.core.versions import Kind
from varv.overview.strategy.chain_compare import BothVersions, StepOfBoth
from varv.overview.strategy.chain_focus import Asked, ChainFocus, chain_focus
from varv.overview.strategy.level_names import USUAL, Names
from varv.overview.strategy.theory_map import LinkLine, StepLine, TheoryMap
from varv.overview.words import word
from varv.publishing.figures import chain
from varv.publishing.figures.chain import Standing
from varv.web.gate import sent_number
from varv.web.naming import level_words

LEFT_OUT = "bort"
_STANDINGS: Mapping[Kind | None, Standing] = {
    None: Standing.PLAIN,
    Kind.ADDED: Standing.ADDED,
    Kind.REMOVED: Standing.REMOVED,
    Kind.CHANGED: Standing.CHANGED,
}
Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True)
class Choice:
    """A box to tick: a grade or a level, how many there are of it, and whether it is asked for."""

    code: StrEnum
    count: int
    is_asked: bool


@dataclass(frozen=True)
class Picture:
    """The drawing, what was asked for, and what can be asked for."""

    drawing: SafeString
    focus: ChainFocus
    grades: tuple[Choice, ...]
    levels: tuple[Choice, ...]


def drawing(found: TheoryMap, names: Names = USUAL) -> SafeString:
    """The whole chain from need to societal effect; every step leads to where it is told in words."""
    return chain.draw(drawn(found, names), id_prefix="kedja")


def picture(found: TheoryMap, sent: QueryDict, names: Names = USUAL) -> Picture:
    """The chain as it was asked for in the address."""
    focus = chain_focus(found, asked(sent))
    made = chain.Chain(
        title=found.name,
        steps=tuple(_focused(step, focus, sent) for step in focus.drawn.steps),
        links=tuple(_in_sight(link, focus) for link in focus.drawn.links),
        levels=level_words(names),
        evidence=evidence_words(),
    )
    return Picture(
        drawing=chain.draw(made, id_prefix="kedja"),
        focus=focus,
        grades=_choices(Evidence, [link.evidence for link in found.links], focus.asked.evidence),
        levels=_choices(Level, [step.level for step in found.steps], focus.asked.levels),
    )


def asked(sent: QueryDict) -> Asked:
    """What the address asks for; what cannot be understood is not asked for."""
    step_id = sent_number(sent.get("steg", ""))
    return Asked(
        step_id=step_id or None,
        evidence=_codes(Evidence, sent.getlist("belagg")),
        levels=_codes(Level, sent.getlist("niva")),
        leaves_out=sent.get("resten") == LEFT_OUT,
    )


def drawn(found: TheoryMap, names: Names = USUAL) -> chain.Chain:
    """The chain as the figure knows it."""
    return chain.Chain(
        title=found.name,
        steps=tuple(drawn_step(step, f"#led-{step.id}") for step in found.steps),
        links=tuple(drawn_link(link) for link in found.links),
        levels=level_words(names),
        evidence=evidence_words(),
    )


def drawn_step(step: StepLine, href: str, standing: Standing = Standing.PLAIN) -> chain.Step:
    """A step as the figure knows it."""
    number = "" if step.generic_number is None else f"{step.generic_number} "
    return chain.Step(
        id=step.id,
        level=step.level,
        name=f"{number}{step.text}",
        href=href,
        is_measured=step.is_measured,
        standing=standing,
    )


def drawn_link(link: LinkLine, standing: Standing = Standing.PLAIN) -> chain.Link:
    """A link as the figure knows it."""
    return chain.Link(
        source=link.source.id,
        target=link.target.id,
        evidence=link.evidence,
        number=link.number,
        href=f"#antagande-{link.number}" if link.number else "",
        standing=standing,
    )


def compared(both: BothVersions, name: str, names: Names = USUAL) -> SafeString:
    """Two versions in one drawing; what differs leads to where it is told in words."""
    made = chain.Chain(
        title=name,
        steps=tuple(_of_both(step) for step in both.steps),
        links=tuple(
            chain.Link(
                source=link.source,
                target=link.target,
                evidence=link.evidence,
                href="#skillnader" if link.kind else "",
                standing=_STANDINGS[link.kind],
            )
            for link in both.links
        ),
        levels=level_words(names),
        evidence=evidence_words(),
    )
    return chain.draw(made, id_prefix="skillnad")


def _of_both(step: StepOfBoth) -> chain.Step:
    return chain.Step(
        id=step.id,
        level=step.level,
        name=step.text,
        href="#skillnader" if step.kind else "",
        standing=_STANDINGS[step.kind],
    )


def _focused(step: StepLine, focus: ChainFocus, sent: QueryDict) -> chain.Step:
    """A step that leads to its own part of the chain; the one in focus leads to where it is told in words."""
    if focus.step is not None and step.id == focus.step.id:
        return drawn_step(step, f"#led-{step.id}", Standing.CHOSEN)
    query = sent.copy()
    query["steg"] = str(step.id)
    standing = Standing.PLAIN if step.id in focus.shown else Standing.FADED
    return drawn_step(step, f"?{query.urlencode()}#kedja", standing)


def _in_sight(link: LinkLine, focus: ChainFocus) -> chain.Link:
    return drawn_link(link, Standing.PLAIN if link.id in focus.links else Standing.FADED)


def evidence_words() -> dict[Evidence, str]:
    """What the grades of evidence are called."""
    return {grade: word(grade) for grade in Evidence}


def _codes(kind: type[Code], sent: Iterable[str]) -> frozenset[Code]:
    """Sent one by one, or several with commas between."""
    named = {name for written in sent for name in written.split(",")}
    return frozenset(code for code in kind if code in named)


def _choices(kind: type[Code], found: Collection[Code], wanted: Collection[Code]) -> tuple[Choice, ...]:
    """The codes that the chain has, and those that were asked for although it has none of them."""
    return tuple(Choice(code, list(found).count(code), code in wanted) for code in kind if code in {*found, *wanted})
