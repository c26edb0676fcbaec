"""What an export would change: the cases beside what we have of them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from varv.core.case_book import CaseField
from varv.core.case_values import CaseRow, CaseValue

Known = Mapping[CaseField, CaseValue]


@dataclass(frozen=True)
class Difference:
    """A fact of a case before and after."""

    field: CaseField
    before: CaseValue
    after: CaseValue


@dataclass(frozen=True)
class ChangedCase:
    """A case that the export tells something else about than we have."""

    row: CaseRow
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class CaseChanges:
    """What is new, changed and the same, and which of our cases the export says nothing of (they are left alone)."""

    new: tuple[CaseRow, ...]
    changed: tuple[ChangedCase, ...]
    unchanged: tuple[CaseRow, ...]
    gone: tuple[str, ...]

    @cached_property
    def seal(self) -> str:
        """The same for two looks that would change the same: 64 hexadecimal digits."""
        new = [[row.case_id, {field: _plain(value) for field, value in row.values.items()}] for row in self.new]
        changed = [
            [one.row.case_id, [[told.field, _plain(told.before), _plain(told.after)] for told in one.differences]]
            for one in self.changed
        ]
        written = json.dumps([new, changed], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def compare(known: Mapping[str, Known], told: Sequence[CaseRow]) -> CaseChanges:
    """The rows beside what is known of each case by its id. A field that the row does not tell is not compared."""
    new = tuple(row for row in told if row.case_id not in known)
    both = [(row, _differences(known[row.case_id], row)) for row in told if row.case_id in known]
    return CaseChanges(
        new=new,
        changed=tuple(ChangedCase(row, found) for row, found in both if found),
        unchanged=tuple(row for row, found in both if not found),
        gone=_gone(known, told),
    )


def _differences(known: Known, row: CaseRow) -> tuple[Difference, ...]:
    return tuple(Difference(field, known[field], value) for field, value in row.values.items() if known[field] != value)


def _gone(known: Mapping[str, Known], told: Iterable[CaseRow]) -> tuple[str, ...]:
    there = {row.case_id for row in told}
    return tuple(sorted(case_id for case_id in known if case_id not in there))


def _plain(value: CaseValue) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
