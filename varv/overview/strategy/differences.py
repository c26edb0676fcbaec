"""What differs between two versions of a plan, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.status import Direction
from varv.core.theory import Claim, Evidence, Level
from varv.core.versions import Content, Difference, FieldChange, Kind, compare
from varv.overview.words import day, word
from varv.overview.words.of_strategy import FIELDS, NOTHING, PARTS, WITH_TARGET, WITHOUT_TARGET

# A link's ends follow from its steps, and places shift when something is put in between: that is told there, once.
_UNTOLD = {"source_id", "target_id", "source", "target", "place"}
_CODES: Mapping[str, type[StrEnum]] = {
    "document.kind": DocumentKind,
    "document.phase": StrategyPhase,
    "goals.kind": GoalKind,
    "goals.phase": StrategyPhase,
    "goals.wished": Direction,
    "steps.level": Level,
    "links.evidence": Evidence,
    "links.claim": Claim,
}
_NAMES: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "document": lambda item: str(item["title"]),
    "goals": lambda item: f"{item['outline']} {item['name']}",
    "steps": lambda item: str(item["text"]),
    "links": lambda item: f"{item['source']} → {item['target']}",
}


@dataclass(frozen=True)
class FieldLine:
    """One field before and after, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DifferenceLine:
    """What happened to one thing of a version: a goal, a step, a link or the document itself."""

    part: str
    kind: Kind
    name: str
    fields: tuple[FieldLine, ...] = ()


def differences(before: Content, after: Content) -> tuple[DifferenceLine, ...]:
    """Everything that was added, taken away or changed; empty when the two say the same."""
    return tuple(_lines(sorted(compare(before, after), key=_order)))


def field_lines(changes: tuple[FieldChange, ...], part: str = "") -> tuple[FieldLine, ...]:
    """Changed fields in words; ``part`` is the part of the version they stand in."""
    told_changes = [change for change in changes if change.field not in _UNTOLD]
    return tuple(
        FieldLine(
            str(FIELDS[change.field]),
            told(f"{part}.{change.field}", change.before),
            told(f"{part}.{change.field}", change.after),
        )
        for change in sorted(told_changes, key=lambda change: list(FIELDS).index(change.field))
    )


def told(where: str, value: Any) -> str:
    """A kept value as text; ``where`` is ``part.field``."""
    if value is None or value == "":
        return str(NOTHING)
    if where in _CODES:
        return word(_CODES[where](value))
    if isinstance(value, bool):
        return str(WITH_TARGET if value else WITHOUT_TARGET)
    if where.endswith("_on"):
        return day(date.fromisoformat(value))
    return str(value)


def _order(difference: Difference) -> tuple[int, int, str]:
    """The document first, then goals and steps by place, then links by name; a database keeps no order."""
    place = difference.item.get("place")
    return (
        list(PARTS).index(difference.part),
        place if isinstance(place, int) else 0,
        _NAMES[difference.part](difference.item),
    )


def _lines(found: list[Difference]) -> Iterator[DifferenceLine]:
    for difference in found:
        fields = field_lines(difference.fields, difference.part)
        if difference.kind is Kind.CHANGED and not fields:
            continue
        name = _NAMES[difference.part](difference.item)
        yield DifferenceLine(str(PARTS[difference.part]), difference.kind, name, fields)
