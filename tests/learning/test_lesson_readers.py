import pytest

from tests.factories import MONDAY, UserFactory
from tests.learning.lesson_walks import offered, worked_up
from tests.learning.walks import accepted_lesson, noted_lesson, person
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import Lesson, LessonReader
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


def shown(lesson, to, by):
    return operations.show_lesson(lesson=lesson, person=person(to), by=by, at=MONDAY)


def readable(by):
    return list(Lesson.objects.of(by.region_id).readable_by(by).order_by("pk"))


def test_show_lets_one_more_read_a_draft(anna, bo, cilla, egon):
    draft = noted_lesson(bo)

    reader = shown(draft, cilla, bo)

    assert (readable(cilla), readable(egon), readable(anna)) == ([draft], [], [])
    assert verbs(reader) == ["shown"]


def test_hide_takes_it_back(bo, cilla):
    draft = noted_lesson(bo)
    reader = shown(draft, cilla, bo)
    kept = LessonReader(pk=reader.pk, region_id=reader.region_id)

    operations.hide_lesson(reader=reader, by=bo, at=MONDAY)

    assert readable(cilla) == []
    assert [line.verb for line in TrailEntry.objects.about(kept)] == ["shown", "hidden"]


def test_only_the_author_chooses(anna, bo, cilla, egon):
    draft = offered(bo)
    reader = shown(draft, cilla, bo)

    with pytest.raises(NotAllowed, match=r"lesson\.not_yours"):
        shown(draft, egon, anna)
    with pytest.raises(NotAllowed, match=r"lesson\.not_yours"):
        operations.hide_lesson(reader=reader, by=anna, at=MONDAY)


def test_show_what_everyone_may_read_is_refused(anna, cilla):
    with pytest.raises(RuleBroken, match=r"lesson\.is_common"):
        shown(accepted_lesson(anna), cilla, anna)


@pytest.mark.parametrize("who", ["stranger", "author", "twice"])
def test_show_to_someone_it_cannot_be_shown_to_is_refused(who, bo, cilla):
    draft = noted_lesson(bo)
    shown(draft, cilla, bo)
    people = {"stranger": UserFactory(), "author": person(bo), "twice": person(cilla)}
    codes = {"stranger": "owner.works_elsewhere", "author": "lesson.reader_is_you", "twice": "lesson.reader_is_chosen"}

    with pytest.raises(RuleBroken) as refused:
        operations.show_lesson(lesson=draft, person=people[who], by=bo, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == (codes[who], "person")


def test_a_worked_up_lesson_is_still_ones_own(anna, bo, cilla):
    lesson = worked_up(noted_lesson(bo), bo)

    assert (readable(anna), readable(cilla), readable(bo)) == ([], [], [lesson])


def test_a_draft_that_was_dropped_is_still_ones_own(anna, bo, cilla):
    lesson = noted_lesson(bo)
    operations.retire_lesson(lesson=lesson, reason="Tänkte fel.", by=bo, at=MONDAY)

    assert (readable(anna), readable(cilla), readable(bo)) == ([], [], [lesson])
