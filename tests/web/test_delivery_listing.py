import io
from datetime import date
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.delivery.walks import person, running
from tests.factories import (
    ChainFactory,
    GoalFactory,
    InitiativeFactory,
    InitiativePersonFactory,
    InitiativePlaceFactory,
    MilestoneFactory,
    PartnershipFactory,
    PlaceFactory,
    SavedViewFactory,
    UnitFactory,
)
from tests.people import verbs
from varv.core.kinds import InitiativeKind, StrategyPhase
from varv.core.workflow import InitiativeState
from varv.regions.models import SavedView
from varv.web.delivery.forms.listing import WishForm

pytestmark = pytest.mark.django_db

LIST = "/alvmark/insatser/"


def text(response) -> str:
    return response.content.decode()


def names(response) -> list[str]:
    return [line.name for line in response.context["page"].object_list]


def form(query, region) -> WishForm:
    return WishForm(RequestFactory().get(f"/?{query}").GET, region_id=region.pk)


@pytest.fixture
def two(anna, bo):
    """One that has everything, and one that has nothing."""
    unit = UnitFactory(name="Kompetensenheten")
    full = InitiativeFactory(
        name="Full",
        responsible=person(bo),
        unit=unit,
        chain=ChainFactory(),
        kind=InitiativeKind.FUNDED,
        phase=StrategyPhase.CLOSING,
        state=InitiativeState.RUNNING,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    full.contributions.create(region_id=anna.region_id, goal=GoalFactory())
    InitiativePlaceFactory(initiative=full, place__name="Umeå")
    PartnershipFactory(initiative=full, partner__name="Norrskola")
    InitiativePersonFactory(initiative=full, person=person(anna))
    MilestoneFactory(initiative=full, text="Klar", due_on=date(2025, 6, 1))
    InitiativeFactory(name="Tom", starts_on=date(2026, 5, 1))
    return full


# --- filters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("slag=funded", ["Full"]),
        ("fas=closing", ["Full"]),
        ("ar=2025H2", ["Full"]),
        ("ar=2026", ["Tom"]),
        ("brist=goal", ["Tom"]),
        ("brist=milestone", ["Full"]),
        ("brist=indicator", ["Full", "Tom"]),
        ("visa=oavslutade&ordning=end", ["Full", "Tom"]),
        ("ordning=start", ["Tom", "Full"]),
        ("visa=running&brist=goal", []),
        ("slag=nonsens&ar=nonsens&brist=nonsens&enhet=0&plats=x&kolumner=nonsens&vy=nonsens", ["Full", "Tom"]),
    ],
)
def test_list_is_found_by_what_stands_in_the_address(visit, cilla, two, query, found):
    assert names(visit(cilla).get(f"{LIST}?{query}")) == found


def test_list_is_found_by_what_is_tied_to_an_insats(visit, cilla, anna, two):
    asked = {
        "mal": two.contributions.get().goal_id,
        "kedja": two.chain_id,
        "enhet": two.unit_id,
        "person": anna.person_id,
        "partner": two.partnerships.get().partner_id,
        "plats": two.places.get().place_id,
    }
    browser = visit(cilla)

    assert {name: names(browser.get(LIST, {name: pk})) for name, pk in asked.items()} == {
        name: ["Full"] for name in asked
    }


def test_list_never_offers_what_is_another_regions(visit, cilla, sydland, two):
    place = PlaceFactory(region=sydland, name="Malmby")

    response = visit(cilla).get(LIST, {"plats": place.pk})

    assert (names(response), "Malmby" in text(response)) == (["Full", "Tom"], False)


def test_list_keeps_what_was_asked_for_after_a_reload(visit, cilla, two):
    page = text(visit(cilla).get(f"{LIST}?visa=running&q=ful&slag=funded&kolumner=enhet"))

    assert 'name="visa" value="running"' in page
    assert 'value="ful"' in page
    assert '<option value="funded" selected>' in page
    assert "Rensa allt" in page


def test_list_shows_the_columns_that_are_chosen(visit, cilla, two):
    every = "&".join(
        f"kolumner={name}" for name in ("slag", "enhet", "deltar", "platser", "partner", "milstolpe", "fas")
    )

    usual = text(visit(cilla).get(LIST)).split("<table", 1)[1]
    chosen = text(visit(cilla).get(f"{LIST}?{every}")).split("<table", 1)[1]

    told = ("Projekt som vi finansierar", "Kompetensenheten", "Umeå", "Norrskola", "Klar", "Försenad", "Anna")
    assert [word for word in told if word not in chosen] == []
    assert ("Ansvarig" in usual, "Ansvarig" in chosen, "Umeå" in usual) == (True, False, False)


def test_list_says_how_many_lack_something(visit, cilla, two):
    page = text(visit(cilla).get(LIST))

    for chip in ("Inte avslutade 2", "Utan mål 1", "Utan indikator 2", "Försenad milstolpe 1"):
        assert chip in page


