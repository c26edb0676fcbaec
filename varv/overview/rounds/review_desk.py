"""What sticks out? The reports of a round that wait to be read, each with what to look at and last time beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from varv.core.periods import Period
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.last_time import approved_times, earlier_times
from varv.overview.rounds.report_sheet import ReportSheet, report_sheets
from varv.overview.rounds.standouts import Finding, Told, standouts
from varv.overview.rounds.written_so_far import written_so_far
from varv.rounds.models import Report, Round


@dataclass(frozen=True)
class ReviewRow:
    """A report that waits to be read: all that it says, and what stands out in it."""

    sheet: ReportSheet
    findings: tuple[Finding, ...]

    @property
    def report_id(self) -> int:
        """The report."""
        return self.sheet.id


@dataclass(frozen=True)
class ReviewDesk:
    """A round's reports that wait to be read: those with something to look at first."""

    round_id: int
    period: Period
    state: RoundState
    waiting: tuple[ReviewRow, ...]
    counts: Mapping[ReportState, int]
    days_left: int

    @property
    def quiet(self) -> tuple[ReviewRow, ...]:
        """Those where nothing stands out."""
        return tuple(row for row in self.waiting if not row.findings)

    @property
    def loud(self) -> tuple[ReviewRow, ...]:
        """Those with something to look at."""
        return tuple(row for row in self.waiting if row.findings)


def review_desk(round_: Round, on: date) -> ReviewDesk:
    """The reports of a round that wait to be read, in a fixed number of queries."""
    found = Report.objects.of(round_.region_id).filter(round=round_)
    reports = list(found.select_related("initiative", "round").order_by("initiative__name", "pk"))
    submitted = [report for report in reports if report.state is ReportState.SUBMITTED]
    sheets = report_sheets(round_.region_id, [report.pk for report in submitted])
    findings = _findings(round_, submitted, sheets)
    rows = [ReviewRow(sheets[report.pk], tuple(findings.get(report.pk, ()))) for report in submitted]
    return ReviewDesk(
        round_id=round_.pk,
        period=round_.period,
        state=round_.state,
        waiting=tuple(sorted(rows, key=lambda row: -len(row.findings))),
        counts=Counter(report.state for report in reports),
        days_left=(round_.due_on - on).days,
    )


def _findings(
    round_: Round, reports: Sequence[Report], sheets: Mapping[int, ReportSheet]
) -> Mapping[int, list[Finding]]:
    written = written_so_far(round_.region_id, reports)
    times = approved_times(round_.region_id, [report.initiative_id for report in reports])
    told = [
        Told(
            report,
            written[report.pk],
            earlier_times(report, times.get(report.initiative_id, ())),
            sheets[report.pk].due_on,
        )
        for report in reports
    ]
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in standouts(told, round_.period.last):
        found[finding.report_id].append(finding)
    return found
