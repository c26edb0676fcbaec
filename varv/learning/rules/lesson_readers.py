from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.learning.models import Lesson, LessonReader
from varv.regions.models import User


def check_choose_readers(lesson: Lesson, by: Actor) -> None:
    """Only its author chooses who may read what has never been accepted."""
    by.require(May.NOTE_LESSON)
    if lesson.author_id != by.person_id:
        raise NotAllowed("lesson.not_yours")
    if not lesson.is_private:
        raise RuleBroken("lesson.is_common")


def check_show_lesson(lesson: Lesson, person: User, by: Actor) -> None:
    """A chosen reader is someone else who works here, and is chosen once."""
    check_choose_readers(lesson, by)
    if not User.objects.working_in(by.region_id).filter(pk=person.pk).exists():
        raise RuleBroken("owner.works_elsewhere", field="person", name=person.name)
    if person.pk == by.person_id:
        raise RuleBroken("lesson.reader_is_you", field="person")
    if LessonReader.objects.of(lesson.region_id).filter(lesson=lesson, person=person).exists():
        raise RuleBroken("lesson.reader_is_chosen", field="person", name=person.name)
