from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ChainFactory,
    GoalFactory,
    GoalLinkFactory,
    IndicatorFactory,
    InitiativeFactory,
    SteeringDocumentFactory,
)
from tests.strategy.choosing import chose
from tests.strategy.walks import adopted_framework
from varv.core.choices import OPTIONS, Option, Topic
from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind, StrategyPhase
from varv.core.status import Direction
from varv.overview.boards.choice_consequences import Affected, Consequence, consequences

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def told(region, *options):
    """What the answer would change: each kind with its numbers before and after."""
    topic = next(topic for topic in Topic if options[0] in OPTIONS[topic])
    found = consequences(region.pk, topic, options, TODAY)
    return {one.affected: (one.before, one.after) for one in found}


def document(region, kind=DocumentKind.REGIONAL_STRATEGY, title="Älvmark 2030"):
    return SteeringDocumentFactory(region=region, kind=kind, title=title)


def goal(within, **said):
    return GoalFactory(region=within.region, document=within, **said)


def insatser(region):
    """One own, two funded and three external."""
    kinds = [InitiativeKind.OWN, *[InitiativeKind.FUNDED] * 2, *[InitiativeKind.EXTERNAL] * 3]
    return [InitiativeFactory(region=region, kind=kind, name=f"Insats {n}") for n, kind in enumerate(kinds)]


@pytest.mark.parametrize("option", list(Option))
def test_where_nothing_is_there_nothing_changes(alvmark, option):
    assert told(alvmark, option) == {}


def test_only_one_to_one_leaves_out_what_others_pay_for(alvmark):
    insatser(alvmark)

    assert told(alvmark, Option.ONLY_ONE_TO_ONE) == {Affected.INITIATIVES: (0, 4)}
    assert told(alvmark, Option.WITH_COFUNDERS) == {}
    assert told(alvmark, Option.FUNDED_BY_NAMED) == {Affected.INITIATIVES: (0, 3)}


def test_a_wider_choice_counts_them_again(anna, alvmark):
    insatser(alvmark)
    chose(anna, Option.ONLY_ONE_TO_ONE)

    assert told(alvmark, Option.WITH_COFUNDERS) == {Affected.INITIATIVES: (4, 0)}
    assert told(alvmark, Option.ALL_THAT_STRIVE) == {}


def test_the_narrower_choice_in_force_is_reckoned_with(anna, alvmark):
    insatser(alvmark)
    chose(anna, Option.FUNDED_BY_NAMED)

    assert told(alvmark, Option.ONLY_ONE_TO_ONE) == {Affected.INITIATIVES: (3, 4)}


def test_goals_without_targets_ask_those_that_have_one_and_the_other_way_round(alvmark):
    strategy = document(alvmark)
    for number in range(3):
        goal(strategy, outline=str(number), is_targeted=True)
    goal(strategy, outline="4", is_targeted=False, wished=Direction.UP)
    goal(strategy, outline="5", is_targeted=True, retired_on=TODAY)

    assert told(alvmark, Option.UNTARGETED) == {Affected.TARGETS: (0, 3)}
    assert told(alvmark, Option.TARGETED) == {Affected.WISHES: (0, 1)}
    assert told(alvmark, Option.TARGETED, Option.UNTARGETED) == {}


def test_the_goals_of_others_are_not_asked(alvmark):
    goal(document(alvmark, DocumentKind.GLOBAL, "Agenda 2030"))
    goal(document(alvmark, DocumentKind.PARTNER_PLAN, "Kommunens plan"))

    assert told(alvmark, Option.UNTARGETED) == {}
    assert told(alvmark, Option.BY_PHASE) == {}


def test_process_goals_stay_but_are_not_offered(anna, alvmark):
    goal(document(alvmark), kind=GoalKind.PROCESS)

    assert told(alvmark, Option.TARGETED) == {Affected.PROCESS_GOALS: (0, 1)}
    chose(anna, Option.TARGETED)
    assert told(alvmark, Option.TARGETED, Option.PROCESS_GOALS) == {Affected.PROCESS_GOALS: (1, 0)}


