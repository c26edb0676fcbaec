from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core import status
from varv.core.refusals import RuleBroken
from varv.core.status import Band, Direction, Limits, Path, Point, Status, Wish, indicator_status, measured

# Share of 20-64-year-olds in work: from 70 to 80 per cent in ten years (3 652 days).
RISING = Path(Decimal(70), date(2020, 12, 31), Decimal(80), date(2030, 12, 31))
# Emissions, index: from 100 down to 40 in the same ten years.
FALLING = Path(Decimal(100), date(2020, 12, 31), Decimal(40), date(2030, 12, 31))
# Ten steps in ten days: each day expects exactly one more.
TEN_DAYS = Path(Decimal(0), date(2026, 5, 1), Decimal(10), date(2026, 5, 11))
BAND = Band(Decimal(45), Decimal(55))
UP, DOWN = Wish(Direction.UP), Wish(Direction.DOWN)
DAY = date(2026, 5, 11)

WORST_FIRST = {
    Status.OFF_TRACK: 0,
    Status.AT_RISK: 1,
    Status.ON_TRACK: 2,
    Status.WRONG_DIRECTION: 0,
    Status.UNCHANGED: 1,
    Status.RIGHT_DIRECTION: 2,
}


def point(value, on=DAY):
    return Point(on, None if value is None else Decimal(value))


def days():
    return st.dates(date(2000, 1, 1), date(2060, 12, 31))


def numbers():
    return st.decimals(-(10**9), 10**9, places=6)


def points():
    return st.builds(Point, days(), numbers())


def gaps():
    return st.lists(st.builds(Point, days(), st.none()), max_size=5)


@st.composite
def paths(draw):
    baseline, target = draw(st.lists(numbers(), min_size=2, max_size=2, unique=True))
    start = draw(days())
    return Path(baseline, start, target, start + timedelta(days=draw(st.integers(1, 6000))))


@st.composite
def bands(draw):
    low, high = sorted((draw(numbers()), draw(numbers())))
    return Band(low, high)


def wishes():
    return st.builds(Wish, st.sampled_from(Direction))


def aims():
    return st.one_of(paths(), bands(), wishes())


def better_first(aim_rises, one, other):
    return (max(one, other), min(one, other)) if aim_rises else (min(one, other), max(one, other))


@pytest.mark.parametrize("aim", [RISING, FALLING, BAND, UP, DOWN])
@pytest.mark.parametrize("points", [[], [point(None)], [point(None), point(None, date(2027, 1, 1))]])
def test_status_is_no_data_when_nothing_is_measured(aim, points):
    assert indicator_status(aim, points) is Status.NO_DATA


@given(aims(), gaps())
def test_status_of_gaps_alone_is_never_good_or_bad(aim, gaps):
    assert indicator_status(aim, gaps) is Status.NO_DATA


@given(aims(), points())
def test_status_of_a_value_is_never_no_data(aim, point):
    assert indicator_status(aim, [point]) is not Status.NO_DATA


@given(aims(), st.lists(points(), max_size=5), gaps())
def test_gaps_never_count(aim, points, gaps):
    assert indicator_status(aim, [*gaps, *points, *gaps]) is indicator_status(aim, points)


@pytest.mark.parametrize(
    ("aim", "points", "expected"),
    [
        (Path(Decimal(10), date(2020, 12, 31), Decimal(0), DAY), [point(0)], Status.ON_TRACK),
        (RISING, [point(0)], Status.OFF_TRACK),
        (Band(Decimal(0), Decimal(5)), [point(0)], Status.WITHIN),
        (BAND, [point(0)], Status.OUTSIDE),
        (DOWN, [point(3, date(2025, 1, 1)), point(0)], Status.RIGHT_DIRECTION),
        (UP, [point(0, date(2025, 1, 1)), point(3)], Status.RIGHT_DIRECTION),
    ],
)
def test_zero_is_a_value(aim, points, expected):
    assert indicator_status(aim, points) is expected


def test_measured_keeps_values_oldest_first():
    new, gap, zero, old = point(3), point(None), point(0, date(2025, 1, 1)), point(2, date(2024, 1, 1))

    assert measured([new, gap, zero, old]) == [old, zero, new]


