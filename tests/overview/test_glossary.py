import pytest
from django.utils.translation import override

from varv.core.judgement import Axis
from varv.overview.glossary import GLOSSARY, Term, term
from varv.overview.words import word


@pytest.fixture(autouse=True)
def swedish():
    with override("sv"):
        yield


def test_term_says_what_it_is_and_what_it_is_not():
    found = term("effekt")

    assert str(found.name) == "effekt"
    assert str(found.meaning) == (
        "En förändring på längre sikt som insatsen har bidragit till. "
        "Den går sällan att läsa av en indikator, den behöver analyseras."
    )
    assert str(found.is_not) == "En indikators värde är inte en effekt."


def test_term_follows_the_language():
    with override("en"):
        assert str(term("utfall").name) == "outcome"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("bedömning", "bedomning"),
        ("Belägg", "belagg"),
        ("inte målsatt", "inte-malsatt"),
        ("generisk aktivitet", "generisk-aktivitet"),
        ("POV", "pov"),
    ],
)
def test_term_is_found_by_the_word_as_it_is_written(written, code):
    assert term(written) is GLOSSARY[code]


def test_term_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        term("synergi")


@pytest.mark.parametrize("code", GLOSSARY)
def test_every_term_is_an_anchor_and_has_a_meaning(code):
    found = GLOSSARY[code]

    assert isinstance(found, Term)
    assert code.replace("-", "").isalpha()
    assert code.isascii()
    assert str(found.meaning).endswith(".")
    assert str(found.is_not) == "" or str(found.is_not).endswith(".")


@pytest.mark.parametrize("axis", Axis)
def test_every_axis_of_judgement_is_explained(axis):
    names = {str(found.name).casefold() for found in GLOSSARY.values()}

    assert word(axis).casefold() in names


def test_pov_is_left_to_the_region():
    assert str(term("pov").meaning).endswith("varje region anger sitt eget namn.")


def test_two_terms_never_share_a_code():
    assert len({found.code for found in GLOSSARY.values()}) == len(GLOSSARY) == 33
