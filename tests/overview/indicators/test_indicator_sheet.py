from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.factories import (
    MONDAY,
    AssessmentFactory,
    ChainStepFactory,
    GoalFactory,
    IndicatorFactory,
    JudgementFactory,
    MeasurementFactory,
    TargetFactory,
)
from varv.core.judgement import Axis, Verdict
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.status import Band, Direction, Missing, Status
from varv.indicators import operations
from varv.indicators.models import PeriodPath
from varv.overview.indicators.indicator_list import Reached
from varv.overview.indicators.indicator_sheet import Progress, due_after, indicator_sheet
from varv.regions.models import User
from varv.statistics.operations import bind_series, read_payload
from varv.statistics.recorded import recorded_payload

TODAY = MONDAY.date()
LATER = datetime(2027, 1, 12, 6, 10, tzinfo=UTC)


def measured(indicator, **values):
    for year, value in values.items():
        MeasurementFactory(indicator=indicator, period=Period(int(year[1:])), value=Decimal(value))
    return indicator


def test_sheet_tells_what_is_counted_and_what_it_does_not_tell(anna, alvmark):
    owner = User.objects.get(pk=anna.person_id)
    step = ChainStepFactory(text="Ökad kompetensnivå")
    indicator = IndicatorFactory(
        definition="Elever med examen", limits="Säger inget om vad de kan.", licence="CC0", owner=owner, step=step
    )

    sheet = indicator_sheet(indicator, TODAY)

    assert (sheet.definition, sheet.limits, sheet.licence) == (
        "Elever med examen",
        "Säger inget om vad de kan.",
        "CC0",
    )
    assert (sheet.owner, sheet.step, sheet.chain_id) == ("Anna", "Ökad kompetensnivå", step.chain_id)
    assert (sheet.line.id, sheet.revision) == (indicator.pk, 1)


def test_sheet_of_a_new_indicator_claims_nothing(db):
    sheet = indicator_sheet(IndicatorFactory(), TODAY)

    assert sheet.line.status is Status.NO_DATA
    assert (sheet.points, sheet.table, sheet.vintages, sheet.corrections) == ({}, [], (), ())
    assert (sheet.target, sheet.progress, sheet.next_due, sheet.is_late) == (None, None, None, False)
    assert (sheet.recorded_on, sheet.sources, sheet.verdicts) == (None, (), None)


def test_sheet_compares_the_latest_value_with_its_path(db):
    """From 70 at the end of 2022 to 80 eight years (2 922 days) later: 73.75 is expected after three (1 096 days)."""
    indicator = measured(TargetFactory().indicator, y2023="71", y2025="72")

    sheet = indicator_sheet(indicator, TODAY)

    expected = Decimal(70) + Decimal(10) * 1096 / 2922
    assert sheet.line.latest == Reached(Period(2025), Decimal(72))
    assert sheet.line.status is Status.AT_RISK
    assert sheet.progress == Progress(
        moved=Decimal(2),
        wanted=expected - 70,
        expected=expected,
        at_this_pace=70 + Decimal(2) / (expected - 70) * 10,
    )


def test_sheet_foresees_nothing_after_the_targets_day_or_on_the_baselines(db):
    target = TargetFactory(level_period=Period(2025), level_on=date(2025, 12, 31))
    past = indicator_sheet(measured(target.indicator, y2025="72"), TODAY)
    start = indicator_sheet(measured(TargetFactory().indicator, y2022="70"), TODAY)

    assert (past.progress.expected, past.progress.at_this_pace) == (Decimal(80), None)
    assert (start.progress.expected, start.progress.at_this_pace) == (Decimal(70), None)


def test_sheet_has_no_way_to_go_without_a_path(egon):
    indicator = measured(IndicatorFactory(wished=Direction.UP), y2024="70", y2025="72")
    wish = indicator_sheet(indicator, TODAY)
    operations.set_target(
        indicator=indicator, wanted=Band(Decimal(70), Decimal(75)), decision="RF § 3", by=egon, at=MONDAY
    )
    band = indicator_sheet(indicator, TODAY)

    assert (wish.progress, wish.line.status) == (None, Status.RIGHT_DIRECTION)
    assert (band.progress, band.line.status) == (None, Status.WITHIN)
    assert (band.target.low, band.target.high, band.target.decision) == (Decimal(70), Decimal(75), "RF § 3")


