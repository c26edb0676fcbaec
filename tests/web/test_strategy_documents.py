from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, adopt, adopted_document, drafted_chain, drafted_document, goal_tree
from varv.core.kinds import DocumentKind, StrategyPhase
from varv.core.refusals import RuleBroken
from varv.core.workflow import PlanState
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import SteeringDocument

pytestmark = pytest.mark.django_db

LIST = "/alvmark/dokument/"
WRITTEN = {
    "title": "Handlingsplan Kompetens",
    "kind": "action_plan",
    "parent": "",
    "summary": "Hur vi arbetar för att vuxna ska kunna byta yrke.",
    "phase": "implementing",
    "starts_on": "2024-01-01",
    "ends_on": "2027-12-31",
    "link": "https://example.org/plan",
}
DECISION = {
    "adopted_on": "2026-04-28",
    "adopted_by": "Regionfullmäktige",
    "case_number": "RU 2021/87",
    "reason": "Det vi lärt oss.",
}


def page(document, *rest):
    return "/".join([f"/alvmark/dokument/{document.pk}", *rest, ""])


def told(code, **facts):
    """The sentence for a refusal, in the language of the pages."""
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def queries(client, address):
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_documents_shows_them_in_their_hierarchy(anna, visit):
    strategy = drafted_document(anna)
    drafted_document(anna, "Handlingsplan", parent=strategy)

    response = visit(anna).get(LIST)

    assert [(line.document.depth, line.document.title) for line in response.context["tree"].lines] == [
        (0, "Älvmark 2030"),
        (1, "Handlingsplan"),
    ]
    assert page(strategy) in text(response)


def test_documents_offers_a_new_one_to_strategists_only(anna, bo, visit):
    assert f"{LIST}nytt/" in text(visit(anna).get(LIST))
    assert f"{LIST}nytt/" not in text(visit(bo).get(LIST))


def test_document_shows_goals_chains_and_versions(anna, cilla, visit):
    document = drafted_document(anna)
    goal_tree(anna, document)
    chain = drafted_chain(anna, document=document)
    adopt(document, anna)

    response = visit(cilla).get(page(document))

    assert [goal.outline for goal in response.context["sheet"].goals] == ["1", "1.1", "1.2", "2"]
    assert f"/alvmark/effektkedjor/{chain.pk}/" in text(response)
    assert page(document, "versioner", "1") in text(response)
    assert "Fler unga fullföljer gymnasiet" in text(response)


def test_document_keeps_retired_goals_apart_and_can_still_open_them(anna, visit):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)

    response = visit(anna).get(page(document))

    assert [found.id for found in response.context["sheet"].retired] == [goal.pk]
    assert f"/alvmark/mal/{goal.pk}/" in text(response)


@pytest.mark.parametrize(
    ("who", "offered"),
    [("anna", {"andra", "anta", "mal/nytt"}), ("disa", {"anta"}), ("bo", set()), ("cilla", set())],
)
def test_draft_offers_what_each_person_may_do(who, offered, anna, visit, request):
    document = drafted_document(anna)
    reader = anna if who == "anna" else request.getfixturevalue(who)

    response = visit(reader).get(page(document))

    buttons = {button for button in ("andra", "anta", "mal/nytt", "oppna") if page(document, button) in text(response)}
    assert buttons == offered


@pytest.mark.parametrize(("who", "offered"), [("anna", {"oppna"}), ("disa", set()), ("bo", set())])
def test_adopted_document_can_only_be_opened_again(who, offered, anna, visit, request):
    document = adopted_document(anna)
    reader = anna if who == "anna" else request.getfixturevalue(who)

    response = visit(reader).get(page(document))

    buttons = {button for button in ("andra", "anta", "mal/nytt", "oppna") if page(document, button) in text(response)}
    assert buttons == offered


def test_documents_ask_the_database_equally_often_for_one_and_for_three(anna, visit):
    client, document = visit(anna), drafted_document(anna)
    added_goal(anna, document, "9")
    client.get(LIST)
    before = [queries(client, address) for address in (LIST, page(document))]
    goal_tree(anna, document)
    for number in range(2):
        adopted_document(anna, f"Plan {number}", parent=document)

    assert [queries(client, address) for address in (LIST, page(document))] == before


