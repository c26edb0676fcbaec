"""What have we achieved? Totals by the indicators' rules, in known small regions."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MONDAY, InitiativeFactory, RoundFactory, SteeringDocumentFactory
from tests.overview.rounds.told import AUTUMN, MEN, NEXT, SPRING, WOMEN, also, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from varv.core.asking import Speed
from varv.core.choices import Option
from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import InitiativeKind
from varv.core.tallies import Sum
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.overview.rounds.roll_up import RollUpWish, Unmeasured, roll_up
from varv.overview.rounds.roll_up_axes import By

pytestmark = pytest.mark.django_db


def whole(region, **wish):
    """The lines of the whole region."""
    return roll_up(region.pk, RollUpWish(**wish), region.name).whole.lines


def course(line):
    """A line's values, period by period, and its total."""
    return [one.value for one in line.figures.periods], line.figures.total.value


def parts(line):
    return {part.category: course_of(part.figures) for part in line.parts}


def course_of(figures):
    return [one.value for one in figures.periods], figures.total.value


def test_figures_for_a_period_are_added_over_insatser_and_time(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator), {AUTUMN: 3, SPRING: 4})
    told(meant(alvmark, indicator), {AUTUMN: 10, SPRING: 0})

    (line,) = whole(alvmark)

    assert course(line) == ([13, 4], 17)
    assert (line.measure.name, line.measure.level, line.figures.total) == (
        "Deltagare",
        Level.OUTPUT,
        Sum(Decimal(17), 4),
    )


def test_two_rounds_of_one_period_share_a_column_and_a_round_without_figures_has_none(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator), {SPRING: 3})
    (continuous,) = told(meant(alvmark, indicator), {SPRING: 4})
    continuous.change(round=RoundFactory(region=alvmark, period=SPRING, speed=Speed.CONTINUOUS))
    RoundFactory(region=alvmark, period=NEXT)

    found = roll_up(alvmark.pk, RollUpWish())

    assert found.periods == (SPRING,)
    assert [course(line) for line in found.whole.lines] == [([7], 7)]


def test_figures_since_the_start_are_told_as_what_each_period_added(alvmark):
    indicator = counted(alvmark, counting=Counting.CUMULATIVE)
    told(meant(alvmark, indicator), {AUTUMN: 3, SPRING: 7, NEXT: 7})
    told(meant(alvmark, indicator), {AUTUMN: 10, SPRING: None, NEXT: 15})

    (line,) = whole(alvmark)

    assert course(line) == ([13, 4, 5], 22)
    assert [(one.told, one.missing) for one in line.figures.periods] == [(2, 0), (1, 1), (2, 0)]


def test_how_it_stands_is_added_over_insatser_but_not_over_time(alvmark):
    indicator = counted(alvmark, counting=Counting.STATE)
    told(meant(alvmark, indicator), {AUTUMN: 30, SPRING: 40})
    told(meant(alvmark, indicator), {AUTUMN: 5, SPRING: None})

    (line,) = whole(alvmark)

    assert course(line) == ([35, 40], 45)
    assert line.figures.total == Sum(Decimal(45), 2, 1)


def test_two_reports_in_one_half_year_tell_how_it_stands_once(alvmark):
    result = meant(alvmark, counted(alvmark, counting=Counting.STATE))
    told(result, {AUTUMN: 30})
    told(result, {AUTUMN: 33}, number=2)

    (line,) = whole(alvmark)

    assert course(line) == ([33], 33)


def test_chosen_periods_alone_are_counted_but_what_came_before_is_remembered(alvmark):
    indicator = counted(alvmark, counting=Counting.CUMULATIVE)
    told(meant(alvmark, indicator), {AUTUMN: 3, SPRING: 7, NEXT: 12})

    (line,) = whole(alvmark, periods=frozenset({SPRING}))

    assert course(line) == ([4], 4)


def test_nothing_known_is_no_figure_and_zero_is_one(alvmark):
    unknown, nil = counted(alvmark, "Okänt"), counted(alvmark, "Noll")
    told(meant(alvmark, unknown), {AUTUMN: None})
    told(meant(alvmark, nil), {AUTUMN: 0})

    lines = {line.measure.name: line.figures.total for line in whole(alvmark)}

    assert lines == {"Okänt": Sum(None, 0, 1), "Noll": Sum(Decimal(0), 1, 0)}


