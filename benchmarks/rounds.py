"""What people wait for when reports are judged: one report, and a whole round of 300.

Each turn is undone again, so that the region of the other benchmarks stays as it was written. The floors write the
same rows with as few statements as the database allows, and compute nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from benchmarks.one_region import one_region
from varv.core.workflow import ReportState, RoundState
from varv.jobs.timing import Benchmark, Work
from varv.regions.models import SearchEntry, TrailEntry
from varv.rounds import operations
from varv.rounds.models import LinePart, Report, ReportLine, Round

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
MANY = 300
WORDS = " arbete har följt plan kommun själv säger början samverkan | rapport "


def _chosen(many: int) -> list[int]:
    """Reports that are to be in the latest round: its own, and some of the round before."""
    latest, before = one_region().rounds[-1], one_region().rounds[-2]
    reports = Report.objects.of(latest.region_id).filter(round__in=[latest, before]).order_by("-round__opens_on", "pk")
    return list(reports.values_list("pk", flat=True)[:many])


@contextmanager
def _handed_in(many: int) -> Iterator[None]:
    """So many reports have just been handed in, in a round that is closed; afterwards they are as they were."""
    round_, ids = one_region().rounds[-1], _chosen(many)
    with transaction.atomic():
        reports = Report.objects.of(round_.region_id).filter(pk__in=ids)
        reports.exclude(round=round_).update(round=round_, number=2)
        reports.update(state=ReportState.SUBMITTED, figures_frozen_at=None)
        Round.objects.of(round_.region_id).filter(pk=round_.pk).update(state=RoundState.CLOSED, frozen_at=None)
        yield
        transaction.set_rollback(True)


def _reports(ids: Sequence[int]) -> list[Report]:
    return list(Report.objects.of(one_region().region.pk).filter(pk__in=ids).order_by("pk"))


def _least(given: Sequence[int]) -> None:
    """Read what is kept and write the same rows: the reports, and a line each in the trail and in the index."""
    reports = _reports(given)
    ids = [report.pk for report in reports]
    list(ReportLine.objects.filter(report__in=ids).values_list("pk", "value", "planned_result__text"))
    list(LinePart.objects.filter(line__report__in=ids).values_list("line", "dimension", "category", "value"))
    Report.objects.bulk_update(reports, ["approved_content"])
    Report.objects.filter(pk__in=ids).update(
        state=ReportState.APPROVED, figures_frozen_at=AT, revision=F("revision") + 1
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(
            region_id=report.region_id, kind="rounds.report", thing_id=report.pk, page_id=report.pk, stems=WORDS
        )
        for report in reports
    )
    last = TrailEntry.objects.of(reports[0].region_id).order_by("-number")[0]
    TrailEntry.objects.bulk_create(
        TrailEntry(
            region_id=last.region_id,
            number=last.number + place,
            at=AT,
            person_id=last.person_id,
            person=last.person,
            verb="approved",
            kind="rounds.report",
            thing_id=report.pk,
            thing="",
            after={"approved_content": report.approved_content},
        )
        for place, report in enumerate(reports, 1)
    )


def _one() -> tuple[Work, Work]:
    ids, by = _chosen(1), one_region().strategist

    def approve() -> None:
        operations.approve_report(report=_reports(ids)[0], by=by, at=AT)

    return approve, lambda: _least(ids)


def _whole_round() -> tuple[Work, Work]:
    round_, ids, by = one_region().rounds[-1], _chosen(MANY), one_region().strategist

    def freeze() -> None:
        operations.approve_reports(reports=_reports(ids), by=by, at=AT)
        operations.freeze_round(round_=round_, by=by, at=AT)

    return freeze, lambda: _least(ids)


APPROVE_ONE = Benchmark(
    "approve one report of one region", limit=4, prepare=_one, promise=100, around=lambda: _handed_in(1)
)
FREEZE_ROUND = Benchmark(
    "approve and freeze a round of 300",
    limit=4,
    prepare=_whole_round,
    promise=1000,
    around=lambda: _handed_in(MANY),
)
