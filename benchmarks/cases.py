"""A whole case system's export: read, looked through and read in."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from varv.core.roles import Actor, Role
from varv.delivery import operations
from varv.delivery.models import Project
from varv.delivery.waiting_cases import outlook, waiting
from varv.jobs.timing import Benchmark, Work
from varv.publishing.workbooks.case_reading import read_case_file
from varv.regions.models import Region, User
from varv.regions.operations import set_up_region

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
CASES = 16_000
HEADINGS = (
    *("Ärende-ID", "Projektnamn", "Stödmottagare", "Organisationsnummer", "Kontaktperson", "E-post", "Insatsområde"),
    *("Ärendestatus", "Sammanfattning", "Beslutsdatum", "Startdatum", "Slutdatum", "Sökt belopp", "Beviljat belopp"),
)
PURPOSE = "En kort sammanfattning av vad projektet ska göra, för vem och varför det behövs. " * 2
# Two looks (the page before the yes, and the yes itself) and the reading in: ten seconds are promised for all of it.
PROMISE = 10_000
ROUNDS = 2


def _rows() -> Iterator[tuple[str, ...]]:
    for number in range(CASES):
        yield (
            *(f"{20_200_000 + number}", f"Projekt {number} för omställning", f"Kommun {number % 40}", "212000-0001"),
            *("Anna Andersson", "a.andersson@exempel.se", f"Område {number % 8}", "Beviljat", PURPOSE, "2024-01-15"),
            *("2024-02-01", "2026-12-31", f"{1_250_000 + number}", f"{1_000_000 + number},50"),
        )


def _export() -> bytes:
    return "\r\n".join(";".join(row) for row in (HEADINGS, *_rows())).encode("cp1252")


def _import() -> tuple[Work, Work]:
    """The file read, sifted, kept, compared, read in and sealed in the trail; the floor only writes the rows."""
    region = set_up_region(slug="cases", name="Region Cases", is_example=True, at=AT)
    person = User.objects.create(username="bench-cases", name="Bench")
    by = Actor(region.pk, person.pk, person.name, frozenset({Role.HANDLER}))
    content = _export()

    def work() -> object:
        with transaction.atomic():
            book = read_case_file("export.csv", content, {})
            case_import = operations.read_cases(book=book, filename="export.csv", sha256="0" * 64, by=by, at=AT)
            seen = outlook(region.pk, waiting(case_import)).changes
            if len(seen.new) != CASES:
                raise AssertionError(len(seen.new))
            operations.apply_import(case_import=case_import, seen=seen.seal, by=by, at=AT)
            transaction.set_rollback(True)
        return seen

    return work, lambda: _only_write(region)


def _only_write(region: Region) -> None:
    with transaction.atomic():
        rows = (
            Project(
                region=region,
                **dict(zip(("case_id", "name", "organisation", "theme", "status", "purpose"), _told(row), strict=True)),
                **dict(zip(("decided_on", "starts_on", "ends_on"), row[9:12], strict=True)),
                **dict(zip(("applied", "granted"), (row[12], row[13].replace(",", ".")), strict=True)),
            )
            for row in _rows()
        )
        Project.objects.bulk_create(rows, batch_size=1000)
        transaction.set_rollback(True)


def _told(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row[:3], *row[6:9])


IMPORT_CASES = Benchmark(
    "import 16000 cases with preview", limit=12, prepare=_import, promise=PROMISE, most_rounds=ROUNDS
)
