"""Every answer to the eleven questions shows: in what is counted, in what is asked, and in what is offered."""

from datetime import date

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY, GenericActivityFactory, InitiativeFactory
from tests.fillable import forms_of
from tests.strategy.choosing import chose
from tests.strategy.walks import added_goal, adopted_framework, drafted_chain, drafted_document, goal_tree
from varv.core.choices import Option
from varv.core.kinds import DocumentKind, GoalKind, InitiativeKind, StrategyPhase
from varv.core.status import Direction
from varv.core.workflow import InitiativeState
from varv.strategy import operations
from varv.strategy.models import Chain, Goal, SteeringDocument

pytestmark = pytest.mark.django_db

GOAL = {"outline": "3", "name": "Kortare restid", "kind": "effect", "is_targeted": "target", "wished": "", "phase": ""}


def text(response):
    return response.content.decode()


def new_goal(client, document, **said):
    return client.post(f"/alvmark/dokument/{document.pk}/mal/nytt/", GOAL | said)


def goal_form(client, document):
    return text(client.get(f"/alvmark/dokument/{document.pk}/mal/nytt/"))


def written(actor):
    return Goal.objects.of(actor.region_id).get(outline="3")


# --- what is counted -----------------------------------------------------------------------------------------


@pytest.fixture
def worked_for(anna, bo):
    """A goal with a funded and an own insats under way, and an external one without a goal."""
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    region = document.region
    activity = GenericActivityFactory(region=region)
    for kind, name in ((InitiativeKind.FUNDED, "Projektet"), (InitiativeKind.OWN, "Det egna")):
        running(anna, bo, name=name, kind=kind, goals=[goal], generic_activity=activity)
    running(anna, bo, name="Någon annans", kind=InitiativeKind.EXTERNAL, generic_activity=activity)
    return goal


def test_without_a_choice_everything_is_counted(anna, worked_for, visit):
    client = visit(anna)

    for page in ("/alvmark/insatser/", "/alvmark/strategi/", f"/alvmark/mal/{worked_for.pk}/"):
        told = text(client.get(page))
        assert ("enligt vägvalet" in told, "tanför vägvalet" in told) == (False, False)


