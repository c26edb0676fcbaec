"""One indicator: where it stands, what was wished for, every value with its vintages, and what it does not tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

from varv.core.judgement import Axis, Verdict
from varv.core.kinds import Breakdown
from varv.core.periods import Period, Span
from varv.core.status import Missing, Path
from varv.indicators.models import Indicator, Measurement, Target
from varv.overview.indicators.indicator_list import IndicatorLine, Reached, indicator_line
from varv.rounds.models import Assessment
from varv.statistics.models import Series


@dataclass(frozen=True)
class PointLine:
    """The newest vintage of a value: the value, or why there is none."""

    measurement_id: int
    period: Period
    breakdown: Breakdown
    value: Decimal | None
    missing: Missing | None
    mark: str
    is_corrected: bool


@dataclass(frozen=True)
class VintageLine:
    """One writing of a value. ``before`` is the vintage it corrects; the first corrects none."""

    period: Period
    breakdown: Breakdown
    number: int
    value: Decimal | None
    missing: Missing | None
    mark: str
    note: str
    published_on: date | None
    recorded_on: date
    before: "VintageLine | None" = None
    is_newest: bool = True


@dataclass(frozen=True)
class TargetLine:
    """What we want of the figure since a day, and who decided it."""

    baseline: Decimal | None
    baseline_period: Period | None
    level: Decimal | None
    level_period: Period | None
    low: Decimal | None
    high: Decimal | None
    decision: str
    set_on: date
    replaced_on: date | None


@dataclass(frozen=True)
class Progress:
    """How far along its path a figure is, counted on the day of its latest value, in the indicator's own unit."""

    moved: Decimal
    wanted: Decimal
    expected: Decimal
    at_this_pace: Decimal | None


@dataclass(frozen=True)
class SourceLine:
    """The official table that feeds a breakdown, and the answer that was read last."""

    breakdown: Breakdown
    source: str
    table: str
    label: str
    licence: str
    chosen: tuple[str, ...]
    fetched_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True)
class Verdicts:
    """What a person has judged of the indicator's goal."""

    author: str
    on: date
    axes: Mapping[Axis, tuple[Verdict, str]]


@dataclass(frozen=True)
class IndicatorSheet:
    """Everything about one indicator. ``table`` is period → breakdown → point, newest period first."""

    line: IndicatorLine
    revision: int
    definition: str
    limits: str
    source_link: str
    licence: str
    owner: str
    step: str
    chain_id: int | None
    target: TargetLine | None
    earlier_targets: tuple[TargetLine, ...]
    progress: Progress | None
    points: Mapping[Breakdown, tuple[PointLine, ...]]
    vintages: tuple[VintageLine, ...]
    next_due: date | None
    is_late: bool
    recorded_on: date | None
    sources: tuple[SourceLine, ...]
    verdicts: Verdicts | None

    @property
    def table(self) -> list[tuple[Period, list[PointLine | None]]]:
        """A row for each period, the newest first, with a cell for each breakdown that has any value."""
        found = {breakdown: {point.period: point for point in points} for breakdown, points in self.points.items()}
        periods = sorted({period for points in found.values() for period in points}, reverse=True)
        return [(period, [points.get(period) for points in found.values()]) for period in periods]

    @property
    def corrections(self) -> tuple[VintageLine, ...]:
        """The vintages that corrected an earlier one, the latest first."""
        corrected = [vintage for vintage in self.vintages if vintage.before is not None]
        return tuple(sorted(corrected, key=lambda vintage: (vintage.recorded_on, vintage.period), reverse=True))


def indicator_sheet(indicator: Indicator, on: date) -> IndicatorSheet:
    """The indicator as its figures stand on a day, in six queries."""
    whole = Indicator.objects.of(indicator.region_id).select_related("goal", "step", "owner").get(pk=indicator.pk)
    targets = list(whole.targets.order_by("-set_at", "-pk"))
    current = next((target for target in targets if target.replaced_at is None), None)
    rows = list(whole.measurements.select_related("correction").order_by("pk"))
    newest = [row for row in rows if not hasattr(row, "correction") and row.period.first <= on]
    line = indicator_line(whole, current, [row for row in newest if row.breakdown is Breakdown.ALL], on)
    next_due = due_after(line.latest, whole.lag_months, whole.update_month)
    return IndicatorSheet(
        line=line,
        revision=whole.revision,
        definition=whole.definition,
        limits=whole.limits,
        source_link=whole.source_link,
        licence=whole.licence,
        owner=whole.owner.name if whole.owner else "",
        step=whole.step.text if whole.step else "",
        chain_id=whole.step.chain_id if whole.step else None,
        target=_target(current) if current else None,
        earlier_targets=tuple(_target(target) for target in targets if target is not current),
        progress=_progress(line),
        points=_points(newest),
        vintages=_vintages(rows),
        next_due=next_due,
        is_late=next_due is not None and next_due < on,
        recorded_on=max((localtime(row.recorded_at).date() for row in rows), default=None),
        sources=_sources(whole),
        verdicts=_verdicts(whole),
    )


