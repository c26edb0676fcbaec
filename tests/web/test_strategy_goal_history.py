"""Moving, merging, dividing and ending goals, as a person does it."""

import re

import pytest
from django.utils import translation

from tests.factories import MONDAY, ChainFactory, IndicatorFactory
from tests.people import verbs
from tests.strategy.walks import added_goal, adopt, drafted_document, goal_tree
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import Goal, GoalSuccession

pytestmark = pytest.mark.django_db

MERGED = {"outline": "1.1", "name": "Fler mår bra och fullföljer", "description": "", "reason": "De hänger ihop."}
SPLIT = {
    "first_outline": "1.1",
    "first_name": "Fler börjar",
    "second_outline": "1.1b",
    "second_name": "Fler fullföljer",
    "third_outline": "",
    "third_name": "",
    "reason": "Det var två mål.",
}


def page(goal, deed):
    return f"/alvmark/mal/{goal.pk}/{deed}/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def in_force(document):
    goals = Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    return [goal.outline for goal in goals]


def buttons(html, goal):
    """The four buttons of a goal: which way, and whether it leads anywhere or has the focus."""
    row = html.partition(f'id="mal-{goal.pk}"')[2].partition("</tr>")[0]
    found = re.findall(r'<button[^>]*value="(\w+)"([^>]*)>', row)
    return {way: ("disabled" in rest, "autofocus" in rest) for way, rest in found}


# --- one step --------------------------------------------------------------------------------------------


def test_shift_goal_moves_it_and_leads_back_to_its_button(anna, visit):
    document = drafted_document(anna)
    _first, school, *_ = goal_tree(anna, document)

    response = visit(anna).post(page(school, "steg"), {"way": "down", "revision": "1"}, follow=True)

    assert response.redirect_chain == [(f"/alvmark/dokument/{document.pk}/?flyttat={school.pk}&hur=down", 302)]
    assert in_force(document) == ["1", "1.2", "1.1", "2"]
    assert "nummer 2 under ”1 Fler kan vara med”" in str(next(iter(response.context["messages"])))
    assert f'id="mal-{school.pk}" class="moved"' in text(response)


def test_button_that_was_used_has_the_focus_and_those_that_lead_nowhere_are_off(anna, visit):
    document = drafted_document(anna)
    first, *_, second = goal_tree(anna, document)

    html = text(visit(anna).get(f"/alvmark/dokument/{document.pk}/?flyttat={second.pk}&hur=up"))

    assert buttons(html, second) == {
        "up": (False, True),
        "down": (True, False),
        "in": (False, False),
        "out": (True, False),
    }
    assert buttons(html, first)["up"] == (True, False)


def test_shift_goal_at_the_top_says_so(anna, visit):
    document = drafted_document(anna)
    *_, second = goal_tree(anna, document)

    response = visit(anna).post(page(second, "steg"), {"way": "up", "revision": "1"}, follow=True)

    assert "nummer 1 högst upp" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize(
    "sent", [{}, {"way": "sideways", "revision": "1"}, {"way": "up"}, {"way": "up", "revision": "x"}]
)
def test_shift_goal_without_sense_changes_nothing_and_says_what_to_do(sent, anna, visit):
    document = drafted_document(anna)
    goal = goal_tree(anna, document)[-1]

    response = visit(anna).post(page(goal, "steg"), sent, follow=True)

    assert (response.status_code, in_force(document)) == (200, ["1", "1.1", "1.2", "2"])
    assert "knapparna" in str(next(iter(response.context["messages"])))


def test_shift_goal_that_can_go_no_further_says_why(anna, visit):
    goal = added_goal(anna, drafted_document(anna))

    response = visit(anna).post(page(goal, "steg"), {"way": "up", "revision": "1"}, follow=True)

    assert str(next(iter(response.context["messages"]))) == told("goal.no_further", name=str(goal))


