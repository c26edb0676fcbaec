"""Many figures added at once: a tally has a sum, and how many figures it rests on, in every column.

What the columns are is the caller's; all tallies that are added have the same. Adding whole columns at a time is what
makes a tree of goals as quick as a list.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from varv.core.counting import added, ratio

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """A sum, how many figures are in it, and how many that should be are missing. No figures: no value."""

    value: Decimal | None = None
    told: int = 0
    missing: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both sums together."""
        return Sum(added([self.value, other.value]), self.told + other.told, self.missing + other.missing)

    def divided_by(self, other: "Sum") -> "Sum":
        """One sum in another; it rests on the figures of both."""
        return Sum(ratio(self.value, other.value), self.told + other.told, self.missing + other.missing)

    def alone(self) -> "Sum":
        """As it is when figures of several must not be added: only a figure on its own has a value."""
        return self if self.told == 1 else Sum(None, self.told, self.missing)


@dataclass(frozen=True)
class Tally:
    """The sums of each column, side by side."""

    values: tuple[Decimal, ...]
    told: tuple[int, ...]
    missing: tuple[int, ...]

    def at(self, column: int) -> Sum:
        """One column."""
        told = self.told[column]
        return Sum(self.values[column] if told else None, told, self.missing[column])

    @classmethod
    def nothing(cls, width: int) -> "Tally":
        """So many columns where nothing has been told."""
        return cls((NOTHING,) * width, (0,) * width, (0,) * width)


def added_up(tallies: Collection[Tally], width: int) -> Tally:
    """All of them, column by column."""
    if not tallies:
        return Tally.nothing(width)
    return Tally(
        _columns(tally.values for tally in tallies),
        _columns(tally.told for tally in tallies),
        _columns(tally.missing for tally in tallies),
    )


def _columns(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))


def gathered(tallies: Mapping[int, Tally], members: Mapping[int, Collection[int]], width: int) -> dict[int, Tally]:
    """Each node's tally: that of everything it holds, once each, however many ways lead there."""
    return {
        node: added_up([tallies[one] for one in dict.fromkeys(inside) if one in tallies], width)
        for node, inside in members.items()
    }


def members_upward(tied: Mapping[int, Iterable[int]], above: Mapping[int, Collection[int]]) -> dict[int, set[int]]:
    """Node → everything tied to it or to a node below it, when ``tied`` says which nodes each thing is tied to.

    ``above`` gives the nodes right over a node; there may be several, and a loop ends the walk.
    """
    found: dict[int, set[int]] = {}
    lines: dict[int, frozenset[int]] = {}
    for thing, nodes in tied.items():
        for node in nodes:
            if node not in lines:
                lines[node] = _upward(node, above)
            for ancestor in lines[node]:
                found.setdefault(ancestor, set()).add(thing)
    return found


def _upward(node: int, above: Mapping[int, Collection[int]]) -> frozenset[int]:
    """The node and all over it."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(above.get(here, ()))
    return frozenset(seen)