def due_after(latest: Reached | None, lag_months: int | None, update_month: int | None) -> date | None:
    """The last day of the month when the next value should be there; ``None`` when nobody has said how long it takes.

    The source needs ``lag_months`` after the period, and may publish in one month of the year only.
    """
    if latest is None or lag_months is None:
        return None
    month = Period.of(latest.period.next().last, Span.MONTH).shifted(lag_months)
    while update_month is not None and month.number != update_month:
        month = month.next()
    return month.last


def _target(target: Target) -> TargetLine:
    return TargetLine(
        baseline=target.baseline,
        baseline_period=target.baseline_period,
        level=target.level,
        level_period=target.level_period,
        low=target.low,
        high=target.high,
        decision=target.decision,
        set_on=localtime(target.set_at).date(),
        replaced_on=localtime(target.replaced_at).date() if target.replaced_at else None,
    )


def _progress(line: IndicatorLine) -> Progress | None:
    """Only a path has a way to go. At this pace: the same share of the whole way as of the way so far."""
    if not isinstance(line.aim, Path) or line.latest is None:
        return None
    path, day = line.aim, line.latest.period.last
    expected = path.expected(day)
    moved, wanted = line.latest.value - path.baseline, expected - path.baseline
    ahead = day < path.target_on and wanted != 0
    return Progress(
        moved=moved,
        wanted=wanted,
        expected=expected,
        at_this_pace=path.baseline + moved / wanted * (path.target - path.baseline) if ahead else None,
    )


def _points(newest: Iterable[Measurement]) -> dict[Breakdown, tuple[PointLine, ...]]:
    """By breakdown, in the order people list them, oldest first. A breakdown without any row is left out."""
    found: dict[Breakdown, list[PointLine]] = {breakdown: [] for breakdown in Breakdown}
    for row in sorted(newest, key=lambda row: row.period):
        found[row.breakdown].append(
            PointLine(
                measurement_id=row.pk,
                period=row.period,
                breakdown=row.breakdown,
                value=row.value,
                missing=row.missing,
                mark=row.mark,
                is_corrected=row.corrects_id is not None,
            )
        )
    return {breakdown: tuple(points) for breakdown, points in found.items() if points}


def _vintages(rows: Iterable[Measurement]) -> tuple[VintageLine, ...]:
    """Every row, by period and breakdown, each after the one it corrects."""
    lines: dict[int, VintageLine] = {}
    for row in rows:  # in the order they were written: what is corrected comes before its correction
        before = lines[row.corrects_id] if row.corrects_id is not None else None
        lines[row.pk] = VintageLine(
            period=row.period,
            breakdown=row.breakdown,
            number=before.number + 1 if before else 1,
            value=row.value,
            missing=row.missing,
            mark=row.mark,
            note=row.note,
            published_on=row.published_on,
            recorded_on=localtime(row.recorded_at).date(),
            before=before,
            is_newest=not hasattr(row, "correction"),
        )
    order = list(Breakdown)
    return tuple(sorted(lines.values(), key=lambda line: (line.period, order.index(line.breakdown), line.number)))


def _sources(indicator: Indicator) -> tuple[SourceLine, ...]:
    """The bound tables. The archived answers themselves stay in the archive."""
    bound = Series.objects.of(indicator.region_id).filter(indicator=indicator)
    return tuple(
        SourceLine(
            breakdown=series.breakdown,
            source=series.source,
            table=series.table,
            label=series.payload.label if series.payload else "",
            licence=series.payload.licence if series.payload else "",
            chosen=tuple(name for what, name in series.described if what in series.selection),
            fetched_at=series.payload.fetched_at if series.payload else None,
            updated_at=series.payload.updated_at if series.payload else None,
        )
        for series in bound.select_related("payload").defer("payload__body").order_by("pk")
    )


def _verdicts(indicator: Indicator) -> Verdicts | None:
    """The latest assessment of the indicator's goal: a person's, and beside the figure, never made from it."""
    assessments = Assessment.objects.of(indicator.region_id).filter(goal_id=indicator.goal_id, goal__isnull=False)
    latest = assessments.select_related("author").prefetch_related("judgements").newest_first().first()
    if latest is None:
        return None
    judged = {judgement.axis: (judgement.verdict, judgement.reason) for judgement in latest.judgements.all()}
    return Verdicts(
        author=latest.author.name,
        on=localtime(latest.assessed_at).date(),
        axes={axis: judged[axis] for axis in Axis if axis in judged},
    )
