"""The plan by workbook on the pages: fetch, look through, read in, and all that can go wrong on the way."""

import base64
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer

from tests.delivery.plans import region_with_plan
from tests.factories import MONDAY
from tests.strategy.walks import added_goal, adopted_document, drafted_document
from tests.workbooks import ORDINARY, plan_workbook, workbook
from varv.core.plan_book import Sheet
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import write_template
from varv.publishing.workbooks.reading import LARGEST
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import Goal, SteeringDocument
from varv.web.strategy import workbooks

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/arbetsbok/"
READ_IN = f"{PAGE}las-in/"
DOCUMENT = {"title": "Handlingsplan Klimat", "kind": "Handlingsplan", "starts_on": date(2026, 1, 1)}
GOAL = {"document": "Handlingsplan Klimat", "outline": "1", "name": "Transporterna är fossilfria"}


def sent(client, content, name="plan.xlsx"):
    return client.post(PAGE, {"upload": SimpleUploadedFile(name, content, ORDINARY)})


def text(response):
    return response.content.decode()


def words(response):
    """What stands on the page, without the marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def seen(response):
    """What the page's own form would send."""
    form = response.context["form"]
    return {"content": form["content"].value(), "seen": form["seen"].value()}


# --- fetch


def test_page_tells_what_stands_in_the_plan(anna, visit):
    region_with_plan(anna)

    response = visit(anna).get(PAGE)

    assert response.status_code == 200
    assert dict(response.context["counts"])[Sheet.GOALS] == 5
    assert response.context["rows"] == 27
    assert f"{PAGE}planen.xlsx" in text(response)


def test_empty_plan_is_taught_what_to_do(anna, visit):
    response = visit(anna).get(PAGE)

    assert "Planen är tom än så länge" in text(response)
    assert f"{PAGE}mall.xlsx" in text(response)
    assert f"{PAGE}planen.xlsx" not in text(response)


@pytest.mark.parametrize(("who", "may"), [("anna", True), ("bo", False), ("cilla", False), ("disa", False)])
def test_only_those_who_plan_are_offered_to_read_in(who, may, visit, request):
    response = visit(request.getfixturevalue(who)).get(PAGE)

    assert ('type="file"' in text(response)) is may
    assert ("Det är strateger som läser in arbetsböcker" in text(response)) is not may


def test_the_documents_lead_to_the_workbook(anna, visit):
    assert PAGE in text(visit(anna).get("/alvmark/dokument/"))


