from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures.axis import Tick, TimeAxis, ValueAxis
from varv.publishing.figures.marks import Spot
from varv.publishing.figures.placing import Anchor, Box, Label
from varv.publishing.figures.plot import Plot, Stretch, along, around, inside_x, stretches

TIME = TimeAxis(date(2025, 1, 1), date(2025, 1, 11), (Tick(date(2025, 1, 11), "11 jan", weighs=True),))
VALUES = ValueAxis(Decimal(0), Decimal(10), (Decimal(0), Decimal(5)), 0)
PLOT = Plot(left=40, top=20, right=240, bottom=120, time=TIME, values=VALUES)


def test_plot_has_days_along_and_values_up():
    assert PLOT.spot(date(2025, 1, 1), Decimal(0)) == Spot(40, 120)
    assert PLOT.spot(date(2025, 1, 6), Decimal(5)) == Spot(140, 70)
    assert PLOT.spot(date(2025, 1, 11), Decimal(10)) == Spot(240, 20)


def test_plot_ground_has_a_line_and_a_number_for_each_level():
    ground = "".join(PLOT.ground())

    assert ground.count('class="ln"') == 2
    assert ground.count('class="t3 e sm"') == 2
    assert '<text x="32" y="74" class="t3 e sm">5</text>' in ground


def test_plot_ground_sets_a_weighty_day_bold():
    assert '<text x="240" y="139" class="halo sm b c">11 jan</text>' in "".join(PLOT.ground())


def test_inside_x_moves_words_in_from_both_sides():
    left = Label(("långt ord",), Spot(2, 0), anchor=Anchor.MIDDLE)
    right = Label(("långt ord",), Spot(98, 0), anchor=Anchor.MIDDLE)

    assert inside_x(left, right=100).box.x == 0
    assert inside_x(right, right=100).box.x + left.box.width == pytest.approx(100)


def keys(text):
    """Eras are digits, a missing value a full stop after its era: ``0 0. 1``."""
    return [(int(found[0]), not found.endswith(".")) for found in text.split()]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("", []),
        ("0", [Stretch(True, 0, 0)]),
        ("0 0 0", [Stretch(True, 0, 2)]),
        ("0 0. 0 0", [Stretch(True, 0, 0), Stretch(False, 1, 1), Stretch(True, 2, 3)]),
        ("0. 0.", [Stretch(False, 0, 1)]),
        ("0 0 1 1", [Stretch(True, 0, 1), Stretch(True, 2, 3)]),
        ("0 0. 1. 1", [Stretch(True, 0, 0), Stretch(False, 1, 1), Stretch(False, 2, 2), Stretch(True, 3, 3)]),
    ],
)
def test_stretches_break_at_what_is_missing_and_at_a_new_era(found, expected):
    assert stretches(keys(found)) == expected


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans())))
def test_stretches_cover_every_place_once_in_order(found):
    places = [place for stretch in stretches(found) for place in range(stretch.first, stretch.last + 1)]

    assert places == list(range(len(found)))


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans())))
def test_stretches_never_mix(found):
    assert all(
        {found[place] for place in range(stretch.first, stretch.last + 1)} == {found[stretch.first]}
        and found[stretch.first][1] is stretch.is_measured
        for stretch in stretches(found)
    )


def test_along_has_spots_between_the_corners():
    assert along([Spot(0, 0), Spot(8, 4)]) == [Spot(0, 0), Spot(2, 1), Spot(4, 2), Spot(6, 3), Spot(8, 4)]


def test_along_a_single_spot_there_is_no_line():
    assert along([Spot(1, 1)]) == along([]) == []


def test_along_a_long_line_there_are_not_too_many():
    assert len(along([Spot(x, 0) for x in range(1000)])) < 320


def test_around_is_a_square_round_each_mark():
    assert around([Spot(10, 20)], 8) == [Box(2, 12, 16, 16)]
