"""What frozen figures mean stays: how they are counted and broken down changes only while none has been frozen."""

from collections.abc import Iterable

from varv.core.counting import Adding, Counting, Dimension
from varv.core.refusals import RuleBroken
from varv.delivery.models import PlannedResult
from varv.indicators.models import Indicator
from varv.rounds.models import LinePart, ReportLine


def check_recount(
    planned_result: PlannedResult, indicator: Indicator | None, counting: Counting, dimensions: Iterable[Dimension]
) -> None:
    """Frozen figures keep their rule, their indicator once they have one, and the breakdowns that they have."""
    lines = ReportLine.objects.of(planned_result.region_id).filter(planned_result=planned_result)
    frozen = lines.filter(report__figures_frozen_at__isnull=False)
    kept = planned_result.indicator
    then, asked = (counting, dimensions) if indicator is None else (indicator.counting, indicator.dimensions)
    is_moved = kept is not None and (indicator is None or indicator.pk != kept.pk)
    if frozen.exists() and (is_moved or then is not planned_result.counting):
        raise RuleBroken("planned_result.figures_frozen", field="indicator" if is_moved else "counting")
    _check_parts(frozen, planned_result.dimensions, asked)


def check_recount_indicator(
    indicator: Indicator, counting: Counting, adding: Adding, dimensions: Iterable[Dimension]
) -> None:
    """The same for all that is counted by an indicator; what something is reported to cannot become a ratio."""
    planned = PlannedResult.objects.of(indicator.region_id).filter(indicator=indicator)
    if adding is Adding.RATIO and planned.exists():
        raise RuleBroken("indicator.is_reported_to", field="adding")
    lines = ReportLine.objects.of(indicator.region_id).filter(planned_result__indicator=indicator)
    frozen = lines.filter(report__figures_frozen_at__isnull=False)
    if counting is not indicator.counting and frozen.exists():
        raise RuleBroken("indicator.figures_frozen", field="counting")
    _check_parts(frozen, indicator.dimensions, dimensions)


def _check_parts(frozen: Iterable[ReportLine], before: Iterable[str], after: Iterable[str]) -> None:
    """A breakdown that frozen figures have is still asked for: otherwise its parts would be lost from sight."""
    dropped = [Dimension(one) for one in before if one not in set(after)]
    lost = LinePart.objects.filter(line__in=frozen, dimension__in=dropped).order_by("dimension").first()
    if lost is not None:
        raise RuleBroken("planned_result.parts_frozen", field="dimensions", dimension=lost.dimension)
