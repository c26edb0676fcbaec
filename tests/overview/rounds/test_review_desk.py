"""What sticks out among the reports of a round that wait to be read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.rounds.broken_down import counted, told_before, women
from tests.rounds.walks import opened, results_of, submitted, whole
from varv.core.counting import Counting, Dimension
from varv.core.periods import Period
from varv.core.workflow import ReportState
from varv.delivery import operations as delivery
from varv.overview.rounds.review_desk import review_desk
from varv.overview.words.of_rounds import Standout
from varv.rounds import operations
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

ON = date(2027, 1, 20)
AFTER = datetime(2027, 2, 2, 9, 0, tzinfo=UTC)


def report_of(initiative, anna) -> Report:
    return Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)


def told(report, bo, value=41, *parts, at=MONDAY, **changed) -> Report:
    """The report handed in with this value of its first output."""
    draft = whole(report)
    first = replace(draft.lines[0], value=Decimal(value), parts=tuple(parts))
    return submitted(report, bo, at=at, lines=(first, *draft.lines[1:]), **changed)


def planned(result, amount, anna):
    delivery.edit_planned_result(
        planned_result=result,
        text=result.text,
        unit=result.unit,
        planned=Decimal(amount),
        step=None,
        revision=result.revision,
        by=anna,
        at=MONDAY,
    )


def found(report, on=ON) -> list[tuple]:
    """What stands out: its kind, how many times or days, and the figures."""
    (row,) = review_desk(report.round, on).waiting
    return [(one.kind, one.times, one.before, one.now) for one in row.findings]


@pytest.fixture
def initiative(anna, bo):
    return running(anna, bo)


def test_only_what_waits_to_be_read_is_on_the_desk(anna, bo, disa):
    for name in ("Ett", "Två", "Tre"):
        running(anna, bo, name=name)
    one, two, _draft = Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk")
    submitted(one, bo)
    operations.approve_report(report=submitted(two, bo), by=disa, at=MONDAY)

    desk = review_desk(one.round, ON)

    assert [row.report_id for row in desk.waiting] == [one.pk]
    assert desk.counts == {ReportState.SUBMITTED: 1, ReportState.APPROVED: 1, ReportState.DRAFT: 1}
    assert desk.days_left == 9


def test_those_with_something_to_look_at_stand_first(anna, bo):
    for name in ("Ett", "Två"):
        running(anna, bo, name=name)
    one, two = Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk")
    submitted(one, bo)
    submitted(two, bo, learned="")

    desk = review_desk(one.round, ON)

    assert [row.report_id for row in desk.waiting] == [two.pk, one.pk]
    assert ([row.report_id for row in desk.loud], [row.report_id for row in desk.quiet]) == ([two.pk], [one.pk])


def test_last_time_stands_beside(initiative, anna, bo, disa):
    told_before(initiative, 30, bo, disa)

    (row,) = review_desk(submitted(report_of(initiative, anna), bo).round, ON).waiting

    assert [(line.last.value, line.value) for line in row.sheet.lines] == [
        (Decimal(30), Decimal(41)),
        (Decimal(42), Decimal(42)),
    ]


def test_zero_where_something_was_planned_stands_out(initiative, anna, bo):
    planned(results_of(initiative)[0], 60, anna)

    assert found(told(report_of(initiative, anna), bo, 0)) == [(Standout.ZERO, 0, None, None)]


def test_zero_where_nothing_was_planned_is_only_a_figure(initiative, anna, bo):
    assert found(told(report_of(initiative, anna), bo, 0)) == []


def test_zero_after_something_is_a_great_change_and_told_once(initiative, anna, bo, disa):
    planned(results_of(initiative)[0], 60, anna)
    told_before(initiative, 30, bo, disa)

    assert found(told(report_of(initiative, anna), bo, 0)) == [(Standout.BIG_CHANGE, 0, Decimal(30), Decimal(0))]


@pytest.mark.parametrize(("value", "stands_out"), [(90, False), (30, False), (29, True)])
def test_a_total_since_the_start_may_grow_but_not_shrink(initiative, anna, bo, disa, value, stands_out):
    counted(initiative, Counting.CUMULATIVE)
    told_before(initiative, 30, bo, disa)

    kinds = [kind for kind, *_ in found(told(report_of(initiative, anna), bo, value))]

    assert kinds == ([Standout.BIG_CHANGE] if stands_out else [])


@pytest.mark.parametrize(("part", "stands_out"), [(19, True), (20, False), (40, False), (0, True)])
def test_a_figure_that_is_mostly_not_broken_down_stands_out(initiative, anna, bo, part, stands_out):
    counted(initiative, Counting.PER_PERIOD, Dimension.SEX)

    told_now = found(told(report_of(initiative, anna), bo, 40, women(part)))

    assert told_now == ([(Standout.NOT_BROKEN_DOWN, 0, None, Decimal(40))] if stands_out else [])


def test_a_figure_that_nobody_has_begun_to_break_down_is_whole(initiative, anna, bo):
    counted(initiative, Counting.PER_PERIOD, Dimension.SEX)

    assert found(told(report_of(initiative, anna), bo, 40)) == []


def test_a_late_report_says_how_late(initiative, anna, bo):
    assert found(told(report_of(initiative, anna), bo, at=AFTER)) == [(Standout.LATE, 4, None, None)]


def test_who_was_given_more_time_is_not_late(initiative, anna, bo):
    report = report_of(initiative, anna)
    until = report.round.due_on + timedelta(days=7)
    operations.give_more_time(round_=report.round, person=person(bo), due_on=until, reason="Sjuk", by=anna, at=MONDAY)

    assert found(told(report, bo, at=AFTER)) == []


def test_what_is_planned_for_the_whole_time_is_compared_with_all_that_has_come(initiative, anna, bo, disa):
    planned(results_of(initiative)[0], 60, anna)
    for period in ("2025H1", "2025H2", "2026H1"):
        told_before(initiative, 10, bo, disa, Period.parse(period))

    kinds = [kind for kind, *_ in found(told(report_of(initiative, anna), bo, 10, verdict="right_way"))]

    assert kinds == []


def test_every_finding_has_a_title(initiative, anna, bo):
    (row,) = review_desk(submitted(report_of(initiative, anna), bo, learned="").round, ON).waiting

    assert [one.title for one in row.findings] == ["Inlämnad utan lärdom"]


def test_three_cost_what_one_costs(anna, bo):
    running(anna, bo, name="Ett")
    one = opened(anna, Period.parse("2026H1"))
    for name in ("Två", "Tre"):
        running(anna, bo, name=name)
    three, costs = opened(anna), []

    for round_ in (one, three):
        for report in Report.objects.of(anna.region_id).filter(round=round_).order_by("pk"):
            submitted(report, bo)
        with CaptureQueriesContext(connection) as queries:
            review_desk(round_, ON)
        costs.append(len(queries))

    assert costs[0] == costs[1]
