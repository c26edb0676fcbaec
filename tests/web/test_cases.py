"""The way of an export through the pages: chosen, its columns, the preview, and read in."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.delivery.cases import CASE, HEADINGS, OTHER, case, looked_through, read_in
from tests.factories import MONDAY
from varv.core.case_book import CaseField
from varv.core.workflow import ImportState
from varv.delivery import operations
from varv.delivery.models import CaseImport, CaseImportRows, ColumnMapping, Project
from varv.delivery.waiting_cases import waiting

pytestmark = pytest.mark.django_db

CASES = "/alvmark/projekt/import/"


def export(*rows, headings=HEADINGS, name="arenden.csv"):
    """A file as the browser sends it."""
    return SimpleUploadedFile(name, "\n".join(";".join(row) for row in (headings, *rows)).encode())


def text_of(response):
    return response.content.decode()


def here(case_import, page=""):
    return f"{CASES}{case_import.pk}/{page}"


# --- chosen


def test_the_first_page_says_what_is_left_out(anna, visit):
    page = visit(anna).get(CASES)

    assert page.status_code == 200
    assert "Filen sparas aldrig." in text_of(page)


def test_a_file_is_looked_through_and_leads_to_its_columns(anna, visit):
    response = visit(anna).post(CASES, {"upload": export(CASE, OTHER)})

    case_import = CaseImport.objects.get()
    assert response.url == here(case_import, "kolumner/")
    assert (case_import.filename, case_import.counts["rows"]) == ("arenden.csv", 2)


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (None, "måste fyllas i"),
        (SimpleUploadedFile("a.csv", b"Kerstin Ek;19121212-1212"), "Ingen rad högt upp"),
        (SimpleUploadedFile("a.pdf", b"%PDF-"), "Den här sortens fil går inte att läsa."),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04"), "skadad"),
        (SimpleUploadedFile("a.csv", b"x" * (8 * 1024**2 + 1)), "8 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_without_what_it_held(anna, visit, upload, told):
    page = visit(anna).post(CASES, {"upload": upload} if upload else {"x": ""})

    assert page.status_code == 422
    assert told in text_of(page)
    assert "Kerstin" not in text_of(page)
    assert CaseImport.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_those_who_start_nothing_read_nothing_in(bo, cilla, visit, method):
    assert getattr(visit(bo), method)(CASES).status_code == 403
    assert getattr(visit(cilla), method)(CASES).status_code == 403


def test_nothing_personal_is_shown_or_logged_on_the_way(anna, visit, caplog):
    caplog.set_level(logging.DEBUG)
    headings = (*HEADINGS, "Personnummer", "Syfte")
    rows = [(*CASE, "19121212-1212", "Fråga hemlig@exempel.se"), (*OTHER, "19121212-1212", "")]
    client = visit(anna)

    pages = [client.post(CASES, {"upload": export(*rows, headings=headings)}, follow=True)]
    case_import = CaseImport.objects.get()
    pages += [client.get(here(case_import)), client.get(CASES), client.get(here(case_import, "kolumner/"))]

    spoken = caplog.text + "".join(map(text_of, pages))
    assert "Personnummer" in spoken
    for word in ("Kerstin", "Olle", "19121212", "hemlig"):
        assert word not in spoken


# --- columns


def test_the_columns_show_what_was_left_out_and_a_few_safe_cells(anna, visit):
    page = visit(anna).get(here(looked_through(anna, CASE, OTHER), "kolumner/"))

    told = text_of(page)
    assert page.status_code == 200
    assert [one.heading for one in page.context["refused"]] == ["Kontaktperson"]
    assert page.context["columns"][1].samples == ("Testbädd", "Yrkesväxling")
    assert "Kerstin" not in told


def test_the_columns_are_said_anew(anna, visit):
    case_import = looked_through(anna, CASE)

    response = visit(anna).post(
        here(case_import, "kolumner/"), {"case_id": "Ärende-ID", "name": "Stödmottagare", "theme": "Status"}
    )

    assert response.url == here(case_import)
    assert waiting(case_import).columns == {
        CaseField.CASE_ID: "Ärende-ID",
        CaseField.NAME: "Stödmottagare",
        CaseField.THEME: "Status",
    }


def test_one_column_for_two_facts_is_explained_and_kept(anna, visit):
    case_import = looked_through(anna, CASE)

    page = visit(anna).post(here(case_import, "kolumner/"), {"case_id": "Status", "name": "Status"})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]
    assert page.context["form"]["case_id"].value() == "Status"


def test_a_column_left_out_by_mistake_is_let_in_with_a_reason(anna, visit):
    case_import = looked_through(anna, CASE)

    response = visit(anna).post(
        here(case_import, "tillat/"),
        {"heading": "Kontaktperson", "reason": "Det är roller", "upload": export(CASE)},
    )

    second = CaseImport.objects.get(state=ImportState.PREVIEWED)
    assert response.url == here(second, "kolumner/")
    assert second.refused == {"Kontaktperson": {"place": 0, "kind": "name", "because": "Det är roller"}}
    assert "Det är roller" in text_of(visit(anna).get(response.url))


def test_what_was_let_in_stays_in_when_another_is(anna, visit):
    headings = (*HEADINGS, "Ansvarig")
    before = looked_through(anna, (*CASE, "x"), headings=headings, allowed={"Kontaktperson": "Roller"})

    visit(anna).post(
        here(before, "tillat/"),
        {"heading": "Ansvarig", "reason": "En enhet", "upload": export((*CASE, "x"), headings=headings)},
    )

    told = CaseImport.objects.get(state=ImportState.PREVIEWED).refused
    assert {heading: one["because"] for heading, one in told.items()} == {
        "Kontaktperson": "Roller",
        "Ansvarig": "En enhet",
    }


@pytest.mark.parametrize(
    "sent", [{"heading": "Personnummer", "reason": "Det är inget"}, {"heading": "Kontaktperson", "reason": ""}, {}]
)
def test_a_personal_number_is_never_let_in_nor_anything_without_a_reason(anna, visit, sent):
    headings = (*HEADINGS, "Personnummer")
    case_import = looked_through(anna, (*CASE, "x"), headings=headings)

    page = visit(anna).post(here(case_import, "tillat/"), {**sent, "upload": export((*CASE, "x"), headings=headings)})

    assert page.status_code == 422
    assert [one.pk for one in CaseImport.objects.all()] == [case_import.pk]


def test_another_file_that_cannot_be_read_is_explained(anna, visit):
    case_import = looked_through(anna, CASE)

    page = visit(anna).post(
        here(case_import, "tillat/"),
        {"heading": "Kontaktperson", "reason": "Roller", "upload": SimpleUploadedFile("a.csv", b"x")},
    )

    assert page.status_code == 422
    assert list(page.context["allow_form"].errors) == ["upload"]


# --- preview


def test_the_preview_tells_sort_by_sort(anna, visit):
    read_in(anna, CASE, OTHER)
    case_import = looked_through(anna, case(Status="Slutrapporterat"), case(ÄrendeID="9", Startdatum="igår"))
    client = visit(anna)

    shown = {sort: client.get(here(case_import), {"visa": sort}) for sort in ("new", "changed", "gone", "problems")}

    counts = shown["new"].context["preview"].counts
    assert counts == {"new": 1, "changed": 1, "unchanged": 0, "gone": 1, "problems": 1}
    assert "Slutrapporterat" in text_of(shown["changed"])
    assert [line.case_id for line in shown["gone"].context["page"]] == ["20371190"]
    assert [line.number for line in shown["problems"].context["page"]] == [3]
    assert [line.case_id for line in shown["new"].context["page"]] == ["9"]


def test_the_preview_leads_back_while_a_column_is_missing(anna, visit):
    case_import = looked_through(anna, ("1", "A"), headings=("Ärende-ID", "Status"))

    assert visit(anna).get(here(case_import)).url == here(case_import, "kolumner/")


def test_a_file_that_says_what_we_have_offers_no_button(anna, visit):
    read_in(anna, CASE)

    page = visit(anna).get(here(looked_through(anna, CASE)))

    assert not page.context["preview"].is_ready
    assert "las-in" not in text_of(page)


def test_what_was_looked_at_is_read_in(anna, visit):
    case_import = looked_through(anna, CASE, OTHER)
    client = visit(anna)
    seal = client.get(here(case_import)).context["preview"].seal

    response = client.post(here(case_import, "las-in/"), {"seen": seal})

    assert response.url == "/alvmark/projekt/"
    assert set(Project.objects.values_list("case_id", flat=True)) == {"20368412", "20371190"}
    assert CaseImportRows.objects.count() == 0


def test_what_has_changed_since_is_not_read_in(anna, visit):
    case_import = looked_through(anna, CASE)

    page = visit(anna).post(here(case_import, "las-in/"), {"seen": "0" * 64}, follow=True)

    assert Project.objects.count() == 0
    assert page.status_code == 200


def test_an_import_is_thrown_away(anna, visit):
    case_import = looked_through(anna, CASE)

    response = visit(anna).post(here(case_import, "kasta/"))

    case_import.refresh_from_db()
    assert response.url == CASES
    assert case_import.state is ImportState.DISCARDED


def test_somebody_elses_import_is_not_read_in_on_the_page(anna, egon, visit):
    case_import = looked_through(anna, CASE)

    assert visit(egon).get(here(case_import)).status_code == 302
    assert visit(egon).get(here(case_import, "kolumner/")).status_code == 302


# --- readings of columns


def test_a_reading_is_saved_renamed_and_removed(anna, visit):
    case_import, client = looked_through(anna, CASE), visit(anna)

    assert client.post(here(case_import, "spara-kolumner/"), {"name": "Nyps"}).url == here(case_import)
    mapping = ColumnMapping.objects.get()
    there = f"/alvmark/projekt/kolumner/{mapping.pk}/"
    assert client.get(there).status_code == 200
    assert client.post(there, {"name": "Nyps 2026", "revision": mapping.revision}).url == CASES
    mapping.refresh_from_db()
    assert mapping.name == "Nyps 2026"
    assert client.post(f"{there}ta-bort/").url == CASES
    assert ColumnMapping.objects.count() == 0


def test_a_reading_without_a_name_is_explained(anna, visit):
    page = visit(anna).post(here(looked_through(anna, CASE), "spara-kolumner/"), {"name": ""})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]


def test_a_reading_renamed_meanwhile_shows_what_stands(anna, visit):
    mapping = operations.save_mapping(case_import=looked_through(anna, CASE), name="Nyps", by=anna, at=MONDAY)

    page = visit(anna).post(f"/alvmark/projekt/kolumner/{mapping.pk}/", {"name": "Mitt", "revision": 7})

    assert page.status_code == 422
    assert page.context["is_stale"]


# --- strangers


def test_a_stranger_finds_nothing(anna, stig, visit):
    case_import = looked_through(anna, CASE)
    mapping = operations.save_mapping(case_import=case_import, name="Nyps", by=anna, at=MONDAY)
    pages = [here(case_import, page) for page in ("", "kolumner/", "tillat/", "las-in/", "kasta/", "spara-kolumner/")]
    pages += [f"/alvmark/projekt/kolumner/{mapping.pk}/", f"/alvmark/projekt/kolumner/{mapping.pk}/ta-bort/", CASES]

    own = [page.replace("alvmark", "sydland") for page in pages if page != CASES]

    assert {visit(stig).post(page).status_code for page in [*pages, *own]} == {404}
