from datetime import date, timedelta

import pytest

from tests.factories import MONDAY
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    answer_with,
    answered_recommendation,
    handed_in_report,
    made_recommendation,
    noted_lesson,
    opened_turn,
    planned_action,
    questions,
    recorded_change,
)
from varv.core.periods import Period
from varv.core.workflow import ActionState, ReportState
from varv.learning import operations
from varv.overview.learning.learning_agenda import (
    Came,
    actions_waiting,
    answers_waiting,
    fresh_lessons,
    lessons_to_accept,
    what_came_of_my_reports,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


def test_answers_waiting_gives_the_most_urgent_first(anna, disa, stig):
    made_recommendation(anna)
    made_recommendation(anna, due_on=date(2026, 5, 19))
    answered_recommendation(anna, disa)
    made_recommendation(stig)

    waiting = answers_waiting(anna.region_id, TODAY)

    assert [(one.number, one.days_left, one.forum) for one in waiting] == [
        (2, -1, "Ledningsgruppen"),
        (1, 6, "Ledningsgruppen"),
    ]


def test_actions_waiting_are_mine_and_unfinished(anna, bo, disa):
    recommendation = answered_recommendation(anna, disa)
    planned_action(anna, recommendation, owner=bo)
    sooner = planned_action(anna, recommendation, owner=bo, what="Utbilda bedömare", due_on=date(2026, 5, 25))
    done = planned_action(anna, recommendation, owner=bo, what="Klart redan")
    operations.begin_action(action=sooner, by=bo, at=APRIL)
    operations.finish_action(action=done, outcome="Klart.", by=bo, at=APRIL)
    planned_action(anna, recommendation, owner=anna)

    waiting = actions_waiting(bo.region_id, bo.person_id, TODAY)

    assert [(one.what, one.state, one.days_left, one.number) for one in waiting] == [
        ("Utbilda bedömare", ActionState.ONGOING, 5, 1),
        ("Delad bedömarpool för fem kommuner", ActionState.PLANNED, 163, 1),
    ]


def test_fresh_lessons_are_others_and_the_newest_first(anna, bo):
    accepted_lesson(anna, statement="Äldst.", at=APRIL)
    accepted_lesson(anna, statement="Mellan.", at=APRIL + timedelta(days=1))
    accepted_lesson(anna, statement="Nyast.")
    noted_lesson(anna, statement="Utkast.")

    fresh = fresh_lessons(bo.region_id, bo.person_id, limit=2)

    assert [(one.statement, one.author, one.on) for one in fresh] == [
        ("Nyast.", "Anna", date(2026, 11, 16)),
        ("Mellan.", "Anna", date(2026, 4, 29)),
    ]
    assert fresh_lessons(anna.region_id, anna.person_id) == ()


def test_lessons_to_accept_are_those_offered(anna, bo):
    noted_lesson(bo, statement="Mitt.")
    offered = noted_lesson(bo, statement="Erbjuden.")
    operations.offer_lesson(lesson=offered, by=bo, at=MONDAY)

    assert [one.statement for one in lessons_to_accept(anna.region_id)] == ["Erbjuden."]


def test_what_came_of_my_reports_follows_each_to_the_changed_plan(anna, bo, disa):
    report = handed_in_report(bo, submitted_at=APRIL - timedelta(days=2), initiative__name="Yrkesväxling")
    lesson, turn = accepted_lesson(anna, report, at=APRIL), opened_turn(anna)
    recommendation = made_recommendation(anna, lesson)
    answer_with(recommendation, disa)
    planned_action(anna, recommendation)
    recorded_change(anna, recommendation, turn)

    (trace,) = what_came_of_my_reports(bo.region_id, bo.person_id)

    assert (trace.initiative, trace.period, trace.changed) == ("Yrkesväxling", Period.parse("2026H1"), True)
    assert [(event.came, event.on) for event in trace.events] == [
        (Came.HANDED_IN, date(2026, 4, 26)),
        (Came.LESSON, date(2026, 4, 28)),
        (Came.RECOMMENDATION, date(2026, 4, 28)),
        (Came.ANSWER, date(2026, 5, 20)),
        (Came.CHANGE, date(2026, 11, 12)),
    ]
    assert [(event.thing_id, event.version and event.version.title) for event in trace.events] == [
        (report.pk, None),
        (lesson.pk, None),
        (recommendation.pk, None),
        (recommendation.pk, None),
        (turn.pk, "Verksamhetsplan 2027"),
    ]


def test_what_came_of_my_reports_tells_a_change_straight_from_the_lesson(anna, bo):
    report = handed_in_report(bo, submitted_at=APRIL)
    recorded_change(anna, accepted_lesson(anna, report, at=APRIL), opened_turn(anna))

    (trace,) = what_came_of_my_reports(bo.region_id, bo.person_id)

    assert [event.text for event in trace.events] == [
        "",
        "Den som har jobb kan inte vara borta fyra månader.",
        "Validering ska ta högst tio arbetsdagar",
    ]


def test_what_came_of_my_reports_keeps_to_mine_handed_in_and_to_what_is_common(anna, bo):
    handed_in_report(anna)
    handed_in_report(bo, state=ReportState.DRAFT)
    noted_lesson(anna, handed_in_report(bo, submitted_at=APRIL))

    traces = what_came_of_my_reports(bo.region_id, bo.person_id)

    assert [[event.came for event in trace.events] for trace in traces] == [[Came.HANDED_IN]]
    assert traces[0].changed is False


def test_what_came_of_my_reports_asks_as_often_for_one_as_for_three(anna, bo):
    turn = opened_turn(anna)

    def walked():
        recorded_change(anna, accepted_lesson(anna, handed_in_report(bo, submitted_at=APRIL), at=APRIL), turn)
        lesson = accepted_lesson(anna, handed_in_report(bo, submitted_at=APRIL), at=APRIL)
        made_recommendation(anna, lesson)

    walked()
    one = questions(lambda: what_came_of_my_reports(bo.region_id, bo.person_id))
    walked()
    walked()

    assert questions(lambda: what_came_of_my_reports(bo.region_id, bo.person_id)) == one


def test_waiting_lists_ask_once_however_many(anna, bo, disa):
    recommendation = answered_recommendation(anna, disa)
    for _ in range(3):
        planned_action(anna, recommendation, owner=bo)
        made_recommendation(anna)
        accepted_lesson(anna)

    assert questions(lambda: actions_waiting(bo.region_id, bo.person_id, TODAY)) == 1
    assert questions(lambda: answers_waiting(bo.region_id, TODAY)) == 1
    assert questions(lambda: fresh_lessons(bo.region_id, bo.person_id)) == 1
