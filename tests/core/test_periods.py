from datetime import date, timedelta
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.periods import FIRST_YEAR, LAST_YEAR, Period, Span
from varv.core.refusals import RuleBroken, holds

IN_A_YEAR = {Span.YEAR: 1, Span.HALF: 2, Span.TERTIAL: 3, Span.QUARTER: 4, Span.MONTH: 12}
ONE_DAY = timedelta(days=1)


def spans():
    return st.sampled_from(Span)


def days():
    return st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def texts():
    """What someone might write: often nearly a period, sometimes anything."""
    return st.one_of(st.from_regex(r"[ ]?[0-9]{4}[HTKQMX]?[0-9]{0,3}", fullmatch=True), st.text(max_size=9))


@st.composite
def periods(draw, span=None, first_year=FIRST_YEAR, last_year=LAST_YEAR):
    span = draw(spans()) if span is None else span
    return Period(draw(st.integers(first_year, last_year)), span, draw(st.integers(1, IN_A_YEAR[span])))


def inner_periods():
    """Periods with room for a century before and after."""
    return periods(first_year=FIRST_YEAR + 101, last_year=LAST_YEAR - 101)


def steps():
    """Never more than a hundred years, however short the period."""
    return st.integers(-100, 100)


@st.composite
def periods_of_one_span(draw):
    return draw(st.lists(periods(span=draw(spans())), max_size=8))


def year_in(span, year):
    return [Period(year, span, number) for number in range(1, IN_A_YEAR[span] + 1)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period(2026)),
        ("2026H1", Period(2026, Span.HALF, 1)),
        ("2026T2", Period(2026, Span.TERTIAL, 2)),
        ("2026K3", Period(2026, Span.QUARTER, 3)),
        ("2026M04", Period(2026, Span.MONTH, 4)),
        ("1749", Period(1749)),
        ("2199M12", Period(2199, Span.MONTH, 12)),
    ],
)
def test_period_is_written_as_it_is_read(text, period):
    assert Period.parse(text) == period
    assert str(period) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026Q3", "2026K3"),
        ("2026k3", "2026K3"),
        ("2026m4", "2026M04"),
        ("2026M4", "2026M04"),
        (" 2026H2\n", "2026H2"),
    ],
)
def test_parse_reads_what_others_write(text, written):
    assert str(Period.parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "20261",
        "2026H",
        "2026H0",
        "2026H3",
        "2026T4",
        "2026K5",
        "2026M00",
        "2026M13",
        "2026X1",
        "2026M004",
        "2026-04",
        "H1 2026",
        "1748",
        "2200",
        "2200M01",
    ],
)
def test_parse_refuses_what_is_no_period_and_shows_the_text(text):
    with pytest.raises(RuleBroken) as refused:
        Period.parse(text)

    assert refused.value.code == "period.unreadable"
    assert refused.value.facts == {"text": text}


@given(texts())
def test_parse_answers_any_text_with_a_period_or_a_refusal(text):
    if holds(Period.parse, text):
        assert str(Period.parse(text)).startswith(text.strip()[:4])
        return

    with pytest.raises(RuleBroken):
        Period.parse(text)


@given(periods())
def test_period_survives_being_written_and_read(period):
    assert Period.parse(str(period)) == period


@given(periods())
def test_period_may_be_a_key(period):
    assert {period: "kept"}[Period.parse(str(period))] == "kept"


@given(periods())
def test_period_is_written_in_at_most_seven_characters(period):
    assert len(str(period)) <= 7


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 2), (1748, 1), (2200, 1)])
def test_period_outside_the_calendar_cannot_be_made(year, number):
    with pytest.raises(RuleBroken):
        Period(year, Span.YEAR, number)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026T1", date(2026, 1, 1), date(2026, 4, 30)),
        ("2026T3", date(2026, 9, 1), date(2026, 12, 31)),
        ("2026K2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026M02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2100M02", date(2100, 2, 1), date(2100, 2, 28)),
    ],
)
def test_period_has_a_first_and_a_last_day(text, first, last):
    period = Period.parse(text)

    assert (period.first, period.last) == (first, last)


