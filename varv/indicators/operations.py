from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import Breakdown, IndicatorKind, StrategyPhase, Succession
from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.status import Band, Direction, Missing
from varv.indicators import rules
from varv.indicators.fates import TargetFate
from varv.indicators.models import Indicator, Measurement, PeriodPath, Target
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy import operations as strategy
from varv.strategy.fates import Fate
from varv.strategy.models import ChainStep, Goal, PhaseChange, SteeringDocument

LONGEST_DECISION = 200  # what a target keeps of its reason


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
    counting: Counting
    adding: Adding
    dimensions: Sequence[Dimension]
    numerator: Indicator | None
    denominator: Indicator | None


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
    same_region(indicator, indicator.goal, indicator.step, indicator.numerator, indicator.denominator)
    rules.check_ratio(indicator, indicator.adding, indicator.numerator, indicator.denominator)
    rules.check_dimensions(indicator.dimensions)
    indicator.save()
    trail.write(indicator, "defined", by=by, at=at)
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, revision: int, by: Actor, at: datetime, **edited: Unpack[Edited]) -> None:
    """Describe an indicator better. Only what is given is changed; its values are never touched."""
    indicator = indicator.locked()
    rules.check_define(edited.get("name", indicator.name), edited.get("owner"), by, indicator=indicator)
    trail.check_fresh(indicator, revision)
    numerator, denominator = (
        edited.get("numerator", indicator.numerator),
        edited.get("denominator", indicator.denominator),
    )
    same_region(indicator, edited.get("goal"), edited.get("step"), numerator, denominator)
    rules.check_ratio(indicator, edited.get("adding", indicator.adding), numerator, denominator)
    rules.check_dimensions(edited.get("dimensions", ()))
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
def change_phase(
    *,
    document: SteeringDocument,
    to: StrategyPhase,
    on: date,
    reason: str,
    fates: Mapping[Goal, Fate],
    targets: Mapping[Indicator, TargetFate],
    by: Actor,
    at: datetime,
) -> PhaseChange:
    """A strategy changes phase, and with it the targets of its goals' indicators.

    The indicators of a goal that is rewritten follow to the new one, so that the years stay comparable. Those of a
    goal that ends stay with it, and their targets end. ``targets`` says what becomes of every other target.
    """
    change = strategy.change_phase(document=document, to=to, on=on, reason=reason, fates=fates, by=by, at=at)
    successors = {line.goal_id: line.successor for line in change.successions.exclude(successor=None)}
    ended = set(change.successions.filter(how=Succession.ENDED).values_list("goal_id", flat=True))
    indicators = Indicator.objects.of(document.region_id).filter(goal__in=fates)
    met = list(Target.objects.of(document.region_id).filter(indicator__in=indicators).current().order_by("pk"))
    rules.check_target_fates([target for target in met if target.indicator.goal_id not in ended], targets, by)
    for target in met:
        fate = TargetFate(Succession.ENDED) if target.indicator.goal_id in ended else targets[target.indicator]
        _meet(target, fate, reason, by, at)
    for indicator in indicators.filter(goal__in=successors).order_by("pk"):
        moved = indicator.locked()
        moved.change(goal=successors[moved.goal_id])
        trail.write(moved, "moved", by=by, at=at)
    return change


def _meet(target: Target, fate: TargetFate, reason: str, by: Actor, at: datetime) -> None:
    """What was decided for one target happens to it."""
    if fate.how is Succession.ENDED:
        drop_target(indicator=target.indicator, by=by, at=at)
    elif fate.wanted is not None:
        set_target(indicator=target.indicator, wanted=fate.wanted, decision=reason[:LONGEST_DECISION], by=by, at=at)


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
