from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.workflow import TurnState
from varv.regions.fields import CodeField
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models import SteeringDocument


class TurnQuerySet(OwnedQuerySet):
    """Turns of the spiral."""

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-number")

    def open_now(self) -> Self:
        """Those that no change has closed."""
        return self.filter(state=TurnState.OPEN)


class Turn(Owned):
    """One turn (varv): what was planned, done and seen. What was changed closes it."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    planned = models.TextField()
    did = models.TextField(blank=True)
    saw = models.TextField(blank=True)
    state = CodeField(TurnState, default=TurnState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    searched: ClassVar = Searched(title=str, texts=("planned", "did", "saw"), day="starts_on")

    objects: ClassVar = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "document", "number"], name="turn_number_once_a_document"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="turn_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Varv {self.number}"
