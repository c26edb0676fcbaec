from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.factories import MONDAY, IndicatorFactory, MeasurementFactory, UserFactory
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, Refusal, RuleBroken
from varv.core.status import Band, Missing
from varv.indicators import rules
from varv.indicators.models import PeriodPath
from varv.regions.models import User

NEW_YEARS_NIGHT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def refusal(check, *args, **kwargs) -> Refusal:
    with pytest.raises(Refusal) as refused:
        check(*args, **kwargs)
    return refused.value


def test_measure_is_for_analysts_and_strategists(anna, egon, bo, cilla, frida):
    rules.check_measure(anna)
    rules.check_measure(egon)

    for person in (bo, cilla, frida):
        with pytest.raises(NotAllowed):
            rules.check_measure(person)


def test_define_wants_a_name_of_its_own(egon):
    taken = IndicatorFactory(name="Skolresultat")

    refused = refusal(rules.check_define, "Skolresultat", None, egon)

    assert (refused.code, refused.facts) == ("indicator.name_taken", {"field": "name", "name": "Skolresultat"})
    rules.check_define("Skolresultat", None, egon, indicator=taken)


def test_define_does_not_mind_the_names_of_other_regions(egon, sydland):
    IndicatorFactory(name="Skolresultat", region=sydland)

    rules.check_define("Skolresultat", None, egon)


def test_define_wants_an_owner_who_works_here(egon, bo, stig):
    here, elsewhere = User.objects.get(pk=bo.person_id), User.objects.get(pk=stig.person_id)

    rules.check_define("Skolresultat", here, egon)
    refused = refusal(rules.check_define, "Skolresultat", elsewhere, egon)

    assert (refused.code, refused.facts["owner"]) == ("indicator.owner_works_elsewhere", "Stig")
    assert refusal(rules.check_define, "Skolresultat", UserFactory(), egon).code == "indicator.owner_works_elsewhere"


def test_define_is_refused_a_reader(cilla):
    assert isinstance(refusal(rules.check_define, "Skolresultat", None, cilla), NotAllowed)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2022)), "target.path_has_no_length"),
        (PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2021)), "target.path_has_no_length"),
        (PeriodPath(Decimal(70), Period(2022), Decimal(70), Period(2030)), "target.path_has_no_length"),
        (PeriodPath(Decimal(10**14), Period(2022), Decimal(70), Period(2030)), "number.too_many_digits"),
        (PeriodPath(Decimal(1), Period(2022), Decimal("1e-7"), Period(2030)), "number.too_many_digits"),
        (Band(Decimal("1e20"), Decimal("1e21")), "number.too_many_digits"),
        (Band(Decimal(1), Decimal("1e21")), "number.too_many_digits"),
    ],
)
def test_set_target_refuses(egon, path, code):
    assert refusal(rules.check_set_target, path, egon).code == code


def test_set_target_takes_a_path_and_a_band(egon, cilla):
    path = PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2030))

    rules.check_set_target(path, egon)
    rules.check_set_target(Band(Decimal(1), Decimal(1)), egon)

    assert isinstance(refusal(rules.check_set_target, path, cilla), NotAllowed)


def test_record_takes_a_period_that_has_begun(egon):
    indicator = IndicatorFactory()

    rules.check_record(indicator, Period(2026), Breakdown.ALL, egon, MONDAY)
    refused = refusal(rules.check_record, indicator, Period.parse("2026M12"), Breakdown.ALL, egon, MONDAY)

    assert (refused.code, refused.facts["field"]) == ("measurement.period_not_begun", "period")


def test_record_counts_the_day_in_sweden(egon):
    """Half past eleven in the evening, Greenwich: in Sweden the new year has begun."""
    rules.check_record(IndicatorFactory(), Period(2027), Breakdown.ALL, egon, NEW_YEARS_NIGHT)


def test_record_points_to_the_newest_vintage_that_is_there_already(egon):
    first = MeasurementFactory()
    second = MeasurementFactory(indicator=first.indicator, corrects=first)

    refused = refusal(rules.check_record, first.indicator, first.period, Breakdown.ALL, egon, MONDAY)

    assert (refused.code, refused.facts["measurement"]) == ("measurement.already_recorded", second.pk)
    rules.check_record(first.indicator, first.period, Breakdown.MEN, egon, MONDAY)


def test_record_is_refused_a_reporter(bo):
    refused = refusal(rules.check_record, IndicatorFactory(), Period(2025), Breakdown.ALL, bo, MONDAY)

    assert isinstance(refused, NotAllowed)


def test_correct_wants_a_note(egon):
    assert refusal(rules.check_correct, MeasurementFactory(), "  ", egon).facts == {"field": "note"}


def test_correct_takes_only_the_newest_vintage(egon, cilla):
    first = MeasurementFactory()
    second = MeasurementFactory(indicator=first.indicator, corrects=first)

    rules.check_correct(second, "Rättad i Hedvik", egon)

    assert refusal(rules.check_correct, first, "Rättad", egon).code == "measurement.corrected_already"
    assert isinstance(refusal(rules.check_correct, second, "Rättad", cilla), NotAllowed)


@pytest.mark.parametrize(
    ("value", "missing", "mark"),
    [(Decimal("73.7"), None, ""), (None, Missing.SUPPRESSED, ""), (Decimal("73.6"), None, "r")],
    ids=["another value", "no value", "another mark"],
)
def test_correction_differs(db, value, missing, mark):
    measurement = MeasurementFactory()

    rules.check_differs(measurement, value, missing, mark)


def test_correction_to_the_same_is_refused(db):
    measurement = MeasurementFactory()

    refused = refusal(rules.check_differs, measurement, Decimal("73.60"), None, "")

    assert refused.code == "measurement.nothing_changed"


def test_value_is_a_value_or_a_reason():
    rules.check_value(Decimal(0), None)
    rules.check_value(None, Missing.NOT_PUBLISHED_YET)

    assert refusal(rules.check_value, None, None).code == "measurement.value_or_reason"
    assert refusal(rules.check_value, Decimal(0), Missing.NIL).code == "measurement.value_or_reason"


@pytest.mark.parametrize("text", ["0", "-73.6", "99999999999999", "0.000001", "123456789.123456", "-0", "1e3"])
def test_number_within_reach_is_kept(text):
    rules.check_number(Decimal(text), field="value")


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "100000000000000",
        "1e400000",
        "0.0000001",
        "1e-400000",
        "1234567890.123456",
        "1.00000000000000000000000000000001",
    ],
)
def test_number_that_cannot_be_kept_is_refused(text):
    refused = refusal(rules.check_number, Decimal(text), field="level")

    assert isinstance(refused, RuleBroken)
    assert (refused.code, refused.facts["field"]) == ("number.too_many_digits", "level")
