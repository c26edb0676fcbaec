from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.rounds.models import Evidence, Report, ReportLine
from varv.rounds.rules.reports import check_write

MOST_EVIDENCE = 20


def check_attach(report: Report, by: Actor, on: date, line: ReportLine | None = None) -> None:
    """A report holds a readable number of things to look at; a figure's own belongs to the report's own line."""
    check_write(report, by, on)
    if line is not None and line.report_id != report.pk:
        raise RuleBroken("report.unknown_line")
    if Evidence.objects.of(by.region_id).filter(report=report).count() >= MOST_EVIDENCE:
        raise RuleBroken("evidence.too_many", most=MOST_EVIDENCE)


def check_link(link: str) -> None:
    """A link leads to the web, nowhere else."""
    if not link.lower().startswith(("https://", "http://")):
        raise RuleBroken("evidence.not_a_web_address", field="link")
