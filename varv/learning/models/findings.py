from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import Bearing, SourceKind
from varv.core.theory import Evidence
from varv.indicators.models import Indicator
from varv.learning.models.evaluations import Evaluation
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.rounds.models import Report
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal


class FindingQuerySet(OwnedQuerySet):
    """Findings."""

    def in_order(self) -> Self:
        """As they were noted, evaluation by evaluation."""
        return self.order_by("evaluation_id", "pk")


class Finding(Owned):
    """Something an evaluation found (iakttagelse), how well it is supported, and what it does to a link.

    ``bearing`` with ``evidence_before`` and ``evidence_after`` tell how the link's evidence was moved by it.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    rests_on = models.CharField(max_length=300, blank=True)
    # The day it was told: that of the report, or earlier when the evaluation tells as it goes.
    seen_on = models.DateField()
    evidence = CodeField(Evidence)
    question = models.ForeignKey(
        EvaluationQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    link = models.ForeignKey(ChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    bearing = CodeField(Bearing, default=Bearing.NEITHER)
    evidence_before = CodeField(Evidence, null=True, blank=True)
    evidence_after = CodeField(Evidence, null=True, blank=True)

    searched: ClassVar = Searched(
        title="text",
        texts=("rests_on",),
        day="seen_on",
        page="evaluation_id",
        parts={"sources": ("text",), "contradicts": ("explanation",)},
    )

    objects: ClassVar = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bearing=Bearing.NEITHER.value) | Q(link__isnull=False), name="finding_bears_on_a_link"
            ),
            models.CheckConstraint(
                condition=Q(evidence_before=None, evidence_after=None)
                | Q(evidence_before__isnull=False, evidence_after__isnull=False),
                name="finding_moved_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class FindingSource(Owned):
    """One thing that a finding rests on: an indicator as of a day, a report, or an interview or a document in words."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="sources")
    kind = CodeField(SourceKind)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_sources"
    )
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_sources")
    text = models.CharField(max_length=300, blank=True)
    link = models.URLField(blank=True, max_length=500)
    as_of = models.DateField(null=True, blank=True)

    searched_with = "finding"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SourceKind.INDICATOR.value, indicator__isnull=False, report=None, as_of__isnull=False)
                | Q(kind=SourceKind.REPORT.value, report__isnull=False, indicator=None)
                | (
                    ~Q(kind__in=[SourceKind.INDICATOR.value, SourceKind.REPORT.value])
                    & Q(indicator=None, report=None)
                    & ~Q(text="")
                ),
                name="finding_source_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.kind}"


class FindingContradiction(Owned):
    """Two findings that cannot both be right as they stand, and what is known of why. The lower id is the first."""

    first = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="contradicts")
    second = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="contradicted_by")
    explanation = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    searched_with = "first"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "first", "second"], name="finding_contradiction_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="finding_contradicts_another"),
            models.CheckConstraint(condition=~Q(explanation=""), name="finding_contradiction_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
