import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, adopt, drafted_document, goal_tree
from varv.core.kinds import GoalKind, StrategyPhase
from varv.core.refusals import RuleBroken
from varv.core.status import Direction
from varv.overview.words import refusal
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.models import Goal

pytestmark = pytest.mark.django_db

WRITTEN = {
    "parent": "",
    "outline": "1",
    "name": "Fler unga fullföljer gymnasiet",
    "description": "En examen är vägen till ett arbete.",
    "kind": "effect",
    "is_targeted": "target",
    "wished": "",
    "phase": "",
    "owner": "",
}


def new(document):
    return f"/alvmark/dokument/{document.pk}/mal/nytt/"


def page(goal, deed):
    return f"/alvmark/mal/{goal.pk}/{deed}/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def test_add_goal_puts_it_in_the_tree(anna, visit):
    document = drafted_document(anna)
    top = added_goal(anna, document, "1", "Fler kan vara med")
    owner = User.objects.get(pk=anna.person_id)
    sent = {
        "parent": top.pk,
        "outline": "1.1",
        "is_targeted": "wish",
        "wished": "up",
        "phase": "closing",
        "owner": owner.pk,
        "kind": "process",
    }

    response = visit(anna).post(new(document), WRITTEN | sent)

    goal = Goal.objects.of(anna.region_id).get(outline="1.1")
    assert (response.status_code, response.url) == (302, f"/alvmark/dokument/{document.pk}/")
    assert (goal.parent, goal.is_targeted, goal.wished, goal.phase, goal.owner, goal.kind) == (
        top,
        False,
        Direction.UP,
        StrategyPhase.CLOSING,
        owner,
        GoalKind.PROCESS,
    )
    assert verbs(goal) == ["added"]


