"""What of a chain is looked at: one step with all that leads to it and all it leads to, some grades, some levels."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from varv.core.theory import Evidence, Level, Link, upstream
from varv.overview.strategy.theory_map import LinkLine, StepLine, TheoryMap


@dataclass(frozen=True)
class Asked:
    """What someone asked to see. Nothing asked for is everything; ``leaves_out`` says what becomes of the rest."""

    step_id: int | None = None
    evidence: frozenset[Evidence] = frozenset()
    levels: frozenset[Level] = frozenset()
    leaves_out: bool = False

    @property
    def filters(self) -> bool:
        """Whether only some grades or levels are asked for."""
        return bool(self.evidence or self.levels)


@dataclass(frozen=True)
class ChainFocus:
    """A chain with what was asked for of it: ``shown`` are the steps, ``links`` the links, by number.

    ``before`` and ``after`` are the steps that lead to the one in focus, and those it leads to, near or far.
    """

    map: TheoryMap
    asked: Asked
    step: StepLine | None
    shown: frozenset[int]
    links: frozenset[int]
    before: tuple[StepLine, ...]
    after: tuple[StepLine, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is faded or left out."""
        return len(self.shown) == len(self.map.steps) and len(self.links) == len(self.map.links)

    @property
    def drawn(self) -> TheoryMap:
        """What is drawn: the whole chain, or only what was asked for. Numbers of assumptions stay the same."""
        if not self.asked.leaves_out:
            return self.map
        return replace(
            self.map,
            steps=tuple(step for step in self.map.steps if step.id in self.shown),
            links=tuple(link for link in self.map.links if link.id in self.links),
        )


def chain_focus(found: TheoryMap, asked: Asked) -> ChainFocus:
    """Look at a part of a chain; a step that is not in it is not asked for. Asks the database nothing."""
    step = next((line for line in found.steps if line.id == asked.step_id), None)
    before, after = _reached(step, found.links)
    on_the_way = _on_the_way(step, found, before, after)
    of_level = {line.id for line in found.steps if not asked.levels or line.level in asked.levels}
    links = [
        link
        for link in found.links
        if link.id in on_the_way
        and {link.source.id, link.target.id} <= of_level
        and (not asked.evidence or link.evidence in asked.evidence)
    ]
    near = before | after if step else {line.id for line in found.steps}
    tied = {end for link in links for end in (link.source.id, link.target.id)}
    # Who asks for a grade asks for its links: a step without any of them has no part in the answer.
    shown = near & of_level & tied if asked.evidence else near & of_level
    return ChainFocus(
        map=found,
        asked=replace(asked, step_id=step.id if step else None),
        step=step,
        shown=frozenset(shown | ({step.id} if step else set())),
        links=frozenset(link.id for link in links),
        before=tuple(line for line in found.steps if line.id in before and line != step),
        after=tuple(line for line in found.steps if line.id in after and line != step),
    )


def _reached(step: StepLine | None, links: Iterable[LinkLine]) -> tuple[set[int], set[int]]:
    """The step with all that leads to it, and with all that it leads to."""
    if step is None:
        return set(), set()
    onward = [Link(link.source.id, link.target.id, link.evidence) for link in links]
    back = [Link(link.target, link.source, link.evidence) for link in onward]
    return upstream([step.id], onward), upstream([step.id], back)


def _on_the_way(step: StepLine | None, found: TheoryMap, before: set[int], after: set[int]) -> set[int]:
    """The links of the ways through the step; every link when no step is in focus."""
    return {
        link.id
        for link in found.links
        if step is None or {link.source.id, link.target.id} <= before or {link.source.id, link.target.id} <= after
    }
