"""The cells of a case as days, amounts and texts: what cannot be read is said, and never guessed."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.case_book import CaseField
from varv.core.case_values import RowProblem, Unreadable, read_amount, read_cases, read_day, times_of
from varv.core.personal_data import MASK

HEADINGS = ("Id", "Namn på projekt", "Start", "Slut", "Beviljat (tkr)", "Tema")
COLUMNS = dict(
    zip(
        (
            CaseField.CASE_ID,
            CaseField.NAME,
            CaseField.STARTS_ON,
            CaseField.ENDS_ON,
            CaseField.GRANTED,
            CaseField.THEME,
        ),
        HEADINGS,
        strict=True,
    )
)
FIRST = ("1", "Testbädd", "2026-01-01", "2027-12-31", "1250", "Innovation")


def read(*rows):
    """Rows numbered from 2."""
    return read_cases(HEADINGS, list(enumerate(rows, start=2)), COLUMNS)


def changed(**cells):
    """The first row with other cells."""
    return tuple(cells.get(field.value, cell) for field, cell in zip(COLUMNS, FIRST, strict=True))


# --- days


@pytest.mark.parametrize(
    "text",
    [
        *("2026-01-31", "20260131", "2026/1/31", "2026-01-31 00:00:00", "2026-01-31T12:30:00Z"),
        *("31/1 2026", "31.01.2026", "31-01-2026", "46053"),
    ],
)
def test_a_day_is_read_as_it_is_written_in_sweden(text):
    assert read_day(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["", "igår", "2026-13-01", "2026-02-30", "1-2", "1989-12-31", "2101-01-01", "12345"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable):
        read_day(text)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_of_our_time_is_read_back(day):
    assert read_day(day.isoformat()) == read_day(f"{day.day}/{day.month} {day.year}") == day


# --- amounts


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("0", "0"),
        ("1250000", "1250000"),
        ("1 250 000", "1250000"),
        ("1 250 000,50", "1250000.5"),
        ("1250000.50 kr", "1250000.5"),
        ("1.250.000", "1250000"),
        ("1.250.000,5", "1250000.5"),
        ("1,250,000.00", "1250000"),
        ("1,5 mnkr", "1500000"),
        ("1250 tkr", "1250000"),
        ("1250 SEK", "1250"),
        ("1250:-", "1250"),
        ("-12,5", "-12.5"),
        ("−12", "-12"),
        ("-0", "0"),
        ("0,005", None),
        ("1.250", None),
        ("1,250", None),
        ("1.25.000", None),
        ("1250.000.000", None),
        ("1.2,3.4", None),
        ("1,2,3", None),
        ("ca 500", None),
        ("", None),
        ("1" * 41, None),
        ("1000000000000", None),
        (",5", "0.5"),
    ],
)
def test_an_amount_is_read_or_refused(text, kronor):
    if kronor is None:
        with pytest.raises(Unreadable):
            read_amount(text)
    else:
        assert read_amount(text) == Decimal(kronor)


@given(st.decimals(0, 10**11, places=2))
def test_every_amount_with_oere_is_read_back(amount):
    swedish = f"{amount:,.2f}".replace(",", " ").replace(".", ",")

    assert read_amount(swedish) == read_amount(f"{amount:,.2f}") == amount


@given(st.text("0123456789 .,-krtmn", max_size=45))
def test_any_text_is_an_amount_or_refused(text):
    with suppress(Unreadable):
        assert read_amount(text) < 10**12


@pytest.mark.parametrize(
    ("heading", "times"),
    [("Beviljat", 1), ("Beviljat (tkr)", 1000), ("Beviljat, TKR", 1000), ("Stöd mnkr", 1_000_000), ("Mkraft", 1)],
)
def test_a_heading_says_its_unit(heading, times):
    assert times_of(heading) == times


# --- cases


def test_a_case_is_read_with_the_facts_that_are_told():
    (case,), problems = read(FIRST)

    assert (case.number, case.case_id, problems) == (2, "1", [])
    assert case.values == {
        CaseField.CASE_ID: "1",
        CaseField.NAME: "Testbädd",
        CaseField.STARTS_ON: date(2026, 1, 1),
        CaseField.ENDS_ON: date(2027, 12, 31),
        CaseField.GRANTED: Decimal(1_250_000),
        CaseField.THEME: "Innovation",
    }


def test_an_empty_cell_is_missing_and_not_zero():
    (case,), problems = read(changed(granted="", starts_on="", theme=""))

    assert (case.values[CaseField.GRANTED], case.values[CaseField.STARTS_ON]) == (None, None)
    assert case.values[CaseField.THEME] == ""
    assert problems == []


@pytest.mark.parametrize(
    ("cells", "code", "heading", "cell"),
    [
        ({"starts_on": "igår"}, "cases.not_a_day", "Start", "igår"),
        ({"granted": "ca 5"}, "cases.not_an_amount", "Beviljat (tkr)", "ca 5"),
        ({"ends_on": "2025-01-01"}, "cases.ends_before_start", "Slut", ""),
        ({"name": ""}, "cases.name_missing", "Namn på projekt", ""),
        ({"theme": "x" * 201}, "cases.shortened", "Tema", ""),
    ],
)
def test_what_is_wrong_in_a_case_is_told_and_the_rest_is_read(cells, code, heading, cell):
    cases, problems = read(changed(**cells))

    assert [case.case_id for case in cases] == ["1"]
    assert problems == [RowProblem(code, 2, heading, cell)]


def test_what_could_not_be_read_is_not_among_the_values():
    (case,), _problems = read(changed(starts_on="igår", granted="1.250"))

    assert {CaseField.STARTS_ON, CaseField.GRANTED} & case.values.keys() == set()


def test_a_case_without_a_name_is_called_by_its_number():
    (case,), _problems = read(changed(name=""))

    assert case.values[CaseField.NAME] == "1"


def test_a_long_text_is_shortened_to_what_can_be_kept():
    (case,), _problems = read(changed(theme="x" * 201, name="n" * 400))

    assert (len(case.values[CaseField.THEME]), len(case.values[CaseField.NAME])) == (200, 300)


@pytest.mark.parametrize(
    ("case_id", "code"),
    [("", "cases.id_missing"), (MASK, "cases.id_is_personal"), ("9" * 61, "cases.id_too_long")],
)
def test_a_row_that_cannot_be_known_again_is_not_read(case_id, code):
    cases, problems = read(changed(case_id=case_id))

    assert cases == []
    assert problems == [RowProblem(code, 2, "Id")]


def test_a_case_told_twice_alike_is_one():
    cases, problems = read(FIRST, FIRST)

    assert [case.number for case in cases] == [2]
    assert problems == []


def test_a_case_told_twice_in_different_ways_is_none():
    cases, problems = read(FIRST, changed(theme="Annat"), changed(case_id="2"))

    assert [case.case_id for case in cases] == ["2"]
    assert problems == [RowProblem("cases.told_twice", 3, "Id", "1")]
