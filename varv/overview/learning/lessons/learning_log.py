"""What have we learned? Lists, with what came of each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Count, Prefetch, QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Answer, Confidence
from varv.core.kinds import Bearing, Turnout
from varv.core.roles import Actor
from varv.core.surety import Surety
from varv.core.theory import Evidence
from varv.core.workflow import LessonState, RecommendationState
from varv.learning.models import Evaluation, Lesson, Recommendation
from varv.learning.models.lessons import LessonQuerySet
from varv.overview.learning.answers.plan_changes import LESSON_TIES, Origin, origin_of
from varv.overview.learning.lessons.grounds import Grounds, grounds_of


@dataclass(frozen=True)
class LessonLine:
    """A lesson with what it came from, and how many recommendations and changes came from it."""

    id: int
    statement: str
    context: str
    confidence: Confidence
    state: LessonState
    is_offered: bool
    author_id: int
    author: str
    noted_on: date
    origin: Origin
    activity_id: int | None
    activity: str
    goal_id: int | None
    goal: str
    recommendations: int
    changes: int
    turnout: Turnout | None
    place_id: int | None
    place: str
    accepted_on: date | None
    grounds: Grounds | None = None


class LessonOrder(StrEnum):
    """What a list of lessons begins with."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SUREST = "surest"
    MOST_USED = "most_used"


@dataclass(frozen=True)
class LessonWish:
    """Which lessons someone wants to see; nothing chosen means all that one may read."""

    state: LessonState | None = None
    activity_id: int | None = None
    goal_id: int | None = None
    words: str = ""
    author_id: int | None = None
    turnout: Turnout | None = None
    place_id: int | None = None
    surety: Surety | None = None
    order: LessonOrder = LessonOrder.NEWEST


@dataclass(frozen=True)
class LessonList:
    """The lessons that were asked for, how many there are in each state, and what there is to choose between."""

    lessons: tuple[LessonLine, ...]
    counts: Mapping[LessonState, int]
    activities: tuple[tuple[int, str], ...]
    goals: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        """All that one may read."""
        return sum(self.counts.values())


def lesson_list(reader: Actor, wish: LessonWish) -> LessonList:
    """The lessons this person may read with their grounds, in the order wished for, in four queries."""
    bare = [_lesson_line(lesson) for lesson in _with_use(Lesson.objects.of(reader.region_id).readable_by(reader))]
    grounds = grounds_of(reader.region_id, {line.id for line in bare})
    lines = [replace(line, grounds=grounds[line.id]) for line in bare]
    return LessonList(
        lessons=tuple(sorted((line for line in lines if _is_wished(line, wish)), key=ORDERS[wish.order])),
        counts={state: sum(line.state is state for line in lines) for state in LessonState},
        activities=tuple(sorted({(line.activity_id, line.activity) for line in lines if line.activity_id})),
        goals=tuple(sorted({(line.goal_id, line.goal) for line in lines if line.goal_id})),
        places=tuple(sorted({(line.place_id, line.place) for line in lines if line.place_id}, key=itemgetter(1))),
    )


def lessons_by_goal(region_id: int, goal_ids: Collection[int]) -> dict[int, tuple[LessonLine, ...]]:
    """The accepted lessons about each of these goals, the newest first; goals without any are left out."""
    return _by_goal(_lesson_line(lesson) for lesson in _with_use(_accepted(region_id).filter(goal_id__in=goal_ids)))


def lessons_by_activity(region_id: int, activity_ids: Collection[int]) -> tuple[LessonLine, ...]:
    """The accepted lessons about these generic activities: for whoever is about to start one."""
    lessons = _accepted(region_id).filter(generic_activity_id__in=activity_ids)
    return tuple(_lesson_line(lesson) for lesson in _with_use(lessons))


@dataclass(frozen=True)
class RecommendationLine:
    """A recommendation in a list."""

    id: int
    number: int
    text: str
    state: RecommendationState
    answer: Answer | None
    due_on: date
    goal_id: int | None


def recommendations_by_goal(region_id: int, goal_ids: Collection[int]) -> dict[int, tuple[RecommendationLine, ...]]:
    """The recommendations about each of these goals, as numbered; goals without any are left out."""
    found = Recommendation.objects.of(region_id).filter(goal_id__in=goal_ids).select_related("response").in_order()
    return _by_goal(recommendation_line(recommendation) for recommendation in found)


def recommendation_line(recommendation: Recommendation) -> RecommendationLine:
    """One line; fetch it with its response."""
    response = getattr(recommendation, "response", None)
    return RecommendationLine(
        id=recommendation.pk,
        number=recommendation.number,
        text=recommendation.text,
        state=recommendation.state,
        answer=response.answer if response else None,
        due_on=recommendation.due_on,
        goal_id=recommendation.goal_id,
    )


Line = TypeVar("Line", LessonLine, RecommendationLine)


