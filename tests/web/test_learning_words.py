"""What stands on the pages, told in English so that the sentences can be read here."""

from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from tests.factories import GenericActivityFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    answered_recommendation,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    planned_action,
    recorded_change,
)
from varv.core.judgement import Answer
from varv.learning import operations
from varv.web import gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(visit):
    """The words of a page as a person reads them, without its shell."""

    def words(by, address):
        client = visit(by)
        client.cookies["django_language"] = "en"
        html = client.get(f"/alvmark/{address}").content.decode()
        return " ".join(strip_tags(html[html.index("<main") : html.index("</main>")]).split())

    return words


@pytest.mark.parametrize(
    ("days", "told"),
    [(-3, "3 days late"), (-1, "1 day late"), (0, "Today"), (1, "1 day left"), (14, "14 days left")],
)
def test_board_tells_how_long_there_is_to_answer(days, told, anna, read):
    made_recommendation(anna, at=APRIL - timedelta(days=400), due_on=gate.today() + timedelta(days=days))

    assert told in read(anna, "rekommendationer/")


@pytest.mark.parametrize(("weeks", "told"), [(1, "1 week late"), (3, "3 weeks late")])
def test_board_tells_how_late_an_action_is(weeks, told, anna, disa, read):
    recommendation = answered_recommendation(anna, disa)
    planned_action(anna, recommendation, due_on=gate.today() - timedelta(days=7 * weeks))

    assert told in read(anna, "rekommendationer/")


def test_board_counts_what_it_shows(anna, disa, read):
    made_recommendation(anna)
    assert read(anna, "rekommendationer/").startswith("1 recommendation from 1 evaluation What do we do")

    made_recommendation(anna)
    assert read(anna, "rekommendationer/").startswith("2 recommendations from 2 evaluations What do we do")


def test_thread_tells_where_it_began_and_how_long_it_took(anna, disa, read):
    recommendation = acted_on_recommendation(anna, disa)
    recorded_change(anna, recommendation, opened_turn(anna))

    told = read(anna, "rekommendationer/")

    assert "R1 followed from what was seen to a changed plan. The whole way took 202 days." in told
    assert "Verksamhetsplan 2027: Validering ska ta högst tio arbetsdagar." in told


def test_recommendation_that_was_declined_says_that_nobody_acts(anna, disa, read):
    recommendation = answered_recommendation(anna, disa, Answer.NO)

    told = read(anna, f"rekommendationer/{recommendation.pk}/")

    assert "Why did we say no to R1?" in told
    assert "No action: the answer was no." in told


def test_recommendation_without_an_answer_says_until_when(anna, read):
    recommendation = made_recommendation(anna, due_on=date(2199, 1, 29))

    assert "Answer by 29 January 2199." in read(anna, f"rekommendationer/{recommendation.pk}/")


def test_lesson_says_where_it_comes_from(anna, bo, read):
    report = handed_in_report(bo, initiative__name="Yrkesväxling")
    by_report, by_finding = accepted_lesson(anna, report), accepted_lesson(anna, noted_finding(anna))
    by_occasion = accepted_lesson(anna)

    assert "Report on Yrkesväxling, first half of 2026" in read(anna, f"lardomar/{by_report.pk}/")
    assert "Följeforskning om kompetens" in read(anna, f"lardomar/{by_finding.pk}/")
    assert "Lärandeseminarium i mars" in read(anna, f"lardomar/{by_occasion.pk}/")


def test_lesson_says_where_it_stands(anna, bo, read):
    lesson = noted_lesson(bo, at=APRIL)
    assert "Draft, only you can read it" in read(bo, f"lardomar/{lesson.pk}/")

    operations.offer_lesson(lesson=lesson, by=bo, at=APRIL)
    assert "waits for someone to accept it" in read(anna, f"lardomar/{lesson.pk}/")

    activity = GenericActivityFactory()
    operations.accept_lesson(
        lesson=lesson, context="Vuxna.", holds_not="Unga.", generic_activity=activity, by=anna, at=APRIL
    )
    assert "nothing has come of it yet" in read(bo, f"lardomar/{lesson.pk}/")

    made_recommendation(anna, _fresh(lesson))
    assert "has led to a recommendation" in read(bo, f"lardomar/{lesson.pk}/")

    recorded_change(anna, lesson, opened_turn(anna))
    assert "The lesson has changed a plan." in read(bo, f"lardomar/{lesson.pk}/")

    operations.retire_lesson(lesson=lesson, reason="Nya regler.", by=anna, at=APRIL)
    assert "It is kept, with the reason." in read(bo, f"lardomar/{lesson.pk}/")


def _fresh(lesson):
    lesson.refresh_from_db()
    return lesson


def test_spiral_says_why_a_turn_cannot_be_closed(anna, read):
    opened_turn(anna)
    assert "Only a change closes a turn, and nothing is recorded as changed in it yet." in read(anna, "spiralen/")

    made_recommendation(anna, due_on=date(2199, 1, 29))
    assert "1 recommendation awaits an answer, by 29 January 2199." in read(anna, "spiralen/")


def test_spiral_says_for_each_change_what_who_and_when(anna, disa, read):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    recorded_change(anna, accepted_lesson(anna, at=APRIL), turn)

    told = read(anna, "spiralen/")

    assert "Because of R1: Följeforskning om kompetens · En fristående utvärderare · 24 Apr 2026" in told
    assert "Because of a lesson: Lärandeseminarium i mars · Anna · 28 Apr 2026" in told
