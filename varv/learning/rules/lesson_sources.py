from varv.core.kinds import SourceKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import LessonState
from varv.learning.models import Finding, Lesson, LessonSource
from varv.learning.rules.lessons import check_learn_from
from varv.learning.rules.said import check_said
from varv.rounds.models import Report, Visit

KINDS = {Report: SourceKind.REPORT, Finding: SourceKind.FINDING, Visit: SourceKind.VISIT}
NEED_ROWS = {SourceKind.REPORT, SourceKind.FINDING}


def check_add_lesson_source(lesson: Lesson, by: Actor) -> None:
    """To a draft its author adds, and whoever it was offered to; to what is accepted everyone who writes.

    A lesson that is put away stands as it was.
    """
    by.require(May.NOTE_LESSON)
    offered = lesson.offered_at is not None and by.may(May.ACCEPT_LESSON)
    if lesson.is_private and lesson.author_id != by.person_id and not offered:
        raise NotAllowed("lesson.not_yours")
    if lesson.state is LessonState.RETIRED:
        raise RuleBroken("lesson.is_retired")


def check_lesson_source(rests_on: Report | Finding | Visit | None, kind: SourceKind, text: str) -> None:
    """A source is one thing: a row of its kind, or told in words."""
    if rests_on is None:
        if kind in NEED_ROWS:
            raise RuleBroken("lesson.source_is_a_row", field="kind")
        check_said(text, "lesson.source_missing", "text")
    elif isinstance(rests_on, Report):
        check_learn_from(rests_on)


def check_remove_lesson_source(source: LessonSource, by: Actor) -> None:
    """What was added by mistake is taken away by the lesson's author, its owner, or whoever accepts lessons.

    What came with a merged lesson stays: all that the two rested on is kept.
    """
    check_add_lesson_source(source.lesson, by)
    if by.person_id not in {source.lesson.author_id, source.lesson.owner_id}:
        by.require(May.ACCEPT_LESSON)
    if source.merged_from_id is not None:
        raise RuleBroken("lesson.source_is_merged")