def test_every_page_with_totals_says_what_it_counts_with_a_link_to_the_choice(anna, worked_for, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    client = visit(anna)

    for page in ("/alvmark/insatser/", "/alvmark/strategi/", f"/alvmark/mal/{worked_for.pk}/"):
        told = " ".join(text(client.get(page)).split())
        assert (
            "Bara 1:1-finansierade insatser räknas, enligt vägvalet "
            '<a href="/alvmark/vagval/#funding">Finansiering</a>.'
        ) in told


def test_two_choices_that_narrow_are_both_named(anna, worked_for, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    chose(anna, Option.FUNDED_BY_NAMED)

    told = " ".join(text(visit(anna).get("/alvmark/insatser/")).split())

    assert "enligt vägvalen" in told
    assert '#funding">Finansiering</a> och <a href="/alvmark/vagval/#activities">Aktiviteter</a>.' in told


def test_the_list_keeps_what_is_outside_last_and_marked(anna, worked_for, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    response = visit(anna).get("/alvmark/insatser/")

    board, page = response.context["board"], text(response)
    assert [(line.name, line.is_counted) for line in board.lines] == [
        ("Projektet", True),
        ("Det egna", False),
        ("Någon annans", False),
    ]
    assert (board.total, board.outside, board.without_goal, board.states[InitiativeState.RUNNING]) == (1, 2, 0, 1)
    assert page.count(">Utanför vägvalet<") == 2
    assert "1 insats, och 2 utanför vägvalet" in page


def test_the_list_is_not_empty_when_all_are_outside(anna, alvmark, visit):
    InitiativeFactory(region=alvmark, name="Det egna", kind=InitiativeKind.OWN)
    chose(anna, Option.ONLY_ONE_TO_ONE)

    page = text(visit(anna).get("/alvmark/insatser/"))

    assert ("Det egna" in page, "Utanför vägvalet" in page) == (True, True)


def test_an_insats_outside_says_so_on_its_own_page(anna, bo, visit):
    initiative = started(anna, bo)
    chose(anna, Option.FUNDED_ONE_TO_ONE)

    page = text(visit(anna).get(f"/alvmark/insatser/{initiative.pk}/"))

    assert '<a class="tag" href="/alvmark/vagval/#activities">Utanför vägvalet</a>' in page


def test_the_board_counts_and_names_what_is_outside_beside(anna, worked_for, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    response = visit(anna).get("/alvmark/strategi/")

    (goal,) = response.context["board"].goals
    assert (goal.initiatives, goal.outside) == (1, 1)
    assert "och 1 utanför vägvalet" in text(response)
    assert {line.name for line in response.context["board"].gaps} == {str(worked_for)}


def test_the_goal_counts_and_marks(anna, worked_for, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    response = visit(anna).get(f"/alvmark/mal/{worked_for.pk}/")

    assert response.context["sheet"].counted == 1
    assert text(response).count(">Utanför vägvalet<") == 1


# --- what a goal is asked ------------------------------------------------------------------------------------


def test_goals_without_a_target_are_asked_for_a_direction_and_never_for_a_target(anna, visit):
    document = drafted_document(anna)
    chose(anna, Option.UNTARGETED)
    client = visit(anna)

    assert "Är målet målsatt?" not in goal_form(client, document)
    assert new_goal(client, document).status_code == 422
    assert new_goal(client, document, wished="down").status_code == 302
    assert (written(anna).is_targeted, written(anna).wished) == (False, Direction.DOWN)


def test_goals_with_a_target_always_have_one(anna, visit):
    document = drafted_document(anna)
    chose(anna, Option.TARGETED)
    client = visit(anna)

    assert "Är målet målsatt?" not in goal_form(client, document)
    new_goal(client, document, is_targeted="wish", wished="up")
    assert written(anna).is_targeted is True


@pytest.mark.parametrize("options", [(), (Option.TARGETED, Option.UNTARGETED), (Option.PROCESS_GOALS,)])
def test_otherwise_the_form_asks_whether_there_is_a_target(anna, visit, options):
    document = drafted_document(anna)
    if options:
        chose(anna, *options)
    client = visit(anna)

    assert "Är målet målsatt?" in goal_form(client, document)
    new_goal(client, document, is_targeted="wish", wished="up")
    assert written(anna).is_targeted is False


def test_a_goal_that_has_a_target_is_asked_for_a_direction_when_it_is_edited(anna, visit):
    goal = added_goal(anna, drafted_document(anna), "3")
    chose(anna, Option.UNTARGETED)

    visit(anna).post(f"/alvmark/mal/{goal.pk}/andra/", GOAL | {"wished": "up", "revision": goal.revision})

    goal.refresh_from_db()
    assert (goal.is_targeted, goal.wished) == (False, Direction.UP)


def test_process_goals_are_offered_only_when_they_were_chosen(anna, visit):
    document = drafted_document(anna)
    client = visit(anna)

    assert 'value="process"' in goal_form(client, document)
    chose(anna, Option.TARGETED)
    assert 'value="process"' not in goal_form(client, document)
    assert new_goal(client, document, kind="process").status_code == 422
    chose(anna, Option.TARGETED, Option.PROCESS_GOALS)
    assert new_goal(client, document, kind="process").status_code == 302


def test_a_process_goal_that_is_there_can_still_be_edited(anna, visit):
    goal = added_goal(anna, drafted_document(anna), "3", kind=GoalKind.PROCESS)
    chose(anna, Option.TARGETED)

    said = GOAL | {"kind": "process", "name": "Tätare möten", "revision": goal.revision}
    response = visit(anna).post(f"/alvmark/mal/{goal.pk}/andra/", said)

    goal.refresh_from_db()
    assert (response.status_code, goal.name, goal.kind) == (302, "Tätare möten", GoalKind.PROCESS)


def test_goals_by_phase_must_say_which(anna, visit):
    document = drafted_document(anna)
    client = visit(anna)
    chose(anna, Option.BY_PHASE)

    assert "Välj en fas" in goal_form(client, document)
    assert list(new_goal(client, document).context["form"].errors) == ["phase"]
    new_goal(client, document, phase="starting")
    assert written(anna).phase is StrategyPhase.STARTING


def test_one_set_of_goals_asks_nothing_of_phases(anna, visit):
    document = drafted_document(anna)
    chose(anna, Option.ONE_SET)

    assert new_goal(visit(anna), document).status_code == 302
    assert written(anna).phase is None


# --- what is offered -----------------------------------------------------------------------------------------


def test_one_theory_explains_why_there_is_no_second_chain(anna, visit):
    chain = drafted_chain(anna)
    chose(anna, Option.ONE_THEORY)

    response = visit(anna).post("/alvmark/effektkedjor/ny/", {"name": "Hälsa", "document": chain.document_id})

    assert response.status_code == 422
    assert "Ni har valt en förändringsteori för hela strategin" in text(response)
    assert Chain.objects.of(anna.region_id).count() == 1


def test_without_action_plans_none_is_drafted(anna, visit):
    chose(anna, Option.NO_PLANS)
    client = visit(anna)

    page = text(client.get("/alvmark/dokument/nytt/"))
    said = {"title": "Kompetens", "kind": "action_plan", "phase": "starting", "starts_on": "2026-01-01"}

    assert 'value="action_plan"' not in page
    assert client.post("/alvmark/dokument/nytt/", said).status_code == 422
    assert client.post("/alvmark/dokument/nytt/", said | {"kind": "programme"}).status_code == 302


def test_an_action_plan_that_is_there_stays_one(anna, visit):
    plan = operations.draft_document(
        kind=DocumentKind.ACTION_PLAN, title="Kompetens", starts_on=date(2026, 1, 1), by=anna, at=MONDAY
    )
    chose(anna, Option.NO_PLANS)

    said = {"title": "Kompetens 2", "kind": "action_plan", "phase": "starting", "starts_on": "2026-01-01"}
    visit(anna).post(f"/alvmark/dokument/{plan.pk}/andra/", said | {"revision": plan.revision})

    assert SteeringDocument.objects.of(anna.region_id).get().title == "Kompetens 2"


def test_insatser_are_tied_to_the_goals_of_plans_and_strategy_or_only_to_the_strategys(anna, bo, visit):
    initiative = started(anna, bo)
    strategys = added_goal(anna, drafted_document(anna), "1", "Strategins mål")
    plan = operations.draft_document(
        kind=DocumentKind.ACTION_PLAN, title="Kompetens", starts_on=date(2026, 1, 1), by=anna, at=MONDAY
    )
    plans = added_goal(anna, plan, "1", "Planens mål")
    client = visit(anna)
    address = f"/alvmark/insatser/{initiative.pk}/"

    def offered():
        (form,) = [form for form in forms_of(address, text(client.get(address))) if "goal" in form.kinds]
        return {value for value in form.choices["goal"].values() if value}

    assert offered() == {str(strategys.pk), str(plans.pk)}
    chose(anna, Option.NO_PLANS)
    assert offered() == {str(strategys.pk)}
    assert str(plans) in text(client.get("/alvmark/insatser/"))


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ((), ["development", "contribution"]),
        ((Option.DEVELOPMENT,), ["development"]),
        ((Option.CONTRIBUTION,), ["contribution"]),
        ((Option.DEVELOPMENT, Option.CONTRIBUTION), ["development", "contribution"]),
    ],
)
def test_what_is_followed_decides_which_indicators_are_offered(anna, visit, options, kinds):
    if options:
        chose(anna, *options)
    address = "/alvmark/indikatorer/ny/"

    (form,) = [form for form in forms_of(address, text(visit(anna).get(address))) if "kind" in form.kinds]

    assert set(form.choices["kind"].values()) == set(kinds)
    assert form.values["kind"] == [kinds[0]]


def test_processes_fold_away_the_other_domain_with_a_way_to_see_it(anna, visit):
    adopted_framework(anna)
    chose(anna, Option.WITHIN_DUTY)
    client = visit(anna)

    folded, whole = client.get("/alvmark/ramverk/"), client.get("/alvmark/ramverk/?visa=alla")

    assert [domain.number for domain in folded.context["domains"]] == [1, 3]
    assert "Undanvikt enligt vägvalet" in text(folded)
    assert "Genomförande av insatser. <a" in " ".join(text(folded).split())
    assert [domain.number for domain in whole.context["domains"]] == [1, 2, 3]
    assert "Undanvikt enligt vägvalet" not in text(whole)


def test_a_framework_without_a_choice_is_whole(anna, visit):
    adopted_framework(anna)

    assert [domain.number for domain in visit(anna).get("/alvmark/ramverk/").context["domains"]] == [1, 2, 3]


def test_the_duty_to_act_is_stated_where_recommendations_are(anna, visit):
    client = visit(anna)
    duty = "Ni har beslutat om ett ansvar att agera på det ni lär er"

    assert duty not in text(client.get("/alvmark/rekommendationer/"))
    chose(anna, Option.DUTY_TO_ACT, Option.FIXED_FORUMS)
    assert duty in text(client.get("/alvmark/rekommendationer/"))


def test_goals_of_its_own_leave_the_operational_plans_out_of_the_trace(anna, visit):
    document = drafted_document(anna)
    goal_tree(anna, document)
    plan = operations.draft_document(
        kind=DocumentKind.OPERATIONAL_PLAN, title="Vår verksamhetsplan", starts_on=date(2026, 1, 1), by=anna, at=MONDAY
    )
    added_goal(anna, plan)
    client = visit(anna)

    def columns():
        return [column.title for column in client.get("/alvmark/spar/").context["trace"].columns]

    assert columns() == ["Vår verksamhetsplan"]
    chose(anna, Option.OWN)
    assert columns() == []
