"""Nothing of a refused column is left anywhere: not in a table, the trail, the log, a page, a cookie or a session."""

import json
import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import verbs
from tests.workbooks import workbook
from varv.core.personal_data import MASK
from varv.core.workflow import ImportState
from varv.delivery.models import CaseImport, CaseImportRows, ColumnMapping, Project
from varv.delivery.waiting_cases import waiting
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

CASES = "/alvmark/projekt/import/"
HEADINGS = ["Ärende-ID", "Projektnamn", "Personnummer", "E-post", "Telefon", "Kontaktperson", "Hemadress", "Syfte"]
HIDDEN = ["19121212-1212", "hemlig@exempel.se", "070-123 45 67", "Hemlige Harry", "Dolda gatan 7"]
ROWS = [
    ["1", "Testbädd", *HIDDEN, "Bra"],
    ["2", "Yrkesväxling", *HIDDEN, "Ring 070-123 45 67 om 121212-1212"],
]
# Parts of what was hidden: if one of them is found, something has leaked.
SECRETS = ("121212", "hemlig", "Harry", "123 45 67", "Dolda gatan")


def csv_of(*rows):
    return "\n".join(";".join(row) for row in rows)


def export(content, name="arenden.csv"):
    return SimpleUploadedFile(name, content)


FILES = {
    "utf-8": ("arenden.csv", csv_of(HEADINGS, *ROWS).encode()),
    "windows": ("arenden.txt", csv_of(HEADINGS, *ROWS).encode("cp1252")),
    "utf-16": ("arenden.csv", csv_of(HEADINGS, *ROWS).encode("utf-16")),
    "tabs": ("arenden.tsv", csv_of(HEADINGS, *ROWS).replace(";", "\t").encode()),
    "excel": ("arenden.xlsx", workbook({"Ärenden": [HEADINGS, *ROWS]})),
    "second sheet": ("arenden.xlsx", workbook({"Om": [["Uttag", "ur systemet"]], "Ärenden": [HEADINGS, *ROWS]})),
}


def everything_kept(client):
    """Every row of every table, each session as it is read, and what the browser was given, as one text."""
    rows = [list(model.objects.values_list()) for model in apps.get_models() if model._meta.managed]
    sessions = [one.get_decoded() for one in Session.objects.all()]
    cookies = [one.value for one in client.cookies.values()]
    return json.dumps([rows, sessions, cookies], ensure_ascii=False, default=str)


def leaked(*spoken):
    """Which of the secrets can be found."""
    text = " ".join(spoken)
    return [secret for secret in SECRETS if secret in text]


def text_of(response):
    return response.content.decode()


def looked_through(client, kind="utf-8"):
    """The file is chosen; the pages that were shown on the way."""
    name, content = FILES[kind]
    page = client.post(CASES, {"upload": export(content, name)}, follow=True)
    return CaseImport.objects.get(state=ImportState.PREVIEWED), page


# --- the whole way


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_any_kind_leaves_nothing_of_its_refused_columns(anna, visit, caplog, kind):
    caplog.set_level(logging.DEBUG)
    client = visit(anna)

    with CaptureQueriesContext(connection) as asked:
        case_import, columns = looked_through(client, kind)
        preview = client.get(f"{CASES}{case_import.pk}/")
        seal = preview.context["preview"].seal
        listed = client.post(f"{CASES}{case_import.pk}/las-in/", {"seen": seal}, follow=True)
        asked_for = [query["sql"] for query in asked]

    pages = [text_of(page) for page in (columns, preview, listed)]
    assert leaked(everything_kept(client), caplog.text, *asked_for, *pages) == []
    assert Project.objects.get(case_id="2").purpose == f"Ring {MASK} om {MASK}"
    assert Project.objects.count() == 2


def test_the_page_of_columns_names_each_refused_column_by_kind_alone(anna, visit):
    _case_import, page = looked_through(visit(anna))

    assert [(one.heading, one.kind.value, one.because) for one in page.context["refused"]] == [
        ("Personnummer", "personal_number", ""),
        ("E-post", "email", ""),
        ("Telefon", "phone", ""),
        ("Kontaktperson", "name", ""),
        ("Hemadress", "address", ""),
    ]
    assert [one.heading for one in page.context["columns"]] == ["Ärende-ID", "Projektnamn", "Syfte"]
    assert "I cellerna som sparades är 2 personuppgifter dolda som [•••]." in text_of(page)
    assert text_of(page).count("Utanför. Inget av den sparas.") == 5


