"""A case export, in Excel or as text with a sign between the cells → the cells that may be kept.

The whole way from bytes to sifted cells is walked here, in memory: nothing of the file is written down, and whatever
goes wrong is told without a word of what the file held.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from varv.core.case_book import CaseBook, Table, plain, sift
from varv.core.refusals import RuleBroken
from varv.publishing.workbooks.reading import MOST_FAULTS, OLD_OR_LOCKED, ZIP, Bounds, Cell, ReadSheet, read

MOST_ROWS, MOST_COLUMNS = 20_000, 100
BOUNDS = Bounds(largest=8 * 1024**2, unpacked=120 * 1024**2, rows=MOST_ROWS, columns=MOST_COLUMNS)
# A line with more signs than this is refused before it is taken apart.
MOST_SIGNS = 20 * MOST_COLUMNS
DELIMITERS = ";\t,"
LINES_LOOKED_AT = 50
TEXT_FILES = {".csv", ".txt", ".tsv"}
OERE = Decimal("0.01")


class _Every:
    """Every sheet, whatever it is called."""

    def __contains__(self, _name: object) -> bool:
        return True


def read_case_file(filename: str, content: bytes, allowed: Mapping[str, str], known: Collection[str] = ()) -> CaseBook:
    """The cases in the file, without personal data (``case_book.sift`` says what ``allowed`` and ``known`` are)."""
    return _first_with_headings(tables_in(filename, content), allowed, known)


def tables_in(filename: str, content: bytes, bounds: Bounds = BOUNDS) -> Iterator[Table]:
    """Each sheet of a workbook that holds anything, or the one table of a text file. The name tells text files."""
    if len(content) > bounds.largest:
        raise RuleBroken("workbook.too_large", field="upload", megabytes=bounds.largest // 1024**2)
    if content.startswith((ZIP, OLD_OR_LOCKED)):
        yield from (_sheet_table(sheet) for sheet in read(content, _Every(), bounds).sheets if sheet.rows)
    elif PurePath(filename).suffix.lower() in TEXT_FILES:
        yield text_table(_decoded(content))
    else:
        raise RuleBroken("cases.wrong_kind", field="upload")


def _first_with_headings(tables: Iterable[Table], allowed: Mapping[str, str], known: Collection[str]) -> CaseBook:
    """The first sheet that holds a table: there may be a sheet of explanations before it."""
    refused = RuleBroken("cases.no_headings", field="upload", most=0)
    for table in tables:
        try:
            return sift(table, allowed, known)
        except RuleBroken as broken:
            if broken.code not in {"cases.no_headings", "cases.no_rows"}:
                raise
            refused = broken
    raise refused


def _sheet_table(sheet: ReadSheet) -> Table:
    if len(sheet.faults) >= MOST_FAULTS:
        raise RuleBroken("cases.too_many_formulas", field="upload", most=MOST_FAULTS)
    formulas = frozenset((one.row, one.column) for one in sheet.faults if one.code == "workbook.formula")
    return Table({number: [_text(cell) for cell in cells] for number, cells in sheet.rows.items()}, formulas)


def _text(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, others to the öre, days as ``2026-01-31``."""
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()[: len("2026-01-31")]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(cell).quantize(OERE), "f")
    return str(cell)


def _decoded(content: bytes) -> str:
    """The letters of a text file: what it says itself, else UTF-8, else as Windows writes Swedish."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise RuleBroken("cases.damaged", field="upload")
    return text


def text_table(text: str) -> Table:
    """Rows of text with a sign between their cells; which sign, the rows tell themselves."""
    lines = text.split("\n")
    if max(sum(map(line.count, DELIMITERS)) for line in lines) > MOST_SIGNS:
        raise RuleBroken("workbook.too_many_columns", field="upload", sheet="", most=MOST_COLUMNS)
    rows: dict[int, Sequence[str]] = {}
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines))
        for cells in reader:
            _check_size(len(rows), cells)
            if any(cells):
                rows[reader.line_num] = [plain(cell) for cell in cells]
    except csv.Error:
        raise RuleBroken("cases.damaged", field="upload") from None
    return Table(rows)


def _check_size(rows: int, cells: Sequence[str]) -> None:
    if rows > MOST_ROWS:
        raise RuleBroken("workbook.too_many_rows", field="upload", sheet="", most=MOST_ROWS)
    if len(cells) > MOST_COLUMNS:
        raise RuleBroken("workbook.too_many_columns", field="upload", sheet="", most=MOST_COLUMNS)


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that parts the most cells in the line that has most of it, near the top."""
    first = lines[:LINES_LOOKED_AT]
    return max(DELIMITERS, key=lambda sign: sorted(line.count(sign) for line in first)[len(first) // 2])
