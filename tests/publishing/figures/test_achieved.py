"""Bars of what was achieved: on one scale, zero as a line, and what is missing as words."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.tallies import Sum
from varv.publishing.figures.achieved import Achieved, Bar, draw, figure, table, words
from varv.publishing.figures.marks import Size


@pytest.fixture(autouse=True)
def _swedish():
    with override("sv"):
        yield


def achieved(*bars, decimals=0):
    return Achieved("Deltagare", "personer", decimals, bars)


def bar(name, value, told=1, missing=0, depth=0):
    return Bar(name, Sum(None if value is None else Decimal(value), told, missing), depth)


def drawn(*bars, size=Size.WIDE):
    return draw(achieved(*bars), size=size, id_prefix="x")


def lengths(svg):
    return [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]


def test_bars_are_as_long_as_their_sums_are_large():
    long, short = lengths(drawn(bar("A", 100), bar("B", 25)))

    assert short == pytest.approx(long / 4, abs=0.1)


def test_a_small_sum_can_still_be_seen():
    assert min(lengths(drawn(bar("A", 100_000), bar("B", 1)))) == 2


@pytest.mark.parametrize("value", [0, -5])
def test_zero_and_below_have_a_start_and_a_number_but_no_bar(value):
    svg = drawn(bar("A", value))

    assert (lengths(svg), svg.count('class="ln-i"')) == ([], 1)
    assert "s-gap" not in svg


def test_what_is_missing_is_dotted_and_told_in_words():
    svg = drawn(bar("A", None, told=0, missing=2))

    assert (lengths(svg), svg.count('class="s-gap"'), svg.count('class="ln-i"')) == ([], 1, 0)
    assert ">saknas<" in svg


def test_what_is_not_added_says_so():
    assert ">läggs inte ihop<" in drawn(bar("A", None, told=2))


def test_a_name_cannot_break_out_of_the_drawing():
    assert "<script" not in drawn(bar("<script>x</script>", 3))


def test_on_a_phone_names_stand_above_their_bars():
    wide, narrow = (drawn(bar("Ett långt namn", 3), size=size) for size in Size)

    assert 'viewBox="0 0 748' in wide
    assert 'viewBox="0 0 358' in narrow


def test_the_words_tell_where_there_is_most_and_what_is_missing():
    told = words(achieved(bar("A", 3), bar("B", 10), bar("C", None, told=0, missing=1)))

    assert told.title == "Deltagare"
    assert told.description == "Störst är ”B”: 10 personer. Utan uppgift: C."


def test_nothing_to_draw_is_an_empty_picture():
    assert lengths(drawn()) == []
    assert words(achieved()).description == ""


def test_the_table_says_the_same_with_how_many_figures_each_rests_on():
    found = table(achieved(bar("A", "2.5", told=3, missing=1), bar("B", None, told=0, missing=2), decimals=1))

    assert [column.head for column in found.head] == ["Namn", "personer", "Uppgifter", "Saknas"]
    assert found.rows == (("A", "2,5", "3", "1"), ("B", "saknas", "0", "2"))


def test_the_figure_has_both_sizes_its_words_and_its_table():
    made = figure(achieved(bar("A", 3)), id_prefix="m0", caption="Bildtext")

    assert 'id="m0-w-t"' in made.svg
    assert 'id="m0-n-t"' in made.narrow
    assert (made.title, made.caption, made.table.rows[0][0]) == ("Deltagare", "Bildtext", "A")
