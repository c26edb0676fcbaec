"""The rows behind a figure are exactly those it was added from, in every period, part and node."""

from decimal import Decimal
from functools import reduce

import pytest

from tests.factories import (
    ContributionFactory,
    GoalFactory,
    InitiativePlaceFactory,
    LinePartFactory,
    PlaceFactory,
    SteeringDocumentFactory,
    UnitFactory,
)
from tests.overview.rounds.told import AUTUMN, NEXT, SPRING, also, counted, line, meant, reported, told
from varv.core.counting import Category, Counting, Dimension
from varv.core.status import Missing
from varv.core.tallies import Sum
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.overview.rounds.figure_rows import FigureWish, ToldLine, figure_rows
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import REGION, By

pytestmark = pytest.mark.django_db

PERIODS = (AUTUMN, SPRING, NEXT)


def added(rows):
    return reduce(Sum.plus, [row.counts for row in rows], Sum())


@pytest.fixture
def plan(alvmark):
    return SteeringDocumentFactory(region=alvmark)


@pytest.fixture(params=list(Counting))
def crowded(request, alvmark, plan):
    """Two insatser with gaps, parts and results that share an indicator, in units, places and goals that overlap."""
    indicator = counted(alvmark, counting=request.param)
    parent = GoalFactory(region=alvmark, document=plan, outline="1", name="Arbete")
    goals = [GoalFactory(region=alvmark, document=plan, parent=parent, outline=f"1.{n}") for n in (1, 2)]
    upper = UnitFactory(region=alvmark, name="Regional utveckling")
    places = [PlaceFactory(region=alvmark, name=name) for name in ("Askby", "Bergby")]
    courses = {"Insats A": (10, None, 30), "Insats B": (5, 5, 0)}
    for number, (name, values) in enumerate(courses.items(), start=1):
        unit = UnitFactory(region=alvmark, name=f"Enhet {number}", parent=upper)
        first = meant(alvmark, indicator, name=name, unit=unit)
        second = also(first.initiative, indicator, Level.OUTCOME)
        third = also(first.initiative, indicator)
        for goal in goals[:number]:
            ContributionFactory(region=alvmark, initiative=first.initiative, goal=goal)
        for place in places[:number]:
            InitiativePlaceFactory(region=alvmark, initiative=first.initiative, place=place)
        for period, value in zip(PERIODS, values, strict=True):
            report = reported(first.initiative, period)
            line(report, first, value, **({} if not value else {"women": 3, "men": 2}))
            line(report, second, 7)
            line(report, third, 1, women=1)
    return alvmark


@pytest.mark.parametrize("by", list(By))
def test_the_rows_behind_every_figure_come_to_it(crowded, plan, by):
    """Value, how many are told and how many are missing: nothing is left out and nothing comes twice."""
    found = roll_up(crowded.pk, RollUpWish(by=by, document=plan, dimension=Dimension.SEX), crowded.name)

    for node in (found.whole, *found.nodes):
        for each in node.lines:
            for period, one in [*zip(found.periods, each.figures.periods, strict=True), (None, each.figures.total)]:
                wish = FigureWish(found.wish, node.id, each.measure, period)
                assert added(figure_rows(crowded.pk, wish, each.measure.indicator_id)) == one


@pytest.mark.parametrize("by", [By.WHOLE, By.GOAL])
def test_the_rows_behind_every_part_come_to_it(crowded, plan, by):
    found = roll_up(crowded.pk, RollUpWish(by=by, document=plan, dimension=Dimension.SEX), crowded.name)

    for node in (found.whole, *found.nodes):
        for each in node.lines:
            for part in (one for one in each.parts if one.category):
                times = [*zip(found.periods, part.figures.periods, strict=True), (None, part.figures.total)]
                for period, one in times:
                    wish = FigureWish(found.wish, node.id, each.measure, period, part.category)
                    assert added(figure_rows(crowded.pk, wish, each.measure.indicator_id)) == one


def rows_of(region, indicator, node=REGION, period=None, category="", **wish):
    """The rows behind the first measure."""
    found = roll_up(region.pk, RollUpWish(**wish))
    return figure_rows(region.pk, FigureWish(found.wish, node, found.measures[0], period, category), indicator.pk)


def short(rows):
    return [(row.initiative, str(row.period), row.counts.value) for row in rows]


@pytest.mark.parametrize(
    ("counting", "expected"),
    [
        (Counting.PER_PERIOD, [("2025H2", 3), ("2026H1", 7), ("2026H2", 7)]),
        (Counting.CUMULATIVE, [("2025H2", 3), ("2026H1", 4), ("2026H2", 0)]),
        (Counting.STATE, [("2026H2", 7)]),
    ],
)
def test_each_rule_says_what_of_each_report_counts_in_all(alvmark, counting, expected):
    """How it stands is what was told last; earlier reports tell of it no more."""
    indicator = counted(alvmark, counting=counting)
    told(meant(alvmark, indicator), dict(zip(PERIODS, (3, 7, 7), strict=True)))

    assert [(str(row.period), row.counts.value) for row in rows_of(alvmark, indicator)] == expected


