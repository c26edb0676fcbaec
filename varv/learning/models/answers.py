from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models.evaluations import Finding
from varv.learning.models.lessons import Lesson
from varv.learning.models.turns import Turn
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
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
    forum = models.CharField(max_length=160)
    due_on = models.DateField()
    state = CodeField(RecommendationState, default=RecommendationState.AWAITING)
    made_at = models.DateTimeField()

    objects: ClassVar = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="recommendation_number_once_a_region"),
            models.CheckConstraint(
                condition=Q(finding__isnull=False, lesson=None) | Q(finding=None, lesson__isnull=False),
                name="recommendation_comes_from_exactly_one",
            ),
        ]

    def __str__(self) -> str:
        return f"R{self.number} {self.text}"

    @property
    def said_on(self) -> date:
        """The day it was made, in Sweden."""
        return localtime(self.made_at).date()


class Response(Owned):
    """The management's answer, with its reasons."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="response")
    answer = CodeField(Answer)
    reasons = models.TextField()
    case_number = models.CharField(max_length=60, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

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


class Change(Owned):
    """What became different: which version of which plan, because of what, in which turn."""

    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    chain_version = models.ForeignKey(
        ChainVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    document_version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField()
    case_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            # A change without provenance cannot be saved.
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False, lesson=None) | Q(recommendation=None, lesson__isnull=False),
                name="change_has_one_provenance",
            ),
            models.CheckConstraint(
                condition=Q(chain_version__isnull=False, document_version=None)
                | Q(chain_version=None, document_version__isnull=False),
                name="change_names_one_version",
            ),
        ]

    def __str__(self) -> str:
        return self.what
