from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, InitiativePlace
from varv.regions import trail
from varv.regions.models import Place
from varv.regions.owned import same_region


@transaction.atomic
def set_places(*, initiative: Initiative, places: Sequence[Place], by: Actor, at: datetime) -> None:
    """The work is done in these places. Those that stay keep their share of the money."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    same_region(initiative, *places)
    there = InitiativePlace.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
    wanted = {place.pk: place for place in places}
    for row in there:
        if wanted.pop(row.place_id, None) is None:
            gone = row.locked()
            trail.write(gone, "removed", by=by, at=at, removed=True)
            gone.delete()
    for place in wanted.values():
        row = InitiativePlace.objects.create(region_id=initiative.region_id, initiative=initiative, place=place)
        trail.write(row, "added", by=by, at=at)