@given(st.lists(st.one_of(points(), st.builds(Point, days(), st.none())), max_size=8))
def test_measured_loses_no_value_and_keeps_no_gap(points):
    found = measured(points)

    assert sorted(point.value for point in found) == sorted(point.value for point in points if point.value is not None)
    assert [point.on for point in found] == sorted(point.on for point in found)


def test_status_is_about_the_latest_value_whatever_the_order():
    old, new = point(9, date(2026, 5, 10)), point(1)

    assert indicator_status(TEN_DAYS, [new, old]) is Status.OFF_TRACK
    assert indicator_status(TEN_DAYS, [old, new]) is Status.OFF_TRACK


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 4, 1), 0),
        (date(2026, 5, 1), 0),
        (date(2026, 5, 2), 1),
        (date(2026, 5, 6), 5),
        (date(2026, 5, 11), 10),
        (date(2027, 1, 1), 10),
    ],
)
def test_path_expects_a_straight_way_with_flat_ends(on, expected):
    assert TEN_DAYS.expected(on) == expected


@given(paths(), days())
def test_path_never_expects_less_than_the_baseline_nor_more_than_the_target(path, on):
    low, high = sorted((path.baseline, path.target))

    assert low <= path.expected(on) <= high


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (RISING, 80, "1"),
        (RISING, 75, "0.5"),
        (RISING, 70, "0"),
        (RISING, 65, "-0.5"),
        (RISING, 85, "1.5"),
        (FALLING, 40, "1"),
        (FALLING, 70, "0.5"),
        (FALLING, 100, "0"),
        (FALLING, 130, "-0.5"),
    ],
)
def test_gained_is_the_share_of_the_way(path, value, expected):
    assert path.gained(point(value, date(2030, 12, 31))) == Decimal(expected)


@pytest.mark.parametrize(
    ("path", "value", "gained"),
    [
        (RISING, "70", 1),
        (RISING, "70.1", 1),
        (RISING, "69.9", -1),
        (FALLING, "100", 1),
        (FALLING, "99.9", 1),
        (FALLING, "100.1", -1),
    ],
)
def test_gained_on_the_baselines_own_day_asks_only_to_hold_it(path, value, gained):
    assert path.gained(point(value, path.baseline_on)) == gained


def test_gained_refuses_a_gap():
    with pytest.raises(RuleBroken) as refused:
        RISING.gained(point(None))

    assert refused.value.code == "status.no_value"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", Status.ON_TRACK),
        ("10", Status.ON_TRACK),
        ("9", Status.ON_TRACK),
        ("8.999999", Status.AT_RISK),
        ("5", Status.AT_RISK),
        ("4.999999", Status.OFF_TRACK),
        ("0", Status.OFF_TRACK),
        ("-1", Status.OFF_TRACK),
    ],
)
def test_status_changes_at_nine_tenths_and_at_half_of_the_way(value, expected):
    assert indicator_status(TEN_DAYS, [point(value)]) is expected


def test_status_follows_the_regions_own_limits():
    strict = Limits(at_risk_below=Decimal(1), off_track_below=Decimal("0.95"))

    assert indicator_status(TEN_DAYS, [point("9.9")], strict) is Status.AT_RISK
    assert indicator_status(TEN_DAYS, [point("9.4")], strict) is Status.OFF_TRACK


@given(paths(), days())
def test_status_exactly_on_the_path_is_on_track(path, on):
    assert indicator_status(path, [Point(on, path.expected(on))]) is Status.ON_TRACK


@given(paths(), days())
def test_status_at_the_target_is_on_track_on_any_day(path, on):
    assert indicator_status(path, [Point(on, path.target)]) is Status.ON_TRACK


@given(paths(), st.integers(1, 6000), st.decimals("0.000001", 10**6, places=6))
def test_status_is_off_track_when_the_figure_goes_the_wrong_way(path, later, away):
    wrong = -away if path.target > path.baseline else away

    found = indicator_status(path, [Point(path.baseline_on + timedelta(days=later), path.baseline + wrong)])

    assert found is Status.OFF_TRACK