def test_move_goal_by_pointer_sends_the_same_form(anna, visit):
    document = drafted_document(anna)
    first, _school, _health, second = goal_tree(anna, document)

    response = visit(anna).post(page(second, "flytta"), {"parent": first.pk, "place": "1", "revision": "1"})

    assert (response.status_code, in_force(document)) == (302, ["1", "2", "1.1", "1.2"])
    html = text(visit(anna).get(f"/alvmark/dokument/{document.pk}/"))
    assert f'data-move="/alvmark/mal/{second.pk}/flytta/"' in html
    assert "goal-tree.js" in html


def test_tree_of_an_adopted_document_has_no_buttons(anna, visit):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    adopt(document, anna)

    html = text(visit(anna).get(f"/alvmark/dokument/{document.pk}/"))

    assert (buttons(html, goal), "goal-tree.js" in html) == ({}, False)


# --- what becomes of goals -------------------------------------------------------------------------------


def test_retire_goal_asks_why_and_keeps_it(anna, visit):
    goal = added_goal(anna, drafted_document(anna))
    client = visit(anna)

    bare = client.post(page(goal, "avsluta"), {"reason": " "})
    response = client.post(page(goal, "avsluta"), {"reason": "Målet är nått."})

    goal.refresh_from_db()
    assert (bare.status_code, list(bare.context["form"].errors)) == (422, ["reason"])
    assert (response.url, goal.retired_on is None) == (f"/alvmark/dokument/{goal.document_id}/", False)
    assert "Målet är nått." in text(client.get(f"/alvmark/mal/{goal.pk}/"))


def test_merge_goals_leads_to_the_one_and_says_what_still_hangs(anna, alvmark, visit):
    document = drafted_document(anna)
    _first, school, health, _second = goal_tree(anna, document)
    IndicatorFactory(region=alvmark, goal=health, name="Självskattad hälsa")
    client = visit(anna)

    response = client.post(page(school, "sla-ihop"), MERGED | {"others": [health.pk]}, follow=True)

    made = Goal.objects.of(anna.region_id).get(name=MERGED["name"])
    assert response.redirect_chain == [(f"/alvmark/mal/{made.pk}/", 302)]
    assert "1 sak hör fortfarande till" in str(next(iter(response.context["messages"])))
    assert f"/alvmark/mal/{school.pk}/" in text(response)
    assert "Självskattad hälsa" in text(response)
    assert f"/alvmark/mal/{made.pk}/" in text(client.get(f"/alvmark/mal/{health.pk}/"))


