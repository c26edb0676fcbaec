"""The ways of a lesson beyond noting and accepting it."""

from tests.factories import MONDAY, GenericActivityFactory
from tests.learning.walks import noted_lesson
from varv.core.judgement import Confidence
from varv.learning import operations


def worked_up(lesson, by, at=MONDAY, **changed):
    lesson.refresh_from_db()
    values = {
        "statement": lesson.statement,
        "confidence": Confidence.EXPERIENCE,
        "context": "Gäller vuxna som har arbete.",
        "holds_not": "Inget känt undantag.",
        "generic_activity": lesson.generic_activity or GenericActivityFactory(region_id=by.region_id),
        "revision": lesson.revision,
    }
    operations.work_up_lesson(lesson=lesson, **(values | changed), by=by, at=at)
    lesson.refresh_from_db()
    return lesson


def offered(by, because_of="Lärandeseminarium i mars", at=MONDAY, **changed):
    lesson = noted_lesson(by, because_of, at, **changed)
    operations.offer_lesson(lesson=lesson, by=by, at=at)
    lesson.refresh_from_db()
    return lesson