def test_only_what_can_be_mistaken_is_offered_to_be_let_in(anna, visit):
    _case_import, page = looked_through(visit(anna))

    offered = [value for value, _label in page.context["allow_form"].fields["heading"].choices]

    assert offered == ["Kontaktperson", "Hemadress"]


def test_a_refused_column_cannot_be_chosen_for_a_fact(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)

    page = client.post(f"{CASES}{case_import.pk}/kolumner/", {"case_id": "Ärende-ID", "name": "Kontaktperson"})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]
    assert leaked(text_of(page), everything_kept(client)) == []
    assert verbs(case_import) == ["looked_through"]


def test_what_is_thrown_away_leaves_its_own_line_and_numbers_alone(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)

    page = client.post(f"{CASES}{case_import.pk}/kasta/", follow=True)

    case_import.refresh_from_db()
    assert "Inläsningen är kastad. Inget av filen finns kvar." in text_of(page)
    assert case_import.counts == {"rows": 2, "masked": 2}
    assert CaseImportRows.objects.count() == 0
    assert "Testbädd" not in everything_kept(client)
    assert verbs(case_import) == ["looked_through", "discarded"]


def test_a_saved_reading_holds_headings_alone(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)

    client.post(f"{CASES}{case_import.pk}/spara-kolumner/", {"name": "Nyps"})

    assert ColumnMapping.objects.get().columns == {
        "case_id": "Ärende-ID",
        "name": "Projektnamn",
        "purpose": "Syfte",
    }
    assert leaked(everything_kept(client)) == []


def test_the_trail_of_an_import_never_saw_a_cell(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)
    client.post(f"{CASES}{case_import.pk}/kolumner/", {"case_id": "Ärende-ID", "name": "Syfte"})

    lines = TrailEntry.objects.about(case_import)
    told = json.dumps([[line.before, line.after] for line in lines], ensure_ascii=False, default=str)

    assert verbs(case_import) == ["looked_through", "remapped"]
    for word in (*SECRETS, "Testbädd", "Yrkesväxling", MASK):
        assert word not in told


# --- let in all the same


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Personnummer", "Det är våra egna nummer"),
        ("E-post", "Det är funktionsadresser"),
        ("Telefon", "Det är växelnummer"),
        ("Finns inte", "Den ska med"),
        ("", "Den ska med"),
        ("Kontaktperson", ""),
        ("Kontaktperson", "   "),
    ],
)
def test_what_may_not_be_let_in_leaves_nothing_and_what_waits_stands(anna, visit, caplog, heading, reason):
    caplog.set_level(logging.DEBUG)
    client = visit(anna)
    case_import, _page = looked_through(client)

    page = client.post(
        f"{CASES}{case_import.pk}/tillat/",
        {"heading": heading, "reason": reason, "upload": export(FILES["utf-8"][1])},
    )

    assert page.status_code == 422
    assert leaked(text_of(page), everything_kept(client), caplog.text) == []
    assert list(CaseImport.objects.values_list("pk", "state")) == [(case_import.pk, ImportState.PREVIEWED)]


def test_letting_one_column_in_lets_in_no_other(anna, visit):
    rows = [["1", "A", "19121212-1212", "Enheten", "Dolda gatan 7"]]
    content = csv_of(["Ärende-ID", "Projektnamn", "Personnummer", "Kontaktperson", "Hemadress"], *rows).encode()
    client = visit(anna)
    client.post(CASES, {"upload": export(content)})
    before = CaseImport.objects.get()

    client.post(
        f"{CASES}{before.pk}/tillat/",
        {"heading": "Kontaktperson", "reason": "Bara enheter", "upload": export(content)},
    )

    after = CaseImport.objects.get(state=ImportState.PREVIEWED)
    assert waiting(after).headings == ("Ärende-ID", "Projektnamn", "Kontaktperson")
    assert leaked(everything_kept(client)) == []


def test_a_reason_does_not_tell_what_it_explains(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)

    client.post(
        f"{CASES}{case_import.pk}/tillat/",
        {
            "heading": "Hemadress",
            "reason": "Fråga hemlig@exempel.se, pnr 19121212-1212",
            "upload": export(FILES["utf-8"][1]),
        },
    )

    after = CaseImport.objects.get(state=ImportState.PREVIEWED)
    assert after.refused["Hemadress"]["because"] == f"Fråga {MASK}, {MASK}"
    assert "121212" not in everything_kept(client)


