"""A source that revises, takes away and marks its figures again and again: nothing is ever lost."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from tests.factories import MONDAY, IndicatorFactory
from varv.core.status import Missing
from varv.indicators.models import Measurement
from varv.statistics.operations import Refreshed, bind_series, refresh_series
from varv.statistics.readings import Payload

YEARS = [str(year) for year in range(2015, 2026)]
FIRST_DAY = datetime(2026, 1, 1, 7, tzinfo=UTC)


def answer(figures: dict[str, tuple], number: int) -> Payload:
    """A table of one series: year → (value, mark), published ``number`` months after the first."""
    told = {
        "version": "2.0",
        "class": "dataset",
        "label": "Ett tal",
        "updated": (FIRST_DAY + timedelta(days=30 * number)).isoformat(),
        "id": ["Tid"],
        "size": [len(figures)],
        "dimension": {"Tid": {"category": {"index": list(figures)}}},
        "value": [value for value, _mark in figures.values()],
        "status": [mark for _value, mark in figures.values()],
    }
    return Payload(json.dumps(told).encode(), "CC0", MONDAY)


def revised(figures: dict[str, tuple], chance: Random) -> dict[str, tuple]:
    """The figures a month later: some are changed, some are gone, and there may be one more year."""
    said = [(80, ""), (81, ""), (81, "p"), (0, ""), (None, ".."), (None, "-")]
    later = {year: chance.choice(said) if chance.random() < 0.3 else told for year, told in figures.items()}
    return later | {year: chance.choice(said) for year in YEARS[len(later) : len(later) + chance.randint(0, 1)]}


def bound(by):
    return bind_series(
        indicator=IndicatorFactory(), source="scb", table="T", selection={}, time_dimension="Tid", by=by, at=MONDAY
    )


def standing(by) -> dict[str, tuple]:
    """What stands now: year → (value, mark)."""
    rows = Measurement.objects.of(by.region_id).current()
    return {str(row.period): (row.value, row.mark) for row in rows}


@pytest.mark.parametrize("seed", range(6))
def test_newest_vintages_always_say_what_the_source_said_last(egon, seed):
    chance = Random(seed)
    series, before, rows = bound(egon), {}, 0
    figures = dict.fromkeys(YEARS[:4], (70, ""))

    for number in range(6):
        done = refresh_series(series=series, payload=answer(figures, number), by=egon, at=MONDAY)

        changed = [year for year, told in figures.items() if told != before.get(year)]
        rows += len(changed)
        assert done.recorded == len(figures) - len(before)
        assert done.recorded + done.corrected == len(changed)
        assert done.unchanged == len(figures) - len(changed)
        assert standing(egon) == figures
        assert Measurement.objects.of(egon.region_id).count() == rows
        before, figures = figures, revised(figures, chance)


def test_vintages_form_an_unbroken_row_from_the_first_to_the_newest(egon):
    series = bound(egon)
    for number, value in enumerate([70, None, 71, 70]):
        refresh_series(
            series=series, payload=answer({"2025": (value, "" if value else "..")}, number), by=egon, at=MONDAY
        )

    rows = list(Measurement.objects.of(egon.region_id).order_by("pk"))
    assert [(row.value, row.missing) for row in rows] == [
        (Decimal(70), None),
        (None, Missing.NOT_AVAILABLE),
        (Decimal(71), None),
        (Decimal(70), None),
    ]
    assert [row.corrects for row in rows] == [None, *rows[:-1]]


def test_year_that_is_left_out_of_an_answer_is_not_taken_away(egon):
    series = bound(egon)
    refresh_series(series=series, payload=answer({"2024": (70, ""), "2025": (71, "")}, 0), by=egon, at=MONDAY)

    done = refresh_series(series=series, payload=answer({"2025": (71, "")}, 1), by=egon, at=MONDAY)

    assert done == Refreshed(unchanged=1)
    assert standing(egon) == {"2024": (Decimal(70), ""), "2025": (Decimal(71), "")}
