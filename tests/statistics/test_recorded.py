"""The recorded answer of Statistics Sweden, looked up twice: by the reader, and by hand with strides."""

import json
from decimal import Decimal

import pytest

from tests.factories import MONDAY, IndicatorFactory
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.indicators.models import Measurement
from varv.statistics import jsonstat, operations
from varv.statistics.recorded import credit, recorded_payload

COUNTIES = [
    "01",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
    "09",
    "10",
    "12",
    "13",
    "14",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
]
MONTHS = ["2026M01", "2026M02", "2026M03", "2026M04"]
SEXES = {Breakdown.ALL: "TotSa", Breakdown.WOMEN: "2", Breakdown.MEN: "1"}
RAW = json.loads(recorded_payload("TAB6471").body)


def raw_cell(county: str, age: str, sex: str, month: str) -> int:
    """The published number, straight out of the answer: Σ place × stride over (21, 11, 3, 1, 4)."""
    assert (RAW["id"], RAW["size"]) == (["Region", "Alder", "Kon", "ContentsCode", "Tid"], [21, 11, 3, 1, 4])
    place = {name: RAW["dimension"][name]["category"]["index"] for name in RAW["id"]}
    return RAW["value"][
        place["Region"][county] * 11 * 3 * 1 * 4
        + place["Alder"][age] * 3 * 1 * 4
        + place["Kon"][sex] * 1 * 4
        + place["ContentsCode"]["000007SF"] * 4
        + place["Tid"][month]
    ]


def young_adults(by, county: str, *breakdowns: Breakdown):
    """An indicator of how many are 20–29 in a county, fed by the published cells."""
    indicator = IndicatorFactory(name=f"Invånare 20–29 år {county}", unit="personer", decimals=0, source="SCB")
    for breakdown in breakdowns:
        operations.bind_series(
            indicator=indicator,
            breakdown=breakdown,
            source="scb",
            table="TAB6471",
            selection={"Region": county, "Alder": "20-29", "Kon": SEXES[breakdown], "ContentsCode": "000007SF"},
            time_dimension="Tid",
            by=by,
            at=MONDAY,
        )
    return indicator


def test_recorded_counties_are_the_counties_of_sweden():
    assert list(RAW["dimension"]["Region"]["category"]["index"]) == COUNTIES


@pytest.mark.parametrize("county", COUNTIES)
def test_reader_finds_the_published_cell_of_every_county(county):
    cube = jsonstat.read_cube(recorded_payload("TAB6471").body)

    for sex in SEXES.values():
        for month in MONTHS:
            cell = {"Region": county, "Alder": "20-29", "Kon": sex, "ContentsCode": "000007SF", "Tid": month}
            assert cube.reading(cell).value == raw_cell(county, "20-29", sex, month)


def test_reader_finds_all_2772_cells():
    cells = list(jsonstat.read_cube(recorded_payload("TAB6471").body).readings())

    assert len(cells) == 2772
    assert [cell.value for cell in cells] == RAW["value"]
    assert {cell.mark for cell in cells} == {""}


def test_every_county_is_measured_with_the_published_figures(egon):
    indicators = {county: young_adults(egon, county, Breakdown.ALL) for county in COUNTIES}

    refreshed = operations.read_payload(
        payload=recorded_payload("TAB6471"), source="scb", table="TAB6471", by=egon, at=MONDAY
    )

    assert refreshed == operations.Refreshed(recorded=21 * 4)
    for county, indicator in indicators.items():
        measured = Measurement.objects.of(egon.region_id).filter(indicator=indicator).order_by("period")
        assert [(str(found.period), found.value) for found in measured] == [
            (month, raw_cell(county, "20-29", "TotSa", month)) for month in MONTHS
        ]


def test_sexes_become_breakdowns_and_nothing_is_summed(egon):
    indicator = young_adults(egon, "18", *SEXES)

    operations.read_payload(payload=recorded_payload("TAB6471"), source="scb", table="TAB6471", by=egon, at=MONDAY)

    measured = Measurement.objects.of(egon.region_id).filter(indicator=indicator, period=Period.parse("2026M04"))
    assert {found.breakdown: found.value for found in measured} == {
        breakdown: raw_cell("18", "20-29", sex, "2026M04") for breakdown, sex in SEXES.items()
    }


def test_noise_makes_totals_differ_from_the_sum_of_their_parts():
    """Why nothing may be summed: since 2025 published totals carry noise of their own."""
    differing = [
        (county, age, month)
        for county in COUNTIES
        for age in RAW["dimension"]["Alder"]["category"]["index"]
        for month in MONTHS
        if raw_cell(county, age, "TotSa", month)
        != raw_cell(county, age, "1", month) + raw_cell(county, age, "2", month)
    ]

    assert differing
    assert RAW["extension"]["px"]["aggregallowed"] is False


def test_recorded_answer_carries_its_licence_and_its_credit():
    payload = recorded_payload("TAB6471")

    assert payload.licence == "https://creativecommons.org/share-your-work/public-domain/cc0/"
    assert (credit("sv"), credit("en")) == ("Källa: SCB", "Source: Statistics Sweden")
    assert isinstance(jsonstat.read_cube(payload.body).values[0], Decimal)
