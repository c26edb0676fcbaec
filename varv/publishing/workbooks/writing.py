"""Plain values → a workbook (xlsx). The same values give the same bytes, whenever and wherever they are written."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# What the file says of itself never tells when it was made: that stands in a cell, where people see it.
MADE = datetime(2020, 1, 1, tzinfo=UTC)
LONGEST_CELL = 32_767
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
LAST_ROW = 5_001
FIRST_YEAR = 1901
LISTS = "Listor"
INK, PALE, LINE = "#17324d", "#dbe6f0", "#c3d0db"

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Heading:
    """A column: what stands above it, what is told when a cell is chosen, and what can be chosen there."""

    title: str
    help: str = ""
    choices: tuple[str, ...] = ()
    width: int = 18
    is_required: bool = False
    is_day: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet with a row for each thing."""

    name: str
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Prose:
    """A sheet to read. Each line is its cells; a line of one cell is a heading."""

    name: str
    lines: Sequence[Sequence[Cell]]


class Formats:
    """How cells look. Every cell for text is of the text format, so that no program guesses at 1.10."""

    def __init__(self, workbook: Workbook) -> None:
        self.wanted = workbook.add_format(_look(bold=True, font_color="#ffffff", bg_color=INK, border_color=INK))
        self.head = workbook.add_format(_look(bold=True, font_color=INK, bg_color=PALE))
        self.text = workbook.add_format({**_look(), "num_format": "@"})
        self.day = workbook.add_format({**_look(), "num_format": "yyyy-mm-dd", "align": "left"})
        self.number = workbook.add_format({**_look(), "num_format": "General", "align": "left"})
        self.title = workbook.add_format({"bold": True, "font_size": 14, "font_color": INK, "valign": "top"})
        self.prose = workbook.add_format({"text_wrap": True, "valign": "top"})


def _look(**more: object) -> dict[str, object]:
    return {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE, **more}


def render(sheets: Sequence[Table | Prose], *, title: str) -> bytes:
    """The workbook's bytes. Text is only ever text: what begins with ``=`` is written as it stands."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"title": title, "author": "Varv", "created": MADE})
        formats = Formats(workbook)
        lists = _Lists()
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.name)
            if isinstance(sheet, Table):
                _write_table(page, sheet, formats, lists)
            else:
                _write_prose(page, sheet, formats)
        lists.write(workbook.add_worksheet(LISTS), formats)
    return file.getvalue()


class _Lists:
    """What can be chosen in cells, kept on a sheet of its own: a list in the cell itself could hold no comma."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], int] = {}

    def range_of(self, choices: tuple[str, ...]) -> str:
        """Where these choices stand."""
        column = self.columns.setdefault(choices, len(self.columns))
        letter = xlsxwriter.utility.xl_col_to_name(column)
        return f"={LISTS}!${letter}$1:${letter}${len(choices)}"

    def write(self, page: Worksheet, formats: Formats) -> None:
        """All the lists, beside each other, out of sight."""
        for choices, column in self.columns.items():
            for row, choice in enumerate(choices):
                page.write_string(row, column, choice, formats.text)
        page.hide()


def _write_table(page: Worksheet, table: Table, formats: Formats, lists: _Lists) -> None:
    page.freeze_panes(1, 1)
    page.set_row(0, 32)
    for place, heading in enumerate(table.headings):
        look = formats.day if heading.is_day else formats.text
        page.set_column(place, place, heading.width, look)
        page.write_string(0, place, heading.title, formats.wanted if heading.is_required else formats.head)
        page.data_validation(1, place, LAST_ROW, place, _validation(heading, lists))
    for number, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(page, number, place, value, formats)


def _validation(heading: Heading, lists: _Lists) -> dict[str, object]:
    told = {"input_title": heading.title[:LONGEST_TITLE], "input_message": heading.help[:LONGEST_MESSAGE]}
    if not heading.choices:
        return {"validate": "any", **told}
    return {"validate": "list", "source": lists.range_of(heading.choices), "error_type": "warning", **told}


def _write_cell(page: Worksheet, row: int, place: int, value: Cell, formats: Formats) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, formats.text)
    elif isinstance(value, date):
        _write_day(page, row, place, value, formats)
    elif isinstance(value, int | Decimal):
        page.write_number(row, place, value, formats.number)
    else:
        if len(value) > LONGEST_CELL:
            raise ValueError(f"a text of {len(value)} letters fits in no cell")
        page.write_string(row, place, value, formats.text)


def _write_day(page: Worksheet, row: int, place: int, day: date, formats: Formats) -> None:
    """A day; one that no spreadsheet can count to is written out."""
    if day.year < FIRST_YEAR:
        page.write_string(row, place, day.isoformat(), formats.text)
    else:
        page.write_datetime(row, place, day, formats.day)


def _write_prose(page: Worksheet, sheet: Prose, formats: Formats) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 30)
    page.set_column(2, 2, 90)
    for row, line in enumerate(sheet.lines):
        for place, text in enumerate(line):
            look = formats.title if len(line) == 1 else formats.prose
            if isinstance(text, date):
                _write_day(page, row, place, text, formats)
            else:
                page.write_string(row, place, str(text or ""), look)
