"""The indicators: invented series that say so, and one of Statistics Sweden's own."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period, Span
from varv.core.status import Band, Direction, Missing
from varv.indicators import operations
from varv.indicators.models import Indicator, Measurement, PeriodPath
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on

FIRST_DAY, LAST_DAY = date(2022, 3, 1), date(2026, 11, 2)
CORRECTED_ON = date(2026, 1, 12)
EXAMPLE = "Exempeldata, påhittad för demonstrationen"
SERIES = (Breakdown.ALL, Breakdown.WOMEN, Breakdown.MEN)


def events(stage: Stage) -> Iterator[Event]:
    """Define every indicator and set its target; then each value on the day it would have come."""
    for told in content("indicators")["indicators"]:
        yield on(told.get("defined_on", FIRST_DAY), 9, _define, stage, told)
        for written, *figures in told["values"]:
            period = Period.parse(written)
            yield on(_published(period, told.get("lag_months", 1)), 10, _record, stage, told["name"], period, figures)
        for correction in told.get("corrections", []):
            yield on(CORRECTED_ON, 10, _correct, stage, told["name"], *correction)


def _indicator(stage: Stage, name: str) -> Indicator:
    found: Indicator = Indicator.objects.of(stage.region.pk).get(name=name)
    return found


def _define(stage: Stage, told: dict[str, Any]) -> None:
    step = told.get("step")
    indicator = operations.define_indicator(
        name=told["name"],
        unit=told["unit"],
        source=told.get("source", EXAMPLE),
        goal=stage.goal(told["goal"]),
        step=stage.steps[tuple(step)] if step else None,
        kind=IndicatorKind(told.get("kind", "development")),
        definition=told["definition"],
        decimals=told["decimals"],
        wished=Direction(told["wished"]),
        limits=told["limits"],
        lag_months=told.get("lag_months"),
        update_month=told.get("update_month"),
        owner=stage.users[told["owner"]],
        is_example=True,
        by=stage.actors["egon"],
        at=at(told.get("defined_on", FIRST_DAY)),
    )
    _set_target(stage, indicator, told.get("target"))


def _set_target(stage: Stage, indicator: Indicator, told: dict[str, str] | None) -> None:
    if told is None:
        return
    operations.set_target(
        indicator=indicator, wanted=_wanted(told), decision=told["decision"], by=stage.actors["egon"], at=at(FIRST_DAY)
    )


def _wanted(told: dict[str, str]) -> PeriodPath | Band:
    if "low" in told:
        return Band(Decimal(told["low"]), Decimal(told["high"]))
    return PeriodPath(
        Decimal(told["baseline"]),
        Period.parse(told["baseline_period"]),
        Decimal(told["level"]),
        Period.parse(told["level_period"]),
    )


def _record(stage: Stage, name: str, period: Period, figures: list[str]) -> None:
    indicator = _indicator(stage, name)
    for breakdown, figure in zip(SERIES, figures, strict=False):
        is_missing = figure in set(Missing)
        operations.record_measurement(
            indicator=indicator,
            period=period,
            breakdown=breakdown,
            value=None if is_missing else Decimal(figure),
            missing=Missing(figure) if is_missing else None,
            by=stage.actors["egon"],
            at=at(_published(period, indicator.lag_months or 1), 10),
        )


def _published(period: Period, lag_months: int) -> date:
    """The first day of the month after the delay, but never before there was a strategy to follow."""
    return min(max(Period.of(period.last, Span.MONTH).shifted(lag_months + 1).first, FIRST_DAY), LAST_DAY)


def _correct(stage: Stage, name: str, written: str, figure: str, why: str) -> None:
    series = Measurement.objects.of(stage.region.pk).filter(indicator__name=name, breakdown=Breakdown.ALL)
    operations.correct_measurement(
        measurement=series.current().get(period=Period.parse(written)),
        value=Decimal(figure),
        note=why,
        by=stage.actors["egon"],
        at=at(CORRECTED_ON, 10),
    )
