from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.theory import Claim, Evidence, FactorKind, Holding, Level, Link, Step
from varv.core.workflow import PlanState
from varv.regions.fields import CodeField
from varv.regions.keys import KeyField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models.documents import SteeringDocument, VersionQuerySet
from varv.strategy.models.framework import GenericActivity
from varv.strategy.models.goals import Goal


class ActionAreaQuerySet(OwnedQuerySet):
    """Areas of a strategy."""

    def in_order(self) -> Self:
        """As they were placed in their document."""
        return self.order_by("document_id", "place", "pk")


class ActionArea(Owned):
    """An area of a strategy (insatsområde) that chains are grouped by."""

    key = KeyField()
    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="areas")
    name = models.CharField(max_length=160)
    place = models.PositiveIntegerField(default=0)

    objects: ClassVar = ActionAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "document", "name"], name="area_once_a_document"),
            models.UniqueConstraint(fields=["region", "key"], name="area_key_once_a_region"),
        ]

    def __str__(self) -> str:
        return self.name


class ChainQuerySet(OwnedQuerySet):
    """Theories of change."""

    def in_name_order(self) -> Self:
        """By name."""
        return self.order_by("name", "pk")


class Chain(Owned):
    """A theory of change (effektkedja): how what we do is thought to lead to a goal."""

    key = KeyField()
    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="chains")
    area = models.ForeignKey(ActionArea, null=True, blank=True, on_delete=models.PROTECT, related_name="chains")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="chains")
    name = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    state = CodeField(PlanState, default=PlanState.DRAFT)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    searched: ClassVar = Searched(
        title="name",
        texts=("summary",),
        parts={"links": ("rationale", "assumption", "tested_how", "evidence_source", "finding"), "factors": ("text",)},
    )

    objects: ClassVar = ChainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="chain_name_once_a_region"),
            models.UniqueConstraint(fields=["region", "key"], name="chain_key_once_a_region"),
        ]

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
    """One step (led) of a chain.

    A step that stands in several chains is one row in each. The rows share ``origin``, the first of them, and what
    they say; where they stand and what they are linked to is each chain's own.
    """

    key = KeyField()
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="steps")
    level = CodeField(Level)
    place = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=200)
    generic_activity = models.ForeignKey(
        GenericActivity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="placings")

    searched: ClassVar = Searched(title="text", page="chain_id")

    objects: ClassVar = ChainStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="step_key_once_a_region"),
            models.UniqueConstraint(
                fields=["region", "chain", "origin"], condition=Q(origin__isnull=False), name="step_origin_once_a_chain"
            ),
            models.CheckConstraint(condition=Q(origin=None) | ~Q(origin=F("id")), name="step_origin_is_another"),
        ]

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

    key = KeyField()
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="links")
    source = models.ForeignKey(ChainStep, on_delete=models.PROTECT, related_name="leads_to")
    target = models.ForeignKey(ChainStep, on_delete=models.PROTECT, related_name="comes_from")
    rationale = models.TextField(blank=True)
    assumption = models.TextField(blank=True)
    tested_how = models.TextField(blank=True)
    evidence = CodeField(Evidence, default=Evidence.ASSUMED)
    claim = CodeField(Claim, default=Claim.HYPOTHETICAL)
    evidence_source = models.CharField(max_length=200, blank=True)
    evidence_year = models.PositiveSmallIntegerField(null=True, blank=True)
    finding = models.TextField(blank=True)

    searched_with = "chain"

    objects: ClassVar = ChainLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "target"], name="chain_link_once"),
            models.UniqueConstraint(fields=["region", "key"], name="link_key_once_a_region"),
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


class ChainFactorQuerySet(OwnedQuerySet):
    """What stands beside chains."""

    def in_order(self) -> Self:
        """As they were written down."""
        return self.order_by("chain_id", "place", "pk")


class ChainFactor(Owned):
    """A risk, a side effect or a condition outside our hands: of the whole chain, of a step or of a link."""

    key = KeyField()
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="factors")
    step = models.ForeignKey(ChainStep, null=True, blank=True, on_delete=models.PROTECT, related_name="factors")
    link = models.ForeignKey(ChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="factors")
    kind = CodeField(FactorKind)
    text = models.TextField()
    place = models.PositiveIntegerField(default=0)

    searched_with = "chain"

    objects: ClassVar = ChainFactorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="factor_key_once_a_region"),
            models.CheckConstraint(condition=Q(step=None) | Q(link=None), name="factor_of_one_thing"),
        ]

    def __str__(self) -> str:
        return self.text


class AssumptionCheckQuerySet(OwnedQuerySet):
    """What has been seen of assumptions."""

    def newest_first(self) -> Self:
        """What was seen last first."""
        return self.order_by("-since", "-pk")


class AssumptionCheck(Owned):
    """Whether a link's assumption holds, since when and by which signal. A new check never overwrites the old.

    It is no part of a version: the world may prove an adopted thought wrong.
    """

    link = models.ForeignKey(ChainLink, on_delete=models.PROTECT, related_name="checks")
    holding = CodeField(Holding)
    since = models.DateField()
    signal = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = AssumptionCheckQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(signal=""), name="assumption_check_names_signal")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.holding}"


class ChainEdit(Owned):
    """One thing done to a chain's steps, links and factors: what it takes to undo it, and to see it elsewhere.

    ``before`` and ``after`` are ``{model: {id: facts or null}}``. An undo is an edit of its own, that names what it
    undoes. ``number`` counts up within the chain, so that a browser knows what it has not seen.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=30)
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "chain", "number"], name="chain_edit_number_once")]

    def __str__(self) -> str:
        return f"{self.chain_id} #{self.number} {self.verb}"
