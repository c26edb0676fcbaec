"""The pages of ``docs/`` that are drawn from the code, so that they cannot say anything else."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from varv.core.workflow import TABLES

DOCS = settings.BASE_DIR / "docs"
INTRODUCTION = """\
# States

Which state may follow which. Written by `make docs` from `varv/core/workflow.py`; a test fails when it is out of date.
"""


def pages() -> dict[Path, str]:
    """Each drawn page with what it should say."""
    return {DOCS / "states.md": states()}


def states() -> str:
    """Every state machine as a diagram."""
    return INTRODUCTION + "".join(f"\n## {_title(name)}\n\n{_diagram(table)}" for name, table in TABLES.items())


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _diagram(table: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """A table as mermaid draws it, with what its own docstring says above."""
    first = next(iter(table))
    lines = ["stateDiagram-v2", f"    [*] --> {first}", *(f"    {arrow}" for arrow in _arrows(table))]
    return f"{type(first).__doc__}\n\n```mermaid\n" + "\n".join(lines) + "\n```\n"


def _arrows(table: Mapping[StrEnum, frozenset[StrEnum]]) -> Iterator[str]:
    order = list(table)
    for state, following in table.items():
        yield from (f"{state} --> {after}" for after in sorted(following, key=order.index))
        if not following:
            yield f"{state} --> [*]"
