"""The rounds, the reports in every state, and what people judged of the goals."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varv.core.asking import ReportKind, Speed
from varv.core.counting import Dimension
from varv.core.judgement import Axis, Confidence, Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.rounds import operations
from varv.rounds.drafts import Draft, LineDraft, PartDraft, Ruling
from varv.rounds.models import Report, ReportLine, Round

HANDED_IN = {"submitted", "returned", "approved"}


def events(stage: Stage) -> Iterator[Event]:
    """Every round with its reports, and every assessment."""
    told = content("reports")
    for round_ in told["rounds"]:
        yield on(round_["opens_on"], 8, _open, stage, round_)
        for report in round_["reports"]:
            yield on(report["handed_in"], 14, _write, stage, round_["period"], report)
        if "closed_on" in round_:
            yield on(round_["closed_on"], 15, _close, stage, round_["period"], round_["closed_on"])
    for assessment in told["assessments"]:
        yield on(assessment["on"], 11, _assess, stage, assessment)


def _open(stage: Stage, told: dict[str, Any]) -> None:
    operations.open_round(
        period=Period.parse(told["period"]),
        opens_on=told["opens_on"],
        due_on=told["due_on"],
        by=stage.actors["anna"],
        at=at(told["opens_on"], 8),
    )


def _close(stage: Stage, period: str, day: date) -> None:
    round_ = Round.objects.of(stage.region.pk).get(period=Period.parse(period), speed=Speed.HALF_YEARLY)
    operations.close_round(round_=round_, by=stage.actors["anna"], at=at(day, 15))


def _write(stage: Stage, period: str, told: dict[str, Any]) -> None:
    report = Report.objects.of(stage.region.pk).get(
        round__period=Period.parse(period),
        initiative=stage.initiatives[told["initiative"]],
        kind=ReportKind.HALF_YEAR,
    )
    author = next(actor for actor in stage.actors.values() if actor.person_id == report.author_id)
    when = at(told["handed_in"], 14)
    revision = operations.save_draft(
        report=report, revision=report.revision, draft=_draft(report, told), by=author, at=when
    )
    stage.reports[(period, told["initiative"])] = report
    if told["state"] in HANDED_IN:
        operations.submit_report(report=report, revision=revision, by=author, at=when)
        _review(stage, report, told, at(told["handed_in"], 16))


def _draft(report: Report, told: dict[str, Any]) -> Draft:
    return Draft(
        done=told["done"],
        verdict=Verdict(told["verdict"]),
        verdict_reason=told.get("reason", ""),
        judge_again_on=told.get("judge_again_on"),
        learned=told.get("learned", ""),
        confidence=Confidence(told["confidence"]) if "confidence" in told else None,
        needs=told.get("needs", ""),
        needs_nothing="needs" not in told and told["state"] in HANDED_IN,
        lines=_lines(report, told["lines"]),
    )


def _lines(report: Report, figures: list[Any]) -> tuple[LineDraft, ...]:
    lines = ReportLine.objects.of(report.region_id).filter(report=report).order_by("planned_result__place")
    planned = lines.values_list("planned_result_id", flat=True)
    return tuple(_line(planned_id, figure) for planned_id, figure in zip(planned, figures, strict=True))


def _line(planned_result_id: int, figure: Any) -> LineDraft:
    """A number, perhaps with its parts; a reason why there is none; or nothing yet."""
    if isinstance(figure, dict):
        return LineDraft(planned_result_id, Decimal(figure["value"]), parts=tuple(_parts(figure)))
    if not figure:
        return LineDraft(planned_result_id)
    if figure in set(Missing):
        return LineDraft(planned_result_id, missing=Missing(figure))
    return LineDraft(planned_result_id, Decimal(figure))


def _parts(figure: dict[str, Any]) -> Iterator[PartDraft]:
    for dimension in Dimension:
        for category, value in figure.get(dimension, {}).items():
            yield PartDraft(dimension, category, Decimal(value))


def _review(stage: Stage, report: Report, told: dict[str, Any], when: datetime) -> None:
    if told["state"] == "approved":
        operations.approve_report(report=report, by=stage.actors["disa"], at=when)
    if told["state"] == "returned":
        operations.return_report(report=report, comment=told["comment"], by=stage.actors["disa"], at=when)


def _assess(stage: Stage, told: dict[str, Any]) -> None:
    operations.assess_goal(
        goal=stage.goals[f"rus {told['goal']}"],
        rulings={axis: Ruling(Verdict(told[axis][0]), told[axis][1]) for axis in Axis},
        by=stage.actors[told["by"]],
        at=at(told["on"], 11),
    )
