"""The sources with what they gave, also when they are silent, shared or laid aside."""

from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import granted, in_years, source
from tests.delivery.walks import started
from tests.factories import (
    MONDAY,
    AppropriationFactory,
    FundingFactory,
    YearAmountFactory,
)
from varv.core.money import Money
from varv.core.workflow import FundingState
from varv.delivery import operations
from varv.overview.delivery.source_list import source_list

pytestmark = pytest.mark.django_db


def kr(amount) -> Decimal:
    return Decimal(str(amount))


def test_a_source_that_gave_nothing_is_told_with_nothing(anna):
    source(anna)

    (told,) = source_list(anna.region_id)

    assert (told.appropriations, told.money, told.initiatives) == ((), Money(), 0)


def test_two_grants_to_one_insats_are_one_insats(anna):
    initiative = started(anna, anna)
    granted(anna, initiative, 10)
    granted(anna, initiative, 5)
    granted(anna, started(anna, anna, name="Annan"), 1)

    (told,) = source_list(anna.region_id)

    assert (told.money.granted, told.initiatives) == (16, 2)


def test_what_is_planned_another_year_is_not_taken_from_this_years_appropriation(anna):
    given = source(anna)
    AppropriationFactory(source=given, year=2026, amount=kr(1000))
    AppropriationFactory(source=given, year=2027, amount=kr(500))
    in_years(anna, granted(anna), y2026=(300, 100), y2027=(600, None))

    (told,) = source_list(anna.region_id)

    assert [(one.year, one.money.planned, one.money.used, one.unplanned) for one in told.appropriations] == [
        (2027, 600, None, -100),
        (2026, 300, 100, 700),
    ]


def test_a_source_laid_aside_keeps_what_it_gave_and_its_place(anna):
    first = source(anna, "Först")
    source(anna, "Sist")
    granted(anna, started(anna, anna), 7, source=first)
    operations.retire_source(source=first, on=date(2026, 11, 1), by=anna, at=MONDAY)

    told = source_list(anna.region_id)

    assert [(one.name, one.retired_on, one.money.granted) for one in told] == [
        ("Först", date(2026, 11, 1), 7),
        ("Sist", None, None),
    ]


def test_money_used_before_it_was_withdrawn_is_counted_in_its_source(anna):
    funding = FundingFactory(
        initiative=started(anna, anna), source=source(anna), state=FundingState.WITHDRAWN, granted=kr(100)
    )
    YearAmountFactory(funding=funding, planned=kr(60), used=kr(20))

    (told,) = source_list(anna.region_id)

    assert (told.money, told.initiatives) == (Money(used=kr(20)), 1)
