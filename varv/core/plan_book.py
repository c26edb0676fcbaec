"""A region's plan as rows of plain values: what a workbook holds, what the region holds, and what differs.

Sheets and columns are told here once. Who writes the file, who reads it and who carries it out all go by this table.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind, StrategyPhase, Strength
from varv.core.refusals import RuleBroken
from varv.core.status import Direction
from varv.core.theory import Claim, Evidence, FactorKind, Level
from varv.core.workflow import InitiativeState

LONGEST_LINE = 200
LONGEST_PROSE = 10_000
LONGEST_KEY = 40


class Sheet(StrEnum):
    """The sheets of the workbook, in the order in which a row may refer to another."""

    DOCUMENTS = "documents"
    GOALS = "goals"
    GOAL_LINKS = "goal_links"
    AREAS = "areas"
    CHAINS = "chains"
    STEPS = "steps"
    LINKS = "links"
    FACTORS = "factors"
    INITIATIVES = "initiatives"
    CONTRIBUTIONS = "contributions"
    INDICATORS = "indicators"


class Holds(Enum):
    """What a column's cells hold."""

    KEY = auto()
    LINE = auto()
    PROSE = auto()
    ADDRESS = auto()
    CODE = auto()
    DAY = auto()
    COUNT = auto()
    AMOUNT = auto()
    YES_NO = auto()
    REFERENCE = auto()
    PERSON = auto()
    UNIT = auto()
    ACTIVITY = auto()


Value = str | StrEnum | date | int | Decimal | bool | None
WRITTEN_OUT = frozenset({Holds.LINE, Holds.PROSE, Holds.ADDRESS})


@dataclass(frozen=True)
class Column:
    """A column: what it is called in the code, what it holds, and what an empty cell means."""

    name: str
    holds: Holds
    longest: int = LONGEST_LINE
    codes: type[StrEnum] | None = None
    to: Sheet | None = None
    empty: Value = None
    between: tuple[int, int] = (0, 0)
    is_required: bool = False
    # Is given once: another value is another thing, and needs a row of its own.
    is_fixed: bool = False

    @property
    def when_empty(self) -> Value:
        """What an empty cell stands for: written text is then empty, everything else is not said."""
        return "" if self.empty is None and self.holds in WRITTEN_OUT else self.empty


def _key() -> Column:
    return Column("key", Holds.KEY, LONGEST_KEY)


def _line(name: str, longest: int = LONGEST_LINE, *, is_required: bool = False) -> Column:
    return Column(name, Holds.LINE, longest, is_required=is_required)


def _prose(name: str, *, is_required: bool = False) -> Column:
    return Column(name, Holds.PROSE, LONGEST_PROSE, is_required=is_required)


def _code(name: str, codes: type[StrEnum], empty: Value = None, *, is_required: bool = False) -> Column:
    return Column(name, Holds.CODE, codes=codes, empty=empty, is_required=is_required)


def _to(name: str, to: Sheet, *, is_required: bool = False, is_fixed: bool = False) -> Column:
    return Column(name, Holds.REFERENCE, to=to, is_required=is_required, is_fixed=is_fixed)


def _day(name: str, *, is_required: bool = False) -> Column:
    return Column(name, Holds.DAY, is_required=is_required)


def _count(name: str, least: int, most: int, empty: Value = None) -> Column:
    return Column(name, Holds.COUNT, empty=empty, between=(least, most))


