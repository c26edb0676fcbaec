"""How is a plan being carried out: each insats once, with its latest verdict, late milestones, money and figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ContributionFactory,
    FundingFactory,
    FundingSourceFactory,
    GoalFactory,
    GoalLinkFactory,
    MilestoneFactory,
    SteeringDocumentFactory,
    YearAmountFactory,
)
from tests.overview.rounds.told import AUTUMN, SPRING, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from varv.core.choices import Option
from varv.core.counting import Dimension
from varv.core.judgement import Verdict
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.money import FundingKind
from varv.core.workflow import FundingState, InitiativeState
from varv.overview.boards.programme import programme, programme_file

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.fixture
def plan(alvmark):
    return SteeringDocumentFactory(region=alvmark, title="Handlingsplan", kind=DocumentKind.ACTION_PLAN)


@pytest.fixture
def goal(plan):
    return GoalFactory(region=plan.region, document=plan, outline="1", name="Kompetens", place=1)


@pytest.fixture
def indicator(alvmark):
    return counted(alvmark)


def tied(indicator, *goals, **more):
    """An insats that means to reach one thing, and contributes to the goals."""
    result = meant(indicator.region, indicator, **more)
    for goal in goals:
        ContributionFactory(region=indicator.region, initiative=result.initiative, goal=goal)
    return result


def granted(initiative, amount, used=None, kind=FundingKind.ONE_TO_ONE, state=FundingState.GRANTED):
    """Money for an insats, and what is used of it."""
    source = FundingSourceFactory(region=initiative.region, kind=kind)
    money = None if amount is None else Decimal(amount)
    funding = FundingFactory(region=initiative.region, initiative=initiative, source=source, state=state, granted=money)
    if used is not None:
        YearAmountFactory(region=initiative.region, funding=funding, used=Decimal(used))
    return funding


def test_an_insats_with_two_goals_is_told_once_and_names_both(plan, goal, indicator):
    other = GoalFactory(region=plan.region, document=plan, outline="2", name="Näringsliv", place=2)
    tied(indicator, goal, other)

    found = programme(plan, TODAY)

    assert [(row.goals, row.unit) for row in found.work] == [(("1", "2"), found.work[0].unit)]
    assert [row.initiatives for row in found.goals] == [1, 1]
    assert found.whole.initiatives == 1


def test_goals_below_in_the_plan_and_in_plans_below_are_part_of_it(plan, goal, indicator):
    under = GoalFactory(region=plan.region, document=plan, parent=goal, outline="1.1", name="Validering")
    lower = SteeringDocumentFactory(region=plan.region, title="Verksamhetsplan", kind=DocumentKind.OPERATIONAL_PLAN)
    theirs = GoalFactory(region=plan.region, document=lower, outline="7")
    GoalLinkFactory(region=plan.region, source=theirs, target=under)
    tied(indicator, theirs)
    tied(indicator, under)
    tied(indicator)

    found = programme(plan, TODAY)

    assert [(row.name, row.depth, row.initiatives) for row in found.goals] == [
        ("1 Kompetens", 0, 2),
        ("1.1 Validering", 1, 2),
    ]
    assert [row.goals for row in found.work] == [("1.1",), ("1.1",)]


def test_the_latest_counted_report_tells_the_verdict(plan, goal, indicator):
    result = tied(indicator, goal, state=InitiativeState.RUNNING)
    reported(result.initiative, SPRING, verdict=Verdict.WRONG_WAY)
    reported(result.initiative, AUTUMN, verdict=Verdict.RIGHT_WAY)

    found = programme(plan, TODAY)

    assert found.work[0].verdict in {Verdict.WRONG_WAY, Verdict.RIGHT_WAY}
    assert found.goals[0].verdicts == ((found.work[0].verdict, 1),)
    assert found.untold == 0


def test_what_has_not_reported_yet_is_counted(plan, goal, indicator):
    tied(indicator, goal, state=InitiativeState.RUNNING)
    tied(indicator, goal, state=InitiativeState.PLANNED)

    found = programme(plan, TODAY)

    assert (found.untold, found.whole.under_way, found.whole.verdicts) == (1, 1, ())


def test_milestones_that_are_late_and_not_reached_are_counted(plan, goal, indicator):
    initiative = tied(indicator, goal).initiative
    for due_on, reached_on in (
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), None),
        (date(2026, 1, 1), date(2026, 2, 1)),
    ):
        MilestoneFactory(region=plan.region, initiative=initiative, due_on=due_on, reached_on=reached_on)

    found = programme(plan, TODAY)

    assert (found.work[0].late, found.goals[0].late) == (1, 1)


def test_money_is_what_was_granted_and_used_and_nothing_said_is_not_zero(plan, goal, indicator):
    rich, silent = tied(indicator, goal, name="A").initiative, tied(indicator, goal, name="B").initiative
    granted(rich, 500, used=100)
    granted(rich, 300)
    granted(rich, None, state=FundingState.APPLIED)

    found = programme(plan, TODAY)

    assert [(row.name, row.granted, row.used) for row in found.work] == [("A", 800, 100), (silent.name, None, None)]
    assert (found.whole.granted, found.whole.used) == (800, 100)


def test_what_the_choices_leave_out_is_listed_but_not_added(anna, plan, goal, indicator):
    ours = tied(indicator, goal, name="A", kind=InitiativeKind.FUNDED)
    theirs = tied(indicator, goal, name="B", kind=InitiativeKind.EXTERNAL)
    for result, value in ((ours, 3), (theirs, 50)):
        told(result, {AUTUMN: value})
        granted(result.initiative, value)
    granted(ours.initiative, 1000, kind=FundingKind.MUNICIPALITY)
    chose(anna, Option.ONLY_ONE_TO_ONE)

    found = programme(plan, TODAY)

    assert [(row.name, row.counts, row.granted) for row in found.work] == [("A", True, 3), ("B", False, 50)]
    assert (found.whole.initiatives, found.whole.granted) == (2, 3)
    assert [line.figures.total.value for line in found.lines] == [3]


def test_the_figures_are_those_of_the_plans_insatser_alone(plan, goal, indicator):
    told(tied(indicator, goal), {AUTUMN: 3, SPRING: None})
    told(tied(indicator), {AUTUMN: 100})

    found = programme(plan, TODAY)

    (line_,) = found.lines
    assert [one.value for one in line_.figures.periods] == [3, None]
    assert (line_.figures.total.value, line_.figures.total.missing, found.periods) == (3, 1, (AUTUMN, SPRING))


def test_a_goal_that_nothing_is_done_for_is_a_gap(plan, goal):
    found = programme(plan, TODAY)

    assert (found.empty_goals, found.work, found.lines) == (found.goals, (), ())


def test_a_plan_without_goals_is_empty(plan):
    found = programme(plan, TODAY)

    assert (found.goals, found.whole.initiatives, found.whole.granted) == ((), 0, None)


def test_another_regions_insatser_are_not_there(plan, goal, sydland):
    ContributionFactory(region=sydland)

    assert programme(plan, TODAY).work == ()


def test_it_costs_nine_queries_however_many_insatser(plan, goal, indicator):
    counted(plan.region, "Läge", counting="state")

    for _ in (1, 2, 3):
        told(tied(indicator, goal), {AUTUMN: 3})
        with CaptureQueriesContext(connection) as asked:
            programme(plan, TODAY)
        assert len(asked) == 9


def test_the_file_has_every_goal_every_breakdown_and_every_report(plan, goal, indicator):
    result = tied(indicator, goal, name="Yrkesväxling")
    report = reported(result.initiative, AUTUMN, verdict=Verdict.PARTLY, done="Kurser.", learned="Validera först.")
    line(report, result, 10, women=4)
    reported(result.initiative, SPRING)

    found = programme_file(plan, TODAY)

    assert [(node.name, node.lines[0].figures.total.value) for node in found.by_goal.nodes] == [("1 Kompetens", 10)]
    assert set(found.broken_down) == set(Dimension)
    assert [part.category for part in found.broken_down[Dimension.SEX].whole[0].parts] == ["women", ""]
    assert {(one.period, one.done, one.learned) for one in found.reports} == {
        (SPRING, "", ""),
        (AUTUMN, "Kurser.", "Validera först."),
    }
