"""What the region's choices of funding and activities (vägval) leave out of the totals, and where it is found."""

from datetime import date

import pytest

from tests.delivery.walks import running, started
from tests.factories import GenericActivityFactory
from tests.rounds.walks import approved, opened
from tests.strategy.choosing import chose
from tests.strategy.walks import added_goal, drafted_document
from varv.core.choices import Option, Scope, Topic
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.overview.boards.coverage import coverage
from varv.overview.boards.goal_sheet import goal_sheet
from varv.overview.boards.strategy_board import Gap, strategy_board
from varv.overview.boards.year_sheet import year_sheet
from varv.overview.delivery.delivery_board import InitiativeWish, Sort, delivery_board
from varv.rounds.models import Report
from varv.strategy.scope import scope_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
FUNDED, OWN, EXTERNAL = InitiativeKind.FUNDED, InitiativeKind.OWN, InitiativeKind.EXTERNAL


@pytest.fixture
def goal(anna):
    return added_goal(anna, drafted_document(anna))


@pytest.fixture
def insatser(anna, bo, goal):
    """Under way: a funded one towards the goal, an own one towards it, and an external one without a goal."""
    activity = GenericActivityFactory(region=goal.region)
    told = (("Projektet", FUNDED, [goal]), ("Det egna", OWN, [goal]), ("Någon annans", EXTERNAL, []))
    return [
        running(anna, bo, name=name, kind=kind, goals=goals, generic_activity=activity) for name, kind, goals in told
    ]


def board_of(goal):
    return strategy_board(goal.document, TODAY)


def gaps(goal):
    return {(line.gap, line.name) for line in board_of(goal).gaps if line.gap is not Gap.GOAL_WITHOUT_INDICATOR}


def listed(anna, **wish):
    return delivery_board(anna.region_id, anna.person_id, InitiativeWish(**wish), TODAY)


def test_without_a_choice_the_board_counts_all(goal, insatser):
    (row,) = board_of(goal).goals

    assert (row.initiatives, row.outside) == (2, 0)
    assert (Gap.INITIATIVE_WITHOUT_GOAL, "Någon annans") in gaps(goal)


def test_the_board_counts_what_the_choice_counts(anna, goal, insatser):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    (row,) = board_of(goal).goals

    assert (row.initiatives, row.outside) == (1, 1)
    assert (Gap.INITIATIVE_WITHOUT_GOAL, "Någon annans") not in gaps(goal)


def test_a_goal_that_only_others_work_for_is_a_gap_that_says_who_is_outside(anna, bo, goal):
    running(anna, bo, name="Det egna", kind=OWN, goals=[goal])
    chose(anna, Option.ONLY_ONE_TO_ONE)

    (row,) = board_of(goal).goals

    assert (row.initiatives, row.outside, Gap.GOAL_WITHOUT_INITIATIVE in row.gaps) == (0, 1, True)


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        ([], {"Projektet", "Det egna", "Någon annans"}),
        ([Option.ONLY_ONE_TO_ONE], {"Projektet"}),
        ([Option.WITH_COFUNDERS], {"Projektet", "Det egna", "Någon annans"}),
        ([Option.FUNDED_BY_NAMED], {"Projektet", "Det egna"}),
        ([Option.WITH_COFUNDERS, Option.FUNDED_ONE_TO_ONE], {"Projektet"}),
        ([Option.ONLY_ONE_TO_ONE, Option.ALL_THAT_STRIVE], {"Projektet"}),
    ],
)
def test_the_list_counts_what_the_choices_count(anna, insatser, options, counted):
    for option in options:
        chose(anna, option)

    board = listed(anna)

    assert {line.name for line in board.lines if line.is_counted} == counted
    assert (board.total, board.outside) == (len(counted), 3 - len(counted))
    assert (board.counted, board.not_counted) == (len(counted), 3 - len(counted))
    assert {line.name for line in board.lines} == {"Projektet", "Det egna", "Någon annans"}


@pytest.mark.parametrize("sort", Sort)
def test_what_is_outside_stands_last_in_every_order(anna, insatser, sort):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    lines = listed(anna, sort=sort).lines

    assert [line.name for line in lines] == ["Projektet", "Det egna", "Någon annans"]


def test_every_number_of_the_list_counts_the_same(anna, bo, insatser):
    started(anna, anna, name="Ett till", kind=OWN, generic_activity=insatser[0].generic_activity)
    chose(anna, Option.ONLY_ONE_TO_ONE)

    board = listed(anna)

    assert board.states == {InitiativeState.RUNNING: 1}
    assert (board.without_goal, board.mine, board.outside) == (0, 0, 3)


def test_a_search_finds_what_is_outside(anna, insatser):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    board = listed(anna, words="egna")

    assert [line.name for line in board.lines] == ["Det egna"]
    assert (board.counted, board.not_counted) == (0, 1)


def test_the_goal_counts_and_still_lists_all(anna, goal, insatser):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    sheet = goal_sheet(goal, TODAY)

    assert sheet.counted == 1
    assert {line.name: line.is_counted for line in sheet.initiatives} == {"Projektet": True, "Det egna": False}


def test_the_gaps_count_insatser_as_the_board_does(anna, goal, insatser):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    found = coverage(anna.region_id, goal.document, scope_of(anna.region_id), TODAY)

    assert found.initiatives == 1


def test_the_year_tells_the_reports_that_are_counted_and_names_the_others(anna, bo, disa, goal, insatser):
    opened(anna, period=Period.parse("2026H1"))
    for report in Report.objects.of(anna.region_id).order_by("pk"):
        approved(report, bo, disa)
    chose(anna, Option.FUNDED_BY_NAMED)

    sheet = year_sheet(goal.document, 2026, TODAY)

    assert [report.initiative for report in sheet.reports] == ["Det egna", "Projektet"]
    assert sheet.outside == ("Någon annans",)
    assert sheet.scope == Scope({Topic.ACTIVITIES: frozenset({Option.FUNDED_BY_NAMED})})


def test_the_year_without_a_choice_leaves_nobody_out(anna, bo, disa, goal, insatser):
    opened(anna, period=Period.parse("2026H1"))
    for report in Report.objects.of(anna.region_id).order_by("pk"):
        approved(report, bo, disa)

    sheet = year_sheet(goal.document, 2026, TODAY)

    assert ([report.initiative for report in sheet.reports], sheet.outside) == (
        ["Det egna", "Någon annans", "Projektet"],
        (),
    )
