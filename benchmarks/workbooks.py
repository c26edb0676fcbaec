"""A whole plan in a workbook, looked through by the same verbs as a person's form, and taken back again."""

from datetime import UTC, date, datetime

from django.db import transaction

from varv.core.kinds import DocumentKind, GoalKind
from varv.core.plan_book import EMPTY, Book, Row, Sheet, Value
from varv.core.roles import Actor, Role
from varv.core.status import Direction
from varv.delivery import operations
from varv.jobs.timing import Benchmark, Work
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import write_plan
from varv.regions.models import Region
from varv.regions.operations import set_up_region
from varv.strategy.models import Goal, SteeringDocument

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
ON = date(2026, 1, 1)
TITLE = "Regional utvecklingsstrategi"
TOP, BELOW = 3, 20
# Reading in is looking through twice, once to show and once to keep; five seconds are promised for both.
PROMISE = 2500


def _book() -> Book:
    """Three goals and twenty below them, as many as Region Örebro län has."""
    document: dict[str, Value] = {"key": "rus", "title": TITLE, "kind": DocumentKind.REGIONAL_STRATEGY, "starts_on": ON}
    shared: dict[str, Value] = {"document": "rus", "is_targeted": False, "wished": Direction.UP}
    tops: list[dict[str, Value]] = [
        {"key": f"m{n}", "outline": f"{n}", "name": f"Mål {n}", "kind": GoalKind.OVERARCHING, **shared}
        for n in range(1, TOP + 1)
    ]
    below: list[dict[str, Value]] = [
        {"key": f"e{n}", "outline": f"E{n}", "name": f"Effektmål {n}", "parent": f"m{n % TOP + 1}", **shared}
        for n in range(1, BELOW + 1)
    ]
    sheets = {Sheet.DOCUMENTS: [document], Sheet.GOALS: [*tops, *below]}
    written = {sheet: tuple(Row(n, row) for n, row in enumerate(rows, start=2)) for sheet, rows in sheets.items()}
    return {**EMPTY, **written}


def _look_through() -> tuple[Work, Work]:
    """The file read and every row walked through its verb; the floor only writes the rows, without a question."""
    region = set_up_region(slug="bench", name="Region Bench", is_example=True, at=AT)
    by = Actor(region.pk, 0, "Bench", frozenset({Role.STRATEGIST}))
    content = write_plan(_book(), region="", on=ON)

    def work() -> object:
        read = read_plan(content)
        outcome = operations.rehearse_import(book=read.book, by=by, at=AT)
        if read.problems or outcome.problems:
            raise AssertionError(read.problems + outcome.problems)
        return outcome

    return work, lambda: _only_write(region)


def _only_write(region: Region) -> None:
    with transaction.atomic():
        kind = DocumentKind.REGIONAL_STRATEGY
        document = SteeringDocument.objects.create(region=region, title=TITLE, kind=kind, starts_on=ON)
        for number in range(TOP + BELOW):
            Goal.objects.create(region=region, document=document, outline=str(number), name=f"Mål {number}")
        transaction.set_rollback(True)


LOOK_THROUGH = Benchmark("look through a workbook of 23 goals", limit=45, prepare=_look_through, promise=PROMISE)
