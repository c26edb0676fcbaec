from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from varv.core.kinds import Naming
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.models import Region
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import LevelName, SteeringDocument


class Place(NamedTuple):
    """Which level: a kind of document, a depth of goals from 1 (of the region or of one document), a level of chains.

    ``code`` is the code of the kind or level, or the depth as digits.
    """

    of: Naming
    code: str
    document: SteeringDocument | None = None


class Renaming(NamedTuple):
    """What a level was called when someone began to rename it, and what it should be called; empty: the usual word."""

    before: str
    after: str


@transaction.atomic
def name_levels(*, names: Mapping[Place, Renaming], by: Actor, at: datetime) -> None:
    """Give levels the region's own names, all at once.

    A level that someone else has renamed meanwhile is refused; levels that are not mentioned keep their names.
    Two levels may have the same name: that is unwise, not untrue, and the page says so.
    """
    rules.check_name_levels(by)
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot name the same level at once
    for place, renaming in names.items():
        known = _known(place, by.region_id)
        now = known.name if known else ""
        if now != renaming.before:
            raise RuleBroken("level.named_meanwhile", field="name", name=now, before=renaming.before)
        _name(place, known, renaming.after.strip(), by=by, at=at)


def name_level(
    *, of: Naming, code: str, name: str, document: SteeringDocument | None = None, by: Actor, at: datetime
) -> None:
    """Call one level this, whatever it was called before."""
    place = Place(of, code, document)
    known = _known(place, by.region_id)
    name_levels(names={place: Renaming(known.name if known else "", name)}, by=by, at=at)


def unname_level(*, of: Naming, code: str, document: SteeringDocument | None = None, by: Actor, at: datetime) -> None:
    """Back to the usual word."""
    name_level(of=of, code=code, name="", document=document, by=by, at=at)


def _known(place: Place, region_id: int) -> LevelName | None:
    named = LevelName.objects.of(region_id).filter(of=place.of, code=place.code, document=place.document)
    found: LevelName | None = named.first()
    return found


def _name(place: Place, known: LevelName | None, name: str, *, by: Actor, at: datetime) -> None:
    """Make, change or take away the row. Nothing is written when the name stays."""
    if known is None:
        level = LevelName(region_id=by.region_id, of=place.of, code=place.code, document=place.document, name=name)
        same_region(level, place.document)
        if name:
            rules.check_level_name(level)
            level.save()
            trail.write(level, "named", by=by, at=at)
        return
    level = known.locked()
    if not name:
        trail.write(level, "unnamed", by=by, at=at, removed=True)
        level.delete()
    elif level.name != name:
        level.name = name
        rules.check_level_name(level)
        level.change(name=name)
        trail.write(level, "named", by=by, at=at)
