import pytest
from django.utils.translation import override

from varv.core.kinds import RecallPlace
from varv.core.recalling import Why
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal, word
from varv.overview.words.of_recall import REFUSALS, VERBS
from varv.overview.words.verbs import VERBS as EVERY_VERB


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_refusals_of_recall_are_told_in_whole_sentences(code, language):
    with override(language):
        sentence = refusal(RuleBroken(code, place=RecallPlace.EDIT_CHAIN, field="because"))

    assert (sentence[:1].isupper(), sentence[-1]) == (True, ".")
    assert "%" not in sentence
    assert code not in sentence


def test_every_verb_of_recall_is_told():
    assert VERBS.items() <= EVERY_VERB.items()


def test_every_why_is_said_in_words_of_its_own():
    with override("sv"):
        said = [word(why) for why in Why]

    assert len(set(said)) == len(Why)
    assert said[:2] == ["Samma slags insats", "Samma mål"]
