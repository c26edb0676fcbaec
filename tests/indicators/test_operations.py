from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.factories import MONDAY, ChainStepFactory, GoalFactory, IndicatorFactory
from tests.people import verbs
from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Band, Direction, Missing, Path
from varv.indicators import operations
from varv.indicators.models import Indicator, Measurement, PeriodPath, Target
from varv.regions.models import TrailEntry, User

TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
PATH = PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2030))


def defined(by, **described) -> Indicator:
    named = {"name": "Gymnasieexamen", "unit": "procent", "source": "Kolada"} | described
    return operations.define_indicator(**named, by=by, at=MONDAY)


def recorded(by, value=Decimal("73.6"), **more) -> Measurement:
    indicator = more.pop("indicator", None) or IndicatorFactory()
    named = {"period": Period(2025), "value": value} | more
    return operations.record_measurement(indicator=indicator, **named, by=by, at=MONDAY)


def told(thing) -> tuple:
    """What the trail's last line says was changed."""
    line = TrailEntry.objects.about(thing).last()
    return line.before, line.after


def test_define_indicator_keeps_what_was_said(egon, alvmark):
    goal, owner = GoalFactory(), User.objects.get(pk=egon.person_id)

    indicator = defined(egon, goal=goal, kind=IndicatorKind.CONTRIBUTION, decimals=1, owner=owner, update_month=12)

    kept = Indicator.objects.of(alvmark.pk).get()
    assert kept == indicator
    assert (kept.name, kept.unit, kept.source, kept.goal, kept.kind) == (
        "Gymnasieexamen",
        "procent",
        "Kolada",
        goal,
        IndicatorKind.CONTRIBUTION,
    )
    assert (kept.decimals, kept.owner, kept.update_month, kept.wished) == (1, owner, 12, Direction.UP)
    assert verbs(indicator) == ["defined"]


def test_define_indicator_does_not_reach_into_another_region(egon, sydland):
    for elsewhere in ({"goal": GoalFactory(region=sydland)}, {"step": ChainStepFactory(region=sydland)}):
        with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
            defined(egon, **elsewhere)

    assert Indicator.objects.of(egon.region_id).count() == 0


def test_define_indicator_is_refused_a_reader(cilla):
    with pytest.raises(NotAllowed):
        defined(cilla)


def test_define_indicator_is_refused_a_name_twice(egon):
    defined(egon)

    with pytest.raises(RuleBroken, match=r"indicator\.name_taken"):
        defined(egon)


def test_edit_indicator_changes_only_what_is_given(egon):
    indicator = defined(egon, limits="Säger inget om vad eleverna kan.")

    operations.edit_indicator(indicator=indicator, revision=1, name="Examen", decimals=1, by=egon, at=TUESDAY)

    indicator.refresh_from_db()
    assert (indicator.name, indicator.decimals, indicator.limits) == ("Examen", 1, "Säger inget om vad eleverna kan.")
    assert verbs(indicator) == ["defined", "edited"]
    assert told(indicator) == ({"name": "Gymnasieexamen", "decimals": 0}, {"name": "Examen", "decimals": 1})


def test_edit_indicator_finds_out_a_stale_form(anna, egon):
    indicator = defined(egon)
    operations.edit_indicator(indicator=indicator, revision=1, unit="andel", by=anna, at=TUESDAY)

    with pytest.raises(RuleBroken, match="stale") as refused:
        operations.edit_indicator(indicator=indicator, revision=1, unit="antal", by=egon, at=TUESDAY)

    indicator.refresh_from_db()
    assert indicator.unit == "andel"
    assert refused.value.facts == {"by": "Anna", "at": TUESDAY}


def test_edit_indicator_moves_to_no_other_region(egon, sydland):
    indicator = defined(egon)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.edit_indicator(
            indicator=indicator, revision=1, goal=GoalFactory(region=sydland), by=egon, at=TUESDAY
        )


