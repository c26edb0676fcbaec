"""A case export as plain cells: which row holds the headings, what may be kept, and which column is which fact.

Nothing here is stored. What is refused goes no further than ``sift``: a refused column leaves its heading and the kind
of data, and no cell.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count

from varv.core.personal_data import (
    CAN_BE_MISTAKEN,
    MASK,
    PersonalKind,
    holds_organisations,
    is_name_of_person,
    kind_of_column,
    mask,
)
from varv.core.refusals import RuleBroken

# How far down the headings may stand: case systems write a title and a date above the table.
MOST_ABOVE = 20
LEAST_KNOWN = 2
LONGEST_HEADING = 100
LONGEST_KEPT = 5_000
LONGEST_REASON = 300


class CaseField(StrEnum):
    """What Varv keeps of a case: the columns of a project."""

    CASE_ID = "case_id"
    NAME = "name"
    ORGANISATION = "organisation"
    THEME = "theme"
    STATUS = "status"
    PURPOSE = "purpose"
    DECIDED_ON = "decided_on"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    APPLIED = "applied"
    GRANTED = "granted"
    PAID = "paid"


DAYS = frozenset({CaseField.DECIDED_ON, CaseField.STARTS_ON, CaseField.ENDS_ON})
AMOUNTS = frozenset({CaseField.APPLIED, CaseField.GRANTED, CaseField.PAID})
REQUIRED = (CaseField.CASE_ID, CaseField.NAME)
# What case systems call it, without signs and spaces; the first that a heading equals, or else begins with, wins.
CALLED: Mapping[CaseField, tuple[str, ...]] = {
    CaseField.CASE_ID: (
        *("ärendeid", "ärendenummer", "ärendenr", "ärende", "caseid", "projektid", "diarienummer", "dnr"),
    ),
    CaseField.NAME: (
        *("projektnamn", "projektetsnamn", "namnpåprojekt", "projekttitel", "ärendemening", "projekt", "titel"),
    ),
    CaseField.ORGANISATION: (
        *("stödmottagare", "projektägare", "bidragsmottagare", "sökandeorganisation", "organisationsnamn"),
        *("organisation", "sökande", "företag", "mottagare"),
    ),
    CaseField.THEME: ("sakområde", "insatsområde", "tema", "programområde", "åtgärdsområde", "område", "ändamål"),
    CaseField.STATUS: ("ärendestatus", "projektstatus", "status", "läge", "fas"),
    CaseField.PURPOSE: ("sammanfattning", "projektbeskrivning", "beskrivning", "syfte", "mål", "kortbeskrivning"),
    CaseField.DECIDED_ON: ("beslutsdatum", "beslutadden", "datumförbeslut", "beslutad"),
    CaseField.STARTS_ON: ("startdatum", "projektstart", "projektetsstartdatum", "start", "frånochmed", "fom"),
    CaseField.ENDS_ON: ("slutdatum", "projektslut", "projektetsslutdatum", "slut", "tillochmed", "tom"),
    CaseField.APPLIED: ("söktbelopp", "söktstöd", "ansöktbelopp", "sökt"),
    CaseField.GRANTED: ("beviljatbelopp", "beviljatstöd", "beslutatbelopp", "beslutatstöd", "beviljat", "beslutat"),
    CaseField.PAID: ("utbetaltbelopp", "utbetaltstöd", "utbetalt", "utbetalat"),
}
# Controls, marks of format, halves of signs, and what has no meaning of its own.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_DATA = re.compile(r"\d[\d\s.,-]{4,}")
_UNIT = re.compile(r"\((?:kr|sek|tkr|mnkr|mkr|kronor)\)", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """What a file held: each row by its number there, as texts. Numbers and days are written as ``case_values`` reads.

    ``formulas`` are the places (row, column) whose value was worked out by a program, and is left out.
    """

    rows: Mapping[int, Sequence[str]]
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class RefusedColumn:
    """A column with personal data: its heading and the kind. ``because`` is why it was let through, if it was."""

    heading: str
    kind: PersonalKind
    because: str = ""


@dataclass(frozen=True)
class CaseBook:
    """The cells that may be kept, under their headings, by the number of their row in the file."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    refused: tuple[RefusedColumn, ...]
    masked: int
    formulas: tuple[tuple[int, str], ...] = ()


