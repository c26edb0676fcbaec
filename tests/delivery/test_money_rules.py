"""Who may do what with money, as a table; and what each rule refuses, whoever asks."""

from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import applied, granted, source
from tests.delivery.walks import started
from tests.factories import MONDAY, StaffTimeFactory
from varv.core.money import YearFigures
from varv.core.refusals import RuleBroken, holds
from varv.core.workflow import FundingState
from varv.delivery import rules

pytestmark = pytest.mark.django_db

PEOPLE = ("anna", "bo", "cilla", "disa", "egon", "frida")


def those_who(request, check, *about) -> list[str]:
    """The people of the region who pass this rule."""
    return [name for name in PEOPLE if holds(check, *about, request.getfixturevalue(name))]


def test_sources_are_kept_by_those_who_plan(request, anna):
    given = source(anna)

    assert those_who(request, rules.check_plan_money) == ["anna"]
    assert those_who(request, rules.check_retire_source, given) == ["anna"]
    assert those_who(request, rules.check_reopen_source, given) == []
    given.retired_on = date(2026, 1, 1)
    assert those_who(request, rules.check_retire_source, given) == []
    assert those_who(request, rules.check_reopen_source, given) == ["anna"]


def test_an_insats_money_is_kept_by_its_responsible_and_by_those_who_start(request, anna, bo):
    assert those_who(request, rules.check_money, started(anna, bo)) == ["anna", "bo", "egon"]
    assert those_who(request, rules.check_money, started(anna, anna, name="Annas")) == ["anna", "egon"]


def test_a_responsible_person_without_a_working_role_keeps_nothing(anna, bo, cilla):
    initiative = started(anna, bo)
    initiative.responsible_id = cilla.person_id

    assert not holds(rules.check_money, initiative, cilla)


def test_decisions_are_noted_by_those_who_handle(request, anna, bo):
    funding = applied(anna, started(anna, bo))

    for then in (FundingState.GRANTED, FundingState.DECLINED, FundingState.WITHDRAWN):
        assert those_who(request, rules.check_decide, funding, then) == ["anna", "egon"]


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal("0.01")])
def test_nothing_said_and_zero_are_amounts(amount):
    assert holds(rules.check_amount, amount, "applied")


def test_a_debt_is_no_amount_and_says_in_which_field():
    with pytest.raises(RuleBroken) as refused:
        rules.check_amount(Decimal("-0.01"), "applied")

    assert (refused.value.code, refused.value.facts) == ("money.negative", {"field": "applied"})


@pytest.mark.parametrize(
    ("year", "is_within"), [(1989, False), (1990, True), (2026, True), (2100, True), (2101, False), (-1, False)]
)
def test_years_lie_within_reach(anna, year, is_within):
    row = [YearFigures(year, Decimal(1), None)]

    assert holds(rules.check_plan_years, granted(anna), row, anna) is is_within


@pytest.mark.parametrize(
    ("day", "has_come"), [(date(2026, 11, 15), True), (date(2026, 11, 16), True), (date(2026, 11, 17), False)]
)
def test_a_decision_has_been_made(day, has_come):
    assert holds(rules.check_decided, day, MONDAY) is has_come


@pytest.mark.parametrize(("reason", "is_said"), [("Ramen räcker inte.", True), ("", False), (" \n", False)])
def test_a_reason_says_something(reason, is_said):
    assert holds(rules.check_money_reason, reason) is is_said


@pytest.mark.parametrize(
    ("planned", "used", "says_something"), [(None, None, False), (0, None, True), (None, 0, True), (5, 5, True)]
)
def test_a_line_of_hours_says_something(planned, used, says_something):
    assert holds(rules.check_hours, planned, used) is says_something


def test_a_line_of_hours_is_only_in_its_own_way(anna):
    time = StaffTimeFactory(initiative=started(anna, anna))
    about = (time.initiative, time.unit, 2026)

    assert not holds(rules.check_staff_time, *about, None)
    assert holds(rules.check_staff_time, *about, time)
    assert holds(rules.check_staff_time, time.initiative, time.unit, 2027, None)


def test_a_name_is_only_in_its_own_way(anna, stig):
    given = source(anna)

    assert not holds(rules.check_source_name, "Anslag 1:1", anna.region_id, None)
    assert holds(rules.check_source_name, "Anslag 1:1", anna.region_id, given)
    assert holds(rules.check_source_name, "Anslag 1:1", stig.region_id, None)


@pytest.mark.parametrize(("planned", "fits"), [(0, True), (400_000, True), (Decimal("400000.01"), False)])
def test_plans_fit_in_the_grant_to_the_ore(anna, planned, fits):
    rows = [YearFigures(2026, Decimal(planned), None), YearFigures(2027, None, Decimal(10**9))]

    assert holds(rules.check_plan_years, granted(anna), rows, anna) is fits


@pytest.mark.parametrize(
    ("state", "amount", "passes"),
    [
        (FundingState.APPLIED, None, False),
        (FundingState.GRANTED, Decimal(5), True),
        (FundingState.DECLINED, None, False),
        (FundingState.WITHDRAWN, None, False),
        (FundingState.WITHDRAWN, Decimal(5), True),
    ],
)
def test_years_belong_to_what_was_once_granted(anna, state, amount, passes):
    funding = applied(anna)
    funding.state, funding.granted = state, amount

    assert holds(rules.check_plan_years, funding, [], anna) is passes
