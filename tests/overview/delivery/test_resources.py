from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.money_walks import applied, granted, in_years, shared_out, source
from tests.delivery.walks import started
from tests.factories import (
    MONDAY,
    FundingFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    StaffTimeFactory,
    SteeringDocumentFactory,
)
from tests.overview.delivery.portfolios import YEARS, portfolio
from tests.strategy.choosing import chose
from varv.core.choices import Option
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.money import FundingKind, Measure, Money, total
from varv.delivery import operations
from varv.delivery.models import Funding, Initiative
from varv.overview.delivery.resource_rows import Gap, portions
from varv.overview.delivery.resources import Path, ResourceWish, goal_money, resource_board, resources_behind

pytestmark = pytest.mark.django_db


def board(by, **wish):
    return resource_board(by.region_id, ResourceWish(**wish))


def told(by, measure=Measure.GRANTED, **wish) -> dict:
    return {row.name or row.key: row.money.of(measure) for row in board(by, **wish).rows}


def funded(by, name, amount, **changed) -> Initiative:
    """An insats with a grant, shared over its goals as told."""
    shares, stays = changed.pop("shares", ()), changed.pop("stays", ())
    given = {key: changed.pop(key) for key in ("source", "decided_on") if key in changed}
    initiative = started(by, by, name=name, **changed)
    for place in stays:
        InitiativePlaceFactory(initiative=initiative, place=place, share=Decimal(100) / len(stays))
    if shares:
        shared_out(by, initiative, goals=shares, places=[Decimal(100) / len(stays) for _ in stays])
    granted(by, initiative, amount, **given)
    return initiative


# --- what must hold whatever the money looks like -------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_of_every_path_are_its_total(anna, seed):
    portfolio(seed, 9)
    whole = total(one.money for one in portions(anna.region_id))

    for path in Path:
        found = board(anna, path=path)
        assert total(row.money for row in found.parts) == found.money == whole
        assert total(row.inside for row in found.parts) == found.inside
        assert all(total(row.kinds.values()) == row.money for row in found.rows)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_asked_for_the_insatser_behind_are_the_figure(anna, seed):
    portfolio(seed, 7)
    names = {
        Path.GOAL: "goal",
        Path.ACTIVITY: "activity",
        Path.PLACE: "place",
        Path.YEAR: "year",
        Path.SOURCE: "source",
    }

    for path, name in names.items():
        for row in board(anna, path=path).rows:
            behind = resources_behind(anna.region_id, ResourceWish(**{name: row.key}))
            assert total(one.money for one in behind) == row.money
            assert (total(one.inside for one in behind), len(behind)) == (row.inside, row.initiatives)


@pytest.mark.parametrize("seed", range(3))
def test_every_krona_of_the_rows_in_the_tables_is_somewhere(anna, seed):
    portfolio(seed, 9)
    states = {"granted": Decimal(0), "applied": Decimal(0)}
    for one in Funding.objects.of(anna.region_id):
        if one.state in states:
            states[one.state] += getattr(one, one.state) or 0

    money = board(anna).money

    assert (money.granted or 0, money.pending or 0) == (states["granted"], states["applied"])


@pytest.mark.parametrize("seed", range(3))
def test_years_beside_each_other_are_the_years_together(anna, seed):
    portfolio(seed, 7)

    alone = [board(anna, first_year=year, last_year=year).money for year in YEARS]
    waiting = board(anna, year=Gap.UNDECIDED).money

    assert total([*alone, waiting]) == board(anna).money
    assert total(alone) == board(anna, first_year=2025).money == board(anna, last_year=2027).money


@pytest.mark.parametrize("seed", range(3))
def test_a_parent_holds_what_is_its_own_and_what_is_below(anna, seed):
    portfolio(seed, 9)
    rows = [row for row in board(anna).rows if not row.is_gap]
    own = {one.key: total(found.money for found in portions(anna.region_id) if found.goal == one.key) for one in rows}

    for place, row in enumerate(rows):
        below = []
        for other in rows[place + 1 :]:
            if other.depth <= row.depth:
                break
            below.append(other)
        assert row.money == total([own[row.key], *(own[one.key] for one in below)])


# --- what the board tells ---------------------------------------------------------------------------------------


