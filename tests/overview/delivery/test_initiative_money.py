from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.money_walks import applied, granted, in_years, shared_out, source
from tests.delivery.walks import started
from tests.factories import MONDAY, GoalFactory, InitiativePlaceFactory, PlaceFactory, StaffTimeFactory
from varv.core.money import FundingKind, Money, YearFigures
from varv.core.workflow import FundingState
from varv.delivery import operations
from varv.overview.delivery.initiative_money import HoursLine, money_of

pytestmark = pytest.mark.django_db


def test_money_is_told_source_by_source_in_the_regions_order(anna):
    initiative = started(anna, anna)
    first, second = source(anna), source(anna, "Kommunerna", FundingKind.MUNICIPALITY)
    applied(anna, initiative, source=second, applied=None)
    in_years(anna, granted(anna, initiative, source=first), y2026=(300_000, 0), y2027=(None, None))

    state, towns = money_of(initiative).fundings

    assert (state.source, state.kind, state.state, state.applied, state.granted, state.decided_on) == (
        "Anslag 1:1",
        FundingKind.ONE_TO_ONE,
        FundingState.GRANTED,
        Decimal(500_000),
        Decimal(400_000),
        date(2026, 1, 15),
    )
    assert (state.case_number, state.years) == ("RUN 2026-12", (YearFigures(2026, Decimal(300_000), Decimal(0)),))
    assert (state.unplanned, state.overrun) == (Decimal(100_000), None)
    assert (towns.source, towns.money, towns.unplanned, towns.overrun, towns.years) == (
        "Kommunerna",
        Money(),
        None,
        None,
        (),
    )


def test_more_used_than_granted_stands_out(anna):
    funding = in_years(anna, granted(anna, amount=100), y2026=(None, 70), y2027=(None, 31))

    line = money_of(funding.initiative).fundings[0]

    assert (line.overrun, line.unplanned) == (Decimal(1), Decimal(100))


def test_what_was_withdrawn_has_nothing_left_to_plan(anna):
    funding = granted(anna)
    operations.withdraw_funding(funding=funding, reason="Lades ned.", revision=2, by=anna, at=MONDAY)

    line = money_of(funding.initiative).fundings[0]

    assert (line.state, line.reason, line.unplanned, line.money) == (
        FundingState.WITHDRAWN,
        "Lades ned.",
        None,
        Money(),
    )


def test_cofunding_is_what_others_give(anna):
    initiative = started(anna, anna)
    granted(anna, initiative, 100)
    granted(anna, initiative, 60, source=source(anna, "EU", FundingKind.EUROPEAN))

    money = money_of(initiative)

    assert (money.total.granted, money.cofunded.granted) == (160, 60)


def test_shares_are_told_with_their_rest(anna):
    initiative = started(anna, anna, goals=[GoalFactory(outline="1", name="A"), GoalFactory(outline="2", name="B")])
    InitiativePlaceFactory(initiative=initiative, place=PlaceFactory(name="Norr"))

    shared_out(anna, initiative, goals=(60, None), places=(100,))
    money = money_of(initiative)

    assert [(line.name, line.share) for line in money.goals] == [("1 A", 60), ("2 B", None)]
    assert [(line.name, line.share, line.revision) for line in money.places] == [("Norr", 100, 2)]
    assert (money.goals_rest, money.places_rest) == (40, 0)


def test_own_time_is_told_by_unit_and_year(anna):
    time = StaffTimeFactory(initiative=started(anna, anna), planned_hours=400)

    assert money_of(time.initiative).hours == (HoursLine(time.pk, "Utvecklingsavdelningen", 2026, 400, None),)


def test_it_costs_the_same_for_one_source_and_for_three(anna):
    initiative, costs = started(anna, anna, goals=[GoalFactory()]), []
    granted(anna, initiative)

    for more in (("EU", "Kommunerna"), ()):
        with CaptureQueriesContext(connection) as queries:
            money_of(initiative)
        costs.append(len(queries))
        for name in more:
            in_years(anna, granted(anna, initiative, source=source(anna, name)), y2026=(1, 1), y2027=(1, 1))

    assert costs == [5, 5]