def test_add_goal_offers_the_documents_own_goals_and_the_regions_people(anna, stig, visit):
    document = drafted_document(anna)
    own = added_goal(anna, document)
    added_goal(anna, drafted_document(anna, "En annan plan"))

    form = visit(anna).get(f"{new(document)}?under={own.pk}").context["form"]

    assert list(form.fields["parent"].queryset) == [own]
    assert [user.username for user in form.fields["owner"].queryset] == ["anna"]
    assert f'<option value="{own.pk}" selected>' in str(form["parent"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outline": ""}, "outline"),
        ({"outline": "1" * 21}, "outline"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": ""}, "kind"),
        ({"is_targeted": "perhaps"}, "is_targeted"),
        ({"wished": "sideways"}, "wished"),
        ({"parent": "999"}, "parent"),
        ({"owner": "999"}, "owner"),
        ({"is_targeted": "wish"}, "wished"),
    ],
)
def test_add_goal_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    document = drafted_document(anna)

    response = visit(anna).post(new(document), WRITTEN | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "En examen är vägen till ett arbete." in response.content.decode()
    assert not document.goals.exists()


def test_add_goal_explains_a_broken_rule_at_its_field(anna, visit):
    document = drafted_document(anna)
    added_goal(anna, document, "1")

    response = visit(anna).post(new(document), WRITTEN)

    assert response.context["form"].errors == {"outline": [told("goal.outline_taken", outline="1")]}


def test_edit_goal_shows_what_stands_and_saves_what_is_changed(anna, visit):
    goal = added_goal(anna, drafted_document(anna), is_targeted=False, wished=Direction.DOWN)
    client = visit(anna)

    shown = client.get(page(goal, "andra"))
    response = client.post(page(goal, "andra"), WRITTEN | {"revision": 1, "name": "Alla klarar gymnasiet"})

    goal.refresh_from_db()
    assert (shown.context["form"]["is_targeted"].value(), "parent" in shown.context["form"].fields) == ("wish", False)
    assert (response.status_code, response.url) == (302, f"/alvmark/dokument/{goal.document_id}/")
    assert (goal.name, goal.is_targeted, goal.wished) == ("Alla klarar gymnasiet", True, None)


def test_edit_goal_explains_a_stale_form_and_shows_both_in_words(anna, visit):
    goal = added_goal(anna, drafted_document(anna))
    operations.edit_goal(goal=goal, revision=1, kind=GoalKind.PROCESS, name="Annas namn", by=anna, at=MONDAY)

    response = visit(anna).post(page(goal, "andra"), WRITTEN | {"revision": 1})

    beside = [line.field.name for line in response.context["form"].lines() if line.before]
    assert (response.status_code, beside) == (422, ["name", "description", "kind"])
    assert response.context["form"]["revision"].value() == "2"


@pytest.mark.parametrize("tree", [0, 1])
def test_edit_goal_offers_to_retire_it_only_when_nothing_stands_below(tree, anna, visit):
    goal = goal_tree(anna, drafted_document(anna))[tree]

    response = visit(anna).get(page(goal, "andra"))

    assert (page(goal, "avsluta") in response.content.decode()) is bool(tree)


def test_move_goal_shows_where_it_stands_and_moves_it(anna, visit):
    document = drafted_document(anna)
    first, _school, health, second = goal_tree(anna, document)
    client = visit(anna)

    shown = client.get(page(health, "flytta")).context["form"]
    response = client.post(page(health, "flytta"), {"parent": second.pk, "place": 1, "revision": health.revision})

    health.refresh_from_db()
    assert (shown["parent"].value(), shown["place"].value()) == (first.pk, 2)
    assert (response.status_code, health.parent) == (302, second)


def test_move_goal_is_not_offered_itself(anna, visit):
    first, *rest = goal_tree(anna, drafted_document(anna))

    form = visit(anna).get(page(first, "flytta")).context["form"]

    assert list(form.fields["parent"].queryset) == rest


def test_move_goal_explains_a_place_below_itself(anna, visit):
    first, school, *_ = goal_tree(anna, drafted_document(anna))

    response = visit(anna).post(page(first, "flytta"), {"parent": school.pk, "place": 1, "revision": 1})

    assert response.context["form"].errors == {"parent": [told("goal.below_itself", name="1 Fler kan vara med")]}


@pytest.mark.parametrize("place", ["0", "", "första", "1001"])
def test_move_goal_says_what_a_place_is(place, anna, visit):
    goal = added_goal(anna, drafted_document(anna))

    response = visit(anna).post(page(goal, "flytta"), {"parent": "", "place": place, "revision": 1})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["place"])


def test_retire_goal_says_which_goals_stand_in_the_way(anna, visit):
    first, school, health, _second = goal_tree(anna, drafted_document(anna))

    response = visit(anna).post(page(first, "avsluta"), follow=True)

    (message,) = response.context["messages"]
    assert str(message) == told("goal.has_goals_below", goals=f"{school}, {health}")


@pytest.mark.parametrize("deed", ["andra", "flytta"])
def test_goal_of_an_adopted_document_says_why_not(deed, anna, visit):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    adopt(document, anna)

    response = visit(anna).get(page(goal, deed), follow=True)

    (message,) = response.context["messages"]
    assert str(message) == told("plan.is_adopted", name="Älvmark 2030")


@pytest.mark.parametrize("deed", ["andra", "flytta", "avsluta"])
@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon"])
def test_changing_goals_is_for_strategists(deed, who, anna, visit, request):
    goal = added_goal(anna, drafted_document(anna))

    response = visit(request.getfixturevalue(who)).post(page(goal, deed), WRITTEN)

    assert (response.status_code, verbs(goal)) == (403, ["added"])


@pytest.mark.parametrize("deed", ["andra", "flytta", "avsluta"])
def test_goal_does_not_exist_for_a_stranger(deed, anna, stig, visit):
    goal = added_goal(anna, drafted_document(anna))
    client = visit(stig)

    assert client.post(page(goal, deed), WRITTEN).status_code == 404
    assert client.post(page(goal, deed).replace("alvmark", "sydland"), WRITTEN).status_code == 404
    assert verbs(goal) == ["added"]
