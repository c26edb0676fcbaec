"""Two years of approved reports: every insats has told of every indicator in every half-year, broken down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from varv.core.asking import ReportKind, Speed
from varv.core.counting import CATEGORIES, Counting, Dimension
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period, Span
from varv.core.status import Missing
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Initiative, PlannedResult
from varv.jobs.workload.sizes import Size, kept
from varv.jobs.workload.staff import Staff
from varv.regions.models import Region
from varv.rounds.models import LinePart, Report, ReportLine, Round

FIRST = Period(2024, Span.HALF, 2)
VERDICTS = (Verdict.RIGHT_WAY, Verdict.RIGHT_WAY, Verdict.PARTLY, Verdict.TOO_EARLY, Verdict.WRONG_WAY)
PLACES_TOLD = 3
MOST = 60


@dataclass
class Counted:
    """What a planned result has come to, with its parts: what a cumulative figure is told from."""

    value: int = 0
    parts: dict[tuple[Dimension, str], int] = field(default_factory=dict)


def write_reports(
    region: Region, size: Size, staff: Staff, initiatives: Sequence[Initiative], chance: Random
) -> tuple[Round, ...]:
    """The rounds, all but the latest frozen, with their approved reports, lines and parts."""
    periods = [FIRST.shifted(place) for place in range(size.half_years)]
    rounds = kept(_round(region, period, is_latest=period == periods[-1]) for period in periods)
    planned = _planned(region)
    so_far = {result.pk: Counted() for results in planned.values() for result in results}
    codes = [place.code for place in staff.places]
    for round_ in rounds:
        lines = [
            (_line(result, so_far[result.pk], size, chance, codes[place % len(codes) :]), so_far[result.pk])
            for place, initiative in enumerate(initiatives)
            for result in planned[initiative.pk]
        ]
        _keep(round_, initiatives, staff, lines)
    return tuple(rounds)


def _round(region: Region, period: Period, *, is_latest: bool) -> Round:
    """A half-year's round: asked about in its last month, frozen when all was approved."""
    state = RoundState.CLOSED if is_latest else RoundState.FROZEN
    closed_at = _noon(period, 40)
    return Round(
        region=region,
        period=period,
        speed=Speed.HALF_YEARLY,
        state=state,
        opens_on=period.last - timedelta(days=20),
        due_on=period.last + timedelta(days=10),
        closed_at=closed_at,
        frozen_at=None if is_latest else closed_at,
    )


def _noon(period: Period, days: int) -> datetime:
    return datetime.combine(period.last, datetime.min.time(), tzinfo=UTC) + timedelta(days=days, hours=12)


def _planned(region: Region) -> Mapping[int, list[PlannedResult]]:
    """What each insats means to reach, with the indicators' rules."""
    found: dict[int, list[PlannedResult]] = {}
    for result in PlannedResult.objects.of(region.pk).select_related("indicator").in_order():
        found.setdefault(result.initiative_id, []).append(result)
    return found


def _line(result: PlannedResult, so_far: Counted, size: Size, chance: Random, codes: Sequence[str]) -> ReportLine:
    """A figure for the period by its rule, or the reason why there is none. What is said so far is counted on."""
    line = ReportLine(region_id=result.region_id, planned_result=result)
    if chance.randrange(size.missing_one_in) == 0:
        line.missing = Missing.NOT_AVAILABLE
        return line
    if result.counting is not Counting.CUMULATIVE:
        so_far.value, so_far.parts = 0, {}
    value = chance.randrange(MOST)
    so_far.value += value
    for dimension in result.dimensions:
        for category, part in _shared_out(value, _categories(dimension, codes), chance):
            so_far.parts[dimension, category] = so_far.parts.get((dimension, category), 0) + part
    line.value = Decimal(so_far.value)
    return line


def _categories(dimension: Dimension, codes: Sequence[str]) -> Sequence[str]:
    return codes[:PLACES_TOLD] if dimension is Dimension.PLACE else CATEGORIES[dimension]


def _shared_out(value: int, categories: Sequence[str], chance: Random) -> Iterator[tuple[str, int]]:
    """Parts that never come to more than the whole; what is left over is not broken down."""
    left = value
    for category in categories:
        part = chance.randint(0, left // 2 if category == categories[0] else left)
        left -= part
        yield category, part


def _keep(
    round_: Round,
    initiatives: Sequence[Initiative],
    staff: Staff,
    lines: Sequence[tuple[ReportLine, Counted]],
) -> None:
    """Write a round's reports, then their lines, then the parts of each."""
    told: dict[int, list[ReportLine]] = {}
    for line, _ in lines:
        told.setdefault(line.planned_result.initiative_id, []).append(line)
    reports = kept(
        _report(round_, place, initiative, staff, told[initiative.pk]) for place, initiative in enumerate(initiatives)
    )
    for report in reports:
        for line in told[report.initiative_id]:
            line.report = report
    kept(line for line, _ in lines)
    kept(part for line, counted in lines if line.value is not None for part in _parts(line, counted))


def _parts(line: ReportLine, counted: Counted) -> Iterator[LinePart]:
    for (dimension, category), value in counted.parts.items():
        yield LinePart(
            region_id=line.region_id, line=line, dimension=dimension, category=category, value=Decimal(value)
        )


def _report(round_: Round, place: int, initiative: Initiative, staff: Staff, lines: Sequence[ReportLine]) -> Report:
    approved_at = _noon(round_.period, 20)
    report = Report(
        region_id=round_.region_id,
        round=round_,
        initiative=initiative,
        author_id=initiative.responsible_id,
        kind=ReportKind.HALF_YEAR,
        state=ReportState.APPROVED,
        done="Arbetet har gått enligt planen.",
        verdict=VERDICTS[(place + round_.period.number) % len(VERDICTS)],
        verdict_reason="Deltagarna säger det själva.",
        learned="Det går fortare när kommunerna är med från början.",
        confidence=Confidence.EXPERIENCE,
        needs_nothing=True,
        started_at=_noon(round_.period, 1),
        submitted_at=_noon(round_.period, 9),
        approved_at=approved_at,
        approved_by_id=staff.strategist.person_id,
        figures_frozen_at=approved_at,
    )
    report.approved_content = _content(report, lines, staff)
    return report


def _content(report: Report, lines: Sequence[ReportLine], staff: Staff) -> dict[str, Any]:
    """As ``approve_report`` freezes it."""
    initiative = report.initiative
    words = ("done", "verdict", "verdict_reason", "learned", "needs", "needs_nothing", "confidence")
    return {
        "version": 1,
        "period": str(report.round.period),
        "initiative": {
            "id": initiative.pk,
            "name": initiative.name,
            "activity": str(initiative.generic_activity),
            "unit": str(initiative.unit),
        },
        "author": next(each.name for each in staff.reporters if each.person_id == report.author_id),
        "approved_by": staff.strategist.name,
        **{word: getattr(report, word) for word in words},
        "judge_again_on": None,
        "started_at": str(report.started_at),
        "submitted_at": str(report.submitted_at),
        "approved_at": str(report.approved_at),
        "lines": [_frozen(line) for line in lines],
        "goals": [],
        "evidence": [],
    }


def _frozen(line: ReportLine) -> dict[str, Any]:
    result = line.planned_result
    return {
        "planned_result": result.pk,
        "level": result.level,
        "text": result.text,
        "unit": result.unit,
        "planned": None if result.planned is None else str(result.planned),
        "value": None if line.value is None else str(line.value),
        "missing": line.missing,
        "comment": "",
    }
