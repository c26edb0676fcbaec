from datetime import date

import pytest

from tests.factories import GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    answered_recommendation,
    made_recommendation,
    noted_finding,
    opened_turn,
    person,
    planned_action,
    questions,
    recorded_change,
)
from varv.core.judgement import Answer
from varv.core.workflow import ActionState
from varv.learning import operations
from varv.overview.learning.recommendation_board import Lane, recommendation_board

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


def numbers(board):
    return {lane.value: [ticket.number for ticket in tickets] for lane, tickets in board.lanes.items()}


def test_board_puts_every_recommendation_in_its_lane(anna, disa):
    made_recommendation(anna)
    answered_recommendation(anna, disa)
    answered_recommendation(anna, disa, Answer.NO)
    acted_on_recommendation(anna, disa)
    recorded_change(anna, acted_on_recommendation(anna, disa), opened_turn(anna))

    board = recommendation_board(anna.region_id, TODAY)

    assert numbers(board) == {"awaiting": [1], "answered": [2, 3], "acting": [4], "changed": [5]}
    assert (board.total, board.evaluations, board.lessons) == (5, 5, 0)
    assert [ticket.number for ticket in board.numbered] == [1, 2, 3, 4, 5]


def test_board_shows_what_is_due_first_and_what_is_overdue(anna):
    made_recommendation(anna)
    made_recommendation(anna, due_on=date(2026, 5, 19))
    made_recommendation(anna, due_on=date(2026, 5, 20))

    board = recommendation_board(anna.region_id, TODAY)

    awaiting = board.lanes[Lane.AWAITING]
    assert [(one.number, one.days_left, one.is_overdue) for one in awaiting] == [
        (2, -1, True),
        (3, 0, False),
        (1, 6, False),
    ]
    assert (board.overdue, board.first_awaiting.number, board.latest_changed) == (1, 2, None)


def test_board_of_a_region_without_recommendations_is_empty(anna, stig):
    made_recommendation(stig)

    board = recommendation_board(anna.region_id, TODAY)

    assert (board.total, board.first_awaiting, board.overdue, board.numbered) == (0, None, 0, ())


def test_ticket_tells_the_answer(anna, disa):
    goal = GoalFactory(outline="2.1")
    answered_recommendation(anna, disa, Answer.PARTLY, goal=goal, explanation="Fem veckor är för länge.")

    (ticket,) = recommendation_board(anna.region_id, TODAY).lanes[Lane.ANSWERED]

    assert (ticket.answer.answer, ticket.answer.case_number, ticket.answer.on) == (
        Answer.PARTLY,
        "RU 2026/311",
        date(2026, 5, 20),
    )
    assert (ticket.goal, ticket.owner, ticket.forum, ticket.explanation, ticket.made_on) == (
        "2.1",
        "Anna",
        "Ledningsgruppen",
        "Fem veckor är för länge.",
        date(2026, 4, 28),
    )
    assert (ticket.action, ticket.change, ticket.is_overdue) == (None, None, False)


def test_ticket_tells_the_next_unfinished_action(anna, bo, disa):
    recommendation = acted_on_recommendation(anna, disa)
    sooner = planned_action(anna, recommendation, owner=bo, what="Utbilda bedömare", due_on=date(2026, 6, 1))

    (ticket,) = recommendation_board(anna.region_id, date(2026, 6, 22)).lanes[Lane.ACTING]
    assert (ticket.action.what, ticket.action.owner, ticket.action.is_late, ticket.action.weeks_late) == (
        "Utbilda bedömare",
        "Bo",
        True,
        3,
    )

    operations.finish_action(action=sooner, outcome="Tio utbildade.", by=bo, at=APRIL)
    (ticket,) = recommendation_board(anna.region_id, date(2026, 6, 22)).lanes[Lane.ACTING]
    assert (ticket.action.what, ticket.action.is_late) == ("Delad bedömarpool för fem kommuner", False)


def test_ticket_tells_the_last_action_when_all_are_finished(anna, disa):
    recommendation = answered_recommendation(anna, disa)
    action = planned_action(anna, recommendation)
    operations.finish_action(action=action, outcome="Klart.", by=anna, at=APRIL)

    (ticket,) = recommendation_board(anna.region_id, date(2027, 1, 1)).lanes[Lane.ACTING]

    assert (ticket.action.state, ticket.action.is_late) == (ActionState.DONE, False)


def test_ticket_tells_the_latest_change(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    recorded_change(anna, recommendation, turn, what="En annan rad", decided_on=date(2026, 11, 10))
    recorded_change(anna, recommendation, turn)

    board = recommendation_board(anna.region_id, TODAY)

    change = board.latest_changed.change
    assert (change.what, change.version.title, change.decided_on, change.turn_number) == (
        "Validering ska ta högst tio arbetsdagar",
        "Verksamhetsplan 2027",
        date(2026, 11, 12),
        1,
    )


def test_board_of_mine_holds_what_i_own_or_act_on(anna, bo, disa):
    made_recommendation(anna)
    made_recommendation(anna, owner=person(bo))
    planned_action(anna, answered_recommendation(anna, disa), owner=bo)

    board = recommendation_board(anna.region_id, TODAY, bo.person_id)

    assert numbers(board) == {"awaiting": [2], "answered": [], "acting": [3], "changed": []}


def test_board_counts_the_evaluations_and_lessons_behind(anna):
    finding = noted_finding(anna)
    made_recommendation(anna, finding)
    made_recommendation(anna, finding)
    made_recommendation(anna, accepted_lesson(anna, at=APRIL))

    board = recommendation_board(anna.region_id, TODAY)

    assert (board.evaluations, board.lessons) == (1, 1)


def test_board_asks_as_often_for_one_as_for_three(anna, disa):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa, goal=GoalFactory()), turn)
    one = questions(lambda: recommendation_board(anna.region_id, TODAY))
    for _ in range(2):
        recorded_change(anna, acted_on_recommendation(anna, disa, goal=GoalFactory()), turn)

    assert questions(lambda: recommendation_board(anna.region_id, TODAY)) == one