@given(paths(), days(), numbers(), numbers())
def test_status_on_a_path_is_never_worse_for_a_better_value(path, on, one, other):
    better, worse = better_first(path.target > path.baseline, one, other)

    ranks = [WORST_FIRST[indicator_status(path, [Point(on, value)])] for value in (better, worse)]

    assert ranks[0] >= ranks[1]


@given(paths(), days(), numbers())
def test_status_is_the_same_for_a_mirrored_path(path, on, value):
    mirrored = Path(-path.baseline, path.baseline_on, -path.target, path.target_on)

    assert indicator_status(path, [Point(on, value)]) is indicator_status(mirrored, [Point(on, -value)])


@pytest.mark.parametrize(
    ("baseline", "baseline_on", "target", "target_on"),
    [
        (70, date(2030, 12, 31), 80, date(2030, 12, 31)),
        (70, date(2030, 12, 31), 80, date(2020, 12, 31)),
        (70, date(2020, 12, 31), 70, date(2030, 12, 31)),
    ],
)
def test_path_without_length_is_refused(baseline, baseline_on, target, target_on):
    with pytest.raises(RuleBroken) as refused:
        Path(Decimal(baseline), baseline_on, Decimal(target), target_on)

    assert refused.value.code == "target.path_has_no_length"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("44.999999", Status.OUTSIDE),
        ("45", Status.WITHIN),
        ("50", Status.WITHIN),
        ("55", Status.WITHIN),
        ("55.000001", Status.OUTSIDE),
    ],
)
def test_band_includes_both_its_ends(value, expected):
    assert indicator_status(BAND, [point(value)]) is expected


@given(st.lists(numbers(), min_size=3, max_size=3), days())
def test_band_holds_what_lies_between(levels, on):
    low, value, high = sorted(levels)

    assert indicator_status(Band(low, high), [Point(on, value)]) is Status.WITHIN


@given(bands(), days(), st.decimals("0.000001", 10**6, places=6))
def test_band_holds_its_ends_and_nothing_beyond(band, on, more):
    values = (band.low - more, band.low, band.high, band.high + more)

    found = [indicator_status(band, [Point(on, value)]) for value in values]

    assert found == [Status.OUTSIDE, Status.WITHIN, Status.WITHIN, Status.OUTSIDE]


def test_band_may_be_one_single_level():
    assert indicator_status(Band(Decimal(50), Decimal(50)), [point(50)]) is Status.WITHIN


def test_band_has_no_answer_to_a_gap():
    assert status._band_status(BAND, point(None)) is Status.NO_DATA


def test_band_upside_down_is_refused():
    with pytest.raises(RuleBroken) as refused:
        Band(Decimal(55), Decimal(45))

    assert refused.value.code == "target.band_is_upside_down"


@given(wishes(), points())
def test_wish_says_nothing_from_one_point(wish, point):
    assert indicator_status(wish, [point]) is Status.UNCHANGED


@pytest.mark.parametrize(
    ("wish", "latest", "expected"),
    [
        (UP, 51, Status.RIGHT_DIRECTION),
        (UP, 49, Status.WRONG_DIRECTION),
        (UP, 50, Status.UNCHANGED),
        (DOWN, 49, Status.RIGHT_DIRECTION),
        (DOWN, 51, Status.WRONG_DIRECTION),
        (DOWN, 50, Status.UNCHANGED),
    ],
)
def test_wish_compares_the_first_and_the_latest(wish, latest, expected):
    between = [point(0, date(2025, 5, 11)), point(99, date(2026, 1, 1))]

    assert indicator_status(wish, [point(50, date(2024, 5, 11)), *between, point(latest)]) is expected


@given(wishes(), numbers(), numbers(), numbers())
def test_wish_is_never_worse_for_a_better_latest_value(wish, first, one, other):
    better, worse = better_first(wish.direction is Direction.UP, one, other)
    start = Point(date(2020, 12, 31), first)

    ranks = [WORST_FIRST[indicator_status(wish, [start, Point(DAY, latest)])] for latest in (better, worse)]

    assert ranks[0] >= ranks[1]
