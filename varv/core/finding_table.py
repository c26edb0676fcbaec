"""Findings and recommendations of an evaluation in a table: which column is which, and what each row says.

Nothing here is stored, and nothing of a person comes through: a cell with a personal number, an e-mail address or a
telephone number is a problem of its row, and its column is one that Varv reads, so nobody has to guess which.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from varv.core.case_book import MOST_ABOVE, Table, folded
from varv.core.case_values import Unreadable, read_day
from varv.core.personal_data import mask
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence

MOST_ROWS = 300
LONGEST_TEXT = 10_000
LONGEST_TOLD = 60


class FindingColumn(StrEnum):
    """What a row can say: a finding, and what should be done because of it."""

    TEXT = "text"
    EVIDENCE = "evidence"
    RESTS_ON = "rests_on"
    SEEN_ON = "seen_on"
    QUESTION = "question"
    GOAL = "goal"
    RECOMMENDATION = "recommendation"
    EXPLANATION = "explanation"
    OWNER = "owner"
    FORUM = "forum"
    DUE_ON = "due_on"


Value = str | date | Evidence
Cells = Mapping[int, Mapping[FindingColumn, str]]
REQUIRED = (FindingColumn.TEXT, FindingColumn.EVIDENCE)
OF_RECOMMENDATION = (
    FindingColumn.EXPLANATION,
    FindingColumn.OWNER,
    FindingColumn.FORUM,
    FindingColumn.DUE_ON,
)
# As long as the columns they are kept in.
LONGEST: Mapping[FindingColumn, int] = {
    FindingColumn.RESTS_ON: 300,
    FindingColumn.RECOMMENDATION: 200,
    FindingColumn.FORUM: 160,
}
# What the columns are called, in Swedish and in English, without signs and spaces.
CALLED: Mapping[FindingColumn, tuple[str, ...]] = {
    FindingColumn.TEXT: ("iakttagelse", "iakttagelser", "resultat", "observation", "finding", "findings", "found"),
    FindingColumn.EVIDENCE: ("belägg", "beläggsgrad", "evidens", "evidensgrad", "evidence", "evidencegrade"),
    FindingColumn.RESTS_ON: ("vilarpå", "underlag", "byggerpå", "källa", "källor", "restson", "source"),
    FindingColumn.SEEN_ON: ("iakttagenden", "seddden", "sedd", "datum", "seenon", "date"),
    FindingColumn.QUESTION: ("utvärderingsfråga", "fråga", "evaluationquestion", "question"),
    FindingColumn.GOAL: ("mål", "goal"),
    FindingColumn.RECOMMENDATION: ("rekommendation", "rekommendationer", "förslag", "recommendation"),
    FindingColumn.EXPLANATION: ("motivering", "varför", "förklaring", "explanation", "why"),
    FindingColumn.OWNER: ("ansvarig", "svarsansvarig", "ägare", "owner", "responsible"),
    FindingColumn.FORUM: ("forum", "svarasi", "answeredin"),
    FindingColumn.DUE_ON: ("svarsenast", "svarssenast", "senastsvar", "svaradag", "answerby", "dueon", "due"),
}
GRADES: Mapping[str, Evidence] = {
    said: grade
    for grade, ways in {
        Evidence.STRONG: ("strong", "strongevidence", "stark", "starkt", "starkabelägg", "starktbelägg"),
        Evidence.SOME: ("some", "someevidence", "visst", "vissa", "vissabelägg", "visstbelägg"),
        Evidence.ASSUMED: ("assumed", "assumption", "antagande", "antaget"),
        Evidence.NONE: ("none", "noevidence", "inget", "inga", "saknas", "beläggsaknas", "ingabelägg", "ingetbelägg"),
    }.items()
    for said in ways
}


@dataclass(frozen=True)
class RowProblem:
    """What stands in the way of a row, and in which column; ``number`` is the row's number in the file."""

    refused: RuleBroken
    number: int
    column: FindingColumn | None = None


@dataclass(frozen=True)
class RowSaid:
    """What a row says. A column that is empty is not among its values."""

    number: int
    values: Mapping[FindingColumn, Value]

    def text(self, column: FindingColumn) -> str:
        """The words of a column; empty when it says nothing."""
        return str(self.values.get(column, ""))


@dataclass(frozen=True)
class Sifted:
    """The cells of the columns we know, the headings of those we do not, and what cannot be read at all."""

    cells: Cells
    unread: tuple[str, ...]
    problems: tuple[RowProblem, ...]


