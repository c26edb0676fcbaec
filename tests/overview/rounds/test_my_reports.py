"""All that one person is to report on now: the most urgent first, and what is left in all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.rounds.walks import opened, saved, submitted
from varv.core.workflow import ReportState
from varv.overview.rounds.my_reports import my_reports
from varv.rounds import operations
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


ON = date(2026, 11, 20)


def asked_of(anna, bo, *names) -> list[Report]:
    """Reports on these insatser, asked of Bo in one round."""
    for name in names:
        running(anna, bo, name=name)
    return list(Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk"))


def mine(who):
    return my_reports(who.region_id, who.person_id, ON)


def test_only_ones_own_are_asked_for(anna, bo):
    one, two = asked_of(anna, bo, "Ett", "Två")
    running(anna, anna, name="Annas")

    assert [sheet.id for sheet in mine(bo).to_write] == [one.pk, two.pk]
    assert (mine(anna).total, mine(anna).minutes_left) == (0, 0)


def test_the_most_urgent_stands_first(anna, bo):
    one, two = asked_of(anna, bo, "Ett", "Två")
    two.change(due_on=date(2026, 12, 1))

    assert [sheet.id for sheet in mine(bo).to_write] == [two.pk, one.pk]


def test_what_is_handed_in_is_done_and_leaves_no_minutes(anna, bo, disa):
    one, two, three = asked_of(anna, bo, "Ett", "Två", "Tre")
    submitted(one, bo)
    submitted(two, bo)
    operations.approve_report(report=two, by=disa, at=MONDAY)

    reports = mine(bo)

    assert [(done.initiative, done.state) for done in reports.done] == [
        ("Ett", ReportState.SUBMITTED),
        ("Två", ReportState.APPROVED),
    ]
    assert (reports.total, [sheet.id for sheet in reports.to_write], reports.minutes_left) == (3, [three.pk], 10)


def test_what_lacks_nothing_can_be_handed_in(anna, bo):
    one, _two = asked_of(anna, bo, "Ett", "Två")
    saved(one, bo)

    reports = mine(bo)

    assert [sheet.id for sheet in reports.complete] == [one.pk]
    assert reports.minutes_left == 1 + 10


def test_a_closed_round_asks_nothing_more(anna, bo):
    (report,) = asked_of(anna, bo, "Ett")
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    assert mine(bo).total == 0


def test_more_time_is_ones_own_last_day(anna, bo):
    (report,) = asked_of(anna, bo, "Ett")
    later = report.round.due_on + timedelta(days=7)
    operations.give_more_time(
        round_=report.round, person=person(bo), due_on=later, reason="Sjuk i januari", by=anna, at=MONDAY
    )

    assert [sheet.due_on for sheet in mine(bo).to_write] == [later]


def test_three_cost_what_one_costs(anna, bo, egon):
    running(anna, egon, name="Egons")
    asked_of(anna, bo, "Ett", "Två", "Tre")
    costs = []

    for who, expected in ((egon, 1), (bo, 3)):
        with CaptureQueriesContext(connection) as queries:
            assert len(mine(who).to_write) == expected
        costs.append(len(queries))

    assert costs[0] == costs[1]
