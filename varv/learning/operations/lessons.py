from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varv.core.judgement import Confidence
from varv.core.roles import Actor
from varv.core.workflow import LessonState
from varv.delivery.models import Contribution
from varv.learning import rules
from varv.learning.models import Finding, Lesson
from varv.regions import trail
from varv.regions.owned import same_region
from varv.rounds.models import Report
from varv.strategy.models import GenericActivity, Goal


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
    context: str = "",
    generic_activity: GenericActivity | None = None,
    goal: Goal | None = None,
) -> Lesson:
    """Write down what was learned from a report, a finding, or an occasion told in words, as a draft."""
    rules.check_note_lesson(by)
    rules.check_said(statement, "lesson.statement_missing", "statement")
    rules.check_learn_from(because_of)
    lesson = Lesson(
        region_id=by.region_id,
        statement=statement,
        context=context,
        confidence=confidence,
        report=because_of if isinstance(because_of, Report) else None,
        finding=because_of if isinstance(because_of, Finding) else None,
        occasion=because_of if isinstance(because_of, str) else "",
        generic_activity=generic_activity,
        goal=goal,
        author_id=by.person_id,
        noted_at=at,
    )
    same_region(lesson, lesson.report, lesson.finding, generic_activity, goal)
    lesson.save()
    trail.write(lesson, "noted", by=by, at=at)
    return lesson


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
    context: str,
    confidence: Confidence,
    generic_activity: GenericActivity | None,
    goal: Goal | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """The author goes on writing a draft."""
    lesson = lesson.locked()
    rules.check_edit_lesson(lesson, by)
    rules.check_said(statement, "lesson.statement_missing", "statement")
    trail.check_fresh(lesson, revision)
    same_region(lesson, generic_activity, goal)
    lesson.change(
        statement=statement, context=context, confidence=confidence, generic_activity=generic_activity, goal=goal
    )
    trail.write(lesson, "edited", by=by, at=at)


@transaction.atomic
def offer_lesson(*, lesson: Lesson, by: Actor, at: datetime) -> None:
    """Show a draft to those who may accept it."""
    lesson = lesson.locked()
    rules.check_offer_lesson(lesson, by)
    lesson.change(offered_at=at)
    trail.write(lesson, "offered", by=by, at=at)


@transaction.atomic
def accept_lesson(*, lesson: Lesson, context: str, by: Actor, at: datetime) -> None:
    """Make a lesson common knowledge: from now on it must say when it holds and when it does not.

    Whoever judges a draft that says so works it up in the same breath; both steps are in the trail.
    """
    lesson = lesson.locked()
    rules.check_said(context, "lesson.context_missing", "context")
    rules.check_accept_lesson(lesson, by)
    if lesson.state is LessonState.DRAFT:
        lesson.change(state=LessonState.WORKED_UP, context=context)
        trail.write(lesson, "worked_up", by=by, at=at)
    lesson.change(state=LessonState.ACCEPTED, context=context, accepted_at=at)
    trail.write(lesson, "accepted", by=by, at=at)


@transaction.atomic
def retire_lesson(*, lesson: Lesson, reason: str, by: Actor, at: datetime) -> None:
    """A lesson that no longer holds is kept, with the reason why."""
    lesson = lesson.locked()
    rules.check_retire_lesson(lesson, by)
    rules.check_said(reason, "lesson.reason_missing", "reason")
    lesson.change(state=LessonState.RETIRED, retired_because=reason)
    trail.write(lesson, "retired", by=by, at=at)
