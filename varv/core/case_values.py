"""The cells of a case as facts: days, amounts in kronor and texts. What cannot be read is said, and never guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from varv.core.case_book import AMOUNTS, DAYS, CaseField
from varv.core.personal_data import MASK

CaseValue = str | date | Decimal | None
# As long as the project's own columns are.
LONGEST: Mapping[CaseField, int] = {
    CaseField.CASE_ID: 60,
    CaseField.NAME: 300,
    CaseField.ORGANISATION: 200,
    CaseField.THEME: 200,
    CaseField.STATUS: 100,
    CaseField.PURPOSE: 5_000,
}
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_KRONOR = Decimal(10) ** 12
# A spreadsheet counts days from here; these numbers are days of our own time.
# Thousands stand three digits at a time; three digits after one sign may be thousands or decimals.
GROUP = 3
DAY_NOUGHT, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 30_000, 75_000
LONGEST_NUMBER = 40
TIMES = {"kr": 1, "sek": 1, "kronor": 1, "tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ][\d:.]+Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
_AMOUNT = re.compile(r"([-−–]?)\s*([\d\s.,]*\d)\s*(kr|sek|kronor|tkr|mkr|mnkr)?\.?(?::-|,-)?", re.IGNORECASE)
_UNIT_OF_HEADING = re.compile(r"\b(tkr|mkr|mnkr)\b", re.IGNORECASE)


class Unreadable(ValueError):
    """A cell that is no such value. Says nothing of what it held."""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row of the file, by a code; ``heading`` is the column, ``cell`` what may be shown of it."""

    code: str
    number: int
    heading: str = ""
    cell: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A case as the export tells it. A field that could not be read is not among its values."""

    number: int
    case_id: str
    values: Mapping[CaseField, CaseValue]


@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """``2026-01-31``, ``20260131``, ``31/1 2026``, with or without a time, or a spreadsheet's number of a day."""
    if text.isdecimal() and len(text) == len(str(FIRST_SERIAL)) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return DAY_NOUGHT + timedelta(days=int(text))
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise Unreadable
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unreadable
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable from None


@lru_cache(maxsize=4096)
def read_amount(text: str, times: int = 1) -> Decimal:
    """``1 250 000,50 kr``, ``1.250.000``, ``1,5 mnkr`` → kronor. ``1.250`` can be two things, and is refused."""
    found = _AMOUNT.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if found is None:
        raise Unreadable
    sign, digits, unit = found.groups()
    times = TIMES[unit.lower()] if unit else times
    try:
        amount = (Decimal(_pointed(re.sub(r"\s", "", digits))) * times).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unreadable from None
    if amount >= MOST_KRONOR:
        raise Unreadable
    return -amount if sign and amount else amount


def _pointed(digits: str) -> str:
    """The digits with a decimal point and nothing between the thousands."""
    signs = re.findall(r"[.,]", digits)
    if not signs:
        return digits
    *groups, last = re.split(r"[.,]", digits)
    # The last sign parts the decimals when no other is like it; 1.250.000 has none.
    is_decimal = signs[-1] not in signs[:-1]
    thousands = groups[1:] if is_decimal else [*groups[1:], last]
    if any(len(group) != GROUP for group in thousands) or (thousands and not 0 < len(groups[0]) <= GROUP):
        raise Unreadable
    if is_decimal and len(signs) == 1 and len(last) == GROUP:
        raise Unreadable
    return "".join(groups) + ("." if is_decimal else "") + last


def times_of(heading: str) -> int:
    """How many kronor the heading says that one is: ``Beviljat (tkr)`` → 1 000."""
    found = _UNIT_OF_HEADING.search(heading)
    return TIMES[found[1].lower()] if found else 1


def read_cases(
    headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[CaseField, str]
) -> tuple[list[CaseRow], list[RowProblem]]:
    """The cases, each once, and what is wrong. A row that cannot be told from others is not among them."""
    places = {field: headings.index(heading) for field, heading in columns.items()}
    problems: list[RowProblem] = []
    found: dict[str, CaseRow] = {}
    differing: set[str] = set()
    for number, cells in rows:
        case_id = cells[places[CaseField.CASE_ID]]
        code = _wrong_with(case_id)
        if code:
            problems.append(RowProblem(code, number, columns[CaseField.CASE_ID]))
            continue
        row = CaseRow(number, case_id, _values(number, cells, places, columns, problems))
        first = found.setdefault(case_id, row)
        if first.values != row.values:
            differing.add(case_id)
            problems.append(RowProblem("cases.told_twice", number, columns[CaseField.CASE_ID], case_id))
    return [row for row in found.values() if row.case_id not in differing], problems


def _wrong_with(case_id: str) -> str:
    if not case_id:
        return "cases.id_missing"
    if MASK in case_id:
        return "cases.id_is_personal"
    return "cases.id_too_long" if len(case_id) > LONGEST[CaseField.CASE_ID] else ""


def _values(
    number: int,
    cells: Sequence[str],
    places: Mapping[CaseField, int],
    columns: Mapping[CaseField, str],
    problems: list[RowProblem],
) -> dict[CaseField, CaseValue]:
    values: dict[CaseField, CaseValue] = {}
    for field, place in places.items():
        cell = cells[place]
        try:
            values[field] = _value(field, cell, columns[field])
        except Unreadable:
            code = "cases.not_a_day" if field in DAYS else "cases.not_an_amount"
            problems.append(RowProblem(code, number, columns[field], cell[:60]))
        if field in LONGEST and len(cell) > LONGEST[field]:
            problems.append(RowProblem("cases.shortened", number, columns[field]))
    if not values[CaseField.NAME]:
        problems.append(RowProblem("cases.name_missing", number, columns[CaseField.NAME]))
        values[CaseField.NAME] = values[CaseField.CASE_ID]
    _check_order(number, values, columns, problems)
    return values


def _value(field: CaseField, cell: str, heading: str) -> CaseValue:
    if field in DAYS:
        return read_day(cell) if cell else None
    if field in AMOUNTS:
        return read_amount(cell, times_of(heading)) if cell else None
    return cell[: LONGEST[field]]


def _check_order(
    number: int, values: Mapping[CaseField, CaseValue], columns: Mapping[CaseField, str], problems: list[RowProblem]
) -> None:
    starts, ends = values.get(CaseField.STARTS_ON), values.get(CaseField.ENDS_ON)
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        problems.append(RowProblem("cases.ends_before_start", number, columns[CaseField.ENDS_ON]))
