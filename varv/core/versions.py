"""What changed between two versions of the same thing.

A version is kept as plain content: ``{part: {stable id: {field: value}}}``,
for example ``{"goals": {"3": {"name": "…"}}}``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Content = Mapping[str, Mapping[str, Mapping[str, object]]]


class Kind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Difference:
    """What happened to one item of one part."""

    part: str
    id: str
    kind: Kind
    item: Mapping[str, object]
    fields: tuple[FieldChange, ...] = ()


def compare(before: Content, after: Content) -> list[Difference]:
    """Exactly what was added, removed and changed; nothing when the contents are equal."""
    parts = [*before, *(part for part in after if part not in before)]
    return [
        difference for part in parts for difference in _compare_part(part, before.get(part, {}), after.get(part, {}))
    ]


def parts_of_both(before: Content, after: Content) -> tuple[Content, Content]:
    """The two contents without what only one of them keeps.

    A version from before goals had links kept no links: nobody can tell whether those in the next one are new.
    """
    return (
        {part: items for part, items in before.items() if part in after},
        {part: items for part, items in after.items() if part in before},
    )


def _compare_part(
    part: str, before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> Iterator[Difference]:
    for key, item in before.items():
        if key not in after:
            yield Difference(part, key, Kind.REMOVED, item)
    for key, item in after.items():
        if key not in before:
            yield Difference(part, key, Kind.ADDED, item)
        elif fields := _changed_fields(before[key], item):
            yield Difference(part, key, Kind.CHANGED, item, fields)


def _changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[FieldChange, ...]:
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        FieldChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )
