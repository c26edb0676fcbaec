"""A case export that waits to be read in: its cells, and what they would change. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

from varv.core.case_book import REQUIRED, CaseBook, CaseField
from varv.core.case_changes import CaseChanges, Known, compare
from varv.core.case_values import RowProblem, read_cases
from varv.delivery.models import CaseImport, CaseImportRows, Project

FACTS = tuple(field.value for field in CaseField if field is not CaseField.CASE_ID)


@dataclass(frozen=True)
class Waiting:
    """The cells that may be kept, under their headings, and which of these is which fact."""

    headings: tuple[str, ...]
    cells: tuple[tuple[int, tuple[str, ...]], ...]
    columns: Mapping[CaseField, str]
    formulas: tuple[RowProblem, ...]

    @property
    def is_mapped(self) -> bool:
        """Whether there is enough to tell one case from another."""
        return all(field in self.columns for field in REQUIRED)


@dataclass(frozen=True)
class Outlook:
    """What would be changed, and what is wrong in the file."""

    changes: CaseChanges
    problems: tuple[RowProblem, ...]


def kept(book: CaseBook, columns: Mapping[CaseField, str]) -> dict[str, object]:
    """The book as it is kept while it waits."""
    return {
        "headings": list(book.headings),
        "cells": [[number, list(cells)] for number, cells in book.rows],
        "columns": {field.value: heading for field, heading in columns.items()},
        "formulas": [list(place) for place in book.formulas],
    }


def waiting(case_import: CaseImport) -> Waiting:
    """What was kept of an import that waits."""
    told = CaseImportRows.objects.of(case_import.region_id).get(case_import=case_import).rows
    return Waiting(
        headings=tuple(told["headings"]),
        cells=tuple((number, tuple(cells)) for number, cells in told["cells"]),
        columns={CaseField(field): heading for field, heading in told["columns"].items()},
        formulas=tuple(RowProblem("cases.formula", number, heading) for number, heading in told["formulas"]),
    )


def outlook(region_id: int, found: Waiting) -> Outlook:
    """What the cells would change of the region's projects. In one query; the cells must be mapped."""
    cases, problems = read_cases(found.headings, found.cells, found.columns)
    used = set(found.columns.values())
    formulas = [problem for problem in found.formulas if problem.heading in used]
    every = tuple(sorted([*problems, *formulas], key=lambda problem: problem.number))
    return Outlook(compare(known_cases(region_id), cases), every)


def known_cases(region_id: int) -> dict[str, Known]:
    """What we have of every case, by its id."""
    rows = Project.objects.of(region_id).values_list("case_id", *FACTS)
    fields = tuple(CaseField(name) for name in ("case_id", *FACTS))
    return {row[0]: dict(zip(fields, row, strict=True)) for row in rows.iterator(chunk_size=2000)}