def test_sheet_keeps_the_targets_that_were(egon):
    indicator = IndicatorFactory()
    path = PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2030))
    operations.set_target(indicator=indicator, wanted=path, decision="RF 2023", by=egon, at=MONDAY)
    operations.set_target(
        indicator=indicator, wanted=Band(Decimal(1), Decimal(2)), decision="RF 2027", by=egon, at=LATER
    )

    sheet = indicator_sheet(indicator, TODAY)

    (old,) = sheet.earlier_targets
    assert (old.level, old.level_period, old.decision) == (Decimal(80), Period(2030), "RF 2023")
    assert (old.set_on, old.replaced_on) == (date(2026, 11, 16), date(2027, 1, 12))
    assert (sheet.target.decision, sheet.target.replaced_on) == ("RF 2027", None)


def test_sheet_has_a_row_for_each_period_and_a_cell_for_each_breakdown(db):
    indicator = measured(IndicatorFactory(), y2024="72.7", y2025="73.6")
    MeasurementFactory(indicator=indicator, breakdown=Breakdown.WOMEN, value=Decimal("79.3"))
    MeasurementFactory(indicator=indicator, period=Period(2023), value=None, missing=Missing.SUPPRESSED, mark="..")

    sheet = indicator_sheet(indicator, TODAY)

    assert list(sheet.points) == [Breakdown.ALL, Breakdown.WOMEN]
    assert [(period, [cell and cell.value for cell in cells]) for period, cells in sheet.table] == [
        (Period(2025), [Decimal("73.6"), Decimal("79.3")]),
        (Period(2024), [Decimal("72.7"), None]),
        (Period(2023), [None, None]),
    ]
    missing = sheet.points[Breakdown.ALL][0]
    assert (missing.missing, missing.mark) == (Missing.SUPPRESSED, "..")
    assert sheet.table[1][1][1] is None


def test_sheet_tells_every_vintage_and_which_one_counts(egon):
    indicator = IndicatorFactory()
    first = operations.record_measurement(
        indicator=indicator, period=Period(2025), value=Decimal("73.6"), by=egon, at=MONDAY
    )
    second = operations.correct_measurement(
        measurement=first, value=Decimal("73.3"), note="Rättad i Hedvik", by=egon, at=LATER
    )
    operations.record_measurement(indicator=indicator, period=Period(2024), value=Decimal(72), by=egon, at=MONDAY)

    sheet = indicator_sheet(indicator, TODAY)

    assert [(line.period, line.number, line.value, line.is_newest) for line in sheet.vintages] == [
        (Period(2024), 1, Decimal(72), True),
        (Period(2025), 1, Decimal("73.6"), False),
        (Period(2025), 2, Decimal("73.3"), True),
    ]
    (correction,) = sheet.corrections
    assert (correction.before.value, correction.value, correction.note) == (
        Decimal("73.6"),
        Decimal("73.3"),
        "Rättad i Hedvik",
    )
    assert correction.recorded_on == sheet.recorded_on == date(2027, 1, 12)
    newest = sheet.points[Breakdown.ALL][1]
    assert (newest.measurement_id, newest.is_corrected) == (second.pk, True)


