from datetime import datetime
from typing import Any

from django.db import transaction

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import ReportState
from varv.delivery.models import Contribution, PlannedResult
from varv.delivery.rules import check_responsible
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import facts
from varv.rounds import rules
from varv.rounds.drafts import Draft, LineDraft, as_written
from varv.rounds.models import Evidence, Report, ReportLine

CONTENT_VERSION = 1


@transaction.atomic
def save_draft(*, report: Report, revision: int, draft: Draft, by: Actor, at: datetime) -> int:
    """Keep what is written so far, however little. Gives the revision to save upon next time.

    Saving what is already there changes nothing and leaves no line in the trail.
    """
    report = report.locked()
    rules.check_write(report, by)
    trail.check_fresh(report, revision)
    rules.check_draft(report, draft)
    lines = [_save_line(report, line, by, at) for line in _changed_lines(report, draft)]
    texts = {name: value for name, value in draft.texts().items() if getattr(report, name) != value}
    if lines or texts:
        report.change(**texts, started_at=report.started_at or at)
        trail.write(report, "drafted", by=by, at=at)
    return report.revision


def _changed_lines(report: Report, draft: Draft) -> list[LineDraft]:
    written = {line.planned_result_id: line for line in _draft_of(report).lines}
    if not {line.planned_result_id for line in draft.lines} <= written.keys():
        raise RuleBroken("report.unknown_line")
    return [line for line in draft.lines if line != written[line.planned_result_id]]


def _save_line(report: Report, draft: LineDraft, by: Actor, at: datetime) -> ReportLine:
    """What was planned after the round opened gets its line when something is written about it."""
    line: ReportLine
    line, made = ReportLine.objects.of(report.region_id).get_or_create(
        report=report, planned_result_id=draft.planned_result_id, defaults={"region_id": report.region_id}
    )
    line.as_it_was = None if made else facts(line)
    line.change(value=draft.value, missing=draft.missing, comment=draft.comment)
    trail.write(line, "drafted", by=by, at=at)
    return line


def _draft_of(report: Report) -> Draft:
    planned = PlannedResult.objects.of(report.region_id).filter(initiative_id=report.initiative_id).in_order()
    lines = ReportLine.objects.of(report.region_id).filter(report=report)
    return as_written(report, planned.values_list("pk", flat=True), lines)


@transaction.atomic
def submit_report(*, report: Report, revision: int, by: Actor, at: datetime) -> None:
    """Hand the report over for review. The refusal ``report.incomplete`` names each part that is ``missing``."""
    report = report.locked()
    rules.check_write(report, by)
    trail.check_fresh(report, revision)
    rules.check_submit(report, _draft_of(report), by)
    report.change(state=ReportState.SUBMITTED, submitted_at=at)
    trail.write(report, "submitted", by=by, at=at)


@transaction.atomic
def take_back_report(*, report: Report, by: Actor, at: datetime) -> None:
    """Have it back before it is reviewed."""
    report = report.locked()
    rules.check_take_back(report, by)
    report.change(state=ReportState.DRAFT, submitted_at=None)
    trail.write(report, "taken_back", by=by, at=at)


@transaction.atomic
def return_report(*, report: Report, comment: str, by: Actor, at: datetime) -> None:
    """Send it back to its author, saying what is needed."""
    report = report.locked()
    rules.check_return(report, comment, by)
    report.change(state=ReportState.RETURNED, return_comment=comment)
    trail.write(report, "returned", by=by, at=at)


@transaction.atomic
def approve_report(*, report: Report, by: Actor, at: datetime) -> None:
    """Approve it, and keep its words and figures as they are now for good."""
    report = report.locked()
    rules.check_approve(report, by)
    report.approved_at = at
    report.change(
        state=ReportState.APPROVED,
        approved_at=at,
        approved_by_id=by.person_id,
        approved_content=_content(report, by),
    )
    trail.write(report, "approved", by=by, at=at)


@transaction.atomic
def hand_over_report(*, report: Report, author: User, by: Actor, at: datetime) -> None:
    """Let someone else write it."""
    report = report.locked()
    rules.check_hand_over(report, by)
    check_responsible(author, report.region_id, field="author")
    report.change(author=author)
    trail.write(report, "handed_over", by=by, at=at)


def _content(report: Report, by: Actor) -> dict[str, Any]:
    """Everything a reader of the approved report needs, so that no later change reaches it."""
    initiative = report.initiative
    goals = Contribution.objects.of(report.region_id).filter(initiative=initiative).select_related("goal")
    evidence = Evidence.objects.of(report.region_id).filter(report=report).order_by("pk")
    return {
        "version": CONTENT_VERSION,
        "period": str(report.round.period),
        "initiative": {
            "id": initiative.pk,
            "name": initiative.name,
            "activity": str(initiative.generic_activity),
            "unit": str(initiative.unit),
        },
        "author": report.author.name,
        "approved_by": by.name,
        **_own_words(report),
        "lines": _lines(report),
        "goals": [
            {"id": one.goal_id, "outline": one.goal.outline, "name": one.goal.name}
            for one in goals.order_by("goal__place", "pk")
        ],
        "evidence": [
            {"id": one.pk, "title": one.title, "link": one.link, "filename": one.filename, "sha256": one.sha256}
            for one in evidence
        ],
    }


def _own_words(report: Report) -> dict[str, Any]:
    """The report's own words and days, as JSON can hold them."""
    own = (*Draft().texts(), "started_at", "submitted_at", "approved_at")
    written = facts(report)
    return {name: written[name] for name in own}


def _lines(report: Report) -> list[dict[str, Any]]:
    lines = ReportLine.objects.of(report.region_id).filter(report=report).select_related("planned_result")
    return [
        {
            "planned_result": line.planned_result_id,
            "level": line.planned_result.level,
            "text": line.planned_result.text,
            "unit": line.planned_result.unit,
            "planned": _amount(line.planned_result.planned),
            "value": _amount(line.value),
            "missing": line.missing,
            "comment": line.comment,
        }
        for line in lines.order_by("planned_result__place", "pk")
    ]


def _amount(value: Any) -> str | None:
    return None if value is None else format(value.normalize(), "f")
