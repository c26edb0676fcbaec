import itertools
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from varv.core.periods import Period, Span
from varv.publishing.figures.axis import ValueAxis, day_words, number, time_axis, value_axis

YEARS = [date(year, 12, 31) for year in range(2015, 2027)]
ROOM = 650


def decimals(*texts):
    return [Decimal(text) for text in texts]


def levels(*texts):
    return [str(level) for level in value_axis(decimals(*texts)).levels]


def periods(span, first, count):
    begin = Period(first, span, 1)
    return [begin.shifted(step).last for step in range(count)]


def ticks(axis):
    return [tick.words for tick in axis.ticks]


def values():
    return st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False)


def days():
    return st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("low", "high", "marked"),
    [
        ("66.0", "80.0", ["65", "70", "75", "80"]),
        ("0", "4", ["0", "1", "2", "3", "4"]),
        ("44", "51", ["44", "46", "48", "50"]),
        ("-3", "5", ["-2", "0", "2", "4"]),
        ("0.01", "0.04", ["0.00", "0.01", "0.02", "0.03", "0.04"]),
        ("1200000", "1490000", ["1.2E+6", "1.3E+6", "1.4E+6", "1.5E+6"]),
    ],
)
def test_value_axis_marks_nice_levels_where_the_values_live(low, high, marked):
    assert levels(low, high) == marked


def test_value_axis_begins_at_nothing_when_the_values_are_near_it():
    assert value_axis(decimals("1", "10")).low == 0


def test_value_axis_does_not_begin_at_nothing_when_the_values_are_far_from_it():
    assert value_axis(decimals("70", "75")).low == Decimal("69.5")


def test_value_axis_goes_below_nothing_only_for_values_below_nothing():
    assert value_axis(decimals("-1", "10")).low < -1
    assert value_axis(decimals("0", "10")).low == 0


@pytest.mark.parametrize("same", ["0", "5", "-5", "0.001", "123456789"])
def test_value_axis_has_room_round_a_single_level(same):
    axis = value_axis(decimals(same))

    assert axis.low <= Decimal(same) < axis.high
    assert axis.levels


def test_value_axis_needs_a_value():
    with pytest.raises(ValueError, match="empty"):
        value_axis([])


def test_value_axis_share_runs_from_bottom_to_top():
    axis = ValueAxis(Decimal(10), Decimal(20), (), 0)

    assert [axis.share(Decimal(value)) for value in (10, 15, 20, 25)] == [0, 0.5, 1, 1.5]


@pytest.mark.parametrize(("step", "written"), [(("1", "3"), "1.0"), (("10", "30"), "10"), (("1", "1.03"), "1.00")])
def test_value_axis_writes_levels_with_the_decimals_they_need(step, written):
    axis = value_axis(decimals(*step))

    assert axis.words(Decimal(step[0])) == written


@given(st.lists(values(), min_size=1, max_size=20))
def test_value_axis_holds_every_value_and_one_to_five_levels(found):
    axis = value_axis(found)

    assert all(0 <= axis.share(value) <= 1 for value in found)
    assert 1 <= len(axis.levels) <= 5
    assert all(axis.low <= level <= axis.high for level in axis.levels)


@given(st.lists(values(), min_size=1, max_size=20))
def test_value_axis_levels_are_evenly_apart(found):
    axis = value_axis(found)
    steps = {other - one for one, other in zip(axis.levels, axis.levels[1:], strict=False)}

    assert len(steps) <= 1


@pytest.mark.parametrize(("language", "written"), [("en", "1,234.5"), ("sv", "1\xa0234,5")], ids=["English", "Swedish"])
def test_number_is_written_as_the_language_does(language, written):
    with override(language):
        assert number(Decimal("1234.5"), 1) == written


def test_number_below_nothing_has_a_minus_sign():
    assert number(Decimal("-2.5"), 1) == "−2.5"


