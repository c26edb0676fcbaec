"""What a written plan would change in the one that is kept: row by row, before anything is done.

Rows are known again by what they are known by (``plan_book.known_by``), never by where they stand. What is kept and not
written is left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from varv.core.plan_book import (
    COLUMNS,
    KNOWN_BY,
    WITHIN,
    Book,
    Column,
    Holds,
    Problem,
    Row,
    Sheet,
    Value,
    identity,
    known_by,
    labels,
    references,
)
from varv.core.refusals import RuleBroken
from varv.core.versions import FieldChange

# What may be written for a person, a unit or a generic activity → how it is told; empty when it may mean several.
Known = Mapping[Holds, Mapping[str, str]]
PLACE = "place"
KEPT_ELSEWHERE = frozenset({Holds.PERSON, Holds.UNIT, Holds.ACTIVITY})


@dataclass(frozen=True)
class Meant:
    """A written row as it is meant: what it is known by, whether it is new, and what it would change."""

    sheet: Sheet
    number: int
    id: str
    label: str
    values: Mapping[str, Value]
    is_new: bool
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Merge:
    """Every written row, those that others refer to before them; and what is wrong."""

    rows: tuple[Meant, ...]
    problems: tuple[Problem, ...]
    # What people call each row, kept or written, by what it is known by.
    labels: Mapping[Sheet, Mapping[str, str]]


def merge(written: Book, kept: Book, known: Known) -> Merge:
    """Compare a written plan with the kept one. Rows with problems are left out of ``rows``."""
    problems: list[Problem] = []
    resolved = _Resolver(written, kept, known, problems).book()
    _check_once(resolved, problems)
    _check_required(resolved, kept, problems)
    order = {sheet: _in_order(sheet, resolved[sheet], problems) for sheet in Sheet}
    told, places = labels(resolved), _moved(resolved[Sheet.GOALS], kept[Sheet.GOALS])
    rows = []
    for sheet in Sheet:
        before = {known_by(sheet, row): row for row in kept[sheet]}
        for row in order[sheet]:
            known_as = identity(sheet, row)
            found = before.get(known_as)
            changes = tuple(_changes(sheet, row, found, problems))
            if sheet is Sheet.GOALS and known_as in places:
                changes += (FieldChange(PLACE, *places[known_as]),)
            label = told[sheet].get(known_as, "")
            rows.append(Meant(sheet, row.number, known_as, label, row.values, found is None, changes))
    before_names = labels(kept)
    called = {sheet: before_names[sheet] | told[sheet] for sheet in Sheet}
    return Merge(tuple(rows), in_reading_order(problems), called)


class _Resolver:
    """Finds what references mean: by key, or by number or name where only one row is called so."""

    def __init__(self, written: Book, kept: Book, known: Known, problems: list[Problem]) -> None:
        self.written, self.known, self.problems = written, known, problems
        self.kept = {sheet: {known_by(sheet, row): row for row in kept[sheet]} for sheet in Sheet}
        self.resolved: dict[Sheet, list[Row]] = {}
        self.ids: dict[Sheet, set[str]] = {}
        self.called: dict[Sheet, dict[str, list[tuple[str, Row]]]] = {}

    def book(self) -> dict[Sheet, list[Row]]:
        """The written plan, each reference replaced by what its row is known by."""
        for sheet in Sheet:
            above = [column for column in COLUMNS[sheet] if column.to is not sheet]
            beside = [column for column in COLUMNS[sheet] if column.to is sheet]
            rows = [self._row(sheet, row, above) for row in self.written[sheet]]
            self._list(sheet, rows)
            self.resolved[sheet] = [self._row(sheet, row, beside) for row in rows]
        return self.resolved

    def _list(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """Who there is in a sheet: those written, and those kept that are not written."""
        mine = {identity(sheet, row): row for row in rows}
        everyone = self.kept[sheet] | mine
        self.ids[sheet], called = set(everyone), defaultdict(list)
        for known_as, row in everyone.items():
            for name in {str(row.values.get(part) or "") for part in ("outline", "name", "title", "text")} - {""}:
                called[name].append((known_as, row))
        self.called[sheet] = called

    def _row(self, sheet: Sheet, row: Row, columns: Sequence[Column]) -> Row:
        values: dict[str, Value] = dict(row.values)
        whole = row.is_whole
        before = self.kept[sheet].get(known_by(sheet, row))
        for column in columns:
            said = values.get(column.name)
            if not isinstance(said, str) or not said:
                continue
            if column.holds is Holds.REFERENCE and column.to:
                found = self._find(column.to, said, values)
            elif column.holds in KEPT_ELSEWHERE:
                found = self._told(column, said, before)
            else:
                continue
            if isinstance(found, RuleBroken):
                self.problems.append(Problem(found, sheet, row.number, column.name))
                del values[column.name]
                whole = False
            else:
                values[column.name] = found
        return replace(row, values=values, is_whole=whole)

    def _find(self, to: Sheet, said: str, beside: Mapping[str, Value]) -> str | RuleBroken:
        key = said.split(" | ", 1)[0].strip()
        if key in self.ids[to] and not key.startswith("#"):
            return key
        found = [known_as for known_as, row in self.called[to].get(said, []) if _is_near(row, beside)]
        if len(found) == 1:
            return found[0]
        return RuleBroken("workbook.several" if found else "workbook.not_found", to=to, said=said)

    def _told(self, column: Column, said: str, before: Row | None) -> str | RuleBroken:
        if before is not None and before.values.get(column.name) == said:
            return said
        found = self.known[column.holds].get(said.casefold())
        return found or RuleBroken(f"workbook.no_such_{column.holds.name.lower()}", said=said)


def _is_near(row: Row, beside: Mapping[str, Value]) -> bool:
    """In the same document and the same chain, as far as both say so."""
    return all(not row.values.get(name) or not beside.get(name) or row.values[name] == beside[name] for name in WITHIN)


def _check_once(book: Book, problems: list[Problem]) -> None:
    for sheet in Sheet:
        first: dict[str, int] = {}
        for row in book[sheet]:
            known_as = known_by(sheet, row)
            if known_as and first.setdefault(known_as, row.number) != row.number:
                column = KNOWN_BY.get(sheet, ("key",))[0]
                told = RuleBroken("workbook.twice", known_as=known_as, row=first[known_as])
                problems.append(Problem(told, sheet, row.number, column))


def _check_required(book: Book, kept: Book, problems: list[Problem]) -> None:
    """What a row cannot be without: all of it when the row is new, and what was emptied when it is not."""
    for sheet in Sheet:
        before = {known_by(sheet, row) for row in kept[sheet]}
        for row in book[sheet]:
            is_kept = known_by(sheet, row) in before
            for column in COLUMNS[sheet]:
                left_out = is_kept and column.name not in row.values
                said = row.values.get(column.name)
                if column.is_required and row.is_whole and not left_out and said in (None, ""):
                    problems.append(Problem(RuleBroken("workbook.required"), sheet, row.number, column.name))


def _in_order(sheet: Sheet, rows: Sequence[Row], problems: list[Problem]) -> list[Row]:
    """Those that other rows of the sheet stand under before them; otherwise as they were written."""
    own = [column.name for column in references(sheet) if column.to is sheet and column.name in {"parent", "origin"}]
    by_id = {identity(sheet, row): row for row in rows}
    above = {
        known_as: [up for up in (str(row.values.get(name)) for name in own) if up in by_id]
        for known_as, row in by_id.items()
    }
    try:
        return [by_id[known_as] for known_as in _sorted(above, _before(by_id))]
    except CycleError as round_trip:
        for known_as in dict.fromkeys(round_trip.args[1]):
            told = RuleBroken("workbook.goes_round")
            problems.append(Problem(told, sheet, by_id[known_as].number, own[0]))
        return list(rows)


def _sorted(above: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]]) -> list[str]:
    """Each after those it stands under, and after the one written before it if that can be had as well."""
    both = {known_as: [*ups, *before.get(known_as, [])] for known_as, ups in above.items()}
    try:
        return list(TopologicalSorter(both).static_order())
    except CycleError:
        return list(TopologicalSorter(above).static_order())


def _before(by_id: Mapping[str, Row]) -> dict[str, list[str]]:
    """For each step of a chain the one written before it: a chain's steps are placed in the order they are added."""
    last: dict[Value, str] = {}
    before: dict[str, list[str]] = {}
    for known_as, row in by_id.items():
        chain = row.values.get("chain")
        if chain in last:
            before[known_as] = [last[chain]]
        last[chain] = known_as
    return before