COLUMNS: Mapping[Sheet, tuple[Column, ...]] = {
    Sheet.DOCUMENTS: (
        _key(),
        _line("title", is_required=True),
        _code("kind", DocumentKind, is_required=True),
        _to("parent", Sheet.DOCUMENTS),
        _code("phase", StrategyPhase, StrategyPhase.STARTING),
        _day("starts_on", is_required=True),
        _day("ends_on"),
        Column("link", Holds.ADDRESS, 500),
        _prose("summary"),
        _prose("source"),
    ),
    Sheet.GOALS: (
        _key(),
        _to("document", Sheet.DOCUMENTS, is_required=True, is_fixed=True),
        _line("outline", 20, is_required=True),
        _line("name", is_required=True),
        _to("parent", Sheet.GOALS),
        _code("kind", GoalKind, GoalKind.EFFECT),
        _code("phase", StrategyPhase),
        Column("is_targeted", Holds.YES_NO, empty=True),
        _code("wished", Direction),
        _line("peer_rule", 300),
        _line("gap_rule", 300),
        Column("owner", Holds.PERSON),
        _prose("description"),
    ),
    Sheet.GOAL_LINKS: (
        _to("source", Sheet.GOALS, is_required=True, is_fixed=True),
        _to("target", Sheet.GOALS, is_required=True, is_fixed=True),
        _code("strength", Strength, Strength.PARTLY),
        Column("share", Holds.AMOUNT, between=(0, 100)),
        _prose("reason"),
    ),
    Sheet.AREAS: (
        _key(),
        _to("document", Sheet.DOCUMENTS, is_required=True, is_fixed=True),
        _line("name", 160, is_required=True),
    ),
    Sheet.CHAINS: (
        _key(),
        _to("document", Sheet.DOCUMENTS, is_required=True),
        _line("name", 160, is_required=True),
        _to("area", Sheet.AREAS),
        _to("goal", Sheet.GOALS),
        Column("owner", Holds.PERSON),
        _prose("summary"),
    ),
    Sheet.STEPS: (
        _key(),
        _to("chain", Sheet.CHAINS, is_required=True, is_fixed=True),
        _code("level", Level, is_required=True),
        _line("text", is_required=True),
        Column("generic_activity", Holds.ACTIVITY),
        _to("origin", Sheet.STEPS, is_fixed=True),
    ),
    Sheet.LINKS: (
        _key(),
        _to("chain", Sheet.CHAINS, is_fixed=True),
        _to("source", Sheet.STEPS, is_required=True, is_fixed=True),
        _to("target", Sheet.STEPS, is_required=True, is_fixed=True),
        _prose("rationale"),
        _prose("assumption"),
        _prose("tested_how"),
        _code("evidence", Evidence, Evidence.ASSUMED),
        _code("claim", Claim, Claim.HYPOTHETICAL),
        _line("evidence_source"),
        _count("evidence_year", 1900, 2100),
        _prose("finding"),
    ),
    Sheet.FACTORS: (
        _key(),
        _to("chain", Sheet.CHAINS, is_required=True, is_fixed=True),
        _code("kind", FactorKind, is_required=True),
        _prose("text", is_required=True),
        _to("step", Sheet.STEPS),
        _to("link", Sheet.LINKS),
    ),
    Sheet.INITIATIVES: (
        _key(),
        _line("name", 160, is_required=True),
        _code("kind", InitiativeKind, InitiativeKind.OWN),
        _code("state", InitiativeState, InitiativeState.PLANNED),
        Column("generic_activity", Holds.ACTIVITY, is_required=True, is_fixed=True),
        _to("chain", Sheet.CHAINS),
        Column("unit", Holds.UNIT, is_required=True),
        Column("responsible", Holds.PERSON, is_required=True),
        _day("starts_on", is_required=True),
        _day("ends_on"),
        _prose("description"),
    ),
    Sheet.CONTRIBUTIONS: (
        _to("initiative", Sheet.INITIATIVES, is_required=True, is_fixed=True),
        _to("goal", Sheet.GOALS, is_required=True, is_fixed=True),
        _prose("reason"),
    ),
    Sheet.INDICATORS: (
        _line("name", is_required=True),
        _to("goal", Sheet.GOALS),
        _to("step", Sheet.STEPS),
        _code("kind", IndicatorKind, IndicatorKind.DEVELOPMENT),
        _line("unit", 60, is_required=True),
        _count("decimals", 0, 6, empty=0),
        _code("wished", Direction, Direction.UP),
        _line("source", is_required=True),
        Column("source_link", Holds.ADDRESS, 500),
        _line("licence", 120),
        _count("lag_months", 0, 120),
        _count("update_month", 1, 12),
        Column("owner", Holds.PERSON),
        _prose("definition"),
        _prose("limits"),
    ),
}
# A row without a key of its own is known by its two ends, or by its name.
KNOWN_BY: Mapping[Sheet, tuple[str, ...]] = {
    Sheet.GOAL_LINKS: ("source", "target"),
    Sheet.CONTRIBUTIONS: ("initiative", "goal"),
    Sheet.INDICATORS: ("name",),
}
# What people call a row, when it is not its name. What has no words of its own is called by its two ends.
CALLED: Mapping[Sheet, tuple[str, ...]] = {
    Sheet.DOCUMENTS: ("title",),
    Sheet.GOALS: ("outline", "name"),
    Sheet.GOAL_LINKS: ("source", "target"),
    Sheet.STEPS: ("text",),
    Sheet.LINKS: ("source", "target"),
    Sheet.FACTORS: ("text",),
    Sheet.CONTRIBUTIONS: ("initiative", "goal"),
}
# Within what a number or a text is unique enough to be referred to.
WITHIN = ("document", "chain")
NEW = "#"
ARROW = " → "


