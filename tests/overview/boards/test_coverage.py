from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ContributionFactory,
    GoalFactory,
    GoalLinkFactory,
    IndicatorFactory,
    InitiativeFactory,
    SteeringDocumentFactory,
)
from varv.core.choices import Option, Scope, Topic
from varv.core.judgement import Axis, Verdict
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.theory import Evidence, Level
from varv.core.workflow import InitiativeState
from varv.overview.boards.coverage import Lack, coverage
from varv.overview.boards.strategy_board import strategy_board
from varv.rounds.drafts import Ruling
from varv.rounds.operations import assess_goal

TODAY = date(2026, 11, 20)
EVERYTHING = Scope()
AGENDA = Scope({Topic.FRAME: frozenset({Option.AGENDA_2030})})


@pytest.fixture
def strategy(alvmark):
    return SteeringDocumentFactory(region=alvmark)


@pytest.fixture
def goal(strategy):
    return GoalFactory(region=strategy.region, document=strategy, outline="1", name="Fler i arbete")


def found(strategy, scope=EVERYTHING):
    return coverage(strategy.region_id, strategy, scope, TODAY)


def ids(strategy, lack, scope=EVERYTHING):
    return [line.thing_id for line in found(strategy, scope).lines if line.lack is lack]


def document(region, kind, title):
    return SteeringDocumentFactory(region=region, kind=kind, title=title)


def goal_in(region, kind, title="Plan", outline="A"):
    return GoalFactory(region=region, document=document(region, kind, title), outline=outline)


def funded(region, state=InitiativeState.RUNNING, kind=InitiativeKind.FUNDED):
    return InitiativeFactory(region=region, kind=kind, state=state)


def test_the_boards_own_gaps_are_told_once_and_the_same(strategy, goal):
    InitiativeFactory(region=strategy.region, state=InitiativeState.RUNNING, name="Filmcentrum")

    told = [(line.lack.value, line.thing_id, line.name) for line in found(strategy).lines]

    assert told == [(line.gap.value, line.thing_id, line.name) for line in strategy_board(strategy, TODAY).gaps]
    assert [lack for lack, *_ in told] == [
        "goal_without_initiative",
        "goal_without_indicator",
        "goal_without_assessment",
        "initiative_without_goal",
    ]


def test_a_goal_that_is_worked_for_measured_and_assessed_has_no_gap(strategy, goal, egon):
    ContributionFactory(
        region=strategy.region,
        goal=goal,
        initiative=InitiativeFactory(region=strategy.region, state=InitiativeState.RUNNING),
    )
    IndicatorFactory(region=strategy.region, goal=goal)
    assess_goal(goal=goal, rulings={Axis.STATE: Ruling(Verdict.RIGHT_WAY, "Så är det.")}, by=egon, at=MONDAY)

    whole = found(strategy)

    assert (whole.lines, whole.counts, whole.is_empty) == ((), {}, False)
    assert (whole.goals, whole.initiatives, whole.links) == (1, 1, 0)


def test_a_funded_initiative_follows_the_strategy_when_it_contributes_to_one_of_its_goals(strategy, goal):
    outside, inside = funded(strategy.region), funded(strategy.region)
    ContributionFactory(region=strategy.region, initiative=inside, goal=goal)

    assert ids(strategy, Lack.FUNDED_OUTSIDE_STRATEGY) == [outside.pk]


def test_a_funded_initiative_follows_the_strategy_through_goals_that_contribute_to_it(strategy, goal):
    region = strategy.region
    action = goal_in(region, DocumentKind.ACTION_PLAN, "Handlingsplan")
    unit = goal_in(region, DocumentKind.OPERATIONAL_PLAN, "VP")
    initiative = funded(region)
    ContributionFactory(region=region, initiative=initiative, goal=unit)

    assert ids(strategy, Lack.FUNDED_OUTSIDE_STRATEGY) == [initiative.pk]

    GoalLinkFactory(region=region, source=action, target=goal)
    GoalLinkFactory(region=region, source=unit, target=action)

    assert ids(strategy, Lack.FUNDED_OUTSIDE_STRATEGY) == []


