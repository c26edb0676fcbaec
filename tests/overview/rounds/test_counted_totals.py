"""Exact totals of small regions made by hand: every rule of counting, every way to add up, every kind of gap."""

from decimal import Decimal

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
from tests.overview.rounds.told import AUTUMN, MEN, NEXT, SPRING, WOMEN, also, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from varv.core.choices import Option
from varv.core.counting import Adding, Category, Counting, Dimension
from varv.core.kinds import InitiativeKind
from varv.core.tallies import Sum
from varv.core.theory import Level
from varv.overview.rounds.figure_rows import FigureWish, figure_rows
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import REGION, By

pytestmark = pytest.mark.django_db

PERIODS = (AUTUMN, SPRING, NEXT)


def rolled(region, **wish):
    return roll_up(region.pk, RollUpWish(**wish), region.name)


def only(region, **wish):
    """The one line of the whole region."""
    (found,) = rolled(region, **wish).whole.lines
    return found


def course(figures):
    """Each period's value, how many figures it rests on and how many it lacks; last the total."""
    return [as_told(one) for one in (*figures.periods, figures.total)]


def as_told(one):
    return (None if one.value is None else float(one.value), one.told, one.missing)


def parts(found):
    return {part.category: [one.value for one in (*part.figures.periods, part.figures.total)] for part in found.parts}


def totals(found, place=0):
    """Node → its total."""
    return {node.name: as_told(node.lines[place].figures.total) for node in found.nodes if node.lines}


@pytest.mark.parametrize(
    ("counting", "values", "expected"),
    [
        (Counting.PER_PERIOD, (3, 0, 4), [(3, 1, 0), (0, 1, 0), (4, 1, 0), (7, 3, 0)]),
        (Counting.PER_PERIOD, (3, None, 4), [(3, 1, 0), (None, 0, 1), (4, 1, 0), (7, 2, 1)]),
        (Counting.PER_PERIOD, (None, None, None), [(None, 0, 1), (None, 0, 1), (None, 0, 1), (None, 0, 3)]),
        (Counting.CUMULATIVE, (3, 3, 9), [(3, 1, 0), (0, 1, 0), (6, 1, 0), (9, 3, 0)]),
        (Counting.CUMULATIVE, (3, None, 9), [(3, 1, 0), (None, 0, 1), (6, 1, 0), (9, 2, 1)]),
        (Counting.CUMULATIVE, (None, 5, None), [(None, 0, 1), (5, 1, 0), (None, 0, 1), (5, 1, 2)]),
        (Counting.CUMULATIVE, (8, 5, 6), [(8, 1, 0), (-3, 1, 0), (1, 1, 0), (6, 3, 0)]),
        (Counting.STATE, (3, 0, 4), [(3, 1, 0), (0, 1, 0), (4, 1, 0), (4, 1, 0)]),
        (Counting.STATE, (3, 4, 0), [(3, 1, 0), (4, 1, 0), (0, 1, 0), (0, 1, 0)]),
        (Counting.STATE, (3, 4, None), [(3, 1, 0), (4, 1, 0), (None, 0, 1), (4, 1, 1)]),
        (Counting.STATE, (None, None, None), [(None, 0, 1), (None, 0, 1), (None, 0, 1), (None, 0, 3)]),
    ],
)
def test_each_rule_tells_zero_and_missing_apart_in_each_period_and_in_all(alvmark, counting, values, expected):
    told(meant(alvmark, counted(alvmark, counting=counting)), dict(zip(PERIODS, values, strict=True)))

    assert course(only(alvmark).figures) == expected