def test_edit_indicator_is_refused_a_reporter(egon, bo):
    indicator = defined(egon)

    with pytest.raises(NotAllowed):
        operations.edit_indicator(indicator=indicator, revision=1, unit="antal", by=bo, at=TUESDAY)

    assert verbs(indicator) == ["defined"]


def test_set_target_draws_a_path(egon):
    indicator = IndicatorFactory()

    target = operations.set_target(
        indicator=indicator, wanted=PATH, decision="Regionfullmäktige 2023", by=egon, at=MONDAY
    )

    assert list(Target.objects.of(egon.region_id).current()) == [target]
    assert indicator.aim(target) == Path(Decimal(70), date(2022, 12, 31), Decimal(80), date(2030, 12, 31))
    assert (target.decision, target.set_at) == ("Regionfullmäktige 2023", MONDAY)
    assert verbs(target) == ["set"]


def test_set_target_replaces_and_keeps_the_old(egon):
    indicator = IndicatorFactory()
    old = operations.set_target(indicator=indicator, wanted=PATH, decision="", by=egon, at=MONDAY)

    new = operations.set_target(
        indicator=indicator, wanted=Band(Decimal(70), Decimal(80)), decision="RF § 12", by=egon, at=TUESDAY
    )

    old.refresh_from_db()
    assert (old.replaced_at, old.level) == (TUESDAY, Decimal(80))
    assert Target.objects.of(egon.region_id).current().get().as_aim() == Band(Decimal(70), Decimal(80))
    assert (verbs(old), verbs(new)) == (["set", "replaced"], ["set"])


def test_set_target_that_is_refused_leaves_the_old_in_place(egon):
    indicator = IndicatorFactory()
    old = operations.set_target(indicator=indicator, wanted=PATH, decision="", by=egon, at=MONDAY)

    wrong = PeriodPath(Decimal(70), Period(2030), Decimal(80), Period(2022))
    with pytest.raises(RuleBroken):
        operations.set_target(indicator=indicator, wanted=wrong, decision="", by=egon, at=TUESDAY)

    assert list(Target.objects.of(egon.region_id).current()) == [old]
    assert verbs(old) == ["set"]


def test_drop_target_leaves_only_the_wish_and_the_history(egon):
    indicator = IndicatorFactory()
    target = operations.set_target(indicator=indicator, wanted=PATH, decision="", by=egon, at=MONDAY)

    operations.drop_target(indicator=indicator, by=egon, at=TUESDAY)
    operations.drop_target(indicator=indicator, by=egon, at=TUESDAY)

    assert list(Target.objects.of(egon.region_id).current()) == []
    target.refresh_from_db()
    assert target.replaced_at == TUESDAY
    assert verbs(target) == ["set", "dropped"]


def test_targets_are_not_for_readers(egon, cilla):
    indicator = IndicatorFactory()
    target = operations.set_target(indicator=indicator, wanted=PATH, decision="", by=egon, at=MONDAY)

    with pytest.raises(NotAllowed):
        operations.set_target(indicator=indicator, wanted=PATH, decision="", by=cilla, at=TUESDAY)
    with pytest.raises(NotAllowed):
        operations.drop_target(indicator=indicator, by=cilla, at=TUESDAY)

    assert verbs(target) == ["set"]


def test_record_measurement_keeps_a_value(egon):
    measurement = recorded(egon, mark="p", note="Preliminär", published_on=date(2026, 1, 12))

    kept = Measurement.objects.of(egon.region_id).get()
    assert kept == measurement
    assert (kept.value, kept.missing, kept.mark, kept.note) == (Decimal("73.6"), None, "p", "Preliminär")
    assert (kept.period, kept.breakdown, kept.published_on, kept.recorded_at) == (
        Period(2025),
        Breakdown.ALL,
        date(2026, 1, 12),
        MONDAY,
    )
    assert verbs(measurement) == ["recorded"]