def test_number_keeps_its_decimals():
    assert [number(Decimal(80), places) for places in (0, 1, 2)] == ["80", "80.0", "80.00"]


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        (date(2030, 12, 31), "en", "2030"),
        (date(2030, 6, 30), "en", "30 jun 2030"),
        (date(2030, 6, 30), "sv", "30 jun 2030"),
        (date(2027, 1, 19), "sv", "19 jan 2027"),
    ],
)
def test_day_words_says_the_year_for_its_last_day(day, language, written):
    with override(language):
        assert day_words(day) == written


def test_time_axis_marks_every_year_where_there_is_room():
    assert ticks(time_axis(YEARS, room=ROOM)) == [str(year) for year in range(2015, 2027)]


def test_time_axis_marks_fewer_years_on_a_phone_but_always_the_last():
    assert ticks(time_axis(YEARS, room=260)) == ["2015", "2017", "2019", "2021", "2023", "2026"]


def test_time_axis_reaches_to_the_target_and_marks_it():
    axis = time_axis(YEARS, [date(2022, 12, 31), date(2030, 12, 31)], room=260)

    assert (axis.first, axis.last) == (date(2015, 12, 31), date(2030, 12, 31))
    assert [tick.words for tick in axis.ticks if tick.weighs] == ["2026", "2030"]


def test_time_axis_names_months_and_the_year_where_it_begins():
    assert ticks(time_axis(periods(Span.MONTH, 2025, 14), room=800))[-3:] == ["dec", "jan 2026", "feb"]
    assert ticks(time_axis(periods(Span.QUARTER, 2025, 5), room=500)) == ["mar 2025", "jun", "sep", "dec", "mar 2026"]


def test_time_axis_says_months_in_the_language_without_full_stop():
    with override("sv"):
        assert ticks(time_axis(periods(Span.MONTH, 2025, 3), room=500)) == ["jan 2025", "feb", "mar"]


def test_time_axis_over_many_months_marks_where_years_begin():
    axis = time_axis(periods(Span.MONTH, 2021, 60), room=ROOM)

    assert ticks(axis) == ["2021", "2022", "2023", "2024", "2025"]
    assert [tick.on for tick in axis.ticks][:2] == [date(2021, 1, 31), date(2022, 1, 1)]


def test_time_axis_that_begins_late_in_a_year_marks_the_next():
    months = periods(Span.MONTH, 2021, 60)[6:]

    assert ticks(time_axis(months, room=ROOM)) == ["2022", "2023", "2024", "2025"]


def test_time_axis_of_a_single_day_has_it_in_the_middle():
    axis = time_axis([date(2026, 12, 31)], room=ROOM)

    assert ticks(axis) == ["2026"]
    assert axis.share(date(2026, 12, 31)) == 0.5


def test_time_axis_without_values_has_the_days_of_the_aim():
    assert ticks(time_axis([], [date(2024, 12, 31), date(2028, 12, 31)], room=ROOM)) == ["2024", "2028"]


def test_time_axis_needs_a_day():
    with pytest.raises((ValueError, IndexError)):
        time_axis([], room=ROOM)


def test_time_axis_share_runs_with_the_days():
    axis = time_axis([date(2025, 1, 1), date(2025, 1, 11)], room=ROOM)

    assert [axis.share(date(2025, 1, day)) for day in (1, 6, 11)] == [0, 0.5, 1]


@given(st.lists(days(), min_size=1, max_size=40), st.lists(days(), max_size=2), st.integers(120, 800))
def test_time_axis_holds_every_day_and_its_ticks_in_order(measured, others, room):
    axis = time_axis(measured, others, room=room)

    assert all(0 <= axis.share(day) <= 1 for day in [*measured, *others])
    assert [tick.on for tick in axis.ticks] == sorted(tick.on for tick in axis.ticks)
    assert all(axis.first <= tick.on <= axis.last for tick in axis.ticks)


@given(st.lists(days(), min_size=1, max_size=40, unique=True), st.integers(120, 800))
def test_time_axis_ticks_do_not_touch(measured, room):
    places = [axis_share * room for axis_share in _shares(time_axis(measured, room=room))]

    assert all(other - one >= 30 for one, other in itertools.pairwise(places))


def _shares(axis):
    return [axis.share(tick.on) for tick in axis.ticks]