def test_only_reports_whose_figures_are_frozen_count(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator), {AUTUMN: 3})
    told(meant(alvmark, indicator), {AUTUMN: 100}, state=ReportState.SUBMITTED, figures_frozen_at=None)
    told(meant(alvmark, indicator), {AUTUMN: 4}, state=ReportState.RETURNED, figures_frozen_at=MONDAY)

    found = roll_up(alvmark.pk, RollUpWish())

    assert (course(found.whole.lines[0]), found.reports, found.outside) == (([7], 7), 2, 0)


def test_an_indicator_is_kept_apart_as_output_and_as_outcome(alvmark):
    indicator = counted(alvmark)
    told(meant(alvmark, indicator, Level.OUTCOME), {AUTUMN: 3})
    told(meant(alvmark, indicator, Level.OUTPUT), {AUTUMN: 4})

    assert [(line.measure.level, line.figures.total.value) for line in whole(alvmark)] == [
        (Level.OUTPUT, 4),
        (Level.OUTCOME, 3),
    ]


def test_only_the_indicators_asked_for_are_shown(alvmark):
    wanted = counted(alvmark, "Företag")
    for indicator in (wanted, counted(alvmark)):
        told(meant(alvmark, indicator), {AUTUMN: 3})

    assert [line.measure.name for line in whole(alvmark, indicators=frozenset({wanted.pk}))] == ["Företag"]
    assert whole(alvmark, indicators=frozenset({0})) == ()


def test_another_regions_figures_are_not_there(alvmark, sydland):
    told(meant(sydland, counted(sydland)), {AUTUMN: 3})

    found = roll_up(alvmark.pk, RollUpWish())

    assert (found.measures, found.periods, found.reports) == ((), (), 0)


def test_parts_and_what_is_not_broken_down_are_the_whole(alvmark):
    result = meant(alvmark, counted(alvmark))
    for period, value, women, men in ((AUTUMN, 10, 4, 5), (SPRING, 6, 1, 5)):
        line(reported(result.initiative, period), result, value, women=women, men=men)
    told(meant(alvmark, result.indicator), {AUTUMN: 8})

    (found,) = whole(alvmark, dimension=Dimension.SEX)

    assert course(found) == ([18, 6], 24)
    assert parts(found) == {WOMEN: ([4, 1], 5), MEN: ([5, 5], 10), "": ([9, 0], 9)}


def test_parts_since_the_start_follow_the_same_rule(alvmark):
    result = meant(alvmark, counted(alvmark, counting=Counting.CUMULATIVE))
    for period, value, women, men in ((AUTUMN, 10, 4, 5), (SPRING, 16, 6, 9)):
        line(reported(result.initiative, period), result, value, women=women, men=men)

    (found,) = whole(alvmark, dimension=Dimension.SEX)

    assert parts(found) == {WOMEN: ([4, 2], 6), MEN: ([5, 4], 9), "": ([1, 0], 1)}


def test_parts_of_how_it_stands_are_those_of_the_very_figure(alvmark):
    """Women were told of last spring, but this autumn's figure has no parts: none of it is known to be women."""
    result = meant(alvmark, counted(alvmark, counting=Counting.STATE))
    line(reported(result.initiative, AUTUMN), result, 10, women=4)
    line(reported(result.initiative, SPRING), result, 12)

    (found,) = whole(alvmark, dimension=Dimension.SEX)

    assert parts(found) == {WOMEN: ([4, None], None), "": ([6, 12], 12)}


def test_a_figure_without_parts_has_none(alvmark):
    told(meant(alvmark, counted(alvmark)), {AUTUMN: 3})

    assert whole(alvmark, dimension=Dimension.SEX)[0].parts == ()


def ratio_of(region, numerator, denominator, **more):
    made = {"adding": Adding.RATIO, "numerator": numerator, "denominator": denominator} | more
    return counted(region, "Andel i arbete", **made)


def test_a_ratio_is_one_total_divided_by_another(alvmark):
    in_work, everyone = counted(alvmark, "I arbete"), counted(alvmark, "Alla")
    ratio_of(alvmark, in_work, everyone, unit="procent")
    for some, of_all in ((1, 2), (2, 10)):
        result = meant(alvmark, in_work, Level.OUTCOME)
        report = reported(result.initiative, AUTUMN)
        line(report, result, some)
        line(report, also(result.initiative, everyone), of_all)

    *_, found = whole(alvmark)

    assert (found.measure.name, found.measure.level) == ("Andel i arbete", None)
    assert course(found) == ([25], 25)
    assert found.figures.total.told == 4


def test_a_ratio_that_is_no_share_is_told_as_it_is(alvmark):
    hours, courses = counted(alvmark, "Timmar"), counted(alvmark, "Kurser")
    ratio_of(alvmark, hours, courses, unit="timmar per kurs")
    told(meant(alvmark, hours), {AUTUMN: 30})
    told(meant(alvmark, courses), {AUTUMN: 4})

    assert course(whole(alvmark)[-1]) == ([Decimal("7.5")], Decimal("7.5"))


