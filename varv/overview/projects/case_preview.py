"""A case export that waits: which column is what, and what would be changed. What one looks at before saying yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from varv.core.case_book import CaseField
from varv.core.case_changes import Difference
from varv.core.case_values import CaseRow, RowProblem
from varv.core.personal_data import CAN_BE_MISTAKEN, PersonalKind
from varv.core.refusals import RuleBroken
from varv.core.workflow import ImportState
from varv.delivery.models import CaseImport, Project
from varv.delivery.operations import counted
from varv.delivery.waiting_cases import Outlook, Waiting, outlook

MOST_SAMPLES = 3
LONGEST_SAMPLE = 60
MOST_IMPORTS = 10


class Shown(StrEnum):
    """Which of the rows to look at."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    PROBLEMS = "problems"


@dataclass(frozen=True)
class SafeColumn:
    """A column that may be kept, what it is taken for, and a few of its cells."""

    heading: str
    field: CaseField | None
    samples: tuple[str, ...]


@dataclass(frozen=True)
class RefusedLine:
    """A column that was refused, by kind; ``because`` is why it was let through all the same."""

    heading: str
    kind: PersonalKind
    because: str

    @property
    def can_be_mistaken(self) -> bool:
        """Whether a person may say that it holds something else."""
        return self.kind in CAN_BE_MISTAKEN


@dataclass(frozen=True)
class CaseLine:
    """A case in the file: its row, and what would be changed of it."""

    number: int | None
    case_id: str
    name: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class ProblemLine:
    """What is wrong in a row."""

    number: int
    heading: str
    refused: RuleBroken


@dataclass(frozen=True)
class CasePreview:
    """What the import would do. ``seal`` goes with the yes, so that what is read in is what was looked at."""

    counts: Mapping[str, int]
    lines: Sequence[CaseLine | ProblemLine]
    shown: Shown
    seal: str

    @property
    def is_ready(self) -> bool:
        """Whether there is something to read in."""
        return bool(self.counts["new"] or self.counts["changed"])


@dataclass(frozen=True)
class ImportLine:
    """An import that was made, or waits."""

    id: int
    filename: str
    state: ImportState
    by: str
    person_id: int
    at: object
    counts: Mapping[str, int]
    refused: int


def safe_columns(found: Waiting) -> tuple[SafeColumn, ...]:
    """The columns in the file's order, with a few different cells of each: what has been masked stays masked."""
    fields = {heading: field for field, heading in found.columns.items()}
    return tuple(
        SafeColumn(heading, fields.get(heading), _samples(found, place)) for place, heading in enumerate(found.headings)
    )


def _samples(found: Waiting, place: int) -> tuple[str, ...]:
    told: dict[str, None] = {}
    for _number, cells in found.cells:
        if cells[place]:
            told[_short(cells[place])] = None
        if len(told) == MOST_SAMPLES:
            break
    return tuple(told)


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST_SAMPLE else f"{cell[:LONGEST_SAMPLE].rsplit(maxsplit=1)[0]} …"


def refused_lines(case_import: CaseImport) -> tuple[RefusedLine, ...]:
    """The columns that looked like personal data, in the file's order."""
    # PostgreSQL keeps the keys of a JSON object in an order of its own.
    in_order = sorted(case_import.refused.items(), key=lambda one: one[1]["place"])
    return tuple(RefusedLine(heading, PersonalKind(told["kind"]), told["because"]) for heading, told in in_order)


def case_preview(region_id: int, found: Waiting, shown: Shown | None) -> CasePreview:
    """What would be changed: two queries, however many cases. Without a wish, the first sort that there is any of."""
    told = outlook(region_id, found)
    counts = counted(told)
    chosen = shown or next((one for one in Shown if counts[one]), Shown.NEW)
    return CasePreview(counts, _shown(region_id, told, chosen), chosen, told.changes.seal)


def _shown(region_id: int, told: Outlook, shown: Shown) -> Sequence[CaseLine | ProblemLine]:
    changes = told.changes
    match shown:
        case Shown.NEW:
            return [_line(row) for row in changes.new]
        case Shown.CHANGED:
            return [_line(one.row, one.differences) for one in changes.changed]
        case Shown.UNCHANGED:
            return [_line(row) for row in changes.unchanged]
        case Shown.PROBLEMS:
            return [_problem(one) for one in told.problems]
    gone = Project.objects.of(region_id).order_by("case_id").values_list("case_id", "name")
    missing = set(changes.gone)
    return [CaseLine(None, case_id, name) for case_id, name in gone if case_id in missing]


def _line(row: CaseRow, differences: tuple[Difference, ...] = ()) -> CaseLine:
    return CaseLine(row.number, row.case_id, str(row.values[CaseField.NAME]), differences)


def _problem(one: RowProblem) -> ProblemLine:
    return ProblemLine(one.number, one.heading, RuleBroken(one.code, cell=one.cell))


def latest_imports(region_id: int) -> tuple[ImportLine, ...]:
    """The imports that were read in or wait, newest first."""
    rows = CaseImport.objects.of(region_id).exclude(state=ImportState.DISCARDED).select_related("read_by")
    return tuple(
        ImportLine(
            id=one.pk,
            filename=one.filename,
            state=one.state,
            by=one.read_by.name,
            person_id=one.read_by_id,
            at=one.applied_at or one.read_at,
            counts=one.counts,
            refused=sum(not told["because"] for told in one.refused.values()),
        )
        for one in rows.order_by("-read_at", "-pk")[:MOST_IMPORTS]
    )
