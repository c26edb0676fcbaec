"""A workbook → the plan it holds, as plain values: row by row, with what is wrong and where."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from varv.core.plan_book import (
    COLUMNS,
    EMPTY,
    Book,
    Column,
    Holds,
    Problem,
    Row,
    Sheet,
    Value,
    is_strange,
    one_line,
    plain_text,
    unbroken,
)
from varv.core.refusals import RuleBroken
from varv.publishing.workbooks import plan_layout as layout
from varv.publishing.workbooks.reading import LONGEST_CELL, Cell, Fault, ReadSheet, column_name, read

KEY = re.compile(r"[\w.\-/:]{1,40}")
MOST_SAID = 60
DAY_LETTERS = 10
DECIMALS = 2
# The text that a reference is followed by may be longer than what it refers by.
LONGEST: Mapping[Holds, int] = {Holds.REFERENCE: 600, Holds.CODE: LONGEST_CELL, Holds.YES_NO: LONGEST_CELL}
OFFERED = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class ReadPlan:
    """What the workbook holds; what is wrong in it, and what may be worth a look."""

    book: Book
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_plan(content: bytes) -> ReadPlan:
    """The plan in a workbook. Refuses a file that cannot be read as one at all."""
    names = layout.sheets_by_name()
    found = read(content, frozenset(names))
    if not found.sheets:
        raise RuleBroken("workbook.no_sheets", field="upload", example=layout.sheet_name(Sheet.GOALS))
    book: dict[Sheet, Sequence[Row]] = dict(EMPTY)
    problems: list[Problem] = []
    notes = [Problem(RuleBroken("workbook.unknown_sheet", name=name)) for name in found.others if not _is_ours(name)]
    seen: set[Sheet] = set()
    for written in found.sheets:
        sheet = names[written.name.strip().lower()]
        if sheet in seen:
            problems.append(Problem(RuleBroken("workbook.sheet_twice"), sheet))
            continue
        seen.add(sheet)
        reader = _SheetReader(sheet, written)
        book[sheet] = tuple(reader.read())
        problems += reader.problems
        notes += reader.notes
    if not problems and not any(book.values()):
        raise RuleBroken("workbook.nothing", field="upload")
    return ReadPlan(book, tuple(problems), tuple(notes))


def _is_ours(name: str) -> bool:
    """A sheet that the format has beside those that hold rows."""
    return name in {layout.read_me(), "Listor"}


class _SheetReader:
    """One sheet: its headings, then its rows."""

    def __init__(self, sheet: Sheet, written: ReadSheet) -> None:
        self.sheet, self.written = sheet, written
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def read(self) -> list[Row]:
        """The rows that say something. A row with a cell that cannot be read is not whole."""
        if not self.written.rows:
            return []
        columns = self._headings(self.written.rows.get(1, ()))
        faulty = {
            place: fault.code for fault in self.written.faults for place in [self._place(fault, columns)] if place
        }
        rows = []
        for number, cells in self.written.rows.items():
            if number > 1:
                rows.append(self._row(number, cells, columns, faulty))
        return rows

    def _headings(self, cells: Sequence[Cell]) -> dict[int, Column]:
        known, columns = layout.columns_by_title(self.sheet), dict[int, Column]()
        for place, cell in enumerate(cells):
            said = str(cell).strip()
            column = known.get(said.lower())
            if column is None and said:
                self.notes.append(Problem(RuleBroken("workbook.unknown_column", title=_short(said)), self.sheet, 1))
            elif column is not None and column in columns.values():
                self._wrong(RuleBroken("workbook.heading_twice", title=said), 1, column.name)
            elif column is not None:
                columns[place] = column
        for column in COLUMNS[self.sheet]:
            if column.is_required and column not in columns.values():
                told = RuleBroken("workbook.no_heading", title=layout.title(self.sheet, column))
                self._wrong(told, 1, column.name)
        return columns

    def _place(self, fault: Fault, columns: Mapping[int, Column]) -> tuple[int, int] | None:
        """Where a fault is, if it is in a cell that counts; merged cells are wrong wherever they are."""
        if fault.code == "workbook.merged":
            self._wrong(RuleBroken(fault.code), fault.row, "")
            return None
        if fault.column not in columns:
            return None
        column = columns[fault.column].name if fault.row > 1 else column_name(fault.column)
        self._wrong(RuleBroken(fault.code), fault.row, column)
        return fault.row, fault.column

    def _row(
        self, number: int, cells: Sequence[Cell], columns: Mapping[int, Column], faulty: Mapping[tuple[int, int], str]
    ) -> Row:
        values: dict[str, Value] = {}
        whole = True
        for place, column in columns.items():
            if (number, place) in faulty:
                whole = False
                continue
            try:
                values[column.name] = self._value(column, cells[place] if place < len(cells) else "", number)
            except RuleBroken as refused:
                whole = False
                self._wrong(refused, number, column.name)
        return Row(number, values, whole)

    def _value(self, column: Column, cell: Cell, number: int) -> Value:
        if column.holds is Holds.LINE and isinstance(cell, float) and not cell.is_integer():
            self.notes.append(
                Problem(RuleBroken("workbook.read_as_text", said=str(cell)), self.sheet, number, column.name)
            )
        if isinstance(cell, str) and not cell.strip():
            return column.when_empty
        return _READ.get(column.holds, _text)(column, cell)

    def _wrong(self, refused: RuleBroken, number: int, column: str) -> None:
        self.problems.append(Problem(refused, self.sheet, number, column))


def _short(said: object) -> str:
    text = str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise RuleBroken("workbook.not_text")
    said = unbroken(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    strange = next((sign for sign in said if is_strange(sign)), None)
    if strange is not None:
        raise RuleBroken("workbook.strange_sign", sign=f"U+{ord(strange):04X}")
    text = plain_text(said) if column.holds is Holds.PROSE else one_line(said)
    most = LONGEST.get(column.holds, column.longest)
    if len(text) > most:
        raise RuleBroken("workbook.too_long", length=len(text), most=most)
    return text


def _key(column: Column, cell: Cell) -> str:
    text = _text(column, cell)
    if not KEY.fullmatch(text):
        raise RuleBroken("workbook.not_a_key", said=_short(text))
    return text


def _address(column: Column, cell: Cell) -> str:
    text = _text(column, cell)
    try:
        OFFERED(text)
    except ValidationError as refused:
        raise RuleBroken("workbook.not_an_address", said=_short(text)) from refused
    return text


def _code(column: Column, cell: Cell) -> Value:
    text = _text(column, cell)
    found = layout.codes_by_word(column.codes).get(text.lower()) if column.codes else None
    if found is None:
        raise RuleBroken("workbook.not_in_list", said=_short(text), choices=", ".join(layout.choices(column)))
    return found


def _yes_no(column: Column, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    text = _text(column, cell)
    if text.lower() not in layout.answers():
        raise RuleBroken("workbook.not_yes_or_no", said=_short(text))
    return layout.answers()[text.lower()]


def _day(_column: Column, cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        if isinstance(cell, str) and len(text) == DAY_LETTERS:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RuleBroken("workbook.not_a_day", said=_short(text))


def _number(cell: Cell) -> Decimal:
    """A number as it was written; a comma is a decimal point."""
    try:
        number = Decimal("NaN" if isinstance(cell, bool) else str(cell).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise RuleBroken("workbook.not_a_number", said=_short(cell))
    return number


def _between(column: Column, number: Decimal, cell: Cell) -> Decimal:
    least, most = column.between
    if not least <= number <= most:
        raise RuleBroken("workbook.not_between", said=_short(cell), least=least, most=most)
    return number


def _count(column: Column, cell: Cell) -> int:
    number = _between(column, _number(cell), cell)
    if number != int(number):
        raise RuleBroken("workbook.not_a_number", said=_short(cell))
    return int(number)


def _amount(column: Column, cell: Cell) -> Decimal:
    number = _between(column, _number(cell), cell)
    if number != round(number, DECIMALS):
        raise RuleBroken("workbook.too_many_decimals", said=_short(cell), most=DECIMALS)
    return number


_READ: Mapping[Holds, Callable[[Column, Cell], Value]] = {
    Holds.KEY: _key,
    Holds.ADDRESS: _address,
    Holds.CODE: _code,
    Holds.YES_NO: _yes_no,
    Holds.DAY: _day,
    Holds.COUNT: _count,
    Holds.AMOUNT: _amount,
}
