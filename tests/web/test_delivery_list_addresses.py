"""What the list of insatser reads from its address, what it offers, and what it saves."""

import io
from datetime import date
from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from tests.delivery.walks import person
from tests.factories import InitiativeFactory, MilestoneFactory, SavedViewFactory
from tests.people import verbs
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.overview.delivery.initiative_wish import Lack, Sort
from varv.regions.models import SavedView
from varv.web.delivery.forms.listing import COLUMNS, USUAL, Column, WishForm
from varv.web.delivery.views.listing import LINES_A_PAGE

pytestmark = pytest.mark.django_db

LIST = "/alvmark/insatser/"


def text(response) -> str:
    return response.content.decode()


def names(response) -> list[str]:
    return [line.name for line in response.context["page"].object_list]


def form(query, region) -> WishForm:
    return WishForm(RequestFactory().get(f"/?{query}").GET, region_id=region.pk)


def chips(response) -> list[tuple[str, int, bool]]:
    return [(chip.words, chip.count, chip.is_current) for chip in response.context["chips"]]


@pytest.fixture
def three(bo):
    """Planned and Bo's, under way with a late milestone, and ended."""
    InitiativeFactory(name="Planerad", responsible=person(bo))
    late = InitiativeFactory(name="Pågående", state=InitiativeState.RUNNING)
    MilestoneFactory(initiative=late, due_on=date(2020, 1, 1))
    InitiativeFactory(name="Avslutad", state=InitiativeState.ENDED)


# --- what is asked for ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("planned", (InitiativeState.PLANNED, "", None, None)),
        ("running", (InitiativeState.RUNNING, "", None, None)),
        ("paused", (InitiativeState.PAUSED, "", None, None)),
        ("ended", (InitiativeState.ENDED, "", None, None)),
        ("oavslutade", (None, "oavslutade", None, None)),
        ("mina", (None, "", 7, None)),
        ("utan-mal", (None, "", None, Lack.GOAL)),
        ("", (None, "", None, None)),
        ("RUNNING", (None, "", None, None)),
    ],
)
def test_what_is_shown_is_a_state_or_a_quick_filter(alvmark, shown, expected):
    wish = form(f"visa={shown}", alvmark).wish(7)

    assert (wish.state, wish.not_ended, wish.responsible_id, wish.lack) == expected


def test_what_is_lacking_is_chosen_before_the_quick_filter(alvmark):
    assert form("visa=utan-mal&brist=milestone", alvmark).wish(7).lack is Lack.MILESTONE


@pytest.mark.parametrize("sort", Sort)
def test_every_order_can_be_asked_for(alvmark, sort):
    assert form(f"ordning={sort.value}", alvmark).wish(7).sort is sort


@pytest.mark.parametrize(("query", "view"), [("", "lista"), ("vy=karta", "karta"), ("vy=atlas", "lista")])
def test_a_view_that_does_not_exist_is_the_list(alvmark, query, view):
    assert form(query, alvmark).view == view


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("", ["lage", "mal", "ansvarig", "tid", "bedomning"]),
        ("kolumner=fas&kolumner=lage", ["lage", "fas"]),
        ("kolumner=enhet&kolumner=enhet", ["enhet"]),
        ("kolumner=", ["lage", "mal", "ansvarig", "tid", "bedomning"]),
        ("kolumner=enhet&kolumner=hemlig", ["lage", "mal", "ansvarig", "tid", "bedomning"]),
    ],
)
def test_columns_stand_in_their_usual_order_once_each(alvmark, query, columns):
    assert form(query, alvmark).columns == columns


def test_every_column_has_a_heading_and_the_usual_ones_are_among_them():
    assert list(COLUMNS) == list(Column)
    assert set(USUAL) < set(COLUMNS)


def test_words_longer_than_a_hundred_signs_are_not_searched_for(alvmark):
    assert form("q=" + "x" * 100, alvmark).wish(7).words == "x" * 100
    assert form("q=" + "x" * 101, alvmark).wish(7).words == ""


def test_a_year_and_its_halves_are_periods_of_their_own(alvmark):
    InitiativeFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    found = [form(f"ar={written}", alvmark).wish(7).period for written in ("2026", "2026H2", "2027", "2026Q1")]

    assert found == [Period.parse("2026"), Period.parse("2026H2"), None, None]