def test_list_costs_the_same_for_two_and_for_twenty(visit, cilla, two):
    browser, costs = visit(cilla), []
    every = "kolumner=platser&kolumner=partner&kolumner=deltar&kolumner=milstolpe"

    for more in (18, 0):
        for query in (every, "vy=karta", "vy=tidslinje", "brist=milestone&ar=2025"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"{LIST}?{query}")
            costs.append(len(queries))
        for _number in range(more):
            extra = InitiativeFactory()
            InitiativePlaceFactory(initiative=extra)
            MilestoneFactory(initiative=extra, due_on=date(2025, 6, 1))

    assert costs[:4] == costs[4:]


# --- what is kept of an address ---------------------------------------------------------------------------------


def test_query_holds_the_known_filters_alone(alvmark, two):
    place = two.places.get().place_id
    asked = form(f"q=kurs&visa=running&plats={place}&page=3&next=//example.org&kolumner=enhet&kolumner=lage", alvmark)

    assert parse_qs(asked.query()) == {
        "visa": ["running"],
        "q": ["kurs"],
        "plats": [str(place)],
        "kolumner": ["enhet", "lage"],
    }
    assert asked.address(plats="", visa="") == "?q=kurs&kolumner=enhet&kolumner=lage"
    assert asked.address(brist="goal").index("visa") < asked.address(brist="goal").index("brist")


@pytest.mark.parametrize(
    "query",
    ["", "ordning=name", "vy=lista", "visa=nonsens", "plats=999999", "ar=1066", "q=&slag=", "kolumner=nonsens"],
)
def test_query_of_the_usual_and_of_what_cannot_be_read_is_empty(alvmark, two, query):
    assert form(query, alvmark).query() == ""


def test_query_leads_back_to_the_same_list(alvmark, two):
    asked = form("visa=running&brist=milestone&ordning=end&vy=tidslinje&kolumner=enhet", alvmark)

    again = form(asked.query(), alvmark)

    assert again.wish(0) == asked.wish(0)
    assert (again.columns, again.view, again.is_opened) == (["enhet"], "tidslinje", True)


def test_further_filters_stand_open_only_when_they_are_used(alvmark, two):
    assert [form(query, alvmark).is_opened for query in ("", "q=kurs", "slag=own", "kolumner=fas")] == [
        False,
        False,
        True,
        True,
    ]


def test_periods_are_offered_from_the_first_insats_to_the_last_day(alvmark, two):
    offered = [value for value, _word in form("", alvmark).fields["ar"].choices]

    assert offered == ["", "2026", "2026H1", "2026H2", "2025", "2025H1", "2025H2"]


def test_periods_are_none_without_insatser(alvmark):
    assert [value for value, _word in form("", alvmark).fields["ar"].choices] == [""]


# --- map and timeline -------------------------------------------------------------------------------------------


def test_map_counts_the_insatser_that_are_shown_and_leads_to_them(visit, cilla, two):
    place = two.places.get().place

    page = text(visit(cilla).get(f"{LIST}?vy=karta&brist=milestone"))

    assert "Högst är 1 insatser: Umeå." in page
    assert f"?plats={place.pk}&amp;brist=milestone" in page
    assert 'aria-label="Umeå: 1 insatser"' in page


def test_map_says_who_has_not_told_where_and_never_that_a_place_is_empty(visit, cilla, two):
    PlaceFactory(name="Vännäs")

    page = text(visit(cilla).get(f"{LIST}?vy=karta"))

    assert "1 insats har inte sagt var den görs" in page
    assert 'aria-label="Vännäs: ingen känd insats"' in page
    assert "ingen gräns här" in page


def test_map_of_real_municipalities_tells_whose_boundaries_they_are(visit, cilla, two):
    two.places.get().place.change(code="2480")

    page = text(visit(cilla).get(f"{LIST}?vy=karta"))

    assert "Gränser: SCB, förenklade." in page
    assert "ingen gräns här" not in page


def test_map_without_places_leads_to_the_register(visit, cilla):
    InitiativeFactory()

    page = text(visit(cilla).get(f"{LIST}?vy=karta"))

    assert "/alvmark/platser/" in page
    assert '<svg class="dia"' not in page


def test_timeline_shows_the_insatser_with_milestones_and_leads_to_them(visit, cilla, two):
    page = text(visit(cilla).get(f"{LIST}?vy=tidslinje"))

    assert f'href="{LIST}{two.pk}/"' in page
    assert "Klar (försenad, skulle nås 1 jun 2025)" in page
    assert "Milstolpar vars dag har passerat: 1." in page


def test_nothing_found_is_said_in_every_view(visit, cilla, two):
    browser = visit(cilla)

    assert "Inget stämmer" in text(browser.get(f"{LIST}?vy=tidslinje&q=finns+inte"))
    assert "ingen känd" not in text(browser.get(f"{LIST}?vy=karta&q=finns+inte"))


# --- to take home -----------------------------------------------------------------------------------------------