@dataclass(frozen=True)
class Row:
    """A row as it was written or as it is kept. ``number`` is its place in the sheet; 0 when it has none.

    A column that is not in ``values`` was not there, or could not be read (``is_whole`` is then false).
    """

    number: int
    values: Mapping[str, Value]
    is_whole: bool = True


Book = Mapping[Sheet, Sequence[Row]]
EMPTY: Book = MappingProxyType(dict.fromkeys(Sheet, ()))


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: a sheet, a row and a column as far as they are known."""

    refused: RuleBroken
    sheet: Sheet | None = None
    number: int = 0
    column: str = ""


def is_strange(sign: str) -> bool:
    """Signs that nobody writes: control characters but for line breaks and tabs, halves of letters, and no letters."""
    return unicodedata.category(sign) in {"Cc", "Cs", "Cn"} and sign not in "\n\t"


def plain_text(written: str) -> str:
    """Text as a cell holds it: line breaks of one kind, and nothing that is not seen."""
    return "".join(" " if is_strange(sign) else sign for sign in unbroken(written)).strip()


def one_line(written: str) -> str:
    """Text as a cell of one line holds it."""
    return " ".join(plain_text(written).split())


def unbroken(written: str) -> str:
    """Text with line breaks of one kind."""
    return written.replace("\r\n", "\n").replace("\r", "\n")


def column_of(sheet: Sheet, name: str) -> Column | None:
    """The sheet's column of this name, if it has one."""
    return next((column for column in COLUMNS[sheet] if column.name == name), None)


def references(sheet: Sheet) -> Iterator[Column]:
    """The sheet's columns that name other rows."""
    return (column for column in COLUMNS[sheet] if column.holds is Holds.REFERENCE)


def known_by(sheet: Sheet, row: Row) -> str:
    """What the row is told from all others by, also in another database; empty when it has nothing yet."""
    parts = [str(row.values.get(name) or "") for name in KNOWN_BY.get(sheet, ("key",))]
    return ARROW.join(parts) if all(parts) else ""


def identity(sheet: Sheet, row: Row) -> str:
    """What the row is known by; a new row without a key by its number, which no key looks like."""
    return known_by(sheet, row) or f"{NEW}{row.number}"


def labels(book: Book) -> dict[Sheet, dict[str, str]]:
    """What people call each row, by what it is known by. References must be resolved."""
    told: dict[Sheet, dict[str, str]] = {sheet: {} for sheet in Sheet}
    for sheet in Sheet:
        named = CALLED.get(sheet, ("name",))
        ends = {column.name: column.to for column in references(sheet) if column.to}
        for row in book[sheet]:
            parts = [_told(told, ends.get(name), row.values.get(name)) for name in named]
            told[sheet][identity(sheet, row)] = (ARROW if named[0] in ends else " ").join(parts)
    return told


def _told(told: Mapping[Sheet, Mapping[str, str]], to: Sheet | None, value: Value) -> str:
    written = "" if value is None else str(value)
    return told[to].get(written, written) if to else written
