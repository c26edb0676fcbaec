from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import (
    MONDAY,
    ContributionFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    MeasurementFactory,
    SteeringDocumentFactory,
    TargetFactory,
)
from varv.core.judgement import Axis, Verdict
from varv.core.kinds import DocumentKind
from varv.core.periods import Period
from varv.core.status import Status
from varv.core.workflow import InitiativeState
from varv.overview.boards.strategy_board import Gap, current_strategy, strategy_board
from varv.rounds.drafts import Ruling
from varv.rounds.operations import assess_goal

TODAY = date(2026, 11, 20)


@pytest.fixture
def strategy(alvmark):
    return SteeringDocumentFactory(region=alvmark)


def on_track(goal):
    indicator = IndicatorFactory(region=goal.region, goal=goal)
    TargetFactory(region=goal.region, indicator=indicator)
    MeasurementFactory(region=goal.region, indicator=indicator, period=Period(2025), value=Decimal(79))
    return indicator


def judged(goal, verdict, by, at=MONDAY):
    return assess_goal(goal=goal, rulings={Axis.STATE: Ruling(verdict, "Så ser det ut.")}, by=by, at=at)


def worked_for(goal, state=InitiativeState.RUNNING):
    initiative = InitiativeFactory(region=goal.region, state=state)
    ContributionFactory(region=goal.region, initiative=initiative, goal=goal)
    return initiative


def only(board):
    (row,) = board.goals
    return row


def test_current_strategy_is_the_one_in_force(alvmark, strategy):
    SteeringDocumentFactory(region=alvmark, title="Älvmark 2050", starts_on=date(2031, 1, 1), ends_on=None)

    assert current_strategy(alvmark.pk, TODAY) == strategy


def test_current_strategy_is_the_newest_when_none_is_in_force(alvmark, strategy):
    later = SteeringDocumentFactory(region=alvmark, title="Älvmark 2050", starts_on=date(2035, 1, 1), ends_on=None)

    assert current_strategy(alvmark.pk, date(2033, 1, 1)) == later


def test_current_strategy_is_no_plan_and_no_other_regions(alvmark, sydland):
    SteeringDocumentFactory(region=alvmark, kind=DocumentKind.ACTION_PLAN)
    SteeringDocumentFactory(region=sydland)

    assert current_strategy(alvmark.pk, TODAY) is None


def test_board_shows_the_tree_in_outline_order(strategy):
    top = GoalFactory(region=strategy.region, document=strategy, outline="1", place=0)
    GoalFactory(region=strategy.region, document=strategy, parent=top, outline="1.2", place=2)
    GoalFactory(region=strategy.region, document=strategy, parent=top, outline="1.1", place=1)

    board = strategy_board(strategy, TODAY)

    assert [(row.outline, row.depth, row.is_leaf) for row in board.goals] == [
        ("1", 0, False),
        ("1.1", 1, True),
        ("1.2", 1, True),
    ]


def test_board_leaves_out_retired_goals_and_other_documents(strategy):
    GoalFactory(region=strategy.region, document=strategy, retired_on=date(2026, 1, 1))
    GoalFactory(region=strategy.region, document=SteeringDocumentFactory(region=strategy.region, title="En annan"))

    assert strategy_board(strategy, TODAY).goals == ()


def test_goal_shows_what_a_person_judged_and_what_the_figures_say(strategy, anna):
    goal = GoalFactory(region=strategy.region, document=strategy)
    on_track(goal)
    judged(goal, Verdict.PARTLY, anna)

    row = only(strategy_board(strategy, TODAY))

    assert (row.verdict, row.reason, row.status) == (Verdict.PARTLY, "Så ser det ut.", Status.ON_TRACK)
    assert (row.assessment.author, row.summary.total, row.summary.with_data) == ("Anna", 1, 1)


def test_goal_that_nobody_has_judged_is_not_assessed(strategy):
    GoalFactory(region=strategy.region, document=strategy)

    row = only(strategy_board(strategy, TODAY))

    assert (row.verdict, row.reason, row.status) == (Verdict.NOT_ASSESSED, "", Status.NO_DATA)


def test_goal_without_data_is_neither_good_nor_bad(strategy, anna):
    goal = GoalFactory(region=strategy.region, document=strategy)
    IndicatorFactory(region=strategy.region, goal=goal)
    judged(goal, Verdict.RIGHT_WAY, anna)

    row = only(strategy_board(strategy, TODAY))

    assert (row.status, row.differs, row.summary.with_data) == (Status.NO_DATA, False, 0)