def test_the_list_can_be_taken_home_as_it_is_filtered(visit, cilla, two):
    response = visit(cilla).get(f"{LIST}lista/?brist=goal")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()

    assert response["Content-Disposition"] == 'attachment; filename="insatser-alvmark.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert [row[0] for row in rows] == ["Insats", "Tom"]


# --- saved lists ------------------------------------------------------------------------------------------------


def test_save_keeps_the_list_and_comes_back_to_it(visit, bo, two):
    response = visit(bo).post(f"{LIST}vyer/?visa=running&evil=1", {"name": "Pågår", "is_shared": "on"})

    view = SavedView.objects.of(bo.region_id).get()
    assert response.url == f"{LIST}?visa=running"
    assert (view.name, view.query, view.is_shared, view.owner_id) == ("Pågår", "visa=running", True, bo.person_id)


def test_a_list_of_nothing_in_particular_can_be_saved_too(visit, bo, two):
    assert visit(bo).post(f"{LIST}vyer/", {"name": "Alla"}).url == LIST


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_save_says_what_is_wrong_and_keeps_the_list(visit, bo, two, name):
    response = visit(bo).post(f"{LIST}vyer/?visa=running", {"name": name})

    assert (response.status_code, list(response.context["saving"].errors), names(response)) == (422, ["name"], ["Full"])
    assert f"{LIST}vyer/?visa=running" in text(response)


def test_a_reader_saves_for_oneself_only(visit, cilla, two):
    browser = visit(cilla)

    page = text(browser.get(LIST))
    browser.post(f"{LIST}vyer/", {"name": "Min", "is_shared": "on"})

    assert "Visa den för alla i regionen" not in page
    assert SavedView.objects.of(cilla.region_id).get().is_shared is False


def test_saved_lists_are_ones_own_first_and_then_those_that_are_shared(visit, anna, bo, two):
    for owner, name, is_shared in ((anna, "Annas delade", True), (anna, "Annas egen", False), (bo, "Bos", False)):
        SavedViewFactory(owner=person(owner), name=name, is_shared=is_shared, query="visa=running")
    SavedViewFactory(owner=person(bo), page="projects", name="Projekten")

    response = visit(bo).get(f"{LIST}?visa=running")

    assert [view.name for view in response.context["saved"]] == ["Bos", "Annas delade"]
    assert text(response).count('href="/alvmark/insatser/?visa=running" aria-current="true"') == 2


def test_edit_view_renames_and_shares(visit, bo, two):
    view = SavedViewFactory(owner=person(bo), name="Mina", query="visa=mina")
    browser = visit(bo)

    page = text(browser.get(f"{LIST}vyer/{view.pk}/"))
    response = browser.post(f"{LIST}vyer/{view.pk}/", {"name": "Bos", "is_shared": "on", "revision": 1})

    view.refresh_from_db()
    assert "Mina" in page
    assert (view.name, view.is_shared, response.url) == ("Bos", True, f"{LIST}?visa=mina")
    assert verbs(view) == ["edited"]


def test_edit_view_to_a_name_that_is_taken_is_explained(visit, bo):
    view, _other = SavedViewFactory(owner=person(bo), name="Mina"), SavedViewFactory(owner=person(bo), name="Bos")

    response = visit(bo).post(f"{LIST}vyer/{view.pk}/", {"name": "Bos", "revision": 1})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


def test_remove_view_takes_it_away(visit, bo):
    view = SavedViewFactory(owner=person(bo))

    response = visit(bo).post(f"{LIST}vyer/{view.pk}/ta-bort/", follow=True)

    assert "Den sparade listan är borta." in text(response)
    assert not SavedView.objects.of(bo.region_id).exists()


def test_an_administrator_can_take_away_what_is_shared(visit, bo, frida):
    InitiativeFactory()
    view = SavedViewFactory(owner=person(bo), is_shared=True)
    browser = visit(frida)

    assert f"vyer/{view.pk}/ta-bort/" in text(browser.get(LIST))
    assert browser.post(f"{LIST}vyer/{view.pk}/ta-bort/").status_code == 302
    assert not SavedView.objects.of(bo.region_id).exists()


def test_somebody_elses_saved_list_is_theirs(visit, anna, bo):
    view = SavedViewFactory(owner=person(bo), is_shared=True)
    browser = visit(anna)

    assert browser.get(f"{LIST}vyer/{view.pk}/").status_code == 403
    assert browser.post(f"{LIST}vyer/{view.pk}/", {"name": "A", "revision": 1}).status_code == 403
    assert browser.post(f"{LIST}vyer/{view.pk}/ta-bort/").status_code == 403


def test_saved_lists_of_another_region_do_not_exist(visit, stig, anna, bo):
    running(anna, bo)
    view = SavedViewFactory(owner=person(bo), is_shared=True)
    browser = visit(stig)

    assert browser.get(f"/sydland/insatser/vyer/{view.pk}/").status_code == 404
    assert browser.post(f"/sydland/insatser/vyer/{view.pk}/ta-bort/").status_code == 404
    for address in (LIST, f"{LIST}lista/", f"{LIST}vyer/{view.pk}/"):
        assert browser.get(address).status_code == 404
