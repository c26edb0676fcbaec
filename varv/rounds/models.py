from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.judgement import Axis, Confidence, Verdict
from varv.core.status import Missing
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Initiative, PlannedResult
from varv.indicators.models import DECIMALS, DIGITS
from varv.regions.fields import CodeField, PeriodField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.strategy.models import Goal


class RoundQuerySet(OwnedQuerySet):
    """Reporting rounds."""

    def newest_first(self) -> Self:
        """The latest period first."""
        return self.order_by("-opens_on", "-pk")

    def open_now(self) -> Self:
        """Those that take reports."""
        return self.filter(state=RoundState.OPEN)


class Round(Owned):
    """A half-year's reporting."""

    period = PeriodField()
    state = CodeField(RoundState, default=RoundState.PLANNED)
    opens_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)

    objects: ClassVar = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "period"], name="round_once_a_period"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="round_due_after_opening"),
        ]

    def __str__(self) -> str:
        return str(self.period)


class ReportQuerySet(OwnedQuerySet):
    """Reports."""

    def approved(self) -> Self:
        """Those whose figures are frozen."""
        return self.filter(state=ReportState.APPROVED)

    def overdue(self, on: date) -> Self:
        """Not handed in although the last day has passed."""
        waiting = [ReportState.DRAFT, ReportState.RETURNED]
        return self.filter(state__in=waiting, round__state=RoundState.OPEN, round__due_on__lt=on)

    def waiting_for(self, person_id: int) -> Self:
        """Those this person is to write, in a round that is open."""
        waiting = [ReportState.DRAFT, ReportState.RETURNED]
        return self.filter(author_id=person_id, state__in=waiting, round__state=RoundState.OPEN)


class Report(Owned):
    """What came of an initiative in a period, in its author's words."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = CodeField(ReportState, default=ReportState.DRAFT)
    done = models.TextField(blank=True)
    verdict = CodeField(Verdict, default=Verdict.NOT_ASSESSED)
    verdict_reason = models.TextField(blank=True)
    judge_again_on = models.DateField(null=True, blank=True)
    learned = models.TextField(blank=True)
    confidence = CodeField(Confidence, null=True, blank=True)
    needs = models.TextField(blank=True)
    needs_nothing = models.BooleanField(default=False)
    return_comment = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The figures and words as they were approved; nothing that happens later changes them.
    approved_content = models.JSONField(null=True, blank=True)

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "round", "initiative"], name="report_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.APPROVED.value)
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_content__isnull=False),
                name="report_approved_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.round}"


class ReportLine(Owned):
    """One planned output or outcome, with its value in this period or the reason why there is none."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    planned_result = models.ForeignKey(PlannedResult, on_delete=models.PROTECT, related_name="lines")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    missing = CodeField(Missing, null=True, blank=True)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "report", "planned_result"], name="report_line_once"),
            # A draft may still have neither; both at once is never true.
            models.CheckConstraint(condition=Q(value=None) | Q(missing=None), name="report_line_value_xor_reason"),
        ]

    def __str__(self) -> str:
        return str(self.planned_result)


class Evidence(Owned):
    """What a report's claims rest on: a link, or a file of a kind we can show safely."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=160)
    link = models.URLField(blank=True, max_length=500)
    filename = models.CharField(max_length=160, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    # What the trail remembers of a file: enough to know it again.
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(filename="", sha256="", size=None) & ~Q(link=""))
                | (~Q(filename="") & ~Q(sha256="") & Q(size__isnull=False, link="")),
                name="evidence_is_a_link_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceFile(Owned):
    """The bytes of a file, beside its evidence so that no list ever reads them by mistake."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.evidence)


class AssessmentQuerySet(OwnedQuerySet):
    """Assessments."""

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-assessed_at", "-pk")


class Assessment(Owned):
    """A person's judgement of a goal. A new one never overwrites the old."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="assessments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    objects: ClassVar = AssessmentQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.goal)


class Judgement(Owned):
    """One axis of an assessment, with its reasons. *Not assessed* needs none."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="judgements")
    axis = CodeField(Axis)
    verdict = CodeField(Verdict, default=Verdict.NOT_ASSESSED)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "assessment", "axis"], name="judgement_once_an_axis"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NOT_ASSESSED.value) | ~Q(reason=""), name="judgement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.axis}: {self.verdict}"
