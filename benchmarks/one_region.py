"""A whole region: 206 insatser, two years of approved reports, added up, shown and written to a file.

The workload is written once in a run, into the database that the run makes and throws away. The floors are what the
database alone needs for the same rows: one plain statement that any person who knows SQL would write, with the same
sums. ``tests/overview/rounds/test_roll_up_and_plain_sql.py`` shows that they are the same.
"""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.test import Client

from varv.core.counting import Dimension
from varv.jobs.timing import Benchmark, Work
from varv.jobs.workload import Workload, load_workload
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import By
from varv.regions.models import User

Rows = list[tuple[Any, ...]]

COUNTED = """
    FROM rounds_reportline line
    JOIN rounds_report report ON report.id = line.report_id
    JOIN rounds_round round ON round.id = report.round_id
    JOIN delivery_initiative initiative ON initiative.id = report.initiative_id
    JOIN delivery_plannedresult planned ON planned.id = line.planned_result_id
    JOIN indicators_indicator indicator ON indicator.id = planned.indicator_id
"""
OWN = """
    SELECT initiative.unit_id AS unit, planned.indicator_id AS indicator, planned.level AS level,
           {category} AS category, round.period AS period,
           CASE indicator.counting WHEN 'cumulative'
               THEN {value} - COALESCE(LAG({value}) OVER (
                   PARTITION BY line.planned_result_id, {category} ORDER BY round.period), 0)
               ELSE {value} END AS own
    {rows}
    WHERE report.region_id = %s AND report.figures_frozen_at IS NOT NULL AND {value} IS NOT NULL {only}
"""
WHOLE_LINES = OWN.format(value="line.value", category="''", rows=COUNTED, only="")
PARTS = OWN.format(
    value="part.value",
    category="part.category",
    rows=f"{COUNTED} JOIN rounds_linepart part ON part.line_id = line.id",
    only="AND part.dimension = %s",
)
ADDED = "SELECT unit, indicator, level, category, period, SUM(own) FROM ({own}) own GROUP BY 1, 2, 3, 4, 5"


@cache
def one_region() -> Workload:
    """The workload, loaded the first time it is asked for, and known to the database as it is in daily use.

    PostgreSQL counts its rows by itself within a minute, and a benchmark does not wait for it; SQLite never does.
    """
    made = load_workload()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return made


def plain_sums(region_id: int) -> Rows:
    """Unit, indicator, level, no category, period and sum."""
    return _rows(ADDED.format(own=WHOLE_LINES), [region_id])


def plain_sums_with_parts(region_id: int, dimension: Dimension) -> Rows:
    """The same, and after them the sums of each category."""
    both = f"{WHOLE_LINES} UNION ALL {PARTS}"
    return _rows(ADDED.format(own=both), [region_id, region_id, dimension.value])


def _rows(statement: str, values: list[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Rows = cursor.fetchall()
        return rows


def _by_unit() -> tuple[Work, Work]:
    """Every figure of every unit and the units over it; the floor adds up the same rows by the units themselves."""
    region = one_region().region.pk
    return lambda: roll_up(region, RollUpWish(by=By.UNIT)), lambda: plain_sums(region)


def _by_unit_and_sex() -> tuple[Work, Work]:
    """As well, with women, men and what is not broken down."""
    region = one_region().region.pk
    wish = RollUpWish(by=By.UNIT, dimension=Dimension.SEX)
    return lambda: roll_up(region, wish), lambda: plain_sums_with_parts(region, Dimension.SEX)


def _client() -> Client:
    """Someone logged in, once in a run."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=one_region().strategist.person_id))
    return client


def _page(address: str) -> tuple[Work, Work]:
    """A page through the whole program; the floor is the sums that it cannot do without."""
    made, client = one_region(), _client()

    def work() -> object:
        response = client.get(address.format(region=made.region.slug, document=made.plans.strategy.pk))
        if response.status_code != HTTPStatus.OK:
            raise AssertionError(response.status_code)
        return response

    return work, lambda: plain_sums(made.region.pk)


WHOLE_ROLL_UP = Benchmark("add up one region by unit", limit=2, prepare=_by_unit)
WITH_PARTS = Benchmark("add up one region by unit and sex", limit=2, prepare=_by_unit_and_sex)
PROGRAMME = Benchmark(
    "the page of a programme of 196 initiatives",
    limit=9,
    prepare=lambda: _page("/{region}/dokument/{document}/genomforande/"),
    promise=300,
)
PROGRAMME_FILE = Benchmark(
    "the workbook of a programme of 196 initiatives",
    limit=60,
    prepare=lambda: _page("/{region}/dokument/{document}/genomforande/excel/"),
    promise=2000,
)
ACHIEVED = Benchmark(
    "the page of what one region has achieved", limit=9, prepare=lambda: _page("/{region}/resultat/"), promise=300
)
OF_ONE_REGION = (WHOLE_ROLL_UP, WITH_PARTS, PROGRAMME, PROGRAMME_FILE, ACHIEVED)