@pytest.mark.parametrize(
    ("counting", "chosen", "expected"),
    [
        (Counting.PER_PERIOD, {SPRING}, [(4, 1, 0), (4, 1, 0)]),
        (Counting.PER_PERIOD, {AUTUMN, NEXT}, [(3, 1, 0), (9, 1, 0), (12, 2, 0)]),
        (Counting.CUMULATIVE, {NEXT}, [(5, 1, 0), (5, 1, 0)]),
        (Counting.CUMULATIVE, {AUTUMN, NEXT}, [(3, 1, 0), (5, 1, 0), (8, 2, 0)]),
        (Counting.STATE, {SPRING}, [(4, 1, 0), (4, 1, 0)]),
        (Counting.STATE, {AUTUMN, SPRING}, [(3, 1, 0), (4, 1, 0), (4, 1, 0)]),
    ],
)
def test_each_rule_counts_the_chosen_half_years_alone(alvmark, counting, chosen, expected):
    told(meant(alvmark, counted(alvmark, counting=counting)), dict(zip(PERIODS, (3, 4, 9), strict=True)))

    assert course(only(alvmark, periods=frozenset(chosen)).figures) == expected


def test_chosen_half_years_stand_in_the_order_of_time_and_an_empty_one_too(alvmark):
    told(meant(alvmark, counted(alvmark)), {NEXT: 2, AUTUMN: 1})

    found = rolled(alvmark, periods=frozenset({NEXT, AUTUMN, SPRING}))

    assert found.periods == PERIODS
    assert course(found.whole.lines[0].figures) == [(1, 1, 0), (None, 0, 0), (2, 1, 0), (3, 2, 0)]


def test_each_planned_result_has_its_own_course_since_the_start(alvmark):
    """Two results of one insats with the same indicator: neither starts from where the other stood."""
    indicator = counted(alvmark, counting=Counting.CUMULATIVE)
    first = meant(alvmark, indicator)
    second = also(first.initiative, indicator)
    for period, one, other in ((AUTUMN, 10, 100), (SPRING, 15, 130)):
        report = reported(first.initiative, period)
        line(report, first, one)
        line(report, second, other)

    assert course(only(alvmark).figures) == [(110, 2, 0), (35, 2, 0), (145, 4, 0)]


def test_how_several_stand_is_each_ones_latest_even_from_different_half_years(alvmark):
    indicator = counted(alvmark, counting=Counting.STATE)
    told(meant(alvmark, indicator), {AUTUMN: 10})
    told(meant(alvmark, indicator), {AUTUMN: 1, SPRING: 2, NEXT: 3})
    told(meant(alvmark, indicator), {SPRING: 100, NEXT: None})

    assert course(only(alvmark).figures) == [(11, 2, 0), (102, 2, 0), (3, 1, 1), (113, 3, 1)]


def test_small_decimals_are_added_without_being_rounded(alvmark):
    indicator = counted(alvmark, decimals=2)
    for value in ("0.1", "0.2", "0.000001"):
        told(meant(alvmark, indicator), {AUTUMN: value})

    assert only(alvmark).figures.total == Sum(Decimal("0.300001"), 3)


@pytest.mark.parametrize("counting", [Counting.CUMULATIVE, Counting.STATE])
def test_small_decimals_are_kept_when_figures_are_followed_one_by_one(alvmark, counting):
    told(meant(alvmark, counted(alvmark, counting=counting)), {AUTUMN: "0.1", SPRING: "0.300001"})

    assert only(alvmark).figures.total.value == Decimal("0.300001")


def test_a_breakdown_that_came_late_leaves_what_was_before_not_broken_down(alvmark):
    """The autumn was told without parts; since the spring they are told, and what has none stands for itself."""
    result = meant(alvmark, counted(alvmark))
    line(reported(result.initiative, AUTUMN), result, 10)
    line(reported(result.initiative, SPRING), result, 6, women=2, men=3)

    assert parts(only(alvmark, dimension=Dimension.SEX)) == {WOMEN: [None, 2, 2], MEN: [None, 3, 3], "": [10, 1, 11]}


def test_a_late_breakdown_since_the_start_tells_all_its_parts_when_it_comes(alvmark):
    """Nobody knows when the women came: their part falls in the half-year that told, and the rest evens it out."""
    result = meant(alvmark, counted(alvmark, counting=Counting.CUMULATIVE))
    line(reported(result.initiative, AUTUMN), result, 10)
    line(reported(result.initiative, SPRING), result, 16, women=9, men=7)

    assert parts(only(alvmark, dimension=Dimension.SEX)) == {WOMEN: [None, 9, 9], MEN: [None, 7, 7], "": [10, -10, 0]}


