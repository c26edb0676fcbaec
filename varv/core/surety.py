"""How surely a lesson is known: by how many sources of how many kinds, and whether anything says against it.

The thresholds follow the usual practice of triangulation (several sources of more than one kind) and are told on the
page beside the counts, so that nobody needs to trust the word alone.
"""

from collections.abc import Mapping
from enum import StrEnum

from varv.core.kinds import SourceKind

FAIR_SOURCES = 2
GOOD_SOURCES, GOOD_KINDS = 3, 2


class Surety(StrEnum):
    """How surely a lesson is known, from the least."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"

    @property
    def rank(self) -> int:
        """Place in the order, from 0."""
        return list(Surety).index(self)


def surety(kinds: Mapping[SourceKind, int], contradictions: int) -> Surety:
    """Good from three sources of at least two kinds, fair from two of any kind, else weak.

    ``kinds`` counts the independent sources of each kind. One contradiction that still stands, or several, lowers it
    one step: what is disputed is never known well.
    """
    number, width = sum(kinds.values()), sum(1 for count in kinds.values() if count)
    found = Surety.FAIR if number >= FAIR_SOURCES else Surety.WEAK
    if number >= GOOD_SOURCES and width >= GOOD_KINDS:
        found = Surety.GOOD
    return list(Surety)[max(found.rank - 1, 0)] if contradictions else found
