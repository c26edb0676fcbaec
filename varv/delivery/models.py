from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import InitiativeKind
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.indicators.models import DECIMALS, DIGITS
from varv.regions.fields import CodeField
from varv.regions.keys import KeyField
from varv.regions.models import Unit, User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.strategy.models import Chain, ChainStep, GenericActivity, Goal


class InitiativeQuerySet(OwnedQuerySet):
    """Insatser."""

    def running(self, on: date) -> Self:
        """Under way on this day."""
        in_time = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
        return self.filter(in_time, state=InitiativeState.RUNNING)

    def reporting(self) -> Self:
        """Those that a round asks for a report: running or paused."""
        return self.filter(state__in=[InitiativeState.RUNNING, InitiativeState.PAUSED])

    def without_goal(self) -> Self:
        """Those that contribute to nothing we want: a gap."""
        return self.filter(contributions=None)


class Initiative(Owned):
    """An insats: work that tests a chain."""

    key = KeyField()
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    kind = CodeField(InitiativeKind, default=InitiativeKind.OWN)
    state = CodeField(InitiativeState, default=InitiativeState.PLANNED)
    generic_activity = models.ForeignKey(GenericActivity, on_delete=models.PROTECT, related_name="initiatives")
    chain = models.ForeignKey(Chain, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="initiative_name_once_a_region"),
            models.UniqueConstraint(fields=["region", "key"], name="initiative_key_once_a_region"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="initiative_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(Owned):
    """An initiative is thought to help towards a goal. Contribution is not attribution."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="contributions")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contributions")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "initiative", "goal"], name="contribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} → {self.goal}"


class PlannedResultQuerySet(OwnedQuerySet):
    """Planned outputs and outcomes."""

    def in_order(self) -> Self:
        """Outputs before outcomes, each as placed."""
        return self.order_by("initiative_id", "place", "pk")


class PlannedResult(Owned):
    """An output or an outcome the initiative means to reach, and how much of it if that can be said."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="planned_results")
    step = models.ForeignKey(ChainStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = CodeField(Level)
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    planned = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)

    objects: ClassVar = PlannedResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[Level.OUTPUT.value, Level.OUTCOME.value]), name="planned_result_level"
            )
        ]

    def __str__(self) -> str:
        return self.text
