from datetime import date

import pytest

from tests.factories import MONDAY, GoalFactory, UnitFactory
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
from varv.core.judgement import Answer, Helped
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.overview.learning.answers.recommendation_board import BoardWish, forums_used, recommendation_board
from varv.overview.learning.answers.tickets import Lane

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

    assert numbers(board) == {
        "awaiting": [1],
        "answered": [2],
        "acting": [4],
        "changed": [5],
        "verified": [],
        "ended": [3],
    }
    assert (board.total, board.evaluations, board.lessons) == (5, 5, 0)
    assert [ticket.number for ticket in board.in_order] == [1, 2, 3, 4, 5]


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

    assert (board.total, board.first_awaiting, board.overdue, board.in_order) == (0, None, 0, ())


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

    board = recommendation_board(anna.region_id, TODAY, BoardWish(person_id=bo.person_id))

    assert [one.number for one in board.in_order] == [2, 3]


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


def found(anna, day=TODAY, **wish):
    return [one.number for one in recommendation_board(anna.region_id, day, BoardWish(**wish)).in_order]


def test_board_puts_what_is_over_in_lanes_of_its_own(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    change = recorded_change(anna, recommendation, opened_turn(anna))
    operations.verify_change(change=change, how="Jag läste.", by=disa, at=MONDAY)
    dropped = acted_on_recommendation(anna, disa)
    operations.drop_recommendation(recommendation=dropped, reason="Lagen ändrades.", by=disa, at=MONDAY)
    declined = answered_recommendation(anna, disa, Answer.NO)

    board = recommendation_board(anna.region_id, TODAY)

    assert [[one.id for one in tickets] for tickets in board.over.values()] == [
        [recommendation.pk],
        [dropped.pk, declined.pk],
    ]
    assert [list(tickets) for tickets in board.live.values()] == [[], [], [], []]
    assert (board.lanes[Lane.ENDED][0].dropped_because, board.latest_changed.id) == (
        "Lagen ändrades.",
        recommendation.pk,
    )


def test_board_is_narrowed_by_forum_unit_owner_state_and_words(anna, bo, disa):
    unit = UnitFactory(region_id=anna.region_id, name="Kompetensenheten")
    made_recommendation(anna, forum="Nämnden", text="Mät väntetiden")
    made_recommendation(anna, unit=unit, explanation="Fem VECKOR är för länge.")
    made_recommendation(anna, owner=person(bo))
    answered_recommendation(anna, disa)

    assert found(anna, forum="Nämnden") == [1]
    assert found(anna, unit_id=unit.pk) == [2]
    assert found(anna, owner_id=bo.person_id) == [3]
    assert found(anna, state=RecommendationState.ANSWERED) == [4]
    assert (found(anna, words="väntetiden mät"), found(anna, words="veckor"), found(anna, words="r3")) == (
        [1],
        [2],
        [3],
    )
    assert found(anna, words="finns inte") == []
    assert found(anna, forum="Nämnden", owner_id=bo.person_id) == []


def test_board_of_what_is_behind_holds_late_answers_actions_and_follow_ups(anna, disa):
    made_recommendation(anna, due_on=date(2026, 12, 1))
    late_answer = made_recommendation(anna, due_on=date(2026, 11, 18))
    late_action = answered_recommendation(anna, disa)
    planned_action(anna, late_action, due_on=date(2026, 11, 1))
    to_follow_up = answered_recommendation(anna, disa)
    told = answered_recommendation(anna, disa)
    operations.tell_follow_up(follow_up=told.follow_ups.get(number=1), told="På väg.", by=anna, at=MONDAY)
    operations.tell_follow_up(follow_up=late_action.follow_ups.get(number=1), told="På väg.", by=anna, at=MONDAY)
    day = date(2026, 11, 20)

    board = recommendation_board(anna.region_id, day)

    assert found(anna, day, is_behind=True) == [late_answer.number, late_action.number, to_follow_up.number]
    assert (board.behind, [one.number for one in board.in_order]) == (3, [2, 3, 4, 1, 5])
    tickets = {one.number: one for lane in board.lanes.values() for one in lane}
    assert [(tickets[n].is_overdue, tickets[n].is_follow_up_due) for n in (2, 3, 4)] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert (tickets[4].follow_up_on, tickets[5].follow_up_on) == (date(2026, 11, 20), date(2027, 5, 20))


def test_board_counts_all_per_forum_and_unit_whatever_is_asked_for(anna, disa):
    unit = UnitFactory(region_id=anna.region_id, name="Kompetensenheten")
    made_recommendation(anna, forum="Nämnden", unit=unit, due_on=date(2026, 5, 1))
    answered_recommendation(anna, disa, Answer.NO, forum="Nämnden")
    answered_recommendation(anna, disa)

    board = recommendation_board(anna.region_id, TODAY, BoardWish(words="finns inte"))

    assert (board.total, board.everything) == (0, 3)
    assert [(one.name, one.total, one.overdue, one.by_lane[Lane.ENDED]) for one in board.forums] == [
        ("Ledningsgruppen", 1, 0, 0),
        ("Nämnden", 2, 1, 1),
    ]
    assert [(one.name, one.id, one.total) for one in board.units] == [("Kompetensenheten", unit.pk, 1)]
    assert board.owners == ((anna.person_id, "Anna"),)


def test_wish_for_everything_is_not_narrow():
    assert (BoardWish().is_narrow, BoardWish(words="x").is_narrow) == (False, True)


def test_ticket_tells_how_many_changes_are_verified_and_what_was_seen_last(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    recorded_change(anna, recommendation, turn, decided_on=date(2026, 11, 10))
    change = recorded_change(anna, recommendation, turn)
    operations.verify_change(change=change, how="Jag läste.", by=disa, at=MONDAY)
    later = opened_turn(anna, document=turn.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 1, 1))
    for helped in (Helped.TOO_EARLY, Helped.PARTLY):
        operations.note_effect(change=change, turn=later, helped=helped, because="Mätt.", by=anna, at=MONDAY)

    (ticket,) = recommendation_board(anna.region_id, TODAY).lanes[Lane.CHANGED]

    assert (ticket.change.id, ticket.change.count, ticket.change.verified, ticket.change.helped) == (
        change.pk,
        2,
        1,
        Helped.PARTLY,
    )


def test_forums_used_are_offered_once_each_by_name(anna, stig):
    made_recommendation(anna, forum="Nämnden")
    made_recommendation(anna)
    made_recommendation(anna)
    made_recommendation(stig, forum="Sydlands nämnd")

    assert forums_used(anna.region_id) == ("Ledningsgruppen", "Nämnden")