# --- hidden in other places


@pytest.mark.parametrize(
    ("headings", "cells", "kept"),
    [
        (["Dnr", "Projektnamn", ""], ["1", "A", "19121212-1212"], ("1", "A")),
        (["Dnr", "Projektnamn"], ["1", "A", "19121212-1212"], ("1", "A")),
        (["Dnr", "Projektnamn", "Tema"], ["1", "A", "x 121212-1212"], ("1", "A", f"x {MASK}")),
        (["Dnr", "Projektnamn", "Sökande"], ["1", "Ek kommun", "Anna Hemlig"], ("1", "Ek kommun")),
        (["Dnr", "Projektnamn", "Organisation"], ["1", "A", "Anna hemlig@exempel.se"], ("1", "A", f"Anna {MASK}")),
        (["Dnr", "Projektnamn", "Status"], ["1", "pnr: 19121212-1212", "x"], ("1", MASK, "x")),
    ],
)
def test_a_single_secret_in_an_odd_place_is_not_kept(anna, visit, headings, cells, kept):
    plain = [[str(number), "Ö kommun", *["Nytt"] * (len(headings) - 2)] for number in range(2, 12)]
    client = visit(anna)

    client.post(CASES, {"upload": export(csv_of(headings, cells, *plain).encode())})

    found = waiting(CaseImport.objects.get())
    assert found.cells[0][1][: len(kept)] == kept
    assert leaked(everything_kept(client)) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("19121212-1212.csv", f"{MASK}.csv"),
        ("uttag hemlig@exempel.se.csv", f"uttag {MASK}"),
        ("å" * 190 + ".csv", "å" * 156 + ".csv"),
    ],
)
def test_a_file_is_called_what_may_be_said(anna, visit, name, kept):
    client = visit(anna)

    client.post(CASES, {"upload": export(FILES["utf-8"][1], name)})

    assert CaseImport.objects.get().filename == kept


def test_case_numbers_that_are_personal_numbers_are_a_refused_column(anna, visit):
    client = visit(anna)
    content = csv_of(["Ärende-ID", "Projektnamn", "Status"], ["19121212-1212", "A", "x"], ["121212-1212", "B", "x"])

    page = client.post(CASES, {"upload": export(content.encode())}, follow=True)

    case_import = CaseImport.objects.get()
    assert [(one.heading, one.kind.value) for one in page.context["refused"]] == [("Ärende-ID", "personal_number")]
    assert not waiting(case_import).is_mapped
    assert leaked(text_of(page), everything_kept(client)) == []


# --- refused as a whole


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", csv_of(*ROWS).encode(), "Ingen rad högt upp i filen har rubriker"),
        ("a.csv", csv_of(HEADINGS).encode(), "Det finns rubriker men inga ärenden under dem."),
        ("a.csv", csv_of(HEADINGS, *ROWS).encode() + b"\0", "Filen är skadad"),
        ("a.docx", csv_of(HEADINGS, *ROWS).encode(), "Den här sortens fil går inte att läsa."),
        ("19121212-1212.pdf", b"%PDF 19121212-1212", "Den här sortens fil går inte att läsa."),
        ("a.csv", (csv_of(HEADINGS, *ROWS) + ";19121212-1212" * 101).encode(), "kolumn"),
        ("a.xlsx", FILES["excel"][1][:-40], "skadad"),
        ("a.xlsx", workbook({"19121212-1212": ROWS}), "Ingen rad högt upp i filen har rubriker"),
        ("a.xlsx", workbook({"19121212-1212": [HEADINGS, ["19121212-1212"] * 101]}), "kolumn"),
    ],
)
def test_a_file_that_is_refused_leaves_no_word_of_what_it_held(anna, visit, caplog, name, content, told):
    caplog.set_level(logging.DEBUG)
    client = visit(anna)

    page = client.post(CASES, {"upload": export(content, name)})

    assert page.status_code == 422
    assert told in text_of(page)
    assert leaked(text_of(page), everything_kept(client), caplog.text) == []
    assert (CaseImport.objects.count(), TrailEntry.objects.count()) == (0, 0)


def test_a_refused_file_does_not_throw_away_what_waits(anna, visit):
    client = visit(anna)
    case_import, _page = looked_through(client)

    client.post(CASES, {"upload": export(b"Hemlige Harry;19121212-1212")})

    case_import.refresh_from_db()
    assert case_import.state is ImportState.PREVIEWED
    assert CaseImportRows.objects.get().case_import == case_import
