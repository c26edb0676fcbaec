"""The rows behind a total: which reports its figures stand in, what each of them told, and how much of it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from varv.core.counting import Dimension
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.tallies import Sum
from varv.indicators.models import Indicator
from varv.overview.rounds.counted_figures import WHOLE, Asked, Counted, counted_figures
from varv.overview.rounds.roll_up import Measure, RollUpWish, kinds_of
from varv.overview.rounds.roll_up_axes import REGION, nodes_by
from varv.rounds.models import Report, ReportLine
from varv.strategy.scope import scope_of

TO_REPORT = "id"


@dataclass(frozen=True)
class FigureWish:
    """Which figure of a roll-up: of which node and measure, in which period (or their total) and which part of it."""

    roll_up: RollUpWish
    node: int
    measure: Measure
    period: Period | None = None
    category: str = WHOLE


@dataclass(frozen=True)
class ToldLine:
    """What a report says of a planned result, as it was told."""

    text: str
    value: Decimal | None
    missing: Missing | None
    comment: str


@dataclass(frozen=True)
class FigureRow:
    """A report behind a figure. ``counts`` is what of it is in the figure."""

    report_id: int
    initiative_id: int
    initiative: str
    unit: str
    period: Period
    lines: tuple[ToldLine, ...]
    counts: Sum


def figure_rows(region_id: int, wish: FigureWish, indicator_id: int) -> tuple[FigureRow, ...]:
    """The reports behind a figure, insats by insats in the order of time. What counts in them adds up to the figure.

    A ratio is asked for by one of its two indicators at a time, whether they were outputs or outcomes.
    """
    asked = _asked(region_id, wish, indicator_id)
    counts = _counts(counted_figures(asked), wish, indicator_id)
    reports = {report.pk: report for report in _reports(region_id, wish, counts)}
    told = _told(region_id, reports, wish, indicator_id)
    return tuple(
        FigureRow(
            report_id=report.pk,
            initiative_id=report.initiative_id,
            initiative=report.initiative.name,
            unit=report.initiative.unit.name,
            period=report.round.period,
            lines=tuple(told.get(report.pk, ())),
            counts=counts[report.pk],
        )
        for report in sorted(reports.values(), key=_in_order)
    )


def _asked(region_id: int, wish: FigureWish, indicator_id: int) -> Asked:
    kinds = kinds_of(scope_of(region_id), wish.roll_up)
    rules = dict(Indicator.objects.of(region_id).filter(pk=indicator_id).values_list("pk", "counting"))
    dimension: Dimension | None = wish.roll_up.dimension if wish.category else None
    periods = wish.roll_up.periods if wish.period is None else frozenset({wish.period})
    return Asked(region_id, TO_REPORT, kinds, rules, periods, dimension)


def _counts(counted: Counted, wish: FigureWish, indicator_id: int) -> Mapping[int, Sum]:
    """Report → what of it is in the figure, or that something is missing there."""
    levels = [
        level for one, level in counted.columns.measured if one == indicator_id and wish.measure.level in {None, level}
    ]
    found: dict[int, Sum] = {}
    for level in levels:
        if wish.category and wish.category not in counted.columns.categories:
            continue
        total = counted.columns.first(indicator_id, level.value, wish.category) + len(counted.columns.periods)
        for report_id, tally in counted.tallies.items():
            found[report_id] = tally.at(total).plus(found.get(report_id, Sum()))
    return {report_id: told for report_id, told in found.items() if told.told or told.missing}


def _reports(region_id: int, wish: FigureWish, counts: Mapping[int, Sum]) -> Iterable[Report]:
    """Those of the node."""
    reports = Report.objects.of(region_id).filter(pk__in=counts).select_related("round", "initiative__unit")
    if wish.node == REGION:
        return reports
    axis = nodes_by(wish.roll_up.by, region_id, wish.roll_up.document)
    holds = next((node.holds for node in axis.nodes if node.id == wish.node), frozenset())
    of_node: Iterable[Report] = reports.filter((f"{axis.leaf}__in", holds))
    return of_node


def _in_order(report: Report) -> tuple[object, ...]:
    return report.initiative.name, report.initiative_id, report.round.period.last, report.pk


def _told(region_id: int, reports: Iterable[int], wish: FigureWish, indicator_id: int) -> Mapping[int, list[ToldLine]]:
    lines = ReportLine.objects.of(region_id).filter(report__in=reports, planned_result__indicator=indicator_id)
    found: dict[int, list[ToldLine]] = {}
    for line in lines.select_related("planned_result").order_by("planned_result__place", "pk"):
        if wish.measure.level in {None, line.planned_result.level}:
            said = ToldLine(line.planned_result.text, line.value, line.missing, line.comment)
            found.setdefault(line.report_id, []).append(said)
    return found