def folded(heading: str) -> str:
    """A heading without its signs, spaces and unit of money: ``Ärende-ID `` → ``ärendeid``."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", _UNIT.sub("", heading)).casefold())


def plain(text: str) -> str:
    """A cell without what cannot be seen, so that no two readers see different letters."""
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return text.strip()
    seen = (_seen(sign) for sign in unicodedata.normalize("NFKC", text))
    return re.sub(r"[ \t]+", " ", "".join(seen)).strip()


def _seen(sign: str) -> str:
    if sign == "\n" or unicodedata.category(sign) not in UNSEEN:
        return sign
    return " " if sign in "\t\r\v\f" else ""


def guess_columns(headings: Sequence[str]) -> dict[CaseField, str]:
    """Which heading is which fact, each at most once: those that say it outright go before those that begin so."""
    found: dict[CaseField, str] = {}
    for is_called in (str.__eq__, str.startswith):
        for field, names in CALLED.items():
            taken = set(found.values())
            free = [heading for heading in headings if heading not in taken]
            said = (heading for name in names for heading in free if is_called(folded(heading), name))
            if field not in found and (heading := next(said, None)) is not None:
                found[field] = heading
    return found


def sift(table: Table, allowed: Mapping[str, str], known: Collection[str] = ()) -> CaseBook:
    """The table without personal data. ``allowed`` is the reason for each refused column that is read all the same.

    ``known`` are headings of saved mappings, so that a table of other words is found too. Raises ``RuleBroken`` when
    there are no headings, or when a column is allowed that may never be, or for no reason.
    """
    number = _row_of_headings(table, {folded(heading) for heading in known})
    below = {row: cells for row, cells in table.rows.items() if row > number and any(cells)}
    if not below:
        raise RuleBroken("cases.no_rows", field="upload")
    headings = _headings(table.rows[number])
    kinds = {
        column: kind_of_column(heading, [cells[column] for cells in below.values() if column < len(cells)])
        for column, heading in headings.items()
    }
    refused = tuple(_refused(headings[column], kind, allowed) for column, kind in kinds.items() if kind)
    left_out = {column.heading for column in refused if not column.because}
    kept = {column: heading for column, heading in headings.items() if heading not in left_out}
    rows, masked = _kept(below, kept, table.formulas)
    formulas = tuple((row, kept[column]) for row, column in sorted(table.formulas) if row > number and column in kept)
    return CaseBook(tuple(kept.values()), rows, refused, masked, formulas)


def _row_of_headings(table: Table, known: Collection[str]) -> int:
    """The row near the top in which most headings are known. A row that holds data is never taken for headings."""
    first = [row for row in sorted(table.rows)[:MOST_ABOVE] if not any(map(_is_data, table.rows[row]))]
    scores = [(len(_known(table.rows[row], known)), -row) for row in first]
    best, number = max(scores, default=(0, 0))
    if best < LEAST_KNOWN:
        raise RuleBroken("cases.no_headings", field="upload", most=MOST_ABOVE)
    return -number


def _is_data(cell: str) -> bool:
    return bool(_DATA.fullmatch(cell)) or mask(cell)[1] > 0 or is_name_of_person(cell)


def _known(cells: Iterable[str], known: Collection[str]) -> set[str]:
    written = [cell for cell in cells if cell and len(cell) <= LONGEST_HEADING]
    return {folded(cell) for cell in written if folded(cell) in known} | {
        field for field, _heading in guess_columns(written).items()
    }


def _headings(cells: Sequence[str]) -> dict[int, str]:
    """The columns that have a heading, each under a name of its own. A column without one is not read."""
    found: dict[int, str] = {}
    for column, cell in enumerate(cells):
        written = " ".join(cell.split())[:LONGEST_HEADING]
        names = chain([written], (f"{written} ({number})" for number in count(2)))
        if written:
            found[column] = next(name for name in names if name not in found.values())
    return found


def _refused(heading: str, kind: PersonalKind, allowed: Mapping[str, str]) -> RefusedColumn:
    if heading not in allowed:
        return RefusedColumn(heading, kind)
    if kind not in CAN_BE_MISTAKEN:
        raise RuleBroken("cases.never_allowed", field="upload", heading=heading)
    because = mask(allowed[heading].strip())[0][:LONGEST_REASON]
    if not because:
        raise RuleBroken("cases.reason_missing", field="upload", heading=heading)
    return RefusedColumn(heading, kind, because)


def _kept(
    below: Mapping[int, Sequence[str]], kept: Mapping[int, str], formulas: Collection[tuple[int, int]]
) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], int]:
    rows, masked = [], 0
    owners = {column for column, heading in kept.items() if holds_organisations(heading)}
    for number, cells in below.items():
        row = []
        for column in kept:
            cell = cells[column] if column < len(cells) and (number, column) not in formulas else ""
            if column in owners and is_name_of_person(cell):
                cell, hidden = MASK, 1
            else:
                cell, hidden = mask(cell[:LONGEST_KEPT])
            masked += hidden
            row.append(cell)
        if any(row):
            rows.append((number, tuple(row)))
    return tuple(rows), masked