def test_draft_document_makes_a_draft_and_leads_to_it(anna, visit):
    strategy = drafted_document(anna)

    response = visit(anna).post(f"{LIST}nytt/", WRITTEN | {"parent": strategy.pk})

    document = SteeringDocument.objects.of(anna.region_id).get(title="Handlingsplan Kompetens")
    assert (response.status_code, response.url) == (302, page(document))
    assert (document.kind, document.phase, document.parent, document.ends_on, document.link) == (
        DocumentKind.ACTION_PLAN,
        StrategyPhase.IMPLEMENTING,
        strategy,
        date(2027, 12, 31),
        "https://example.org/plan",
    )
    assert verbs(document) == ["drafted"]


def test_draft_document_can_begin_under_another(anna, visit):
    strategy = drafted_document(anna)

    form = visit(anna).get(f"{LIST}nytt/?under={strategy.pk}").context["form"]

    assert f'<option value="{strategy.pk}" selected>' in str(form["parent"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "law"}, "kind"),
        ({"starts_on": "i våras"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"link": "ingen adress"}, "link"),
        ({"parent": "999"}, "parent"),
        ({"summary": "x" * 10_001}, "summary"),
    ],
)
def test_draft_document_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    response = visit(anna).post(f"{LIST}nytt/", WRITTEN | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert field == "title" or 'value="Handlingsplan Kompetens"' in text(response)
    assert not SteeringDocument.objects.of(anna.region_id).exists()


def test_draft_document_explains_a_broken_rule_at_its_field(anna, visit):
    drafted_document(anna)
    client = visit(anna)

    taken = client.post(f"{LIST}nytt/", WRITTEN | {"title": "Älvmark 2030"})
    backward = client.post(f"{LIST}nytt/", WRITTEN | {"ends_on": "2023-12-31"})

    assert taken.context["form"].errors == {"title": [told("document.title_taken", title="Älvmark 2030")]}
    assert backward.context["form"].errors == {
        "ends_on": [told("document.ends_before_start", starts_on=date(2024, 1, 1))]
    }
    assert (taken.status_code, backward.status_code) == (422, 422)


def test_draft_document_does_not_offer_another_regions_document(anna, stig, visit):
    theirs = drafted_document(stig, "Sydland 2030")

    response = visit(anna).post(f"{LIST}nytt/", WRITTEN | {"parent": theirs.pk})

    assert list(response.context["form"].errors) == ["parent"]
    assert "Sydland 2030" not in text(response)


def test_edit_document_shows_what_stands_and_saves_what_is_changed(anna, visit):
    document = drafted_document(anna)
    client = visit(anna)

    shown = client.get(page(document, "andra"))
    response = client.post(page(document, "andra"), WRITTEN | {"revision": 1, "title": "Älvmark 2035"})

    document.refresh_from_db()
    assert 'value="Älvmark 2030"' in text(shown)
    assert (response.status_code, response.url, document.title) == (302, page(document), "Älvmark 2035")
    assert verbs(document) == ["drafted", "edited"]


def test_edit_document_is_not_offered_itself_as_parent(anna, visit):
    document, other = drafted_document(anna), drafted_document(anna, "En annan plan")

    parents = visit(anna).get(page(document, "andra")).context["form"].fields["parent"].queryset

    assert list(parents) == [other]


def test_edit_document_explains_a_stale_form_and_shows_both_texts(anna, visit):
    document = drafted_document(anna)
    operations.edit_document(
        document=document, revision=1, summary="Annas nya text", title="Annas titel", by=anna, at=MONDAY
    )
    client = visit(anna)

    response = client.post(page(document, "andra"), WRITTEN | {"revision": 1})
    again = client.post(page(document, "andra"), WRITTEN | {"revision": response.context["form"]["revision"].value()})

    document.refresh_from_db()
    beside = {line.field.name: line.before for line in response.context["form"].lines() if line.before}
    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        [told("stale", by="Anna", at=MONDAY)],
    )
    assert (beside["summary"], beside["title"]) == ("Annas nya text", "Annas titel")
    assert WRITTEN["summary"] in text(response)
    assert (again.status_code, document.title) == (302, "Handlingsplan Kompetens")


