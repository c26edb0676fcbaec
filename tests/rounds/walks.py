"""The verbs walked to where a report is drafted, handed in, returned or approved."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tests.delivery.walks import running
from tests.factories import MONDAY
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.refusals import Refusal
from varv.core.roles import Actor
from varv.delivery.models import Initiative, PlannedResult
from varv.rounds import operations
from varv.rounds.drafts import Draft, LineDraft
from varv.rounds.models import Report, Round

AUTUMN = Period.parse("2026H2")


def opened(by: Actor, period: Period = AUTUMN, due_on: date = date(2027, 1, 29)) -> Round:
    """A round that everything under way is asked in."""
    return operations.open_round(period=period, opens_on=date(2026, 11, 2), due_on=due_on, by=by, at=MONDAY)


def asked(by: Actor, author: Actor, **changed) -> Report:
    """An empty report, asked of one insats in a new round."""
    initiative = running(by, author, **changed)
    return Report.objects.of(by.region_id).get(round=opened(by), initiative=initiative)


def results_of(initiative: Initiative) -> list[PlannedResult]:
    return list(PlannedResult.objects.of(initiative.region_id).filter(initiative=initiative).in_order())


def whole(report: Report, **changed) -> Draft:
    """A draft that lacks nothing: 41, 42 … for its lines, in order."""
    values = {
        "done": "Fyra kurser är klara.",
        "verdict": Verdict.PARTLY,
        "verdict_reason": "De utan betyg hoppar av dubbelt så ofta.",
        "learned": "När en handledare följer med kommer åtta av tio tillbaka.",
        "confidence": Confidence.EXPERIENCE,
        "needs_nothing": True,
        "lines": tuple(
            LineDraft(result.pk, Decimal(41 + place)) for place, result in enumerate(results_of(report.initiative))
        ),
    }
    return Draft(**(values | changed))


def saved(report: Report, by: Actor, draft: Draft | None = None, at: datetime = MONDAY) -> Report:
    """The report with this written in it."""
    operations.save_draft(report=report, revision=report.revision, draft=draft or whole(report), by=by, at=at)
    report.refresh_from_db()
    return report


def submitted(report: Report, by: Actor, at: datetime = MONDAY, **changed) -> Report:
    """The report written and handed in."""
    saved(report, by, replace(whole(report), **changed))
    operations.submit_report(report=report, revision=report.revision, by=by, at=at)
    report.refresh_from_db()
    return report


def approved(report: Report, author: Actor, by: Actor, **changed) -> Report:
    """The report handed in and approved."""
    submitted(report, author, **changed)
    operations.approve_report(report=report, by=by, at=MONDAY)
    report.refresh_from_db()
    return report


def closed(round_: Round, by: Actor) -> Round:
    """The round closed."""
    operations.close_round(round_=round_, by=by, at=MONDAY)
    round_.refresh_from_db()
    return round_


def frozen(round_: Round, by: Actor) -> Round:
    """The round closed and frozen."""
    operations.freeze_round(round_=closed(round_, by), by=by, at=MONDAY)
    round_.refresh_from_db()
    return round_


def reread(report: Report) -> Report:
    """The report as the next request reads it."""
    return Report.objects.of(report.region_id).get(pk=report.pk)


def told(check: Callable[..., None], *args, **facts) -> str:
    """The code a check refuses with, or *may*."""
    try:
        check(*args, **facts)
    except Refusal as refused:
        return refused.code
    return "may"


def office_file(main_part: str = "word/document.xml", **more: bytes) -> bytes:
    """A small Office document; ``more`` are further parts, named with ``__`` for a slash."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", more.pop("contents", b"<Types/>"))
        archive.writestr(main_part, b"<document/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()