def _by_goal(lines: Iterable[Line]) -> dict[int, tuple[Line, ...]]:
    sorted_in: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.goal_id is not None:
            sorted_in[line.goal_id].append(line)
    return {goal_id: tuple(found) for goal_id, found in sorted_in.items()}


def _accepted(region_id: int) -> LessonQuerySet:
    return Lesson.objects.of(region_id).accepted()


def _with_use(lessons: LessonQuerySet) -> QuerySet[Any]:
    changed = Count("changes", distinct=True) + Count("recommendations__changes", distinct=True)
    counted: QuerySet[Any] = lessons.newest_first().annotate(
        led_to=Count("recommendations", distinct=True), changed=changed
    )
    return counted.select_related(*LESSON_TIES, "place")


def _lesson_line(lesson: Any) -> LessonLine:
    return LessonLine(
        id=lesson.pk,
        statement=lesson.statement,
        context=lesson.context,
        confidence=lesson.confidence,
        state=lesson.state,
        is_offered=lesson.offered_at is not None,
        author_id=lesson.author_id,
        author=lesson.author.name,
        noted_on=lesson.said_on,
        origin=origin_of(lesson),
        activity_id=lesson.generic_activity_id,
        activity=str(lesson.generic_activity) if lesson.generic_activity else "",
        goal_id=lesson.goal_id,
        goal=str(lesson.goal) if lesson.goal else "",
        recommendations=lesson.led_to,
        changes=lesson.changed,
        turnout=lesson.turnout,
        place_id=lesson.place_id,
        place=lesson.place.name if lesson.place else "",
        accepted_on=localtime(lesson.accepted_at).date() if lesson.accepted_at else None,
    )


# The lines come newest first, and Python's sort keeps that among equals.
ORDERS: Mapping[LessonOrder, Callable[[LessonLine], int]] = {
    LessonOrder.NEWEST: lambda _line: 0,
    LessonOrder.OLDEST: lambda line: line.noted_on.toordinal(),
    LessonOrder.SUREST: lambda line: -line.grounds.surety.rank if line.grounds else 0,
    LessonOrder.MOST_USED: lambda line: -(line.recommendations + line.changes),
}


def _is_wished(line: LessonLine, wish: LessonWish) -> bool:
    said = f"{line.statement} {line.context} {line.origin.occasion} {line.origin.initiative}".casefold()
    return (
        wish.state in {None, line.state}
        and wish.activity_id in {None, line.activity_id}
        and wish.goal_id in {None, line.goal_id}
        and wish.author_id in {None, line.author_id}
        and wish.turnout in {None, line.turnout}
        and wish.place_id in {None, line.place_id}
        and (wish.surety is None or (line.grounds is not None and line.grounds.surety is wish.surety))
        and all(one in said for one in wish.words.casefold().split())
    )


@dataclass(frozen=True)
class FindingLine:
    """What an evaluation found, what it speaks of, and what it led to."""

    id: int
    text: str
    rests_on: str
    evidence: Evidence
    bearing: Bearing
    before: Evidence | None
    after: Evidence | None
    question_id: int | None
    question: str
    chain_id: int | None
    link: str
    goal_id: int | None
    goal: str
    recommendations: tuple[RecommendationLine, ...]
    lessons: tuple[tuple[int, str], ...]
    sources: int
    contradicted: int


def findings_of(evaluation: Evaluation, reader: Actor) -> tuple[FindingLine, ...]:
    """The evaluation's findings in the order they were noted, with the lessons this person may read. Three queries."""
    readable = Lesson.objects.of(evaluation.region_id).readable_by(reader).order_by("pk")
    answered = Recommendation.objects.of(evaluation.region_id).select_related("response").in_order()
    found = evaluation.findings.select_related("question", "goal", "link__source", "link__target").order_by("pk")
    against = Count("contradicts", distinct=True) + Count("contradicted_by", distinct=True)
    counted = found.annotate(rests=Count("sources", distinct=True), against=against)
    whole = counted.prefetch_related(Prefetch("recommendations", answered), Prefetch("lessons", readable))
    return tuple(_finding_line(finding) for finding in whole)


def _finding_line(finding: Any) -> FindingLine:
    link = finding.link
    return FindingLine(
        id=finding.pk,
        text=finding.text,
        rests_on=finding.rests_on,
        evidence=finding.evidence,
        bearing=finding.bearing,
        before=finding.evidence_before,
        after=finding.evidence_after,
        question_id=finding.question_id,
        question=finding.question.text if finding.question else "",
        chain_id=link.chain_id if link else None,
        link=f"{link.source.text} → {link.target.text}" if link else "",
        goal_id=finding.goal_id,
        goal=str(finding.goal) if finding.goal else "",
        recommendations=tuple(recommendation_line(one) for one in finding.recommendations.all()),
        lessons=tuple((lesson.pk, lesson.statement) for lesson in finding.lessons.all()),
        sources=finding.rests,
        contradicted=finding.against,
    )
