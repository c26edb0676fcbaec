"""All that one person is to report on now, on one page: what is left, about how long it takes, and what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.report_sheet import ReportSheet, report_sheets
from varv.rounds.models import Report


@dataclass(frozen=True)
class DoneReport:
    """A report in an open round that has left its author."""

    id: int
    initiative: str
    state: ReportState


@dataclass(frozen=True)
class MyReports:
    """One person's reports in the rounds that are open: those to write, the most urgent first, and those handed in."""

    to_write: tuple[ReportSheet, ...]
    done: tuple[DoneReport, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.to_write) + len(self.done)

    @property
    def minutes_left(self) -> int:
        """About how long the rest takes."""
        return sum(sheet.progress.minutes_left for sheet in self.to_write)

    @property
    def complete(self) -> tuple[ReportSheet, ...]:
        """Those that lack nothing and can be handed in."""
        return tuple(sheet for sheet in self.to_write if not sheet.lacking)


def my_reports(region_id: int, person_id: int, on: date) -> MyReports:
    """This person's reports, in as many queries for ten as for one."""
    waiting = Report.objects.of(region_id).waiting_for(person_id, on).select_related("round")
    sheets = report_sheets(region_id, [report.pk for report in sorted(waiting, key=_urgency)])
    return MyReports(to_write=tuple(sheets.values()), done=_done(region_id, person_id))


def _urgency(report: Report) -> tuple[object, ...]:
    return report.due_on or report.round.due_on, report.initiative_id, report.pk


def _done(region_id: int, person_id: int) -> tuple[DoneReport, ...]:
    handed_in: Sequence[ReportState] = (ReportState.SUBMITTED, ReportState.APPROVED)
    found = Report.objects.of(region_id).filter(author_id=person_id, state__in=handed_in, round__state=RoundState.OPEN)
    reports = found.select_related("initiative").order_by("initiative__name", "pk")
    return tuple(DoneReport(report.pk, report.initiative.name, report.state) for report in reports)
