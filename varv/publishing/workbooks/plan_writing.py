"""A region's plan → its workbook: the same sheets and columns that are read in again."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from varv.core.plan_book import COLUMNS, EMPTY, Book, Column, Holds, Row, Sheet, Value, labels
from varv.overview.words import word
from varv.overview.words.of_workbook import column_help
from varv.publishing.workbooks import plan_layout as layout
from varv.publishing.workbooks.writing import Cell, Heading, Prose, Table, render

WIDTHS: Mapping[Holds, int] = {
    Holds.KEY: 14,
    Holds.LINE: 34,
    Holds.PROSE: 60,
    Holds.ADDRESS: 34,
    Holds.DAY: 13,
    Holds.COUNT: 13,
    Holds.AMOUNT: 13,
    Holds.YES_NO: 11,
    Holds.REFERENCE: 34,
    Holds.CODE: 22,
}
NARROW = {"outline": 10, "unit": 22}
LONGEST_LABEL = 120
Labels = Mapping[Sheet, Mapping[str, str]]


def write_plan(book: Book, *, region: str, on: date) -> bytes:
    """The workbook of a plan. Only *Read me* tells whose it is and of which day."""
    told = labels(book)
    with override(layout.LANGUAGE):
        tables = [_table(sheet, book, told) for sheet in Sheet]
        return render([Prose(layout.read_me(), list(_read_me(region, on))), *tables], title=_("The region's plan"))


def write_template() -> bytes:
    """The empty workbook, to fill in."""
    with override(layout.LANGUAGE):
        tables = [_table(sheet, EMPTY, {}) for sheet in Sheet]
        return render([Prose(layout.read_me(), list(_read_me("", None))), *tables], title=_("The region's plan"))


def _table(sheet: Sheet, book: Book, told: Labels) -> Table:
    headings = tuple(_heading(sheet, column) for column in COLUMNS[sheet])
    return Table(layout.sheet_name(sheet), headings, [_cells(sheet, row, told) for row in book[sheet]])


def _heading(sheet: Sheet, column: Column) -> Heading:
    chosen = column.holds in {Holds.CODE, Holds.YES_NO}
    return Heading(
        layout.title(sheet, column),
        column_help(sheet, column.name),
        layout.choices(column) if chosen else (),
        NARROW.get(column.name, WIDTHS.get(column.holds, 24)),
        is_required=column.is_required,
        is_day=column.holds is Holds.DAY,
    )


def _cells(sheet: Sheet, row: Row, told: Labels) -> list[Cell]:
    return [_cell(column, row.values.get(column.name), told) for column in COLUMNS[sheet]]


def _cell(column: Column, value: Value, told: Labels) -> Cell:
    if value is None or value == "":
        return None
    if column.holds is Holds.REFERENCE and column.to:
        return reference(str(value), told[column.to].get(str(value), ""))
    if column.codes:
        return word(column.codes(str(value)))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value


def reference(known_as: str, label: str) -> str:
    """A reference as people can read it: the id, and what the row is called."""
    line = " ".join(label.split())[:LONGEST_LABEL].rstrip()
    return f"{known_as} | {line}" if line else known_as


def _read_me(region: str, on: date | None) -> Iterator[tuple[Cell, ...]]:
    yield (_("The region's plan as a workbook"),)
    yield (_("Format"), str(layout.VERSION))
    yield (_("Region"), region or "–")
    yield (_("Day"), on or "–")
    yield ("",)
    yield (_("How to do it"),)
    for number, line in enumerate(_instructions(), start=1):
        yield (f"{number}.", "", line)
    yield ("",)
    yield (_("An example"),)
    yield from _examples()
    yield ("",)
    yield (_("What the columns hold"),)
    for sheet in Sheet:
        for column in COLUMNS[sheet]:
            yield (layout.sheet_name(sheet), layout.title(sheet, column), _help(sheet, column))


def _help(sheet: Sheet, column: Column) -> str:
    must = _("Must be filled in.") if column.is_required else ""
    chosen = column.holds in {Holds.CODE, Holds.YES_NO}
    may = _("Choices: %(choices)s.") % {"choices": ", ".join(layout.choices(column))} if chosen else ""
    return " ".join(part for part in (column_help(sheet, column.name), must, may) if part)


def _instructions() -> list[str]:
    return [
        _("Write one row for each thing. The columns with dark headings must be filled in."),
        _(
            "Leave the id empty for new rows. Rows that have an id are changed; rows you take away are left as they are"
            " in Varv. Nothing is ever removed by a workbook."
        ),
        _(
            "Refer to another row by its id, or by its number or name if only one is called so. What stands after the"
            " line | is there to help you and is not read."
        ),
        _("Goals stand in the order you write them. Put those below another goal under it with its number."),
        _("Choose the file in Varv. You see row by row what would change, and nothing is read in before you say so."),
        _(
            "Decisions, versions, values and targets are no part of the workbook. An adopted plan is opened in Varv"
            " before it can be changed."
        ),
    ]


def _examples() -> list[tuple[Cell, ...]]:
    documents, goals = layout.sheet_name(Sheet.DOCUMENTS), layout.sheet_name(Sheet.GOALS)
    return [
        (documents, _("Title"), _("Regional development strategy for Älvmark 2030")),
        (goals, _("Number"), "1"),
        (goals, _("Goal"), _("More can take part")),
        (goals, _("Number"), "1.1"),
        (goals, _("Goal"), _("More young people finish upper secondary school")),
        (goals, layout.title(Sheet.GOALS, next(one for one in COLUMNS[Sheet.GOALS] if one.name == "parent")), "1"),
    ]
