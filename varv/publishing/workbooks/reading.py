"""A workbook's bytes → plain cells with their addresses. The bytes may be anything: nothing is trusted.

The archive is first known to be small, then every part that will be read is gone through without being kept, and only
what has passed is handed on: so no formula is taken for a value, and no few bytes become many.
"""

import io
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from varv.core.personal_data import mask
from varv.core.refusals import RuleBroken
from varv.regions.files import DAMAGED

LARGEST = 3 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_FAULTS = 200
LONGEST_CELL = 32_767
ZIP, OLD_OR_LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENTS, BOOK, BOOK_TIES = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"
IS_ENCRYPTED = 0x1
# The last cell that any spreadsheet has is XFD1048576.
MOST_LETTERS, MOST_DIGITS = 3, 7

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Bounds:
    """How large a workbook may be: in bytes as it comes and when unpacked, and in each sheet."""

    largest: int = LARGEST
    unpacked: int = MOST_UNPACKED
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS


OF_PLANS = Bounds()


@dataclass(frozen=True)
class Fault:
    """A cell, or cells, that cannot be read as they stand: ``code`` says why; ``column`` counts from 0."""

    code: str
    row: int
    column: int = 0


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as it was written: the rows by their number in the sheet, from 1, and what cannot be read."""

    name: str
    rows: Mapping[int, Sequence[Cell]]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class ReadBook:
    """The sheets that were asked for, and the names of the others."""

    sheets: tuple[ReadSheet, ...]
    others: tuple[str, ...]


def read(content: bytes, wanted: Container[str], bounds: Bounds = OF_PLANS) -> ReadBook:
    """The sheets with these names (in lower case). Refuses, before it is unpacked, what is no sound workbook."""
    if len(content) > bounds.largest:
        raise RuleBroken("workbook.too_large", field="upload", megabytes=bounds.largest // 1024**2)
    if content.startswith(OLD_OR_LOCKED):
        raise RuleBroken("workbook.locked_or_old", field="upload")
    if not content.startswith(ZIP):
        raise RuleBroken("workbook.not_a_workbook", field="upload")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive, bounds)
            return _read(archive, wanted, bounds)
    except (*DAMAGED, KeyError) as damaged:  # a part that another part names may be missing
        raise RuleBroken("workbook.damaged", field="upload") from damaged


def _check_archive(archive: zipfile.ZipFile, bounds: Bounds) -> None:
    """Small when unpacked, every part once, none of them locked, and no program among them."""
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > bounds.unpacked:
        raise RuleBroken("workbook.unpacks_too_large", field="upload", megabytes=bounds.unpacked // 1024**2)
    if any(part.flag_bits & IS_ENCRYPTED for part in parts):
        raise RuleBroken("workbook.locked_or_old", field="upload")
    if len(names) < len(parts) or CONTENTS.lower() not in names or BOOK.lower() not in names:
        raise RuleBroken("workbook.not_a_workbook", field="upload")
    has_program = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names)
    if has_program or b"macroenabled" in archive.read(CONTENTS).lower():
        raise RuleBroken("workbook.has_macros", field="upload")


def _read(archive: zipfile.ZipFile, wanted: Container[str], bounds: Bounds) -> ReadBook:
    names, ties = _Scan(), _Scan()
    names.go_through(archive, BOOK)
    ties.go_through(archive, BOOK_TIES)
    sheets = [(one["name"], ties.targets.get(one["tie"], "")) for one in names.sheets]
    mine = [(name, part) for name, part in sheets if name.strip().lower() in wanted]
    texts = _Scan()
    if TEXTS in archive.namelist():
        texts.go_through(archive, TEXTS)
    budget, faults = _Budget(texts.lengths, bounds), {}
    for name, part in mine:
        scan = _Scan(name=name, budget=budget)
        scan.go_through(archive, part)
        faults[name] = tuple(scan.faults[:MOST_FAULTS])
    book = _handed_on(archive, {part for _name, part in mine})
    found = tuple(ReadSheet(name, _rows(book, name), faults[name]) for name, _part in mine)
    return ReadBook(found, tuple(name for name, _part in sheets if name.strip().lower() not in wanted))


def _handed_on(archive: zipfile.ZipFile, sheets: set[str]) -> Any:
    """A new archive of only the parts that have been gone through, as the reader of workbooks sees it."""
    clean = io.BytesIO()
    plain = {CONTENTS, "_rels/.rels", BOOK, BOOK_TIES, TEXTS, "xl/styles.xml", *sheets}
    with zipfile.ZipFile(clean, "w") as copy:
        for name in sorted(plain & set(archive.namelist())):
            if name not in {BOOK, BOOK_TIES, TEXTS, *sheets}:
                _Scan().go_through(archive, name)
            copy.writestr(name, archive.read(name))
    clean.seek(0)
    return _opened(lambda: CalamineWorkbook.from_filelike(clean))


def _rows(book: Any, name: str) -> dict[int, Sequence[Cell]]:
    rows = _opened(lambda: book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    return {number: row for number, row in enumerate(rows, start=1) if any(cell != "" for cell in row)}


def _opened(deed: Any) -> Any:
    """What the reader of workbooks gives. It is written in another language, and may also fall over in its own way."""
    try:
        return deed()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as damaged:
        raise RuleBroken("workbook.damaged", field="upload") from damaged


class _Budget:
    """How much text the cells may hold together: one long text may stand in every cell of a sheet."""

    def __init__(self, lengths: Sequence[int], bounds: Bounds) -> None:
        self.lengths, self.bounds, self.left = lengths, bounds, bounds.unpacked

    def spend(self, written: str) -> None:
        """A cell shows the text of this number."""
        number = int(written) if written.isdecimal() else -1
        self.left -= self.lengths[number] if 0 <= number < len(self.lengths) else 0
        if self.left < 0:
            raise RuleBroken("workbook.unpacks_too_large", field="upload", megabytes=self.bounds.unpacked // 1024**2)


@dataclass
class _Scan:
    """Goes through one part, whatever it is, and notes what has to be known before anyone reads it."""

    name: str = ""
    budget: _Budget | None = None
    sheets: list[dict[str, str]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    row: int = 0
    column: int = -1
    kind: str = ""
    has_value: bool = False
    text: list[str] | None = None

    def go_through(self, archive: zipfile.ZipFile, part: str) -> None:
        """Read the part piece by piece. An unknown way of writing, or a document type, is refused at once."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.XmlDeclHandler = self._declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        try:
            with archive.open(part) as file:
                while piece := file.read(65_536):
                    if b"\0" in piece:  # two bytes a letter: two readers must see the same letters
                        self._refuse()
                    parser.Parse(piece)
                parser.Parse(b"", True)
        except expat.ExpatError as damaged:
            raise RuleBroken("workbook.damaged", field="upload") from damaged

    def _refuse(self, *_: Any) -> None:
        raise RuleBroken("workbook.damaged", field="upload")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Two readers must see the same letters."""
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
            self._refuse()

    def _start(self, tag: str, given: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "sheet":
                tie = next((value for name, value in given.items() if name.rpartition(":")[2] == "id"), "")
                self.sheets.append({"name": given.get("name", ""), "tie": tie})
            case "Relationship":
                self.targets[given.get("Id", "")] = normpath(join("/xl", given.get("Target", ""))).lstrip("/")
            case "si":
                self.lengths.append(0)
            case "row":
                self.row, self.column = self._number(given.get("r"), self.row + 1), -1
            case "c":
                self._cell(given)
            case "f":
                self._note("workbook.formula")
            case "mergeCell":
                self.faults.append(Fault("workbook.merged", self._address(given.get("ref", "").partition(":")[0])[0]))
            case "v" | "is" | "t":
                self._value(tag.rpartition(":")[2])

    def _value(self, tag: str) -> None:
        self.text = []
        if self.budget is not None and tag in {"v", "is"}:
            self._check_place(self.budget.bounds)

    def _cell(self, given: dict[str, str]) -> None:
        self.column += 1
        self.kind = given.get("t", "n")
        if "r" in given:
            self.row, self.column = self._address(given["r"])
        if self.kind == "e":
            self._note("workbook.cell_error")

    def _check_place(self, bounds: Bounds) -> None:
        if self.row > bounds.rows + 1:
            raise RuleBroken("workbook.too_many_rows", field="upload", sheet=mask(self.name)[0], most=bounds.rows)
        if self.column >= bounds.columns:
            raise RuleBroken("workbook.too_many_columns", field="upload", sheet=mask(self.name)[0], most=bounds.columns)

    def _note(self, code: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, self.row, self.column))

    def _said(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name not in {"t", "v"}:
            return
        said = "".join(self.text or ())
        self.text = None
        if name == "t" and self.lengths:
            self.lengths[-1] += len(said)
            if self.lengths[-1] > LONGEST_CELL:
                raise RuleBroken("workbook.cell_too_long", field="upload", most=LONGEST_CELL)
        elif name == "v" and self.kind == "s" and self.budget is not None:
            self.budget.spend(said)

    def _number(self, written: str | None, otherwise: int) -> int:
        if written is None:
            return otherwise
        if not written.isdecimal() or len(written) > MOST_DIGITS:
            self._refuse()
        return int(written)

    def _address(self, written: str) -> tuple[int, int]:
        """``B14`` → row 14, column 1."""
        letters = written.rstrip("0123456789")
        if not (letters.isascii() and letters.isalpha() and len(letters) <= MOST_LETTERS):
            self._refuse()
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        return self._number(written[len(letters) :], 0), column - 1


def column_name(column: int) -> str:
    """0 → ``A``, 27 → ``AB``."""
    return "".join(reversed(list(_letters(column))))


def _letters(column: int) -> Iterator[str]:
    while column >= 0:
        yield chr(65 + column % 26)
        column = column // 26 - 1
