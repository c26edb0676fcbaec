"""The areas of a strategy (insatsområden) that chains are sorted into."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.keys import Keyed
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import ActionArea, SteeringDocument


@transaction.atomic
def add_area(*, document: SteeringDocument, name: str, by: Actor, at: datetime, **known: Unpack[Keyed]) -> ActionArea:
    """A new area, last in its document."""
    document = document.locked()
    rules.check_sort_areas(by)
    place = len(_sisters(document)) + 1
    area = ActionArea(region_id=document.region_id, document=document, name=name.strip(), place=place, **known)
    rules.check_area(area)
    area.save()
    trail.write(area, "added", by=by, at=at)
    return area


@transaction.atomic
def rename_area(*, area: ActionArea, name: str, revision: int, by: Actor, at: datetime) -> None:
    """Call an area something else. Adopted versions of its chains keep the name they were adopted under."""
    rules.check_sort_areas(by)
    area = area.locked()
    trail.check_fresh(area, revision)
    area.name = name.strip()
    rules.check_area(area)
    area.change(name=area.name)
    trail.write(area, "edited", by=by, at=at)


@transaction.atomic
def move_area(*, area: ActionArea, after: ActionArea | None, by: Actor, at: datetime) -> None:
    """Put an area after another one of its document; ``None`` puts it first."""
    same_region(area, after)
    rules.check_sort_areas(by)
    rules.check_place_area(area, after)
    others = [other for other in _sisters(area.document.locked()) if other.pk != area.pk]
    index = 1 + next((i for i, other in enumerate(others) if after is not None and other.pk == after.pk), -1)
    for place, row in enumerate([*others[:index], area, *others[index:]], start=1):
        row = row.locked()  # noqa: PLW2901 -- the row as it is now
        if row.place != place:
            row.change(place=place)
            trail.write(row, "moved", by=by, at=at)


@transaction.atomic
def remove_area(*, area: ActionArea, by: Actor, at: datetime) -> None:
    """Take away an area that no chain stands in."""
    rules.check_sort_areas(by)
    area = area.locked()
    rules.check_remove_area(area)
    trail.write(area, "removed", by=by, at=at, removed=True)
    area.delete()


def _sisters(document: SteeringDocument) -> list[ActionArea]:
    return list(ActionArea.objects.of(document.region_id).filter(document=document).in_order())
