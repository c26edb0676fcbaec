"""The rules of choosing and naming, asked by themselves."""

from datetime import date

import pytest

from tests.factories import ChainFactory, ChoiceFactory, LevelNameFactory, SteeringDocumentFactory
from varv.core.choices import OPTIONS, TAKES_SEVERAL, Option, Topic
from varv.core.kinds import Naming
from varv.core.refusals import RuleBroken, holds
from varv.core.roles import Role
from varv.strategy import rules
from varv.strategy.models import Chain, Choice, LevelName
from varv.strategy.rules.levels import CODES

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def weighed(topic, options, **said):
    values = {"reasons": "Vi börjar så.", "decided_by": "Nämnden", "decided_on": date(2026, 3, 2)}
    return Choice(topic=topic, options=[option.value for option in options], **(values | said))


@pytest.mark.parametrize("topic", Topic)
def test_every_answer_of_a_topic_can_be_chosen_alone(topic):
    for option in OPTIONS[topic]:
        rules.check_choice(weighed(topic, [option]), TODAY)


@pytest.mark.parametrize("topic", Topic)
def test_all_answers_together_only_where_several_can_be_true(topic):
    assert holds(rules.check_choice, weighed(topic, OPTIONS[topic]), TODAY) is (topic in TAKES_SEVERAL)


@pytest.mark.parametrize("topic", Topic)
def test_no_answer_belongs_to_another_topic(topic):
    others = [option for option in Option if option not in OPTIONS[topic]]

    assert [option for option in others if holds(rules.check_choice, weighed(topic, [option]), TODAY)] == []


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (date(1989, 12, 31), False),
        (date(1990, 1, 1), True),
        (TODAY, True),
        (date(2026, 11, 17), False),
    ],
)
def test_a_choice_was_decided_between_1990_and_today(day, is_possible):
    choice = weighed(Topic.FUNDING, [Option.ONLY_ONE_TO_ONE], decided_on=day)

    assert holds(rules.check_choice, choice, TODAY) is is_possible


def test_only_strategists_choose_and_name(anna, bo, cilla, disa, egon, frida):
    people = (anna, bo, cilla, disa, egon, frida)

    assert [who.roles for who in people if holds(rules.check_make_choice, who)] == [{Role.STRATEGIST}]
    assert [who.roles for who in people if holds(rules.check_name_levels, who)] == [{Role.STRATEGIST}]


@pytest.mark.parametrize(
    ("options", "has_chain", "is_possible"),
    [
        ([], True, True),
        (["several_theories"], True, True),
        (["one_theory"], False, True),
        (["one_theory"], True, False),
    ],
)
def test_a_second_chain_is_refused_only_where_one_theory_was_chosen(alvmark, options, has_chain, is_possible):
    document = SteeringDocumentFactory(region=alvmark)
    if has_chain:
        ChainFactory(region=alvmark, document=document, name="Den första")
    if options:
        ChoiceFactory(region=alvmark, topic=Topic.THEORY, options=options)

    new = Chain(region=alvmark, document=document, name="Den andra")
    assert holds(rules.check_one_theory, new) is is_possible


def test_a_choice_that_was_replaced_refuses_nothing(alvmark):
    document = SteeringDocumentFactory(region=alvmark)
    ChainFactory(region=alvmark, document=document)
    long_ago = "2026-01-01T00:00:00Z"
    ChoiceFactory(region=alvmark, topic=Topic.THEORY, options=["one_theory"], replaced_at=long_ago)

    rules.check_one_theory(Chain(region=alvmark, document=document, name="Den andra"))


@pytest.mark.parametrize("of", Naming)
def test_every_level_that_there_is_can_be_named(alvmark, of):
    assert [code for code in CODES[of] if not holds(rules.check_level_name, named(alvmark, of, code))] == []


def named(region, of, code, name="Ett namn"):
    return LevelName(region=region, of=of, code=code, name=name)


@pytest.mark.parametrize("of", Naming)
def test_no_level_goes_by_a_code_that_is_no_level(alvmark, of):
    with pytest.raises(RuleBroken, match=r"level\.unknown"):
        rules.check_level_name(named(alvmark, of, "något annat"))


def test_only_goals_are_named_for_one_document(alvmark):
    document = SteeringDocumentFactory(region=alvmark)
    level = LevelNameFactory(region=alvmark, document=document)

    rules.check_level_name(level)
    level.of, level.code = Naming.CHAIN, "output"
    assert holds(rules.check_level_name, level) is False
