from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Lesson, LessonReader
from varv.regions import trail
from varv.regions.models import User


@transaction.atomic
def show_lesson(*, lesson: Lesson, person: User, by: Actor, at: datetime) -> LessonReader:
    """The author lets someone read a lesson that has not been accepted."""
    lesson = lesson.locked()
    rules.check_show_lesson(lesson, person, by)
    reader = LessonReader(region_id=lesson.region_id, lesson=lesson, person=person)
    reader.save()
    trail.write(reader, "shown", by=by, at=at)
    return reader


@transaction.atomic
def hide_lesson(*, reader: LessonReader, by: Actor, at: datetime) -> None:
    """The author no longer lets someone read it."""
    reader = reader.locked()
    rules.check_choose_readers(reader.lesson, by)
    trail.write(reader, "hidden", by=by, at=at, removed=True)
    reader.delete()
