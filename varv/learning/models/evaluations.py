from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from varv.core.judgement import Quality
from varv.core.kinds import EvaluationKind, EvaluationTiming, QualityCriterion
from varv.core.workflow import EvaluationState
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models import ChainLink, EvaluationQuestion, FrameworkAspect, Goal

REPORTED = (EvaluationState.DELIVERED, EvaluationState.CLOSED)


class EvaluationQuerySet(OwnedQuerySet):
    """Evaluations."""

    def reported(self) -> Self:
        """Those whose report has been delivered."""
        return self.filter(state__in=REPORTED)

    def under_way(self) -> Self:
        """Those that are planned or being made."""
        return self.exclude(state__in=[*REPORTED, EvaluationState.STOPPED])

    def late(self, on: date) -> Self:
        """Not delivered although the day has passed."""
        return self.under_way().filter(due_on__lt=on)


class Evaluation(Owned):
    """An evaluation, from plan to use. An old report can be registered as delivered at once."""

    title = models.CharField(max_length=200)
    kind = CodeField(EvaluationKind)
    timing = CodeField(EvaluationTiming, null=True, blank=True)
    state = CodeField(EvaluationState, default=EvaluationState.DELIVERED)
    purpose = models.TextField(blank=True)
    evaluator = models.CharField(max_length=160, blank=True)
    method = models.TextField(blank=True)
    reference_group = models.TextField(blank=True)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # In kronor; nothing means not known, which is not free of charge.
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    tender_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)
    link = models.URLField(blank=True, max_length=500)
    case_number = models.CharField(max_length=60, blank=True)

    searched: ClassVar = Searched(
        title="title",
        texts=("purpose", "evaluator", "method", "reference_group", "stopped_because", "case_number"),
        day="delivered_on",
        parts={"uses": ("who", "came_of_it"), "milestones": ("name",), "files": ("title", "filename")},
    )

    objects: ClassVar = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in REPORTED]) | Q(delivered_on__isnull=False),
                name="evaluation_delivered_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.STOPPED.value) | ~Q(stopped_because=""),
                name="evaluation_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Whether there is still something to wait for: neither delivered nor stopped."""
        return self.state not in (*REPORTED, EvaluationState.STOPPED)


class AskedQuestion(Owned):
    """A question that an evaluation is to answer."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="asked")
    question = models.ForeignKey(EvaluationQuestion, on_delete=models.PROTECT, related_name="asked_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "evaluation", "question"], name="question_once_an_evaluation")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.question_id}"


class QuestionTie(Owned):
    """What a question is about: a goal, or a link of a chain and what is assumed of it."""

    question = models.ForeignKey(EvaluationQuestion, on_delete=models.PROTECT, related_name="ties")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    link = models.ForeignKey(ChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, link=None) | Q(goal=None, link__isnull=False),
                name="question_tied_to_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["region", "question", "goal"], condition=Q(link=None), name="question_tied_once_to_a_goal"
            ),
            models.UniqueConstraint(
                fields=["region", "question", "link"], condition=Q(goal=None), name="question_tied_once_to_a_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.goal_id or self.link_id}"


class EvaluationUse(Owned):
    """A use that an evaluation is meant for, and by whom; and, afterwards, what it was really used for."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="uses")
    use = models.ForeignKey(FrameworkAspect, on_delete=models.PROTECT, related_name="evaluations")
    who = models.CharField(max_length=200)
    was_intended = models.BooleanField(default=True)
    came_of_it = models.TextField(blank=True)
    used_on = models.DateField(null=True, blank=True)
    # Why an intended use never came. An evaluation is not closed in silence about it.
    unused_because = models.TextField(blank=True)

    searched_with = "evaluation"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "evaluation", "use", "who"], name="use_once_an_evaluation"),
            models.CheckConstraint(
                condition=Q(used_on=None, came_of_it="") | (Q(used_on__isnull=False) & ~Q(came_of_it="")),
                name="use_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(was_intended=True) | Q(used_on__isnull=False), name="use_intended_or_seen"
            ),
            models.CheckConstraint(condition=Q(unused_because="") | Q(used_on=None), name="use_came_or_did_not"),
        ]

    def __str__(self) -> str:
        return f"{self.use_id}: {self.who}"


class EvaluationMilestone(Owned):
    """A milestone of an evaluation, or something that is to be delivered."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="milestones")
    name = models.CharField(max_length=160)
    due_on = models.DateField()
    is_deliverable = models.BooleanField(default=False)
    done_on = models.DateField(null=True, blank=True)

    searched_with = "evaluation"

    def __str__(self) -> str:
        return self.name


class QualityMark(Owned):
    """How well a report meets a criterion, and why it is judged so."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="quality")
    criterion = CodeField(QualityCriterion)
    mark = CodeField(Quality, default=Quality.NOT_JUDGED)
    because = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "evaluation", "criterion"], name="quality_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(mark=Quality.NOT_JUDGED.value) | ~Q(because=""), name="quality_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.mark}"


class EvaluationFile(Owned):
    """A report as a file of a kind that can be shown safely."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(max_length=160)
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    searched_with = "evaluation"

    def __str__(self) -> str:
        return self.title


class EvaluationFileContent(Owned):
    """The bytes of a file, beside it so that no list ever reads them by mistake."""

    file = models.OneToOneField(EvaluationFile, on_delete=models.PROTECT, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.file)
