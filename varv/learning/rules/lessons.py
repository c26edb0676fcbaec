from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import LESSON_STEPS, LessonState, ReportState, step
from varv.learning.models import Finding, Lesson
from varv.learning.rules.said import check_said
from varv.rounds.models import Report

HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED)


def check_note_lesson(by: Actor) -> None:
    """Everyone who writes may note what was learned."""
    by.require(May.NOTE_LESSON)


def check_learn_from(because_of: Report | Finding | str) -> None:
    """A lesson says where it was learned. A report that is still being written is its author's own."""
    if isinstance(because_of, Report) and because_of.state not in HANDED_IN:
        raise RuleBroken("lesson.report_not_handed_in")
    if isinstance(because_of, str):
        check_said(because_of, "lesson.occasion_missing", "occasion")


def check_edit_lesson(lesson: Lesson, by: Actor) -> None:
    """A draft is its author's own; an accepted lesson stands as it was accepted."""
    by.require(May.NOTE_LESSON)
    if lesson.author_id != by.person_id:
        raise NotAllowed("lesson.not_yours")
    if lesson.state is not LessonState.DRAFT:
        raise RuleBroken("lesson.is_accepted")


def check_offer_lesson(lesson: Lesson, by: Actor) -> None:
    """The author shows a draft to those who may accept it, once."""
    check_edit_lesson(lesson, by)
    if lesson.offered_at is not None:
        raise RuleBroken("lesson.is_offered")


def check_accept_lesson(lesson: Lesson, by: Actor) -> None:
    """Strategists and managers make a lesson common knowledge. A draft they work up in the same breath."""
    by.require(May.ACCEPT_LESSON)
    if lesson.state is LessonState.DRAFT:
        check_work_up_lesson(lesson, by)
    else:
        step(LESSON_STEPS, lesson.state, LessonState.ACCEPTED)


def check_work_up_lesson(lesson: Lesson, by: Actor) -> None:
    """The author works up a draft; so does whoever it has been offered to."""
    if lesson.author_id != by.person_id:
        by.require(May.ACCEPT_LESSON)
    step(LESSON_STEPS, lesson.state, LessonState.WORKED_UP)


def check_retire_lesson(lesson: Lesson, by: Actor) -> None:
    """Whoever accepts lessons retires them; a draft may be dropped by its author."""
    if lesson.state is not LessonState.DRAFT or lesson.author_id != by.person_id:
        by.require(May.ACCEPT_LESSON)
    step(LESSON_STEPS, lesson.state, LessonState.RETIRED)
