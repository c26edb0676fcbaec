from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.money_walks import granted, in_years, source
from tests.delivery.walks import started
from tests.factories import MONDAY
from varv.core.money import FundingKind, Money
from varv.delivery import operations
from varv.overview.delivery.source_list import source_list

pytestmark = pytest.mark.django_db


def appropriated(by, given, year, amount):
    operations.set_appropriation(source=given, year=year, amount=Decimal(amount), decision="§ 1", by=by, at=MONDAY)


def test_sources_stand_in_the_regions_order_with_what_they_gave(anna):
    state, towns = source(anna), source(anna, "Kommunerna", FundingKind.MUNICIPALITY)
    operations.retire_source(source=towns, on=date(2026, 1, 1), by=anna, at=MONDAY)
    granted(anna, started(anna, anna), 400, source=state)

    first, second = source_list(anna.region_id)

    assert (first.name, first.kind, first.retired_on, first.initiatives) == (
        "Anslag 1:1",
        FundingKind.ONE_TO_ONE,
        None,
        1,
    )
    assert (first.money, second.money) == (Money(granted=Decimal(400)), Money())
    assert (second.name, second.retired_on, second.initiatives) == ("Kommunerna", date(2026, 1, 1), 0)


def test_appropriations_stand_beside_what_is_planned_of_them(anna):
    given = source(anna)
    appropriated(anna, given, 2026, 1000)
    appropriated(anna, given, 2025, 100)
    in_years(anna, granted(anna, amount=900), y2025=(150, 150), y2026=(400, None))

    lines = source_list(anna.region_id)[0].appropriations

    assert [(line.year, line.amount, line.unplanned, line.money.used) for line in lines] == [
        (2026, 1000, 600, None),
        (2025, 100, -50, 150),
    ]
    assert lines[0].decision == "§ 1"


def test_the_list_costs_the_same_for_one_and_for_three(anna):
    costs = []
    appropriated(anna, source(anna), 2026, 1)

    for more in (("EU", "Kommunerna"), ()):
        with CaptureQueriesContext(connection) as queries:
            source_list(anna.region_id)
        costs.append(len(queries))
        for name in more:
            appropriated(anna, source(anna, name), 2026, 1)
            granted(anna, started(anna, anna, name=name), source=source(anna, name))

    assert costs[0] == costs[1]
