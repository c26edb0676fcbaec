"""What the region's choices (vägval) in force make of the product: the query behind ``core.choices.Scope``."""

from varv.core.choices import Scope
from varv.strategy.models import Choice


def scope_of(region_id: int) -> Scope:
    """The region's scope now, in one query. Without choices nothing is narrowed."""
    return Scope({choice.topic: choice.chosen for choice in Choice.objects.of(region_id).in_force()})
