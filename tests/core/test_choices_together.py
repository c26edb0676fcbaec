"""Whatever a region has chosen: the scope never contradicts itself."""

from hypothesis import given
from hypothesis import strategies as st

from varv.core.choices import OPTIONS, TAKES_SEVERAL, Option, Scope, Topic
from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind


def answers(topic):
    """One answer, or some where several can be true."""
    one = st.sampled_from(OPTIONS[topic])
    return st.frozensets(one, min_size=1) if topic in TAKES_SEVERAL else one.map(lambda option: frozenset({option}))


scopes = st.fixed_dictionaries({}, optional={topic: answers(topic) for topic in Topic}).map(Scope)


@given(scopes)
def test_projects_that_one_to_one_pays_for_are_always_counted(scope):
    assert scope.counts(InitiativeKind.FUNDED)


@given(scopes)
def test_a_page_says_that_it_narrows_exactly_when_it_does(scope):
    assert bool(scope.narrowed_by) is (scope.initiative_kinds != frozenset(InitiativeKind))


@given(scopes, st.sampled_from(OPTIONS[Topic.FUNDING]))
def test_an_answer_about_funding_never_widens_what_activities_narrow(scope, option):
    only_activities = {Topic.ACTIVITIES: scope.chosen[Topic.ACTIVITIES]} if scope.answered(Topic.ACTIVITIES) else {}

    both = Scope({**only_activities, Topic.FUNDING: frozenset({option})})

    assert both.initiative_kinds <= Scope(only_activities).initiative_kinds


@given(scopes)
def test_a_goal_can_always_be_written(scope):
    assert scope.may_have_target or scope.may_only_wish
    assert {GoalKind.OVERARCHING, GoalKind.EFFECT} <= set(scope.goal_kinds)


@given(scopes)
def test_an_insats_can_always_be_tied_to_the_strategy(scope):
    assert scope.ties_to(DocumentKind.REGIONAL_STRATEGY)
    assert DocumentKind.REGIONAL_STRATEGY in scope.document_kinds


@given(scopes)
def test_an_indicator_can_always_be_defined(scope):
    assert set(scope.indicator_kinds)
    assert set(scope.indicator_kinds) <= set(IndicatorKind)


@given(scopes)
def test_results_are_always_asked_about(scope):
    assert scope.shows_domain("vasterbotten", 1)
    assert scope.shows_domain("vasterbotten", 2) or scope.shows_domain("vasterbotten", 3)


@given(scopes, st.sampled_from(Topic))
def test_taking_an_answer_away_narrows_nothing_more(scope, topic):
    without = Scope({other: options for other, options in scope.chosen.items() if other is not topic})

    assert without.initiative_kinds >= scope.initiative_kinds
    assert set(without.document_kinds) >= set(scope.document_kinds)
    assert set(without.indicator_kinds) >= set(scope.indicator_kinds)
    assert set(without.goal_kinds) >= set(scope.goal_kinds)
    assert without.traces_own_plans >= scope.traces_own_plans
    assert without.frames <= scope.frames


@given(scopes, st.sampled_from(Option))
def test_what_was_chosen_stands_and_what_was_not_does_not(scope, option):
    topic = next(topic for topic, options in OPTIONS.items() if option in options)

    assert scope.open_to(topic, option) is (scope.has(option) or not scope.answered(topic))
