from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from varv.core.judgement import Confidence, Heed
from varv.core.kinds import RecallPlace, SourceKind, Turnout
from varv.core.roles import Actor, May
from varv.core.workflow import LessonState
from varv.delivery.models import Initiative
from varv.learning.models.evaluations import Evaluation
from varv.learning.models.findings import Finding
from varv.regions.fields import CodeField
from varv.regions.models import Place, User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.rounds.models import Report, Visit
from varv.strategy.models import Chain, GenericActivity, Goal, SteeringDocument

UNFINISHED = (LessonState.DRAFT, LessonState.WORKED_UP)


class LessonQuerySet(OwnedQuerySet):
    """Lessons."""

    def visible_to(self, person_id: int) -> Self:
        """What was ever accepted is everyone's; the rest is its author's own, and theirs whom the author has chosen."""
        chosen = LessonReader.objects.filter(person_id=person_id).values("lesson_id")
        return self.filter(Q(accepted_at__isnull=False) | Q(author_id=person_id) | Q(pk__in=chosen))

    def readable_by(self, actor: Actor) -> Self:
        """As above, and what has been offered to those who may accept it."""
        if not actor.may(May.ACCEPT_LESSON):
            return self.visible_to(actor.person_id)
        chosen = LessonReader.objects.filter(person_id=actor.person_id).values("lesson_id")
        return self.filter(
            Q(accepted_at__isnull=False) | Q(author_id=actor.person_id) | Q(offered_at__isnull=False) | Q(pk__in=chosen)
        )

    def offered(self) -> Self:
        """Those that wait for someone to work them up or to accept them."""
        return self.filter(state__in=UNFINISHED, offered_at__isnull=False)

    def accepted(self) -> Self:
        """What the region holds for true."""
        return self.filter(state=LessonState.ACCEPTED)

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-noted_at", "-pk")


class Lesson(Owned):
    """What was learned: when it holds and when not, how it went, and what it rests on.

    ``report``, ``finding`` or ``occasion`` is where it was first learned; ``sources`` tell what more it rests on.
    """

    statement = models.TextField()
    context = models.TextField(blank=True)
    holds_not = models.TextField(blank=True)
    # Nothing, when it has not been told.
    turnout = CodeField(Turnout, null=True, blank=True)
    confidence = CodeField(Confidence, default=Confidence.EXPERIENCE)
    state = CodeField(LessonState, default=LessonState.DRAFT)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    occasion = models.CharField(max_length=200, blank=True)
    occasion_kind = CodeField(SourceKind, null=True, blank=True)
    generic_activity = models.ForeignKey(
        GenericActivity, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    target_group = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    # A draft is its author's own until it is offered; from then on those who may accept it can read it.
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    retired_because = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    searched: ClassVar = Searched(
        title="statement",
        texts=("context", "holds_not", "target_group", "occasion", "retired_because"),
        day="noted_at",
        parts={"sources": ("text",)},
        is_open=lambda lesson: not lesson.is_private,
    )

    objects: ClassVar = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(report__isnull=False, finding=None) & Q(occasion=""))
                | (Q(report=None, finding__isnull=False) & Q(occasion=""))
                | (Q(report=None, finding=None) & ~Q(occasion="")),
                name="lesson_comes_from_exactly_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=LessonState.RETIRED.value) | ~Q(retired_because=""), name="lesson_retired_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=LessonState.ACCEPTED.value) | (~Q(context="") & Q(accepted_at__isnull=False)),
                name="lesson_accepted_says_when_it_holds",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=LessonState.RETIRED.value) & ~Q(merged_into=F("id")),
                name="lesson_merged_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.statement[:80]

    @property
    def said_on(self) -> date:
        """The day it was noted, in Sweden."""
        return localtime(self.noted_at).date()

    @property
    def origin_kind(self) -> SourceKind:
        """The kind of place where it was first learned. An occasion that nobody has sorted counts as a meeting."""
        if self.report_id:
            return SourceKind.REPORT
        return SourceKind.FINDING if self.finding_id else self.occasion_kind or SourceKind.MEETING

    @property
    def is_private(self) -> bool:
        """Whether it has never been common knowledge: then only those whom its author has chosen may read it."""
        return self.accepted_at is None


class LessonReader(Owned):
    """Someone whom the author of a draft lets read it."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "lesson", "person"], name="lesson_reader_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.person_id}"


class LessonSource(Owned):
    """One thing more that a lesson rests on. ``merged_from`` tells which lesson brought it."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="sources")
    kind = CodeField(SourceKind)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_sources")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_sources")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_sources")
    text = models.CharField(max_length=300, blank=True)
    seen_on = models.DateField()
    merged_from = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    searched_with = "lesson"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SourceKind.REPORT.value, report__isnull=False, finding=None, visit=None)
                | Q(kind=SourceKind.FINDING.value, finding__isnull=False, report=None, visit=None)
                | Q(kind=SourceKind.VISIT.value, report=None, finding=None) & (Q(visit__isnull=False) | ~Q(text=""))
                | ~Q(kind__in=[SourceKind.REPORT.value, SourceKind.FINDING.value, SourceKind.VISIT.value])
                & Q(report=None, finding=None, visit=None)
                & ~Q(text=""),
                name="lesson_source_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.kind}"


class LessonContradiction(Owned):
    """Two lessons that say against each other, and what is known of why. The lower id is the first."""

    first = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="contradicts")
    second = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="contradicted_by")
    explanation = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "first", "second"], name="lesson_contradiction_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="lesson_contradicts_another"),
            models.CheckConstraint(condition=~Q(explanation=""), name="lesson_contradiction_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class LessonUse(Owned):
    """What someone made of a lesson where plans were made: used it, found it beside the point, or disagreed."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="uses")
    place = CodeField(RecallPlace)
    heed = CodeField(Heed)
    because = models.TextField(blank=True)
    # What was being planned; nothing, when it did not yet exist.
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_uses"
    )
    chain = models.ForeignKey(Chain, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_uses")
    document = models.ForeignKey(
        SteeringDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_uses"
    )
    evaluation = models.ForeignKey(
        Evaluation, null=True, blank=True, on_delete=models.PROTECT, related_name="lesson_uses"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(heed=Heed.USED.value) | ~Q(because=""), name="lesson_not_heeded_says_why"
            )
        ]
        indexes = [models.Index(fields=["region", "lesson", "heed"], name="lesson_use_by_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.heed}"
