"""Workbooks as people and programs make them: sound ones, and ones to be refused."""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter

from varv.core.plan_book import COLUMNS, EMPTY, Row, Sheet
from varv.publishing.workbooks import plan_layout

ORDINARY = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheets, *also):
    """A workbook: sheet's name → its rows, each a list of cells. ``also`` are done to ``(workbook, pages)``."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        pages = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for place, cells in enumerate(rows):
                _write_row(pages[name], place, cells, day)
        for deed in also:
            deed(book, pages)
    return file.getvalue()


def _write_row(page, place, cells, day):
    for column, cell in enumerate(cells):
        if isinstance(cell, date | datetime):
            page.write_datetime(place, column, cell, day)
        elif cell is not None:
            page.write(place, column, cell)


def plan_workbook(*also, **sheets):
    """A workbook of a plan: ``goals=[{"outline": "1", …}]``, with the headings of those columns that are used."""
    return workbook(
        {plan_layout.sheet_name(Sheet(name)): _lines(Sheet(name), rows) for name, rows in sheets.items()}, *also
    )


def _lines(sheet, rows):
    used = [column for column in COLUMNS[sheet] if column.is_required or any(column.name in row for row in rows)]
    yield [plan_layout.title(sheet, column) for column in used]
    yield from ([row.get(column.name) for column in used] for row in rows)


def plan_book_of(**sheets):
    """A plan as plain values, as if it had been read from a workbook: the first row is number 2."""
    return {**EMPTY, **{Sheet(name): tuple(map(Row, range(2, 2 + len(rows)), rows)) for name, rows in sheets.items()}}


def repacked(content, changed=(), without=()):
    """The same archive with some parts changed or left out: ``{"xl/workbook.xml": bytes}``."""
    file, changed = io.BytesIO(), dict(changed)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in without and name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return file.getvalue()


def part(content, name):
    """One part of a workbook's archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
