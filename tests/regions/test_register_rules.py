"""Who may change the register of places and the saved lists, and what the trail keeps of it."""

import pytest

from tests.factories import MONDAY, PlaceFactory, SavedViewFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, Refusal, RuleBroken
from varv.regions import operations, rules
from varv.regions.models import Place, SavedView, TrailEntry, User
from varv.regions.municipalities import County, counties, county

pytestmark = pytest.mark.django_db

EVERYONE = ("anna", "bo", "cilla", "disa", "egon", "frida")
COUNTY = County("99", "Älvmarks län", {"9901": "Forsby", "9902": "Granliden", "9903": "Norrby"})


def code(check, *given) -> str:
    """Why a rule says no; nothing when it does not."""
    try:
        check(*given)
    except Refusal as refused:
        return refused.code
    return ""


def view_of(by, **values) -> SavedView:
    return SavedViewFactory(owner=User.objects.get(pk=by.person_id), **values)


def last_line(thing) -> TrailEntry:
    return TrailEntry.objects.about(thing).last()


def who(request, check, *given) -> str:
    """The first letters of those who may."""
    return "".join(name[0] for name in EVERYONE if not code(check, *given, request.getfixturevalue(name)))


# --- who --------------------------------------------------------------------------------------------------------


def test_places_are_managed_by_administrators_alone(request):
    assert who(request, rules.check_manage_places) == "f"


def test_lists_are_shown_to_others_by_those_who_write(request):
    assert who(request, rules.check_share_view) == "abde"


def test_a_list_is_changed_by_its_owner_alone(request, bo):
    assert who(request, rules.check_change_view, view_of(bo, is_shared=True)) == "b"


@pytest.mark.parametrize(("is_shared", "may"), [(False, "b"), (True, "bf")])
def test_a_list_is_taken_away_by_its_owner_and_when_shared_by_an_administrator(request, bo, is_shared, may):
    assert who(request, rules.check_remove_view, view_of(bo, is_shared=is_shared)) == may


def test_somebody_elses_list_is_refused_as_theirs_and_not_as_a_right(anna, bo):
    with pytest.raises(NotAllowed, match=r"saved_view\.not_yours"):
        rules.check_change_view(view_of(bo), anna)


# --- names and codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Forsby", "place.name_taken"),
        ("FORSBY", "place.name_taken"),
        ("forsby", "place.name_taken"),
        ("Forsbyn", ""),
        ("Fors by", ""),
    ],
)
def test_a_name_stands_once_however_it_is_written(alvmark, name, expected):
    place = PlaceFactory(name="Forsby")

    assert code(rules.check_place_name, name, alvmark.pk) == expected
    assert code(rules.check_place_name, name, alvmark.pk, place) == ""


def test_a_code_is_told_before_a_name_when_both_are_taken(frida):
    PlaceFactory(code="A1", name="Forsby")

    with pytest.raises(RuleBroken) as refused:
        rules.check_new_place("A1", "Forsby", frida)

    assert (refused.value.code, dict(refused.value.facts)) == ("place.code_taken", {"field": "code", "number": "A1"})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "saved_view.name_taken"),
        ({"name": "mina"}, ""),
        ({"page": "projects"}, ""),
    ],
)
def test_a_saved_lists_name_stands_once_for_a_person_and_a_page(anna, bo, changed, expected):
    view_of(bo, **({"name": "Mina"} | changed))
    mine, theirs = view_of(bo, name="Andra"), view_of(anna, name="Annas")

    assert code(rules.check_view_name, mine, "Mina") == expected
    assert code(rules.check_view_name, theirs, "Mina") == ""
    assert code(rules.check_view_name, mine, "Andra") == ""


# --- the trail --------------------------------------------------------------------------------------------------


def test_the_trail_tells_what_a_place_was_called(frida):
    place = operations.add_place(code="A1", name="Fors", by=frida, at=MONDAY)

    operations.rename_place(place=place, name="Forsby", revision=1, by=frida, at=MONDAY)

    line = last_line(place)
    assert (line.verb, line.person, line.thing) == ("edited", "Frida", "Forsby")
    assert (line.before, line.after) == ({"name": "Fors"}, {"name": "Forsby"})


def test_the_trail_remembers_a_place_that_is_gone(frida):
    place = operations.add_place(code="A1", name="Forsby", by=frida, at=MONDAY)
    number = place.pk

    operations.remove_place(place=place, by=frida, at=MONDAY)

    line = TrailEntry.objects.of(frida.region_id).get(verb="removed")
    assert (line.thing_id, line.thing, line.after) == (number, "Forsby", {})
    assert (line.before["code"], line.before["name"]) == ("A1", "Forsby")


def test_a_county_adds_only_what_is_missing_by_code_and_by_name(frida, alvmark):
    PlaceFactory(code="9901", name="Gamla Forsby")
    PlaceFactory(code="egen", name="granliden")

    added = operations.add_county(county=COUNTY, by=frida, at=MONDAY)

    assert [(place.code, place.name) for place in added] == [("9903", "Norrby")]
    assert sorted(Place.objects.of(alvmark.pk).values_list("code", flat=True)) == ["9901", "9903", "egen"]
    assert verbs(added[0]) == ["added"]


def test_a_county_once_more_adds_nothing_and_leaves_no_line(frida, alvmark):
    operations.add_county(county=COUNTY, by=frida, at=MONDAY)

    again = operations.add_county(county=COUNTY, by=frida, at=MONDAY)

    assert (again, TrailEntry.objects.of(alvmark.pk).filter(verb="added").count()) == ([], 3)


def test_a_county_of_one_region_is_not_in_the_way_of_anothers(frida, sydland):
    PlaceFactory(region=sydland, code="9901", name="Forsby")

    assert len(operations.add_county(county=COUNTY, by=frida, at=MONDAY)) == 3


def test_the_trail_tells_how_a_list_was_shown_and_taken_back(bo):
    view = view_of(bo, name="Mina")

    operations.change_view(view=view, name="Bos", is_shared=True, revision=1, by=bo, at=MONDAY)
    shown = last_line(view)
    operations.change_view(view=view, name="Bos", is_shared=False, revision=2, by=bo, at=MONDAY)

    assert (shown.before, shown.after) == (
        {"name": "Mina", "is_shared": False},
        {"name": "Bos", "is_shared": True},
    )
    assert (last_line(view).after, verbs(view)) == ({"is_shared": False}, ["edited", "edited"])


def test_a_reader_saves_nothing_that_is_shared(cilla):
    with pytest.raises(NotAllowed, match="not_allowed"):
        operations.save_view(page="initiatives", name="Min", query="", is_shared=True, by=cilla, at=MONDAY)

    assert not SavedView.objects.of(cilla.region_id).exists()


# --- the counties -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["", "02", "1", "001", "Blekinge län", "2480"])
def test_a_county_that_does_not_exist_is_nothing(wrong):
    assert county(wrong) is None


def test_counties_and_their_municipalities_stand_in_the_order_of_the_codes():
    codes = [one.code for one in counties()]

    assert codes == sorted(codes)
    assert all(list(one.municipalities) == sorted(one.municipalities) for one in counties())
    assert county("09").municipalities == {"0980": "Gotland"}
