"""What is said of the region's choices: whole, in both languages, and true of what the scope does."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from varv.core.choices import OPTIONS, TAKES_SEVERAL, Option, Scope, Topic
from varv.core.kinds import GoalKind
from varv.core.refusals import RuleBroken
from varv.overview.boards.choice_consequences import Affected
from varv.overview.words import of_choices, refusal, verb, word

ROOMS = Path(__file__).parents[3] / "varv" / "strategy"
SOURCES = [ROOMS / room / f"{name}.py" for room in ("rules", "operations") for name in ("choices", "levels")]
FACTS = {"topic": Topic.FUNDING, "first": "1 januari 1990", "name": "Mål", "before": "", "most": 60, "field": "name"}


def said(lazy, language):
    with translation.override(language):
        return str(lazy)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_topic_asks_a_question_and_says_what_it_means(language):
    for topic in Topic:
        assert said(of_choices.QUESTIONS[topic], language).endswith("?")
        assert said(of_choices.TOPICS[topic], language).endswith(".")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_answer_says_what_it_means_and_what_varv_then_does(language):
    for option in Option:
        assert said(of_choices.OPTIONS[option], language).endswith(".")
        assert said(of_choices.EFFECTS[option], language).endswith(".")


def test_every_text_is_swedish_in_swedish():
    texts = [*of_choices.QUESTIONS.values(), *of_choices.TOPICS.values(), *of_choices.OPTIONS.values()]
    texts += [*of_choices.EFFECTS.values(), *of_choices.REFUSALS.values(), *of_choices.VERBS.values()]

    assert [str(text) for text in texts if said(text, "sv") == said(text, "en")] == []


def test_every_refusal_of_the_rules_has_a_sentence_that_its_facts_fit_into():
    raised = {code for path in SOURCES for code in re.findall(r'RuleBroken\(\s*"([a-z_.]+)"', path.read_text())}

    assert raised == set(of_choices.REFUSALS)
    for code in raised:
        assert "…" not in refusal(RuleBroken(code, **FACTS))
        assert "%(" not in refusal(RuleBroken(code, **FACTS))


def test_a_topic_in_a_refusal_is_told_by_its_word():
    told = refusal(RuleBroken("choice.takes_one", topic=Topic.FUNDING))

    assert told == "”Finansiering” har ett svar i taget. Välj det som passar bäst."


@pytest.mark.parametrize("code", of_choices.VERBS)
def test_every_verb_has_its_word(code):
    assert verb(code) != code


@pytest.mark.parametrize("topic", Topic)
def test_every_answer_of_a_topic_tells_its_effects_together(topic):
    for option in OPTIONS[topic]:
        assert all(effect.endswith(".") for effect in of_choices.effects(topic, [option]))
    if topic in TAKES_SEVERAL:
        assert len(of_choices.effects(topic, OPTIONS[topic])) >= 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([Option.TARGETED], ("Varje mål som skrivs är målsatt.", "Processmål erbjuds inte.")),
        (
            [Option.UNTARGETED],
            ("Målformuläret har inget målvärde utan frågar efter en önskad riktning.", "Processmål erbjuds inte."),
        ),
        (
            [Option.TARGETED, Option.UNTARGETED],
            ("Målformuläret frågar om målet är målsatt.", "Processmål erbjuds inte."),
        ),
        ([Option.PROCESS_GOALS], ("Målformuläret frågar om målet är målsatt.", "Det går att skriva processmål.")),
        (
            [Option.UNTARGETED, Option.PROCESS_GOALS],
            (
                "Målformuläret har inget målvärde utan frågar efter en önskad riktning.",
                "Det går att skriva processmål.",
            ),
        ),
    ],
)
def test_what_is_promised_of_targets_is_what_the_scope_does(options, told):
    scope = Scope({Topic.TARGETS: frozenset(options)})

    assert of_choices.effects(Topic.TARGETS, options) == told
    assert ("Det går att skriva processmål." in told) is (GoalKind.PROCESS in scope.goal_kinds)
    assert ("Varje mål som skrivs är målsatt." in told) is not scope.may_only_wish
    assert ("inget målvärde" in told[0]) is not scope.may_have_target


def test_answers_that_stand_alone_tell_one_effect_each():
    assert of_choices.effects(Topic.LEARNING, [Option.DUTY_TO_ACT, Option.COMMUNICATION_PLAN]) == (
        "Sidan med rekommendationer säger att ni har beslutat om ett ansvar att agera.",
        "Inget ändras i Varv än. Valet dokumenteras med sina skäl.",
    )


@pytest.mark.parametrize("funding", [None, *OPTIONS[Topic.FUNDING]])
@pytest.mark.parametrize("activities", [None, *OPTIONS[Topic.ACTIVITIES]])
def test_whatever_narrows_has_a_line_that_says_so(funding, activities):
    chosen = {Topic.FUNDING: funding, Topic.ACTIVITIES: activities}
    scope = Scope({topic: frozenset({option}) for topic, option in chosen.items() if option})

    if scope.narrowed_by:
        ending = "enligt vägvalet" if len(scope.narrowed_by) == 1 else "enligt vägvalen"
        assert of_choices.counted_words(scope).endswith(ending)


def test_goals_without_a_name_are_called_by_their_level():
    assert of_choices.goal_level_words(2) == "Mål på nivå 2"


@pytest.mark.parametrize("affected", Affected)
def test_a_consequence_says_another_thing_when_it_ends_than_when_it_begins(affected):
    assert of_choices.consequence_words(affected, 0, 2) != of_choices.consequence_words(affected, 2, 0)


def test_every_answer_has_a_word_of_its_own_in_its_topic():
    for options in OPTIONS.values():
        assert len({word(option) for option in options}) == len(options)