def test_edit_document_shows_nothing_beside_when_nobody_else_was_there(anna, visit):
    document = drafted_document(anna)

    response = visit(anna).post(page(document, "andra"), WRITTEN | {"revision": 1, "ends_on": "2023-01-01"})

    assert not any(line.before for line in response.context["form"].lines())
    assert list(response.context["form"].errors) == ["ends_on"]


def test_edit_document_of_an_adopted_one_says_why_not(anna, visit):
    document = adopted_document(anna)

    response = visit(anna).get(page(document, "andra"), follow=True)

    (message,) = response.context["messages"]
    assert str(message) == told("plan.is_adopted", name="Älvmark 2030")


def test_adopt_document_makes_a_version(anna, disa, visit):
    document = drafted_document(anna)
    client = visit(disa)

    shown = client.get(page(document, "anta"))
    response = client.post(page(document, "anta"), DECISION)

    document.refresh_from_db()
    version = document.versions.get()
    assert (shown.status_code, shown.context["form"].fields["reason"].required) == (200, False)
    assert (response.url, document.state) == (page(document), PlanState.ADOPTED)
    assert (version.adopted_by, version.case_number, version.reason) == (
        "Regionfullmäktige",
        "RU 2021/87",
        "Det vi lärt oss.",
    )


def test_adopt_document_again_asks_for_reasons(anna, visit):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)

    response = visit(anna).post(page(document, "anta"), DECISION | {"reason": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])
    assert 'value="Regionfullmäktige"' in text(response)
    assert document.versions.count() == 1


def test_adopt_document_explains_a_decision_in_the_future(anna, visit):
    document = drafted_document(anna)

    response = visit(anna).post(page(document, "anta"), DECISION | {"adopted_on": "2099-01-01"})

    assert response.context["form"].errors == {"adopted_on": [told("version.not_decided_yet")]}


def test_revise_document_opens_it(anna, visit):
    document = adopted_document(anna)

    response = visit(anna).post(page(document, "oppna"))

    document.refresh_from_db()
    assert (response.url, document.state) == (page(document), PlanState.REVISING)


def test_revise_document_is_never_done_by_a_link(anna, visit):
    assert visit(anna).get(page(adopted_document(anna), "oppna")).status_code == 405


def test_document_version_shows_what_was_decided_and_what_changed(anna, cilla, visit):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)
    added_goal(anna, document, "2", "Ett näringsliv som ställer om")
    document.refresh_from_db()
    adopt(document, anna)
    client = visit(cilla)

    first, second = (client.get(page(document, "versioner", number)) for number in ("1", "2"))

    assert "Ett näringsliv som ställer om" not in text(first)
    assert [line.name for line in second.context["sheet"].differences] == ["2 Ett näringsliv som ställer om"]
    assert page(document, "versioner", "2") in text(first)
    assert "Det vi lärt oss i varv 2." in text(second)


def test_document_version_that_is_not_there_is_not_found(anna, visit):
    assert visit(anna).get(page(adopted_document(anna), "versioner", "7")).status_code == 404


@pytest.mark.parametrize("path", [("andra",), ("anta",), ("oppna",), ("mal", "nytt")])
@pytest.mark.parametrize("who", ["bo", "cilla", "egon"])
def test_changing_documents_is_for_those_who_plan(path, who, anna, visit, request):
    document = drafted_document(anna)

    response = visit(request.getfixturevalue(who)).post(page(document, *path), DECISION)

    assert (response.status_code, verbs(document)) == (403, ["drafted"])


def test_drafting_documents_is_for_those_who_plan(bo, visit):
    assert visit(bo).get(f"{LIST}nytt/").status_code == 403


@pytest.mark.parametrize("path", [(), ("andra",), ("anta",), ("oppna",), ("mal", "nytt"), ("versioner", "1")])
def test_document_does_not_exist_for_a_stranger(path, anna, stig, visit):
    document = adopted_document(anna)

    client = visit(stig)

    assert client.post(page(document, *path), DECISION).status_code == 404
    assert client.post(page(document, *path).replace("alvmark", "sydland"), DECISION).status_code == 404
    assert verbs(document) == ["drafted", "adopted"]
