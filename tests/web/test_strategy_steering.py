"""The documents together: found, pictured, compared, replaced, attached, taken over from others."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.factories import MONDAY, InitiativeFactory
from tests.people import verbs
from tests.strategy.walks import added_goal, adopt, adopted_document, drafted_document, goal_tree
from varv.core.kinds import DocumentKind
from varv.core.refusals import RuleBroken
from varv.core.workflow import InitiativeState
from varv.overview.words import refusal
from varv.regions.files import LARGEST
from varv.strategy import operations
from varv.strategy.models import DocumentFile, SteeringDocument

pytestmark = pytest.mark.django_db

LIST = "/alvmark/dokument/"
PDF = b"%PDF-1.7\n..."


def page(document, *rest):
    return "/".join([f"/alvmark/dokument/{document.pk}", *rest, ""])


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def message(response):
    return str(next(iter(response.context["messages"])))


def shown(response):
    return [line.document.title for line in response.context["tree"].lines]


def upload(content=PDF, name="strategi.pdf"):
    return {"upload": SimpleUploadedFile(name, content)}


def attached(document, by):
    return operations.attach_file(document=document, filename="strategi.pdf", content=PDF, by=by, at=MONDAY)


@pytest.fixture
def documents(anna):
    """A strategy that is adopted, with a plan under it, and an old one."""
    strategy = adopted_document(anna)
    plan = operations.draft_document(
        kind=DocumentKind.ACTION_PLAN,
        title="Kompetensplan",
        starts_on=date(2024, 1, 1),
        parent=strategy,
        by=anna,
        at=MONDAY,
    )
    old = drafted_document(anna, "Älvmark 2020", ends_on=date(2025, 12, 31))
    return strategy, plan, old


# --- the hierarchy ---------------------------------------------------------------------------------------


def test_documents_are_a_picture_with_links_and_a_list_that_says_the_same(anna, documents, visit):
    html = text(visit(anna).get(LIST))

    picture = html.partition("hierarchy-fig")[2].partition("</figure>")[0]
    listed = html.partition("<table")[2].partition("</table>")[0]
    for document in documents:
        assert f'href="{page(document)}"' in picture
        assert f'href="{page(document)}"' in listed
    assert 'role="group"' in picture
    assert "Genomför: Älvmark 2030." in picture


def test_picture_ends_in_what_is_done(anna, alvmark, documents, visit):
    client = visit(anna)
    before = text(client.get(LIST))

    InitiativeFactory(region=alvmark, state=InitiativeState.RUNNING)

    picture = text(client.get(LIST)).partition("hierarchy-fig")[2].partition("</figure>")[0]
    assert ("Det som görs" in before, "Det som görs" in picture) == (False, True)
    assert "1 pågår" in picture
    assert 'href="/alvmark/insatser/"' in picture


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Älvmark 2020", "Älvmark 2030", "Kompetensplan"]),
        ("?q=kompetens", ["Älvmark 2030", "Kompetensplan"]),
        ("?kind=action_plan", ["Älvmark 2030", "Kompetensplan"]),
        ("?lage=adopted", ["Älvmark 2030"]),
        ("?visa=gallande", ["Älvmark 2030", "Kompetensplan"]),
        ("?q=2020&visa=gallande", []),
        ("?kind=nonsense&lage=nonsense&visa=nonsense", ["Älvmark 2020", "Älvmark 2030", "Kompetensplan"]),
        ("?q=%00", ["Älvmark 2020", "Älvmark 2030", "Kompetensplan"]),
    ],
)
def test_documents_are_found_by_the_address(asked, found, anna, documents, visit):
    response = visit(anna).get(LIST + asked)

    assert (response.status_code, sorted(shown(response))) == (200, sorted(found))


def test_what_is_asked_for_stands_in_the_form_after_a_reload(anna, documents, visit):
    html = text(visit(anna).get(f"{LIST}?q=kompetens&kind=action_plan&lage=draft&visa=gallande"))

    assert 'value="kompetens"' in html
    assert '<option value="action_plan" selected>' in html
    assert '<option value="draft" selected>' in html
    assert 'value="gallande" checked' in html


def test_nothing_found_says_what_to_do(anna, documents, visit):
    html = text(visit(anna).get(f"{LIST}?q=finns+inte"))

    assert "hierarchy-fig" not in html
    assert "Inget dokument stämmer" in html


# --- replaced --------------------------------------------------------------------------------------------


def test_replace_document_shows_it_both_ways_and_in_the_list(anna, documents, visit):
    strategy, _plan, old = documents
    client = visit(anna)

    response = client.post(page(old, "ersatt"), {"successor": strategy.pk}, follow=True)

    assert response.redirect_chain == [(page(old), 302)]
    assert "Dokumentet ersätts" in text(response)
    assert page(strategy) in text(response)
    assert page(old) in text(client.get(page(strategy)))
    assert "Ersatt av Älvmark 2030" in text(client.get(LIST))


def test_replace_document_never_offers_itself_and_explains_a_circle(anna, documents, visit):
    strategy, _plan, old = documents
    operations.replace_document(document=old, successor=strategy, by=anna, at=MONDAY)
    client = visit(anna)

    offered = client.get(page(strategy, "ersatt")).context["form"].fields["successor"].queryset
    response = client.post(page(strategy, "ersatt"), {"successor": old.pk})

    assert strategy not in offered
    assert response.status_code == 422
    assert response.context["form"].errors == {"successor": [told("document.replaced_by_itself", title="Älvmark 2030")]}


def test_replace_document_without_a_choice_says_so(anna, documents, visit):
    response = visit(anna).post(page(documents[2], "ersatt"), {"successor": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["successor"])


def test_reinstate_document_takes_it_back(anna, documents, visit):
    strategy, _plan, old = documents
    operations.replace_document(document=old, successor=strategy, by=anna, at=MONDAY)

    visit(anna).post(page(old, "ersatt-inte"))

    old.refresh_from_db()
    assert (old.replaced_by, verbs(old)) == (None, ["drafted", "replaced", "reinstated"])


# --- files -----------------------------------------------------------------------------------------------


def test_attach_file_can_be_saved_by_everyone_in_the_region_but_never_run(anna, cilla, documents, visit):
    strategy, *_ = documents

    response = visit(anna).post(page(strategy, "filer", "ny"), upload())
    file = DocumentFile.objects.of(anna.region_id).get()
    sent = visit(cilla).get(f"/alvmark/dokumentfiler/{file.pk}/")

    assert response.url == f"{page(strategy)}#filer"
    assert (sent.content, sent["Content-Type"], sent["X-Content-Type-Options"]) == (PDF, "application/pdf", "nosniff")
    assert sent["Content-Disposition"] == 'attachment; filename="strategi.pdf"'
    assert "strategi.pdf" in text(visit(cilla).get(page(strategy)))


@pytest.mark.parametrize(
    ("sent", "code", "facts"),
    [
        (lambda: upload(b"MZ", "virus.exe"), "file.wrong_kind", {}),
        (lambda: upload(b"MZ"), "file.not_what_it_says", {"filename": "strategi.pdf"}),
        (lambda: upload(PDF + b" " * LARGEST), "file.too_large", {"megabytes": 10}),
    ],
)
def test_attach_file_explains_what_cannot_be_attached(sent, code, facts, anna, documents, visit):
    response = visit(anna).post(page(documents[0], "filer", "ny"), sent())

    assert (response.status_code, response.context["form"].errors) == (422, {"upload": [told(code, **facts)]})
    assert not DocumentFile.objects.of(anna.region_id).exists()


def test_attach_file_needs_a_file(anna, documents, visit):
    response = visit(anna).post(page(documents[0], "filer", "ny"), {"something": "else"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["upload"])


def test_remove_file_is_offered_while_the_document_is_open(anna, documents, visit):
    strategy, plan, _old = documents
    kept, loose = attached(strategy, anna), attached(plan, anna)
    client = visit(anna)

    assert f"/alvmark/dokumentfiler/{kept.pk}/ta-bort/" not in text(client.get(page(strategy)))
    assert f"/alvmark/dokumentfiler/{loose.pk}/ta-bort/" in text(client.get(page(plan)))
    assert client.post(f"/alvmark/dokumentfiler/{loose.pk}/ta-bort/").url == f"{page(plan)}#filer"
    assert list(DocumentFile.objects.of(anna.region_id)) == [kept]


def test_file_does_not_exist_for_a_stranger(anna, stig, documents, visit):
    file = attached(documents[1], anna)
    client = visit(stig)

    for region in ("alvmark", "sydland"):
        assert client.get(f"/{region}/dokumentfiler/{file.pk}/").status_code == 404
        assert client.post(f"/{region}/dokumentfiler/{file.pk}/ta-bort/").status_code == 404
    assert DocumentFile.objects.of(anna.region_id).exists()


# --- frames ----------------------------------------------------------------------------------------------


def test_frames_are_offered_once_each(anna, visit):
    client = visit(anna)
    before = text(client.get("/alvmark/dokument/ramar/"))

    response = client.post("/alvmark/dokument/ramar/ta-over/", {"template": "agenda_2030"})

    document = SteeringDocument.objects.of(anna.region_id).get()
    after = text(client.get("/alvmark/dokument/ramar/"))
    assert (response.url, document.goals.count()) == (page(document), 17)
    assert (before.count('name="template"'), after.count('name="template"')) == (3, 2)
    assert page(document) in after
    assert "A/RES/70/1" in text(client.get(page(document)))


@pytest.mark.parametrize(
    ("template", "code", "facts"),
    [
        ("agenda_2030", "reference.adopted_already", {"title": "Agenda 2030"}),
        ("agenda_2050", "reference.unknown", {"template": "agenda_2050"}),
    ],
)
def test_frame_that_cannot_be_taken_over_says_why(template, code, facts, anna, visit):
    operations.adopt_reference(template="agenda_2030", by=anna, at=MONDAY)

    response = visit(anna).post("/alvmark/dokument/ramar/ta-over/", {"template": template}, follow=True)

    assert message(response) == told(code, **facts)


def test_frames_can_be_read_by_all_and_taken_over_by_strategists(bo, visit):
    client = visit(bo)

    response = client.get("/alvmark/dokument/ramar/")

    assert (response.status_code, 'name="template"' in text(response)) == (200, False)
    assert client.post("/alvmark/dokument/ramar/ta-over/", {"template": "agenda_2030"}).status_code == 403


# --- versions --------------------------------------------------------------------------------------------


@pytest.fixture
def two_versions(anna):
    document = drafted_document(anna)
    goal_tree(anna, document)
    adopt(document, anna, reason="")
    operations.revise_document(document=document, by=anna, at=MONDAY)
    added_goal(anna, document, "3", "Nära i hela länet")
    adopt(document, anna, reason="Landsbygden saknades.", adopted_on=date(2026, 5, 1))
    return document


@pytest.mark.parametrize("asked", ["", "?fran=1&till=2", "?fran=2&till=1"])
def test_compare_versions_tells_what_and_why(asked, anna, two_versions, visit):
    html = text(visit(anna).get(page(two_versions, "jamfor") + asked))

    assert "3 Nära i hela länet" in html
    assert "Landsbygden saknades." in html
    assert '<option value="1" selected>' in html


@pytest.mark.parametrize("asked", ["?fran=1&till=1", "?fran=1&till=9", "?fran=x&till=1", f"?fran={'9' * 50}"])
def test_compare_versions_that_cannot_be_compared_says_so(asked, anna, two_versions, visit):
    response = visit(anna).get(page(two_versions, "jamfor") + asked)

    assert (response.status_code, "går inte att jämföra" in text(response) or "Landsbygden" in text(response)) == (
        200,
        True,
    )


def test_compare_versions_of_a_draft_teaches(anna, visit):
    html = text(visit(anna).get(page(drafted_document(anna), "jamfor")))

    assert "Det finns inte två versioner än" in html


def test_document_leads_to_the_comparison_when_there_are_two(anna, two_versions, visit):
    other = adopted_document(anna, "En plan")
    client = visit(anna)

    assert page(two_versions, "jamfor") in text(client.get(page(two_versions)))
    assert page(other, "jamfor") not in text(client.get(page(other)))


# --- rights ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", [("ersatt",), ("ersatt-inte",), ("filer", "ny"), ("fas",)])
def test_changing_documents_is_for_strategists_and_unknown_to_strangers(deed, anna, bo, stig, visit):
    document = drafted_document(anna)

    assert visit(bo).post(page(document, *deed), {"x": "y"}).status_code == 403
    assert visit(stig).post(page(document, *deed), {"x": "y"}).status_code == 404
    assert verbs(document) == ["drafted"]


def test_comparison_is_unknown_to_strangers(anna, stig, two_versions, visit):
    assert visit(stig).get(page(two_versions, "jamfor")).status_code == 404
