from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from varv.core.counting import Adding, Dimension
from varv.core.kinds import Breakdown, Succession
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.status import Band, Missing
from varv.indicators.fates import TargetFate
from varv.indicators.models import DECIMALS, DIGITS, Indicator, Measurement, PeriodPath, Target
from varv.regions.models import User

BIGGEST = Decimal(10) ** (DIGITS - DECIMALS)
# More digits than this SQLite would round in silence; the rule is the same on every database.
SIGNIFICANT = 15


def check_measure(by: Actor) -> None:
    """Who works with indicators: what is counted, what we want of it, and what it came to."""
    by.require(May.MEASURE)


def check_define(name: str, owner: User | None, by: Actor, *, indicator: Indicator | None = None) -> None:
    """One name for one indicator, and an owner who works here."""
    check_measure(by)
    others = Indicator.objects.of(by.region_id).filter(name=name)
    if others.exclude(pk=indicator.pk if indicator else None).exists():
        raise RuleBroken("indicator.name_taken", field="name", name=name)
    if owner is not None and not User.objects.working_in(by.region_id).filter(pk=owner.pk).exists():
        raise RuleBroken("indicator.owner_works_elsewhere", field="owner", owner=owner.name)


def check_ratio(
    indicator: Indicator, adding: Adding, numerator: Indicator | None, denominator: Indicator | None
) -> None:
    """A ratio divides one indicator's total by another's; neither is itself a ratio. Nothing else has parts."""
    if adding is not Adding.RATIO:
        if numerator or denominator:
            raise RuleBroken("indicator.parts_without_ratio", field="adding")
        return
    for field, part in (("numerator", numerator), ("denominator", denominator)):
        if part is None:
            raise RuleBroken("indicator.ratio_part_missing", field=field)
        if part.adding is Adding.RATIO or part.pk == indicator.pk:
            raise RuleBroken("indicator.ratio_of_ratio", field=field, name=part.name)
    divided = Indicator.objects.of(indicator.region_id).filter(Q(numerator=indicator.pk) | Q(denominator=indicator.pk))
    if indicator.pk and divided.exists():
        raise RuleBroken("indicator.is_part_of_ratio", field="adding")


def check_dimensions(dimensions: Iterable[str]) -> None:
    """Figures are broken down only by what the system knows how to add."""
    if not set(dimensions) <= set(Dimension):
        raise RuleBroken("indicator.unknown_dimension", field="dimensions")


def check_set_target(wanted: PeriodPath | Band, by: Actor) -> None:
    """A path has a length (``core.status.Path`` refuses otherwise), and all numbers can be kept exactly."""
    check_measure(by)
    if isinstance(wanted, Band):
        check_number(wanted.low, field="low")
        check_number(wanted.high, field="high")
        return
    check_number(wanted.baseline, field="baseline")
    check_number(wanted.level, field="level")
    wanted.as_path()


def check_target_fates(targets: Iterable[Target], fates: Mapping[Indicator, TargetFate], by: Actor) -> None:
    """When the phase changes every target of the strategy is carried on, ended or given anew; none is forgotten."""
    check_measure(by)
    for target in targets:
        fate = fates.get(target.indicator)
        if fate is None:
            raise RuleBroken("phase.target_without_fate", name=target.indicator.name)
        if fate.how not in {Succession.CARRIED, Succession.CHANGED, Succession.ENDED}:
            raise RuleBroken("phase.unknown_target_fate", name=target.indicator.name)
        if fate.how is Succession.CHANGED and fate.wanted is None:
            raise RuleBroken("phase.new_target_missing", name=target.indicator.name)


def check_record(indicator: Indicator, period: Period, breakdown: Breakdown, by: Actor, at: datetime) -> None:
    """A first value for a period that has begun. A second one is a correction."""
    check_measure(by)
    if period.first > timezone.localtime(at).date():
        raise RuleBroken("measurement.period_not_begun", field="period", period=period, first=period.first)
    written = Measurement.objects.of(indicator.region_id).filter(indicator=indicator, period=period)
    newest = written.filter(breakdown=breakdown).current().first()
    if newest is not None:
        raise RuleBroken("measurement.already_recorded", field="period", period=period, measurement=newest.pk)


def check_correct(measurement: Measurement, note: str, by: Actor) -> None:
    """Only the newest vintage is corrected, and the reader in four years is told why."""
    check_measure(by)
    if not note.strip():
        raise RuleBroken("measurement.note_missing", field="note")
    if Measurement.objects.of(measurement.region_id).filter(corrects=measurement).exists():
        raise RuleBroken("measurement.corrected_already", period=measurement.period)


def check_differs(measurement: Measurement, value: Decimal | None, missing: Missing | None, mark: str) -> None:
    """A correction says something else than what it corrects."""
    if (measurement.value, measurement.missing, measurement.mark) == (value, missing, mark):
        raise RuleBroken("measurement.nothing_changed", field="value", period=measurement.period)


def check_value(value: Decimal | None, missing: Missing | None) -> None:
    """A value or the reason why there is none; never both, never neither. Nothing is not zero."""
    if (value is None) == (missing is None):
        raise RuleBroken("measurement.value_or_reason", field="value")
    if value is not None:
        check_number(value, field="value")


def check_number(value: Decimal, *, field: str) -> None:
    """A number that every database keeps to the last digit."""
    if (
        not value.is_finite()
        or abs(value) >= BIGGEST
        or value != round(value, DECIMALS)
        or len(value.normalize().as_tuple().digits) > SIGNIFICANT
    ):
        raise RuleBroken("number.too_many_digits", field=field, digits=SIGNIFICANT, decimals=DECIMALS)
