"""What a place holds up here: reported figures are broken down by its code."""

from datetime import datetime

from django.db import transaction

from varv.core.counting import Dimension
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions import operations as regions
from varv.regions.models import Place
from varv.rounds.models import LinePart


@transaction.atomic
def remove_place(*, place: Place, by: Actor, at: datetime) -> None:
    """Take away a place that no insats and no reported figure names."""
    parts = LinePart.objects.of(place.region_id).filter(dimension=Dimension.PLACE, category=place.code)
    if parts.exists():
        raise RuleBroken("place.reported_on", name=place.name)
    regions.remove_place(place=place, by=by, at=at)