def test_a_part_that_is_zero_is_told_and_one_that_is_missing_is_not(alvmark):
    result = meant(alvmark, counted(alvmark))
    line(reported(result.initiative, AUTUMN), result, 5, women=0)

    found = only(alvmark, dimension=Dimension.SEX)

    assert [(part.category, as_told(part.figures.total)) for part in found.parts] == [
        (WOMEN, (0, 1, 0)),
        ("", (5, 1, 0)),
    ]


def test_a_figure_that_is_missing_has_no_rest_either(alvmark):
    result = meant(alvmark, counted(alvmark))
    line(reported(result.initiative, AUTUMN), result, 5, women=5)
    line(reported(result.initiative, SPRING), result, None)

    assert parts(only(alvmark, dimension=Dimension.SEX)) == {WOMEN: [5, None, 5], "": [0, None, 0]}


@pytest.mark.parametrize(
    ("dimension", "categories", "names"),
    [
        (Dimension.AGE, {Category.AGE_65: 1, Category.AGE_0_15: 2}, ["age_0_15", "age_65", ""]),
        (Dimension.BORN, {Category.ABROAD: 1, Category.SWEDEN: 2}, ["sweden", "abroad", ""]),
        (Dimension.PLACE, {"9902": 1, "9901": 2}, ["Bergby", "Åby", ""]),
    ],
)
def test_parts_stand_in_the_order_of_things(alvmark, dimension, categories, names):
    for code, name in (("9901", "Åby"), ("9902", "Bergby"), ("9903", "Orörd")):
        PlaceFactory(region=alvmark, code=code, name=name)
    result = meant(alvmark, counted(alvmark))
    written = line(reported(result.initiative, AUTUMN), result, 10)
    for category, value in categories.items():
        LinePartFactory(region=alvmark, line=written, dimension=dimension, category=category, value=value)

    found = only(alvmark, dimension=dimension)

    assert [part.name or part.category for part in found.parts] == names
    assert found.parts[-1].figures.total.value == 7


def test_a_place_that_is_no_longer_known_is_told_by_its_code(alvmark):
    result = meant(alvmark, counted(alvmark))
    written = line(reported(result.initiative, AUTUMN), result, 10)
    LinePartFactory(region=alvmark, line=written, dimension=Dimension.PLACE, category="9999", value=4)

    found = only(alvmark, dimension=Dimension.PLACE)

    assert [(part.category, part.name, part.figures.total.value) for part in found.parts] == [
        ("9999", "9999", 4),
        ("", "", 6),
    ]


def test_another_breakdown_has_no_parts_of_this_one(alvmark):
    result = meant(alvmark, counted(alvmark))
    line(reported(result.initiative, AUTUMN), result, 5, women=5)

    assert only(alvmark, dimension=Dimension.AGE).parts == ()


def ratio(region, unit="procent"):
    """A share with its two indicators."""
    over, under = counted(region, "I arbete"), counted(region, "Alla")
    share = counted(region, "Andel", adding=Adding.RATIO, numerator=over, denominator=under, unit=unit)
    return over, under, share


@pytest.mark.parametrize(
    ("overs", "unders", "expected"),
    [
        ((1, 3), (4, 4), [(25, 2, 0), (75, 2, 0), (50, 4, 0)]),
        ((0, 0), (4, 4), [(0, 2, 0), (0, 2, 0), (0, 4, 0)]),
        ((4, 4), (4, 4), [(100, 2, 0), (100, 2, 0), (100, 4, 0)]),
        ((1, 3), (4, None), [(25, 2, 0), (None, 1, 1), (100, 3, 1)]),
        ((1, 3), (None, None), [(None, 1, 1), (None, 1, 1), (None, 2, 2)]),
        ((None, 3), (4, 6), [(None, 1, 1), (50, 2, 0), (30, 3, 1)]),
        ((1, 3), (0, 8), [(None, 2, 0), (37.5, 2, 0), (50, 4, 0)]),
    ],
)
def test_a_share_is_known_only_where_both_its_parts_are(alvmark, overs, unders, expected):
    over, under, share = ratio(alvmark)
    told(meant(alvmark, over), dict(zip((AUTUMN, SPRING), overs, strict=True)))
    told(meant(alvmark, under), dict(zip((AUTUMN, SPRING), unders, strict=True)))

    assert course(only(alvmark, indicators=frozenset({share.pk})).figures) == expected