def test_a_ratio_of_nothing_is_not_known(alvmark):
    over, under = counted(alvmark, "Över"), counted(alvmark, "Under")
    ratio_of(alvmark, over, under)
    told(meant(alvmark, over), {AUTUMN: 3, SPRING: 4})
    told(meant(alvmark, under), {AUTUMN: 0, SPRING: None})

    assert course(whole(alvmark)[-1]) == ([None, None], None)


def test_a_ratio_alone_is_told_without_its_parts(alvmark):
    over, under = counted(alvmark, "Över"), counted(alvmark, "Under")
    wanted = ratio_of(alvmark, over, under)
    told(meant(alvmark, over), {AUTUMN: 3})
    told(meant(alvmark, under), {AUTUMN: 4})

    (found,) = whole(alvmark, indicators=frozenset({wanted.pk}))

    assert course(found) == ([Decimal("0.75")], Decimal("0.75"))


def test_a_ratio_without_figures_is_not_shown(alvmark):
    over, under = counted(alvmark, "Över"), counted(alvmark, "Under")
    ratio_of(alvmark, over, under)
    told(meant(alvmark, over), {AUTUMN: 3})

    assert [line.measure.name for line in whole(alvmark)] == ["Över"]


def test_what_must_not_be_added_stands_alone_or_not_at_all(alvmark):
    indicator = counted(alvmark, adding=Adding.NONE)
    first, second = meant(alvmark, indicator), meant(alvmark, indicator)
    told(first, {AUTUMN: 3, SPRING: 4})
    told(second, {AUTUMN: 5})

    (line,) = whole(alvmark)

    assert course(line) == ([None, 4], None)
    assert [one.told for one in line.figures.periods] == [2, 1]


def test_results_without_an_indicator_are_counted_and_never_added(alvmark):
    result = meant(alvmark, None)
    told(result, {AUTUMN: 100, SPRING: None})
    told(also(result.initiative, None), {NEXT: 7})

    found = roll_up(alvmark.pk, RollUpWish())

    activity = str(result.initiative.generic_activity)
    assert (found.measures, found.unmeasured) == ((), (Unmeasured(activity, Level.OUTPUT, told=2, missing=1),))
    assert roll_up(alvmark.pk, RollUpWish(periods=frozenset({SPRING}))).unmeasured == (
        Unmeasured(activity, Level.OUTPUT, told=0, missing=1),
    )


def test_what_the_choices_leave_out_is_told_apart(alvmark, anna):
    indicator = counted(alvmark)
    for kind, value in ((InitiativeKind.FUNDED, 3), (InitiativeKind.EXTERNAL, 50)):
        told(meant(alvmark, indicator, kind=kind), {AUTUMN: value})
    chose(anna, Option.ONLY_ONE_TO_ONE)

    inside, outside = (roll_up(alvmark.pk, RollUpWish(outside=outside)) for outside in (False, True))

    assert (course(inside.whole.lines[0]), inside.reports, inside.outside) == (([3], 3), 1, 1)
    assert (course(outside.whole.lines[0]), outside.reports, outside.outside) == (([50], 50), 1, 1)
    assert inside.kinds == {InitiativeKind.FUNDED}


@pytest.mark.parametrize(
    ("by", "queries"), [(By.WHOLE, 9), (By.ACTIVITY, 10), (By.UNIT, 10), (By.PLACE, 11), (By.GOAL, 12)]
)
def test_it_costs_the_same_however_much_there_is(alvmark, by, queries):
    indicator, since = counted(alvmark), counted(alvmark, "Sedan starten", counting=Counting.CUMULATIVE)
    wish = RollUpWish(by=by, document=SteeringDocumentFactory(region=alvmark), dimension=Dimension.SEX)

    for _ in (1, 2, 3):
        result = meant(alvmark, indicator)
        report = reported(result.initiative, AUTUMN)
        for one in (result, also(result.initiative, since)):
            line(report, one, 5, women=2)
        with CaptureQueriesContext(connection) as asked:
            roll_up(alvmark.pk, wish)
        assert len(asked) == queries


def test_an_insats_that_never_reported_adds_nothing(alvmark):
    InitiativeFactory(region=alvmark)

    found = roll_up(alvmark.pk, RollUpWish(by=By.UNIT))

    assert (found.whole.lines, [node.is_silent for node in found.nodes]) == ((), [True] * len(found.nodes))
