from datetime import date
from decimal import Decimal

import pytest

from tests.factories import MONDAY, GoalFactory, IndicatorFactory, MeasurementFactory, TargetFactory
from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.status import Direction, Missing, Path, Status, Wish
from varv.indicators.operations import correct_measurement
from varv.overview.indicators.indicator_list import (
    Reached,
    Wanted,
    indicator_lines,
    indicator_list,
    indicators_by_goal,
    statuses_by_goal,
)

TODAY = MONDAY.date()


def measured(indicator, **values):
    """Values by year: ``y2024="72.7"``; ``None`` is a missing one."""
    for year, value in values.items():
        known = {"value": Decimal(value)} if value else {"value": None, "missing": Missing.NOT_AVAILABLE}
        MeasurementFactory(indicator=indicator, region=indicator.region, period=Period(int(year[1:])), **known)
    return indicator


def only_line(region):
    (line,) = indicator_lines(region.pk, TODAY)
    return line


def test_line_tells_where_an_indicator_stands(alvmark):
    goal = GoalFactory(outline="1.1", name="Fler unga fullföljer gymnasiet")
    indicator = IndicatorFactory(name="Gymnasieexamen", goal=goal, kind=IndicatorKind.CONTRIBUTION)
    TargetFactory(indicator=indicator)
    measured(indicator, y2023="70.7", y2024=None, y2025="73.6")

    line = only_line(alvmark)

    assert (line.name, line.goal, line.goal_id, line.kind) == (
        "Gymnasieexamen",
        "1.1 Fler unga fullföljer gymnasiet",
        goal.pk,
        IndicatorKind.CONTRIBUTION,
    )
    assert line.aim == Path(Decimal(70), date(2022, 12, 31), Decimal(80), date(2030, 12, 31))
    assert (line.latest, line.level, line.has_target) == (Reached(Period(2025), Decimal("73.6")), Decimal(80), True)
    assert line.course == (Decimal("70.7"), None, Decimal("73.6"))
    assert line.status is Status.ON_TRACK


def test_line_without_values_says_that_nothing_is_known(alvmark):
    TargetFactory()

    line = only_line(alvmark)

    assert (line.status, line.latest, line.course) == (Status.NO_DATA, None, ())


def test_line_without_target_has_only_its_wish(alvmark):
    measured(IndicatorFactory(wished=Direction.DOWN), y2024="10", y2025="9")

    line = only_line(alvmark)

    assert (line.aim, line.has_target, line.level) == (Wish(Direction.DOWN), False, None)
    assert line.status is Status.RIGHT_DIRECTION


def test_line_counts_the_newest_vintage_only(alvmark, egon):
    first = MeasurementFactory(value=Decimal(50))
    correct_measurement(measurement=first, value=Decimal(60), note="Rättad", by=egon, at=MONDAY)

    assert only_line(alvmark).course == (Decimal(60),)


def test_line_never_takes_a_breakdown_for_the_whole(alvmark):
    MeasurementFactory(breakdown=Breakdown.WOMEN)

    assert only_line(alvmark).status is Status.NO_DATA


def test_line_knows_nothing_of_periods_that_have_not_begun(alvmark):
    indicator = measured(IndicatorFactory(), y2024="70", y2025="71", y2026="72")

    def seen_on(day):
        return next(line for line in indicator_lines(alvmark.pk, day) if line.id == indicator.pk).course

    assert seen_on(date(2025, 12, 31)) == (Decimal(70), Decimal(71))
    assert seen_on(date(2026, 1, 1)) == (Decimal(70), Decimal(71), Decimal(72))


def test_line_takes_the_current_target_not_a_replaced_one(alvmark):
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator, level=Decimal(99), replaced_at=MONDAY)
    TargetFactory(indicator=indicator, level=Decimal(85))

    assert only_line(alvmark).level == Decimal(85)