@pytest.mark.parametrize("kind", [InitiativeKind.OWN, InitiativeKind.EXTERNAL])
def test_the_ordinance_is_about_what_the_region_funds_alone(strategy, kind):
    funded(strategy.region, kind=kind)

    assert ids(strategy, Lack.FUNDED_OUTSIDE_STRATEGY) == []


def test_a_planned_project_can_still_be_mended_and_an_ended_one_cannot(strategy):
    planned = funded(strategy.region, InitiativeState.PLANNED)
    funded(strategy.region, InitiativeState.ENDED)

    assert ids(strategy, Lack.FUNDED_OUTSIDE_STRATEGY) == [planned.pk]


def test_a_goal_without_trace_is_a_gap_when_there_are_plans_to_look_in(strategy, goal):
    assert ids(strategy, Lack.GOAL_WITHOUT_TRACE) == []

    plan_goal = goal_in(strategy.region, DocumentKind.PARTNER_PLAN)

    assert ids(strategy, Lack.GOAL_WITHOUT_TRACE) == [goal.pk]

    GoalLinkFactory(region=strategy.region, source=plan_goal, target=goal)

    assert ids(strategy, Lack.GOAL_WITHOUT_TRACE) == []


def test_a_frame_that_nobody_chose_is_not_asked_for(strategy, goal):
    goal_in(strategy.region, DocumentKind.GLOBAL, "Agenda 2030")

    assert ids(strategy, Lack.GOAL_OUTSIDE_FRAME) == []


def test_a_goal_without_link_to_the_chosen_frame_is_a_gap(strategy, goal):
    frame = goal_in(strategy.region, DocumentKind.GLOBAL, "Agenda 2030")

    (line,) = [line for line in found(strategy, AGENDA).lines if line.lack is Lack.GOAL_OUTSIDE_FRAME]

    assert (line.thing_id, line.name, line.frame) == (goal.pk, "1 Fler i arbete", DocumentKind.GLOBAL)

    GoalLinkFactory(region=strategy.region, source=goal, target=frame)

    assert ids(strategy, Lack.GOAL_OUTSIDE_FRAME, AGENDA) == []


def test_a_goal_stands_inside_the_frame_when_what_it_stands_under_does(strategy, goal):
    frame = goal_in(strategy.region, DocumentKind.GLOBAL, "Agenda 2030")
    GoalFactory(region=strategy.region, document=strategy, outline="1.1", parent=goal)
    outside = GoalFactory(region=strategy.region, document=strategy, outline="2")
    GoalLinkFactory(region=strategy.region, source=goal, target=frame)

    assert ids(strategy, Lack.GOAL_OUTSIDE_FRAME, AGENDA) == [outside.pk]


def test_a_chosen_frame_without_goals_is_one_gap_and_not_one_a_goal(strategy, goal):
    document(strategy.region, DocumentKind.GLOBAL, "Agenda 2030")

    lines = [line for line in found(strategy, AGENDA).lines if line.frame]

    assert [(line.lack, line.thing_id, line.frame) for line in lines] == [
        (Lack.FRAME_WITHOUT_GOALS, None, DocumentKind.GLOBAL)
    ]


def test_an_activity_from_which_no_outcome_is_reached_is_a_gap(strategy):
    chain = ChainFactory(region=strategy.region, name="Kompetens")
    told = ChainStepFactory(region=strategy.region, chain=chain, text="Nätverk")
    output = ChainStepFactory(region=strategy.region, chain=chain, level=Level.OUTPUT)
    ChainLinkFactory(region=strategy.region, chain=chain, source=told, target=output)

    (line,) = [line for line in found(strategy).lines if line.lack is Lack.ACTIVITY_WITHOUT_OUTCOME]

    assert (line.thing_id, line.name, line.within) == (told.pk, "Nätverk", "Kompetens")

    outcome = ChainStepFactory(region=strategy.region, chain=chain, level=Level.OUTCOME)
    ChainLinkFactory(region=strategy.region, chain=chain, source=output, target=outcome)

    assert ids(strategy, Lack.ACTIVITY_WITHOUT_OUTCOME) == []


