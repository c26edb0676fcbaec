"""The goals that an insats is tied to, what is taken away from its plan, and by whom."""

import pytest
from django.contrib.messages import get_messages

from tests.delivery.walks import running, started
from tests.factories import (
    MONDAY,
    ContributionFactory,
    GoalFactory,
    SteeringDocumentFactory,
)
from tests.people import verbs
from tests.rounds.walks import approved, opened, results_of
from varv.core.refusals import RuleBroken
from varv.delivery.models import Contribution, PlannedResult
from varv.overview.words import refusal
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

BASE = "/alvmark"
RESULT = {"level": "output", "text": "Moduler", "planned": "", "unit": "", "step": ""}


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo, name="Yrkesväxling")


def of(initiative, part="") -> str:
    return f"{BASE}/insatser/{initiative.pk}/{part}"


def result_url(result, part="") -> str:
    return f"{BASE}/resultat/{result.pk}/{part}"


def told(response) -> list[str]:
    """What is said on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- what is taken away ---------------------------------------------------------------------------------------------


def test_a_result_is_taken_away_by_its_own_words(visit, insats, bo):
    result = results_of(insats)[0]

    response = visit(bo).post(result_url(result, "ta-bort/"))

    assert (response.url, told(response)) == (of(insats), [f"”{result.text}” är borttaget."])
    assert verbs(result) == ["planned", "removed"]


def test_a_reported_result_stays_with_the_reason(visit, anna, bo, disa):
    result = results_of(running(anna, bo, name="Validering"))[0]
    approved(Report.objects.of(anna.region_id).get(round=opened(anna)), bo, disa)

    response = visit(bo).post(result_url(result, "ta-bort/"), headers={"referer": f"http://testserver{BASE}/insatser/"})

    assert (response.url, told(response)) == (
        f"http://testserver{BASE}/insatser/",
        [refusal(RuleBroken("planned_result.reported_on"))],
    )
    assert PlannedResult.objects.filter(pk=result.pk).exists()


def test_taking_away_is_a_button_and_not_an_address(visit, insats, bo):
    result = results_of(insats)[0]
    tie = ContributionFactory(initiative=insats)

    answers = [visit(bo).get(url).status_code for url in (result_url(result, "ta-bort/"), of(insats, "bidrag/"))]

    assert answers == [405, 405]
    assert visit(bo).get(f"{BASE}/bidrag/{tie.pk}/ta-bort/").status_code == 405


@pytest.mark.parametrize("who", ["cilla", "disa", "frida"])
def test_results_and_goals_are_kept_by_the_responsible_and_those_who_plan(visit, insats, who, request):
    person, result, tie = request.getfixturevalue(who), results_of(insats)[0], ContributionFactory(initiative=insats)
    addresses = [of(insats, "resultat/"), result_url(result), result_url(result, "ta-bort/"), of(insats, "bidrag/")]

    answers = [visit(person).post(address, RESULT | {"goal": tie.goal_id}).status_code for address in addresses]

    assert answers[:3] == [403, 403, 403]
    assert visit(person).post(f"{BASE}/bidrag/{tie.pk}/ta-bort/").status_code == 403
    assert len(results_of(insats)) == 2


# --- goals ----------------------------------------------------------------------------------------------------------


def test_a_goal_is_chosen_by_its_document_too(visit, insats, bo):
    goal = GoalFactory(outline="2.1", name="Fler i arbete", document=SteeringDocumentFactory(title="Planen"))

    form = visit(bo).get(of(insats)).context["contribution_form"]

    assert [label for value, label in form.fields["goal"].choices if value] == ["2.1 Fler i arbete (Planen)"]
    assert form.fields["goal"].queryset.get() == goal


def test_a_goal_is_tied_to_and_untied_with_words_about_it(visit, insats, bo):
    goal = GoalFactory()

    tied = visit(bo).post(of(insats, "bidrag/"), {"goal": goal.pk, "reason": ""})
    tie = Contribution.objects.of(insats.region_id).get()
    untied = visit(bo).post(f"{BASE}/bidrag/{tie.pk}/ta-bort/")

    assert (told(tied), told(untied)) == (
        ["Insatsen är knuten till målet."],
        ["Insatsen är inte längre knuten till målet."],
    )
    assert verbs(tie) == ["contributes", "withdrawn"]


@pytest.mark.parametrize(
    ("written", "field"),
    [({"goal": ""}, "goal"), ({"goal": "0"}, "goal"), ({"reason": "x" * 2001}, "reason")],
)
def test_a_goal_that_is_not_said_is_explained_on_the_page_of_the_insats(visit, insats, bo, written, field):
    sent = {"goal": GoalFactory().pk, "reason": "Fler får intyg."} | written

    response = visit(bo).post(of(insats, "bidrag/"), sent)

    form = response.context["contribution_form"]
    assert (response.status_code, list(form.errors), form["reason"].value()) == (422, [field], sent["reason"])
    assert (response.context["initiative"], Contribution.objects.count()) == (insats, 0)


def test_a_retired_goal_is_not_tied_to(visit, insats, bo):
    goal = GoalFactory(retired_on=MONDAY.date())

    response = visit(bo).post(of(insats, "bidrag/"), {"goal": goal.pk, "reason": ""})

    assert (response.status_code, list(response.context["contribution_form"].errors)) == (422, ["goal"])
