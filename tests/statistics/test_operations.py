import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import ProtectedError

from tests.factories import MONDAY, IndicatorFactory
from tests.people import verbs
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Missing
from varv.indicators.models import Measurement
from varv.indicators.operations import correct_measurement, record_measurement
from varv.regions.models import TrailEntry
from varv.statistics import operations
from varv.statistics.models import RawPayload, Series
from varv.statistics.operations import Refreshed
from varv.statistics.readings import Payload

SAMPLE = json.loads((Path(__file__).parents[1] / "samples" / "px2_synthetic.json").read_text())
FETCHED = datetime(2026, 6, 8, 8, 15, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
HALMSTAD = {"Region": "1380", "Kon": "1", "ContentsCode": "0000SYN1"}
HALLAND = {"Region": "13", "Kon": "2", "ContentsCode": "0000SYN1"}


def answer(cells=(), **changed) -> Payload:
    """The synthetic table, with other values in some cells or something else told of it."""
    told = json.loads(json.dumps(SAMPLE)) | changed
    for flat, value in dict(cells).items():
        told["value"][flat] = value
    return Payload(json.dumps(told).encode(), "CC0", FETCHED)


def bound(by, selection=HALLAND, **more) -> Series:
    named = {"indicator": IndicatorFactory(), "source": "scb", "table": "TAB9001", "time_dimension": "Tid"} | more
    return operations.bind_series(**named, selection=selection, by=by, at=MONDAY)


def refreshed(series, payload, by, at=MONDAY) -> Refreshed:
    return operations.refresh_series(series=series, payload=payload, by=by, at=at)


def vintages(series) -> list[tuple]:
    """Every row of the series' indicator: period, value, whether it corrects another."""
    rows = Measurement.objects.of(series.region_id).filter(indicator=series.indicator_id).order_by("period", "pk")
    return [(str(row.period), row.value, row.corrects_id is not None) for row in rows]


FIRST = [("2022", Decimal("80.9"), False), ("2023", Decimal("81.1"), False), ("2024", Decimal("80.7"), False)]


def test_bind_series_says_which_cells_feed_an_indicator(egon):
    series = bound(egon, breakdown=Breakdown.WOMEN)

    kept = Series.objects.of(egon.region_id).get()
    assert kept == series
    assert (kept.breakdown, kept.selection, kept.time_dimension) == (Breakdown.WOMEN, HALLAND, "Tid")
    assert (kept.payload, kept.refreshed_at, kept.described) == (None, None, [])
    assert verbs(series) == ["bound"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"source": "tidningen"}, "statistics.unknown_source"),
        ({"selection": {"Region": ["13", "1380"]}}, "statistics.one_code_each"),
        ({"selection": {"Tid": "2024"}}, "statistics.time_is_not_chosen"),
    ],
)
def test_bind_series_refuses(egon, more, code):
    with pytest.raises(RuleBroken) as refused:
        bound(egon, **more)

    assert refused.value.code == code
    assert not Series.objects.of(egon.region_id).exists()


def test_bind_series_is_refused_a_reporter(bo):
    with pytest.raises(NotAllowed):
        bound(bo)


def test_refresh_records_the_chosen_cell_of_every_period(egon):
    series = bound(egon)

    done = refreshed(series, answer(), egon)

    assert done == Refreshed(recorded=3)
    assert vintages(series) == FIRST
    first = Measurement.objects.of(egon.region_id).order_by("period").first()
    assert (first.mark, first.note, first.published_on, first.recorded_at) == ("", "", date(2026, 6, 2), MONDAY)
    assert verbs(first) == ["recorded"]


def test_refresh_archives_the_answer_as_it_was_given(egon):
    series, payload = bound(egon), answer()

    refreshed(series, payload, egon)

    kept = RawPayload.objects.of(egon.region_id).get()
    assert (bytes(kept.body), kept.sha256) == (payload.body, payload.sha256)
    assert (kept.source, kept.table, kept.licence) == ("scb", "TAB9001", "CC0")
    assert (kept.label, kept.updated_at, kept.fetched_at) == (
        "SYNTETISK: Sysselsatta efter region och kön. År 2022-2024",
        datetime(2026, 6, 2, 6, tzinfo=UTC),
        FETCHED,
    )
    series.refresh_from_db()
    assert (series.payload, series.refreshed_at) == (kept, MONDAY)
    assert verbs(series) == ["bound", "refreshed"]


def test_refresh_tells_the_trail_which_answer_but_not_its_bytes(egon):
    series = bound(egon)

    refreshed(series, answer(), egon)

    line = TrailEntry.objects.about(series).last()
    assert set(line.after) == {"payload_id", "described", "refreshed_at"}
    assert line.after["described"] == [
        ["table", "SYNTETISK: Sysselsatta efter region och kön. År -"],
        ["Region", "Hallands län"],
        ["Kon", "kvinnor"],
        ["ContentsCode", "Andel sysselsatta 20-64 år"],
        ["unit", "procent"],
    ]


