"""What one funding is in each year, how a krona is laid out, and what the rows of the boards say of themselves."""

from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import applied, granted, in_years, shared_out, source
from tests.delivery.walks import started
from tests.factories import (
    AppropriationFactory,
    GoalFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    StaffTimeFactory,
)
from tests.strategy.choosing import chose
from varv.core.choices import Option
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind, Measure, Money, YearFigures
from varv.core.workflow import FundingState
from varv.delivery.models import Funding, YearAmount
from varv.overview.delivery.initiative_money import FundingLine, InitiativeMoney, ShareLine, money_of
from varv.overview.delivery.resource_rows import Gap, money_by_year, portions
from varv.overview.delivery.resources import (
    AppropriationRow,
    Hours,
    ResourceRow,
    ResourceWish,
    goal_money,
    resource_board,
    resources_behind,
)
from varv.overview.delivery.source_list import AppropriationLine

pytestmark = pytest.mark.django_db


def kr(amount) -> Decimal:
    return Decimal(str(amount))


# --- one funding, year by year ----------------------------------------------------------------------------------

YEAR = {"year": 2026, "planned": Decimal(60), "used": Decimal(20)}


@pytest.mark.parametrize(
    ("said", "years", "told"),
    [
        ({"state": FundingState.APPLIED, "applied": kr(100)}, [], {Gap.UNDECIDED: Money(pending=kr(100))}),
        ({"state": FundingState.APPLIED, "applied": kr(0)}, [], {Gap.UNDECIDED: Money(pending=kr(0))}),
        ({"state": FundingState.APPLIED, "applied": None}, [], {}),
        (
            {"state": FundingState.GRANTED, "granted": kr(80), "decided_on": date(2025, 12, 31)},
            [],
            {2025: Money(granted=kr(80))},
        ),
        (
            {"state": FundingState.GRANTED, "granted": kr(80), "decided_on": date(2025, 12, 31)},
            [YEAR],
            {2025: Money(granted=kr(80)), 2026: Money(planned=kr(60), used=kr(20))},
        ),
        (
            {"state": FundingState.GRANTED, "granted": kr(80), "decided_on": date(2026, 1, 1)},
            [YEAR],
            {2026: Money(granted=kr(80), planned=kr(60), used=kr(20))},
        ),
        (
            {"state": FundingState.GRANTED, "granted": kr(80), "decided_on": None},
            [YEAR],
            {Gap.UNDECIDED: Money(granted=kr(80)), 2026: Money(planned=kr(60), used=kr(20))},
        ),
        (
            {"state": FundingState.GRANTED, "granted": kr(0), "decided_on": date(2026, 1, 1)},
            [],
            {2026: Money(granted=kr(0))},
        ),
        ({"state": FundingState.DECLINED, "applied": kr(100), "decided_on": date(2026, 1, 1)}, [], {}),
        ({"state": FundingState.WITHDRAWN, "granted": kr(80)}, [], {}),
        ({"state": FundingState.WITHDRAWN, "granted": kr(80)}, [YEAR], {2026: Money(used=kr(20))}),
        ({"state": FundingState.WITHDRAWN, "granted": kr(80)}, [YEAR | {"used": None}], {}),
    ],
)
def test_what_a_funding_is_in_each_year(said, years, told):
    found = money_by_year(Funding(**said), [YearAmount(**year) for year in years])

    assert dict(found) == told


# --- where a krona is laid --------------------------------------------------------------------------------------


def laid(by) -> dict:
    return {(one.goal, one.place, one.year): one.money.granted for one in portions(by.region_id)}


def test_a_grant_is_laid_on_goals_first_and_then_on_places(anna):
    one, two = GoalFactory(), GoalFactory()
    north, south = PlaceFactory(), PlaceFactory()
    initiative = started(anna, anna, goals=[one, two])
    for place in (north, south):
        InitiativePlaceFactory(initiative=initiative, place=place)
    shared_out(anna, initiative, goals=(60, 30), places=(50, 25))

    granted(anna, initiative, 1000)

    assert laid(anna) == {
        (one.pk, north.pk, 2026): kr(300),
        (one.pk, south.pk, 2026): kr(150),
        (one.pk, Gap.REST, 2026): kr(150),
        (two.pk, north.pk, 2026): kr(150),
        (two.pk, south.pk, 2026): kr(75),
        (two.pk, Gap.REST, 2026): kr(75),
        (Gap.REST, north.pk, 2026): kr(50),
        (Gap.REST, south.pk, 2026): kr(25),
        (Gap.REST, Gap.REST, 2026): kr(25),
    }


def test_when_the_whole_is_shared_out_there_is_no_rest(anna):
    goal, place = GoalFactory(), PlaceFactory()
    initiative = started(anna, anna, goals=[goal])
    InitiativePlaceFactory(initiative=initiative, place=place)
    shared_out(anna, initiative, goals=(100,), places=(100,))

    granted(anna, initiative, 1000)

    assert laid(anna) == {(goal.pk, place.pk, 2026): kr(1000)}


