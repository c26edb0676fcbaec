from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from varv.core.asking import Occasion, ReportKind
from varv.core.counting import Dimension
from varv.core.judgement import Confidence, Verdict
from varv.core.status import Missing
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Initiative, PlannedResult
from varv.indicators.models import DECIMALS, DIGITS
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.rounds.models.rounds import Extension, Round
from varv.rounds.models.templates import QuestionTemplate

HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED)


class ReportQuerySet(OwnedQuerySet):
    """Reports."""

    def counted(self) -> Self:
        """Those whose figures every total counts: approved, also while their words are being mended."""
        return self.filter(figures_frozen_at__isnull=False)

    def approved(self) -> Self:
        """Those whose figures are frozen."""
        return self.filter(state=ReportState.APPROVED)

    def with_last_day(self) -> Self:
        """Each with ``last_day``: the author's own if more time was given, else its own, else the round's."""
        given = Extension.objects.filter(
            region=OuterRef("region"), round=OuterRef("round"), person=OuterRef("author")
        ).values("due_on")[:1]
        everyone = Coalesce("due_on", "round__due_on")
        return self.annotate(last_day=Greatest(everyone, Coalesce(Subquery(given), everyone)))

    def writable(self, on: date) -> Self:
        """Those their authors can write in on this day: as ``rules.lock_of``, for many at once."""
        waiting = Q(state__in=[ReportState.DRAFT, ReportState.RETURNED])
        is_open = Q(round__state=RoundState.OPEN)
        takes = is_open & (Q(round__is_limited=False) | Q(figures_frozen_at__isnull=False))
        given = Extension.objects.filter(
            region=OuterRef("region"), round=OuterRef("round"), person=OuterRef("author"), due_on__gte=on
        )
        shut = (Q(round__state=RoundState.CLOSED) | is_open) & Q(round__frozen_at=None)
        return self.filter(waiting & (takes | shut & Exists(given)))

    def overdue(self, on: date) -> Self:
        """Not handed in although the last day has passed, while it can still be."""
        return self.writable(on).with_last_day().filter(last_day__lt=on)

    def waiting_for(self, person_id: int, on: date) -> Self:
        """Those this person is to write and can write in on this day."""
        return self.writable(on).filter(author_id=person_id)


class Report(Owned):
    """What came of an initiative in a period, in its author's words."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = CodeField(ReportKind, default=ReportKind.HALF_YEAR)
    # Several progress reports of a project may fall in the same half-year.
    number = models.PositiveSmallIntegerField(default=1)
    # Its own last day, when it is another than the round's.
    due_on = models.DateField(null=True, blank=True)
    template = models.ForeignKey(QuestionTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = CodeField(ReportState, default=ReportState.DRAFT)
    done = models.TextField(blank=True)
    verdict = CodeField(Verdict, default=Verdict.NOT_ASSESSED)
    verdict_reason = models.TextField(blank=True)
    judge_again_on = models.DateField(null=True, blank=True)
    unexpected = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    next_change = models.TextField(blank=True)
    # What is written under the template's own questions, by their keys.
    answers = models.JSONField(default=dict, blank=True)
    confidence = CodeField(Confidence, null=True, blank=True)
    needs = models.TextField(blank=True)
    needs_nothing = models.BooleanField(default=False)
    return_comment = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Whoever handed it in on the author's behalf; the author stays the author.
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # From when its figures are counted; none after that can change them without opening them for a reason.
    figures_frozen_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    # The figures and words as they were approved; nothing that happens later changes them.
    approved_content = models.JSONField(null=True, blank=True)

    # Set by ``with_last_day``.
    last_day: date

    searched: ClassVar = Searched(
        title=str,
        reads=("initiative", "round"),
        texts=("done", "verdict_reason", "unexpected", "learned", "next_change", "needs", "answers"),
        day="submitted_at",
        parts={"lines": ("comment",), "evidence": ("title",)},
        is_open=lambda report: report.state in HANDED_IN,
    )

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "round", "initiative", "kind", "number"], name="report_once_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.APPROVED.value)
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_content__isnull=False),
                name="report_approved_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.APPROVED.value) | Q(figures_frozen_at__isnull=False),
                name="report_approved_figures_frozen",
            ),
        ]
        indexes = [models.Index(fields=["region", "figures_frozen_at"], name="report_by_frozen")]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.round}"


class ReportLine(Owned):
    """One planned output or outcome, with its value in this period or the reason why there is none."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    planned_result = models.ForeignKey(PlannedResult, on_delete=models.PROTECT, related_name="lines")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    missing = CodeField(Missing, null=True, blank=True)
    comment = models.CharField(max_length=500, blank=True)

    searched_with = "report"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "report", "planned_result"], name="report_line_once"),
            # A draft may still have neither; both at once is never true.
            models.CheckConstraint(condition=Q(value=None) | Q(missing=None), name="report_line_value_xor_reason"),
        ]

    def __str__(self) -> str:
        return str(self.planned_result)


class LinePart(Owned):
    """A part of a line's value: one category of one breakdown. What no part has is *not broken down*."""

    line = models.ForeignKey(ReportLine, on_delete=models.PROTECT, related_name="parts")
    dimension = CodeField(Dimension)
    # A ``Category``, or the code of one of the region's places.
    category = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "line", "dimension", "category"], name="line_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.category}"


class ReviewComment(Owned):
    """What a reviewer says about one part of a report, until it has been seen to."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="review_comments")
    part = models.CharField(max_length=60)
    text = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.part


class Evidence(Owned):
    """What a report's claims rest on: a link, or a file of a kind we can show safely."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    # The very figure it shows, when it shows one.
    line = models.ForeignKey(ReportLine, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=160)
    link = models.URLField(blank=True, max_length=500)
    filename = models.CharField(max_length=160, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    # What the trail remembers of a file: enough to know it again.
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()

    searched_with = "report"

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


class Reminder(Owned):
    """A reminder that was sent: kept so that nobody is reminded of the same thing too often."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminders")
    occasion = CodeField(Occasion)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {self.occasion}"
