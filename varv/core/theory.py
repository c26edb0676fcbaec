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
    weakest_first = (Evidence.NONE, Evidence.ASSUMED)
    found = [link for link in links if link.evidence in weakest_first]
    return sorted(found, key=lambda link: weakest_first.index(link.evidence))


def dead_ends(steps: Iterable[Step], links: Collection[Link]) -> list[int]:
    """Activities and outputs that lead to nothing further: work without a thought of what it is for."""
    leading = {link.source for link in links}
    return [step.id for step in steps if step.level in (Level.ACTIVITY, Level.OUTPUT) and step.id not in leading]


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