@pytest.mark.parametrize(
    ("counting", "value"), [(Counting.PER_PERIOD, 7), (Counting.CUMULATIVE, 4), (Counting.STATE, 7)]
)
def test_the_rows_of_one_half_year_are_its_reports_alone(alvmark, counting, value):
    indicator = counted(alvmark, counting=counting)
    told(meant(alvmark, indicator, name="Insats A"), dict(zip(PERIODS, (3, 7, 9), strict=True)))

    assert short(rows_of(alvmark, indicator, period=SPRING)) == [("Insats A", "2026H1", value)]


def test_chosen_half_years_alone_are_behind_the_total(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator, name="Insats A"), dict(zip(PERIODS, (3, 7, 9), strict=True)))

    assert short(rows_of(alvmark, indicator, periods=frozenset({AUTUMN, NEXT}))) == [
        ("Insats A", "2025H2", 3),
        ("Insats A", "2026H2", 9),
    ]


def test_what_is_told_as_zero_has_a_row_and_what_was_never_told_has_none(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator, name="Noll"), {AUTUMN: 0})
    silent = meant(alvmark, indicator, name="Tyst")
    reported(silent.initiative, AUTUMN)

    assert short(rows_of(alvmark, indicator)) == [("Noll", "2025H2", 0)]


def test_a_draft_or_a_report_that_only_was_handed_in_is_behind_nothing(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator, name="Insats A"), {AUTUMN: 3})
    told(
        meant(alvmark, indicator, name="Insats B"),
        {AUTUMN: 100},
        state=ReportState.SUBMITTED,
        figures_frozen_at=None,
    )

    assert short(rows_of(alvmark, indicator)) == [("Insats A", "2025H2", 3)]


def test_a_row_tells_the_unit_as_it_is_now_and_each_line_in_its_words(alvmark):
    indicator = counted(alvmark)
    unit = UnitFactory(region=alvmark, name="Näringsliv")
    result = meant(alvmark, indicator, name="Insats A", unit=unit)
    report = reported(result.initiative, AUTUMN)
    lacking = also(result.initiative, indicator)
    line(report, result, 3)
    line(report, lacking, None)

    (row,) = rows_of(alvmark, indicator)

    assert (row.initiative_id, row.unit, row.counts) == (
        result.initiative_id,
        "Näringsliv",
        Sum(row.counts.value, 1, 1),
    )
    assert row.lines == (
        ToldLine(result.text, Decimal(3), None, ""),
        ToldLine(lacking.text, None, Missing.NOT_AVAILABLE, ""),
    )


def test_the_rows_of_a_goal_above_are_those_of_its_goals_below_each_once(alvmark, plan):
    indicator = counted(alvmark)
    parent = GoalFactory(region=alvmark, document=plan, outline="1")
    children = [GoalFactory(region=alvmark, document=plan, parent=parent, outline=f"1.{n}") for n in (1, 2)]
    result = meant(alvmark, indicator, name="Insats A")
    for goal in children:
        ContributionFactory(region=alvmark, initiative=result.initiative, goal=goal)
    told(result, {AUTUMN: 3})
    told(meant(alvmark, indicator, name="Utan mål"), {AUTUMN: 100})

    rows = [rows_of(alvmark, indicator, node=goal.pk, by=By.GOAL, document=plan) for goal in (parent, *children)]

    assert [short(each) for each in rows] == [[("Insats A", "2025H2", 3)]] * 3


def test_the_rows_of_a_part_are_those_that_told_of_it_in_that_breakdown(alvmark):
    indicator = counted(alvmark)
    for name, dimension, category in (
        ("Insats A", Dimension.AGE, Category.AGE_16_24),
        ("Insats B", Dimension.AGE, Category.AGE_65),
        ("Insats C", Dimension.SEX, Category.WOMEN),
    ):
        result = meant(alvmark, indicator, name=name)
        written = line(reported(result.initiative, AUTUMN), result, 5)
        LinePartFactory(region=alvmark, line=written, dimension=dimension, category=category, value=2)

    rows = rows_of(alvmark, indicator, category=Category.AGE_16_24, dimension=Dimension.AGE)

    assert short(rows) == [("Insats A", "2025H2", 2)]
    assert rows[0].lines[0].value == 5


def test_another_regions_reports_are_behind_nothing_here(alvmark, sydland):
    indicator, theirs = counted(alvmark), counted(sydland)
    told(meant(alvmark, indicator, name="Vår"), {AUTUMN: 3})
    told(meant(sydland, theirs, name="Deras"), {AUTUMN: 100})

    assert short(rows_of(alvmark, indicator)) == [("Vår", "2025H2", 3)]
    assert rows_of(alvmark, theirs) == ()
