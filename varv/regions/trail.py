"""The trail: every change, with before and after, chained by hash per region.

Each line's seal is the SHA-256 of its content and of the seal before it. Whoever
alters, removes or cuts off a line must remake every later seal and the region's
own note of the newest one; ``broken_at`` finds it otherwise.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions.models import Region, TrailEntry, kind_of
from varv.regions.owned import Owned, facts

NAME_LENGTH = 200


def write(thing: Owned, verb: str, *, by: Actor, at: datetime, removed: bool = False) -> None:
    """Write what was done to the thing, in the transaction that does it.

    A thing that was ``locked()`` tells only the fields that changed, before and
    after; a new thing tells all it has.
    """
    before, after = _difference(thing.as_it_was, {} if removed else facts(thing))
    region = Region.objects.select_for_update().only("trail_length", "trail_head").get(pk=thing.region_id)
    entry = TrailEntry(
        region_id=thing.region_id,
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
    entry.save(force_insert=True)
    region.trail_length, region.trail_head = entry.number, entry.seal
    region.save(update_fields=["trail_length", "trail_head"])
    thing.as_it_was = None if removed else facts(thing)


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