def test_an_insats_below_two_children_is_counted_once_in_the_parent(anna):
    parent = GoalFactory(outline="1", name="Kompetens")
    children = [GoalFactory(parent=parent, outline=f"1.{n}", name=f"Del {n}") for n in (1, 2)]
    funded(anna, "Båda", 1000, goals=children, shares=(60, 40))

    found = board(anna)

    assert [(row.name, row.depth, row.money.granted, row.initiatives) for row in found.rows] == [
        ("1 Kompetens", 0, Decimal(1000), 1),
        ("1.1 Del 1", 1, Decimal(600), 1),
        ("1.2 Del 2", 1, Decimal(400), 1),
    ]
    assert (found.money.granted, found.initiatives, found.unallocated.is_silent) == (Decimal(1000), 1, True)


def test_what_nobody_has_shared_out_is_told_with_why(anna):
    goal = GoalFactory(outline="1", name="Kompetens")
    funded(anna, "Med rest", 100, goals=[goal], shares=(70,))
    funded(anna, "Utan andel", 10, goals=[goal])
    funded(anna, "Utan mål", 1)

    found = board(anna)

    assert told(anna) == {"1 Kompetens": 70, Gap.NONE: 1, Gap.UNSHARED: 10, Gap.REST: 30}
    assert (found.unallocated.granted, found.money.granted) == (Decimal(41), Decimal(111))


def test_a_goal_without_money_is_told_and_is_not_zero(anna):
    GoalFactory(outline="1", name="Kompetens")
    given = GoalFactory(outline="2", name="Klimat")
    GoalFactory(outline="3", name="Förr", retired_on=date(2025, 1, 1))
    GoalFactory(outline="4", name="EU", document=SteeringDocumentFactory(title="EU", kind=DocumentKind.EUROPEAN))
    funded(anna, "Ingenting", 0, goals=[given], shares=(100,))

    found = board(anna)

    assert told(anna) == {"1 Kompetens": None, "2 Klimat": Decimal(0)}
    assert [row.name for row in found.without_money] == ["1 Kompetens"]


def test_goals_that_no_longer_hold_are_told_while_they_have_money(anna):
    goal = GoalFactory(outline="1", name="Kompetens")
    funded(anna, "Förr", 5, goals=[goal], shares=(100,))
    goal.retired_on = date(2026, 1, 1)
    goal.save()

    assert told(anna) == {"1 Kompetens": Decimal(5)}


def test_money_is_told_by_activity_place_year_and_source(anna):
    training, clusters = GenericActivityFactory(name="Utbildning"), GenericActivityFactory(name="Kluster")
    north, south = PlaceFactory(code="01", name="Norr"), PlaceFactory(code="02", name="Söder")
    state, towns = source(anna), source(anna, "Kommunerna", FundingKind.MUNICIPALITY)
    funded(anna, "Ett", 100, generic_activity=training, stays=[north, south], source=state)
    funded(anna, "Två", 30, generic_activity=training, source=towns, decided_on=date(2025, 5, 5))
    applied(anna, Initiative.objects.of(anna.region_id).get(name="Ett"), source=towns, applied=Decimal(9))

    by_activity = told(anna, path=Path.ACTIVITY)
    assert (by_activity["Utbildning"], by_activity["Kluster"], sum(filter(None, by_activity.values()))) == (
        130,
        None,
        130,
    )
    assert told(anna, path=Path.PLACE) == {"Norr": 50, "Söder": 50, Gap.NONE: 30}
    assert told(anna, path=Path.YEAR) == {"2025": 30, "2026": 100, Gap.UNDECIDED: None}
    assert told(anna, path=Path.SOURCE) == {"Anslag 1:1": 100, "Kommunerna": 30}
    assert told(anna, Measure.PENDING, path=Path.YEAR) == {"2025": None, "2026": None, Gap.UNDECIDED: 9}
    assert clusters.pk in {row.key for row in board(anna, path=Path.ACTIVITY).without_money}


def test_only_what_is_asked_for_is_told(anna):
    training, clusters = GenericActivityFactory(name="Utbildning"), GenericActivityFactory(name="Kluster")
    parent = GoalFactory(outline="1", name="Kompetens")
    child = GoalFactory(outline="1.1", name="Lärare", parent=parent)
    funded(anna, "Ett", 100, generic_activity=training, goals=[child], shares=(100,))
    funded(anna, "Två", 30, generic_activity=clusters)

    by_activity = board(anna, path=Path.ACTIVITY, activity=clusters.pk)
    by_goal = board(anna, path=Path.GOAL, goal=parent.pk)

    assert [(row.name, row.money.granted) for row in by_activity.rows] == [("Kluster", Decimal(30))]
    assert [(row.name, row.money.granted) for row in by_goal.rows] == [("1 Kompetens", 100), ("1.1 Lärare", 100)]
    assert (board(anna, goal=child.pk).money.granted, board(anna, goal=Gap.NONE).money.granted) == (100, 30)


