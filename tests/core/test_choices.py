import pytest

from varv.core.choices import COUNTED, OPTIONS, TAKES_SEVERAL, Option, Scope, Topic
from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind
from varv.core.money import FundingKind

OWN, FUNDED, PROJECT, EXTERNAL = InitiativeKind


def chosen(*options):
    """A scope with these answers, each in its own topic."""
    of = {option: topic for topic, offered in OPTIONS.items() for option in offered}
    topics = {of[option] for option in options}
    return Scope({topic: frozenset(option for option in options if of[option] is topic) for topic in topics})


def test_every_topic_has_options_and_every_option_one_topic():
    offered = [option for options in OPTIONS.values() for option in options]

    assert list(OPTIONS) == list(Topic)
    assert sorted(offered) == sorted(Option)


def test_where_several_answers_can_be_true_there_are_several():
    assert {topic for topic in TAKES_SEVERAL if len(OPTIONS[topic]) < 2} == set()


def test_every_answer_about_funding_and_activities_says_what_it_counts():
    assert set(COUNTED) == {*OPTIONS[Topic.FUNDING], *OPTIONS[Topic.ACTIVITIES]}


def test_no_choice_narrows_nothing():
    scope = Scope()

    assert scope.initiative_kinds == frozenset(InitiativeKind)
    assert scope.narrowed_by == ()
    assert (scope.may_have_target, scope.may_only_wish) == (True, True)
    assert scope.goal_kinds == tuple(GoalKind)
    assert scope.document_kinds == tuple(DocumentKind)
    assert scope.indicator_kinds == tuple(IndicatorKind)
    assert scope.frames == frozenset()
    assert (scope.asks_for_phase, scope.one_theory, scope.states_duty) == (False, False, False)
    assert (scope.uses_action_plans, scope.traces_own_plans) == (True, True)
    assert all(scope.shows_domain("vasterbotten", number) for number in (1, 2, 3))


def test_a_choice_is_known_by_its_topic():
    scope = chosen(Option.ONE_THEORY)

    assert (scope.answered(Topic.THEORY), scope.answered(Topic.FUNDING)) == (True, False)
    assert (scope.has(Option.ONE_THEORY), scope.has(Option.SEVERAL_THEORIES)) == (True, False)
    assert scope.open_to(Topic.THEORY, Option.SEVERAL_THEORIES) is False
    assert scope.open_to(Topic.FUNDING, Option.WITH_COFUNDERS) is True


@pytest.mark.parametrize(
    ("options", "counted", "by"),
    [
        ([Option.ONLY_ONE_TO_ONE], {FUNDED}, [Topic.FUNDING]),
        ([Option.WITH_COFUNDERS], {OWN, FUNDED, PROJECT, EXTERNAL}, []),
        ([Option.FUNDED_ONE_TO_ONE], {FUNDED}, [Topic.ACTIVITIES]),
        ([Option.FUNDED_BY_NAMED], {OWN, FUNDED}, [Topic.ACTIVITIES]),
        ([Option.ALL_THAT_STRIVE], {OWN, FUNDED, PROJECT, EXTERNAL}, []),
        ([Option.ONLY_ONE_TO_ONE, Option.ALL_THAT_STRIVE], {FUNDED}, [Topic.FUNDING]),
        ([Option.WITH_COFUNDERS, Option.FUNDED_BY_NAMED], {OWN, FUNDED}, [Topic.ACTIVITIES]),
        ([Option.ONLY_ONE_TO_ONE, Option.FUNDED_BY_NAMED], {FUNDED}, [Topic.FUNDING, Topic.ACTIVITIES]),
    ],
)
def test_the_narrower_of_funding_and_activities_holds(options, counted, by):
    scope = chosen(*options)

    assert scope.initiative_kinds == counted
    assert scope.narrowed_by == tuple(by)
    assert {kind for kind in InitiativeKind if scope.counts(kind)} == counted


