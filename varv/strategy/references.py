"""What others have decided and every region works within: data, dated and versioned, with its source.

One file a frame and version in ``frameworks/references/``. A region takes a frame over as a document of its own
(``operations.adopt_reference``), so that its goals can be pointed at; the file stays as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from varv.core.kinds import DocumentKind
from varv.core.refusals import RuleBroken

FOLDER = Path(__file__).parent / "frameworks" / "references"


@dataclass(frozen=True)
class ReferenceGoal:
    """A goal as its makers named it; ``description`` is ours, in plain words."""

    outline: str
    name: str
    description: str


@dataclass(frozen=True)
class Reference:
    """A frame: who decided on it and when, for how long it holds, and where it can be read."""

    code: str
    version: date
    kind: DocumentKind
    title: str
    summary: str
    source: str
    link: str
    starts_on: date
    ends_on: date | None
    adopted_on: date
    adopted_by: str
    case_number: str
    goals: tuple[ReferenceGoal, ...]


@cache
def references() -> tuple[Reference, ...]:
    """Every frame there is, from the widest; of each the newest version first."""
    found = [_read(json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")]
    order = list(DocumentKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.title, -each.version.toordinal())))


def reference(code: str) -> Reference:
    """The newest version of the frame with this code. Refuses an unknown one."""
    for known in references():
        if known.code == code:
            return known
    raise RuleBroken("reference.unknown", template=code)


def _read(data: Mapping[str, Any]) -> Reference:
    days = {
        name: date.fromisoformat(data[name]) if data[name] else None
        for name in ("version", "starts_on", "ends_on", "adopted_on")
    }
    goals = tuple(ReferenceGoal(**goal) for goal in data["goals"])
    return Reference(**{**data, **days, "kind": DocumentKind(data["kind"]), "goals": goals})
