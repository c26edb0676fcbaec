"""What holds of every text that anyone may type, whatever it is."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from varv.core.sought import COMMON, LONGEST, MOST_TERMS, Sought, read_sought
from varv.core.swedish import LONGEST_WORD, folded, joined, nearest, pieces, slips, stem, stems, words

SWEDISH = st.text(alphabet="abcdefghijklmnoprstuvyzåäöéü", min_size=1, max_size=24)
TYPED = st.text(alphabet="abdeklnorståäö AÅÖ0129-−\"”'()*:.,%_\\\n\t", max_size=80)
ANYTHING = st.text(max_size=400)
ENDINGS = ("", "en", "et", "erna", "ernas", "arna", "ns", "are", "het", "heterna")


# --- words ----------------------------------------------------------------------------------------------------------


@given(ANYTHING)
@example("İ")
@example("\udcff")
@example("ﬀ ß ĳ")
def test_words_are_small_letters_and_digits_and_not_too_long(text):
    for word in words(text):
        assert word == word.lower()
        assert word.isalnum()
        assert 0 < len(word) <= LONGEST_WORD


@given(ANYTHING)
def test_words_of_words_are_themselves(text):
    found = words(text)

    assert words(" ".join(found)) == found


@given(ANYTHING)
def test_words_do_not_know_how_letters_were_put_together(text):
    apart, together = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)

    assert words(apart) == words(together) == words(text)


@given(st.lists(SWEDISH, max_size=6), st.sampled_from([" ", ", ", ". ", "\n", "/", "…", "–"]))
def test_words_do_not_know_what_stands_between_them(told, between):
    assert words(between.join(told)) == words(" ".join(told))


@given(TYPED)
def test_words_do_not_know_large_letters(text):
    assert words(text.upper()) == words(text) == words(text.lower())


@given(ANYTHING)
def test_joined_words_are_made_of_the_texts_own_letters(text):
    whole = "".join(words(text))

    for word in joined(text):
        assert len(word) <= LONGEST_WORD
        assert word[:5] in whole


@given(SWEDISH, SWEDISH)
def test_hyphens_join_and_spaces_do_not(first, second):
    assert list(joined(f"{first}-{second}")) == [(first + second)[:LONGEST_WORD]]
    assert list(joined(f"{first} {second}")) == []


# --- stems ----------------------------------------------------------------------------------------------------------


@given(SWEDISH)
@example("skola")
@example("lärdomarnas")
def test_a_stem_is_its_own_stem(word):
    assert stem(stem(word)) == stem(word)


@given(SWEDISH, st.sampled_from(ENDINGS))
def test_every_word_has_a_stem_and_never_an_empty_one(word, ending):
    found = stem(word + ending)

    assert found
    assert found.isalnum()


@given(SWEDISH)
def test_a_stem_does_not_grow(word):
    # Only words in the table (bok, stad) have a stem that is another word, and none is longer than six letters more.
    assert len(stem(word)) <= len(word) + 6


@given(SWEDISH, st.integers(min_value=0, max_value=9))
def test_a_word_with_a_digit_is_only_itself(word, digit):
    assert stem(f"{word}{digit}arna") == f"{word}{digit}arna"


@given(TYPED)
def test_stems_are_the_stems_of_the_words(text):
    assert stems(text) == [stem(word) for word in words(text)]


@given(TYPED)
def test_stems_are_the_same_however_it_is_typed(text):
    assert stems(unicodedata.normalize("NFD", text.upper())) == stems(text)


@given(ANYTHING)
def test_stems_hold_nothing_that_a_database_reads_as_more_than_letters(text):
    assert all(sign.isalnum() for found in stems(text) for sign in found)


# --- folded, near and pieces ----------------------------------------------------------------------------------------


@given(SWEDISH)
def test_a_folded_word_is_folded_already(word):
    assert folded(folded(word)) == folded(word)


@given(SWEDISH)
def test_a_folded_word_has_no_swedish_letters(word):
    assert not set(folded(word)) & set("åäöéü")


@given(SWEDISH, SWEDISH, st.integers(min_value=0, max_value=4))
def test_slips_are_as_many_both_ways_and_never_more_than_asked(first, second, most):
    there, back = slips(first, second, most), slips(second, first, most)

    assert there == back
    assert 0 <= there <= most + 1
    assert (there == 0) == (first == second)


@given(SWEDISH, st.data())
def test_one_missed_letter_is_one_slip(word, data):
    place = data.draw(st.integers(min_value=0, max_value=len(word) - 1))

    assert slips(word, word[:place] + word[place + 1 :], 3) == 1


@given(SWEDISH, st.lists(SWEDISH, max_size=8, unique=True))
def test_nearest_are_known_words_the_very_word_first(word, known):
    near = nearest(word, known)

    assert set(near) <= set(known)
    assert (word in known) == (near[:1] == [word])


@given(SWEDISH, st.lists(SWEDISH, max_size=8, unique=True), st.randoms())
def test_nearest_do_not_know_the_order_they_were_known_in(word, known, chance):
    shuffled = list(known)
    chance.shuffle(shuffled)

    assert nearest(word, shuffled) == nearest(word, known)


@given(ANYTHING, st.booleans())
def test_pieces_put_together_are_the_text(text, meant):
    told = pieces(text, lambda _word: meant)

    assert "".join(piece for piece, _ in told) == unicodedata.normalize("NFC", text)


@given(TYPED)
def test_only_words_are_marked(text):
    told = pieces(text, lambda _word: True)

    assert all(words(piece) for piece, is_meant in told if is_meant)


# --- what is sought -------------------------------------------------------------------------------------------------


@given(ANYTHING)
@example('"')
@example('-"')
@example('- " " -')
@example("\x00\x00")
@example("-" * 400)
@example("”»«“„" * 20)
def test_whatever_is_typed_is_read_and_holds_no_more_than_it_should(text):
    sought = read_sought(text)

    assert len(sought.text) <= LONGEST
    assert max(len(sought.terms), len(sought.phrases), len(sought.without)) <= MOST_TERMS
    assert sought.is_empty == (not sought.terms)


@given(TYPED)
def test_what_was_read_is_read_the_same_again(text):
    sought = read_sought(text)

    assert read_sought(sought.text) == sought


@given(TYPED)
def test_it_is_read_the_same_however_letters_are_typed(text):
    small, apart = read_sought(text.upper()), read_sought(unicodedata.normalize("NFD", text))

    assert small.terms == apart.terms == read_sought(text).terms
    assert small.phrases == apart.phrases


@given(st.lists(SWEDISH, min_size=1, max_size=6))
def test_a_word_finds_itself_in_all_it_is_sought_in(told):
    sought = read_sought(" ".join(told))

    for term in sought.terms:
        assert sought.finds(term.word)
        assert term.finds(stem(term.word))


@given(SWEDISH, SWEDISH)
def test_a_word_left_out_is_not_sought(word, other):
    sought = read_sought(f"{word} -{other}")

    assert [term.word for term in sought.terms] == [word]
    assert [term.word for term in sought.without] == [other]


@given(st.lists(SWEDISH, min_size=1, max_size=5))
def test_a_phrase_keeps_its_words_in_order(told):
    sought = read_sought(f'"{" ".join(told)}"')

    assert sought.phrases == (tuple(stem(word) for word in told),)


@given(SWEDISH, SWEDISH)
def test_a_word_is_replaced_and_the_rest_is_kept(word, other):
    sought = read_sought(f"början {word} slutet")

    assert sought.replaced(word, other).split()[1] == other


@pytest.mark.parametrize("word", sorted(COMMON)[::9])
def test_a_common_word_is_left_out_beside_another_and_sought_alone(word):
    assert [term.word for term in read_sought(f"{word} skolan").terms] == ["skolan"]
    assert [term.word for term in read_sought(word).terms] == [word]


def test_nothing_is_read_as_nothing():
    assert read_sought("") == Sought()
