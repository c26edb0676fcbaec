from datetime import date

import pytest

from tests.factories import GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    made_recommendation,
    opened_turn,
    planned_action,
    questions,
    recorded_change,
)
from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.overview.learning.thread.thread import thread

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


def test_thread_has_its_steps_even_when_they_are_empty(anna):
    recommendation = made_recommendation(anna)

    whole = thread(recommendation, TODAY)

    assert (whole.number, whole.state, whole.forum, whole.owner) == (
        1,
        RecommendationState.AWAITING,
        "Ledningsgruppen",
        "Anna",
    )
    assert (whole.origin.text, whole.answer, whole.actions, whole.changes, whole.days) == (
        "Valideringen är flaskhalsen.",
        None,
        (),
        (),
        None,
    )


@pytest.mark.parametrize(("on", "days_left", "overdue"), [(26, 0, False), (27, -1, True)])
def test_thread_tells_how_long_there_is_to_answer(on, days_left, overdue, anna):
    whole = thread(made_recommendation(anna), date(2026, 5, on))

    assert (whole.days_left, whole.is_overdue) == (days_left, overdue)


def test_thread_follows_the_recommendation_all_the_way(anna, disa):
    goal = GoalFactory(outline="2.1", name="Fler i arbete")
    recommendation = acted_on_recommendation(anna, disa, goal=goal)
    recorded_change(anna, recommendation, opened_turn(anna))

    whole = thread(recommendation, TODAY)

    assert (whole.goal, whole.answer.answer, whole.answer.author, whole.answer.on, whole.answer.case_number) == (
        "2.1 Fler i arbete",
        Answer.YES,
        "Disa",
        date(2026, 5, 20),
        "RU 2026/311",
    )
    assert [action.what for action in whole.actions] == ["Delad bedömarpool för fem kommuner"]
    assert [change.after for change in whole.changes] == ["Validering ska ta högst tio arbetsdagar."]
    assert whole.days == (date(2026, 11, 12) - date(2026, 4, 24)).days


def test_thread_tells_the_actions_in_order_and_what_came_of_them(anna, bo, disa):
    recommendation = acted_on_recommendation(anna, disa)
    first = planned_action(anna, recommendation, owner=bo, what="Utbilda bedömare", due_on=date(2026, 6, 1))
    operations.finish_action(action=first, outcome="Tio utbildade.", by=bo, at=APRIL)

    done, late = thread(recommendation, date(2026, 11, 1)).actions

    assert (done.what, done.owner, done.state, done.outcome, done.done_on, done.is_late) == (
        "Utbilda bedömare",
        "Bo",
        ActionState.DONE,
        "Tio utbildade.",
        date(2026, 4, 28),
        False,
    )
    assert (late.days_left, late.is_late, late.done_on) == (-2, True, None)


def test_thread_of_a_lesson_begins_with_its_words(anna):
    lesson = accepted_lesson(anna, at=APRIL)

    whole = thread(made_recommendation(anna, lesson), TODAY)

    assert (whole.origin.lesson_id, whole.origin.text, whole.origin.occasion) == (
        lesson.pk,
        "Den som har jobb kan inte vara borta fyra månader.",
        "Lärandeseminarium i mars",
    )


def test_thread_asks_as_often_for_one_change_as_for_three(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    recorded_change(anna, recommendation, turn)
    one = questions(lambda: thread(recommendation, TODAY))
    planned_action(anna, recommendation)
    recorded_change(anna, recommendation, turn)
    recorded_change(anna, recommendation, turn)

    assert (one, questions(lambda: thread(recommendation, TODAY))) == (5, 5)
