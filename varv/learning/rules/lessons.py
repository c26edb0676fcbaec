from datetime import date, timedelta

from varv.core.kinds import SourceKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import GRANTS, Actor, May
from varv.core.workflow import LESSON_STEPS, LessonState, ReportState, step
from varv.learning.models import Finding, Lesson
from varv.learning.models.lessons import UNFINISHED
from varv.learning.rules.said import check_said
from varv.regions.models import Membership, User
from varv.rounds.models import Report
from varv.strategy.models import GenericActivity, Goal

HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED)
# How long an accepted lesson stands before someone asks whether it still holds.
REVIEW_TIME = timedelta(days=365)
ACCEPTING = [role for role, rights in GRANTS.items() if May.ACCEPT_LESSON in rights]


def check_note_lesson(by: Actor) -> None:
    """Everyone who writes may note what was learned."""
    by.require(May.NOTE_LESSON)


def check_learn_from(because_of: Report | Finding | str) -> None:
    """A lesson says where it was learned. A report that is still being written is its author's own."""
    if isinstance(because_of, Report) and because_of.state not in HANDED_IN:
        raise RuleBroken("lesson.report_not_handed_in")
    if isinstance(because_of, str):
        check_said(because_of, "lesson.occasion_missing", "occasion")


def check_occasion_kind(kind: SourceKind | None) -> None:
    """A report or a finding is named by itself; an occasion told in words is something else."""
    if kind in {SourceKind.REPORT, SourceKind.FINDING}:
        raise RuleBroken("lesson.occasion_is_a_row", field="occasion_kind")


def check_edit_lesson(lesson: Lesson, by: Actor) -> None:
    """A draft is its author's own; a lesson that is worked up waits as it is, and an accepted one stands."""
    by.require(May.NOTE_LESSON)
    _check_author(lesson, by)
    if lesson.state is LessonState.WORKED_UP:
        raise RuleBroken("lesson.is_worked_up")
    if lesson.state is not LessonState.DRAFT:
        raise RuleBroken("lesson.is_accepted")


def check_offer_lesson(lesson: Lesson, by: Actor) -> None:
    """The author shows an unfinished lesson to those who may accept it, once."""
    by.require(May.NOTE_LESSON)
    _check_author(lesson, by)
    if lesson.state not in UNFINISHED:
        raise RuleBroken("lesson.is_accepted")
    if lesson.offered_at is not None:
        raise RuleBroken("lesson.is_offered")


def check_work_up_lesson(lesson: Lesson, by: Actor) -> None:
    """The author works up a draft; so does whoever it has been offered to."""
    _check_author_or_offered(lesson, by)
    step(LESSON_STEPS, lesson.state, LessonState.WORKED_UP)


def check_worked_up(context: str, holds_not: str, activity: GenericActivity | None, goal: Goal | None) -> None:
    """A lesson that can be judged says when it holds and when not, and can be found by an activity or a goal."""
    check_said(context, "lesson.context_missing", "context")
    check_said(holds_not, "lesson.holds_not_missing", "holds_not")
    if activity is None and goal is None:
        raise RuleBroken("lesson.not_coded", field="generic_activity")


def check_return_lesson(lesson: Lesson, by: Actor) -> None:
    """What was worked up too thinly becomes a draft again: its author says so, or whoever it was offered to."""
    _check_author_or_offered(lesson, by)
    step(LESSON_STEPS, lesson.state, LessonState.DRAFT)


def check_accept_lesson(lesson: Lesson, by: Actor) -> None:
    """Someone else than the author makes an offered lesson common knowledge.

    Only where nobody else in the region may accept is the author's own judgement taken. A draft may be worked up in
    the same breath.
    """
    by.require(May.ACCEPT_LESSON)
    if lesson.author_id != by.person_id:
        _check_offered(lesson)
    elif _others_accept(by):
        raise NotAllowed("lesson.accept_your_own")
    if lesson.state is not LessonState.DRAFT:
        step(LESSON_STEPS, lesson.state, LessonState.ACCEPTED)


def check_retire_lesson(lesson: Lesson, by: Actor) -> None:
    """Whoever accepts lessons retires them; an author may drop what was never accepted."""
    if not lesson.is_private or lesson.author_id != by.person_id:
        by.require(May.ACCEPT_LESSON)
        _check_offered(lesson)
    step(LESSON_STEPS, lesson.state, LessonState.RETIRED)


def check_review_lesson(lesson: Lesson, by: Actor) -> None:
    """The owner of an accepted lesson, or whoever accepts lessons, says that it still holds."""
    if by.person_id != lesson.owner_id:
        by.require(May.ACCEPT_LESSON)
    if lesson.state is not LessonState.ACCEPTED:
        raise RuleBroken("lesson.not_accepted")


def check_review_day(review_on: date, on: date) -> None:
    """The next time to ask lies ahead."""
    if review_on <= on:
        raise RuleBroken("lesson.review_has_passed", field="review_on")


def check_lesson_owner(owner: User, by: Actor) -> None:
    """Who answers for the lesson works here."""
    if not User.objects.working_in(by.region_id).filter(pk=owner.pk).exists():
        raise RuleBroken("owner.works_elsewhere", field="owner", name=owner.name)


def _check_author(lesson: Lesson, by: Actor) -> None:
    if lesson.author_id != by.person_id:
        raise NotAllowed("lesson.not_yours")


def _check_author_or_offered(lesson: Lesson, by: Actor) -> None:
    if lesson.author_id == by.person_id:
        by.require(May.NOTE_LESSON)
    else:
        by.require(May.ACCEPT_LESSON)
        _check_offered(lesson)


def _check_offered(lesson: Lesson) -> None:
    """Nobody judges a draft that its author has not let go of."""
    if lesson.is_private and lesson.offered_at is None:
        raise RuleBroken("lesson.not_offered")


def _others_accept(by: Actor) -> bool:
    others = Membership.objects.of(by.region_id).current().filter(role__in=ACCEPTING)
    return others.exclude(user_id=by.person_id).exists()
