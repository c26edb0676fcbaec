"""A case export on its way in. The file itself is never here: only the cells that ``core.case_book`` let through."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from varv.core.case_book import CaseBook, CaseField, guess_columns
from varv.core.case_changes import ChangedCase
from varv.core.case_values import CaseRow
from varv.core.personal_data import mask
from varv.core.roles import Actor
from varv.core.workflow import ImportState
from varv.delivery import rules
from varv.delivery.models import CaseImport, CaseImportRows, ColumnMapping, Project
from varv.delivery.waiting_cases import FACTS, Outlook, kept, outlook, waiting
from varv.regions import trail
from varv.regions.models import Region
from varv.regions.owned import facts

AT_A_TIME = 1000
LONGEST_FILENAME = 160


@transaction.atomic
def read_cases(*, book: CaseBook, filename: str, sha256: str, by: Actor, at: datetime) -> CaseImport:
    """Keep the cells that may be kept until they are read in or thrown away. A person has one import waiting."""
    rules.check_import_cases(by)
    _one_at_a_time(by)
    for before in CaseImport.objects.of(by.region_id).filter(state=ImportState.PREVIEWED, read_by_id=by.person_id):
        _throw_away(before.locked(), by, at)
    mapping = _fitting(book, by)
    columns = _columns(mapping) if mapping else guess_columns(book.headings)
    case_import = CaseImport.objects.create(
        region_id=by.region_id,
        mapping=mapping,
        filename=mask(filename)[0][-LONGEST_FILENAME:],
        sha256=sha256,
        read_by_id=by.person_id,
        read_at=at,
        refused={
            one.heading: {"place": place, "kind": one.kind.value, "because": one.because}
            for place, one in enumerate(book.refused)
        },
        counts={"rows": len(book.rows), "masked": book.masked},
    )
    trail.write(case_import, "looked_through", by=by, at=at)
    CaseImportRows.objects.create(region_id=by.region_id, case_import=case_import, rows=kept(book, columns))
    return case_import


def _one_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends: two cannot read in the same case at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)


def _fitting(book: CaseBook, by: Actor) -> ColumnMapping | None:
    """The saved mapping that tells the most of this file, if all its headings are there."""
    saved = ColumnMapping.objects.of(by.region_id).order_by("-pk")
    fitting = [one for one in saved if set(one.columns.values()) <= set(book.headings)]
    return max(fitting, key=lambda one: len(one.columns), default=None)


def _columns(mapping: ColumnMapping) -> dict[CaseField, str]:
    return {CaseField(field): heading for field, heading in mapping.columns.items()}


@transaction.atomic
def remap(*, case_import: CaseImport, columns: Mapping[CaseField, str], by: Actor, at: datetime) -> None:
    """Say anew which column is which fact."""
    case_import = case_import.locked()
    rules.check_remap(case_import, by)
    rows = CaseImportRows.objects.of(case_import.region_id).get(case_import=case_import)
    rules.check_columns(rows.rows["headings"], columns)
    chosen = {field.value: columns[field] for field in CaseField if field in columns}
    if chosen == rows.rows["columns"]:
        return
    rows.change(rows=rows.rows | {"columns": chosen})
    case_import.change(mapping=None)
    trail.write(case_import, "remapped", by=by, at=at)


@transaction.atomic
def apply_import(*, case_import: CaseImport, seen: str, by: Actor, at: datetime) -> None:
    """Read in what was looked at: new cases, and what is told anew of those we have. Nothing is ever removed."""
    _one_at_a_time(by)
    case_import = case_import.locked()
    rules.check_apply_import(case_import, by)
    found = waiting(case_import)
    rules.check_columns(found.headings, found.columns)
    told = outlook(case_import.region_id, found)
    rules.check_seen(told.changes, seen)
    _add(told.changes.new, by, at)
    for first in range(0, len(told.changes.changed), AT_A_TIME):
        _bring_up_to_date(told.changes.changed[first : first + AT_A_TIME], by, at)
    case_import.change(state=ImportState.APPLIED, applied_at=at, counts=case_import.counts | counted(told))
    trail.write(case_import, "imported", by=by, at=at)
    _forget(case_import)


def counted(told: Outlook) -> dict[str, int]:
    """How many cases would be new, changed, unchanged and gone, and how many problems there are."""
    changes = told.changes
    return {
        "new": len(changes.new),
        "changed": len(changes.changed),
        "unchanged": len(changes.unchanged),
        "gone": len(changes.gone),
        "problems": len(told.problems),
    }


def _add(new: Iterable[CaseRow], by: Actor, at: datetime) -> None:
    projects = [Project(region_id=by.region_id, **_attributes(row)) for row in new]
    Project.objects.bulk_create(projects, batch_size=AT_A_TIME)
    trail.write_many(projects, "read_in", by=by, at=at)


def _attributes(row: CaseRow) -> dict[str, object]:
    return {field.value: value for field, value in row.values.items()}


def _bring_up_to_date(changed: Iterable[ChangedCase], by: Actor, at: datetime) -> None:
    """One statement writes them all: a row whose case is known is changed, and keeps its insats."""
    by_id = {one.row.case_id: one.row for one in changed}
    held = list(Project.objects.of(by.region_id).filter(case_id__in=by_id).select_for_update().order_by("pk"))
    for project in held:
        project.as_it_was = facts(project)
        for name, value in _attributes(by_id[project.case_id]).items():
            setattr(project, name, value)
        project.revision += 1
    written = ("case_id", "revision", *FACTS)
    copies = [Project(region_id=by.region_id, **{name: getattr(one, name) for name in written}) for one in held]
    Project.objects.bulk_create(
        copies,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["region", "case_id"],
        update_fields=["revision", *FACTS],
    )
    trail.write_many(held, "brought_up_to_date", by=by, at=at)


@transaction.atomic
def discard_import(*, case_import: CaseImport, by: Actor, at: datetime) -> None:
    """Throw away what waits."""
    case_import = case_import.locked()
    rules.check_discard_import(case_import, by)
    _throw_away(case_import, by, at)


def _throw_away(case_import: CaseImport, by: Actor, at: datetime) -> None:
    case_import.change(state=ImportState.DISCARDED)
    trail.write(case_import, "discarded", by=by, at=at)
    _forget(case_import)


def _forget(case_import: CaseImport) -> None:
    """The cells go; the import's own line stays, with numbers alone. The trail has never seen the cells."""
    CaseImportRows.objects.of(case_import.region_id).filter(case_import=case_import).delete()
