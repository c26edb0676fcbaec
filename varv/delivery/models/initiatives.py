from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.counting import Counting, Dimension
from varv.core.kinds import Ending, InitiativeKind, Lineage, Part, Severity, StrategyPhase
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.indicators.models import DECIMALS, DIGITS, Indicator
from varv.regions.fields import CodeField
from varv.regions.keys import KeyField
from varv.regions.models import Place, Unit, User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
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
    phase = CodeField(StrategyPhase, null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = CodeField(Ending, null=True, blank=True)
    ended_because = models.TextField(blank=True)

    searched: ClassVar = Searched(
        title="name",
        texts=("description", "ended_because"),
        day="starts_on",
        parts={
            "planned_results": ("text", "unit"),
            "milestones": ("text", "note"),
            "risks": ("text", "answer", "what_happened"),
        },
        titles=("reports",),
    )

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
    # Percent of the insats' money that is meant for this goal; what no goal has is unallocated, and shown so.
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "initiative", "goal"], name="contribution_once"),
            models.CheckConstraint(condition=Q(share=None) | Q(share__gte=0, share__lte=100), name="share_is_a_part"),
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
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_results"
    )
    # How its figures are counted and broken down when no indicator says it.
    own_counting = CodeField(Counting, default=Counting.PER_PERIOD)
    own_dimensions = models.JSONField(default=list, blank=True)

    searched_with = "initiative"

    objects: ClassVar = PlannedResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[Level.OUTPUT.value, Level.OUTCOME.value]), name="planned_result_level"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def counting(self) -> Counting:
        """What a figure covers: the indicator's rule, or its own without one. Select the indicator with it."""
        return self.own_counting if self.indicator is None else self.indicator.counting

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """By what its figures are broken down, in the order they are asked. Select the indicator with it."""
        chosen = self.own_dimensions if self.indicator is None else self.indicator.dimensions
        return tuple(dimension for dimension in Dimension if dimension in chosen)


class InitiativePerson(Owned):
    """Someone who takes part in an insats, beside the one who answers for it. It ends; it is never deleted."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = CodeField(Part)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "initiative", "person", "part"],
                condition=Q(ended_on=None),
                name="initiative_person_once_while_it_lasts",
            ),
            # One writes the report; others may help.
            models.UniqueConstraint(
                fields=["region", "initiative"],
                condition=Q(ended_on=None, part=Part.REPORTER.value),
                name="initiative_one_reporter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.part}"


class Partner(Owned):
    """An organisation that takes part in what is done."""

    name = models.CharField(max_length=160)
    link = models.URLField(blank=True, max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="partner_name_once_a_region")]

    def __str__(self) -> str:
        return self.name


class Partnership(Owned):
    """A partner in an insats, and what it brings."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="partnerships")
    brings = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "initiative", "partner"], name="partnership_once"),
        ]

    def __str__(self) -> str:
        return str(self.partner)


class InitiativePlace(Owned):
    """A place where the work is done, with its percent of the money where somebody has said it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="initiatives")
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "initiative", "place"], name="initiative_place_once"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=0, share__lte=100), name="place_share_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class Milestone(Owned):
    """Something an insats means to have reached by a day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    searched_with = "initiative"

    def __str__(self) -> str:
        return self.text


class Risk(Owned):
    """What could stop an insats, and what is done about it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="risks")
    text = models.CharField(max_length=300)
    likelihood = CodeField(Severity, default=Severity.MEDIUM)
    harm = CodeField(Severity, default=Severity.MEDIUM)
    answer = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    what_happened = models.CharField(max_length=500, blank=True)

    searched_with = "initiative"

    def __str__(self) -> str:
        return self.text


class InitiativeLink(Owned):
    """One insats comes from another: copied, split, merged or a pilot that grew."""

    source = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="led_to")
    result = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="came_from")
    lineage = CodeField(Lineage)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "result"], name="initiative_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.result}"
