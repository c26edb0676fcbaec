from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import LESSON_STEPS, LessonState, step
from varv.learning.models import Lesson, LessonContradiction


def check_merge_into(kept: Lesson, by: Actor) -> None:
    """Whoever accepts lessons may let an accepted one take in others that say the same."""
    by.require(May.ACCEPT_LESSON)
    if kept.state is not LessonState.ACCEPTED:
        raise RuleBroken("lesson.not_accepted")


def check_merge_lessons(kept: Lesson, merged: Lesson, by: Actor) -> None:
    """What is taken in is another lesson, common or let go of by its author, that does not say against the one kept."""
    check_merge_into(kept, by)
    if merged.pk == kept.pk:
        raise RuleBroken("lesson.merge_with_itself", field="merged")
    if merged.is_private and merged.offered_at is None:
        raise RuleBroken("lesson.not_offered", field="merged")
    step(LESSON_STEPS, merged.state, LessonState.RETIRED)
    pair = sorted([kept.pk, merged.pk])
    if LessonContradiction.objects.of(kept.region_id).filter(first_id=pair[0], second_id=pair[1]).exists():
        raise RuleBroken("lesson.merge_contradicts", field="merged")


def check_dispute(lesson: Lesson, by: Actor) -> None:
    """Everyone who writes may say that two lessons which both hold do not agree."""
    by.require(May.NOTE_LESSON)
    if lesson.state is not LessonState.ACCEPTED:
        raise RuleBroken("lesson.not_accepted")


def check_dispute_between(one: Lesson, other: Lesson, by: Actor) -> None:
    """Both hold, and they are not the same."""
    check_dispute(one, by)
    check_dispute(other, by)
    if one.pk == other.pk:
        raise RuleBroken("lesson.contradicts_itself", field="other")
