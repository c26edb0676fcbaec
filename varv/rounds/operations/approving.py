"""Approving freezes: the figures are counted from then on, and the words and figures are kept as they are."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, JSONField, Value, When
from django.db.models.functions import Coalesce

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import ReportState
from varv.regions import trail
from varv.regions.owned import facts
from varv.rounds import rules
from varv.rounds.models import Report
from varv.rounds.operations.approved_content import contents

EVERYTHING_SHOWN = (
    "round",
    "initiative__generic_activity",
    "initiative__unit",
    "author",
    "submitted_by",
    "template",
)
AT_A_TIME = 300


def approve_report(*, report: Report, by: Actor, at: datetime) -> None:
    """Approve it, and keep its words and figures as they are now for good. It is all done or nothing is."""
    approve_reports(reports=[report], by=by, at=at)


@transaction.atomic
def approve_reports(*, reports: Iterable[Report], by: Actor, at: datetime) -> None:
    """Approve all of them or none, in the same number of queries for every three hundred."""
    given = sorted({report.pk for report in reports})
    for first in range(0, len(given), AT_A_TIME):
        _approve(given[first : first + AT_A_TIME], by, at)


def _approve(report_ids: Sequence[int], by: Actor, at: datetime) -> None:
    same = Report.objects.of(by.region_id).filter(pk__in=report_ids)
    reports = list(same.order_by("pk").select_for_update(of=("self",)).select_related(*EVERYTHING_SHOWN))
    if len(reports) != len(report_ids):
        raise RuleBroken("region.not_the_same")
    for report in reports:
        rules.check_approve(report, by)
    rules.check_counted_once(reports)
    for report in reports:
        report.as_it_was = facts(report)
        report.approved_at, report.approved_by_id = at, by.person_id
        report.state = ReportState.APPROVED
        report.figures_frozen_at = report.figures_frozen_at or at
        report.revision += 1
    kept = contents(reports, by)
    for report in reports:
        report.approved_content = kept[report.pk]
    same.update(
        approved_content=Case(
            *(When(pk=report.pk, then=Value(report.approved_content, JSONField())) for report in reports)
        ),
        state=ReportState.APPROVED,
        approved_at=at,
        approved_by=by.person_id,
        figures_frozen_at=Coalesce("figures_frozen_at", at),
        revision=F("revision") + 1,
    )
    trail.write_many(reports, "approved", by=by, at=at)
