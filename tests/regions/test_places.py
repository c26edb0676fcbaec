import pytest

from tests.factories import MONDAY, InitiativePlaceFactory, PlaceFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions import operations
from varv.regions.models import Place, TrailEntry
from varv.regions.municipalities import counties, county

pytestmark = pytest.mark.django_db


def codes(region):
    return list(Place.objects.of(region.pk).order_by("code").values_list("code", flat=True))


# --- the official codes -----------------------------------------------------------------------------------------


def test_counties_are_twenty_one_with_two_hundred_and_ninety_municipalities():
    assert (len(counties()), sum(len(one.municipalities) for one in counties())) == (21, 290)
    assert [one.code for one in counties()] == sorted(one.code for one in counties())


def test_counties_hold_municipalities_of_their_own_code_and_no_name_twice():
    names = [name for one in counties() for name in one.municipalities.values()]

    assert all(code.startswith(one.code) and len(code) == 4 for one in counties() for code in one.municipalities)
    assert len(names) == len(set(names))


def test_county_is_found_by_its_code():
    assert county("24").name == "Västerbottens län"
    assert county("24").municipalities["2480"] == "Umeå"
    assert county("02") is None


# --- one place --------------------------------------------------------------------------------------------------


def test_add_place_keeps_code_and_name_and_leaves_a_trail(frida, alvmark):
    place = operations.add_place(code="2480", name="Umeå", by=frida, at=MONDAY)

    assert (place.region_id, place.code, place.name, verbs(place)) == (alvmark.pk, "2480", "Umeå", ["added"])


@pytest.mark.parametrize(
    ("code", "name", "refusal", "field"),
    [
        ("2480", "Norrby", "place.code_taken", "code"),
        ("9901", "Robertsfors", "place.name_taken", "name"),
        ("9901", "ROBERTSFORS", "place.name_taken", "name"),
    ],
)
def test_add_place_is_refused_when_code_or_name_is_taken(frida, alvmark, code, name, refusal, field):
    PlaceFactory(region=alvmark, code="2480", name="Robertsfors")

    with pytest.raises(RuleBroken) as refused:
        operations.add_place(code=code, name=name, by=frida, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == (refusal, field)
    assert codes(alvmark) == ["2480"]


def test_add_place_does_not_mind_another_regions_places(frida, alvmark, sydland):
    PlaceFactory(region=sydland, code="2480", name="Umeå")

    operations.add_place(code="2480", name="Umeå", by=frida, at=MONDAY)

    assert codes(alvmark) == ["2480"]


def test_places_are_for_administrators(anna, alvmark):
    place = PlaceFactory(region=alvmark)

    for deed in (
        lambda: operations.add_place(code="1", name="Ett", by=anna, at=MONDAY),
        lambda: operations.add_county(county=county("24"), by=anna, at=MONDAY),
        lambda: operations.rename_place(place=place, name="Två", revision=1, by=anna, at=MONDAY),
        lambda: operations.remove_place(place=place, by=anna, at=MONDAY),
    ):
        with pytest.raises(NotAllowed):
            deed()

    assert (codes(alvmark), verbs(place)) == ([place.code], [])


def test_rename_place_keeps_its_code(frida, alvmark):
    place = PlaceFactory(region=alvmark, code="2480", name="Ume")

    operations.rename_place(place=place, name="Umeå", revision=1, by=frida, at=MONDAY)

    place.refresh_from_db()
    assert (place.code, place.name, place.revision, verbs(place)) == ("2480", "Umeå", 2, ["edited"])


def test_rename_place_may_change_only_how_its_name_is_written(frida, alvmark):
    place = PlaceFactory(region=alvmark, name="umeå")

    operations.rename_place(place=place, name="Umeå", revision=1, by=frida, at=MONDAY)

    place.refresh_from_db()
    assert place.name == "Umeå"


def test_rename_place_is_refused_a_name_that_is_taken_and_a_stale_form(frida, alvmark):
    place = PlaceFactory(region=alvmark, name="Umeå")
    PlaceFactory(region=alvmark, name="Vännäs")

    with pytest.raises(RuleBroken, match=r"place\.name_taken"):
        operations.rename_place(place=place, name="Vännäs", revision=1, by=frida, at=MONDAY)
    operations.rename_place(place=place, name="Umeå kommun", revision=1, by=frida, at=MONDAY)
    with pytest.raises(RuleBroken, match="stale"):
        operations.rename_place(place=place, name="Ume", revision=1, by=frida, at=MONDAY)

    place.refresh_from_db()
    assert place.name == "Umeå kommun"


def test_remove_place_takes_away_what_nothing_is_tied_to(frida, alvmark):
    place = PlaceFactory(region=alvmark)

    operations.remove_place(place=place, by=frida, at=MONDAY)

    entry = TrailEntry.objects.about(place).get()
    assert (codes(alvmark), entry.verb, entry.before["code"]) == ([], "removed", place.code)


def test_remove_place_is_refused_when_an_insats_is_done_there(frida, alvmark):
    place = InitiativePlaceFactory(region=alvmark).place

    with pytest.raises(RuleBroken, match=r"place\.in_use"):
        operations.remove_place(place=place, by=frida, at=MONDAY)

    assert (codes(alvmark), verbs(place)) == ([place.code], [])


# --- a whole county ---------------------------------------------------------------------------------------------


def test_add_county_adds_all_its_municipalities_with_a_line_each(frida, alvmark):
    added = operations.add_county(county=county("10"), by=frida, at=MONDAY)

    assert codes(alvmark) == ["1060", "1080", "1081", "1082", "1083"]
    assert [verbs(place) for place in added] == [["added"]] * 5


def test_add_county_leaves_what_is_there_as_it_is(frida, alvmark):
    PlaceFactory(region=alvmark, code="1080", name="Karlskrona kommun")
    PlaceFactory(region=alvmark, code="R2", name="ronneby")

    operations.add_county(county=county("10"), by=frida, at=MONDAY)
    again = operations.add_county(county=county("10"), by=frida, at=MONDAY)

    assert codes(alvmark) == ["1060", "1080", "1082", "1083", "R2"]
    assert Place.objects.of(alvmark.pk).get(code="1080").name == "Karlskrona kommun"
    assert again == []


def test_add_county_costs_the_same_for_a_small_county_and_a_large_one(frida, django_assert_num_queries):
    with django_assert_num_queries(8):
        operations.add_county(county=county("10"), by=frida, at=MONDAY)
    with django_assert_num_queries(8):
        operations.add_county(county=county("14"), by=frida, at=MONDAY)
