"""Exports of cases on their way in: what a system for applications would send, all of it invented."""

from tests.factories import MONDAY
from varv.core.case_book import Table, sift
from varv.delivery import operations
from varv.delivery.models import CaseImport, Project
from varv.delivery.waiting_cases import outlook, waiting

HEADINGS = ("Ärende-ID", "Projektnamn", "Stödmottagare", "Kontaktperson", "Status", "Startdatum", "Beviljat belopp")
CASE = ("20368412", "Testbädd", "Norrby kommun", "Kerstin Ek", "Beviljat", "2026-01-01", "1 250 000")
OTHER = ("20371190", "Yrkesväxling", "Sjöstads kommun", "Olle Ek", "Avslutat", "2025-03-01", "")


def case(**cells):
    """The first case with other cells, by heading without signs: ``case(Status="Avslutat")``."""
    names = [heading.replace("-", "").replace(" ", "") for heading in HEADINGS]
    return tuple(cells.get(name, cell) for name, cell in zip(names, CASE, strict=True))


def book(*rows, headings=HEADINGS, allowed=(), formulas=()):
    """The cells that may be kept of these rows; the headings stand in row 1."""
    return sift(Table(dict(enumerate([headings, *rows], start=1)), frozenset(formulas)), dict(allowed))


def looked_through(by, *rows, **told) -> CaseImport:
    """An import that waits."""
    return operations.read_cases(book=book(*rows, **told), filename="arenden.csv", sha256="f" * 64, by=by, at=MONDAY)


def seen(case_import) -> str:
    """The seal of what one sees."""
    return outlook(case_import.region_id, waiting(case_import)).changes.seal


def read_in(by, *rows, **told) -> CaseImport:
    """Looked through, and read in."""
    case_import = looked_through(by, *rows, **told)
    operations.apply_import(case_import=case_import, seen=seen(case_import), by=by, at=MONDAY)
    case_import.refresh_from_db()
    return case_import


def project_of(by, *rows) -> Project:
    """The project that the first case becomes."""
    read_in(by, *(rows or (CASE,)))
    return Project.objects.of(by.region_id).get(case_id=(rows or (CASE,))[0][0])
