from collections import Counter

import pytest

from varv.core.choices import Topic
from varv.core.kinds import StrategyPhase, Strength, Succession
from varv.core.theory import Holding
from varv.core.workflow import LessonState, RecommendationState, ReportState, RoundState, TurnState
from varv.delivery.models import Initiative
from varv.indicators.models import Indicator, Measurement
from varv.jobs.demo.people import PASSWORD, PEOPLE
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.regions import trail
from varv.regions.models import Membership, Region, TrailEntry, User
from varv.rounds.models import Assessment, Report, Round
from varv.statistics.models import RawPayload, Series
from varv.strategy.models import (
    AssumptionCheck,
    Chain,
    ChainStep,
    ChainVersion,
    Choice,
    DocumentVersion,
    GenericActivity,
    Goal,
    GoalLink,
    PhaseChange,
)


@pytest.fixture
def region(demo):
    return demo


def states(model, region):
    return Counter(row.state for row in model.objects.of(region.pk))


def test_the_demo_says_that_it_is_an_example(region):
    assert [found.is_example for found in Region.objects.all()] == [True, True]


def test_the_demo_has_the_people_that_are_promised(region):
    for person in PEOPLE:
        user = User.objects.get(username=person.username)
        found = Membership.objects.current().filter(user=user)

        assert user.check_password(PASSWORD)
        assert [(held.region.slug, held.role) for held in found] == (
            [(person.region, person.role)] if person.region else []
        )


def test_the_demo_is_rich_enough_to_look_at(region):
    strategy = Goal.objects.of(region.pk).in_force().filter(document__kind="regional_strategy")

    assert (strategy.filter(parent=None).count(), strategy.exclude(parent=None).count()) == (3, 9)
    assert Chain.objects.of(region.pk).count() == 3
    assert Initiative.objects.of(region.pk).count() == 12
    assert Initiative.objects.of(region.pk).values("generic_activity").distinct().count() == 8
    assert Indicator.objects.of(region.pk).count() == 15
    assert Assessment.objects.of(region.pk).count() == 8


def test_the_demo_has_rounds_and_reports_in_every_state(region):
    assert states(Round, region) == {RoundState.FROZEN: 1, RoundState.CLOSED: 1, RoundState.OPEN: 3}
    assert set(states(Report, region)) == set(ReportState)


def test_the_demo_has_recommendations_in_every_state(region):
    assert set(states(Recommendation, region)) == set(RecommendationState)


def test_the_demo_chooses_in_ten_topics_and_has_thought_again_in_one(region):
    made = Choice.objects.of(region.pk)

    assert (made.in_force().count(), made.count()) == (10, 11)
    assert set(Topic) - {choice.topic for choice in made} == {Topic.INTEGRATION}


def test_the_demo_has_changed_phase_and_ended_a_goal(region):
    (change,) = PhaseChange.objects.of(region.pk)

    ended = change.successions.exclude(how=Succession.CARRIED)
    assert (change.before, change.after) == (StrategyPhase.STARTING, StrategyPhase.IMPLEMENTING)
    assert [(one.goal.outline, one.how) for one in ended] == [("4", Succession.ENDED)]
    assert change.successions.filter(how=Succession.CARRIED).count() == 12


def test_the_demo_traces_partners_plans_and_frames(region):
    links = GoalLink.objects.of(region.pk)

    assert {link.strength for link in links} == set(Strength)
    assert set(links.values_list("source__document__kind", flat=True)) == {
        *("action_plan", "operational_plan", "partner_plan", "regional_strategy")
    }
    assert links.filter(target__document__kind="global").count() == 8


def test_the_demo_has_seen_assumptions_hold_and_break(region):
    checks = AssumptionCheck.objects.of(region.pk)

    assert {check.holding for check in checks} == set(Holding)
    assert all(check.since <= check.noted_at.date() for check in checks)


def test_a_step_of_the_demo_stands_in_two_chains(region):
    (placed,) = ChainStep.objects.of(region.pk).exclude(origin=None)

    assert (placed.text, placed.origin.text) == ("Företagen hittar rätt kompetens",) * 2
    assert placed.chain.name != placed.origin.chain.name


def test_the_demo_has_lessons_in_every_state(region):
    assert states(Lesson, region).keys() == set(LessonState)


def test_the_demo_has_one_closed_turn_and_one_open(region):
    assert states(Turn, region) == {TurnState.CLOSED: 1, TurnState.OPEN: 1}


def test_every_change_in_the_demo_names_a_version_and_comes_from_something_older(region):
    for change in Change.objects.of(region.pk):
        version = change.chain_version or change.document_version

        assert version.number > 1
        assert change.recommendation.made_at.date() <= change.decided_on


def test_adopted_plans_in_the_demo_keep_their_earlier_versions(region):
    assert sorted(ChainVersion.objects.of(region.pk).values_list("number", flat=True)) == [1, 1, 1, 2]
    assert sorted(DocumentVersion.objects.of(region.pk).values_list("number", flat=True)) == [1, 1, 1, 1, 1, 2, 2, 2]


def test_official_figures_in_the_demo_are_real_and_say_where_they_come_from(region):
    payload = RawPayload.objects.of(region.pk).first()
    indicator = Series.objects.of(region.pk).first().indicator

    assert ("Folkmängden" in payload.label, "cc0" in payload.licence) == (True, True)
    assert (indicator.is_example, "SCB" in indicator.source, bool(indicator.licence)) == (False, True, True)
    assert Measurement.objects.of(region.pk).filter(indicator=indicator).count() == 12


def test_all_other_indicators_in_the_demo_say_that_they_are_invented(region):
    official = Series.objects.of(region.pk).values("indicator")

    assert all(found.is_example for found in Indicator.objects.of(region.pk).exclude(pk__in=official))


def test_a_missing_value_in_the_demo_has_a_reason_and_is_not_zero(region):
    missing = Measurement.objects.of(region.pk).filter(value=None)

    assert missing.count() == 5
    assert not missing.filter(missing=None).exists()


def test_a_corrected_value_in_the_demo_keeps_its_first_vintage(region):
    (corrected,) = Measurement.objects.of(region.pk).exclude(corrects=None)

    assert (str(corrected.value.normalize()), str(corrected.corrects.value.normalize())) == ("72.9", "72.7")


def test_the_demos_trail_holds_and_is_told_in_order(region):
    moments = list(TrailEntry.objects.of(region.pk).order_by("number").values_list("at", flat=True))

    assert trail.broken_at(region) is None
    assert moments == sorted(moments)


def test_the_stranger_has_a_framework_of_its_own(region):
    sydland = Region.objects.get(slug="sydland")

    assert GenericActivity.objects.of(sydland.pk).count() == 11
    assert Goal.objects.of(sydland.pk).get().name == "Sydlands eget mål"
