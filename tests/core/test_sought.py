import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.sought import LONGEST, MOST_TERMS, Sought, Term, read_sought


def asked(text):
    return [term.word for term in read_sought(text).terms]


def test_every_word_must_be_there():
    assert asked("Lärdomar  skola") == ["lärdomar", "skola"]


def test_common_words_are_left_out_when_something_else_is_asked_for():
    assert asked("vad har vi lärt om skolan") == ["lärt", "skolan"]
    assert asked("och i") == ["och", "i"]


def test_a_phrase_is_kept_in_order_and_its_words_are_sought():
    sought = read_sought('rapport "röd tråd"')

    assert sought.phrases == (("röd", "tråd"),)
    assert asked('rapport "röd tråd"') == ["rapport", "röd", "tråd"]


def test_a_phrase_of_common_words_is_sought_as_it_is():
    sought = read_sought('"hur vi"')

    assert (sought.phrases, [term.word for term in sought.terms]) == ((("hur", "vi"),), ["hur", "vi"])


@pytest.mark.parametrize("written", ["“röd tråd”", "”röd tråd”", "»röd tråd«", "„röd tråd“"])
def test_any_quotes_make_a_phrase(written):
    assert read_sought(written).phrases == (("röd", "tråd"),)


def test_a_word_after_a_minus_must_not_be_there():
    sought = read_sought("rektor -skola −elever")

    assert asked("rektor -skola −elever") == ["rektor"]
    assert sought.without == (Term("skola", "skol"), Term("elever", "elev"))


def test_a_hyphen_inside_a_word_leaves_nothing_out():
    sought = read_sought("RUN 2026-00123 e-hälsa")

    assert [term.word for term in sought.terms] == ["run", "2026", "00123", "e", "hälsa"]
    assert sought.without == ()


def test_words_of_four_letters_are_also_beginnings():
    assert read_sought("kompetens").terms == (Term("kompetens", "kompet", ("kompet",)),)
    assert read_sought("mål").terms == (Term("mål", "mål"),)
    assert read_sought("kurs").terms == (Term("kurs", "kur", ("kurs",)),)
    assert read_sought("böcker").terms == (Term("böcker", "bok", ("böcker",)),)
    assert read_sought("städernas").terms == (Term("städernas", "stad", ("stad", "städernas")),)


def test_a_term_finds_its_forms_and_what_begins_with_it():
    (term,) = read_sought("kompetens").terms

    assert [term.finds(stem) for stem in ("kompet", "kompetensförsörjning", "inkompet")] == [True, True, False]


def test_what_was_sought_finds_the_words_of_a_text():
    sought = read_sought("lärdomar")

    assert [sought.finds(word) for word in ("lärdomarnas", "lärare")] == [True, False]


@pytest.mark.parametrize("written", ["", "   ", "--", '" "', "?!*()", "-skola", "🙂", "\x00"])
def test_nothing_that_can_be_sought_is_empty_and_no_error(written):
    assert read_sought(written).is_empty


def test_what_is_very_long_is_read_as_far_as_it_can_be():
    sought = read_sought(" ".join(f"ord{number}" for number in range(500)))

    assert len(sought.terms) == MOST_TERMS
    assert len(sought.text) <= LONGEST


def test_the_same_word_twice_is_sought_once():
    assert asked("mål MÅL Mål") == ["mål"]


def test_a_word_can_be_replaced():
    assert read_sought('Utvärdring av "skolor"').replaced("utvärdring", "utvärdering") == 'utvärdering av "skolor"'
    assert read_sought("skolan skola").replaced("skola", "förskola") == "skolan förskola"


def test_nothing_is_sought_to_begin_with():
    assert Sought().is_empty


@given(st.text(max_size=400))
def test_whatever_is_written_is_read(text):
    sought = read_sought(text)

    assert all(term.stem.isalnum() for term in (*sought.terms, *sought.without))
    assert sought.is_empty or not any(len(beginning) < 4 for term in sought.terms for beginning in term.beginnings)