def test_plan_is_fetched_as_a_workbook(anna, cilla, visit):
    region_with_plan(anna)

    response = visit(cilla).get(f"{PAGE}planen.xlsx")

    assert response["Content-Type"] == ORDINARY
    assert re.fullmatch(
        r'attachment; filename="varv-plan-alvmark-\d{4}-\d\d-\d\d\.xlsx"', response["Content-Disposition"]
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(read_plan(response.content).book[Sheet.GOALS]) == 5


def test_template_is_fetched(cilla, visit):
    response = visit(cilla).get(f"{PAGE}mall.xlsx")

    assert response.content == write_template()
    assert response["Content-Disposition"] == 'attachment; filename="varv-mall.xlsx"'


@pytest.mark.parametrize("path", ["", "planen.xlsx", "mall.xlsx"])
def test_workbook_is_unknown_to_a_stranger(path, anna, stig, visit):
    assert visit(stig).get(PAGE + path).status_code == 404


def test_nothing_is_sent_in_by_a_stranger(anna, stig, visit):
    assert sent(visit(stig), plan_workbook(documents=[DOCUMENT])).status_code == 404
    assert visit(stig).post(READ_IN, {"content": "x", "seen": "x"}).status_code == 404


# --- look through


def test_preview_shows_what_is_new(anna, visit):
    response = sent(visit(anna), plan_workbook(documents=[DOCUMENT], goals=[GOAL]))

    assert response.status_code == 200
    assert [sheet.sheet for sheet in response.context["preview"].sheets] == [Sheet.DOCUMENTS, Sheet.GOALS]
    assert "2 nya rader" in words(response)
    assert "Ny Rad 2 1 Transporterna är fossilfria" in words(response)
    assert "Dokument Handlingsplan Klimat" in words(response)
    assert "Första dag 1 januari 2026" in words(response)


def test_preview_changes_nothing(anna, visit):
    sent(visit(anna), plan_workbook(documents=[DOCUMENT], goals=[GOAL]))

    assert not SteeringDocument.objects.exists()
    assert not TrailEntry.objects.of(anna.region_id).exists()


def test_preview_shows_before_and_after(anna, visit):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    row = {"key": goal.key, "document": document.key, "outline": "1", "name": "Alla unga fullföljer"}

    response = sent(visit(anna), plan_workbook(goals=[row]))

    assert "<del>Fler unga fullföljer gymnasiet</del> <ins>Alla unga fullföljer</ins>" in text(response)
    assert "0 nya rader, 1 ändrad" in words(response)


def test_preview_of_what_stands_there_has_nothing_to_read_in(anna, visit):
    region_with_plan(anna)
    client = visit(anna)

    response = sent(client, client.get(f"{PAGE}planen.xlsx").content)

    assert response.status_code == 200
    assert "Det finns inget att läsa in" in text(response)
    assert READ_IN not in text(response)


def test_preview_tells_each_problem_with_row_column_and_what_to_do(anna, visit):
    content = plan_workbook(documents=[DOCUMENT], goals=[GOAL, GOAL | {"outline": "2", "parent": "9"}])

    response = sent(visit(anna), content)

    assert response.status_code == 422
    assert "Rad 3 Förälder Det finns ingen rad ”9” på bladet Mål" in words(response)
    assert READ_IN not in text(response)
    assert 'type="file"' in text(response)


def test_preview_tells_cells_and_rows_together(anna, visit):
    content = plan_workbook(
        documents=[DOCUMENT | {"kind": "Planen"}, DOCUMENT | {"title": ""}],
        goals=[GOAL | {"outline": "1", "document": "Finns inte"}],
    )

    response = sent(visit(anna), content)

    found = [(one.number, one.refused.code) for sheet in response.context["preview"].sheets for one in sheet.problems]
    # What is not found may stand in a cell that could not be read, so it is not told yet.
    assert found == [(2, "workbook.not_in_list"), (3, "workbook.required")]


def test_preview_tells_what_is_worth_a_look(anna, visit):
    content = plan_workbook(lambda book, _pages: book.add_worksheet("Idéer"), documents=[DOCUMENT])

    response = sent(visit(anna), content)

    assert response.status_code == 200
    assert "Bladet ”Idéer” hör inte till planen och läses inte." in text(response)
    assert READ_IN in text(response)


def test_preview_lets_one_look_at_a_sheet_at_a_time(anna, visit):
    response = sent(visit(anna), plan_workbook(documents=[DOCUMENT], goals=[GOAL]))

    assert 'href="#sheet-goals"' in text(response)
    assert 'id="sheet-goals"' in text(response)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hej", "ingen Excel-arbetsbok"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "låst med lösenord"),
        (workbook({"Blad1": [["a"]]}), "inget av planens blad"),
        (plan_workbook(goals=[]), "inga rader"),
        (b"x" * (LARGEST + 1), "större än 3 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(anna, visit, content, says):
    response = sent(visit(anna), content)

    assert response.status_code == 422
    assert says in " ".join(response.context["form"].errors["upload"])
    assert says in text(response)


def test_no_file_at_all_is_told(anna, visit):
    response = visit(anna).post(PAGE, {})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["upload"]


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon"])
def test_others_may_not_look_through_or_read_in(who, visit, request):
    client = visit(request.getfixturevalue(who))

    assert sent(client, plan_workbook(documents=[DOCUMENT])).status_code == 403
    assert client.post(READ_IN, {"content": "x", "seen": "x"}).status_code == 403


def test_what_looks_like_a_script_is_only_text(anna, visit):
    response = sent(visit(anna), plan_workbook(documents=[DOCUMENT | {"title": "<script>alert(1)</script>"}]))

    assert "<script>alert" not in text(response)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(response)


# --- read in


def test_yes_reads_the_workbook_in(anna, visit):
    client = visit(anna)
    preview = sent(client, plan_workbook(documents=[DOCUMENT], goals=[GOAL]))

    response = client.post(READ_IN, seen(preview), follow=True)

    assert response.redirect_chain == [("/alvmark/dokument/", 302)]
    assert Goal.objects.get().document.title == "Handlingsplan Klimat"
    assert "Arbetsboken är inläst: 2 nya rader och 0 ändrade rader." in text(response)


def test_yes_twice_does_it_once(anna, visit):
    client = visit(anna)
    answer = seen(sent(client, plan_workbook(documents=[DOCUMENT], goals=[GOAL])))

    client.post(READ_IN, answer)
    again = client.post(READ_IN, answer)

    assert again.status_code == 422
    assert SteeringDocument.objects.count() == 1


def test_a_plan_that_changed_meanwhile_is_shown_anew(anna, visit):
    document = drafted_document(anna)
    client = visit(anna)
    row = {"key": document.key, "title": "Mitt namn", "kind": "Program", "starts_on": date(2022, 1, 1)}
    first = sent(client, plan_workbook(documents=[row]))
    operations.edit_document(document=document, title="Någon annans namn", revision=1, by=anna, at=MONDAY)

    second = client.post(READ_IN, seen(first))

    document.refresh_from_db()
    assert document.title == "Någon annans namn"
    assert "Regionens plan ändrades efter att förhandsvisningen gjordes" in text(second)
    assert "<del>Någon annans namn</del> <ins>Mitt namn</ins>" in text(second)
    assert client.post(READ_IN, seen(second)).status_code == 302
    document.refresh_from_db()
    assert document.title == "Mitt namn"


def test_a_plan_that_was_adopted_meanwhile_is_refused_row_by_row(anna, visit):
    document = drafted_document(anna, "Handlingsplan Klimat")
    client = visit(anna)
    first = sent(client, plan_workbook(goals=[GOAL | {"document": document.key}]))
    operations.adopt_document(document=document, adopted_on=date(2026, 1, 1), adopted_by="Nämnden", by=anna, at=MONDAY)

    second = client.post(READ_IN, seen(first))

    assert second.status_code == 422
    assert not Goal.objects.exists()
    assert [one.refused.code for one in second.context["preview"].sheets[0].problems] == ["plan.is_adopted"]


def test_an_adopted_plan_is_told_row_by_row(anna, visit):
    document = adopted_document(anna)

    response = sent(visit(anna), plan_workbook(goals=[GOAL | {"document": document.key, "outline": "2"}]))

    assert response.status_code == 422
    assert "Rad 2" in words(response)


# --- the file on its way


@pytest.mark.parametrize("content", ["", "x", "x:y", "\x00", "9" * 5000])
def test_what_was_not_shown_is_not_read_in(anna, visit, content):
    response = visit(anna).post(READ_IN, {"content": content, "seen": "x"}, follow=True)

    assert "Det som skickades är inte det som visades" in text(response)
    assert not SteeringDocument.objects.exists()


def test_a_file_that_was_tampered_with_is_not_read_in(anna, visit):
    client = visit(anna)
    answer = seen(sent(client, plan_workbook(documents=[DOCUMENT])))
    other = base64.b64encode(plan_workbook(documents=[DOCUMENT | {"title": "Ett annat"}])).decode()
    tampered = f"{other}:{answer['content'].rpartition(':')[2]}"

    client.post(READ_IN, answer | {"content": tampered})

    assert not SteeringDocument.objects.exists()


def test_another_persons_preview_is_not_read_in(anna, visit, alvmark):
    answer = seen(sent(visit(anna), plan_workbook(documents=[DOCUMENT])))
    other = workbooks.sealed(b"x", anna)

    for actor in (
        anna.__class__(anna.region_id, 999, "N", anna.roles),
        anna.__class__(999, anna.person_id, "N", anna.roles),
    ):
        with pytest.raises(workbooks.RuleBroken, match=r"workbook\.not_as_sent"):
            workbooks.unsealed(answer["content"], actor)
    assert workbooks.unsealed(other, anna) == b"x"


def test_a_seal_of_something_that_is_no_file_is_refused(anna):
    salt = f"workbook:{anna.region_id}:{anna.person_id}"

    with pytest.raises(workbooks.RuleBroken, match=r"workbook\.not_as_sent"):
        workbooks.unsealed(Signer(salt=salt).sign("å"), anna)


@pytest.mark.parametrize("given", ["", "x" * 65])
def test_without_what_was_seen_the_preview_is_shown_again(anna, visit, given):
    client = visit(anna)
    answer = seen(sent(client, plan_workbook(documents=[DOCUMENT])))

    response = client.post(READ_IN, answer | {"seen": given})

    assert response.status_code == 200
    assert not SteeringDocument.objects.exists()
    assert READ_IN in text(response)


def test_reading_in_is_only_sent(anna, visit):
    assert visit(anna).get(READ_IN).status_code == 405