@pytest.mark.parametrize(
    ("unit", "value"),
    [("%", 25), ("procent", 25), ("Procent", 25), ("percent", 25), ("per person", Decimal("0.25"))],
)
def test_only_a_share_in_per_cent_is_told_times_a_hundred(alvmark, unit, value):
    over, under, share = ratio(alvmark, unit)
    told(meant(alvmark, over), {AUTUMN: 1})
    told(meant(alvmark, under), {AUTUMN: 4})

    assert only(alvmark, indicators=frozenset({share.pk})).figures.total.value == value


def test_a_share_of_a_unit_is_of_its_own_figures_and_not_known_where_one_is_not_told(alvmark):
    over, under, share = ratio(alvmark)
    left, right = (UnitFactory(region=alvmark, name=name) for name in ("Kompetens", "Näringsliv"))
    for unit, values in ((left, (1, 2)), (right, (3, None))):
        result = meant(alvmark, over, unit=unit)
        report = reported(result.initiative, AUTUMN)
        line(report, result, values[0])
        if values[1] is not None:
            line(report, also(result.initiative, under), values[1])

    found = rolled(alvmark, by=By.UNIT, indicators=frozenset({share.pk}))

    assert totals(found) == {"Kompetens": (50, 2, 0), "Näringsliv": (None, 1, 0)}
    assert as_told(found.whole.lines[0].figures.total) == (200, 3, 0)


def test_a_share_is_never_broken_down(alvmark):
    over, under, share = ratio(alvmark)
    for indicator, value in ((over, 1), (under, 4)):
        result = meant(alvmark, indicator)
        line(reported(result.initiative, AUTUMN), result, value, women=1)

    assert only(alvmark, indicators=frozenset({share.pk}), dimension=Dimension.SEX).parts == ()


@pytest.mark.parametrize("counting", list(Counting))
def test_an_insats_with_two_goals_under_one_parent_counts_once_in_the_parent(alvmark, counting):
    plan = SteeringDocumentFactory(region=alvmark)
    parent = GoalFactory(region=alvmark, document=plan, outline="1", name="Arbete")
    children = [GoalFactory(region=alvmark, document=plan, parent=parent, outline=f"1.{n}", name=f"D{n}") for n in "12"]
    both, one = (meant(alvmark, counted_once) for counted_once in [counted(alvmark, counting=counting)] * 2)
    for result, goals in ((both, children), (one, children[:1])):
        for goal in goals:
            ContributionFactory(region=alvmark, initiative=result.initiative, goal=goal)
    told(both, {AUTUMN: 10})
    told(one, {AUTUMN: 1})

    found = rolled(alvmark, by=By.GOAL, document=plan)

    assert totals(found) == {"1 Arbete": (11, 2, 0), "1.1 D1": (11, 2, 0), "1.2 D2": (10, 1, 0)}
    assert [node.shared for node in found.nodes] == [1, 0, 0]


def test_a_retired_goal_has_no_row_but_the_whole_still_has_its_figures(alvmark):
    plan = SteeringDocumentFactory(region=alvmark)
    GoalFactory(region=alvmark, document=plan, outline="1", name="Kvar")
    gone = GoalFactory(region=alvmark, document=plan, outline="2", name="Borta", retired_on=plan.starts_on)
    result = meant(alvmark, counted(alvmark))
    ContributionFactory(region=alvmark, initiative=result.initiative, goal=gone)
    told(result, {AUTUMN: 3})

    found = rolled(alvmark, by=By.GOAL, document=plan)

    assert totals(found) == {"1 Kvar": (None, 0, 0)}
    assert (found.nodes[0].is_silent, found.whole.lines[0].figures.total.value) == (True, 3)


