from hypothesis import given
from hypothesis import strategies as st

from varv.core.likeness import ALIKE, likeness, pieces

LETTERS = "Brevutskick till alla arbetssökande gav nästan inga anmälningar."
AGAIN = "Brevutskick till arbetssökande gav knappt några anmälningar, men samtal gav flera."
OTHER = "Pojkar kommer till samtalet när det hålls i verkstaden."


def test_pieces_are_runs_of_three_letters_with_the_beginning_of_each_word():
    assert pieces("En Buss, nr 12!") == {" bu", "bus", "uss"}
    assert pieces("å 12 –") == frozenset()


def test_likeness_of_nothing_is_none():
    assert likeness(pieces(""), pieces("")) == 0.0
    assert likeness(pieces("buss"), pieces("")) == 0.0


def test_likeness_knows_the_same_thing_in_other_words():
    assert likeness(pieces(LETTERS), pieces(AGAIN)) >= ALIKE
    assert likeness(pieces(LETTERS), pieces(OTHER)) < ALIKE


def test_likeness_sees_through_inflections():
    assert likeness(pieces("utvärderingarnas"), pieces("utvärdering")) > likeness(pieces("utredning"), pieces("träff"))


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_whole_with_itself(one, other):
    assert likeness(pieces(one), pieces(other)) == likeness(pieces(other), pieces(one)) <= 1
    assert likeness(pieces(one), pieces(one)) in {0.0, 1.0}
