from datetime import date

import pytest

from tests.factories import SteeringDocumentFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    made_recommendation,
    noted_lesson,
    opened_turn,
    questions,
    recorded_change,
)
from varv.core.workflow import TurnState
from varv.learning import operations
from varv.overview.learning.answers.spiral import spiral, turn_line

pytestmark = pytest.mark.django_db


def test_spiral_of_a_region_without_turns_is_empty(anna, stig):
    opened_turn(stig)

    board = spiral(anna.region_id)

    assert (board.document_id, board.document, board.documents, board.turns) == (None, "", (), ())
    assert (board.closed, board.under_way, board.next_number, board.next_starts_on) == (0, None, 1, None)


def test_spiral_shows_the_newest_turn_first_with_what_it_changed(anna, disa):
    first = opened_turn(anna, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    second = opened_turn(anna, document=first.document)
    recorded_change(anna, acted_on_recommendation(anna, disa), first)
    operations.close_turn(turn=first, by=anna, at=APRIL)

    board = spiral(anna.region_id)

    assert [(turn.number, turn.state, len(turn.changes)) for turn in board.turns] == [
        (2, TurnState.OPEN, 0),
        (1, TurnState.CLOSED, 1),
    ]
    assert (board.closed, board.under_way.id, board.next_number, board.next_starts_on) == (
        1,
        second.pk,
        3,
        date(2027, 7, 1),
    )


def test_spiral_tells_for_each_change_what_it_came_from_and_who_decided_when(anna, disa):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    recorded_change(anna, accepted_lesson(anna, at=APRIL), turn, decided_on=date(2026, 11, 14))

    by_lesson, by_evaluation = spiral(anna.region_id).turns[0].changes

    assert (by_lesson.origin.occasion, by_lesson.origin.who, by_lesson.decided_on) == (
        "Lärandeseminarium i mars",
        "Anna",
        date(2026, 11, 14),
    )
    assert (by_evaluation.origin.evaluation, by_evaluation.recommendation_number, by_evaluation.version.title) == (
        "Följeforskning om kompetens",
        1,
        "Verksamhetsplan 2027",
    )


def test_spiral_counts_the_lessons_and_those_that_changed_something(anna, disa):
    turn = opened_turn(anna)
    direct, roundabout = accepted_lesson(anna, at=APRIL), accepted_lesson(anna, at=APRIL)
    accepted_lesson(anna, at=APRIL)
    noted_lesson(anna)
    recorded_change(anna, direct, turn)
    recorded_change(anna, direct, turn)
    recorded_change(anna, acted_on_recommendation(anna, disa, because_of=roundabout), turn)

    board = spiral(anna.region_id)

    assert (board.lessons, board.lessons_that_changed) == (3, 2)


def test_spiral_tells_what_waits_for_an_answer(anna):
    made_recommendation(anna)
    made_recommendation(anna, due_on=date(2026, 5, 2))

    board = spiral(anna.region_id)

    assert (board.awaiting, board.next_due) == (2, date(2026, 5, 2))


def test_spiral_shows_one_document_at_a_time(anna):
    strategy = opened_turn(anna).document
    plan = SteeringDocumentFactory(title="Handlingsplan kompetens")
    opened_turn(anna, document=plan, starts_on=date(2026, 7, 1))

    latest, asked_for, unknown = spiral(anna.region_id), spiral(anna.region_id, strategy.pk), spiral(anna.region_id, 0)

    assert latest.documents == ((plan.pk, "Handlingsplan kompetens"), (strategy.pk, "Älvmark 2030"))
    assert (latest.document, asked_for.document, unknown.document) == ("Handlingsplan kompetens", "Älvmark 2030", "")
    assert (len(latest.turns), len(asked_for.turns), unknown.turns) == (1, 1, ())


def test_turn_line_tells_one_turn(anna):
    turn = opened_turn(anna)
    recorded_change(anna, accepted_lesson(anna, at=APRIL), turn)

    line = turn_line(turn)

    assert (line.planned, line.did, line.saw, line.is_open, len(line.changes)) == (
        "Moduler i alla åtta kommuner.",
        "",
        "",
        True,
        1,
    )


def test_spiral_asks_as_often_for_one_turn_as_for_three(anna):
    document = opened_turn(anna).document
    one = questions(lambda: spiral(anna.region_id))
    for year in (2027, 2028):
        turn = opened_turn(anna, document=document, starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1))
        recorded_change(anna, accepted_lesson(anna, at=APRIL), turn)

    assert questions(lambda: spiral(anna.region_id)) == one