def test_without_a_document_there_are_no_goals_and_the_whole_is_there(alvmark):
    told(meant(alvmark, counted(alvmark)), {AUTUMN: 3})

    found = rolled(alvmark, by=By.GOAL)

    assert (found.nodes, found.whole.lines[0].figures.total.value) == ((), 3)


def test_a_unit_that_was_moved_takes_its_figures_along(alvmark):
    """Totals are as things stand now: what was told before the move follows the unit."""
    left, right = (UnitFactory(region=alvmark, name=name) for name in ("Norr", "Syd"))
    moved = UnitFactory(region=alvmark, name="Validering", parent=left)
    told(meant(alvmark, counted(alvmark), unit=moved), {AUTUMN: 3, SPRING: 4})
    before = totals(rolled(alvmark, by=By.UNIT))

    moved.parent = right
    moved.save()

    assert before == {"Norr": (7, 2, 0), "Validering": (7, 2, 0), "Syd": (None, 0, 0)}
    assert totals(rolled(alvmark, by=By.UNIT)) == {"Norr": (None, 0, 0), "Syd": (7, 2, 0), "Validering": (7, 2, 0)}


def test_an_insats_that_was_moved_takes_its_figures_along(alvmark):
    left, right = (UnitFactory(region=alvmark, name=name) for name in ("Norr", "Syd"))
    result = meant(alvmark, counted(alvmark, counting=Counting.CUMULATIVE), unit=left)
    told(result, {AUTUMN: 3, SPRING: 4})

    result.initiative.unit = right
    result.initiative.save()

    assert totals(rolled(alvmark, by=By.UNIT)) == {"Norr": (None, 0, 0), "Syd": (4, 2, 0)}


def test_a_missing_figure_stands_in_every_place_of_its_insats(alvmark):
    result = meant(alvmark, counted(alvmark))
    for name in ("Askby", "Bergby"):
        InitiativePlaceFactory(
            region=alvmark, initiative=result.initiative, place=PlaceFactory(region=alvmark, name=name)
        )
    told(result, {AUTUMN: 3, SPRING: None})

    found = rolled(alvmark, by=By.PLACE)

    assert totals(found) == {"Askby": (3, 1, 1), "Bergby": (3, 1, 1)}
    assert as_told(found.whole.lines[0].figures.total) == (3, 1, 1)


@pytest.mark.parametrize("by", [By.WHOLE, By.ACTIVITY, By.UNIT])
@pytest.mark.parametrize("counting", list(Counting))
def test_what_is_out_of_scope_is_in_no_total_in_no_part_and_behind_no_figure(alvmark, anna, by, counting):
    indicator = counted(alvmark, counting=counting)
    for kind, value, women in ((InitiativeKind.FUNDED, 5, 2), (InitiativeKind.OWN, 50, 20)):
        result = meant(alvmark, indicator, kind=kind, name=kind.value)
        line(reported(result.initiative, AUTUMN), result, value, women=women)
    chose(anna, Option.ONLY_ONE_TO_ONE)

    found = rolled(alvmark, by=by, dimension=Dimension.SEX)

    measure = found.whole.lines[0].measure
    behind = figure_rows(alvmark.pk, FigureWish(found.wish, REGION, measure), indicator.pk)
    assert parts(found.whole.lines[0]) == {WOMEN: [2, 2], "": [3, 3]}
    assert {as_told(node.lines[0].figures.total) for node in (found.whole, *found.nodes)} <= {(5, 1, 0), (None, 0, 0)}
    assert [(row.initiative, row.counts.value) for row in behind] == [("funded", 5)]


def test_measures_stand_by_level_and_name_with_ratios_last(alvmark):
    over, under, _ = ratio(alvmark)
    told(meant(alvmark, under, Level.OUTCOME), {AUTUMN: 4})
    told(meant(alvmark, over, Level.OUTCOME), {AUTUMN: 1})
    told(meant(alvmark, counted(alvmark, "Öppna hus")), {AUTUMN: 1})

    assert [(one.name, one.level) for one in rolled(alvmark).measures] == [
        ("Öppna hus", Level.OUTPUT),
        ("Alla", Level.OUTCOME),
        ("I arbete", Level.OUTCOME),
        ("Andel", None),
    ]