def test_indicators_of_a_goal_are_its_own(alvmark, sydland):
    one, other = GoalFactory(place=1), GoalFactory(place=2)
    first, second = IndicatorFactory(goal=one, name="A"), IndicatorFactory(goal=one, name="B")
    third = IndicatorFactory(goal=other)
    IndicatorFactory(goal=None)
    IndicatorFactory(region=sydland)

    by_goal = indicators_by_goal(alvmark.pk, TODAY)

    assert {goal: [line.id for line in lines] for goal, lines in by_goal.items()} == {
        one.pk: [first.pk, second.pk],
        other.pk: [third.pk],
    }


def test_statuses_of_a_goal_are_ready_to_be_rolled_up(alvmark):
    goal = GoalFactory()
    measured(TargetFactory(indicator__goal=goal).indicator, y2025="73.6")
    IndicatorFactory(goal=goal, name="Z")

    assert statuses_by_goal(alvmark.pk, TODAY) == {goal.pk: [Status.ON_TRACK, Status.NO_DATA]}


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_three_queries_however_many(alvmark, django_assert_num_queries, many):
    for _ in range(many):
        measured(TargetFactory(indicator__goal=GoalFactory()).indicator, y2024="71", y2025="72")

    with django_assert_num_queries(3):
        indicators_by_goal(alvmark.pk, TODAY)
    with django_assert_num_queries(3):
        indicator_list(alvmark.pk, TODAY)


@pytest.fixture
def three(alvmark):
    """Examen: on track, of goal 1. Ohälsa: no data, our contribution, of goal 2. Bredband: no goal."""
    examen = TargetFactory(indicator__name="Examen", indicator__goal=GoalFactory(outline="1", place=1)).indicator
    measured(examen, y2025="73.6")
    IndicatorFactory(name="Ohälsa", goal=GoalFactory(outline="2", place=2), kind=IndicatorKind.CONTRIBUTION)
    measured(IndicatorFactory(name="Bredband", goal=None, source="PTS"), y2024="90", y2025="95")
    return alvmark


def names(region, **wanted):
    return [[line.name for line in group.lines] for group in indicator_list(region.pk, TODAY, Wanted(**wanted)).groups]


def test_list_groups_by_goal_and_puts_what_has_none_last(three):
    found = indicator_list(three.pk, TODAY)

    assert [group.goal for group in found.groups] == [
        "1 Fler unga fullföljer gymnasiet",
        "2 Fler unga fullföljer gymnasiet",
        "",
    ]
    assert (found.total, found.shown, found.with_value) == (3, 3, 2)
    assert found.statuses == {Status.ON_TRACK: 1, Status.NO_DATA: 1, Status.RIGHT_DIRECTION: 1}
    assert found.kinds == {IndicatorKind.DEVELOPMENT: 2, IndicatorKind.CONTRIBUTION: 1}


def test_list_shows_what_is_wanted_and_still_counts_all(three):
    found = indicator_list(three.pk, TODAY, Wanted(status=Status.NO_DATA))

    assert (found.shown, found.total) == (1, 3)
    assert names(three, status=Status.NO_DATA) == [["Ohälsa"]]
    assert names(three, kind=IndicatorKind.DEVELOPMENT) == [["Examen"], ["Bredband"]]
    assert names(three, status=Status.ON_TRACK, kind=IndicatorKind.CONTRIBUTION) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("examen", [["Examen"]]),
        ("PTS bred", [["Bredband"]]),
        ("fullföljer", [["Examen"], ["Ohälsa"]]),
        ("ingenting", []),
        ("  ", [["Examen"], ["Ohälsa"], ["Bredband"]]),
    ],
)
def test_list_is_searched_by_name_goal_and_source(three, text, found):
    assert names(three, text=text) == found


def test_list_of_a_region_without_indicators_is_empty(alvmark):
    found = indicator_list(alvmark.pk, TODAY)

    assert (found.groups, found.total, found.with_value) == ((), 0, 0)
