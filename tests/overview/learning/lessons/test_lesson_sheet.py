from datetime import date

import pytest

from tests.factories import MONDAY, GenericActivityFactory, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    answer_with,
    handed_in_report,
    made_recommendation,
    noted_lesson,
    opened_turn,
    planned_action,
    questions,
    recorded_change,
)
from varv.core.workflow import LessonState, RecommendationState
from varv.learning import operations
from varv.overview.learning.lessons.lesson_sheet import lesson_sheet

pytestmark = pytest.mark.django_db


def test_lesson_sheet_of_a_draft(bo):
    lesson = noted_lesson(bo)

    sheet = lesson_sheet(lesson)

    assert (sheet.statement, sheet.state, sheet.author, sheet.noted_on, sheet.is_offered, sheet.accepted_on) == (
        "Den som har jobb kan inte vara borta fyra månader.",
        LessonState.DRAFT,
        "Bo",
        date(2026, 11, 16),
        False,
        None,
    )
    assert (sheet.activity, sheet.goal, sheet.recommendations, sheet.changes, sheet.is_used) == ("", "", (), (), False)


def test_lesson_sheet_tells_what_it_is_about_and_came_from(anna, bo):
    report = handed_in_report(bo, initiative__name="Yrkesväxling")
    activity, goal = GenericActivityFactory(number=4, name="Nätverk"), GoalFactory(outline="2.1", name="Fler i arbete")

    sheet = lesson_sheet(accepted_lesson(anna, report, generic_activity=activity, goal=goal))

    assert (sheet.origin.initiative, sheet.origin.report_id, sheet.activity, sheet.goal) == (
        "Yrkesväxling",
        report.pk,
        "4. Nätverk",
        "2.1 Fler i arbete",
    )
    assert (sheet.accepted_on, sheet.context) == (date(2026, 11, 16), "Gäller yrkesväxling, inte unga.")


def test_lesson_sheet_tells_what_it_was_used_for(anna, disa):
    lesson, turn = accepted_lesson(anna, at=APRIL), opened_turn(anna)
    recommendation = made_recommendation(anna, lesson)
    answer_with(recommendation, disa)
    planned_action(anna, recommendation)
    recorded_change(anna, recommendation, turn, what="Genom rekommendationen", decided_on=date(2026, 11, 13))
    recorded_change(anna, lesson, turn, what="Direkt")

    sheet = lesson_sheet(lesson)

    assert [(one.number, one.state) for one in sheet.recommendations] == [(1, RecommendationState.CHANGED)]
    assert [change.what for change in sheet.changes] == ["Genom rekommendationen", "Direkt"]
    assert sheet.is_used is True


def test_lesson_sheet_of_a_retired_lesson_says_why(anna):
    lesson = accepted_lesson(anna)
    operations.retire_lesson(lesson=lesson, reason="Reglerna ändrades.", by=anna, at=MONDAY)

    sheet = lesson_sheet(lesson)

    assert (sheet.state, sheet.retired_because) == (LessonState.RETIRED, "Reglerna ändrades.")


def test_lesson_sheet_asks_seven_times_however_many_uses(anna):
    lesson = accepted_lesson(anna, at=APRIL)
    for _ in range(3):
        made_recommendation(anna, lesson)

    assert questions(lambda: lesson_sheet(lesson)) == 7
