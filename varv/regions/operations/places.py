"""The register of places: the region's municipalities, and other places that work is tied to."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions import rules, trail
from varv.regions.models import Place, Region
from varv.regions.municipalities import County


@transaction.atomic
def add_place(*, code: str, name: str, by: Actor, at: datetime) -> Place:
    """One more place, by its official code or the region's own."""
    rules.check_manage_places(by)
    _one_register_at_a_time(by)
    rules.check_new_place(code, name, by)
    place: Place = Place.objects.create(region_id=by.region_id, code=code, name=name)
    trail.write(place, "added", by=by, at=at)
    return place


@transaction.atomic
def add_county(*, county: County, by: Actor, at: datetime) -> Sequence[Place]:
    """All the county's municipalities that are not there yet, by code and by name; what is there stays as it is."""
    rules.check_manage_places(by)
    _one_register_at_a_time(by)
    present = list(Place.objects.of(by.region_id).values_list("code", "name"))
    codes, names = {code for code, _name in present}, {name.casefold() for _code, name in present}
    added = [
        Place(region_id=by.region_id, code=code, name=name)
        for code, name in county.municipalities.items()
        if code not in codes and name.casefold() not in names
    ]
    Place.objects.bulk_create(added)
    trail.write_many(added, "added", by=by, at=at)
    return added


@transaction.atomic
def rename_place(*, place: Place, name: str, revision: int, by: Actor, at: datetime) -> None:
    """Call it something else. Its code stays: reported figures are kept by it."""
    place = place.locked()
    rules.check_manage_places(by)
    trail.check_fresh(place, revision)
    _one_register_at_a_time(by)
    rules.check_place_name(name, by.region_id, besides=place)
    place.change(name=name)
    trail.write(place, "edited", by=by, at=at)


@transaction.atomic
def remove_place(*, place: Place, by: Actor, at: datetime) -> None:
    """Take away a place that nothing is tied to."""
    place = place.locked()
    rules.check_manage_places(by)
    trail.write(place, "removed", by=by, at=at, removed=True)
    try:
        place.delete()
    except ProtectedError as held:
        raise RuleBroken("place.in_use", name=place.name) from held


def _one_register_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends, so that two cannot add the same place at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