def test_sheet_shows_what_a_person_has_judged_beside_the_figure(disa):
    goal = GoalFactory()
    indicator = measured(TargetFactory(indicator__goal=goal).indicator, y2025="73.6")
    author = User.objects.get(pk=disa.person_id)
    AssessmentFactory(goal=goal)
    latest = AssessmentFactory(goal=goal, author=author, assessed_at=LATER)
    JudgementFactory(assessment=latest, axis=Axis.CONTRIBUTION)
    JudgementFactory(assessment=latest, axis=Axis.STATE, verdict=Verdict.PARTLY, reason="Flickorna lyfter snittet.")

    sheet = indicator_sheet(indicator, TODAY)

    assert (sheet.verdicts.author, sheet.verdicts.on) == ("Disa", date(2027, 1, 12))
    assert list(sheet.verdicts.axes.items()) == [
        (Axis.STATE, (Verdict.PARTLY, "Flickorna lyfter snittet.")),
        (Axis.CONTRIBUTION, (Verdict.NOT_ASSESSED, "")),
    ]
    assert sheet.line.status is Status.ON_TRACK


def test_sheet_of_an_indicator_without_goal_borrows_nobodys_judgement(db):
    AssessmentFactory()

    assert indicator_sheet(IndicatorFactory(goal=None), TODAY).verdicts is None


def test_sheet_names_the_official_table_behind_its_figures(egon):
    indicator = IndicatorFactory()
    bind_series(
        indicator=indicator,
        source="scb",
        table="TAB6471",
        selection={"Region": "18", "Alder": "20-29", "Kon": "TotSa", "ContentsCode": "000007SF"},
        time_dimension="Tid",
        by=egon,
        at=MONDAY,
    )
    (unread,) = indicator_sheet(indicator, TODAY).sources

    read_payload(payload=recorded_payload("TAB6471"), source="scb", table="TAB6471", by=egon, at=MONDAY)
    (source,) = indicator_sheet(indicator, TODAY).sources

    assert (unread.fetched_at, unread.chosen, unread.label) == (None, (), "")
    assert (source.source, source.table, source.breakdown) == ("scb", "TAB6471", Breakdown.ALL)
    assert source.label == "Folkmängden per månad efter region, ålder, kön och månad"
    assert source.chosen == ("Örebro län", "20-29 år", "totalt, samtliga män och kvinnor", "Folkmängden per månad")
    assert source.licence == "https://creativecommons.org/share-your-work/public-domain/cc0/"
    assert (source.updated_at, source.fetched_at) == (
        datetime(2026, 6, 8, 6, tzinfo=UTC),
        recorded_payload("TAB6471").fetched_at,
    )


@pytest.mark.parametrize(
    ("period", "lag", "month", "due"),
    [
        ("2025", None, None, None),
        ("2025", 0, None, date(2026, 12, 31)),
        ("2025", 6, None, date(2027, 6, 30)),
        ("2025", 6, 12, date(2027, 12, 31)),
        ("2025", 6, 6, date(2027, 6, 30)),
        ("2026M04", 2, None, date(2026, 7, 31)),
        ("2026M12", 1, None, date(2027, 2, 28)),
    ],
)
def test_next_value_is_due_when_the_source_has_had_its_time(period, lag, month, due):
    assert due_after(Reached(Period.parse(period), Decimal(1)), lag, month) == due


def test_next_value_of_nothing_is_never_due():
    assert due_after(None, 6, 12) is None


def test_sheet_says_when_a_value_is_late(db):
    late = measured(IndicatorFactory(lag_months=6), y2024="72")
    fresh = measured(IndicatorFactory(lag_months=6), y2025="72")

    assert [indicator_sheet(late, TODAY).next_due, indicator_sheet(late, TODAY).is_late] == [date(2026, 6, 30), True]
    assert [indicator_sheet(fresh, TODAY).next_due, indicator_sheet(fresh, TODAY).is_late] == [date(2027, 6, 30), False]


@pytest.mark.parametrize("many", [1, 3])
def test_sheet_takes_six_queries_however_much_there_is(db, django_assert_num_queries, many):
    indicator = IndicatorFactory(goal=GoalFactory())
    for number in range(many):
        TargetFactory(indicator=indicator, replaced_at=LATER)
        MeasurementFactory(indicator=indicator, period=Period(2020 + number))
        JudgementFactory(assessment=AssessmentFactory(goal=indicator.goal))

    with django_assert_num_queries(6):
        indicator_sheet(indicator, TODAY)
