from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from varv.core.judgement import Axis, Verdict
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.strategy.models import Goal


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
