"""What in LEARN waits for someone, and what came of what they reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Confidence
from varv.core.periods import Period
from varv.core.workflow import ActionState, ReportState
from varv.learning.models import Action, Change, FollowUp, Lesson, Recommendation
from varv.learning.rules.follow_ups import FOLLOWED
from varv.overview.learning.answers.plan_changes import (
    LESSON_TIES,
    Origin,
    PlanVersion,
    changed_thing,
    origin_of,
)
from varv.rounds.models import Report


@dataclass(frozen=True)
class AnswerWaiting:
    """A recommendation without an answer. ``days_left`` is negative when the day has passed."""

    recommendation_id: int
    number: int
    text: str
    forum: str
    due_on: date
    days_left: int


@dataclass(frozen=True)
class ActionWaiting:
    """An action that is not finished."""

    action_id: int
    recommendation_id: int
    number: int
    what: str
    state: ActionState
    due_on: date
    days_left: int


@dataclass(frozen=True)
class FollowUpWaiting:
    """A recommendation whose owner is to tell what came of it. ``days_left`` is negative when the day has passed."""

    follow_up_id: int
    recommendation_id: int
    number: int
    text: str
    due_on: date
    days_left: int


@dataclass(frozen=True)
class ChangeWaiting:
    """A change that somebody else has recorded, and that nobody has verified."""

    change_id: int
    what: str
    author: str
    recorded_on: date


@dataclass(frozen=True)
class FreshLesson:
    """A lesson that has lately become common, or waits to."""

    lesson_id: int
    statement: str
    context: str
    confidence: Confidence
    author: str
    on: date
    origin: Origin


class Came(StrEnum):
    """What can come of a report, in the order it comes."""

    HANDED_IN = "handed_in"
    APPROVED = "approved"
    LESSON = "lesson"
    RECOMMENDATION = "recommendation"
    ANSWER = "answer"
    CHANGE = "change"


@dataclass(frozen=True)
class Event:
    """One thing that came of a report; ``thing_id`` is the report's, the lesson's or the recommendation's.

    A change tells which ``version`` of a plan became different, and has its turn's id.
    """

    came: Came
    on: date
    text: str
    thing_id: int
    version: PlanVersion | None = None


@dataclass(frozen=True)
class ReportTrace:
    """A report of mine and what came of it, the oldest first."""

    report_id: int
    initiative: str
    period: Period
    events: tuple[Event, ...]

    @property
    def changed(self) -> bool:
        """Whether it led all the way to a changed plan."""
        return any(event.came is Came.CHANGE for event in self.events)


def answers_waiting(region_id: int, on: date) -> tuple[AnswerWaiting, ...]:
    """Recommendations that the management is to answer, the most urgent first."""
    return _answers(Recommendation.objects.of(region_id).awaiting(), on)


def answers_overdue(region_id: int, owner_id: int, on: date) -> tuple[AnswerWaiting, ...]:
    """This person's recommendations whose answer has not come in time: for the one who prepares it, to remind."""
    return _answers(Recommendation.objects.of(region_id).overdue(on).filter(owner_id=owner_id), on)


def _answers(recommendations: QuerySet[Recommendation], on: date) -> tuple[AnswerWaiting, ...]:
    return tuple(
        AnswerWaiting(one.pk, one.number, one.text, one.forum, one.due_on, (one.due_on - on).days)
        for one in recommendations.order_by("due_on", "number")
    )


def follow_ups_waiting(region_id: int, owner_id: int, on: date) -> tuple[FollowUpWaiting, ...]:
    """Follow-ups of this person's recommendations whose day has come, the most urgent first."""
    return tuple(
        FollowUpWaiting(
            follow_up_id=one.pk,
            recommendation_id=one.recommendation_id,
            number=one.recommendation.number,
            text=one.recommendation.text,
            due_on=one.due_on,
            days_left=(one.due_on - on).days,
        )
        for one in follow_ups_due(region_id, owner_id, on).select_related("recommendation").order_by("due_on", "pk")
    )


def follow_ups_due(region_id: int, owner_id: int, on: date) -> QuerySet[FollowUp]:
    """The rows themselves: of what is still followed up."""
    followed = {"recommendation__owner_id": owner_id, "recommendation__state__in": FOLLOWED}
    due: QuerySet[FollowUp] = FollowUp.objects.of(region_id).due(on).filter(**followed)
    return due


