"""A chain as plain values, before anyone has drawn it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from varv.core.theory import Evidence, Level


class Standing(StrEnum):
    """How a step or a link stands out among the others. Never told by colour alone: the drawing has a word for each."""

    PLAIN = "plain"
    CHOSEN = "chosen"
    FADED = "faded"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


DIFFERENT = frozenset({Standing.ADDED, Standing.REMOVED, Standing.CHANGED})


@dataclass(frozen=True)
class Step:
    """A step. With an ``href`` it is a link; a step that is not measured stands in a dashed frame.

    A ``note`` of a few words stands on the edge of its box.
    """

    id: int
    level: Level
    name: str
    href: str = ""
    is_measured: bool = True
    standing: Standing = Standing.PLAIN
    note: str = ""


@dataclass(frozen=True)
class Link:
    """One step leads to another. ``number`` points to the link's assumption, ``href`` to where it is told."""

    source: int
    target: int
    evidence: Evidence
    number: int | None = None
    href: str = ""
    standing: Standing = Standing.PLAIN


@dataclass(frozen=True)
class Chain:
    """A chain to be drawn, with the words for its levels and grades of evidence. Links join steps of the chain."""

    title: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    levels: Mapping[Level, str]
    evidence: Mapping[Evidence, str]

    @property
    def columns(self) -> list[Level]:
        """The levels that have steps, in order."""
        used = {step.level for step in self.steps}
        return [level for level in Level if level in used]

    @cached_property
    def _names(self) -> dict[int, str]:
        return {step.id: step.name for step in self.steps}

    @cached_property
    def before(self) -> Mapping[int, list[Link]]:
        """The links that lead to each step."""
        found: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    @cached_property
    def after(self) -> Mapping[int, list[Link]]:
        """The links that lead on from each step."""
        found: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return found

    def name(self, step_id: int) -> str:
        """What a step is called. Raises ``KeyError`` for a step that is not in the chain."""
        return self._names[step_id]
