import pytest

from tests.factories import (
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    GenericActivityFactory,
    GoalFactory,
    IndicatorFactory,
)
from varv.core.counting import Adding
from varv.core.kinds import IndicatorKind
from varv.core.theory import Level
from varv.overview.delivery.ready_plan import ready_chains, ready_results

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory(output="Utbildningar", outcome="Ökad kompetens")


def step(chain, level, text, **more):
    return ChainStepFactory(chain=chain, level=level, text=text, **more)


def chain_of(activity, *texts: str, **more):
    """A chain in which the activity leads to an output and on to an outcome."""
    chain = ChainFactory(**more)
    steps = [step(chain, Level.ACTIVITY, "Kurser ges", generic_activity=activity)]
    for level, text in zip((Level.OUTPUT, Level.OUTCOME, Level.IMPACT), texts, strict=False):
        steps.append(step(chain, level, text))
        ChainLinkFactory(chain=chain, source=steps[-2], target=steps[-1])
    return chain


def told(ready) -> list[tuple[Level, str]]:
    return [(one.level, one.text) for one in ready]


def test_chains_are_those_in_which_the_activity_stands(activity, sydland):
    goal = GoalFactory(outline="2.1", name="Fler i arbete")
    chain = chain_of(activity, name="Kompetens", goal=goal)
    ChainFactory(name="En annan")
    chain_of(GenericActivityFactory(), name="En tredje")

    assert [(one.id, one.name, one.goal, one.activity_steps) for one in ready_chains(activity)] == [
        (chain.pk, "Kompetens", "2.1 Fler i arbete", ("Kurser ges",))
    ]


def test_chains_stand_by_name_and_tell_every_step_of_the_activity(activity):
    later = chain_of(activity, name="Z", goal=None)
    step(later, Level.ACTIVITY, "Moduler ges", generic_activity=activity)
    chain_of(activity, name="A", goal=None)

    assert [(one.name, one.goal, one.activity_steps) for one in ready_chains(activity)] == [
        ("A", "", ("Kurser ges",)),
        ("Z", "", ("Kurser ges", "Moduler ges")),
    ]


def test_without_a_chain_the_activity_says_what_it_leads_to(activity):
    assert told(ready_results(activity, None)) == [(Level.OUTPUT, "Utbildningar"), (Level.OUTCOME, "Ökad kompetens")]


def test_a_chain_says_what_the_activity_leads_to_and_which_step_says_it(activity):
    chain = chain_of(activity, "Moduler", "Fler med intyg", "Fler i arbete")

    ready = ready_results(activity, chain)

    assert told(ready) == [(Level.OUTPUT, "Moduler"), (Level.OUTCOME, "Fler med intyg")]
    assert [one.step_id for one in ready] == [chain.steps.get(text=text).pk for text in ("Moduler", "Fler med intyg")]


def test_where_the_chain_says_nothing_the_activity_does(activity):
    chain = chain_of(activity, "Moduler")

    assert [(one.text, one.step_id is None) for one in ready_results(activity, chain)] == [
        ("Moduler", False),
        ("Ökad kompetens", True),
    ]


def test_what_other_activities_lead_to_is_left_out_and_a_loop_ends(activity):
    chain = chain_of(activity, "Moduler", "Fler med intyg")
    other = step(chain, Level.ACTIVITY, "Möten hålls", generic_activity=GenericActivityFactory())
    ChainLinkFactory(chain=chain, source=other, target=step(chain, Level.OUTPUT, "Möten"))
    ChainLinkFactory(chain=chain, source=chain.steps.get(text="Fler med intyg"), target=chain.steps.get(text="Moduler"))

    assert told(ready_results(activity, chain)) == [(Level.OUTPUT, "Moduler"), (Level.OUTCOME, "Fler med intyg")]


def test_a_steps_indicator_comes_along_when_it_can_be_reported_to(activity):
    chain = chain_of(activity, "Moduler", "Fler med intyg")
    output, outcome = chain.steps.get(text="Moduler"), chain.steps.get(text="Fler med intyg")
    first = IndicatorFactory(step=output, unit="moduler", kind=IndicatorKind.CONTRIBUTION)
    IndicatorFactory(step=output, kind=IndicatorKind.CONTRIBUTION)
    IndicatorFactory(step=outcome, kind=IndicatorKind.DEVELOPMENT)
    IndicatorFactory(
        step=outcome,
        kind=IndicatorKind.CONTRIBUTION,
        adding=Adding.RATIO,
        numerator=IndicatorFactory(),
        denominator=IndicatorFactory(),
    )

    assert [(one.indicator_id, one.unit) for one in ready_results(activity, chain)] == [
        (first.pk, "moduler"),
        (None, ""),
    ]


def test_ready_plans_cost_the_same_for_one_chain_and_for_three(activity, django_assert_num_queries):
    chain = chain_of(activity, "Moduler", "Fler med intyg")
    with django_assert_num_queries(5):
        ready_chains(activity)
        ready_results(activity, chain)

    for number in range(2):
        chain_of(activity, f"Moduler {number}")
        ChainLinkFactory(chain=chain, source=chain.steps.first(), target=step(chain, Level.OUTPUT, f"Mer {number}"))
    with django_assert_num_queries(5):
        ready_chains(activity)
        assert len(ready_results(activity, chain)) == 4
