from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from varv.core.asking import TEMPLATE_OF, ReportKind, Speed
from varv.core.periods import Period, Span
from varv.core.roles import Actor
from varv.core.workflow import RoundState
from varv.delivery.models import Initiative, Project
from varv.regions import trail
from varv.regions.models import Region
from varv.regions.owned import same_region
from varv.rounds import rules
from varv.rounds.models import PlannedReport, QuestionTemplate, Report, Round
from varv.rounds.operations.rounds import make_reports


@transaction.atomic
def plan_report(*, project: Project, kind: ReportKind, due_on: date, by: Actor, at: datetime) -> PlannedReport:
    """Say that a project is to tell how it goes, how it ended or what became of it, on a day."""
    project = project.locked()
    rules.check_plan_report(project, kind, due_on, by)
    planned = _plan(project, kind, due_on, by, at)
    _settle_own_plan(project, by, at)
    return planned


@transaction.atomic
def plan_follow_ups(*, project: Project, by: Actor, at: datetime) -> list[PlannedReport]:
    """Plan what is not planned yet of one and three years after the project's end."""
    project = project.locked()
    rules.check_follow_ups(project, by)
    there = _standing(project).values_list("kind", flat=True)
    days = rules.follow_up_days(project)
    return [_plan(project, kind, day, by, at) for kind, day in days.items() if kind not in set(there)]


@transaction.atomic
def edit_planned_report(
    *, planned: PlannedReport, kind: ReportKind, due_on: date, revision: int, by: Actor, at: datetime
) -> None:
    """Another day or another kind, as long as nobody has been asked."""
    project = planned.project.locked()
    planned = planned.locked()
    rules.check_change_plan(planned, by)
    trail.check_fresh(planned, revision)
    rules.check_plan_report(project, kind, due_on, by, besides=planned)
    planned.change(kind=kind, due_on=due_on)
    trail.write(planned, "edited", by=by, at=at)
    _settle_own_plan(project, by, at)


@transaction.atomic
def cancel_planned_report(*, planned: PlannedReport, reason: str, by: Actor, at: datetime) -> None:
    """Take it out of the plan, for a reason that is kept."""
    project = planned.project.locked()
    planned = planned.locked()
    rules.check_cancel_plan(planned, reason, by)
    planned.change(cancelled_because=reason.strip())
    trail.write(planned, "cancelled", by=by, at=at)
    _settle_own_plan(project, by, at)


@transaction.atomic
def ask_project_report(*, planned: PlannedReport, by: Actor, at: datetime) -> Report:
    """Ask for a planned report: its author is the insats' reporter, its questions those in use for the kind now.

    It belongs to the continuous round of the half-year when it is due, which begins with the first that is asked.
    An insats that has ended is asked too: what became of it is the question.
    """
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot begin the same round at once
    planned = planned.locked()
    rules.check_ask_project(planned, by)
    initiative = Initiative.objects.of(by.region_id).get(pk=planned.project.initiative_id)
    same_region(planned, planned.project, initiative)
    round_ = _continuous_round(planned.due_on, by, at)
    rules.check_takes_projects(round_)
    [report] = make_reports(
        round_=round_,
        initiatives=[initiative],
        kind=planned.kind,
        number=_next_number(round_, planned),
        due_on=planned.due_on,
        template=QuestionTemplate.objects.of(by.region_id).in_use().filter(kind=TEMPLATE_OF[planned.kind]).first(),
    )
    trail.write(report, "asked_for", by=by, at=at)
    planned.change(report=report)
    trail.write(planned, "asked_for", by=by, at=at)
    return report


def _plan(project: Project, kind: ReportKind, due_on: date, by: Actor, at: datetime) -> PlannedReport:
    planned = PlannedReport.objects.create(region_id=project.region_id, project=project, kind=kind, due_on=due_on)
    trail.write(planned, "planned", by=by, at=at)
    return planned


def _standing(project: Project) -> QuerySet[PlannedReport]:
    found: QuerySet[PlannedReport] = PlannedReport.objects.of(project.region_id).filter(project=project)
    return found.filter(cancelled_because="")


def _settle_own_plan(project: Project, by: Actor, at: datetime) -> None:
    """A project that tells along the way on days of its own is not asked in the half-yearly rounds as well."""
    tells_itself = _standing(project).filter(kind=ReportKind.PROGRESS).exists()
    if tells_itself is not project.has_own_plan:
        project.change(has_own_plan=tells_itself)
        trail.write(project, "own_plan", by=by, at=at)


def _continuous_round(day: date, by: Actor, at: datetime) -> Round:
    period = Period.of(day, Span.HALF)
    round_: Round
    round_, made = Round.objects.of(by.region_id).get_or_create(
        period=period,
        speed=Speed.CONTINUOUS,
        defaults={
            "region_id": by.region_id,
            "state": RoundState.OPEN,
            "opens_on": period.first,
            "due_on": period.last,
        },
    )
    if made:
        trail.write(round_, "opened", by=by, at=at)
    return round_


def _next_number(round_: Round, planned: PlannedReport) -> int:
    asked = Report.objects.of(round_.region_id).filter(round=round_, kind=planned.kind)
    last = asked.filter(initiative=planned.project.initiative_id).aggregate(last=Max("number"))["last"]
    return 1 if last is None else last + 1
