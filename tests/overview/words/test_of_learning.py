from datetime import date

import pytest
from django.utils.translation import override

from varv.core.refusals import RuleBroken
from varv.core.workflow import RecommendationState
from varv.overview.words import refusal
from varv.overview.words.of_learning import ABOUT_RECOMMENDATION, REFUSALS, VERBS

FACTS = {
    "name": "Bo",
    "owner": "Bo",
    "number": 3,
    "adopted_on": date(2026, 4, 1),
    "made_on": date(2026, 4, 28),
    "field": "owner",
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_refusals_of_learning_are_told_in_whole_sentences(code, language):
    with override(language):
        sentence = refusal(RuleBroken(code, **FACTS))

    assert sentence[:1].isupper()
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert code not in sentence


def test_refusals_of_learning_name_who_and_which():
    with override("en"):
        assert refusal(RuleBroken("owner.works_elsewhere", field="owner", name="Bo")).startswith("Bo does not work")
        assert refusal(RuleBroken("turn.nothing_changed", number=3)).startswith("Turn 3 cannot be closed yet")
        assert refusal(RuleBroken("change.turn_is_closed", number=2)).startswith("Turn 2 is closed.")
        assert "belongs to Bo" in refusal(RuleBroken("action.not_yours", owner="Bo"))


def test_refusals_of_learning_say_what_to_do():
    with override("en"):
        told = refusal(RuleBroken("response.reasons_missing", field="reasons"))

    assert told == "Write why the answer is what it is. The reader in four years needs to understand."


@pytest.mark.parametrize("state", list(RecommendationState))
def test_every_state_of_a_recommendation_asks_a_question(state):
    with override("en"):
        question = ABOUT_RECOMMENDATION[state] % {"number": 7}

    assert (question.endswith("?"), "R7" in question) == (True, True)


def test_every_state_asks_a_question_of_its_own():
    with override("sv"):
        assert len({str(question) for question in ABOUT_RECOMMENDATION.values()}) == len(RecommendationState)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_verbs_of_learning_are_told_in_the_past(verb):
    with override("en"):
        told = str(VERBS[verb])

    assert told
    assert told == told.lower()
