"""A chain as plain values."""

import pytest

from tests.publishing.specimens import MODULES, drawn_chain, link, step
from varv.core.theory import Evidence, Level
from varv.publishing.figures import measure
from varv.publishing.figures.chain_drawing import marks as chain_marks
from varv.publishing.figures.chain_drawing.dot import BOX_WIDTH
from varv.publishing.figures.chain_drawing.parts import DIFFERENT, Standing


def test_columns_are_the_levels_that_have_steps_in_their_order():
    shuffled = drawn_chain([step(1, Level.IMPACT, "A"), step(2, Level.NEED, "B"), step(3, Level.IMPACT, "C")], [])

    assert shuffled.columns == [Level.NEED, Level.IMPACT]


def test_links_are_found_by_either_end():
    assert [found.source for found in MODULES.before[2]] == [1]
    assert [found.target for found in MODULES.after[2]] == [3]


def test_step_that_nothing_leads_to_has_no_links_before_it():
    assert MODULES.before.get(1, []) == []
    assert MODULES.after.get(4, []) == []


def test_steps_stand_as_they_are_until_something_is_said():
    assert step(1, Level.NEED, "A").standing is Standing.PLAIN
    assert link(1, 2).standing is Standing.PLAIN


def test_every_standing_has_a_word_and_every_difference_a_sign():
    said = {how: chain_marks.standing_word(how) for how in Standing}

    assert said.pop(Standing.PLAIN) == ""
    assert len(set(said.values())) == len(said) == 5
    assert all(said.values())
    assert set(chain_marks.SIGNS) == DIFFERENT
    assert len(set(chain_marks.SIGNS.values())) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("standing", "number", "shown"),
    [
        (Standing.PLAIN, None, False),
        (Standing.PLAIN, 3, True),
        (Standing.FADED, 3, False),
        (Standing.CHANGED, None, True),
        (Standing.REMOVED, 3, True),
    ],
)
def test_something_stands_on_a_link_with_a_number_or_a_difference(standing, number, shown):
    assert chain_marks.has_badge(link(1, 2, Evidence.SOME, number=number, standing=standing)) is shown


def test_words_of_a_step_stand_on_lines_that_fit_its_box():
    lines = chain_marks.lines(step(1, Level.NEED, "Kommuner och företag tar fram en plan för lärande"))

    assert " ".join(lines) == "Kommuner och företag tar fram en plan för lärande"
    assert all(measure.width(line) <= BOX_WIDTH - 20 for line in lines)
