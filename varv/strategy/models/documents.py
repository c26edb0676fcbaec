from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.status import Direction
from varv.core.workflow import PlanState
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet


class SteeringDocumentQuerySet(OwnedQuerySet):
    """Documents that steer."""

    def running(self, on: date) -> Self:
        """In force on this day."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def strategies(self) -> Self:
        """Regional development strategies (RUS), the newest first."""
        return self.filter(kind=DocumentKind.REGIONAL_STRATEGY).order_by("-starts_on", "-pk")

    def in_title_order(self) -> Self:
        """By title; the hierarchy is drawn from the parents."""
        return self.order_by("title", "pk")


class SteeringDocument(Owned):
    """A strategy, programme or plan in a hierarchy of any depth."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = CodeField(DocumentKind)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    phase = CodeField(StrategyPhase, default=StrategyPhase.STARTING)
    state = CodeField(PlanState, default=PlanState.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True, max_length=500)

    objects: ClassVar = SteeringDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="document_title_once_a_region"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="document_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VersionQuerySet(OwnedQuerySet):
    """What has been adopted, time after time."""

    def newest_first(self) -> Self:
        """The one in force first."""
        return self.order_by("-number")


class DocumentVersion(Owned):
    """A steering document as it was adopted: content that never changes."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(blank=True)
    adopted_on = models.DateField()
    adopted_by = models.CharField(max_length=120)
    case_number = models.CharField(max_length=60, blank=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "document", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class GoalQuerySet(OwnedQuerySet):
    """Goals in their tree."""

    def in_force(self) -> Self:
        """Goals that have not been retired."""
        return self.filter(retired_on=None)

    def in_outline_order(self) -> Self:
        """As a reader meets them."""
        return self.order_by("document_id", "place", "pk")

    def below(self, goal: "Goal") -> Self:
        """The goals in force right under this one, as a reader meets them."""
        return self.in_force().filter(parent=goal).in_outline_order()


class Goal(Owned):
    """Something the region wants: with a target, or only with a wished direction."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    outline = models.CharField(max_length=20)
    place = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = CodeField(GoalKind, default=GoalKind.EFFECT)
    phase = CodeField(StrategyPhase, null=True, blank=True)
    is_targeted = models.BooleanField(default=True)
    wished = CodeField(Direction, null=True, blank=True)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects: ClassVar = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "document", "outline"],
                condition=Q(retired_on=None),
                name="goal_outline_once_a_document",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outline} {self.name}"
