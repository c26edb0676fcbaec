"""A chain as text that other programs read: Mermaid, to draw it, and JSON, to reckon with it.

The JSON's fields are described in ``docs/chain-export.md``. Names of persons stay in the region.
"""

import json
from collections.abc import Iterator

from varv.core.theory import Evidence, Level
from varv.overview.strategy.theory_map import FactorLine, LinkLine, StepLine, TheoryMap
from varv.overview.words import word

FORMAT = "varv-chain/1"
# The stroke is the evidence, as in our own drawing; Mermaid has three of the four.
STROKES = {Evidence.STRONG: "==>", Evidence.SOME: "-->", Evidence.ASSUMED: "-.->", Evidence.NONE: "-.->"}
PLAIN = frozenset(" ,–")


def mermaid(found: TheoryMap) -> str:
    """A flowchart from left to right with the levels as frames, for any program that draws Mermaid."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: TheoryMap) -> Iterator[str]:
    yield f"%% {_said(found.name)}"
    yield "flowchart LR"
    for level in found.levels:
        yield f'  subgraph {level.level}["{_said(word(level.level))}"]'
        yield from (f"    {_node(step)}" for step in level.steps)
        yield "  end"
    yield from (f"  {_arrow(link)}" for link in found.links)
    yield "  classDef done stroke-width:2px"
    yield "  classDef unmeasured stroke-dasharray:4 3"


def _node(step: StepLine) -> str:
    number = "" if step.generic_number is None else f"{step.generic_number} "
    looks = ":::done" if step.level is Level.ACTIVITY else "" if step.is_measured else ":::unmeasured"
    return f's{step.id}["{_said(number + step.text)}"]{looks}'


def _arrow(link: LinkLine) -> str:
    number = "" if link.number is None else f"{link.number}. "
    return f's{link.source.id} {STROKES[link.evidence]}|"{_said(number + word(link.evidence))}"| s{link.target.id}'


def _said(text: str) -> str:
    """Text that can only be read as text: every sign that Mermaid or HTML gives a meaning becomes its number.

    A number is written as Mermaid's entity code (``#35;``). Line breaks and other unseen signs become spaces.
    """
    on_a_line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return "".join(sign if sign.isalnum() or sign in PLAIN else f"#{ord(sign)};" for sign in on_a_line)


def as_json(found: TheoryMap) -> str:
    """The chain with its steps, links and factors, known by their keys; places and ids of our own are left out."""
    content = {
        "format": FORMAT,
        "key": found.key,
        "name": found.name,
        "summary": found.summary,
        "document": found.document,
        "area": found.area,
        "goal": found.goal,
        "state": found.state,
        "version": _version(found),
        "steps": [_step(step) for step in found.steps],
        "links": [_link(link) for link in found.links],
        "factors": [_factor(factor, found) for factor in found.factors],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _version(found: TheoryMap) -> dict[str, object] | None:
    if found.newest is None:
        return None
    return {"number": found.newest.number, "adopted_on": found.newest.adopted_on.isoformat()}


def _step(step: StepLine) -> dict[str, object]:
    return {
        "key": step.key,
        "level": step.level,
        "text": step.text,
        "generic_activity": step.generic_number,
        "is_measured": step.is_measured,
    }


def _link(link: LinkLine) -> dict[str, object]:
    return {
        "key": link.key,
        "source": link.source.key,
        "target": link.target.key,
        "evidence": link.evidence,
        "claim": link.claim,
        "rationale": link.rationale,
        "assumption": link.assumption,
        "tested_how": link.tested_how,
        "evidence_source": link.evidence_source,
        "evidence_year": link.evidence_year,
        "finding": link.finding,
        "checks": [
            {"holding": check.holding, "since": check.since.isoformat(), "signal": check.signal}
            for check in link.checks
        ],
    }


def _factor(factor: FactorLine, found: TheoryMap) -> dict[str, object]:
    """``about`` is the key of a step or a link, or null for the whole chain."""
    steps = {step.id: step.key for step in found.steps}
    links = {link.id: link.key for link in found.links}
    about = steps.get(factor.step_id or 0) or links.get(factor.link_id or 0)
    return {"kind": factor.kind, "text": factor.text, "about": about}
