"""What was said about an insats last time: its latest approved report, as it was approved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.rounds.models import Report


@dataclass(frozen=True)
class Said:
    """What an approved report says about one planned output or outcome."""

    planned_result_id: int
    level: str
    text: str
    unit: str
    planned: Decimal | None
    value: Decimal | None
    missing: Missing | None
    comment: str


@dataclass(frozen=True)
class LastTime:
    """An approved report, read from what was frozen when it was approved."""

    report_id: int
    initiative_id: int
    period: Period
    period_ends_on: date
    author: str
    done: str
    verdict: Verdict
    verdict_reason: str
    learned: str
    needs: str
    lines: Mapping[int, Said]


def last_times(region_id: int, initiative_ids: Iterable[int], before: date | None = None) -> Mapping[int, LastTime]:
    """The latest approved report of each insats, of a period that ended before this day (or whenever)."""
    return {
        initiative_id: found[-1] for initiative_id, found in approved_times(region_id, initiative_ids, before).items()
    }


def approved_times(
    region_id: int, initiative_ids: Iterable[int], before: date | None = None
) -> Mapping[int, list[LastTime]]:
    """All approved reports of each insats, oldest period first; insatser without any are left out."""
    reports = Report.objects.of(region_id).approved().filter(initiative_id__in=initiative_ids)
    told = [_last_time(report) for report in reports.select_related("round")]
    found: dict[int, list[LastTime]] = {}
    for one in sorted(told, key=lambda one: one.period):
        if before is None or one.period_ends_on < before:
            found.setdefault(one.initiative_id, []).append(one)
    return found


def _last_time(report: Report) -> LastTime:
    content = cast("dict[str, Any]", report.approved_content)  # approved reports always have it: a constraint
    period = Period.parse(content["period"])
    return LastTime(
        report_id=report.pk,
        initiative_id=report.initiative_id,
        period=period,
        period_ends_on=period.last,
        author=content["author"],
        done=content["done"],
        verdict=Verdict(content["verdict"]),
        verdict_reason=content["verdict_reason"],
        learned=content["learned"],
        needs=content["needs"],
        lines={line["planned_result"]: said(line) for line in content["lines"]},
    )


def said(line: Mapping[str, Any]) -> Said:
    """One line of an approved report's frozen content."""
    return Said(
        planned_result_id=line["planned_result"],
        level=line["level"],
        text=line["text"],
        unit=line["unit"],
        planned=None if line["planned"] is None else Decimal(line["planned"]),
        value=None if line["value"] is None else Decimal(line["value"]),
        missing=Missing(line["missing"]) if line["missing"] else None,
        comment=line["comment"],
    )
