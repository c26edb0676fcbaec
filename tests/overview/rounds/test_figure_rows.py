"""One click from a figure: the reports it was told in, what they said, and how much of it counts."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import UnitFactory
from tests.overview.rounds.told import AUTUMN, SPRING, WOMEN, also, counted, line, meant, reported, told
from varv.core.counting import Adding, Counting, Dimension
from varv.core.status import Missing
from varv.core.tallies import Sum
from varv.core.theory import Level
from varv.overview.rounds.figure_rows import FigureWish, ToldLine, figure_rows
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import REGION, By

pytestmark = pytest.mark.django_db


def rows_of(region, indicator, node=REGION, period=None, category="", place=0, **wish):
    """The rows behind the first measure of a roll-up."""
    found = roll_up(region.pk, RollUpWish(**wish))
    measure = found.whole.lines[place].measure
    return figure_rows(region.pk, FigureWish(found.wish, node, measure, period, category), indicator.pk)


def counts(rows):
    return [(row.initiative, str(row.period), row.counts.value) for row in rows]


def test_each_report_says_what_it_told_and_what_counts(alvmark):
    indicator = counted(alvmark, counting=Counting.CUMULATIVE)
    told(meant(alvmark, indicator, name="Insats B"), {AUTUMN: 3, SPRING: 7})
    told(meant(alvmark, indicator, name="Insats A"), {AUTUMN: 5, SPRING: None})

    rows = rows_of(alvmark, indicator)

    assert counts(rows) == [
        ("Insats A", "2025H2", 5),
        ("Insats A", "2026H1", None),
        ("Insats B", "2025H2", 3),
        ("Insats B", "2026H1", 4),
    ]
    assert [row.lines[0].value for row in rows] == [5, None, 3, 7]
    assert (rows[1].lines[0].missing, rows[1].counts) == (Missing.NOT_AVAILABLE, Sum(None, 0, 1))


def test_a_report_with_two_results_of_the_same_indicator_has_both_its_lines(alvmark):
    indicator = counted(alvmark)
    result = meant(alvmark, indicator)
    report = reported(result.initiative, AUTUMN)
    line(report, result, 3)
    line(report, also(result.initiative, indicator), 4)

    (row,) = rows_of(alvmark, indicator)

    assert row.counts == Sum(Decimal(7), 2)
    assert row.lines == (ToldLine(result.text, Decimal(3), None, ""), ToldLine(result.text, Decimal(4), None, ""))
    assert (row.report_id, row.unit) == (report.pk, result.initiative.unit.name)


def test_an_outcome_is_not_behind_an_output(alvmark):
    indicator = counted(alvmark)
    result = meant(alvmark, indicator)
    report = reported(result.initiative, AUTUMN)
    line(report, result, 3)
    line(report, also(result.initiative, indicator, Level.OUTCOME), 4)

    (row,) = rows_of(alvmark, indicator)

    assert (row.counts.value, len(row.lines)) == (3, 1)


def test_only_the_rows_of_the_node(alvmark):
    indicator = counted(alvmark)
    unit = UnitFactory(region=alvmark, name="Näringsliv")
    told(meant(alvmark, indicator, name="Insats A", unit=unit), {AUTUMN: 3})
    told(meant(alvmark, indicator, name="Insats B"), {AUTUMN: 4})

    assert counts(rows_of(alvmark, indicator, node=unit.pk, by=By.UNIT)) == [("Insats A", "2025H2", 3)]
    assert rows_of(alvmark, indicator, node=987_654, by=By.UNIT) == ()


def test_only_the_part_asked_for(alvmark):
    indicator = counted(alvmark)
    for name, parts in (("Insats A", {"women": 2}), ("Insats B", {})):
        result = meant(alvmark, indicator, name=name)
        line(reported(result.initiative, AUTUMN), result, 5, **parts)

    assert counts(rows_of(alvmark, indicator, category=WOMEN, dimension=Dimension.SEX)) == [("Insats A", "2025H2", 2)]
    assert rows_of(alvmark, indicator, category="unheard_of", dimension=Dimension.SEX) == ()


def test_a_ratio_is_asked_for_by_each_of_its_indicators(alvmark):
    over, under = counted(alvmark, "Över"), counted(alvmark, "Under")
    counted(alvmark, "Andel", adding=Adding.RATIO, numerator=over, denominator=under)
    result = meant(alvmark, over, Level.OUTCOME)
    report = reported(result.initiative, AUTUMN)
    line(report, result, 3)
    line(report, also(result.initiative, under), 4)
    line(report, also(result.initiative, under, Level.OUTCOME), 5)

    assert [row.counts.value for row in rows_of(alvmark, over, place=-1)] == [3]
    assert [row.counts.value for row in rows_of(alvmark, under, place=-1)] == [9]


def test_it_costs_the_same_however_many_rows_there_are(alvmark):
    indicator = counted(alvmark)

    for _ in (1, 2, 3):
        told(meant(alvmark, indicator), {AUTUMN: 3})
        wish = FigureWish(RollUpWish(), REGION, roll_up(alvmark.pk, RollUpWish()).whole.lines[0].measure)
        with CaptureQueriesContext(connection) as asked:
            figure_rows(alvmark.pk, wish, indicator.pk)
        assert len(asked) == 6