def test_same_answer_twice_changes_nothing(egon):
    series = bound(egon)
    refreshed(series, answer(), egon)
    lines = TrailEntry.objects.of(egon.region_id).count()

    done = refreshed(series, answer(), egon, at=TUESDAY)

    assert done == Refreshed(unchanged=3)
    assert vintages(series) == FIRST
    assert RawPayload.objects.of(egon.region_id).count() == 1
    assert TrailEntry.objects.of(egon.region_id).count() == lines


def test_changed_value_becomes_a_new_vintage_with_the_sources_own_time(egon):
    series = bound(egon)
    refreshed(series, answer(), egon)

    later = answer({10: 81.4}, updated="2026-09-01T06:00:00Z")
    done = refreshed(series, later, egon, at=TUESDAY)

    assert done == Refreshed(corrected=1, unchanged=2)
    assert vintages(series) == [FIRST[0], FIRST[1], ("2023", Decimal("81.4"), True), FIRST[2]]
    newest = Measurement.objects.of(egon.region_id).get(value=Decimal("81.4"))
    assert (newest.note, newest.published_on) == ("SCB TAB9001 2026-09-01 08:00", date(2026, 9, 1))
    assert verbs(newest) == ["corrected"]


def test_value_that_the_source_takes_away_becomes_a_vintage_without_value(egon):
    series = bound(egon)
    refreshed(series, answer(), egon)

    refreshed(series, answer({11: None}, status={"11": ".."}, updated="2026-09-01T06:00:00Z"), egon)

    newest = Measurement.objects.of(egon.region_id).get(period=Period(2024), corrects__isnull=False)
    assert (newest.value, newest.missing, newest.mark) == (None, Missing.NOT_AVAILABLE, "..")


def test_new_mark_on_the_same_value_is_a_new_vintage(egon):
    series = bound(egon)
    refreshed(series, answer(status={"9": "p"}), egon)

    done = refreshed(series, answer(updated="2026-09-01T06:00:00Z"), egon)

    assert done == Refreshed(corrected=1, unchanged=2)
    marks = Measurement.objects.of(egon.region_id).filter(period=Period(2022)).order_by("pk")
    assert [(row.value, row.mark) for row in marks] == [(Decimal("80.9"), "p"), (Decimal("80.9"), "")]


def test_answer_without_update_time_is_noted_without_it(egon):
    series = bound(egon)
    refreshed(series, answer(updated=None), egon)

    refreshed(series, answer({10: 81.4}, updated=None), egon)

    newest = Measurement.objects.of(egon.region_id).get(value=Decimal("81.4"))
    assert (newest.note, newest.published_on) == ("SCB TAB9001", None)


def test_new_period_is_recorded_beside_the_old(egon):
    series = bound(egon)
    record_measurement(indicator=series.indicator, period=Period(2021), value=Decimal(80), by=egon, at=MONDAY)
    record_measurement(indicator=series.indicator, period=Period(2022), value=Decimal("80.9"), by=egon, at=MONDAY)

    done = refreshed(series, answer(), egon)

    assert done == Refreshed(recorded=2, unchanged=1)
    assert vintages(series) == [("2021", Decimal(80), False), *FIRST]


def test_breakdowns_of_an_indicator_are_kept_apart(egon):
    everyone = bound(egon)
    men = bound(egon, HALLAND | {"Kon": "1"}, indicator=everyone.indicator, breakdown=Breakdown.MEN)

    refreshed(everyone, answer(), egon)
    refreshed(men, answer(), egon)

    found = Measurement.objects.of(egon.region_id).filter(period=Period(2022))
    assert {row.breakdown: row.value for row in found} == {
        Breakdown.ALL: Decimal("80.9"),
        Breakdown.MEN: Decimal("82.3"),
    }


def test_persons_correction_stands_until_the_source_says_something_new(egon):
    series = bound(egon)
    refreshed(series, answer(), egon)
    wrong = Measurement.objects.of(egon.region_id).get(period=Period(2023))
    correct_measurement(measurement=wrong, value=Decimal(79), note="Fel i källan", by=egon, at=MONDAY)

    untouched = refreshed(series, answer(updated="2026-07-01T06:00:00Z"), egon)
    changed = refreshed(series, answer({10: 79.1}, updated="2026-09-01T06:00:00Z"), egon)

    assert (untouched, changed) == (Refreshed(unchanged=3), Refreshed(corrected=1, unchanged=2))
    assert [value for period, value, _ in vintages(series) if period == "2023"] == [
        Decimal("81.1"),
        Decimal(79),
        Decimal("79.1"),
    ]


def test_missing_values_keep_the_sources_mark_and_never_become_zero(egon):
    series = bound(egon, HALMSTAD | {"Kon": "2"})

    refreshed(series, answer(), egon)

    found = Measurement.objects.of(egon.region_id).order_by("period")
    assert [(row.value, row.missing, row.mark) for row in found] == [
        (Decimal("79.5"), None, ""),
        (None, Missing.NIL, "-"),
        (Decimal(0), None, ""),
    ]


def dimension(name, **changed):
    """The table's dimensions, one of them told otherwise."""
    told = json.loads(json.dumps(SAMPLE["dimension"]))
    told[name]["category"] |= changed
    return told


