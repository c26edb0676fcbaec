import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.plans import ground, region_with_plan
from tests.factories import MONDAY, MembershipFactory, UserFactory
from tests.people import member
from tests.strategy.walks import added_goal, drafted_chain, drafted_document, goal_tree
from varv.core.kinds import GoalKind, Strength
from varv.core.plan_book import Holds, Sheet
from varv.core.roles import Role
from varv.core.workflow import InitiativeState
from varv.delivery.plan_book import MODELS, called, kept_plan, known, plan_book
from varv.regions.models import User
from varv.strategy import operations

pytestmark = pytest.mark.django_db


def said(region_id, sheet, *names):
    """These columns of every row of a sheet."""
    return [tuple(row.values[name] for name in names) for row in plan_book(region_id)[sheet]]


def test_every_sheet_has_its_model():
    assert list(MODELS) == list(Sheet)


def test_an_empty_region_has_no_rows(alvmark):
    assert {sheet: list(rows) for sheet, rows in plan_book(alvmark.pk).items()} == {sheet: [] for sheet in Sheet}


def test_plan_book_holds_something_of_each_kind(anna):
    region_with_plan(anna)

    counts = {str(sheet): len(rows) for sheet, rows in plan_book(anna.region_id).items()}

    assert counts == {
        "documents": 2,
        "goals": 5,
        "goal_links": 1,
        "areas": 1,
        "chains": 2,
        "steps": 6,
        "links": 2,
        "factors": 2,
        "initiatives": 4,
        "contributions": 1,
        "indicators": 1,
    }


def test_goals_stand_as_a_reader_meets_them(anna):
    document = drafted_document(anna)
    first, school, *_ = goal_tree(anna, document)

    assert said(anna.region_id, Sheet.GOALS, "outline", "parent", "kind") == [
        ("1", None, GoalKind.OVERARCHING),
        ("1.1", first.key, GoalKind.EFFECT),
        ("1.2", first.key, GoalKind.EFFECT),
        ("2", None, GoalKind.EFFECT),
    ]
    assert said(anna.region_id, Sheet.GOALS, "key")[1] == (school.key,)


def test_references_are_told_by_key(anna):
    made = region_with_plan(anna)

    assert said(anna.region_id, Sheet.CHAINS, "name", "area", "goal") == [
        ("En annan kedja", made["area"].key, made["goals"][1].key),
        ("Kompetens för omställning", None, None),
    ]
    assert said(anna.region_id, Sheet.GOAL_LINKS, "source", "target", "strength") == [
        (made["own"].key, made["goals"][1].key, Strength.CLEARLY)
    ]
    assert said(anna.region_id, Sheet.STEPS, "text", "origin")[1] == ("Genomförda moduler", made["steps"][1].key)


def test_states_people_units_and_activities_are_told_in_words(anna):
    region_with_plan(anna)

    told = said(anna.region_id, Sheet.INITIATIVES, "name", "state", "responsible", "unit", "generic_activity")

    assert told[0] == (
        "Avslutad",
        InitiativeState.ENDED,
        "Anna",
        "Utvecklingsavdelningen",
        "1. Kompetensutvecklingsinsatser",
    )
    assert [state for _name, state, *_rest in told] == [
        InitiativeState.ENDED,
        InitiativeState.PAUSED,
        InitiativeState.PLANNED,
        InitiativeState.RUNNING,
    ]


def test_text_is_told_as_a_cell_can_hold_it(anna):
    drafted_document(anna, summary="=1+1\r\n två \x0b")

    assert said(anna.region_id, Sheet.DOCUMENTS, "summary") == [("=1+1\n två",)]


def test_retired_goals_and_what_points_at_them_stay_out(anna):
    document, other = drafted_document(anna), drafted_document(anna, "Handlingsplan")
    old, mine = added_goal(anna, document), added_goal(anna, other)
    operations.link_goals(source=mine, target=old, strength=Strength.PARTLY, by=anna, at=MONDAY)
    drafted_chain(anna, document=document, goal=old)

    operations.retire_goal(goal=old, reason="Nått", by=anna, at=MONDAY)

    assert said(anna.region_id, Sheet.GOALS, "key") == [(mine.key,)]
    assert said(anna.region_id, Sheet.GOAL_LINKS, "source") == []
    assert said(anna.region_id, Sheet.CHAINS, "goal") == [(None,)]


def test_another_regions_rows_are_not_told(anna, stig):
    region_with_plan(anna)

    assert not any(plan_book(stig.region_id).values())


def test_plan_book_asks_as_often_however_much_there_is(anna):
    region_with_plan(anna)
    with CaptureQueriesContext(connection) as few:
        plan_book(anna.region_id)

    for number in range(3):
        document = drafted_document(anna, f"Plan {number}")
        goal_tree(anna, document)
    with CaptureQueriesContext(connection) as many:
        plan_book(anna.region_id)

    assert len(few) == len(many) == len(MODELS) + 1


def test_kept_plan_finds_things_by_what_they_are_known_by(anna):
    made = region_with_plan(anna)

    things = kept_plan(anna.region_id).things

    assert things[Sheet.CHAINS][made["chain"].key] == made["chain"]
    assert things[Sheet.INDICATORS]["Genomströmning"] == made["indicator"]
    assert list(things[Sheet.CONTRIBUTIONS]) == [f"{made['initiatives'][3].key} → {made['own'].key}"]


def test_people_are_called_by_name_and_by_login_where_two_are_called_the_same():
    anna, two, three = (
        User(pk=1, name="Anna"),
        User(pk=2, name="Bo", username="bo"),
        User(pk=3, name="Bo", username="b2"),
    )

    assert called([anna, two, three]) == {1: "Anna", 2: "Bo (bo)", 3: "Bo (b2)"}


def test_known_takes_names_login_names_and_numbers(anna, alvmark):
    unit, activity = ground(alvmark)

    found = known(alvmark.pk)

    assert found[Holds.PERSON] == {"anna": "Anna", "anna (anna)": "Anna"}
    assert found[Holds.UNIT] == {unit.name.casefold(): unit.name}
    assert found[Holds.ACTIVITY]["1"] == found[Holds.ACTIVITY]["1."] == str(activity)
    assert found[Holds.ACTIVITY]["kompetensutvecklingsinsatser"] == str(activity)


def test_known_goes_by_the_login_name_where_several_bear_a_name(anna, alvmark):
    MembershipFactory(region=alvmark, user=UserFactory(username="anna2", name="Anna"), role=Role.REPORTER)

    assert known(alvmark.pk)[Holds.PERSON] == {
        "anna": "Anna (anna)",
        "anna (anna)": "Anna (anna)",
        "anna2": "Anna (anna2)",
        "anna (anna2)": "Anna (anna2)",
    }


def test_somebody_who_has_left_is_told_in_full(anna, alvmark):
    olle = member(alvmark, "olle", Role.STRATEGIST)
    document = drafted_document(anna)
    added_goal(anna, document, owner=User.objects.get(pk=olle.person_id))

    User.objects.get(pk=olle.person_id).memberships.update(ended_at=MONDAY)

    assert said(alvmark.pk, Sheet.GOALS, "owner") == [("Olle (olle)",)]
    assert "olle" not in known(alvmark.pk)[Holds.PERSON]