@given(spans())
def test_the_very_last_period_has_a_last_day_too(span):
    period = Period(LAST_YEAR, span, IN_A_YEAR[span])

    assert period.last == date(LAST_YEAR, 12, 31)
    assert period.contains(date(LAST_YEAR, 12, 31))


@given(inner_periods())
def test_next_begins_the_day_after(period):
    assert period.next().first == period.last + ONE_DAY


@given(inner_periods())
def test_next_and_one_step_back_meet(period):
    assert period.next().shifted(-1) == period


@given(inner_periods(), steps())
def test_shifted_there_and_back_is_the_same(period, steps):
    assert period.shifted(steps).shifted(-steps) == period


@given(inner_periods(), st.integers(-50, 50), st.integers(-50, 50))
def test_shifted_twice_is_shifted_by_the_sum(period, one, two):
    assert period.shifted(one).shifted(two) == period.shifted(one + two)


@given(inner_periods())
def test_shifted_by_a_years_worth_is_the_same_place_next_year(period):
    later = period.shifted(IN_A_YEAR[period.span])

    assert later == Period(period.year + 1, period.span, period.number)


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("2026M12", 1, "2027M01"),
        ("2027H1", -1, "2026H2"),
        ("2026T3", 2, "2027T2"),
        ("2026K1", -5, "2024K4"),
        ("2026", -1, "2025"),
        ("2026M07", 0, "2026M07"),
    ],
)
def test_shifted_crosses_the_years_end(text, steps, expected):
    assert str(Period.parse(text).shifted(steps)) == expected


def test_shifted_out_of_the_calendar_is_refused():
    with pytest.raises(RuleBroken) as refused:
        Period(LAST_YEAR).next()

    assert refused.value.facts == {"text": "2200"}


@given(periods())
def test_days_are_every_day_from_the_first_to_the_last(period):
    found = list(period.days())

    assert (found[0], found[-1]) == (period.first, period.last)
    assert {later - earlier for earlier, later in pairwise(found)} == {ONE_DAY}


@given(st.integers(FIRST_YEAR, LAST_YEAR), spans())
def test_periods_of_each_span_tile_the_year(year, span):
    tiled = chain.from_iterable(period.days() for period in year_in(span, year))

    assert list(tiled) == list(Period(year).days())


@given(days(), spans())
def test_period_of_a_day_contains_it(day, span):
    assert Period.of(day, span).contains(day)


@given(days(), periods())
def test_period_contains_a_day_only_if_it_is_the_period_of_that_day(day, period):
    assert period.contains(day) is (Period.of(day, period.span) == period)


@given(periods())
def test_period_contains_its_ends_and_not_the_days_beside(period):
    beside = (period.first - ONE_DAY, period.last + ONE_DAY)

    assert [period.contains(day) for day in (period.first, period.last, *beside)] == [True, True, False, False]


def test_periods_that_start_together_stand_shortest_first():
    written = ["2026", "2026T1", "2026M01", "2026H1", "2025", "2026K1", "2026M02"]

    in_order = sorted(map(Period.parse, written))

    assert [str(period) for period in in_order] == ["2025", "2026M01", "2026K1", "2026T1", "2026H1", "2026", "2026M02"]


@given(inner_periods())
def test_period_stands_before_the_next(period):
    assert period < period.next()
    assert not period.next() < period


@given(periods(), periods())
def test_of_two_periods_one_stands_first_unless_they_are_the_same(one, other):
    assert [one < other, one == other, other < one].count(True) == 1


@given(periods_of_one_span())
def test_periods_of_one_span_are_in_the_same_order_as_their_texts(unordered):
    assert [str(period) for period in sorted(unordered)] == sorted(map(str, unordered))
