from collections.abc import Mapping

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import LessonState
from varv.learning.models import Lesson
from varv.learning.rules.said import check_said

# What is planned in each place. A visit is made to the insats of a project.
PLANNED: Mapping[RecallPlace, str] = {
    RecallPlace.START_INITIATIVE: "initiative",
    RecallPlace.EDIT_CHAIN: "chain",
    RecallPlace.WRITE_PLAN: "document",
    RecallPlace.PREPARE_VISIT: "initiative",
    RecallPlace.PREPARE_EVALUATION: "evaluation",
}


def check_use_lesson(lesson: Lesson, by: Actor) -> None:
    """Everyone who writes says what they made of a lesson that the region holds for true."""
    by.require(May.NOTE_LESSON)
    if lesson.state is not LessonState.ACCEPTED:
        raise RuleBroken("lesson_use.not_accepted")


def check_because(heed: Heed, because: str) -> None:
    """Whoever passes a lesson by, or disagrees with it, says why: the next one will wonder."""
    if heed is not Heed.USED:
        check_said(because, "lesson_use.because_missing", "because")


def check_planned(place: RecallPlace, planned: Mapping[str, object]) -> None:
    """In each place one kind of thing is planned; what does not exist yet is nothing."""
    if any(thing is not None and kind != PLANNED[place] for kind, thing in planned.items()):
        raise RuleBroken("lesson_use.planned_elsewhere", place=place)
