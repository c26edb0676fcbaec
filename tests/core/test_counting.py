"""How figures are counted over time and in parts: zero is not missing, and the rules agree with each other."""

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.counting import CATEGORIES, Counting, Dimension, added, over_time, own_parts, ratio, remainder

PER_PERIOD, CUMULATIVE, STATE = Counting
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False)
figures = st.lists(st.none() | amounts, max_size=8)


def d(*values):
    return [None if value is None else Decimal(value) for value in values]


def since_the_start(values):
    """The same figures as someone tells them who counts from the start."""
    return list(accumulate(values))


@pytest.mark.parametrize(
    ("counting", "values", "parts", "total"),
    [
        (PER_PERIOD, d(3, 0, 5), d(3, 0, 5), 8),
        (PER_PERIOD, d(3, None, 5), d(3, None, 5), 8),
        (CUMULATIVE, d(3, 3, 8), d(3, 0, 5), 8),
        (CUMULATIVE, d(3, None, 8), d(3, None, 5), 8),
        (CUMULATIVE, d(None, 4, 3), d(None, 4, -1), 3),
        (CUMULATIVE, d(3, 8, None), d(3, 5, None), 8),
        (STATE, d(3, 0, 5), d(3, 0, 5), 5),
        (STATE, d(3, 0, None), d(3, 0, None), 0),
    ],
)
def test_each_rule_has_its_parts_and_its_total(counting, values, parts, total):
    assert list(own_parts(counting, values)) == parts
    assert over_time(counting, values) == total


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_nothing_told_is_no_total(counting, values):
    assert over_time(counting, values) is None
    assert list(own_parts(counting, values)) == values


@pytest.mark.parametrize("counting", Counting)
def test_zero_is_a_figure(counting):
    assert over_time(counting, d(0)) == 0
    assert over_time(counting, d(None, 0)) == 0


def test_added_is_nothing_only_when_nothing_is_known():
    assert added([]) is None
    assert added([None, None]) is None
    assert added(d(None, 0)) == 0
    assert added(iter(d(2, None, 3))) == 5


@pytest.mark.parametrize(
    ("total", "parts", "left"),
    [(10, d(4, 5), 1), (10, d(4, 6), 0), (10, [], 10), (10, d(None), 10), (0, d(0), 0), (None, d(4), None)],
)
def test_remainder_is_what_no_part_has(total, parts, left):
    assert remainder(None if total is None else Decimal(total), parts) == left


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [(1, 4, "0.25"), (0, 4, "0"), (1, 0, None), (0, 0, None), (None, 4, None), (1, None, None), (None, None, None)],
)
def test_ratio_is_unknown_without_something_to_divide_by(numerator, denominator, quotient):
    found = ratio(*d(numerator, denominator))

    assert found == (None if quotient is None else Decimal(quotient))


def test_every_dimension_but_places_has_its_categories():
    assert set(Dimension) - set(CATEGORIES) == {Dimension.PLACE}


@given(figures)
def test_the_total_over_time_is_the_sum_of_the_periods_own_parts(values):
    for counting in (PER_PERIOD, CUMULATIVE):
        assert over_time(counting, values) == added(own_parts(counting, values))


@given(figures)
def test_a_missing_figure_has_no_part_and_a_known_one_has(values):
    for counting in Counting:
        assert [part is None for part in own_parts(counting, values)] == [value is None for value in values]


@given(st.lists(amounts, max_size=8))
def test_counted_by_period_or_since_the_start_comes_to_the_same(values):
    told = since_the_start(values)

    assert list(own_parts(CUMULATIVE, told)) == list(own_parts(PER_PERIOD, values))
    assert over_time(CUMULATIVE, told) == over_time(PER_PERIOD, values)


@given(st.lists(amounts, min_size=1, max_size=8), st.data())
def test_a_gap_since_the_start_loses_nothing(values, data):
    gaps = data.draw(st.sets(st.integers(0, len(values) - 2))) if len(values) > 1 else set()
    told = [None if place in gaps else value for place, value in enumerate(since_the_start(values))]

    assert over_time(CUMULATIVE, told) == over_time(PER_PERIOD, values)
    assert added(own_parts(CUMULATIVE, told)) == added(values)


@given(figures)
def test_how_it_stands_is_never_added_over_time(values):
    assert over_time(STATE, values) in ([value for value in values if value is not None] or [None])


@given(st.none() | amounts, st.lists(st.none() | amounts, max_size=5))
def test_the_parts_and_the_remainder_are_the_total(total, parts):
    left = remainder(total, parts)

    assert (left is None) == (total is None)
    assert total is None or added([*parts, left]) == total


@given(figures)
def test_a_missing_figure_changes_no_sum(values):
    assert added([*values, None]) == added(values)
    assert over_time(PER_PERIOD, [*values, None]) == over_time(PER_PERIOD, values)
