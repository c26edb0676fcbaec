"""What a workbook would change, sheet by sheet: what one looks at before saying yes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from varv.core.plan_book import Holds, Problem, Sheet, column_of
from varv.core.plan_merge import Meant
from varv.delivery.operations import PlanImport

# Enough to see what kind of change it is; the workbook itself shows the rest.
MOST_SHOWN = 200
Labels = Mapping[Sheet, Mapping[str, str]]


@dataclass(frozen=True)
class CellLine:
    """A column's value before and after. A reference is told by what its row is called."""

    column: str
    before: object
    after: object


@dataclass(frozen=True)
class RowLine:
    """A row that is new or changed; ``number`` is its place in the sheet."""

    number: int
    label: str
    is_new: bool
    cells: tuple[CellLine, ...]


@dataclass(frozen=True)
class SheetLines:
    """One sheet of the workbook: how many rows do what, which they are, and what is wrong or worth a look."""

    sheet: Sheet | None
    added: int
    changed: int
    unchanged: int
    rows: tuple[RowLine, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    more_rows: int
    more_problems: int

    @property
    def wrong(self) -> int:
        """How many problems there are, shown or not."""
        return len(self.problems) + self.more_problems


@dataclass(frozen=True)
class ImportPreview:
    """All sheets that hold something, in the workbook's order, and what they come to."""

    sheets: tuple[SheetLines, ...]
    added: int
    changed: int
    unchanged: int
    problems: int
    seal: str

    @property
    def is_ready(self) -> bool:
        """Whether there is something to read in, and nothing in the way."""
        return self.problems == 0 and self.added + self.changed > 0


def import_preview(outcome: PlanImport, notes: Sequence[Problem]) -> ImportPreview:
    """The outcome of a rehearsal as a page shows it. Asks the database nothing."""
    found = [_sheet(sheet, outcome, notes) for sheet in (None, *Sheet)]
    sheets = tuple(one for one in found if one.added or one.changed or one.unchanged or one.wrong or one.notes)
    return ImportPreview(
        sheets,
        added=sum(one.added for one in sheets),
        changed=sum(one.changed for one in sheets),
        unchanged=sum(one.unchanged for one in sheets),
        problems=len(outcome.problems),
        seal=outcome.seal,
    )


def _sheet(sheet: Sheet | None, outcome: PlanImport, notes: Iterable[Problem]) -> SheetLines:
    rows = sorted((row for row in outcome.rows if row.sheet is sheet), key=lambda row: row.number)
    told = [row for row in rows if row.is_new or row.changes]
    problems = [one for one in outcome.problems if one.sheet is sheet]
    kinds = Counter(_kind(row) for row in rows)
    return SheetLines(
        sheet,
        added=kinds["added"],
        changed=kinds["changed"],
        unchanged=kinds["unchanged"],
        rows=tuple(_row(row, outcome.labels) for row in told[:MOST_SHOWN]),
        problems=tuple(problems[:MOST_SHOWN]),
        notes=tuple(one for one in notes if one.sheet is sheet)[:MOST_SHOWN],
        more_rows=max(len(told) - MOST_SHOWN, 0),
        more_problems=max(len(problems) - MOST_SHOWN, 0),
    )


def _kind(row: Meant) -> str:
    if row.is_new:
        return "added"
    return "changed" if row.changes else "unchanged"


def _row(row: Meant, labels: Labels) -> RowLine:
    cells = tuple(
        CellLine(
            one.field, _told(row.sheet, one.field, one.before, labels), _told(row.sheet, one.field, one.after, labels)
        )
        for one in row.changes
        if one.field != "key"
    )
    return RowLine(row.number, row.label, row.is_new, cells)


def _told(sheet: Sheet, name: str, value: object, labels: Labels) -> object:
    column = column_of(sheet, name)
    if column is not None and column.holds is Holds.REFERENCE and column.to and value:
        return labels.get(column.to, {}).get(str(value), str(value))
    return value