def test_goals_by_phase_ask_those_that_have_none(alvmark):
    strategy = document(alvmark)
    goal(strategy, outline="1", phase=None)
    goal(strategy, outline="2", phase=StrategyPhase.STARTING)

    assert told(alvmark, Option.BY_PHASE) == {Affected.PHASES: (0, 1)}
    assert told(alvmark, Option.ONE_SET) == {}


def test_a_frame_makes_gaps_of_goals_without_a_link_to_it(alvmark):
    strategy, agenda = document(alvmark), document(alvmark, DocumentKind.GLOBAL, "Agenda 2030")
    linked, _alone = goal(strategy, outline="1"), goal(strategy, outline="2")
    GoalLinkFactory(region=alvmark, source=linked, target=goal(agenda))

    assert told(alvmark, Option.AGENDA_2030) == {Affected.FRAMES: (0, 1)}


def test_one_theory_leaves_the_chains_beside_the_first(anna, alvmark):
    strategy = document(alvmark)
    for name in ("Hälsa", "Kompetens", "Klimat"):
        ChainFactory(region=alvmark, document=strategy, name=name)

    assert told(alvmark, Option.ONE_THEORY) == {Affected.THEORIES: (0, 2)}
    chose(anna, Option.ONE_THEORY)
    assert told(alvmark, Option.SEVERAL_THEORIES) == {Affected.THEORIES: (2, 0)}


def test_no_action_plans_leaves_the_plans_and_their_goals(alvmark):
    goal(document(alvmark))
    goal(document(alvmark, DocumentKind.ACTION_PLAN, "Kompetens"))
    goal(document(alvmark, DocumentKind.OPERATIONAL_PLAN, "Verksamhetsplan"))
    goal(document(alvmark, DocumentKind.GLOBAL, "Agenda 2030"))

    assert told(alvmark, Option.NO_PLANS) == {Affected.ACTION_PLANS: (0, 1), Affected.PLAN_GOALS: (0, 3)}


def test_goals_of_its_own_leave_out_the_operational_plans(alvmark):
    document(alvmark, DocumentKind.OPERATIONAL_PLAN, "Verksamhetsplan")

    assert told(alvmark, Option.OWN) == {Affected.OWN_PLANS: (0, 1)}


def test_what_is_followed_leaves_indicators_of_the_other_kind(alvmark):
    strategy = document(alvmark)
    for number, kind in enumerate([IndicatorKind.DEVELOPMENT, IndicatorKind.DEVELOPMENT, IndicatorKind.CONTRIBUTION]):
        IndicatorFactory(region=alvmark, goal=goal(strategy, outline=str(number)), kind=kind)

    assert told(alvmark, Option.CONTRIBUTION) == {Affected.INDICATORS: (0, 2)}
    assert told(alvmark, Option.DEVELOPMENT, Option.CONTRIBUTION) == {}


def test_processes_fold_away_the_other_domain(anna, alvmark):
    adopted_framework(anna)

    assert told(alvmark, Option.TOWARDS_GOALS) == {Affected.DOMAINS: (0, 1)}


def test_learning_changes_nothing_of_what_is_there(anna, alvmark):
    adopted_framework(anna)
    insatser(alvmark)

    assert told(alvmark, Option.DUTY_TO_ACT, Option.COMMUNICATION_PLAN, Option.FIXED_FORUMS) == {}


def test_a_consequence_is_told_as_a_sentence():
    assert Consequence(Affected.INITIATIVES, 0, 9).words == (
        "9 insatser räknas inte längre i summor. De finns kvar i listan."
    )
    assert Consequence(Affected.INITIATIVES, 9, 8).words == "1 insats räknas i summor igen."


@pytest.mark.parametrize("affected", Affected)
@pytest.mark.parametrize(("before", "after"), [(0, 1), (0, 3), (3, 0), (3, 2)])
def test_every_consequence_has_its_sentence(affected, before, after):
    words = Consequence(affected, before, after).words

    assert str(abs(after - before)) in words
    assert words.endswith(".")


def test_the_consequences_ask_as_often_for_one_as_for_three_insatser(alvmark):
    def asked():
        with CaptureQueriesContext(connection) as found:
            told(alvmark, Option.ONLY_ONE_TO_ONE)
        return len(found)

    InitiativeFactory(region=alvmark, name="Den första")
    for_one = asked()
    insatser(alvmark)

    assert asked() == for_one
