from decimal import Decimal

import pytest

from tests.delivery.money_walks import share_rows, shared_out
from tests.delivery.walks import started
from tests.factories import MONDAY, GoalFactory, InitiativePlaceFactory, UnitFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Contribution, InitiativePlace, StaffTime
from varv.delivery.operations import ShareRow

pytestmark = pytest.mark.django_db


def with_two_goals(by):
    return started(by, by, goals=[GoalFactory(), GoalFactory()])


def shares_of(kind, initiative) -> list[Decimal | None]:
    rows = kind.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
    return [row.share for row in rows]


def noted(initiative, by, **changed) -> StaffTime:
    values = {"year": 2026, "planned_hours": 400, "used_hours": None} | changed
    values.setdefault("unit", initiative.unit)
    return operations.note_staff_time(initiative=initiative, **values, by=by, at=MONDAY)


# --- shares ---------------------------------------------------------------------------------------------------


def test_money_is_shared_over_goals_and_over_places(anna):
    initiative = with_two_goals(anna)
    InitiativePlaceFactory(initiative=initiative)

    shared_out(anna, initiative, goals=(60, "12.5"), places=(100,))

    assert shares_of(Contribution, initiative) == [Decimal(60), Decimal("12.5")]
    assert shares_of(InitiativePlace, initiative) == [Decimal(100)]


def test_only_what_changes_leaves_a_line(anna):
    initiative = with_two_goals(anna)
    shared_out(anna, initiative, goals=(60, 40))

    shared_out(anna, initiative, goals=(60, None))

    first, second = Contribution.objects.of(anna.region_id).order_by("pk")
    assert [verbs(one) for one in (first, second)] == [
        ["contributes", "shared_out"],
        ["contributes", "shared_out", "shared_out"],
    ]
    assert shares_of(Contribution, initiative) == [Decimal(60), None]


@pytest.mark.parametrize("told", ["goals", "places"])
def test_goals_and_places_are_a_whole_each(anna, told):
    initiative = with_two_goals(anna)
    InitiativePlaceFactory.create_batch(2, initiative=initiative)
    full = {"goals": (60, 40), "places": (50, 50)}

    with pytest.raises(RuleBroken) as refused:
        shared_out(anna, initiative, **full | {told: (60, "40.01")})

    assert (refused.value.code, refused.value.facts["over"]) == ("money.shares_over_whole", Decimal("0.01"))
    assert shares_of(Contribution, initiative) == shares_of(InitiativePlace, initiative) == [None, None]


def test_what_is_not_told_stays_and_takes_its_part(anna):
    initiative = with_two_goals(anna)
    shared_out(anna, initiative, goals=(60, 40))
    rows = share_rows(Contribution, initiative, 60, 40)
    first = min(rows)

    with pytest.raises(RuleBroken, match=r"money\.shares_over_whole"):
        operations.share_out(
            initiative=initiative, goals={first: ShareRow(Decimal(61), 2)}, places={}, by=anna, at=MONDAY
        )
    operations.share_out(initiative=initiative, goals={first: ShareRow(Decimal(10), 2)}, places={}, by=anna, at=MONDAY)

    assert shares_of(Contribution, initiative) == [Decimal(10), Decimal(40)]


def test_shares_find_out_that_somebody_was_first(anna):
    initiative = with_two_goals(anna)
    seen = share_rows(Contribution, initiative, 50, 50)
    shared_out(anna, initiative, goals=(60, 40))

    with pytest.raises(RuleBroken, match="stale"):
        operations.share_out(initiative=initiative, goals=seen, places={}, by=anna, at=MONDAY)

    assert shares_of(Contribution, initiative) == [Decimal(60), Decimal(40)]


def test_another_insats_rows_are_left_alone(anna):
    initiative = with_two_goals(anna)
    other = started(anna, anna, name="En annan", goals=[GoalFactory()])

    operations.share_out(
        initiative=initiative, goals=share_rows(Contribution, other, 90), places={}, by=anna, at=MONDAY
    )

    assert shares_of(Contribution, other) == [None]


def test_shares_are_for_those_who_edit(anna, bo, cilla):
    initiative = started(anna, bo, goals=[GoalFactory()])

    shared_out(bo, initiative, goals=(70,))
    with pytest.raises(NotAllowed):
        shared_out(cilla, initiative, goals=(10,))

    assert shares_of(Contribution, initiative) == [Decimal(70)]


# --- the region's own time ------------------------------------------------------------------------------------


def test_hours_are_noted_changed_and_taken_away(anna, bo):
    initiative = started(anna, bo)
    time = noted(initiative, bo)

    operations.edit_staff_time(
        staff_time=time,
        unit=UnitFactory(name="Analys"),
        year=2027,
        planned_hours=None,
        used_hours=0,
        revision=1,
        by=bo,
        at=MONDAY,
    )
    time.refresh_from_db()
    assert (time.unit.name, time.year, time.planned_hours, time.used_hours) == ("Analys", 2027, None, 0)

    operations.remove_staff_time(staff_time=time, by=anna, at=MONDAY)

    assert verbs(time) == ["added", "edited", "removed"]
    assert not StaffTime.objects.of(anna.region_id).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "staff_time.exists"),
        ({"year": 1900}, "money.year_out_of_reach"),
        ({"year": 2027, "planned_hours": None}, "staff_time.empty"),
    ],
)
def test_hours_are_refused(anna, changed, code):
    initiative = started(anna, anna)
    noted(initiative, anna)

    with pytest.raises(RuleBroken) as refused:
        noted(initiative, anna, **changed)

    assert (refused.value.code, StaffTime.objects.of(anna.region_id).count()) == (code, 1)


def test_changed_hours_are_refused_for_a_year_that_is_told_or_a_stale_form(anna):
    initiative = started(anna, anna)
    noted(initiative, anna)
    time = noted(initiative, anna, year=2027)
    values = {"unit": initiative.unit, "planned_hours": 1, "used_hours": None, "by": anna, "at": MONDAY}

    with pytest.raises(RuleBroken, match=r"staff_time\.exists"):
        operations.edit_staff_time(staff_time=time, year=2026, revision=1, **values)
    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_staff_time(staff_time=time, year=2027, revision=9, **values)
    operations.edit_staff_time(staff_time=time, year=2027, revision=1, **values)

    assert verbs(time) == ["added", "edited"]


def test_hours_are_given_by_the_regions_own_units(anna, sydland):
    initiative = started(anna, anna)
    time = noted(initiative, anna)
    elsewhere = UnitFactory(region=sydland)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        noted(initiative, anna, unit=elsewhere)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.edit_staff_time(
            staff_time=time,
            unit=elsewhere,
            year=2026,
            planned_hours=1,
            used_hours=1,
            revision=1,
            by=anna,
            at=MONDAY,
        )


def test_hours_are_for_those_who_edit(anna, cilla):
    initiative = started(anna, anna)
    time = noted(initiative, anna)
    values = {"unit": initiative.unit, "year": 2026, "planned_hours": 1, "used_hours": 1, "revision": 1}

    with pytest.raises(NotAllowed):
        noted(initiative, cilla, year=2028)
    with pytest.raises(NotAllowed):
        operations.edit_staff_time(staff_time=time, **values, by=cilla, at=MONDAY)
    with pytest.raises(NotAllowed):
        operations.remove_staff_time(staff_time=time, by=cilla, at=MONDAY)

    assert verbs(time) == ["added"]