def sift(table: Table) -> Sifted:
    """Find the headings, and keep the cells under those we know. Refuses a table without headings or rows."""
    number, columns = _headings(table)
    below = {row: cells for row, cells in table.rows.items() if row > number and any(cells)}
    if not below:
        raise RuleBroken("finding_table.no_rows", field="upload")
    if len(below) > MOST_ROWS:
        raise RuleBroken("finding_table.too_many_rows", field="upload", most=MOST_ROWS)
    known = set(columns)
    unread = [mask(cell)[0][:LONGEST_TOLD] for place, cell in enumerate(table.rows[number]) if place not in known]
    formulas = [
        RowProblem(RuleBroken("finding_table.formula"), row, columns[place])
        for row, place in sorted(table.formulas)
        if row > number and place in columns
    ]
    kept = {row: _kept(cells, columns) for row, cells in below.items()}
    return Sifted({row: said for row, said in kept.items() if said}, tuple(filter(None, unread)), tuple(formulas))


def _headings(table: Table) -> tuple[int, dict[int, FindingColumn]]:
    """The first row, near the top, that says both what was found and how well it is supported."""
    for number, cells in list(table.rows.items())[:MOST_ABOVE]:
        columns = _columns(cells)
        if set(REQUIRED) <= set(columns.values()):
            return number, columns
    raise RuleBroken("finding_table.no_headings", field="upload")


def _columns(cells: Sequence[str]) -> dict[int, FindingColumn]:
    """Which place is which column. Of two that are called the same, the first is read."""
    found: dict[int, FindingColumn] = {}
    for place, cell in enumerate(cells):
        column = next((column for column, names in CALLED.items() if folded(cell) in names), None)
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _kept(cells: Sequence[str], columns: Mapping[int, FindingColumn]) -> dict[FindingColumn, str]:
    return {column: cells[place] for place, column in columns.items() if place < len(cells) and cells[place]}


def read_rows(cells: Cells) -> tuple[tuple[RowSaid, ...], tuple[RowProblem, ...]]:
    """What each row says, and what is wrong with it. A row with a problem is not among those that can be read."""
    rows, problems = [], []
    for number, said in sorted(cells.items()):
        values: dict[FindingColumn, Value] = {}
        wrong = list(_lacking(number, said))
        for column, cell in said.items():
            try:
                values[column] = _value(column, cell)
            except RuleBroken as refused:
                wrong.append(RowProblem(refused, number, column))
        problems += wrong
        if not wrong:
            rows.append(RowSaid(number, values))
    return tuple(rows), tuple(problems)


def _lacking(number: int, said: Mapping[FindingColumn, str]) -> Iterable[RowProblem]:
    """What a row must say: what was found; and who answers a recommendation, and where."""
    if FindingColumn.TEXT not in said:
        yield RowProblem(RuleBroken("finding_table.no_finding"), number, FindingColumn.TEXT)
    if FindingColumn.RECOMMENDATION in said:
        for column in (FindingColumn.OWNER, FindingColumn.FORUM):
            if column not in said:
                yield RowProblem(RuleBroken("finding_table.nobody_answers"), number, column)
    elif stray := next((column for column in OF_RECOMMENDATION if column in said), None):
        yield RowProblem(RuleBroken("finding_table.no_recommendation"), number, stray)


def _value(column: FindingColumn, cell: str) -> Value:
    if mask(cell)[1]:
        raise RuleBroken("finding.personal_data")
    most = LONGEST.get(column, LONGEST_TEXT)
    if len(cell) > most:
        raise RuleBroken("finding_table.too_long", most=most)
    return _READ.get(column, str)(cell)


def _grade(cell: str) -> Evidence:
    grade = GRADES.get(folded(cell))
    if grade is None:
        raise RuleBroken("finding_table.unknown_evidence", said=cell[:LONGEST_TOLD])
    return grade


def _day(cell: str) -> date:
    try:
        return read_day(cell)
    except Unreadable:
        raise RuleBroken("finding_table.no_day", said=cell[:LONGEST_TOLD]) from None


_READ: Mapping[FindingColumn, Callable[[str], Value]] = {
    FindingColumn.EVIDENCE: _grade,
    FindingColumn.SEEN_ON: _day,
    FindingColumn.DUE_ON: _day,
}


def same_words(text: str) -> str:
    """What makes two findings, or two names, the same: the words, whatever their case, spaces and full stop."""
    return " ".join(text.casefold().split()).rstrip(" .")
