from datetime import date

import pytest

from tests.delivery.walks import running, started
from tests.factories import ChainFactory, GenericActivityFactory, GoalFactory
from tests.rounds.walks import approved, opened
from varv.core.judgement import Verdict
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.overview.delivery.delivery_board import GoalRef, delivery_board, initiatives_by_goal
from varv.overview.delivery.initiative_wish import InitiativeWish, Lack, Sort
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def names(by, **wish) -> list[str]:
    return [line.name for line in delivery_board(by.region_id, by.person_id, InitiativeWish(**wish), TODAY).lines]


def test_board_tells_all_about_an_insats(anna, bo):
    goal = GoalFactory(outline="2.1", name="Fler i arbete")
    initiative = running(anna, bo, goals=[goal])

    line = delivery_board(anna.region_id, anna.person_id, InitiativeWish(), TODAY).lines[0]

    assert (line.id, line.name, line.kind, line.state) == (
        initiative.pk,
        "Yrkesväxling i moduler",
        InitiativeKind.OWN,
        InitiativeState.RUNNING,
    )
    assert (line.activity, line.unit, line.responsible, line.starts_on, line.ends_on) == (
        "Kompetensutvecklingsinsatser",
        "Utvecklingsavdelningen",
        "Bo",
        date(2025, 1, 1),
        date(2027, 12, 31),
    )
    assert (line.goals, line.verdict, line.verdict_words) == ((GoalRef(goal.pk, "2.1", "Fler i arbete"),), None, "")


def test_board_shows_the_verdict_of_the_last_approved_report(anna, bo, disa):
    running(anna, bo)
    for period, verdict in (("2026H2", Verdict.RIGHT_WAY), ("2027H1", Verdict.PARTLY)):
        round_ = opened(anna, Period.parse(period))
        approved(Report.objects.of(anna.region_id).get(round=round_), bo, disa, verdict=verdict)

    line = delivery_board(anna.region_id, anna.person_id, InitiativeWish(), TODAY).lines[0]

    assert (line.verdict, line.verdict_period) == (Verdict.PARTLY, Period.parse("2027H1"))


def test_board_finds_what_is_wished_for(anna, bo):
    goal = GoalFactory()
    activity = GenericActivityFactory(name="Testbäddar")
    started(anna, bo, name="Älvmarks testbädd", description="Grönt stål", generic_activity=activity, goals=[goal])
    running(anna, anna, name="Validering", description="")

    assert names(anna, words="älvmark") == ["Älvmarks testbädd"]
    assert names(anna, words=" STÅL ") == ["Älvmarks testbädd"]
    assert names(anna, words="testbäddar") == ["Älvmarks testbädd"]
    assert names(anna, state=InitiativeState.RUNNING) == ["Validering"]
    assert names(anna, goal_id=goal.pk) == ["Älvmarks testbädd"]
    assert names(anna, activity_id=activity.pk) == ["Älvmarks testbädd"]
    assert names(anna, responsible_id=anna.person_id) == ["Validering"]
    assert names(anna, lack=Lack.GOAL) == ["Validering"]
    assert names(anna, words="finns inte") == []


def test_board_stands_in_the_order_that_is_wished_for(anna, bo):
    started(anna, bo, name="Öar", starts_on=date(2025, 2, 1))
    running(anna, bo, name="Åar", starts_on=date(2025, 3, 1))
    started(anna, bo, name="älvar", starts_on=date(2025, 1, 1))
    started(anna, bo, name="Broar", starts_on=date(2025, 3, 1))

    assert names(anna) == ["Broar", "Åar", "älvar", "Öar"]
    assert names(anna, sort=Sort.START) == ["Broar", "Åar", "Öar", "älvar"]
    assert names(anna, sort=Sort.STATE) == ["Broar", "älvar", "Öar", "Åar"]


def test_board_counts_the_whole_region_whatever_is_wished_for(anna, bo):
    goal = GoalFactory(outline="1", name="Fler i arbete")
    started(anna, bo, goals=[goal])
    running(anna, anna, name="Validering")

    board = delivery_board(anna.region_id, anna.person_id, InitiativeWish(words="finns inte"), TODAY)

    assert (board.total, board.mine, board.without_goal) == (2, 1, 1)
    assert dict(board.states) == {InitiativeState.PLANNED: 1, InitiativeState.RUNNING: 1}
    assert (board.goals, [name for _, name in board.activities]) == (
        (GoalRef(goal.pk, "1", "Fler i arbete"),),
        ["Kompetensutvecklingsinsatser"] * 2,
    )


def test_board_costs_the_same_for_one_insats_and_for_three(anna, bo, django_assert_num_queries):
    started(anna, bo, goals=[GoalFactory()])
    with django_assert_num_queries(8):
        delivery_board(anna.region_id, anna.person_id, InitiativeWish(), TODAY)

    for name in ("Två", "Tre"):
        started(anna, bo, name=name, goals=[GoalFactory()])

    with django_assert_num_queries(8):
        delivery_board(anna.region_id, anna.person_id, InitiativeWish(), TODAY)


def test_board_knows_nothing_of_other_regions(anna, bo, stig):
    started(anna, bo)

    board = delivery_board(stig.region_id, stig.person_id, InitiativeWish(), TODAY)

    assert (board.lines, board.total, board.goals) == ((), 0, ())


def test_initiatives_by_goal_stand_under_each_goal_by_name(anna, bo):
    first, second, alone = GoalFactory(), GoalFactory(), GoalFactory()
    started(anna, bo, name="Validering", goals=[first, second])
    started(anna, bo, name="Språkstöd", goals=[first])

    found = initiatives_by_goal(anna.region_id)

    assert {goal_id: [line.name for line in lines] for goal_id, lines in found.items()} == {
        first.pk: ["Språkstöd", "Validering"],
        second.pk: ["Validering"],
    }
    assert alone.pk not in found


def test_board_finds_the_insatser_that_test_a_chain(anna, bo):
    chain = ChainFactory()
    running(anna, bo, chain=chain)
    running(anna, bo, name="Validering")

    assert names(anna, chain_id=chain.pk) == ["Yrkesväxling i moduler"]
    assert names(anna, chain_id=chain.pk + 1) == []
