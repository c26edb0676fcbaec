"""Roll-ups of a generated region come to the same as one plain SQL statement, and as their own rows one by one."""

from collections import defaultdict
from decimal import Decimal

import pytest

from benchmarks.one_region import plain_sums, plain_sums_with_parts
from varv.core.counting import Adding, Counting, Dimension
from varv.jobs.workload import Size, load_workload
from varv.overview.rounds.figure_rows import FigureWish, figure_rows
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import REGION, By
from varv.regions.models import Unit
from varv.strategy.models import SteeringDocument

pytestmark = pytest.mark.django_db

SMALL = Size(
    initiatives=9, indicators=4, ratios=1, half_years=3, action_plans=1, operational_plans=2, places=3, missing_one_in=5
)


@pytest.fixture
def region(db):
    return load_workload(SMALL).region


def as_told(rows):
    """Unit, indicator, level, category and period → sum."""
    return {tuple(row[:5]): Decimal(str(row[5])) for row in rows}


def rolled(region, **wish):
    """The same of the roll-up, for the lowest units; what is not known is left out."""
    found = roll_up(region.pk, RollUpWish(by=By.UNIT, **wish))
    lowest = set(Unit.objects.of(region.pk).filter(children=None).values_list("pk", flat=True))
    sums = {}
    for node in (node for node in found.nodes if node.id in lowest):
        for line in (line for line in node.lines if line.measure.adding is Adding.SUM):
            parts = [("", line.figures), *((part.category, part.figures) for part in line.parts if part.category)]
            for category, figures in parts:
                for period, one in zip(found.periods, figures.periods, strict=True):
                    key = node.id, line.measure.indicator_id, line.measure.level, category, str(period)
                    sums[key] = one.value
    return {key: value for key, value in sums.items() if value is not None}


def test_the_sums_are_those_of_plain_sql(region):
    assert rolled(region) == as_told(plain_sums(region.pk))


def test_the_sums_of_parts_are_those_of_plain_sql(region):
    assert rolled(region, dimension=Dimension.SEX) == as_told(plain_sums_with_parts(region.pk, Dimension.SEX))


def columns(line):
    return [*line.figures.periods, line.figures.total]


@pytest.mark.parametrize("by", [By.ACTIVITY, By.UNIT])
def test_where_nothing_overlaps_the_nodes_come_to_the_whole(region, by):
    found = roll_up(region.pk, RollUpWish(by=by))
    tops = [node for node in found.nodes if node.depth == 0]

    for place, line in enumerate(found.whole.lines):
        if line.measure.adding is Adding.SUM:
            for column, whole in enumerate(columns(line)):
                parts = [columns(node.lines[place])[column] for node in tops]
                assert sum((part.value for part in parts if part.value is not None), Decimal(0)) == (whole.value or 0)
                assert sum(part.told for part in parts) == whole.told
                assert sum(part.missing for part in parts) == whole.missing


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("dimension", Dimension)
def test_every_breakdown_with_what_is_left_is_the_total(region, by, dimension):
    found = roll_up(region.pk, RollUpWish(by=by, dimension=dimension))
    broken_down = 0

    for line in (line for node in (found.whole, *found.nodes) for line in node.lines if line.parts):
        for column, whole in enumerate(columns(line)):
            parts = [columns(part)[column].value for part in line.parts]
            known = [part for part in parts if part is not None]
            assert (sum(known, Decimal(0)) if known else None) == whole.value
            broken_down += 1
    assert broken_down


def test_the_periods_come_to_the_total_but_for_how_it_stands(region):
    found = roll_up(region.pk, RollUpWish(by=By.GOAL))

    for line in found.whole.lines:
        if line.measure.adding is Adding.SUM and line.measure.counting is not Counting.STATE:
            assert sum(one.value for one in line.figures.periods if one.value is not None) == line.figures.total.value


@pytest.mark.parametrize("by", [By.UNIT, By.GOAL, By.PLACE, By.ACTIVITY])
def test_the_rows_behind_a_figure_come_to_the_figure(region, by):
    strategy = SteeringDocument.objects.of(region.pk).get(parent=None)
    found = roll_up(region.pk, RollUpWish(by=by, document=strategy, dimension=Dimension.SEX))
    looked_at = defaultdict(int)

    for node in (found.whole, *found.nodes[:3]):
        for line in (line for line in node.lines if line.measure.level is not None):
            for category, figures in [("", line.figures), *((part.category, part.figures) for part in line.parts[:1])]:
                wish = FigureWish(found.wish, node.id, line.measure, None, category)
                assert added(figure_rows(region.pk, wish, line.measure.indicator_id)) == known(figures.total)
                looked_at[node.id == REGION] += 1
    assert set(looked_at) == {True, False}


def test_the_rows_of_one_period_come_to_its_figure(region):
    found = roll_up(region.pk, RollUpWish())

    for line in (line for line in found.whole.lines if line.measure.level is not None):
        for period, figure in zip(found.periods, line.figures.periods, strict=True):
            wish = FigureWish(found.wish, REGION, line.measure, period)
            rows = figure_rows(region.pk, wish, line.measure.indicator_id)
            assert added(rows) == known(figure)
            assert {row.period for row in rows} == {period}


def known(one):
    return one.value, one.told


def added(rows):
    values = [row.counts.value for row in rows if row.counts.value is not None]
    return (sum(values, Decimal(0)) if values else None), sum(row.counts.told for row in rows)
