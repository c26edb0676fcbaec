"""What is computed about a figure, told in sentences and drawn."""

from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories import MONDAY, IndicatorFactory, MeasurementFactory, TargetFactory
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.status import Band, Direction, Missing
from varv.indicators.operations import set_target
from varv.overview.indicators.indicator_sheet import indicator_sheet
from varv.web.indicators import sentences

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def english():
    """The sentences as they are written in the code, whatever the catalogue says."""
    with translation.override("en"):
        yield


def sheet(indicator, **values):
    """The indicator's sheet with values by year: ``y2025="73.6"``."""
    for year, value in values.items():
        MeasurementFactory(indicator=indicator, period=Period(int(year[1:])), value=Decimal(value))
    return indicator_sheet(indicator, MONDAY.date())


def on_a_path(**target):
    return TargetFactory(**target, indicator__unit="procent").indicator


def banded(egon):
    indicator = IndicatorFactory(unit="barn per kvinna")
    set_target(indicator=indicator, wanted=Band(Decimal("1.8"), Decimal("2.1")), decision="", by=egon, at=MONDAY)
    return indicator


def test_answer_of_a_path_says_where_it_leads_at_this_pace(db):
    told = sheet(on_a_path(), y2025="72")

    assert sentences.answer(told) == (
        "72.0 procent (2025). The target is 80.0 procent by 2030. At the same pace it would be 75.3 procent then."
    )


def test_answer_after_the_targets_day_foresees_nothing(db):
    target = {"level_period": Period(2024), "level_on": Period(2024).last}

    assert sentences.answer(sheet(on_a_path(**target), y2025="72")) == (
        "72.0 procent (2025). The target is 80.0 procent by 2024."
    )


def test_answer_of_a_band_says_its_ends(egon):
    assert sentences.answer(sheet(banded(egon), y2025="1.9")) == (
        "1.9 barn per kvinna (2025). It should stay between 1.8 and 2.1 barn per kvinna."
    )


@pytest.mark.parametrize(
    ("wished", "wish"),
    [
        (Direction.UP, "No target. We want the figure to rise."),
        (Direction.DOWN, "No target. We want the figure to fall."),
    ],
)
def test_answer_without_a_target_says_what_we_wish(db, wished, wish):
    assert sentences.answer(sheet(IndicatorFactory(wished=wished))) == f"There is no value yet. {wish}"


@pytest.mark.parametrize(
    ("value", "moved"),
    [
        ("72.4", "2.4 percentage points above the baseline."),
        ("69", "1.0 percentage points below the baseline."),
        ("70", "As the baseline."),
    ],
)
def test_finding_of_a_path_compares_with_the_baseline_and_the_way(db, value, moved):
    found = sentences.finding(sheet(on_a_path(), y2025=value))

    assert found == f"{moved} On a straight path to the target it would be 73.8 by then."


def test_finding_counts_in_the_indicators_own_unit_when_it_is_no_percentage(db):
    indicator = TargetFactory(indicator__unit="personer", indicator__decimals=0).indicator

    assert sentences.finding(sheet(indicator, y2025="75")).startswith("5 personer above the baseline.")


def test_finding_says_what_cannot_be_said(egon):
    assert sentences.finding(sheet(IndicatorFactory())) == "There is nothing to reckon with yet."
    assert sentences.finding(sheet(on_a_path())) == "There is nothing to reckon with yet."
    assert sentences.finding(sheet(IndicatorFactory(), y2025="72")) == (
        "One value so far. Two are needed to see a direction."
    )


def test_finding_of_a_direction_is_no_judgement(db):
    assert sentences.finding(sheet(IndicatorFactory(), y2024="71", y2025="72")) == (
        "From 71.0 to 72.0. A direction is neither on nor off track."
    )


def test_finding_of_a_band_says_the_band(egon):
    assert sentences.finding(sheet(banded(egon), y2025="1.9")) == (
        "It should stay between 1.8 and 2.1 barn per kvinna."
    )


def test_point_is_said_as_its_value_or_its_reason(db):
    indicator = IndicatorFactory()
    MeasurementFactory(indicator=indicator, period=Period(2024), value=None, missing=Missing.NIL)
    told = sheet(indicator, y2025="0")

    nil, zero = told.points[Breakdown.ALL]
    assert (sentences.said(told.line, nil), sentences.said(told.line, zero)) == ("Nothing to count", "0.0")
