from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Confidence
from varv.core.roles import Actor, May
from varv.core.workflow import LessonState
from varv.learning.models.evaluations import Finding
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.rounds.models import Report
from varv.strategy.models import GenericActivity, Goal


class LessonQuerySet(OwnedQuerySet):
    """Lessons."""

    def visible_to(self, person_id: int) -> Self:
        """Drafts are their author's own until they are accepted."""
        return self.exclude(~Q(author_id=person_id), state=LessonState.DRAFT)

    def readable_by(self, actor: Actor) -> Self:
        """As above, and the drafts that have been offered to those who may accept them."""
        if not actor.may(May.ACCEPT_LESSON):
            return self.visible_to(actor.person_id)
        return self.exclude(~Q(author_id=actor.person_id), state=LessonState.DRAFT, offered_at=None)

    def offered(self) -> Self:
        """Drafts that wait for someone to accept them."""
        return self.filter(state=LessonState.DRAFT, offered_at__isnull=False)

    def accepted(self) -> Self:
        """What the region holds for true."""
        return self.filter(state=LessonState.ACCEPTED)

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-noted_at", "-pk")


class Lesson(Owned):
    """What was learned: when it holds, and what it rests on."""

    statement = models.TextField()
    context = models.TextField(blank=True)
    confidence = CodeField(Confidence, default=Confidence.EXPERIENCE)
    state = CodeField(LessonState, default=LessonState.DRAFT)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    occasion = models.CharField(max_length=200, blank=True)
    generic_activity = models.ForeignKey(
        GenericActivity, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    # A draft is its author's own until it is offered; from then on those who may accept it can read it.
    offered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.TextField(blank=True)

    objects: ClassVar = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(report__isnull=False, finding=None) & Q(occasion=""))
                | (Q(report=None, finding__isnull=False) & Q(occasion=""))
                | (Q(report=None, finding=None) & ~Q(occasion="")),
                name="lesson_comes_from_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return self.statement[:80]

    @property
    def said_on(self) -> date:
        """The day it was noted, in Sweden."""
        return localtime(self.noted_at).date()