def _changes(sheet: Sheet, row: Row, before: Row | None, problems: list[Problem]) -> Iterator[FieldChange]:
    for column in COLUMNS[sheet]:
        if column.name not in row.values:
            continue
        after = row.values[column.name]
        if before is None:
            if after not in (None, ""):
                yield FieldChange(column.name, None, after)
        elif after != before.values[column.name]:
            if column.is_fixed:
                problems.append(Problem(RuleBroken("workbook.is_fixed"), sheet, row.number, column.name))
            yield FieldChange(column.name, before.values[column.name], after)


def _moved(written: Sequence[Row], kept: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """Goals that change places with their neighbours: what place they had and get, counted among those written."""
    parents = {known_by(Sheet.GOALS, row): _stands(row) for row in kept}
    stays = {
        known_as: row
        for row in written
        if (known_as := known_by(Sheet.GOALS, row)) in parents
        and row.values.get("parent", parents[known_as][1]) == parents[known_as][1]
    }
    before = _places([known_as for known_as in parents if known_as in stays], parents)
    after = _places(stays, parents)
    return {known_as: (before[known_as], after[known_as]) for known_as in stays if before[known_as] != after[known_as]}


def _stands(row: Row) -> tuple[Value, Value]:
    return row.values["document"], row.values["parent"]


def _places(in_order: Iterable[str], stands: Mapping[str, tuple[Value, Value]]) -> dict[str, int]:
    """The place of each among those that stand under the same."""
    seen: Counter[tuple[Value, Value]] = Counter()
    places = {}
    for known_as in in_order:
        seen[stands[known_as]] += 1
        places[known_as] = seen[stands[known_as]]
    return places


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sheet by sheet, from the first row to the last."""
    sheets = list(Sheet)
    return tuple(sorted(problems, key=lambda one: (sheets.index(one.sheet) if one.sheet else -1, one.number)))
