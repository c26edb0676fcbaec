"""The region's own words for documents, goals and steps: written on one page, used on the others."""

import pytest

from tests.factories import MONDAY
from tests.fillable import forms_of
from tests.strategy.walks import chain_of_three, drafted_document, goal_tree
from varv.core.kinds import Naming
from varv.core.theory import Level
from varv.strategy import operations
from varv.strategy.models import LevelName

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/benamningar/"


def text(response):
    return response.content.decode()


def form_of(client):
    """The page's own form, as a browser holds it."""
    (form,) = [form for form in forms_of(PAGE, text(client.get(PAGE))) if form.action == PAGE]
    return form


def name(by, of, code, called, document=None):
    operations.name_level(of=of, code=code, name=called, document=document, by=by, at=MONDAY)


def names(actor):
    return {level.code: level.name for level in LevelName.objects.of(actor.region_id).order_by("pk")}


def test_the_page_shows_the_usual_word_beside_every_name(anna, visit):
    goal_tree(anna, drafted_document(anna))
    name(anna, Naming.GOAL, "2", "Effektmål")

    page = text(visit(anna).get(PAGE))

    for word in ("Regional utvecklingsstrategi", "Mål på nivå 1", "Mål på nivå 3", "Prestationer"):
        assert word in page
    assert 'value="Effektmål"' in page
    assert "Andra ord för målen i Älvmark 2030" in page


def test_all_names_are_saved_at_once(anna, visit):
    client = visit(anna)
    form = form_of(client)

    response = client.post(
        PAGE,
        form.filled(document_regional_strategy="Utvecklingsstrategin", goal_1="Visioner", chain_output="Leveranser"),
    )

    assert response["Location"] == PAGE
    assert names(anna) == {"regional_strategy": "Utvecklingsstrategin", "1": "Visioner", "output": "Leveranser"}


def test_an_emptied_line_goes_back_to_the_usual_word(anna, visit):
    name(anna, Naming.GOAL, "1", "Visioner")
    client = visit(anna)

    client.post(PAGE, form_of(client).filled(goal_1=""))

    assert names(anna) == {}


def test_a_document_can_have_names_of_its_own(anna, visit):
    document = drafted_document(anna)
    goal_tree(anna, document)
    client = visit(anna)

    client.post(PAGE, form_of(client).filled(**{f"goal_1_{document.pk}": "Målområden"}))

    level = LevelName.objects.of(anna.region_id).get()
    assert (level.of, level.code, level.document, level.name) == (Naming.GOAL, "1", document, "Målområden")


def test_names_that_somebody_else_wrote_meanwhile_are_kept(anna, visit):
    client = visit(anna)
    form = form_of(client)
    name(anna, Naming.GOAL, "2", "Delmål")

    client.post(PAGE, form.filled(goal_1="Visioner"))

    assert names(anna) == {"2": "Delmål", "1": "Visioner"}


def test_the_same_name_renamed_by_two_is_explained(anna, visit):
    client = visit(anna)
    form = form_of(client)
    name(anna, Naming.GOAL, "1", "Mål")

    response = client.post(PAGE, form.filled(goal_1="Visioner"))

    assert response.status_code == 422
    assert "Någon annan gav nivån namnet ”Mål” medan du skrev." in text(response)
    assert 'value="Visioner"' in text(response)
    assert names(anna) == {"1": "Mål"}


def test_a_name_that_is_too_long_is_explained_and_kept(anna, visit):
    client = visit(anna)

    response = client.post(PAGE, form_of(client).filled(goal_1="x" * 61))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["goal_1"])
    assert "x" * 61 in text(response)


def test_the_same_name_for_two_levels_is_pointed_out(anna, visit):
    client = visit(anna)

    page = text(client.post(PAGE, form_of(client).filled(goal_1="Mål", goal_2="Mål"), follow=True))

    assert "Samma namn står för mer än en nivå: mål." in page
    assert names(anna) == {"1": "Mål", "2": "Mål"}


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_only_strategists_name_levels(who, request, visit):
    actor = request.getfixturevalue(who)

    assert visit(actor).get(PAGE).status_code == 403
    assert visit(actor).post(PAGE, {"goal_1": "Mål"}).status_code == 403
    assert names(actor) == {}


def test_a_stranger_finds_no_names(alvmark, stig, visit):
    assert visit(stig).get(PAGE).status_code == 404


def test_documents_are_called_what_the_region_calls_them(anna, cilla, visit):
    document = drafted_document(anna)
    name(anna, Naming.DOCUMENT, "regional_strategy", "Länsplanen")
    client = visit(cilla)

    for page in ("/alvmark/dokument/", f"/alvmark/dokument/{document.pk}/"):
        assert "Länsplanen" in text(client.get(page))
        assert "Regional utvecklingsstrategi" not in text(client.get(page))


def test_a_form_offers_kinds_by_the_regions_names(anna, visit):
    name(anna, Naming.DOCUMENT, "programme", "Delprogram")

    page = text(visit(anna).get("/alvmark/dokument/nytt/"))

    assert '<option value="programme">Delprogram</option>' in page
    assert '<option value="action_plan">Handlingsplan</option>' in page


def test_goals_are_called_by_their_depth(anna, cilla, visit):
    document = drafted_document(anna)
    top, below, *_rest = goal_tree(anna, document)
    name(anna, Naming.GOAL, "1", "Visioner")
    name(anna, Naming.GOAL, "2", "Delmål")
    name(anna, Naming.GOAL, "2", "Effektmål här", document)
    client = visit(cilla)

    page = text(client.get(f"/alvmark/dokument/{document.pk}/"))

    assert (page.count(">Visioner<"), page.count(">Effektmål här<"), page.count("Delmål")) == (2, 2, 0)
    assert '<span class="tag">Visioner</span>' in text(client.get(f"/alvmark/mal/{top.pk}/"))
    assert '<span class="tag">Effektmål här</span>' in text(client.get(f"/alvmark/mal/{below.pk}/"))


def test_levels_of_chains_are_called_what_the_region_calls_them(anna, cilla, visit):
    chain, *_rest = chain_of_three(anna)
    name(anna, Naming.CHAIN, Level.OUTPUT, "Leveranser")

    page = text(visit(cilla).get(f"/alvmark/effektkedjor/{chain.pk}/"))

    assert "Leveranser" in page