def test_an_address_replaces_what_is_changed_and_keeps_the_rest(alvmark):
    asked = form("q=kurs&visa=running&vy=karta&ordning=end", alvmark)

    assert parse_qs(asked.address(visa="mina").removeprefix("?")) == {
        "q": ["kurs"],
        "visa": ["mina"],
        "vy": ["karta"],
        "ordning": ["end"],
    }
    assert asked.address(q="", visa="", vy="", ordning="") == "?"


def test_an_address_is_the_same_in_whichever_order_it_was_written(alvmark):
    one, other = form("brist=goal&q=a%26b&visa=mina", alvmark), form("visa=mina&q=a%26b&brist=goal", alvmark)

    assert one.query() == other.query() == "visa=mina&q=a%26b&brist=goal"


# --- the page ---------------------------------------------------------------------------------------------------


def test_quick_filters_count_the_region_and_leave_out_what_nothing_fits(visit, bo, three):
    assert chips(visit(bo).get(LIST)) == [
        ("Alla", 3, True),
        ("Inte avslutade", 2, False),
        ("Planerad", 1, False),
        ("Pågår", 1, False),
        ("Avslutad", 1, False),
        ("Mina", 1, False),
        ("Utan mål", 3, False),
        ("Utan indikator", 3, False),
        ("Försenad milstolpe", 1, False),
    ]


@pytest.mark.parametrize(
    ("query", "current"),
    [
        ("visa=mina", ["Mina"]),
        ("visa=ended", ["Avslutad"]),
        ("brist=milestone", ["Försenad milstolpe"]),
        ("visa=running&brist=milestone", ["Pågår", "Försenad milstolpe"]),
        ("q=ing", ["Alla"]),
    ],
)
def test_the_quick_filter_that_is_used_is_marked_and_all_keep_their_counts(visit, bo, three, query, current):
    found = chips(visit(bo).get(f"{LIST}?{query}"))

    assert [words for words, _count, is_current in found if is_current] == current
    assert found[0][:2] == ("Alla", 3)


def test_a_quick_filter_keeps_the_words_the_order_and_the_view(visit, bo, three):
    response = visit(bo).get(f"{LIST}?q=a&ordning=end&vy=tidslinje&visa=mina")

    addresses = {chip.words: parse_qs(chip.address.removeprefix("?")) for chip in response.context["chips"]}
    kept = {"q": ["a"], "ordning": ["end"], "vy": ["tidslinje"]}
    assert addresses["Pågår"] == kept | {"visa": ["running"]}
    assert addresses["Alla"] == kept
    assert addresses["Utan mål"] == kept | {"visa": ["mina"], "brist": ["goal"]}


def test_a_region_without_insatser_has_one_quick_filter_and_may_start(visit, anna, cilla):
    own, read = visit(anna).get(LIST), visit(cilla).get(LIST)

    assert chips(own) == [("Alla", 0, True)]
    assert (own.context["may_start"], read.context["may_start"]) == (True, False)
    assert (names(own), own.status_code) == ([], 200)


@pytest.mark.parametrize(
    ("page", "number", "count"),
    [("", 1, LINES_A_PAGE), ("1", 1, LINES_A_PAGE), ("2", 2, 1), ("99", 2, 1), ("x", 1, LINES_A_PAGE), ("0", 2, 1)],
)
def test_a_long_list_is_parted_and_a_page_too_far_is_the_last(visit, cilla, page, number, count):
    InitiativeFactory.create_batch(LINES_A_PAGE + 1)

    found = visit(cilla).get(f"{LIST}?page={page}").context["page"]

    assert (found.number, len(found), found.paginator.count) == (number, count, LINES_A_PAGE + 1)


def test_the_workbook_holds_all_pages_in_the_order_that_is_asked_for(visit, cilla):
    for number in range(LINES_A_PAGE + 1):
        InitiativeFactory(name=f"Insats {number:02d}", starts_on=date(2026, 1, 1 + number % 28))

    response = visit(cilla).get(f"{LIST}lista/?ordning=name&page=2")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [f"Insats {number:02d}" for number in range(LINES_A_PAGE + 1)]


