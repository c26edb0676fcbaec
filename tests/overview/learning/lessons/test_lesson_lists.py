"""The list of lessons: how it went, how surely, in which order; look-alikes; and those to ask about again."""

from datetime import date

import pytest

from tests.factories import MONDAY, PlaceFactory
from tests.learning.lesson_walks import offered
from tests.learning.walks import APRIL, accepted_lesson, made_recommendation, noted_lesson, questions
from varv.core.kinds import Turnout
from varv.core.surety import Surety
from varv.learning import operations
from varv.overview.learning.lessons.learning_log import LessonOrder, LessonWish, lesson_list
from varv.overview.learning.lessons.lesson_reviews import lessons_to_review
from varv.overview.learning.lessons.lesson_sheet import lesson_sheet
from varv.overview.learning.lessons.look_alikes import look_alikes

pytestmark = pytest.mark.django_db
LETTERS = "Brevutskick till alla arbetssökande gav nästan inga anmälningar."
AGAIN = "Brevutskick till arbetssökande gav knappt några anmälningar."


def statements(reader, **wish):
    return [line.statement for line in lesson_list(reader, LessonWish(**wish)).lessons]


def sure(lesson, by, number=1):
    for count in range(number):
        operations.add_lesson_source(lesson=lesson, text=f"Möte {count}", seen_on=APRIL.date(), by=by, at=MONDAY)


def test_list_filters_by_how_it_went_and_where(anna):
    place = PlaceFactory(name="Älvby")
    accepted_lesson(anna, statement="Föll.", turnout=Turnout.FAILED, place=place)
    accepted_lesson(anna, statement="Höll.", turnout=Turnout.WORKED)
    accepted_lesson(anna, statement="Otalt.")

    assert statements(anna, turnout=Turnout.FAILED) == ["Föll."]
    assert statements(anna, place_id=place.pk) == ["Föll."]
    assert lesson_list(anna, LessonWish()).places == ((place.pk, "Älvby"),)


def test_list_filters_and_orders_by_how_surely(anna):
    sure(accepted_lesson(anna, statement="Två källor.", at=APRIL), anna)
    accepted_lesson(anna, statement="En källa.")

    assert statements(anna, surety=Surety.FAIR) == ["Två källor."]
    assert statements(anna, surety=Surety.GOOD) == []
    assert statements(anna, order=LessonOrder.SUREST) == ["Två källor.", "En källa."]


def test_list_orders_by_age_and_by_what_they_led_to(anna):
    made_recommendation(anna, accepted_lesson(anna, statement="Gammal.", at=APRIL))
    accepted_lesson(anna, statement="Ny.")

    assert statements(anna) == ["Ny.", "Gammal."]
    assert statements(anna, order=LessonOrder.OLDEST) == ["Gammal.", "Ny."]
    assert statements(anna, order=LessonOrder.MOST_USED) == ["Gammal.", "Ny."]


def test_sheet_tells_all_that_was_coded(anna, bo):
    place = PlaceFactory(name="Älvby")
    lesson = accepted_lesson(bo, turnout=Turnout.MIXED, place=place, target_group="Vuxna")

    sheet = lesson_sheet(lesson)

    assert (sheet.turnout, sheet.place, sheet.target_group, sheet.owner, sheet.review_on) == (
        Turnout.MIXED,
        "Älvby",
        "Vuxna",
        "Bo",
        date(2027, 11, 16),
    )
    assert (sheet.holds_not, sheet.merged_into, sheet.readers) == ("Inget känt undantag.", None, ())


def test_sheet_leads_a_merged_lesson_to_the_one_kept(anna):
    kept, other = accepted_lesson(anna, statement="Behålls."), accepted_lesson(anna)
    operations.merge_lessons(kept=kept, merged=other, reason="Samma.", by=anna, at=MONDAY)

    sheet = lesson_sheet(other)

    assert (sheet.merged_into, sheet.retired_because) == ((kept.pk, "Behålls."), "Samma.")


def test_look_alikes_are_those_that_say_nearly_the_same(anna, bo):
    lesson = accepted_lesson(anna, statement=LETTERS)
    alike, suggested = accepted_lesson(anna, statement=AGAIN), offered(bo, statement=AGAIN)
    accepted_lesson(anna, statement="Pojkar kommer till samtalet i verkstaden.")
    noted_lesson(bo, statement=AGAIN)
    gone = accepted_lesson(anna, statement=AGAIN)
    operations.retire_lesson(lesson=gone, reason="Nya regler.", by=anna, at=MONDAY)

    found = look_alikes(anna, lesson)

    assert [one.lesson_id for one in found] == [alike.pk, suggested.pk]
    assert all(0.4 <= one.likeness <= 1 for one in found)
    assert [one.lesson_id for one in look_alikes(anna, lesson, limit=1)] == [alike.pk]
    assert questions(lambda: look_alikes(anna, lesson)) == 1


def test_lessons_to_review_are_those_whose_day_has_come(anna, bo):
    late, today, later = (accepted_lesson(bo, statement=name) for name in ("Sen.", "I dag.", "Senare."))
    for lesson, day in ((late, date(2026, 12, 1)), (today, date(2026, 12, 14)), (later, date(2026, 12, 15))):
        operations.review_lesson(lesson=lesson, review_on=day, by=anna, at=MONDAY)
    gone = accepted_lesson(bo)
    operations.retire_lesson(lesson=gone, reason="Nya regler.", by=anna, at=MONDAY)

    lines = lessons_to_review(anna.region_id, date(2026, 12, 14))

    assert [(line.statement, line.owner, line.owner_id, line.days_late) for line in lines] == [
        ("Sen.", "Bo", bo.person_id, 13),
        ("I dag.", "Bo", bo.person_id, 0),
    ]
    assert questions(lambda: lessons_to_review(anna.region_id, date(2026, 12, 14))) == 1