def test_what_was_withdrawn_is_only_what_was_used(anna):
    funding = in_years(anna, granted(anna, amount=100), y2026=(60, 20))
    operations.withdraw_funding(funding=funding, reason="Lades ned.", revision=funding.revision, by=anna, at=MONDAY)

    assert board(anna).money == Money(used=Decimal(20))


def test_what_was_declined_is_no_money(anna):
    funding = applied(anna)
    operations.decline_funding(
        funding=funding, decided_on=date(2026, 1, 1), reason="Nej.", revision=1, by=anna, at=MONDAY
    )

    assert board(anna).money.is_silent


def test_a_grant_without_its_day_waits_for_a_year(anna):
    FundingFactory(initiative=started(anna, anna), state="granted", granted=Decimal(5), decided_on=None)

    assert told(anna, path=Path.YEAR) == {Gap.UNDECIDED: Decimal(5)}


def test_the_choice_says_what_is_inside_and_both_are_told(anna):
    initiative = funded(anna, "Projekt", 100, kind=InitiativeKind.FUNDED)
    granted(anna, initiative, 40, source=source(anna, "EU", FundingKind.EUROPEAN))
    funded(anna, "Egen", 7, kind=InitiativeKind.OWN)
    assert (board(anna).inside.granted, board(anna).is_narrowed_by_choice) == (147, False)

    chose(anna, Option.ONLY_ONE_TO_ONE)
    found = board(anna)

    assert (found.inside.granted, found.outside.granted, found.money.granted) == (100, 47, 147)
    assert found.is_narrowed_by_choice
    row = resources_behind(anna.region_id, ResourceWish())[0]
    assert (row.name, row.inside.granted, row.outside.granted) == ("Projekt", 100, 40)


# --- appropriations and hours -----------------------------------------------------------------------------------


def test_an_appropriation_stands_beside_what_became_of_it(anna):
    given = source(anna)
    for year, amount in ((2025, 900), (2026, 1000)):
        operations.set_appropriation(
            source=given, year=year, amount=Decimal(amount), decision="RF § 1", by=anna, at=MONDAY
        )
    in_years(anna, granted(anna, amount=600), y2026=(400, 150), y2027=(200, None))

    lines = board(anna).appropriations

    assert [(line.source, line.year, line.appropriation, line.unplanned, line.unused) for line in lines] == [
        ("Anslag 1:1", 2026, 1000, 600, 850),
        ("Anslag 1:1", 2025, 900, 900, 900),
    ]
    assert (lines[0].money, lines[0].decision) == (Money(None, Decimal(600), Decimal(400), Decimal(150)), "RF § 1")
    assert [line.year for line in board(anna, first_year=2026, last_year=2026).appropriations] == [2026]


def test_appropriations_and_hours_say_nothing_of_a_part_of_the_money(anna):
    operations.set_appropriation(source=source(anna), year=2026, amount=Decimal(1), decision="", by=anna, at=MONDAY)
    StaffTimeFactory(initiative=started(anna, anna))

    found = board(anna, goal=GoalFactory().pk)

    assert (found.appropriations, found.hours) == ((), None)


def test_own_time_is_told_in_hours(anna):
    initiative = started(anna, anna)
    StaffTimeFactory(initiative=initiative, year=2025, planned_hours=100, used_hours=80)
    StaffTimeFactory(initiative=initiative, year=2026, planned_hours=40)

    every, later, earlier = board(anna).hours, board(anna, first_year=2026).hours, board(anna, last_year=2025).hours

    assert (every.planned, every.used) == (140, 80)
    assert (later.planned, later.used) == (40, None)
    assert (earlier.planned, earlier.used) == (100, 80)


# --- cost -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*Path])
def test_the_board_costs_the_same_for_few_and_for_many(anna, path):
    costs = []

    for size in (1, 12):
        portfolio(size, size)
        with CaptureQueriesContext(connection) as queries:
            board(anna, path=path)
            resources_behind(anna.region_id, ResourceWish())
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 18


def test_another_regions_money_is_nowhere(anna, stig):
    granted(stig)

    assert (board(anna).money.is_silent, resources_behind(anna.region_id, ResourceWish())) == (True, ())


@pytest.mark.parametrize("seed", range(2))
def test_a_goals_own_page_tells_what_the_board_tells(anna, seed):
    portfolio(seed, 6)

    for row in board(anna).rows:
        if not row.is_gap:
            found = goal_money(anna.region_id, row.key)
            assert (found.money, found.inside, found.initiatives) == (row.money, row.inside, row.initiatives)
