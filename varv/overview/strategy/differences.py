"""What differs between two versions of a plan, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.status import Direction
from varv.core.theory import Claim, Evidence, FactorKind, Level
from varv.core.versions import Content, Difference, FieldChange, Kind, compare, parts_of_both
from varv.overview.words import day, of_chains, of_strategy, word
from varv.overview.words.of_chains import NOT_SHARED, SHARED, THE_WHOLE_CHAIN
from varv.overview.words.of_documents import ORDER, ORDER_AT_TOP, ORDER_UNDER
from varv.overview.words.of_strategy import NOTHING, WITH_TARGET, WITHOUT_TARGET

PARTS = {"chain": of_chains.PARTS["chain"], **of_strategy.PARTS, **of_chains.PARTS}
FIELDS = {**of_strategy.FIELDS, **of_chains.FIELDS}

# A link's ends follow from its steps, and places shift when something is put in between: that is told there, once.
_UNTOLD = {"source_id", "target_id", "source", "target", "place", "about_id"}
_CODES: Mapping[str, type[StrEnum]] = {
    "document.kind": DocumentKind,
    "document.phase": StrategyPhase,
    "goals.kind": GoalKind,
    "goals.phase": StrategyPhase,
    "goals.wished": Direction,
    "steps.level": Level,
    "links.evidence": Evidence,
    "links.claim": Claim,
    "factors.kind": FactorKind,
}
# Fields that say yes or no.
_SAID = {"goals.is_targeted": (WITH_TARGET, WITHOUT_TARGET), "steps.is_shared": (SHARED, NOT_SHARED)}
_NAMES: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "document": lambda item: str(item["title"]),
    "goals": lambda item: f"{item['outline']} {item['name']}",
    "steps": lambda item: str(item["text"]),
    "links": lambda item: f"{item['source']} → {item['target']}",
    "chain": lambda item: str(item["name"]),
    "factors": lambda item: f"{word(FactorKind(str(item['kind'])))}: {item['text']}",
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
    """Everything that was added, taken away or changed; empty when the two say the same.

    What versions of that time did not keep yet is not compared.
    """
    changed = _lines(sorted(compare(*parts_of_both(before, after)), key=_order))
    return (*changed, *_reordered(before.get("goals", {}), after.get("goals", {})))


def field_lines(changes: tuple[FieldChange, ...], part: str = "") -> tuple[FieldLine, ...]:
    """Changed fields in words; ``part`` is the part of the version they stand in."""
    told_changes = [change for change in changes if change.field not in _UNTOLD and _says_something(change)]
    return tuple(
        FieldLine(
            str(FIELDS[change.field]),
            told(f"{part}.{change.field}", change.before),
            told(f"{part}.{change.field}", change.after),
        )
        for change in sorted(told_changes, key=lambda change: list(FIELDS).index(change.field))
    )


def _says_something(change: FieldChange) -> bool:
    """A field that one of the versions did not keep, and that the other left empty, says nothing on either side."""
    return any(value is not None and value is not False and value != "" for value in (change.before, change.after))


def told(where: str, value: Any) -> str:
    """A kept value as text; ``where`` is ``part.field``."""
    if where in _SAID:
        return str(_SAID[where][0 if value else 1])
    if value is None or value == "":
        return str(THE_WHOLE_CHAIN if where == "factors.about" else NOTHING)
    if where in _CODES:
        return word(_CODES[where](value))
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
        fields = field_lines(_moves(difference), difference.part)
        if difference.kind is Kind.CHANGED and not fields:
            continue
        name = _NAMES[difference.part](difference.item)
        yield DifferenceLine(str(PARTS[difference.part]), difference.kind, name, fields)


def _reordered(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[DifferenceLine]:
    """Goals that stand beside the same ones as before, but in another order."""
    stayed = [key for key in before if key in after and before[key].get("parent") == after[key].get("parent")]
    for over in dict.fromkeys(
        before[key].get("parent") for key in sorted(stayed, key=lambda key: before[key]["place"])
    ):
        beside = [key for key in stayed if before[key].get("parent") == over]
        was, now = (sorted(beside, key=lambda key: kept[key]["place"]) for kept in (before, after))
        if was != now:
            orders = (", ".join(after[key]["outline"] for key in order) for order in (was, now))
            name = str(ORDER_UNDER) % {"goal": over} if over else str(ORDER_AT_TOP)
            yield DifferenceLine(str(PARTS["goals"]), Kind.CHANGED, name, (FieldLine(str(ORDER), *orders),))


def _moves(difference: Difference) -> tuple[FieldChange, ...]:
    """The changes, where what a factor is said of counts only if it is another thing: a step may just be renamed."""
    if difference.part != "factors":
        return difference.fields
    names = {change.field for change in difference.fields}
    kept = tuple(change for change in difference.fields if change.field != "about" or "about_id" in names)
    if "about_id" in names and "about" not in names:
        return (*kept, FieldChange("about", difference.item["about"], difference.item["about"]))
    return kept
