from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from varv.core.judgement import Answer, Helped
from varv.core.kinds import ChangeKind
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models.findings import Finding
from varv.learning.models.lessons import Lesson
from varv.learning.models.turns import Turn
from varv.regions.fields import CodeField
from varv.regions.models import Unit, User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.rounds.models import QuestionTemplate
from varv.strategy.models import ChainVersion, DocumentVersion, Goal


class RecommendationQuerySet(OwnedQuerySet):
    """Recommendations."""

    def awaiting(self) -> Self:
        """Those that have no answer yet."""
        return self.filter(state=RecommendationState.AWAITING)

    def overdue(self, on: date) -> Self:
        """Without an answer although the last day has passed."""
        return self.awaiting().filter(due_on__lt=on)

    def in_order(self) -> Self:
        """As numbered."""
        return self.order_by("number")


class Recommendation(Owned):
    """What someone thinks should be done, because of a finding or a lesson."""

    number = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    forum = models.CharField(max_length=160)
    due_on = models.DateField()
    state = CodeField(RecommendationState, default=RecommendationState.AWAITING)
    made_at = models.DateTimeField()
    dropped_because = models.TextField(blank=True)

    searched: ClassVar = Searched(
        title=str, texts=("explanation", "forum", "dropped_because"), day="made_at", parts={"follow_ups": ("told",)}
    )

    objects: ClassVar = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="recommendation_number_once_a_region"),
            models.CheckConstraint(
                condition=Q(finding__isnull=False, lesson=None) | Q(finding=None, lesson__isnull=False),
                name="recommendation_comes_from_exactly_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecommendationState.DROPPED.value) | ~Q(dropped_because=""),
                name="recommendation_dropped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"R{self.number} {self.text}"

    @property
    def said_on(self) -> date:
        """The day it was made, in Sweden."""
        return localtime(self.made_at).date()


class Response(Owned):
    """The management's answer, with its reasons, and in what capacity it was given."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="response")
    answer = CodeField(Answer)
    reasons = models.TextField()
    mandate = models.CharField(max_length=160, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    searched: ClassVar = Searched(
        title="reasons", texts=("mandate", "case_number"), day="answered_at", page="recommendation_id"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reasons=""), name="response_has_reasons")]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.answer}"


class ActionQuerySet(OwnedQuerySet):
    """Actions."""

    def unfinished(self) -> Self:
        """Planned or under way."""
        return self.filter(state__in=[ActionState.PLANNED, ActionState.ONGOING])


class Action(Owned):
    """Something someone took on because of a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = CodeField(ActionState, default=ActionState.PLANNED)
    outcome = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    searched: ClassVar = Searched(title="what", texts=("outcome",), day="due_on", page="recommendation_id")

    objects: ClassVar = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ActionState.DONE.value, ActionState.DROPPED.value]) | ~Q(outcome=""),
                name="action_ended_says_what_came_of_it",
            )
        ]

    def __str__(self) -> str:
        return self.what


class FollowUpQuerySet(OwnedQuerySet):
    """Follow-ups."""

    def due(self, on: date) -> Self:
        """Those whose day has come and that nobody has told of."""
        return self.filter(due_on__lte=on, done_at=None)


class FollowUp(Owned):
    """What has come of an answered recommendation, half a year at a time."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    told = models.TextField(blank=True)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    searched_with = "recommendation"

    objects: ClassVar = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "recommendation", "number"], name="follow_up_number_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, author=None, told="")
                | (Q(done_at__isnull=False, author__isnull=False) & ~Q(told="")),
                name="follow_up_done_tells",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} #{self.number}"


class Change(Owned):
    """What became different: which version of what, because of what, in which turn; and who has seen that it is so."""

    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    kind = CodeField(ChangeKind, default=ChangeKind.DOCUMENT)
    chain_version = models.ForeignKey(
        ChainVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    document_version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    template = models.ForeignKey(
        QuestionTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    # The very goal, when a version of its document changed it.
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField()
    case_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_how = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    searched: ClassVar = Searched(
        title="what",
        texts=("before", "after", "case_number", "verified_how"),
        day="decided_on",
        parts={"effects": ("because",)},
    )

    class Meta:
        constraints = [
            # A change without provenance cannot be saved.
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False, lesson=None) | Q(recommendation=None, lesson__isnull=False),
                name="change_has_one_provenance",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.CHAIN.value, chain_version__isnull=False)
                & Q(document_version=None, template=None, goal=None)
                | Q(kind=ChangeKind.DOCUMENT.value, document_version__isnull=False)
                & Q(chain_version=None, template=None, goal=None)
                | Q(kind=ChangeKind.GOAL.value, document_version__isnull=False, goal__isnull=False)
                & Q(chain_version=None, template=None)
                | Q(kind=ChangeKind.FORM.value, template__isnull=False)
                & Q(chain_version=None, document_version=None, goal=None)
                | Q(kind__in=[ChangeKind.LEARNING_PLAN.value, ChangeKind.WAY_OF_WORKING.value])
                & Q(chain_version=None, document_version=None, template=None, goal=None)
                & ~Q(before=""),
                name="change_names_what_changed",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None, verified_how="")
                | (Q(verified_by__isnull=False, verified_at__isnull=False) & ~Q(verified_how="")),
                name="change_verified_says_how",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("author")), name="change_verified_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ChangeEffect(Owned):
    """Did the change help? Seen in a later turn. A new sight never overwrites the old."""

    changed = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="effects")
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="effects")
    helped = CodeField(Helped)
    because = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    searched_with = "changed"

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="change_effect_says_why")]

    def __str__(self) -> str:
        return f"{self.changed_id}: {self.helped}"
