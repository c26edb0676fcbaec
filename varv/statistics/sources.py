"""The sources we know, and what their own signs mean.

The same sign means different things in different houses, so the meaning is kept
per source. Statistics Sweden: ``..`` not available, too uncertain or secret;
``.`` cannot occur; ``-`` exactly nil. None of them becomes 0 here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from varv.core.status import Missing


@dataclass(frozen=True)
class Source:
    """Who gives the figures, and what stands where a value is missing."""

    name: str
    marks: Mapping[str, Missing]


SOURCES: Mapping[str, Source] = {
    "scb": Source(
        "SCB",
        {
            "..": Missing.NOT_AVAILABLE,
            ".": Missing.NOT_APPLICABLE,
            "-": Missing.NIL,
            "\N{EN DASH}": Missing.NIL,
        },
    ),
    "eurostat": Source("Eurostat", {":": Missing.NOT_AVAILABLE, "c": Missing.SUPPRESSED}),
}
