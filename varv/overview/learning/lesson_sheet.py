"""One lesson: what it says, when it holds, what it came from and what it was used for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Confidence
from varv.core.workflow import LessonState
from varv.learning.models import Change, Lesson, Recommendation
from varv.overview.learning.learning_log import RecommendationLine, recommendation_line
from varv.overview.learning.plan_changes import LESSON_TIES, ChangeLine, Origin, change_lines, origin_of


@dataclass(frozen=True)
class LessonSheet:
    """A lesson with its provenance and its uses."""

    id: int
    statement: str
    context: str
    confidence: Confidence
    state: LessonState
    author: str
    noted_on: date
    is_offered: bool
    accepted_on: date | None
    retired_because: str
    origin: Origin
    activity: str
    goal_id: int | None
    goal: str
    recommendations: tuple[RecommendationLine, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything came of it."""
        return bool(self.recommendations or self.changes)


def lesson_sheet(lesson: Lesson) -> LessonSheet:
    """The lesson with all it came from and led to, in three queries."""
    whole = Lesson.objects.of(lesson.region_id).select_related(*LESSON_TIES).get(pk=lesson.pk)
    uses = Recommendation.objects.of(lesson.region_id).filter(lesson=lesson).select_related("response").in_order()
    changes = Change.objects.of(lesson.region_id).filter(Q(lesson=lesson) | Q(recommendation__lesson=lesson))
    return LessonSheet(
        id=whole.pk,
        statement=whole.statement,
        context=whole.context,
        confidence=whole.confidence,
        state=whole.state,
        author=whole.author.name,
        noted_on=whole.said_on,
        is_offered=whole.offered_at is not None,
        accepted_on=localtime(whole.accepted_at).date() if whole.accepted_at else None,
        retired_because=whole.retired_because,
        origin=origin_of(whole),
        activity=str(whole.generic_activity) if whole.generic_activity else "",
        goal_id=whole.goal_id,
        goal=str(whole.goal) if whole.goal else "",
        recommendations=tuple(recommendation_line(recommendation) for recommendation in uses),
        changes=change_lines(changes),
    )
