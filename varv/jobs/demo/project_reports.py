"""The questions that are asked, the reporting plans of projects, their reports and the visits to them. All invented."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from varv.core.asking import ReportKind, TemplateKind
from varv.core.judgement import Verdict
from varv.core.status import Missing
from varv.delivery.models import Project
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.learning.operations import approve_report_and_note_lesson
from varv.rounds import operations
from varv.rounds.drafts import Draft, LineDraft
from varv.rounds.models import PlannedReport, Report, ReportLine

# The plans were entered from the decisions when the autumn's round had opened and the cases had been read in.
QUESTIONS_ON, PLANNED_ON, WRITTEN_ON = date(2026, 11, 3), date(2026, 11, 17), date(2026, 11, 19)
NOTED_ON = date(2026, 11, 18)


def events(stage: Stage) -> Iterator[Event]:
    """The questions first, then the plans, then what was asked, written and seen."""
    told = content("project_reports")
    for kind in told["templates"]:
        yield on(QUESTIONS_ON, 9, _adopt, stage, TemplateKind(kind))
    yield on(QUESTIONS_ON, 15, _draft_another, stage)
    for plan in told["plans"]:
        yield on(PLANNED_ON, 9, _plan, stage, plan)
        yield on(WRITTEN_ON, 14, _write_all, stage, plan)
        yield on(WRITTEN_ON, 17, _approve_all, stage, plan)
    for visit in told["visits"]:
        yield on(NOTED_ON, 10, _visit, stage, visit)


def _adopt(stage: Stage, kind: TemplateKind) -> None:
    by, when = stage.actors["anna"], at(QUESTIONS_ON)
    template = operations.draft_template(kind=kind, by=by, at=when)
    operations.adopt_template(template=template, revision=template.revision, by=by, at=when)


def _draft_another(stage: Stage) -> None:
    """A version that is being changed, so that the difference can be seen."""
    by, when = stage.actors["anna"], at(QUESTIONS_ON, 15)
    template = operations.draft_template(kind=TemplateKind.VISIT, by=by, at=when)
    operations.add_question(
        template=template,
        text="Vad skulle projektet vilja att vi visste?",
        hint="Fråga sist, och vänta på svaret.",
        thin="Inget särskilt.",
        good="Att två av parterna inte har träffats sedan starten, och att ingen har sagt det.",
        required=False,
        revision=template.revision,
        by=by,
        at=when,
    )


def _project(stage: Stage, key: str) -> Project | None:
    """The case that is this insats; nothing when the cases have not been read in."""
    project: Project | None = Project.objects.of(stage.region.pk).filter(initiative=stage.initiatives[key]).first()
    return project


def _plan(stage: Stage, told: dict[str, Any]) -> None:
    project, by, when = _project(stage, told["initiative"]), stage.actors["anna"], at(PLANNED_ON)
    if project is None:
        return
    for one in told["reports"]:
        planned = operations.plan_report(
            project=project, kind=ReportKind(one["kind"]), due_on=one["due_on"], by=by, at=when
        )
        if "cancelled" in one:
            operations.cancel_planned_report(planned=planned, reason=one["cancelled"], by=by, at=when)
        if one.get("asked"):
            operations.ask_project_report(planned=planned, by=by, at=when)
    if told.get("follow_ups"):
        operations.plan_follow_ups(project=project, by=by, at=when)


def _write_all(stage: Stage, plan: dict[str, Any]) -> None:
    """What was asked for is written and handed in on the same day."""
    for report, told in _asked(stage, plan):
        _write(stage, report, told)


def _approve_all(stage: Stage, plan: dict[str, Any]) -> None:
    by, when = stage.actors["disa"], at(WRITTEN_ON, 17)
    for report, told in _asked(stage, plan):
        if told["state"] == "approved":
            approve_report_and_note_lesson(report=report, by=by, at=when)


def _asked(stage: Stage, plan: dict[str, Any]) -> Iterator[tuple[Report, dict[str, Any]]]:
    asked = PlannedReport.objects.of(stage.region.pk).exclude(report=None).select_related("report")
    mine = asked.filter(project__initiative=stage.initiatives[plan["initiative"]])
    written = {one["due_on"]: one for one in plan["reports"] if one.get("asked")}
    for planned in mine.filter(due_on__in=written).order_by("due_on", "pk"):
        yield planned.report, written[planned.due_on]


def _write(stage: Stage, report: Report, told: dict[str, Any]) -> None:
    author = next(actor for actor in stage.actors.values() if actor.person_id == report.author_id)
    when = at(WRITTEN_ON, 14)
    revision = operations.save_draft(
        report=report, revision=report.revision, draft=_draft(report, told), by=author, at=when
    )
    operations.submit_report(report=report, revision=revision, by=author, at=when)


def _draft(report: Report, told: dict[str, Any]) -> Draft:
    lines = ReportLine.objects.of(report.region_id).filter(report=report).order_by("planned_result__place")
    planned = lines.values_list("planned_result_id", flat=True)
    return Draft(
        done=told["done"],
        verdict=Verdict(told["verdict"]),
        verdict_reason=told["reason"],
        unexpected=told["unexpected"],
        learned=told["learned"],
        needs=told["needs"],
        needs_nothing=not told["needs"],
        answers=told["answers"],
        lines=tuple(_line(each, figure) for each, figure in zip(planned, told["figures"], strict=True)),
    )


def _line(planned_result_id: int, figure: str) -> LineDraft:
    """A number, or a reason why there is none."""
    if figure in set(Missing):
        return LineDraft(planned_result_id, missing=Missing(figure))
    return LineDraft(planned_result_id, Decimal(figure))


def _visit(stage: Stage, told: dict[str, Any]) -> None:
    project = _project(stage, told["initiative"])
    if project is None:
        return
    operations.note_visit(
        project=project,
        visited_on=told["visited_on"],
        answers=told["answers"],
        summary=told["summary"],
        learned=told["learned"],
        to_follow_up=told["to_follow_up"],
        by=stage.actors["egon"],
        at=at(NOTED_ON, 10),
    )
