from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.looking import corners, elements, flaws, middle, of_class, read, size, words
from tests.publishing.specimens import decimals
from varv.publishing.figures.spark import HEIGHT, WIDTH, spark


def any_values():
    return st.lists(st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)), max_size=30)


def test_spark_has_the_size_of_a_word():
    assert size(spark(decimals("1 2 3"))) == (WIDTH, HEIGHT) == (104, 28)


def test_spark_is_passed_over_by_readers_aloud():
    drawn = read(spark(decimals("1 2 3")))

    assert (drawn.get("aria-hidden"), drawn.get("focusable"), drawn.get("role")) == ("true", "false", None)


def test_spark_says_nothing_in_words():
    assert words(spark(decimals("1 2 3"), target=Decimal(4))) == []


def test_spark_runs_from_left_to_right_and_up():
    (line,) = corners(spark(decimals("1 2 3")), "s-petrol")

    assert line == [(4, 24), (51, 14), (98, 4)]


def test_spark_has_a_dot_at_the_last_value():
    drawn = spark(decimals("1 3 2"))

    assert [middle(dot) for dot in of_class(drawn, "f-petrol")] == [(98, 14)]


def test_spark_breaks_at_what_is_missing():
    drawn = spark(decimals("1 2 . 4 3"))

    assert [len(line) for line in corners(drawn, "s-petrol")] == [2, 2]


def test_spark_has_its_dot_at_the_last_known_value():
    drawn = spark(decimals("1 2 ."))

    assert middle(of_class(drawn, "f-petrol")[0]) == corners(drawn, "s-petrol")[0][-1]


def test_spark_shows_a_lonely_value_as_a_small_dot():
    drawn = spark(decimals("1 . 3 . 5 4"))

    assert [dot.get("r") for dot in of_class(drawn, "f-petrol")] == ["1.6", "1.6", "3.2"]


def test_spark_of_one_value_is_a_dot():
    drawn = spark(decimals("7"))

    assert corners(drawn, "s-petrol") == []
    assert [middle(dot) for dot in of_class(drawn, "f-petrol")] == [(4, 14), (4, 14)]


@pytest.mark.parametrize("found", ["", ".", ". . ."])
def test_spark_of_nothing_is_only_pale_dots(found):
    drawn = spark(decimals(found))

    assert len(of_class(drawn, "s-gap")) == 1
    assert of_class(drawn, "s-petrol") == of_class(drawn, "f-petrol") == []


def test_spark_draws_zero_as_a_value():
    (line,) = corners(spark(decimals("1 0 1")), "s-petrol")

    assert [y for _, y in line] == [4, 24, 4]


def test_spark_has_a_dotted_target():
    (target,) = of_class(spark(decimals("1 2"), target=Decimal(3)), "s-target")

    assert (target.get("y1"), target.get("y2")) == ("4", "4")


def test_spark_with_only_a_target_has_no_line():
    drawn = spark(decimals(". ."), target=Decimal(3))

    assert len(of_class(drawn, "s-target")) == 1
    assert of_class(drawn, "f-petrol") == []


def test_spark_of_equal_values_is_level_in_the_middle():
    (line,) = corners(spark(decimals("5 5 5")), "s-petrol")

    assert [y for _, y in line] == [14, 14, 14]


@given(any_values(), st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)))
def test_spark_of_anything_stays_on_its_sheet(found, target):
    drawn = spark(found, target=target)
    lines = [spot for line in corners(drawn, "s-petrol") for spot in line]
    dots = [middle(dot) for dot in elements(drawn, "circle")]

    assert flaws(drawn) == []
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in [*lines, *dots])


@given(any_values())
def test_spark_draws_known_values_and_no_others(found):
    drawn = spark(found)
    lonely = [dot for dot in of_class(drawn, "f-petrol") if dot.get("r") == "1.6"]

    assert sum(map(len, corners(drawn, "s-petrol"))) + len(lonely) == sum(value is not None for value in found)