@pytest.mark.parametrize(
    ("options", "target", "wish", "process"),
    [
        ([Option.TARGETED], True, False, False),
        ([Option.UNTARGETED], False, True, False),
        ([Option.TARGETED, Option.UNTARGETED], True, True, False),
        ([Option.PROCESS_GOALS], True, True, True),
        ([Option.TARGETED, Option.PROCESS_GOALS], True, False, True),
        ([Option.UNTARGETED, Option.PROCESS_GOALS], False, True, True),
    ],
)
def test_targets_decide_what_a_goal_may_be(options, target, wish, process):
    scope = chosen(*options)

    assert (scope.may_have_target, scope.may_only_wish) == (target, wish)
    assert (GoalKind.PROCESS in scope.goal_kinds) is process
    assert {GoalKind.OVERARCHING, GoalKind.EFFECT} <= set(scope.goal_kinds)


@pytest.mark.parametrize(("option", "asks"), [(Option.ONE_SET, False), (Option.BY_PHASE, True)])
def test_goals_by_phase_ask_for_the_phase(option, asks):
    assert chosen(option).asks_for_phase is asks


def test_frames_are_kinds_of_documents():
    assert chosen(Option.EUROPE).frames == {DocumentKind.EUROPEAN}
    assert chosen(Option.EUROPE, Option.AGENDA_2030).frames == {DocumentKind.EUROPEAN, DocumentKind.GLOBAL}


@pytest.mark.parametrize(("option", "one"), [(Option.ONE_THEORY, True), (Option.SEVERAL_THEORIES, False)])
def test_one_theory_is_one(option, one):
    assert chosen(option).one_theory is one


@pytest.mark.parametrize("option", [Option.PLANS_SUFFICE, Option.NEW_PLANS])
def test_with_action_plans_initiatives_are_tied_to_any_goal(option):
    scope = chosen(option)

    assert scope.uses_action_plans is True
    assert scope.document_kinds == tuple(DocumentKind)
    assert all(scope.ties_to(kind) for kind in DocumentKind)


def test_without_action_plans_initiatives_are_tied_to_the_strategy():
    scope = chosen(Option.NO_PLANS)

    assert scope.uses_action_plans is False
    assert set(DocumentKind) - set(scope.document_kinds) == {DocumentKind.ACTION_PLAN}
    assert [kind for kind in DocumentKind if scope.ties_to(kind)] == [DocumentKind.REGIONAL_STRATEGY]


@pytest.mark.parametrize(("option", "traced"), [(Option.SHARED, True), (Option.OWN, False)])
def test_goals_of_its_own_leave_the_operational_plans_out_of_the_trace(option, traced):
    assert chosen(option).traces_own_plans is traced


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ([Option.DEVELOPMENT], (IndicatorKind.DEVELOPMENT,)),
        ([Option.CONTRIBUTION], (IndicatorKind.CONTRIBUTION,)),
        ([Option.DEVELOPMENT, Option.CONTRIBUTION], tuple(IndicatorKind)),
    ],
)
def test_what_is_followed_decides_the_kinds_of_indicators(options, kinds):
    assert chosen(*options).indicator_kinds == kinds


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([Option.TOWARDS_GOALS], [1, 2]),
        ([Option.WITHIN_DUTY], [1, 3]),
        ([Option.TOWARDS_GOALS, Option.WITHIN_DUTY], [1, 2, 3]),
    ],
)
def test_processes_decide_the_domains_that_are_shown(options, shown):
    scope = chosen(*options)

    assert [number for number in (1, 2, 3) if scope.shows_domain("vasterbotten", number)] == shown
    assert scope.shows_domain("example", 2) is True


@pytest.mark.parametrize(
    ("option", "states"),
    [(Option.DUTY_TO_ACT, True), (Option.COMMUNICATION_PLAN, False), (Option.FIXED_FORUMS, False)],
)
def test_only_the_duty_to_act_is_stated(option, states):
    assert chosen(option).states_duty is states


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        ([], set(FundingKind)),
        ([Option.WITH_COFUNDERS], set(FundingKind)),
        ([Option.ONLY_ONE_TO_ONE], {FundingKind.ONE_TO_ONE}),
        ([Option.FUNDED_ONE_TO_ONE], set(FundingKind)),
    ],
)
def test_only_the_choice_of_funding_says_which_money_is_counted(options, counted):
    assert chosen(*options).funding_kinds == counted