@pytest.mark.parametrize(
    ("value", "verdict", "differs"),
    [
        (79, Verdict.RIGHT_WAY, False),
        (79, Verdict.WRONG_WAY, True),
        (79, Verdict.TOO_EARLY, False),
        (60, Verdict.RIGHT_WAY, True),
        (60, Verdict.WRONG_WAY, False),
        (60, Verdict.NOT_ASSESSED, False),
    ],
)
def test_goal_differs_when_person_and_figures_say_opposite_things(strategy, anna, value, verdict, differs):
    goal = GoalFactory(region=strategy.region, document=strategy)
    indicator = IndicatorFactory(region=strategy.region, goal=goal)
    TargetFactory(region=strategy.region, indicator=indicator)
    MeasurementFactory(region=strategy.region, indicator=indicator, value=Decimal(value))
    judged(goal, verdict, anna)

    board = strategy_board(strategy, TODAY)

    assert (only(board).differs, len(board.differing)) == (differs, int(differs))


def test_summary_of_a_goal_counts_those_below(strategy):
    top = GoalFactory(region=strategy.region, document=strategy, outline="1", place=0)
    for outline in ("1.1", "1.2"):
        on_track(GoalFactory(region=strategy.region, document=strategy, parent=top, outline=outline, place=1))

    board = strategy_board(strategy, TODAY)

    assert (board.goals[0].summary.total, board.indicators, board.goals[0].indicators) == (2, 2, ())


def test_a_whole_goal_has_no_gaps(strategy, anna):
    goal = GoalFactory(region=strategy.region, document=strategy)
    on_track(goal)
    worked_for(goal)
    judged(goal, Verdict.RIGHT_WAY, anna)

    board = strategy_board(strategy, TODAY)

    assert (only(board).gaps, board.gaps, only(board).initiatives) == ((), (), 1)


def test_an_empty_goal_has_every_gap(strategy):
    goal = GoalFactory(region=strategy.region, document=strategy)

    board = strategy_board(strategy, TODAY)

    assert [(line.gap, line.thing_id) for line in board.gaps] == [
        (Gap.GOAL_WITHOUT_INITIATIVE, goal.pk),
        (Gap.GOAL_WITHOUT_INDICATOR, goal.pk),
        (Gap.GOAL_WITHOUT_ASSESSMENT, goal.pk),
    ]


@pytest.mark.parametrize(("days", "is_gap"), [(364, False), (365, False), (366, True)])
def test_an_old_assessment_is_a_gap_after_a_year(strategy, anna, days, is_gap):
    goal = GoalFactory(region=strategy.region, document=strategy)
    judged(goal, Verdict.RIGHT_WAY, anna)

    board = strategy_board(strategy, MONDAY.date() + timedelta(days=days))

    assert (Gap.GOAL_WITHOUT_ASSESSMENT in only(board).gaps) is is_gap


def test_an_insats_that_has_ended_works_for_no_goal(strategy):
    worked_for(GoalFactory(region=strategy.region, document=strategy), InitiativeState.ENDED)

    row = only(strategy_board(strategy, TODAY))

    assert (row.initiatives, Gap.GOAL_WITHOUT_INITIATIVE in row.gaps) == (0, True)


def test_an_insats_without_goal_is_a_gap(strategy):
    initiative = InitiativeFactory(region=strategy.region, name="Filmcentrum", state=InitiativeState.RUNNING)

    (line,) = strategy_board(strategy, TODAY).gaps

    assert (line.gap, line.thing_id, line.name) == (Gap.INITIATIVE_WITHOUT_GOAL, initiative.pk, "Filmcentrum")


def test_board_knows_when_anything_was_last_judged(strategy, anna):
    goal = GoalFactory(region=strategy.region, document=strategy)
    judged(goal, Verdict.PARTLY, anna, at=MONDAY - timedelta(days=30))
    judged(goal, Verdict.PARTLY, anna, at=MONDAY)

    assert strategy_board(strategy, TODAY).latest_assessment == MONDAY


def test_board_without_goals_is_empty(strategy):
    board = strategy_board(strategy, TODAY)

    assert (board.goals, board.gaps, board.latest_assessment, board.leaves) == ((), (), None, ())


@pytest.mark.parametrize("goals", [1, 3])
def test_board_asks_equally_often_for_one_and_for_three(goals, strategy, anna, django_assert_num_queries):
    for number in range(goals):
        goal = GoalFactory(region=strategy.region, document=strategy, outline=str(number))
        on_track(goal)
        worked_for(goal)
        judged(goal, Verdict.PARTLY, anna)

    with django_assert_num_queries(9):
        strategy_board(strategy, TODAY)
