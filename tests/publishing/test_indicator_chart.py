from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories import MONDAY, IndicatorFactory, MeasurementFactory
from varv.core.kinds import Breakdown
from varv.overview.indicators.indicator_sheet import indicator_sheet
from varv.publishing.indicator_chart import figures


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def broken_down(**values):
    """An indicator with one value for each breakdown."""
    indicator = IndicatorFactory(unit="procent")
    for breakdown, value in values.items():
        MeasurementFactory(indicator=indicator, breakdown=Breakdown(breakdown), value=Decimal(value))
    return indicator_sheet(indicator, MONDAY.date())


def heads(figure) -> list[str]:
    return [column.head for column in figure.table.head[1:]]


def test_shares_of_women_and_men_are_drawn_with_everybodys(db):
    (figure,) = figures(broken_down(all="73.6", women="79.3", men="68.0"))

    assert heads(figure) == ["All", "Women", "Men"]
    assert figure.table.rows == (("2025", "73.6", "79.3", "68.0"),)


def test_numbers_of_women_and_men_are_drawn_apart_from_the_whole(db):
    whole, parts = figures(broken_down(all="200", women="101", men="99"))

    assert (heads(whole), heads(parts)) == (["All"], ["Women", "Men"])


@pytest.mark.parametrize("values", [{}, {"all": "73.6"}, {"women": "79.3", "men": "68.0"}])
def test_one_drawing_is_enough_when_there_is_nothing_to_compare(db, values):
    assert len(figures(broken_down(**values))) == 1


def test_figures_of_one_page_have_ids_of_their_own(db):
    whole, parts = figures(broken_down(all="200", women="101", men="99"))

    drawings = f"{whole.svg}{whole.narrow}{parts.svg}{parts.narrow}"
    ids = [piece.split('"')[0] for piece in drawings.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 8
