from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.theory import Claim, Evidence, Level, Link, Step
from varv.core.workflow import PlanState
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.strategy.models.documents import Goal, SteeringDocument, VersionQuerySet
from varv.strategy.models.framework import GenericActivity


class ChainQuerySet(OwnedQuerySet):
    """Theories of change."""

    def in_name_order(self) -> Self:
        """By name."""
        return self.order_by("name", "pk")


class Chain(Owned):
    """A theory of change (effektkedja): how what we do is thought to lead to a goal."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="chains")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="chains")
    name = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    state = CodeField(PlanState, default=PlanState.DRAFT)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = ChainQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="chain_name_once_a_region")]

    def __str__(self) -> str:
        return self.name


class ChainVersion(Owned):
    """A chain as it was adopted: content that never changes."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(blank=True)
    adopted_on = models.DateField()
    adopted_by = models.CharField(max_length=120)
    case_number = models.CharField(max_length=60, blank=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "chain", "number"], name="chain_version_once")]

    def __str__(self) -> str:
        return f"{self.chain_id} v{self.number}"


class ChainStepQuerySet(OwnedQuerySet):
    """Steps of chains."""

    def in_order(self) -> Self:
        """As they were placed; the level's own order is the domain's (``core.theory``)."""
        return self.order_by("chain_id", "place", "pk")


class ChainStep(Owned):
    """One step (led) of a chain."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="steps")
    level = CodeField(Level)
    place = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=200)
    generic_activity = models.ForeignKey(
        GenericActivity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar = ChainStepQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text

    def as_step(self) -> Step:
        """The step, as the core knows it."""
        return Step(self.pk, self.level)


class ChainLinkQuerySet(OwnedQuerySet):
    """Links of chains."""

    def in_order(self) -> Self:
        """As the steps they join were placed."""
        return self.order_by("chain_id", "source__place", "target__place", "pk")


class ChainLink(Owned):
    """One step is thought to lead to another: why, on what assumption, and with what evidence."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="links")
    source = models.ForeignKey(ChainStep, on_delete=models.PROTECT, related_name="leads_to")
    target = models.ForeignKey(ChainStep, on_delete=models.PROTECT, related_name="comes_from")
    rationale = models.TextField(blank=True)
    assumption = models.TextField(blank=True)
    evidence = CodeField(Evidence, default=Evidence.ASSUMED)
    claim = CodeField(Claim, default=Claim.HYPOTHETICAL)
    evidence_source = models.CharField(max_length=200, blank=True)
    evidence_year = models.PositiveSmallIntegerField(null=True, blank=True)
    finding = models.TextField(blank=True)

    objects: ClassVar = ChainLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "target"], name="chain_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="chain_link_between_two_steps"),
            # A claim that an effect is shown, or that evidence is strong, must say where it was shown.
            models.CheckConstraint(
                condition=(~Q(evidence=Evidence.STRONG.value) & ~Q(claim=Claim.SHOWN.value)) | ~Q(evidence_source=""),
                name="chain_link_strong_names_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"

    def as_link(self) -> Link:
        """The link, as the core knows it."""
        return Link(self.source_id, self.target_id, self.evidence)