UNIT = {"0000SYN1": {"base": "promille", "decimals": 1}}
RENAMED = {"00": "Riket", "13": "Region Halland", "1380": "Halmstad"}
RECODED = {"00": 0, "N13": 1, "1380": 2}


@pytest.mark.parametrize(
    ("changed", "code", "what"),
    [
        ({"dimension": dimension("ContentsCode", unit=UNIT)}, "statistics.drifted", "unit"),
        ({"dimension": dimension("Region", label=RENAMED)}, "statistics.drifted", "Region"),
        ({"label": "Sysselsatta efter region. År 2022-2024"}, "statistics.drifted", "table"),
        ({"dimension": dimension("Region", index=RECODED, label={})}, "statistics.unknown_code", None),
        ({"dimension": dimension("Tid", index=["2022", "2023", "2024/25"], label={})}, "period.unreadable", None),
        ({"status": {"9": "..."}, "value": [None] * 18}, "statistics.unknown_mark", None),
        ({"updated": "2026-01-01T06:00:00Z"}, "statistics.older_answer", None),
        ({"value": [7] * 17}, "statistics.not_jsonstat", None),
    ],
    ids=["unit", "region's name", "title", "region's code", "period", "mark", "older", "not whole"],
)
def test_answer_that_is_not_as_expected_is_refused_and_writes_nothing(egon, changed, code, what):
    series = bound(egon)
    refreshed(series, answer(), egon)

    with pytest.raises(RuleBroken) as refused:
        refreshed(series, answer(**changed), egon, at=TUESDAY)

    assert (refused.value.code, refused.value.facts.get("what")) == (code, what)
    assert vintages(series) == FIRST
    assert RawPayload.objects.of(egon.region_id).count() == 1
    assert verbs(series) == ["bound", "refreshed"]


def test_another_year_in_the_title_is_no_drift(egon):
    series = bound(egon)
    refreshed(series, answer(), egon)

    later = answer(label="SYNTETISK: Sysselsatta efter region och kön. År 2023-2025", updated="2026-09-01T06:00:00Z")

    assert refreshed(series, later, egon) == Refreshed(unchanged=3)


def test_figure_too_long_to_be_kept_is_refused_whole(egon):
    series = bound(egon)

    with pytest.raises(RuleBroken, match=r"number\.too_many_digits"):
        refreshed(series, answer({11: 12345678901234567}), egon)

    assert vintages(series) == []
    assert not RawPayload.objects.of(egon.region_id).exists()


def test_refresh_is_refused_a_reader(egon, cilla):
    series = bound(egon)

    with pytest.raises(NotAllowed):
        refreshed(series, answer(), cilla)

    assert vintages(series) == []


def test_read_payload_feeds_every_series_of_the_table(egon, sydland):
    first, second = bound(egon), bound(egon, HALLAND | {"Kon": "1"})
    bound(egon, table="TAB9002")

    done = operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=egon, at=MONDAY)

    assert done == Refreshed(recorded=6)
    assert vintages(first) == FIRST
    assert [value for _, value, _ in vintages(second)] == [Decimal("82.3"), Decimal("82.5"), Decimal("82.2")]
    assert RawPayload.objects.of(egon.region_id).count() == 1


def test_read_payload_is_all_or_nothing(egon):
    first = bound(egon)
    bound(egon, HALLAND | {"Region": "9999"})

    with pytest.raises(RuleBroken, match=r"statistics\.unknown_code"):
        operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=egon, at=MONDAY)

    assert vintages(first) == []
    assert not RawPayload.objects.of(egon.region_id).exists()


def test_read_payload_of_a_table_that_feeds_nothing_is_refused(egon, cilla):
    with pytest.raises(RuleBroken, match=r"statistics\.nothing_bound"):
        operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=egon, at=MONDAY)
    with pytest.raises(NotAllowed):
        operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=cilla, at=MONDAY)


def test_read_payload_reaches_no_other_region(egon, stig):
    bound(egon)

    with pytest.raises(RuleBroken, match=r"statistics\.nothing_bound"):
        operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=stig, at=MONDAY)


def test_read_payload_is_let_in_by_each_region_for_itself(egon, stig, sydland):
    ours = bound(egon)
    theirs = bound(stig, indicator=IndicatorFactory(region=sydland))

    for person in (egon, stig):
        operations.read_payload(payload=answer(), source="scb", table="TAB9001", by=person, at=MONDAY)

    assert vintages(ours) == vintages(theirs) == FIRST
    assert [RawPayload.objects.of(person.region_id).count() for person in (egon, stig)] == [1, 1]


def test_bind_series_ties_breakdowns_one_by_one(egon):
    everyone = bound(egon)

    with pytest.raises(RuleBroken, match=r"statistics\.already_bound"):
        bound(egon, indicator=everyone.indicator)

    assert list(Series.objects.of(egon.region_id)) == [everyone]


def test_payload_behind_a_figure_cannot_be_thrown_away(egon):
    refreshed(bound(egon), answer(), egon)

    with pytest.raises(ProtectedError):
        RawPayload.objects.of(egon.region_id).delete()