@pytest.mark.parametrize(
    ("share", "gaps"),
    [
        (None, {Gap.UNSHARED: kr(1000)}),
        (kr(0), {Gap.REST: kr(1000)}),
        (kr("0.01"), {Gap.REST: kr("999.90")}),
        (kr("99.99"), {Gap.REST: kr("0.10")}),
    ],
)
def test_nothing_said_and_nothing_given_are_different_gaps(anna, share, gaps):
    initiative = started(anna, anna, goals=[GoalFactory()])
    shared_out(anna, initiative, goals=(share,))

    granted(anna, initiative, 1000)

    assert {goal: money for (goal, _place, _year), money in laid(anna).items() if isinstance(goal, Gap)} == gaps


def test_an_insats_tied_to_nothing_says_so_on_both_sides(anna):
    applied(anna, started(anna, anna))

    (one,) = portions(anna.region_id)

    assert (one.goal, one.place, one.year) == (Gap.NONE, Gap.NONE, Gap.UNDECIDED)
    assert one.money == Money(pending=kr(500_000))


@pytest.mark.parametrize(
    ("kind", "funding"),
    [
        (InitiativeKind.OWN, FundingKind.ONE_TO_ONE),
        (InitiativeKind.FUNDED, FundingKind.ONE_TO_ONE),
        (InitiativeKind.FUNDED, FundingKind.EUROPEAN),
    ],
)
def test_without_a_choice_all_money_is_inside(anna, kind, funding):
    granted(anna, started(anna, anna, kind=kind), source=source(anna, "Källan", funding))

    assert [one.is_inside for one in portions(anna.region_id)] == [True]


@pytest.mark.parametrize("funding", [one for one in FundingKind if one is not FundingKind.ONE_TO_ONE])
def test_with_only_the_appropriation_chosen_all_other_money_is_outside(anna, funding):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    initiative = started(anna, anna, kind=InitiativeKind.FUNDED)
    granted(anna, initiative, 70)
    granted(anna, initiative, 30, source=source(anna, "Andra", funding))

    board = resource_board(anna.region_id, ResourceWish())

    assert (board.inside.granted, board.outside.granted, board.money.granted) == (70, 30, 100)
    assert board.is_narrowed_by_choice


# --- the board --------------------------------------------------------------------------------------------------


def test_an_empty_region_has_an_empty_board(anna):
    board = resource_board(anna.region_id, ResourceWish())

    assert (board.rows, board.years, board.appropriations, board.initiatives) == ((), (), (), 0)
    assert (board.money, board.unallocated, board.hours) == (Money(), Money(), Hours(None, None))
    assert not board.is_narrowed_by_choice


@pytest.mark.parametrize(
    ("first", "last", "years", "hours"),
    [
        (None, None, [2027, 2026, 2025], Hours(111, None)),
        (2026, None, [2027, 2026], Hours(110, None)),
        (None, 2026, [2026, 2025], Hours(11, None)),
        (2026, 2026, [2026], Hours(10, None)),
        (2027, 2025, [], Hours(None, None)),
    ],
)
def test_appropriations_and_hours_lie_within_the_years_both_ends_counted(anna, first, last, years, hours):
    initiative, given = started(anna, anna), source(anna)
    for year, planned in ((2025, 1), (2026, 10), (2027, 100)):
        AppropriationFactory(source=given, year=year)
        StaffTimeFactory(initiative=initiative, year=year, planned_hours=planned)

    board = resource_board(anna.region_id, ResourceWish(first_year=first, last_year=last))

    assert ([row.year for row in board.appropriations], board.hours) == (years, hours)


@pytest.mark.parametrize(
    ("wish", "is_narrowed"),
    [
        ({}, False),
        ({"first_year": 2026, "last_year": 2026}, False),
        ({"measure": Measure.USED}, False),
        ({"year": 2026}, False),
        ({"goal": 1}, True),
        ({"goal": Gap.NONE}, True),
        ({"activity": 1}, True),
        ({"place": Gap.REST}, True),
        ({"source": 1}, True),
    ],
)
def test_years_do_not_narrow_what_an_appropriation_says(wish, is_narrowed):
    assert ResourceWish(**wish).is_narrowed is is_narrowed


def test_the_insatser_behind_stand_with_most_first_and_then_by_name(anna):
    for name, amount in (("Cirkel", 5), ("Boll", 50), ("Anka", 5)):
        granted(anna, started(anna, anna, name=name), amount)
    applied(anna, started(anna, anna, name="Allt väntar"))

    rows = resources_behind(anna.region_id, ResourceWish())

    assert [(row.name, row.money.granted) for row in rows] == [
        ("Boll", 50),
        ("Anka", 5),
        ("Cirkel", 5),
        ("Allt väntar", None),
    ]