def changes_to_verify(region_id: int, person_id: int) -> tuple[ChangeWaiting, ...]:
    """What others have recorded and nobody has verified, the oldest first."""
    return tuple(
        ChangeWaiting(one.pk, one.what, one.author.name, localtime(one.recorded_at).date())
        for one in unverified(region_id, person_id).select_related("author").order_by("recorded_at", "pk")
    )


def unverified(region_id: int, person_id: int) -> QuerySet[Change]:
    """The rows themselves: those that this person could verify."""
    found: QuerySet[Change] = Change.objects.of(region_id).filter(verified_by=None).exclude(author_id=person_id)
    return found


def actions_waiting(region_id: int, person_id: int, on: date) -> tuple[ActionWaiting, ...]:
    """What this person has taken on and not finished, the most urgent first."""
    mine = Action.objects.of(region_id).unfinished().filter(owner_id=person_id).select_related("recommendation")
    return tuple(
        ActionWaiting(
            action_id=action.pk,
            recommendation_id=action.recommendation_id,
            number=action.recommendation.number,
            what=action.what,
            state=action.state,
            due_on=action.due_on,
            days_left=(action.due_on - on).days,
        )
        for action in mine.order_by("due_on", "pk")
    )


def fresh_lessons(region_id: int, person_id: int, limit: int = 3) -> tuple[FreshLesson, ...]:
    """What others have lately made common knowledge, the newest first."""
    lessons = Lesson.objects.of(region_id).accepted().exclude(author_id=person_id)
    return _fresh(lessons.order_by("-accepted_at", "-pk")[:limit].select_related(*LESSON_TIES))


def lessons_to_accept(region_id: int) -> tuple[FreshLesson, ...]:
    """Drafts that have been offered: for those who may accept, the oldest first."""
    return _fresh(Lesson.objects.of(region_id).offered().order_by("offered_at", "pk").select_related(*LESSON_TIES))


def _fresh(lessons: QuerySet[Lesson]) -> tuple[FreshLesson, ...]:
    return tuple(
        FreshLesson(
            lesson_id=lesson.pk,
            statement=lesson.statement,
            context=lesson.context,
            confidence=lesson.confidence,
            author=lesson.author.name,
            on=localtime(lesson.accepted_at or lesson.noted_at).date(),
            origin=origin_of(lesson),
        )
        for lesson in lessons
    )


def what_came_of_my_reports(region_id: int, person_id: int) -> tuple[ReportTrace, ...]:
    """This person's reports that are handed in, the latest first, and all that came of each. Five queries."""
    handed_in = [ReportState.SUBMITTED, ReportState.APPROVED]
    reports = Report.objects.of(region_id).filter(author_id=person_id, state__in=handed_in)
    ties = ("chain_version__chain", "document_version__document", "template")
    changes = Prefetch("changes", Change.objects.of(region_id).select_related(*ties))
    led_to = Recommendation.objects.of(region_id).select_related("response").prefetch_related(changes)
    common = Lesson.objects.of(region_id).filter(accepted_at__isnull=False)
    lessons = common.prefetch_related(changes, Prefetch("recommendations", led_to))
    found = reports.select_related("round", "initiative").prefetch_related(Prefetch("lessons", lessons))
    return tuple(_trace(report) for report in found.order_by("-round__opens_on", "-pk"))


def _trace(report: Report) -> ReportTrace:
    events = sorted(_events(report), key=lambda event: (event.on, list(Came).index(event.came)))
    return ReportTrace(report.pk, report.initiative.name, report.round.period, tuple(events))


def _events(report: Report) -> Iterator[Event]:
    for came, at in ((Came.HANDED_IN, report.submitted_at), (Came.APPROVED, report.approved_at)):
        if at is not None:
            yield Event(came, localtime(at).date(), "", report.pk)
    for lesson in report.lessons.all():
        yield Event(Came.LESSON, localtime(lesson.accepted_at or lesson.noted_at).date(), lesson.statement, lesson.pk)
        yield from _changed(lesson.changes.all())
        for recommendation in lesson.recommendations.all():
            yield from _recommended(recommendation)


def _recommended(recommendation: Recommendation) -> Iterator[Event]:
    yield Event(Came.RECOMMENDATION, recommendation.said_on, str(recommendation), recommendation.pk)
    response = getattr(recommendation, "response", None)
    if response is not None:
        yield Event(Came.ANSWER, localtime(response.answered_at).date(), response.reasons, recommendation.pk)
    yield from _changed(recommendation.changes.all())


def _changed(changes: Iterable[Change]) -> Iterator[Event]:
    for change in changes:
        yield Event(Came.CHANGE, change.decided_on, change.what, change.turn_id, changed_thing(change))
