from datetime import date

import pytest

from tests.factories import MONDAY
from tests.strategy.choosing import DECIDED_ON, chose
from tests.strategy.walks import TUESDAY
from varv.core.choices import Option, Topic
from varv.overview.strategy.choices import choice_board

pytestmark = pytest.mark.django_db


def test_the_board_has_the_eleven_topics_in_order(alvmark):
    board = choice_board(alvmark.pk)

    assert [(line.number, line.topic) for line in board.lines] == list(enumerate(Topic, start=1))
    assert (board.chosen, board.next, board.latest) == (0, Topic.FOLLOWED, None)
    assert {(line.choice, line.earlier) for line in board.lines} == {(None, ())}


def test_a_line_tells_what_was_chosen_why_when_and_by_whom(anna):
    made = chose(anna, Option.ONLY_ONE_TO_ONE, reasons="Det räcker så länge.")

    chosen = choice_board(anna.region_id).line(Topic.FUNDING).choice
    assert (chosen.id, chosen.revision, chosen.options) == (made.pk, 1, (Option.ONLY_ONE_TO_ONE,))
    assert (chosen.reasons, chosen.decided_on, chosen.decided_by) == ("Det räcker så länge.", DECIDED_ON, "Nämnden")
    assert (chosen.made_at, chosen.replaced_at) == (MONDAY, None)


def test_earlier_choices_stand_behind_the_one_in_force_newest_first(anna):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    chose(anna, Option.WITH_COFUNDERS, at=TUESDAY)
    chose(anna, Option.ONLY_ONE_TO_ONE, at=TUESDAY, reasons="Det gick inte att få in uppgifterna.")

    line = choice_board(anna.region_id).line(Topic.FUNDING)
    assert (line.choice.options, line.choice.revision) == ((Option.ONLY_ONE_TO_ONE,), 3)
    assert [(one.options[0], one.replaced_at) for one in line.earlier] == [
        (Option.WITH_COFUNDERS, TUESDAY),
        (Option.ONLY_ONE_TO_ONE, TUESDAY),
    ]


def test_the_board_counts_and_knows_the_latest_decision(anna):
    chose(anna, Option.ONE_THEORY, decided_on=date(2026, 5, 4))
    chose(anna, Option.ONLY_ONE_TO_ONE)
    chose(anna, Option.WITH_COFUNDERS)

    board = choice_board(anna.region_id)
    assert (board.chosen, board.next, board.latest) == (2, Topic.FOLLOWED, date(2026, 5, 4))


def test_after_a_topic_comes_the_next_without_an_answer(anna):
    chose(anna, Option.ONE_THEORY)
    chose(anna, Option.FUNDED_ONE_TO_ONE)

    board = choice_board(anna.region_id)
    assert board.next_after(Topic.FRAME) is Topic.FUNDING
    assert board.next_after(Topic.FUNDING) is Topic.PROCESSES
    assert board.next_after(Topic.LEARNING) is Topic.FOLLOWED


def test_after_the_last_topic_without_an_answer_there_is_none(anna):
    for option in (
        Option.DEVELOPMENT,
        Option.TARGETED,
        Option.ONE_SET,
        Option.EUROPE,
        Option.ONE_THEORY,
        Option.WITH_COFUNDERS,
        Option.ALL_THAT_STRIVE,
        Option.TOWARDS_GOALS,
        Option.SHARED,
        Option.NEW_PLANS,
    ):
        chose(anna, option)

    board = choice_board(anna.region_id)
    assert (board.chosen, board.next, board.next_after(Topic.LEARNING)) == (10, Topic.LEARNING, None)


def test_the_board_is_one_query_however_many_choices(anna, django_assert_num_queries):
    for option in (Option.ONLY_ONE_TO_ONE, Option.WITH_COFUNDERS, Option.ONE_THEORY):
        chose(anna, option)

    with django_assert_num_queries(1):
        choice_board(anna.region_id)


def test_another_regions_choices_are_not_ours(anna, stig):
    chose(stig, Option.ONLY_ONE_TO_ONE)

    assert choice_board(anna.region_id).chosen == 0
