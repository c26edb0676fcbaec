import pytest
from django.utils import translation

from varv.core.refusals import RuleBroken
from varv.core.theory import Doubt, FactorKind, Holding
from varv.overview.words import refusal, word
from varv.overview.words.of_chains import FIELDS, PARTS, REFUSALS, VERBS, WHY
from varv.overview.words.verbs import verb


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_says_why_it_matters(doubt, language):
    with translation.override(language):
        said = str(WHY[doubt])

    assert said.endswith((".", "?"))
    assert said != word(doubt)


def test_every_doubt_has_its_own_words_and_reasons():
    with translation.override("sv"):
        assert len({word(doubt) for doubt in Doubt}) == len({str(WHY[doubt]) for doubt in Doubt}) == len(Doubt)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_says_it_in_swedish_with_its_facts(code):
    facts = {"name": "Kompetens", "source": "Kurs", "target": "Intyg", "count": 2, "earliest": 1900, "latest": 2026}

    with translation.override("sv"):
        told = refusal(RuleBroken(code, **facts))

    assert "…" not in told
    assert "%(" not in told
    assert told.endswith(".")


def test_refusal_of_a_year_writes_it_as_a_year():
    with translation.override("sv"):
        told = refusal(RuleBroken("link.year_impossible", earliest=1900, latest=2026))

    assert "1900–2026" in told


def test_what_was_done_has_a_word():
    with translation.override("en"):
        assert [verb(code) for code in VERBS] == ["tested"]


@pytest.mark.parametrize("words", [PARTS, FIELDS], ids=["parts", "fields"])
def test_parts_and_fields_are_called_differently(words):
    with translation.override("sv"):
        told = [str(name) for name in words.values()]

    assert len(set(told)) == len(told)


def test_assumptions_and_factors_have_swedish_words():
    with translation.override("sv"):
        assert [word(code) for code in Holding] == ["Håller", "Osäkert", "Håller inte"]
        assert [word(code) for code in FactorKind] == ["Risk", "Oavsedd effekt", "Yttre villkor"]