def test_the_workbook_of_one_region_knows_nothing_of_another(visit, stig, three):
    response = visit(stig).get("/sydland/insatser/lista/")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Insats"]
    assert response["Content-Disposition"] == 'attachment; filename="insatser-sydland.xlsx"'


def test_words_that_were_searched_for_are_never_taken_for_markup(visit, cilla, three):
    page = text(visit(cilla).get(LIST, {"q": '"><script>alert(1)</script>'}))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- saved lists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["", "{}/ta-bort/"])
def test_a_list_is_neither_saved_nor_taken_away_by_following_a_link(visit, bo, way):
    view = SavedViewFactory(owner=person(bo))

    assert visit(bo).get(f"{LIST}vyer/{way.format(view.pk)}").status_code == 405
    assert SavedView.objects.of(bo.region_id).count() == 1


def test_the_same_name_once_more_keeps_the_new_filters(visit, bo, three):
    browser = visit(bo)
    browser.post(f"{LIST}vyer/?visa=running", {"name": "Mina"})

    browser.post(f"{LIST}vyer/?visa=ended&ordning=end", {"name": "Mina"})

    view = SavedView.objects.of(bo.region_id).get()
    assert (parse_qs(view.query), view.page) == ({"visa": ["ended"], "ordning": ["end"]}, "initiatives")
    assert verbs(view) == ["saved", "edited"]


def test_a_saved_list_leads_back_to_the_same_insatser(visit, bo, three):
    browser = visit(bo)

    saved = browser.post(f"{LIST}vyer/?visa=oavslutade&ordning=state", {"name": "Kvar"}, follow=True)

    assert names(saved) == ["Planerad", "Pågående"]
    assert "Listan är sparad. Du hittar den ovanför filtren." in text(saved)
    assert [view.name for view in saved.context["saved"]] == ["Kvar"]


def test_an_edit_begun_before_somebody_elses_is_not_kept(visit, bo):
    view = SavedViewFactory(owner=person(bo), name="Mina")
    browser = visit(bo)
    browser.post(f"{LIST}vyer/{view.pk}/", {"name": "Först", "revision": 1})

    response = browser.post(f"{LIST}vyer/{view.pk}/", {"name": "Sist", "revision": 1})

    view.refresh_from_db()
    assert (response.status_code, response.context["is_stale"], view.name) == (422, True, "Först")
    assert 'value="Sist"' in text(response)
    assert 'name="revision" value="2"' in text(response)


def test_a_name_that_is_taken_is_explained_in_a_sentence(visit, bo):
    view, _other = SavedViewFactory(owner=person(bo), name="Mina"), SavedViewFactory(owner=person(bo), name="Bos")

    response = visit(bo).post(f"{LIST}vyer/{view.pk}/", {"name": "Bos", "revision": 1})

    assert response.context["form"].errors["name"] == [
        "Du har redan en sparad lista som heter ”Bos”. Välj ett annat namn."
    ]


def test_a_reader_renames_ones_own_list_but_never_shows_it(visit, cilla):
    view = SavedViewFactory(owner=person(cilla), name="Min")
    browser = visit(cilla)

    page = browser.get(f"{LIST}vyer/{view.pk}/")
    browser.post(f"{LIST}vyer/{view.pk}/", {"name": "Cillas", "is_shared": "on", "revision": 1})

    view.refresh_from_db()
    assert "is_shared" not in page.context["form"].fields
    assert (view.name, view.is_shared) == ("Cillas", False)


def test_a_list_as_long_as_the_search_allows_can_be_saved_whatever_it_says(visit, bo):
    every = "&".join(f"kolumner={column.value}" for column in Column if column is not Column.STATE)

    visit(bo).post(f"{LIST}vyer/?q={'🌲' * 100}&{every}", {"name": "Skog"})

    view = SavedView.objects.of(bo.region_id).get()
    assert parse_qs(view.query)["q"] == ["🌲" * 100]
    assert len(view.query) <= SavedView._meta.get_field("query").max_length


def test_a_saved_list_that_does_not_exist_is_not_found(visit, bo):
    browser = visit(bo)

    assert browser.get(f"{LIST}vyer/999999/").status_code == 404
    assert browser.post(f"{LIST}vyer/999999/ta-bort/").status_code == 404
