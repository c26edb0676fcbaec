from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.core.roles import Actor
from varv.core.workflow import LessonState
from varv.delivery.models import Contribution
from varv.learning import rules
from varv.learning.models import Finding, Lesson
from varv.regions import trail
from varv.regions.models import Place, User
from varv.regions.owned import same_region
from varv.rounds.models import Report
from varv.strategy.models import GenericActivity, Goal


class LessonFields(TypedDict, total=False):
    """What a lesson may tell besides its statement; what is left out stays as it is."""

    context: str
    holds_not: str
    turnout: Turnout | None
    generic_activity: GenericActivity | None
    goal: Goal | None
    place: Place | None
    target_group: str


@dataclass(frozen=True)
class Draft:
    """What a report already says, ready to become a lesson."""

    statement: str
    confidence: Confidence
    generic_activity: GenericActivity
    goal: Goal | None


def drafted_from(report: Report) -> Draft:
    """The report's own words, with the activity and the first goal of its insats."""
    contributions = Contribution.objects.of(report.region_id).filter(initiative_id=report.initiative_id)
    first = contributions.select_related("goal").order_by("goal__document_id", "goal__place", "pk").first()
    return Draft(
        statement=report.learned,
        confidence=report.confidence or Confidence.EXPERIENCE,
        generic_activity=report.initiative.generic_activity,
        goal=first.goal if first else None,
    )


@transaction.atomic
def note_lesson(
    *,
    because_of: Report | Finding | str,
    statement: str,
    confidence: Confidence,
    by: Actor,
    at: datetime,
    occasion_kind: SourceKind | None = None,
    **told: Unpack[LessonFields],
) -> Lesson:
    """Write down what was learned from a report, a finding, or an occasion told in words, as a draft."""
    rules.check_note_lesson(by)
    rules.check_said(statement, "lesson.statement_missing", "statement")
    rules.check_learn_from(because_of)
    rules.check_occasion_kind(occasion_kind)
    lesson = Lesson(
        region_id=by.region_id,
        statement=statement,
        confidence=confidence,
        report=because_of if isinstance(because_of, Report) else None,
        finding=because_of if isinstance(because_of, Finding) else None,
        occasion=because_of if isinstance(because_of, str) else "",
        occasion_kind=occasion_kind if isinstance(because_of, str) else None,
        author_id=by.person_id,
        noted_at=at,
        **told,
    )
    same_region(lesson, lesson.report, lesson.finding, *_ties(told))
    lesson.save()
    trail.write(lesson, "noted", by=by, at=at)
    return lesson


def _ties(told: LessonFields) -> tuple[GenericActivity | Goal | Place | None, ...]:
    return told.get("generic_activity"), told.get("goal"), told.get("place")


def note_lesson_from_report(*, report: Report, by: Actor, at: datetime) -> Lesson:
    """Take up what a report says was learned, as it stands."""
    draft = drafted_from(report)
    return note_lesson(
        because_of=report,
        statement=draft.statement,
        confidence=draft.confidence,
        generic_activity=draft.generic_activity,
        goal=draft.goal,
        by=by,
        at=at,
    )


@transaction.atomic
def edit_lesson(
    *,
    lesson: Lesson,
    statement: str,
    confidence: Confidence,
    revision: int,
    by: Actor,
    at: datetime,
    **told: Unpack[LessonFields],
) -> None:
    """The author goes on writing a draft."""
    lesson = lesson.locked()
    rules.check_edit_lesson(lesson, by)
    _check_written(lesson, statement, revision, told)
    lesson.change(statement=statement, confidence=confidence, **told)
    trail.write(lesson, "edited", by=by, at=at)


def _check_written(lesson: Lesson, statement: str, revision: int, told: LessonFields) -> None:
    rules.check_said(statement, "lesson.statement_missing", "statement")
    trail.check_fresh(lesson, revision)
    same_region(lesson, *_ties(told))


