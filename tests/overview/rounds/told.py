"""Approved figures, written straight into the tables: what roll-ups add up."""

from decimal import Decimal

from tests.factories import (
    MONDAY,
    IndicatorFactory,
    InitiativeFactory,
    LinePartFactory,
    PlannedResultFactory,
    ReportFactory,
    ReportLineFactory,
    RoundFactory,
)
from varv.core.counting import Category, Counting, Dimension
from varv.core.kinds import IndicatorKind
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.delivery.models import Initiative, PlannedResult
from varv.indicators.models import Indicator
from varv.regions.models import Region
from varv.rounds.models import Report, ReportLine

AUTUMN, SPRING, NEXT = (Period.parse(text) for text in ("2025H2", "2026H1", "2026H2"))
WOMEN, MEN = Category.WOMEN, Category.MEN


def counted(region: Region, name: str = "Deltagare", counting: Counting = Counting.PER_PERIOD, **more) -> Indicator:
    """An indicator of our own contribution."""
    values = {"kind": IndicatorKind.CONTRIBUTION, "unit": "personer", "decimals": 0} | more
    return IndicatorFactory(region=region, name=name, counting=counting, dimensions=[Dimension.SEX], **values)


def meant(region: Region, indicator: Indicator | None, level: Level = Level.OUTPUT, **initiative) -> PlannedResult:
    """An insats that means to reach one thing."""
    return PlannedResultFactory(
        region=region, initiative=InitiativeFactory(region=region, **initiative), indicator=indicator, level=level
    )


def also(initiative: Initiative, indicator: Indicator | None, level: Level = Level.OUTPUT) -> PlannedResult:
    """One more thing that the same insats means to reach."""
    return PlannedResultFactory(region=initiative.region, initiative=initiative, indicator=indicator, level=level)


def reported(initiative: Initiative, period: Period, **more) -> Report:
    """An approved report, still without lines."""
    approved = {
        "state": ReportState.APPROVED,
        "approved_at": MONDAY,
        "approved_by": initiative.responsible,
        "approved_content": {},
        "figures_frozen_at": MONDAY,
    }
    round_ = RoundFactory(region=initiative.region, period=period)
    return ReportFactory(
        region=initiative.region, round=round_, initiative=initiative, author=initiative.responsible, **approved | more
    )


def line(report: Report, result: PlannedResult, value: int | str | None, **parts: int) -> ReportLine:
    """A figure, or nothing known; parts are by sex."""
    missing = Missing.NOT_AVAILABLE if value is None else None
    amount = None if value is None else Decimal(value)
    written = ReportLineFactory(
        region=report.region, report=report, planned_result=result, value=amount, missing=missing
    )
    for category, part in parts.items():
        LinePartFactory(
            region=report.region, line=written, dimension=Dimension.SEX, category=category, value=Decimal(part)
        )
    return written


def told(result: PlannedResult, values: dict[Period, int | str | None], **more) -> list[Report]:
    """A report with one figure in each period."""
    reports = [reported(result.initiative, period, **more) for period in values]
    for report, value in zip(reports, values.values(), strict=True):
        line(report, result, value)
    return reports