def test_a_link_without_evidence_is_a_gap_and_an_assumption_is_not(strategy):
    chain = ChainFactory(region=strategy.region, name="Kompetens")
    for evidence in Evidence:
        source = ChainStepFactory(region=strategy.region, chain=chain, level=Level.OUTPUT, text=str(evidence))
        target = ChainStepFactory(region=strategy.region, chain=chain, level=Level.OUTCOME, text="Intyg")
        ChainLinkFactory(
            region=strategy.region, chain=chain, source=source, target=target, evidence=evidence, evidence_source="X"
        )

    (line,) = found(strategy).lines

    assert (line.lack, line.name, line.within) == (Lack.LINK_WITHOUT_EVIDENCE, "none → Intyg", "Kompetens")


def test_the_gaps_are_counted_by_kind_and_can_be_shown_one_kind_at_a_time(strategy, goal):
    GoalFactory(region=strategy.region, document=strategy, outline="2")
    funded(strategy.region)

    whole = found(strategy)

    assert whole.counts == {
        Lack.GOAL_WITHOUT_INITIATIVE: 2,
        Lack.GOAL_WITHOUT_INDICATOR: 2,
        Lack.GOAL_WITHOUT_ASSESSMENT: 2,
        Lack.INITIATIVE_WITHOUT_GOAL: 1,
        Lack.FUNDED_OUTSIDE_STRATEGY: 1,
    }
    assert [(lack, len(lines)) for lack, lines in whole.of(Lack.FUNDED_OUTSIDE_STRATEGY)] == [
        (Lack.FUNDED_OUTSIDE_STRATEGY, 1)
    ]
    assert [lack for lack, _lines in whole.of(None)] == list(whole.counts)
    assert whole.of(Lack.GOAL_WITHOUT_TRACE) == ()


def test_a_region_that_has_not_begun_has_no_gaps_and_is_empty(alvmark):
    whole = coverage(alvmark.pk, None, AGENDA, TODAY)

    assert (whole.lines, whole.is_empty, whole.strategy) == ((), True, "")


def test_chains_and_projects_have_gaps_without_a_strategy_too(alvmark):
    initiative = funded(alvmark)

    whole = coverage(alvmark.pk, None, EVERYTHING, TODAY)

    assert [(line.lack, line.thing_id) for line in whole.lines] == [(Lack.FUNDED_OUTSIDE_STRATEGY, initiative.pk)]


def test_another_regions_gaps_are_not_ours(strategy, sydland):
    funded(sydland)
    ChainLinkFactory(region=sydland, evidence=Evidence.NONE)

    assert found(strategy).lines == ()


def one_of_everything(strategy, number):
    region = strategy.region
    goal = GoalFactory(region=region, document=strategy, outline=f"9.{number}")
    plan_goal = goal_in(region, DocumentKind.PARTNER_PLAN, f"Plan {number}")
    between = goal_in(region, DocumentKind.GLOBAL, f"Ram {number}")
    GoalLinkFactory(region=region, source=plan_goal, target=goal)
    GoalLinkFactory(region=region, source=goal, target=between)
    ContributionFactory(region=region, initiative=funded(region), goal=plan_goal)
    ChainLinkFactory(region=region, evidence=Evidence.NONE)


def queries(strategy):
    with CaptureQueriesContext(connection) as asked:
        found(strategy, AGENDA)
    return len(asked)


def test_the_number_of_queries_is_the_same_for_one_and_for_three(strategy):
    one_of_everything(strategy, 1)
    for_one = queries(strategy)
    one_of_everything(strategy, 2)
    one_of_everything(strategy, 3)

    assert queries(strategy) == for_one <= 20


def test_the_demo_is_gone_through_in_a_fixed_number_of_queries(demo, django_assert_max_num_queries):
    strategy = demo_strategy(demo)

    with django_assert_max_num_queries(20):
        whole = found(strategy)

    assert whole.goals > 0


def demo_strategy(region):
    return SteeringDocumentFactory._meta.model.objects.of(region.pk).strategies().running(TODAY).get()
