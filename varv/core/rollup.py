"""From the statuses of indicators to a summary for every goal in a tree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from varv.core.status import Status

# The most alarming first. A goal's own mark shows its most alarming indicator, and says how many there are.
_WORST_FIRST = (
    Status.OFF_TRACK,
    Status.OUTSIDE,
    Status.WRONG_DIRECTION,
    Status.AT_RISK,
    Status.UNCHANGED,
    Status.RIGHT_DIRECTION,
    Status.WITHIN,
    Status.ON_TRACK,
)


@dataclass(frozen=True)
class Node:
    """A goal in its tree."""

    id: int
    parent: int | None


@dataclass(frozen=True)
class Summary:
    """How many indicators have which status, at and below a node."""

    counts: Mapping[Status, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All indicators, with and without data."""
        return sum(self.counts.values())

    @property
    def with_data(self) -> int:
        """Indicators that have any value."""
        return self.total - self.counts.get(Status.NO_DATA, 0)

    @property
    def worst(self) -> Status:
        """The most alarming status; ``NO_DATA`` only when nothing else is known."""
        return next((status for status in _WORST_FIRST if self.counts.get(status)), Status.NO_DATA)


def upward(node_id: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """The node itself and everything above it. A loop ends the walk, and so does a parent outside the tree."""
    seen: set[int] = set()
    here: int | None = node_id
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        above = parents.get(here)
        here = above if above in parents else None


def rollup(nodes: Iterable[Node], statuses: Mapping[int, Sequence[Status]]) -> dict[int, Summary]:
    """Each node's summary counts its own indicators and those of all below it."""
    parents = {node.id: node.parent for node in nodes}
    counts: dict[int, Counter[Status]] = {node_id: Counter() for node_id in parents}
    for node_id, own in statuses.items():
        for ancestor in upward(node_id, parents):
            counts[ancestor].update(own)
    return {node_id: Summary(dict(counter)) for node_id, counter in counts.items()}