def test_record_measurement_keeps_zero_as_zero_and_nothing_as_nothing(egon):
    indicator = IndicatorFactory()
    zero = recorded(egon, Decimal(0), indicator=indicator)
    nothing = recorded(egon, indicator=indicator, period=Period(2024), value=None, missing=Missing.NIL)

    zero.refresh_from_db()
    nothing.refresh_from_db()
    assert (zero.value, zero.missing) == (Decimal(0), None)
    assert (nothing.value, nothing.missing) == (None, Missing.NIL)


def test_record_measurement_twice_points_to_correcting(egon):
    first = recorded(egon)

    with pytest.raises(RuleBroken, match=r"measurement\.already_recorded") as refused:
        recorded(egon, Decimal(80), indicator=first.indicator)

    assert refused.value.facts["measurement"] == first.pk
    assert Measurement.objects.of(egon.region_id).get().value == Decimal("73.6")


def test_record_measurement_refuses_neither_value_nor_reason(egon):
    with pytest.raises(RuleBroken, match=r"measurement\.value_or_reason"):
        recorded(egon, value=None)


def test_record_measurement_is_refused_a_reporter(bo):
    with pytest.raises(NotAllowed):
        recorded(bo)


def test_correct_measurement_is_a_new_row_that_points_to_the_old(egon):
    old = recorded(egon, mark="p")

    new = operations.correct_measurement(
        measurement=old, value=Decimal("73.3"), note=" Rättad i Hedvik ", by=egon, at=TUESDAY
    )

    old.refresh_from_db()
    assert (old.value, old.mark) == (Decimal("73.6"), "p")
    assert (new.corrects, new.value, new.note, new.recorded_at) == (old, Decimal("73.3"), "Rättad i Hedvik", TUESDAY)
    assert (new.period, new.breakdown, new.indicator_id) == (old.period, old.breakdown, old.indicator_id)
    assert list(Measurement.objects.of(egon.region_id).current()) == [new]
    assert (verbs(old), verbs(new)) == (["recorded"], ["corrected"])


def test_correct_measurement_may_take_a_value_away_with_a_reason(egon):
    old = recorded(egon)

    new = operations.correct_measurement(
        measurement=old, missing=Missing.SUPPRESSED, note="Färre än 30 elever", by=egon, at=TUESDAY
    )

    assert (new.value, new.missing) == (None, Missing.SUPPRESSED)


def test_correct_measurement_corrects_the_newest_only(egon):
    old = recorded(egon)
    new = operations.correct_measurement(measurement=old, value=Decimal(73), note="Rättad", by=egon, at=TUESDAY)

    with pytest.raises(RuleBroken, match=r"measurement\.corrected_already"):
        operations.correct_measurement(measurement=old, value=Decimal(72), note="Igen", by=egon, at=TUESDAY)
    newest = operations.correct_measurement(measurement=new, value=Decimal(72), note="Igen", by=egon, at=TUESDAY)

    assert list(Measurement.objects.of(egon.region_id).current()) == [newest]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"value": Decimal(73), "note": " "}, "measurement.note_missing"),
        ({"note": "Rättad"}, "measurement.value_or_reason"),
        ({"value": Decimal("73.60"), "note": "Rättad"}, "measurement.nothing_changed"),
        ({"value": Decimal("1e15"), "note": "Rättad"}, "number.too_many_digits"),
    ],
)
def test_correct_measurement_refuses(egon, said, code):
    old = recorded(egon)

    with pytest.raises(RuleBroken) as refused:
        operations.correct_measurement(measurement=old, **said, by=egon, at=TUESDAY)

    assert refused.value.code == code
    assert Measurement.objects.of(egon.region_id).get() == old


def test_correct_measurement_is_refused_a_reader(egon, cilla):
    old = recorded(egon)

    with pytest.raises(NotAllowed):
        operations.correct_measurement(measurement=old, value=Decimal(73), note="Rättad", by=cilla, at=TUESDAY)
