from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories import GoalFactory, IndicatorFactory, MeasurementFactory, TargetFactory
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.status import Band, Direction, Missing, Path, Point, Wish
from varv.indicators.models import Indicator, Measurement, PeriodPath, Target

LATER = datetime(2026, 12, 1, tzinfo=UTC)


def path_target(**values):
    return TargetFactory(**values)


def band_target(low, high, **values):
    nothing = dict.fromkeys(
        ["baseline", "baseline_period", "baseline_on", "level", "level_period", "level_on"],
    )
    return TargetFactory(low=Decimal(low), high=Decimal(high), **nothing, **values)


def test_indicators_stand_by_goal_then_by_name(alvmark):
    later = GoalFactory(place=2)
    sooner = GoalFactory(place=1)
    third = IndicatorFactory(goal=later, name="A")
    second = IndicatorFactory(goal=sooner, name="C")
    first = IndicatorFactory(goal=sooner, name="B")

    assert list(Indicator.objects.of(alvmark.pk).exclude(goal=None).in_order()) == [first, second, third]


def test_indicator_name_is_used_once_a_region(alvmark, sydland):
    IndicatorFactory(name="Skolresultat")
    IndicatorFactory(name="Skolresultat", region=sydland)

    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorFactory(name="Skolresultat")


def test_indicator_is_called_by_its_name(db):
    assert str(IndicatorFactory(name="Skolresultat")) == "Skolresultat"


def test_aim_without_target_is_only_a_wish(db):
    indicator = IndicatorFactory(wished=Direction.DOWN)

    assert indicator.aim(None) == Wish(Direction.DOWN)


def test_aim_with_a_path_runs_from_last_day_to_last_day(db):
    target = path_target()

    assert target.indicator.aim(target) == Path(Decimal(70), date(2022, 12, 31), Decimal(80), date(2030, 12, 31))


def test_aim_with_a_band_keeps_within(db):
    target = band_target("1.5", "2.5")

    assert target.indicator.aim(target) == Band(Decimal("1.5"), Decimal("2.5"))


def test_target_takes_over_a_path_with_its_days(db):
    target = Target()

    target.set_aim(PeriodPath(Decimal(1), Period(2022), Decimal(2), Period.parse("2026H1")))

    assert (target.baseline_on, target.level_on) == (date(2022, 12, 31), date(2026, 6, 30))
    assert target.as_aim() == Path(Decimal(1), date(2022, 12, 31), Decimal(2), date(2026, 6, 30))


def test_target_takes_over_a_band(db):
    target = Target()

    target.set_aim(Band(Decimal(1), Decimal(2)))

    assert target.as_aim() == Band(Decimal(1), Decimal(2))


def test_period_path_without_length_is_refused():
    path = PeriodPath(Decimal(1), Period(2022), Decimal(2), Period(2022))

    with pytest.raises(RuleBroken) as refused:
        path.as_path()

    assert refused.value.code == "target.path_has_no_length"


def test_target_says_its_level_or_its_floor(db):
    path, band = path_target(), band_target(1, 2)

    assert str(path) == f"{path.indicator_id}: 80"
    assert str(band) == f"{band.indicator_id}: 1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"level_on": date(2022, 12, 31)},
        {"level": Decimal(70)},
        {"baseline": None},
        {"low": Decimal(1)},
        {"low": Decimal(1), "high": Decimal(2)},
    ],
    ids=["no length in time", "no height", "no start", "half a band", "both path and band"],
)
def test_target_is_a_path_or_a_band(alvmark, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        path_target(**wrong)


def test_target_band_is_not_upside_down(alvmark):
    with pytest.raises(IntegrityError), transaction.atomic():
        band_target(2, 1)


def test_target_is_one_at_a_time(db):
    old = path_target(replaced_at=LATER)
    current = path_target(indicator=old.indicator)

    with pytest.raises(IntegrityError), transaction.atomic():
        path_target(indicator=old.indicator)

    assert list(Target.objects.of(old.region_id).current()) == [current]


def test_measurement_is_a_value_or_a_reason(db):
    indicator = IndicatorFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurementFactory(indicator=indicator, value=None, missing=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurementFactory(indicator=indicator, missing=Missing.SUPPRESSED)
    assert Measurement.objects.of(indicator.region_id).count() == 0


def test_measurement_has_one_first_vintage_a_period_and_breakdown(db):
    first = MeasurementFactory()
    MeasurementFactory(indicator=first.indicator, breakdown=Breakdown.WOMEN)
    MeasurementFactory(indicator=first.indicator, period=Period(2024))

    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurementFactory(indicator=first.indicator)


def test_measurement_is_corrected_once_by_each_row(db):
    first = MeasurementFactory()
    MeasurementFactory(indicator=first.indicator, corrects=first)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurementFactory(indicator=first.indicator, corrects=first)


def test_current_measurements_are_the_newest_vintages(db):
    first = MeasurementFactory()
    second = MeasurementFactory(indicator=first.indicator, corrects=first)
    third = MeasurementFactory(indicator=first.indicator, corrects=second)
    other = MeasurementFactory(indicator=first.indicator, period=Period(2024))

    assert set(Measurement.objects.of(first.region_id).current()) == {third, other}


def test_measured_leaves_out_what_is_missing(db):
    value = MeasurementFactory()
    MeasurementFactory(indicator=value.indicator, period=Period(2024), value=None, missing=Missing.SUPPRESSED)

    assert list(Measurement.objects.of(value.region_id).measured()) == [value]


def test_measurement_stands_as_a_point_on_its_last_day(db):
    measurement = MeasurementFactory(period=Period.parse("2026M04"), value=Decimal("1.5"))

    assert measurement.as_point() == Point(date(2026, 4, 30), Decimal("1.5"))
    assert str(measurement) == f"{measurement.indicator_id} 2026M04"


def test_missing_measurement_stands_as_a_point_without_value(db):
    measurement = MeasurementFactory(value=None, missing=Missing.NIL)

    assert measurement.as_point() == Point(date(2025, 12, 31), None)
