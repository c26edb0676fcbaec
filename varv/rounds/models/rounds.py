from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.asking import Speed
from varv.core.workflow import RoundState
from varv.regions.fields import CodeField, PeriodField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.rounds.models.templates import QuestionTemplate


class RoundQuerySet(OwnedQuerySet):
    """Reporting rounds."""

    def newest_first(self) -> Self:
        """The latest period first."""
        return self.order_by("-opens_on", "-pk")

    def open_now(self) -> Self:
        """Those that take reports."""
        return self.filter(state=RoundState.OPEN)


class Round(Owned):
    """A period's reporting, at one of three speeds."""

    period = PeriodField()
    speed = CodeField(Speed, default=Speed.HALF_YEARLY)
    template = models.ForeignKey(QuestionTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = CodeField(RoundState, default=RoundState.PLANNED)
    opens_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    # Opened again for words alone: the figures stay as they were approved.
    is_limited = models.BooleanField(default=False)

    objects: ClassVar = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "period", "speed"], name="round_once_a_period"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="round_due_after_opening"),
        ]

    def __str__(self) -> str:
        return str(self.period)


class Extension(Owned):
    """More time for one person in a round, until a day, for a reason."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "round", "person"], name="extension_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.due_on}"