def test_merge_goals_tells_what_hangs_before_it_is_done(anna, alvmark, visit):
    document = drafted_document(anna)
    _first, school, health, second = goal_tree(anna, document)
    ChainFactory(region=alvmark, goal=school, name="Fullföljda studier")
    IndicatorFactory(region=alvmark, goal=health)

    response = visit(anna).get(page(school, "sla-ihop"))

    assert "Fullföljda studier" in text(response)
    assert f"{health} (1 sak hör till)" in text(response)
    assert f"{second}</span>" in text(response)
    assert school.pk not in {pk for pk, _label in response.context["form"].fields["others"].choices}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"others": []}, "others"),
        ({"others": ["999"]}, "others"),
        ({"outline": ""}, "outline"),
        ({"outline": "2"}, "outline"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"reason": ""}, "reason"),
    ],
)
def test_merge_goals_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    document = drafted_document(anna)
    _first, school, health, _second = goal_tree(anna, document)

    response = visit(anna).post(
        page(school, "sla-ihop"), MERGED | {"others": [health.pk], "description": "Ord."} | changed
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Ord." in text(response)
    assert in_force(document) == ["1", "1.1", "1.2", "2"]


def test_merge_goals_explains_a_goal_above_another(anna, visit):
    first, school, *_ = goal_tree(anna, drafted_document(anna))

    response = visit(anna).post(page(first, "sla-ihop"), MERGED | {"others": [school.pk]})

    assert response.context["form"].errors == {"others": [told("goal.merge_above_and_below", name=str(school))]}


def test_split_goal_puts_two_in_its_place(anna, alvmark, visit):
    document = drafted_document(anna)
    _first, school, *_ = goal_tree(anna, document)
    IndicatorFactory(region=alvmark, goal=school)

    response = visit(anna).post(page(school, "dela"), SPLIT, follow=True)

    assert in_force(document) == ["1", "1.1", "1.1b", "1.2", "2"]
    assert response.redirect_chain == [(f"/alvmark/mal/{school.pk}/", 302)]
    assert "1 sak hör fortfarande till" in str(next(iter(response.context["messages"])))
    assert "Fler fullföljer" in text(response)


def test_split_goal_into_three(anna, visit):
    goal = added_goal(anna, drafted_document(anna))

    visit(anna).post(page(goal, "dela"), SPLIT | {"third_outline": "9", "third_name": "Fler orkar"})

    assert GoalSuccession.objects.of(anna.region_id).filter(goal=goal).count() == 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"second_outline": ""}, "second_outline"),
        ({"second_name": ""}, "second_name"),
        ({"third_name": "Fler orkar"}, "third_outline"),
        ({"third_outline": "9"}, "third_name"),
        ({"reason": ""}, "reason"),
        ({"second_outline": "1.1"}, "__all__"),
    ],
)
def test_split_goal_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    goal = added_goal(anna, drafted_document(anna))

    response = visit(anna).post(page(goal, "dela"), SPLIT | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert verbs(goal) == ["added"]


@pytest.mark.parametrize("deed", ["dela", "avsluta"])
def test_goal_with_goals_below_says_which_stand_in_the_way(deed, anna, visit):
    first, school, health, _second = goal_tree(anna, drafted_document(anna))

    response = visit(anna).get(page(first, deed), follow=True)

    assert str(next(iter(response.context["messages"]))) == told("goal.has_goals_below", goals=f"{school}, {health}")


def test_edit_page_offers_what_the_goal_can_become(anna, visit):
    first, school, *_ = goal_tree(anna, drafted_document(anna))
    client = visit(anna)

    leaf, top = text(client.get(page(school, "andra"))), text(client.get(page(first, "andra")))

    assert all(page(school, deed) in leaf for deed in ("sla-ihop", "dela", "avsluta"))
    assert page(first, "sla-ihop") in top
    assert page(first, "dela") not in top


@pytest.mark.parametrize("deed", ["steg", "avsluta", "sla-ihop", "dela"])
@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon"])
def test_what_becomes_of_goals_is_for_strategists(deed, who, anna, visit, request):
    goal = added_goal(anna, drafted_document(anna))

    response = visit(request.getfixturevalue(who)).post(
        page(goal, deed), SPLIT | MERGED | {"way": "up", "revision": "1"}
    )

    assert (response.status_code, verbs(goal)) == (403, ["added"])


@pytest.mark.parametrize("deed", ["steg", "avsluta", "sla-ihop", "dela"])
def test_goal_does_not_exist_for_a_stranger(deed, anna, stig, visit):
    goal = added_goal(anna, drafted_document(anna))
    client = visit(stig)

    assert client.post(page(goal, deed), SPLIT).status_code == 404
    assert client.post(page(goal, deed).replace("alvmark", "sydland"), SPLIT).status_code == 404
    assert verbs(goal) == ["added"]


def test_goal_says_how_it_is_judged_without_a_target(anna, visit):
    document = drafted_document(anna)
    rule = "Fler nya företag per 1 000 invånare än jämförbara län"
    sent = {
        "parent": "",
        "outline": "1",
        "name": "Fler startar företag",
        "description": "",
        "kind": "effect",
        "is_targeted": "wish",
        "wished": "",
        "peer_rule": rule,
        "gap_rule": "",
        "phase": "",
        "owner": "",
    }
    client = visit(anna)

    response = client.post(f"/alvmark/dokument/{document.pk}/mal/nytt/", sent)

    goal = Goal.objects.of(anna.region_id).get(outline="1")
    assert (response.status_code, goal.peer_rule) == (302, rule)
    assert rule in text(client.get(f"/alvmark/dokument/{document.pk}/"))
    assert rule in text(client.get(f"/alvmark/mal/{goal.pk}/"))
    operations.edit_goal(goal=goal, revision=1, peer_rule="", gap_rule="Mindre gap", by=anna, at=MONDAY)
    assert "Mindre gap" in text(client.get(f"/alvmark/mal/{goal.pk}/andra/"))
