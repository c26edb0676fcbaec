"""What was said about an insats last time: its latest approved report, as it was approved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from varv.core.counting import Counting, Dimension
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.rounds.models import Report

# When the period ends, the report's own last day, and at last its number: the order in which reports tell.
Order = tuple[date, date, int]


@dataclass(frozen=True)
class Said:
    """What an approved report says about one planned output or outcome; ``parts`` by dimension and category."""

    planned_result_id: int
    level: str
    text: str
    unit: str
    planned: Decimal | None
    counting: Counting
    value: Decimal | None
    missing: Missing | None
    comment: str
    parts: Mapping[tuple[Dimension, str], Decimal]


@dataclass(frozen=True)
class LastTime:
    """An approved report, read from what was frozen when it was approved."""

    report_id: int
    initiative_id: int
    period: Period
    period_ends_on: date
    due_on: date
    author: str
    done: str
    verdict: Verdict
    verdict_reason: str
    learned: str
    needs: str
    lines: Mapping[int, Said]

    @property
    def order(self) -> Order:
        """Where it stands among the insats' reports."""
        return self.period_ends_on, self.due_on, self.report_id


def last_times(region_id: int, initiative_ids: Iterable[int], before: date | None = None) -> Mapping[int, LastTime]:
    """The latest approved report of each insats, of a period that ended before this day (or whenever)."""
    return {
        initiative_id: found[-1] for initiative_id, found in approved_times(region_id, initiative_ids, before).items()
    }


def approved_times(
    region_id: int, initiative_ids: Iterable[int], before: date | None = None
) -> Mapping[int, list[LastTime]]:
    """All approved reports of each insats, oldest period first; insatser without any are left out.

    One that is being mended still says what it said when it was approved.
    """
    counted = Report.objects.of(region_id).counted().filter(initiative_id__in=initiative_ids)
    reports = counted.filter(approved_content__isnull=False).select_related("round")
    told = [_last_time(report) for report in reports]
    found: dict[int, list[LastTime]] = {}
    for one in sorted(told, key=lambda one: one.order):
        if before is None or one.period_ends_on < before:
            found.setdefault(one.initiative_id, []).append(one)
    return found


def earlier_times(report: Report, times: Sequence[LastTime]) -> tuple[LastTime, ...]:
    """Those of the insats' approved reports that tell of what was before this one, oldest first.

    Several of a project in one half-year stand by their own last days. Select the round with the report.
    """
    own = report.round.period.last, _due_on(report), report.pk
    return tuple(one for one in times if one.order < own)


def _due_on(report: Report) -> date:
    return report.due_on or report.round.due_on


def _last_time(report: Report) -> LastTime:
    content = cast("dict[str, Any]", report.approved_content)  # approved reports always have it: a constraint
    period = Period.parse(content["period"])
    return LastTime(
        report_id=report.pk,
        initiative_id=report.initiative_id,
        period=period,
        period_ends_on=period.last,
        due_on=_due_on(report),
        author=content["author"],
        done=content["done"],
        verdict=Verdict(content["verdict"]),
        verdict_reason=content["verdict_reason"],
        learned=content["learned"],
        needs=content["needs"],
        lines={line["planned_result"]: said(line) for line in content["lines"]},
    )


def said(line: Mapping[str, Any]) -> Said:
    """One line of an approved report's frozen content, of any version: the first had neither counting nor parts."""
    return Said(
        planned_result_id=line["planned_result"],
        level=line["level"],
        text=line["text"],
        unit=line["unit"],
        planned=None if line["planned"] is None else Decimal(line["planned"]),
        counting=Counting(line.get("counting", Counting.PER_PERIOD)),
        value=None if line["value"] is None else Decimal(line["value"]),
        missing=Missing(line["missing"]) if line["missing"] else None,
        comment=line["comment"],
        parts={
            (Dimension(part["dimension"]), part["category"]): Decimal(part["value"]) for part in line.get("parts", ())
        },
    )
