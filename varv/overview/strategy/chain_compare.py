"""Two versions of a chain in one: every step and link that stands in either, and what happened to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from varv.core.theory import Evidence, Level
from varv.core.versions import Content, Difference, Kind, compare
from varv.overview.strategy.differences import field_lines

Item = Mapping[str, object]


@dataclass(frozen=True)
class StepOfBoth:
    """A step as it reads in the later version, or as it last read; ``kind`` is ``None`` for one that is as it was."""

    id: int
    kind: Kind | None
    level: Level
    text: str
    generic_activity: str


@dataclass(frozen=True)
class LinkOfBoth:
    """A link as it stands in the later version, or as it last stood. ``was`` is an earlier grade of evidence."""

    id: int
    kind: Kind | None
    source: int
    target: int
    evidence: Evidence
    was: Evidence | None


@dataclass(frozen=True)
class BothVersions:
    """The steps of both by level and place, and their links from left to right."""

    steps: tuple[StepOfBoth, ...]
    links: tuple[LinkOfBoth, ...]

    def steps_that(self, kind: Kind) -> tuple[StepOfBoth, ...]:
        """The steps that this happened to."""
        return tuple(step for step in self.steps if step.kind is kind)

    def links_that(self, kind: Kind) -> tuple[LinkOfBoth, ...]:
        """The links that this happened to."""
        return tuple(link for link in self.links if link.kind is kind)


def both_versions(before: Content, after: Content) -> BothVersions:
    """One chain of two contents. What differs in place alone is as it was: that follows from something else."""
    happened = {(found.part, found.id): found.kind for found in compare(before, after) if _is_told(found)}
    steps = sorted(_both(before, after, "steps"), key=_reading_order)
    order = {key: place for place, (key, _item) in enumerate(steps)}
    links = sorted(_both(before, after, "links"), key=lambda each: _ends_order(each, order))
    earlier = before.get("links", {})
    return BothVersions(
        steps=tuple(_step(key, item, happened.get(("steps", key))) for key, item in steps),
        links=tuple(_link(key, item, earlier.get(key, item), happened.get(("links", key))) for key, item in links),
    )


def _both(before: Content, after: Content, part: str) -> Iterable[tuple[str, Item]]:
    """The items of either; what stands in both as it stands in the later."""
    return {**before.get(part, {}), **after.get(part, {})}.items()


def _is_told(found: Difference) -> bool:
    return found.kind is not Kind.CHANGED or bool(field_lines(found.fields, found.part))


def _reading_order(each: tuple[str, Item]) -> tuple[int, int, int]:
    key, item = each
    return Level(str(item["level"])).rank, int(str(item["place"])), int(key)


def _ends_order(each: tuple[str, Item], order: Mapping[str, int]) -> tuple[int, int, int]:
    key, item = each
    return order[str(item["source_id"])], order[str(item["target_id"])], int(key)


def _step(key: str, item: Item, kind: Kind | None) -> StepOfBoth:
    return StepOfBoth(int(key), kind, Level(str(item["level"])), str(item["text"]), str(item["generic_activity"]))


def _link(key: str, item: Item, earlier: Item, kind: Kind | None) -> LinkOfBoth:
    evidence, was = Evidence(str(item["evidence"])), Evidence(str(earlier["evidence"]))
    return LinkOfBoth(
        id=int(key),
        kind=kind,
        source=int(str(item["source_id"])),
        target=int(str(item["target_id"])),
        evidence=evidence,
        was=was if was is not evidence else None,
    )
