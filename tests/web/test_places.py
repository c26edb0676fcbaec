import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import InitiativePlaceFactory, LinePartFactory, PlaceFactory
from tests.people import verbs
from varv.core.counting import Dimension
from varv.regions.models import Place

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/platser/"


def text(response) -> str:
    return response.content.decode()


def codes(region):
    return list(Place.objects.of(region.pk).order_by("code").values_list("code", flat=True))


def test_places_begin_with_the_county(visit, frida, alvmark):
    page = text(visit(frida).get(PAGE))
    response = visit(frida).post(f"{PAGE}lan/", {"county": "10"}, follow=True)

    assert "Börja med ditt län" in page
    assert "Blekinge län" in page
    assert "5 kommuner är tillagda." in text(response)
    assert codes(alvmark) == ["1060", "1080", "1081", "1082", "1083"]


def test_a_county_that_is_there_already_is_said_to_be(visit, frida):
    visit(frida).post(f"{PAGE}lan/", {"county": "09"})

    assert "Alla dess kommuner fanns redan." in text(visit(frida).post(f"{PAGE}lan/", {"county": "09"}, follow=True))


@pytest.mark.parametrize("code", ["", "02", "nonsens"])
def test_a_county_that_does_not_exist_is_refused(visit, frida, alvmark, code):
    response = visit(frida).post(f"{PAGE}lan/", {"county": code})

    assert (response.status_code, list(response.context["county_form"].errors)) == (422, ["county"])
    assert codes(alvmark) == []


def test_add_place_adds_it(visit, frida, alvmark):
    response = visit(frida).post(f"{PAGE}ny/", {"code": "AL-1", "name": "Forsby"}, follow=True)

    assert "Forsby är tillagd." in text(response)
    assert codes(alvmark) == ["AL-1"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"code": "", "name": "Forsby"}, "code"),
        ({"code": "A 1", "name": "Forsby"}, "code"),
        ({"code": "A" * 11, "name": "Forsby"}, "code"),
        ({"code": "A1", "name": "x" * 121}, "name"),
        ({"code": "TAKEN", "name": "Forsby"}, "code"),
        ({"code": "A1", "name": "Taken"}, "name"),
    ],
)
def test_add_place_says_what_is_wrong_and_keeps_what_was_written(visit, frida, alvmark, sent, field):
    PlaceFactory(code="TAKEN", name="Taken")

    response = visit(frida).post(f"{PAGE}ny/", sent)

    assert (response.status_code, list(response.context["place_form"].errors)) == (422, [field])
    assert sent["name"] in text(response)
    assert codes(alvmark) == ["TAKEN"]


def test_rename_place_keeps_its_code(visit, frida):
    place = PlaceFactory(code="2480", name="Ume")

    page = text(visit(frida).get(f"{PAGE}{place.pk}/"))
    visit(frida).post(f"{PAGE}{place.pk}/", {"name": "Umeå", "revision": 1})

    place.refresh_from_db()
    assert "2480" in page
    assert (place.name, verbs(place)) == ("Umeå", ["edited"])


def test_rename_place_to_a_name_that_is_taken_is_explained(visit, frida):
    place = PlaceFactory(name="Ume")
    PlaceFactory(name="Lund")

    response = visit(frida).post(f"{PAGE}{place.pk}/", {"name": "Lund", "revision": 1})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])
    assert "Det finns redan en plats som heter ”Lund”." in text(response)


def test_remove_place_takes_it_away(visit, frida, alvmark):
    place = PlaceFactory(name="Forsby")

    response = visit(frida).post(f"{PAGE}{place.pk}/ta-bort/", follow=True)

    assert "Forsby är borttagen." in text(response)
    assert codes(alvmark) == []


def test_a_place_in_use_has_no_button_and_stays(visit, frida, alvmark):
    used, reported = InitiativePlaceFactory(place__name="Forsby").place, PlaceFactory(code="2480", name="Umeå")
    LinePartFactory(dimension=Dimension.PLACE, category="2480")
    browser = visit(frida)

    page = text(browser.get(PAGE))

    assert f"{PAGE}{used.pk}/ta-bort/" not in page
    assert f"/alvmark/insatser/?plats={used.pk}" in page
    for place in (used, reported):
        assert "så platsen finns kvar" in text(browser.post(f"{PAGE}{place.pk}/ta-bort/", follow=True))
    assert len(codes(alvmark)) == 2


def test_places_are_read_by_all_and_changed_by_administrators(visit, anna, cilla):
    place = PlaceFactory(name="Forsby")

    for reader in (anna, cilla):
        browser = visit(reader)
        page = text(browser.get(PAGE))
        assert ("Forsby" in page, "Lägg till platser" in page) == (True, False)
        assert browser.get(f"{PAGE}{place.pk}/").status_code == 403
        for action in ("ny/", "lan/", f"{place.pk}/ta-bort/"):
            assert browser.post(f"{PAGE}{action}", {}).status_code == 403


def test_places_without_any_tell_a_reader_who_adds_them(visit, cilla):
    assert "En administratör i regionen lägger till dem." in text(visit(cilla).get(PAGE))


def test_places_of_another_region_do_not_exist(visit, stig, alvmark):
    place = PlaceFactory()
    browser = visit(stig)

    assert browser.get(PAGE).status_code == 404
    assert browser.get(f"/sydland/platser/{place.pk}/").status_code == 404
    assert browser.post(f"/sydland/platser/{place.pk}/ta-bort/").status_code == 404


def test_places_cost_the_same_however_many(visit, cilla):
    browser, costs = visit(cilla), []

    for count in (1, 3):
        for _number in range(count):
            InitiativePlaceFactory()
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        costs.append(len(queries))

    assert costs[0] == costs[1]
