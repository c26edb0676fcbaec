"""The theory of change as a graph: is it sound, and where is it untested?

A chain "shall be formulated on knowledge and evidence, with causality"
(Region Västerbotten's framework for strategic learning, 2019): so every link
carries a grade of evidence, and the graph must have no loops.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """A step's level, from need to societal effect, in order."""

    NEED = "need"
    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    EFFECT = "effect"
    IMPACT = "impact"

    @property
    def rank(self) -> int:
        """Place in the order, from 0."""
        return list(Level).index(self)


class Evidence(StrEnum):
    """How well a link is supported."""

    STRONG = "strong"
    SOME = "some"
    ASSUMED = "assumed"
    NONE = "none"


_UNPROVEN = (Evidence.NONE, Evidence.ASSUMED)


class Claim(StrEnum):
    """Whether a claim of effect is hypothetical or has been shown."""

    HYPOTHETICAL = "hypothetical"
    SHOWN = "shown"


class Holding(StrEnum):
    """Whether an assumption has been seen to be true."""

    HOLDS = "holds"
    UNCERTAIN = "uncertain"
    BROKEN = "broken"


class FactorKind(StrEnum):
    """What stands beside a chain without being a step of it."""

    RISK = "risk"
    SIDE_EFFECT = "side_effect"
    CONDITION = "condition"


class Doubt(StrEnum):
    """What can be asked of a chain, the gravest first. Only a loop and an orphan keep it from being adopted."""

    LOOP = "loop"
    ORPHAN = "orphan"
    BROKEN = "broken"
    DEAD_END = "dead_end"
    AIMLESS = "aimless"
    UNFOUNDED = "unfounded"
    UNSPOKEN = "unspoken"
    HASTY = "hasty"
    UNTESTED = "untested"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class Step:
    """A step in a chain."""

    id: int
    level: Level


@dataclass(frozen=True)
class Link:
    """One step leads to another, with this much evidence."""

    source: int
    target: int
    evidence: Evidence


def loop(links: Iterable[Link]) -> list[int]:
    """Steps that lead round to themselves, in order; empty when there is no loop."""
    onward = _onward(links)
    done: set[int] = set()
    for start in onward:
        found = _loop_from(start, onward, done)
        if found:
            return found
    return []


def _onward(links: Iterable[Link]) -> dict[int, list[int]]:
    onward: defaultdict[int, list[int]] = defaultdict(list)
    for link in links:
        onward[link.source].append(link.target)
    return dict(onward)


def _loop_from(start: int, onward: dict[int, list[int]], done: set[int]) -> list[int]:
    """Walk depth first without recursion (chains may be long); ``done`` holds steps known to be safe."""
    path: list[int] = [start]
    waiting = [iter(onward.get(start, ()))]
    while path:
        step = next((after for after in waiting[-1] if after not in done), None)
        if step is None:
            done.add(path.pop())
            waiting.pop()
        elif step in path:
            return path[path.index(step) :]
        else:
            path.append(step)
            waiting.append(iter(onward.get(step, ())))
    return []


def closes_loop(links: Sequence[Link], new: Link) -> bool:
    """Whether adding this link would make the chain go round."""
    return bool(loop([*links, new]))


def orphans(steps: Iterable[Step], links: Collection[Link]) -> list[int]:
    """Steps that nothing leads to and that lead nowhere."""
    tied = {end for link in links for end in (link.source, link.target)}
    return [step.id for step in steps if step.id not in tied]


def untested(links: Iterable[Link]) -> list[Link]:
    """Links that rest on an assumption or on nothing, weakest first: there we learn most."""
    found = [link for link in links if link.evidence in _UNPROVEN]
    return sorted(found, key=lambda link: _UNPROVEN.index(link.evidence))


def dead_ends(steps: Iterable[Step], links: Collection[Link]) -> list[int]:
    """Activities and outputs that lead to nothing further: work without a thought of what it is for."""
    leading = {link.source for link in links}
    return [step.id for step in steps if step.level in (Level.ACTIVITY, Level.OUTPUT) and step.id not in leading]


def aimless(steps: Iterable[Step], links: Collection[Link]) -> list[int]:
    """Activities from which no way leads to an outcome or beyond, in the order given."""
    listed = list(steps)
    arrives = {step.id for step in listed if step.level.rank >= Level.OUTCOME.rank}
    leading = upstream(arrives, links)
    return [step.id for step in listed if step.level is Level.ACTIVITY and step.id not in leading]


def upstream(ends: Iterable[int], links: Iterable[Link]) -> set[int]:
    """These steps and every step from which a way leads to one of them."""
    inward: defaultdict[int, list[int]] = defaultdict(list)
    for link in links:
        inward[link.target].append(link.source)
    found, waiting = set[int](), list(ends)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting.extend(inward[step])
    return found


def unfounded(steps: Iterable[Step], links: Collection[Link]) -> list[int]:
    """Outcomes, effects and societal effects that no link with any evidence leads to. Orphans are told of as such."""
    founded = {link.target for link in links if link.evidence not in _UNPROVEN}
    listed = list(steps)
    told = founded.union(orphans(listed, links))
    return [step.id for step in listed if step.level.rank >= Level.OUTCOME.rank and step.id not in told]


def hasty(steps: Iterable[Step], links: Iterable[Link]) -> list[Link]:
    """Links that go from what is done straight to an effect, with no word of what becomes different on the way.

    A need and a resource say why and with what; from them there is nothing to pass over.
    """
    level = {step.id: step.level for step in steps}
    done, beyond = {Level.ACTIVITY, Level.OUTPUT}, {Level.EFFECT, Level.IMPACT}
    return [link for link in links if level[link.source] in done and level[link.target] in beyond]


def unspoken(links: Iterable[Link], spoken: Collection[tuple[int, int]]) -> list[Link]:
    """Unproven links of which nobody has written what must be true; ``spoken`` are (source, target) with words."""
    return [link for link in untested(links) if (link.source, link.target) not in spoken]


def backward(steps: Iterable[Step], links: Iterable[Link]) -> list[Link]:
    """Links that go from a later level to an earlier one."""
    rank = {step.id: step.level.rank for step in steps}
    return [link for link in links if rank[link.source] > rank[link.target]]


def layers(steps: Iterable[Step]) -> dict[Level, list[int]]:
    """The steps of each level, in the order given: the columns to draw. Empty levels are left out."""
    columns: dict[Level, list[int]] = {level: [] for level in Level}
    for step in steps:
        columns[step.level].append(step.id)
    return {level: ids for level, ids in columns.items() if ids}
