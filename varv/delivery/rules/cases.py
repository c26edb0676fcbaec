from collections.abc import Mapping, Sequence

from varv.core.case_book import REQUIRED, CaseField
from varv.core.case_changes import CaseChanges
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import IMPORT_STEPS, ImportState, step
from varv.delivery.models import CaseImport, ColumnMapping


def check_import_cases(by: Actor) -> None:
    """Handlers and strategists: whoever may start an insats."""
    by.require(May.START_INITIATIVE)


def check_remap(case_import: CaseImport, by: Actor) -> None:
    """Only the one who read the file, and only while it waits."""
    check_import_cases(by)
    if case_import.state is not ImportState.PREVIEWED:
        raise RuleBroken("cases.not_waiting", state=case_import.state)
    if case_import.read_by_id != by.person_id:
        raise RuleBroken("cases.of_somebody_else", name=case_import.read_by.name)


def check_apply_import(case_import: CaseImport, by: Actor) -> None:
    """What waits can be read in by the one who has looked at it."""
    check_remap(case_import, by)
    step(IMPORT_STEPS, case_import.state, ImportState.APPLIED)


def check_discard_import(case_import: CaseImport, by: Actor) -> None:
    """What waits can be thrown away, also by somebody else: cells are not left lying."""
    check_import_cases(by)
    step(IMPORT_STEPS, case_import.state, ImportState.DISCARDED)


def check_columns(headings: Sequence[str], columns: Mapping[CaseField, str]) -> None:
    """The id and the name are needed; each fact has a column of its own, among those that were kept."""
    for field in REQUIRED:
        if field not in columns:
            raise RuleBroken("cases.column_missing", field=field.value, wanted=field)
    taken: dict[str, CaseField] = {}
    for field, heading in columns.items():
        if heading not in headings:
            raise RuleBroken("cases.no_such_column", field=field.value, wanted=field)
        if heading in taken:
            raise RuleBroken("cases.column_twice", field=field.value, heading=heading, wanted=taken[heading])
        taken[heading] = field


def check_seen(changes: CaseChanges, seen: str) -> None:
    """What is read in is what was looked at: somebody else may have read in another file meanwhile."""
    if changes.seal != seen:
        raise RuleBroken("cases.changed_meanwhile")


def check_mapping_name(name: str, region_id: int, besides: ColumnMapping | None) -> None:
    """A name is used once."""
    others = ColumnMapping.objects.of(region_id).filter(name=name)
    if others.exclude(pk=besides and besides.pk).exists():
        raise RuleBroken("cases.mapping_name_taken", field="name", name=name)
