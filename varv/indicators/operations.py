from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.status import Band, Direction, Missing
from varv.indicators import rules
from varv.indicators.models import Indicator, Measurement, PeriodPath, Target
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy.models import ChainStep, Goal


class Described(TypedDict, total=False):
    """What may be said of an indicator beside its name, unit and source."""

    goal: Goal | None
    step: ChainStep | None
    kind: IndicatorKind
    definition: str
    decimals: int
    wished: Direction
    source_link: str
    licence: str
    limits: str
    lag_months: int | None
    update_month: int | None
    owner: User | None
    is_example: bool


class Edited(Described, total=False):
    """What may be changed of an indicator."""

    name: str
    unit: str
    source: str


@transaction.atomic
def define_indicator(
    *, name: str, unit: str, source: str, by: Actor, at: datetime, **described: Unpack[Described]
) -> Indicator:
    """A new indicator: what is counted, in what unit, from where."""
    rules.check_define(name, described.get("owner"), by)
    indicator = Indicator(region_id=by.region_id, name=name, unit=unit, source=source, **described)
    same_region(indicator, indicator.goal, indicator.step)
    indicator.save()
    trail.write(indicator, "defined", by=by, at=at)
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, revision: int, by: Actor, at: datetime, **edited: Unpack[Edited]) -> None:
    """Describe an indicator better. Only what is given is changed; its values are never touched."""
    indicator = indicator.locked()
    rules.check_define(edited.get("name", indicator.name), edited.get("owner"), by, indicator=indicator)
    trail.check_fresh(indicator, revision)
    same_region(indicator, edited.get("goal"), edited.get("step"))
    indicator.change(**edited)
    trail.write(indicator, "edited", by=by, at=at)


@transaction.atomic
def set_target(*, indicator: Indicator, wanted: PeriodPath | Band, decision: str, by: Actor, at: datetime) -> Target:
    """What we want of the figure: a path from a baseline to a level, or a band to keep within.

    A new target replaces the current one, which is kept with the day it was replaced.
    """
    rules.check_set_target(wanted, by)
    indicator = indicator.locked()
    _replace_target(indicator, "replaced", by=by, at=at)
    target = Target(region_id=indicator.region_id, indicator=indicator, decision=decision, set_at=at)
    target.set_aim(wanted)
    target.save()
    trail.write(target, "set", by=by, at=at)
    return target


@transaction.atomic
def drop_target(*, indicator: Indicator, by: Actor, at: datetime) -> None:
    """Back to only a wished direction. The old target is kept. Nothing happens when there is none."""
    rules.check_measure(by)
    _replace_target(indicator.locked(), "dropped", by=by, at=at)


def _replace_target(indicator: Indicator, verb: str, *, by: Actor, at: datetime) -> None:
    for current in Target.objects.of(indicator.region_id).filter(indicator=indicator).current():
        target = current.locked()
        target.change(replaced_at=at)
        trail.write(target, verb, by=by, at=at)


@transaction.atomic
def record_measurement(
    *,
    indicator: Indicator,
    period: Period,
    breakdown: Breakdown = Breakdown.ALL,
    value: Decimal | None = None,
    missing: Missing | None = None,
    mark: str = "",
    note: str = "",
    published_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Measurement:
    """Keep a value for a period, or the reason why there is none.

    ``mark`` is the source's own sign beside the value, as it was written there.
    """
    indicator = indicator.locked()
    rules.check_record(indicator, period, breakdown, by, at)
    rules.check_value(value, missing)
    measurement = Measurement.objects.create(
        region_id=indicator.region_id,
        indicator=indicator,
        period=period,
        breakdown=breakdown,
        value=value,
        missing=missing,
        mark=mark,
        note=note,
        published_on=published_on,
        recorded_at=at,
    )
    trail.write(measurement, "recorded", by=by, at=at)
    return measurement


@transaction.atomic
def correct_measurement(
    *,
    measurement: Measurement,
    value: Decimal | None = None,
    missing: Missing | None = None,
    mark: str = "",
    note: str,
    published_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Measurement:
    """A new vintage that corrects the newest one; the old value stays as it was."""
    measurement = measurement.locked()
    rules.check_correct(measurement, note, by)
    rules.check_value(value, missing)
    rules.check_differs(measurement, value, missing, mark)
    corrected = Measurement.objects.create(
        region_id=measurement.region_id,
        indicator_id=measurement.indicator_id,
        period=measurement.period,
        breakdown=measurement.breakdown,
        value=value,
        missing=missing,
        mark=mark,
        note=note.strip(),
        corrects=measurement,
        published_on=published_on,
        recorded_at=at,
    )
    trail.write(corrected, "corrected", by=by, at=at)
    return corrected