def test_a_goal_without_money_says_nothing_on_its_own_page(anna):
    granted(anna, started(anna, anna), 100)

    told = goal_money(anna.region_id, GoalFactory().pk)

    assert (told.money, told.initiatives) == (Money(), 0)


def test_a_goal_holds_what_is_below_it(anna):
    top = GoalFactory()
    below = GoalFactory(parent=top)
    for goal, amount in ((top, 10), (below, 3)):
        initiative = started(anna, anna, name=f"Insats {amount}", goals=[goal])
        shared_out(anna, initiative, goals=(100,))
        granted(anna, initiative, amount)

    told = [goal_money(anna.region_id, goal.pk) for goal in (top, below)]

    assert [(one.money.granted, one.initiatives) for one in told] == [(13, 2), (3, 1)]


# --- what a row says of itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("money", "unplanned", "unused"),
    [
        (Money(), 100, 100),
        (Money(planned=kr(0), used=kr(0)), 100, 100),
        (Money(planned=kr(100), used=kr("99.99")), 0, kr("0.01")),
        (Money(planned=kr(120), used=kr(130)), -20, -30),
        (Money(used=kr(-5)), 100, 105),
    ],
)
def test_what_is_left_of_an_appropriation_can_go_below_zero(money, unplanned, unused):
    row = AppropriationRow("Anslag 1:1", 2026, kr(100), "", money)
    line = AppropriationLine(1, 2026, kr(100), "", money)

    assert (row.unplanned, row.unused, line.unplanned) == (unplanned, unused, unplanned)


@pytest.mark.parametrize(("key", "is_gap"), [(1, False), (2026, False), (Gap.NONE, True), (Gap.UNDECIDED, True)])
def test_a_row_knows_whether_it_is_a_gap(key, is_gap):
    row = ResourceRow(key, "", Money(granted=kr(1)), Money(granted=kr(2)), {}, 1)

    assert (row.is_gap, row.money.granted) == (is_gap, 3)


def line(state=FundingState.GRANTED, granted_amount=100, **money) -> FundingLine:
    return FundingLine(
        id=1,
        source="Anslag 1:1",
        kind=FundingKind.ONE_TO_ONE,
        state=state,
        applied=None,
        granted=None if granted_amount is None else kr(granted_amount),
        decided_on=None,
        case_number="",
        reason="",
        revision=1,
        years=(),
        money=Money(**{name: kr(amount) for name, amount in money.items()}),
    )


@pytest.mark.parametrize(
    ("one", "unplanned", "overrun"),
    [
        (line(), 100, None),
        (line(planned=100, used=100), 0, None),
        (line(planned=40, used="100.01"), 60, kr("0.01")),
        (line(granted_amount=0, used=1), 0, 1),
        (line(granted_amount=None, used=1), None, None),
        (line(state=FundingState.APPLIED, granted_amount=None), None, None),
        (line(state=FundingState.DECLINED, granted_amount=None), None, None),
        (line(state=FundingState.WITHDRAWN), None, None),
        (line(state=FundingState.WITHDRAWN, used=150), None, 50),
    ],
)
def test_what_is_left_and_what_is_too_much_of_a_grant(one, unplanned, overrun):
    assert (one.unplanned, one.overrun) == (unplanned, overrun)


@pytest.mark.parametrize(
    ("shares", "rest"),
    [([], 100), ([None], 100), ([0], 100), ([60, None, "39.99"], kr("0.01")), ([100], 0), ([50, 50], 0)],
)
def test_the_rest_of_goals_and_of_places_are_told_apart(shares, rest):
    lines = tuple(ShareLine(place, "", None if share is None else kr(share), 1) for place, share in enumerate(shares))

    of_goals = InitiativeMoney(fundings=(), goals=lines, places=(), hours=())
    of_places = InitiativeMoney(fundings=(), goals=(), places=lines, hours=())

    assert (of_goals.goals_rest, of_goals.places_rest) == (rest, 100)
    assert (of_places.goals_rest, of_places.places_rest) == (100, rest)


def test_an_insats_without_money_says_nothing(anna):
    told = money_of(started(anna, anna))

    assert (told.fundings, told.goals, told.places, told.hours) == ((), (), (), ())
    assert (told.total, told.cofunded) == (Money(), Money())


def test_the_years_of_a_grant_are_told_in_order_with_what_nobody_said(anna):
    funding = granted(anna)
    in_years(anna, funding, y2027=(100, None), y2025=(None, 0))

    (told,) = money_of(funding.initiative).fundings

    assert told.years == (YearFigures(2025, None, kr(0)), YearFigures(2027, kr(100), None))
    assert told.money == Money(granted=kr(400_000), planned=kr(100), used=kr(0))
