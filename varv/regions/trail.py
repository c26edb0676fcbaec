"""The trail: every change, with before and after, chained by hash per region.

Each line's seal is the SHA-256 of its content and of the seal before it. Whoever
alters, removes or cuts off a line must remake every later seal and the region's
own note of the newest one; ``broken_at`` finds it otherwise.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions import many_rows, search_index
from varv.regions.models import Region, TrailEntry, kind_of
from varv.regions.owned import Owned, facts

NAME_LENGTH = 200


def write(thing: Owned, verb: str, *, by: Actor, at: datetime, removed: bool = False) -> None:
    """Write what was done to the thing, in the transaction that does it.

    A thing that was ``locked()`` tells only the fields that changed, before and
    after; a new thing tells all it has.
    """
    region = _held(thing.region_id)
    _next_line(region, thing, verb, by, at, removed=removed).save(force_insert=True)
    region.save(update_fields=["trail_length", "trail_head"])
    if removed:
        search_index.forget(thing)
    else:
        search_index.note([thing])


def write_many(things: Iterable[Owned], verb: str, *, by: Actor, at: datetime) -> None:
    """Write the same line about each of many things, a few queries for every thousand. None may be removed."""
    region = _held(by.region_id)
    told = list(things)
    lines = [_next_line(region, thing, verb, by, at) for thing in told]
    many_rows.insert(lines)
    region.save(update_fields=["trail_length", "trail_head"])
    search_index.note(told)


def _held(region_id: int) -> Region:
    region: Region = Region.objects.select_for_update().only("trail_length", "trail_head").get(pk=region_id)
    return region


def _next_line(
    region: Region, thing: Owned, verb: str, by: Actor, at: datetime, *, removed: bool = False
) -> TrailEntry:
    """The line that follows on the region's newest, and becomes it. From now on the thing was as it is."""
    now = {} if removed else facts(thing)
    before, after = _difference(thing.as_it_was, now)
    thing.as_it_was = now or None
    entry = TrailEntry(
        region_id=region.pk,
        number=region.trail_length + 1,
        at=at.astimezone(UTC),
        person_id=by.person_id,
        person=by.name,
        verb=verb,
        kind=kind_of(thing),
        thing_id=thing.pk,
        thing=str(thing)[:NAME_LENGTH],
        before=before,
        after=after,
        previous=region.trail_head,
    )
    entry.seal = seal(entry)
    region.trail_length, region.trail_head = entry.number, entry.seal
    return entry


def _difference(before: Mapping[str, Any] | None, after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    if before is None or not after:
        return dict(before or {}), after
    changed = [name for name in after if before.get(name) != after[name] and name != "revision"]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def seal(entry: TrailEntry) -> str:
    """The hash of a line's content and of the line before it: 64 hexadecimal digits."""
    content = [
        entry.region_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.person_id,
        entry.person,
        entry.verb,
        entry.kind,
        entry.thing_id,
        entry.thing,
        entry.before,
        entry.after,
        entry.previous,
    ]
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def broken_at(region: Region) -> int | None:
    """The number of the first line that does not hold, or ``None`` when the whole trail does."""
    previous, expected = "", 1
    for entry in TrailEntry.objects.of(region.pk).order_by("number").iterator():
        if entry.number != expected or entry.previous != previous or entry.seal != seal(entry):
            return expected
        previous, expected = entry.seal, expected + 1
    if (expected - 1, previous) != (region.trail_length, region.trail_head):
        return expected
    return None


def check_fresh(thing: Owned, revision: int) -> None:
    """Refuse a change that was begun before someone else's; say whose, and when."""
    if thing.revision == revision:
        return
    last = TrailEntry.objects.about(thing).last()
    raise RuleBroken("stale", by=last.person if last else "", at=last.at if last else None)
