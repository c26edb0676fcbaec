from datetime import date

from varv.core.asking import ReportKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.delivery.models import Project
from varv.rounds.models import PlannedReport, Round
from varv.rounds.rules.locks import check_is_open

# What a project tells once; progress reports may be as many as the decision asks for.
TOLD_ONCE = frozenset({ReportKind.FINAL, ReportKind.AFTER_ONE_YEAR, ReportKind.AFTER_THREE_YEARS})
YEARS_AFTER = {ReportKind.AFTER_ONE_YEAR: 1, ReportKind.AFTER_THREE_YEARS: 3}
LEAP_DAY = (2, 29)


def ends_on(project: Project) -> date | None:
    """The project's last day: as the case says, or else as its insats ended or means to end."""
    if project.ends_on is not None or project.initiative is None:
        return project.ends_on
    return project.initiative.ended_on or project.initiative.ends_on


def years_later(day: date, years: int) -> date:
    """The same day so many years later; the leap day becomes the day before it."""
    if (day.month, day.day) == LEAP_DAY:
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def follow_up_days(project: Project) -> dict[ReportKind, date]:
    """When what became of it can be asked: one and three years after the end. Nothing when no end is known."""
    end = ends_on(project)
    return {} if end is None else {kind: years_later(end, years) for kind, years in YEARS_AFTER.items()}


def check_plan_reports(by: Actor) -> None:
    """Whoever may start an insats may say when a project is to tell of it."""
    by.require(May.START_INITIATIVE)


def check_plan_report(
    project: Project, kind: ReportKind, due_on: date, by: Actor, besides: PlannedReport | None = None
) -> None:
    """A day that fits the project, and nothing that is planned already."""
    check_plan_reports(by)
    if kind is ReportKind.HALF_YEAR:
        raise RuleBroken("planned_report.half_year", field="kind")
    end = ends_on(project)
    if project.starts_on is not None and due_on < project.starts_on:
        raise RuleBroken("planned_report.before_start", field="due_on", starts_on=project.starts_on)
    if kind in YEARS_AFTER and end is not None and due_on <= end:
        raise RuleBroken("planned_report.before_end", field="due_on", ends_on=end)
    planned = PlannedReport.objects.of(by.region_id).filter(project=project, kind=kind, cancelled_because="")
    planned = planned.exclude(pk=besides and besides.pk)
    if kind in TOLD_ONCE and planned.exists():
        raise RuleBroken("planned_report.planned_already", field="kind", kind=kind)
    if planned.filter(due_on=due_on).exists():
        raise RuleBroken("planned_report.same_day", field="due_on", due_on=due_on)


def check_change_plan(planned: PlannedReport, by: Actor) -> None:
    """What has been asked for, or cancelled, stands as it is."""
    check_plan_reports(by)
    if planned.report_id is not None:
        raise RuleBroken("planned_report.asked_already")
    if planned.cancelled_because:
        raise RuleBroken("planned_report.cancelled")


def check_cancel_plan(planned: PlannedReport, reason: str, by: Actor) -> None:
    """Cancelled with a reason: whoever reads the decision later needs to understand why nothing came."""
    check_change_plan(planned, by)
    if not reason.strip():
        raise RuleBroken("planned_report.reason_missing", field="reason")


def check_follow_ups(project: Project, by: Actor) -> None:
    """There is an end to count from, and something left to plan."""
    check_plan_reports(by)
    days = follow_up_days(project)
    if not days:
        raise RuleBroken("planned_report.end_unknown")
    planned = PlannedReport.objects.of(by.region_id).filter(project=project, kind__in=days, cancelled_because="")
    if planned.values("kind").distinct().count() == len(days):
        raise RuleBroken("planned_report.nothing_left")


def check_ask_project(planned: PlannedReport, by: Actor) -> None:
    """A project that is tied to an insats has a chain and planned results to answer about."""
    check_change_plan(planned, by)
    if planned.project.initiative_id is None:
        raise RuleBroken("planned_report.without_initiative")


def check_takes_projects(round_: Round) -> None:
    """The half-year's round takes more reports: it is open, and not for words alone."""
    check_is_open(round_)
    if round_.is_limited:
        raise RuleBroken("round.limited", reason=round_.reopened_because)
