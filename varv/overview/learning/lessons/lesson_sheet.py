"""One lesson: what it says, when it holds, what it came from and what it was used for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Confidence
from varv.core.kinds import Turnout
from varv.core.workflow import LessonState
from varv.learning.models import Change, Lesson, LessonReader, Recommendation
from varv.overview.learning.answers.plan_changes import LESSON_TIES, ChangeLine, Origin, change_lines, origin_of
from varv.overview.learning.lessons.grounds import Grounds, grounds_of
from varv.overview.learning.lessons.learning_log import RecommendationLine, recommendation_line

MORE_TIES = ("place", "owner", "merged_into")


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
    holds_not: str
    turnout: Turnout | None
    place: str
    target_group: str
    owner: str
    owner_id: int | None
    review_on: date | None
    returned_because: str
    merged_into: tuple[int, str] | None
    grounds: Grounds
    readers: tuple[tuple[int, str], ...]
    recommendations: tuple[RecommendationLine, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything came of it."""
        return bool(self.recommendations or self.changes)


def lesson_sheet(lesson: Lesson) -> LessonSheet:
    """The lesson with all it rests on, who was chosen to read it, and what it led to, in seven queries."""
    whole = Lesson.objects.of(lesson.region_id).select_related(*LESSON_TIES, *MORE_TIES).get(pk=lesson.pk)
    chosen = LessonReader.objects.of(lesson.region_id).filter(lesson=lesson).order_by("person__name", "pk")
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
        holds_not=whole.holds_not,
        turnout=whole.turnout,
        place=whole.place.name if whole.place else "",
        target_group=whole.target_group,
        owner=whole.owner.name if whole.owner else "",
        owner_id=whole.owner_id,
        review_on=whole.review_on,
        returned_because=whole.returned_because,
        merged_into=(whole.merged_into.pk, whole.merged_into.statement) if whole.merged_into else None,
        grounds=grounds_of(lesson.region_id, {lesson.pk})[lesson.pk],
        readers=tuple(chosen.values_list("pk", "person__name")),
        recommendations=tuple(recommendation_line(recommendation) for recommendation in uses),
        changes=change_lines(changes),
    )