@transaction.atomic
def work_up_lesson(
    *,
    lesson: Lesson,
    statement: str,
    confidence: Confidence,
    revision: int,
    by: Actor,
    at: datetime,
    **told: Unpack[LessonFields],
) -> None:
    """Make a draft such that it can be judged: when it holds and when not, and where it is looked for.

    *No known exception* is an answer to when it does not hold; silence is not. Who may read it stays as it was.
    """
    lesson = lesson.locked()
    rules.check_work_up_lesson(lesson, by)
    _check_written(lesson, statement, revision, told)
    stands = _as_told(lesson, **told)
    rules.check_worked_up(*stands.values())
    lesson.change(state=LessonState.WORKED_UP, statement=statement, confidence=confidence, returned_because="", **told)
    trail.write(lesson, "worked_up", by=by, at=at)


def _as_told(lesson: Lesson, **told: Any) -> dict[str, Any]:
    """When it holds, when not, and what it is found by: as told now, or else as it already says."""
    names = ("context", "holds_not", "generic_activity", "goal")
    return {name: told.get(name, getattr(lesson, name)) for name in names}


@transaction.atomic
def return_lesson(*, lesson: Lesson, reason: str, by: Actor, at: datetime) -> None:
    """What was worked up becomes a draft again, with what is missing."""
    lesson = lesson.locked()
    rules.check_return_lesson(lesson, by)
    rules.check_said(reason, "lesson.return_reason_missing", "reason")
    lesson.change(state=LessonState.DRAFT, returned_because=reason)
    trail.write(lesson, "returned", by=by, at=at)


@transaction.atomic
def offer_lesson(*, lesson: Lesson, by: Actor, at: datetime) -> None:
    """Show a draft to those who may accept it."""
    lesson = lesson.locked()
    rules.check_offer_lesson(lesson, by)
    lesson.change(offered_at=at)
    trail.write(lesson, "offered", by=by, at=at)


@transaction.atomic
def accept_lesson(
    *,
    lesson: Lesson,
    by: Actor,
    at: datetime,
    context: str = "",
    holds_not: str = "",
    generic_activity: GenericActivity | None = None,
    goal: Goal | None = None,
    owner: User | None = None,
    review_on: date | None = None,
) -> None:
    """Make a lesson common knowledge: from now on it says when it holds and when not, who owns it and until when.

    What is left out stays as the lesson says; without an owner the author owns it, and without a day it is reviewed
    in a year. Whoever judges a draft works it up in the same breath; both steps are in the trail.
    """
    lesson = lesson.locked()
    rules.check_accept_lesson(lesson, by)
    given = {"context": context, "holds_not": holds_not, "generic_activity": generic_activity, "goal": goal}
    told = _as_told(lesson, **{name: value for name, value in given.items() if value})
    rules.check_worked_up(*told.values())
    same_region(lesson, generic_activity, goal)
    on = localtime(at).date()
    rules.check_review_day(review_on or on + rules.REVIEW_TIME, on)
    if owner is not None:
        rules.check_lesson_owner(owner, by)
    if lesson.state is LessonState.DRAFT:
        lesson.change(state=LessonState.WORKED_UP, returned_because="", **told)
        trail.write(lesson, "worked_up", by=by, at=at)
    stands = {"owner_id": owner.pk if owner else lesson.author_id, "review_on": review_on or on + rules.REVIEW_TIME}
    lesson.change(state=LessonState.ACCEPTED, accepted_at=at, **told, **stands)
    trail.write(lesson, "accepted", by=by, at=at)


@transaction.atomic
def review_lesson(*, lesson: Lesson, review_on: date, by: Actor, at: datetime) -> None:
    """Say that an accepted lesson still holds, and when to ask again."""
    lesson = lesson.locked()
    rules.check_review_lesson(lesson, by)
    rules.check_review_day(review_on, localtime(at).date())
    lesson.change(review_on=review_on)
    trail.write(lesson, "reviewed", by=by, at=at)


@transaction.atomic
def retire_lesson(*, lesson: Lesson, reason: str, by: Actor, at: datetime) -> None:
    """A lesson that no longer holds is kept, with the reason why."""
    lesson = lesson.locked()
    rules.check_retire_lesson(lesson, by)
    rules.check_said(reason, "lesson.reason_missing", "reason")
    lesson.change(state=LessonState.RETIRED, retired_because=reason)
    trail.write(lesson, "retired", by=by, at=at)
