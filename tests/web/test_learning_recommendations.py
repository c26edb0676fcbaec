from datetime import date

import pytest

from tests.factories import GoalFactory
from tests.learning.walks import (
    accepted_lesson,
    acted_on_recommendation,
    answered_recommendation,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    person,
    planned_action,
    questions,
    recorded_change,
)
from tests.people import verbs
from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Recommendation, Response
from varv.overview.learning.answers.tickets import Lane

BOARD = "/alvmark/rekommendationer/"
ANSWER = {
    "answer": "partly",
    "reasons": "Tio dagar i stället för fem.",
    "mandate": "Direktör",
    "case_number": "RU 2026/311",
}
NEW = {
    "text": "Sätt en gräns för validering",
    "explanation": "Fem veckor är för länge.",
    "forum": "Ledningsgruppen",
    "due_on": "2099-01-29",
    "goal": "",
}
ACTION = {"what": "Delad bedömarpool", "due_on": "2099-03-01"}


def page(recommendation, rest=""):
    return f"{BOARD}{recommendation.pk}/{rest}"


def text(response):
    return response.content.decode()


def test_board_shows_every_recommendation_in_its_lane(anna, disa, visit):
    made_recommendation(anna)
    answered_recommendation(anna, disa, Answer.NO)
    acted_on_recommendation(anna, disa)
    recorded_change(anna, acted_on_recommendation(anna, disa), opened_turn(anna))

    response = visit(anna).get(BOARD)

    lanes = response.context["board"].lanes
    assert [[ticket.number for ticket in lanes[lane]] for lane in Lane] == [[1], [], [3], [4], [], [2]]
    assert response.context["featured"].number == 4
    assert text(response).count('<article class="ticket">') == 4


def test_board_offers_the_manager_to_answer_what_is_due_first(anna, disa, visit):
    made_recommendation(anna)
    urgent = made_recommendation(anna, due_on=date(2026, 5, 1))

    primary = f'class="btn btn-primary" href="{page(urgent, "svara/")}"'

    assert primary in text(visit(disa).get(BOARD))
    assert page(urgent, "svara/") not in text(visit(anna).get(BOARD))


def test_board_says_the_same_in_a_table(anna, disa, visit):
    made_recommendation(anna)
    acted_on_recommendation(anna, disa)
    answered_recommendation(anna, disa)
    recorded_change(anna, acted_on_recommendation(anna, disa), opened_turn(anna))

    response = visit(anna).get(f"{BOARD}?vy=tabell")

    assert (response.context["as_table"], text(response).count('<th scope="row">')) == (True, 4 + 1)
    assert '<article class="ticket">' not in text(response)


def test_board_of_mine_keeps_to_mine(anna, bo, visit):
    made_recommendation(anna)
    made_recommendation(anna, owner=person(bo))

    response = visit(bo).get(f"{BOARD}?mina=1")

    assert [ticket.number for ticket in response.context["board"].in_order] == [2]


@pytest.mark.parametrize("query", ["", "?mina=1", "?vy=tabell"])
def test_board_that_is_empty_teaches_what_it_is(query, anna, cilla, visit):
    assert 'class="empty"' in text(visit(anna).get(BOARD + query))
    assert "/alvmark/utvarderingar/ny/" not in text(visit(cilla).get(BOARD + query))


def test_board_asks_as_often_for_one_as_for_three(anna, disa, visit):
    turn, client = opened_turn(anna), visit(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    client.get(BOARD)
    one = questions(lambda: client.get(BOARD))
    for _ in range(2):
        recorded_change(anna, acted_on_recommendation(anna, disa), turn)

    assert questions(lambda: client.get(BOARD)) == one


@pytest.mark.parametrize("walk", [made_recommendation, answered_recommendation, acted_on_recommendation])
def test_recommendation_shows_all_six_steps_even_when_they_are_empty(walk, anna, disa, visit):
    people = [anna] if walk is made_recommendation else [anna, disa]

    response = visit(anna).get(page(walk(*people)))

    assert (response.status_code, text(response).count('class="th-step"')) == (200, 6)


def test_recommendation_shows_the_changed_plan_in_yellow(anna, disa, visit):
    recommendation = acted_on_recommendation(anna, disa, explanation="Fem veckor.", goal=GoalFactory())
    recorded_change(anna, recommendation, opened_turn(anna))

    shown = text(visit(anna).get(page(recommendation)))

    assert '<li class="learn">' in shown
    assert '<span class="hl">Validering ska ta högst tio arbetsdagar.</span>' in shown


def offered(client, recommendation, step):
    """Whether the step is the page's one primary action."""
    shown = text(client.get(page(recommendation)))
    assert shown.count("btn-primary") - shown.count('value="yes"') == 1
    return f'class="btn btn-primary" href="{page(recommendation, step)}"' in shown


def test_recommendation_offers_the_next_step(anna, disa, visit):
    assert offered(visit(disa), made_recommendation(anna), "svara/")
    assert offered(visit(anna), answered_recommendation(anna, disa), "atgarder/ny/")
    assert offered(visit(anna), acted_on_recommendation(anna, disa), "andring/")


def test_recommendation_offers_a_reader_nothing(anna, cilla, disa, visit):
    recommendation = acted_on_recommendation(anna, disa)

    shown = text(visit(cilla).get(page(recommendation)))

    assert page(recommendation, "andring/") not in shown
    assert "/alvmark/atgarder/" not in shown


def test_recommendation_that_was_declined_asks_why(anna, disa, visit):
    recommendation = answered_recommendation(anna, disa, Answer.NO)

    response = visit(anna).get(page(recommendation))

    assert page(recommendation, "atgarder/ny/") not in text(response)
    assert "R1" in response.context["question"]


def test_answer_registers_the_managements_answer(anna, disa, visit):
    recommendation = made_recommendation(anna)

    response = visit(disa).post(page(recommendation, "svara/"), ANSWER)

    given = Response.objects.of(anna.region_id).get()
    recommendation.refresh_from_db()
    assert (response.status_code, response.url) == (302, page(recommendation))
    assert (given.answer, given.reasons, given.mandate, given.case_number) == tuple(ANSWER.values())
    assert recommendation.state is RecommendationState.ANSWERED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reasons": ""}, "reasons"),
        ({"reasons": "  "}, "reasons"),
        ({"reasons": "x" * 10_001}, "reasons"),
        ({"answer": "maybe"}, "answer"),
        ({"mandate": " "}, "mandate"),
        ({"case_number": "x" * 61}, "case_number"),
    ],
)
def test_answer_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, disa, visit):
    recommendation = made_recommendation(anna, explanation="Fem veckor är för länge.")

    response = visit(disa).post(page(recommendation, "svara/"), ANSWER | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "RU 2026/311" in text(response) or field == "case_number"
    assert verbs(recommendation) == ["made"]


def test_answer_shows_what_was_seen(anna, disa, visit):
    by_finding, by_lesson = made_recommendation(anna), made_recommendation(anna, accepted_lesson(anna))

    assert "Valideringen är flaskhalsen." in text(visit(disa).get(page(by_finding, "svara/")))
    assert "Den som har jobb kan inte" in text(visit(disa).get(page(by_lesson, "svara/")))


def test_answer_is_the_managements(anna, visit):
    recommendation = made_recommendation(anna)

    assert visit(anna).get(page(recommendation, "svara/")).status_code == 403
    assert visit(anna).post(page(recommendation, "svara/"), ANSWER).status_code == 403


def test_answer_given_already_leads_back_with_the_reason(anna, disa, visit):
    recommendation = answered_recommendation(anna, disa)

    response = visit(disa).post(page(recommendation, "svara/"), ANSWER, headers={"referer": page(recommendation)})

    assert (response.status_code, verbs(recommendation)) == (302, ["made", "answered"])


def test_plan_action_gives_someone_something_to_do(anna, bo, disa, visit):
    recommendation = answered_recommendation(anna, disa)

    response = visit(anna).post(page(recommendation, "atgarder/ny/"), ACTION | {"owner": bo.person_id})

    action = Action.objects.of(anna.region_id).get()
    assert (response.status_code, action.what, action.owner_id, action.due_on) == (
        302,
        "Delad bedömarpool",
        bo.person_id,
        date(2099, 3, 1),
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 201}, "what"),
        ({"owner": "0"}, "owner"),
        ({"due_on": "i morgon"}, "due_on"),
        ({"due_on": "2020-01-01"}, "due_on"),
    ],
)
def test_plan_action_says_what_is_wrong(changed, field, anna, disa, visit):
    recommendation = answered_recommendation(anna, disa)

    response = visit(anna).post(page(recommendation, "atgarder/ny/"), ACTION | {"owner": anna.person_id} | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_plan_action_does_not_offer_someone_from_another_region(anna, disa, stig, visit):
    recommendation = answered_recommendation(anna, disa)

    response = visit(anna).get(page(recommendation, "atgarder/ny/"))

    offered = {name for _key, name in response.context["form"].fields["owner"].choices}
    assert {"Anna", "Disa"} <= offered
    assert "Stig" not in offered


def test_action_is_begun_finished_and_dropped_from_its_page(anna, bo, disa, visit):
    recommendation, client = answered_recommendation(anna, disa), visit(bo)
    first = planned_action(anna, recommendation, owner=bo)
    second = planned_action(anna, recommendation, owner=bo)

    client.post(f"/alvmark/atgarder/{first.pk}/borja/")
    client.post(f"/alvmark/atgarder/{first.pk}/klar/", {"outcome": "Fem kommuner delar."})
    response = client.post(f"/alvmark/atgarder/{second.pk}/avsta/", {"reason": "Behövs inte."})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (response.status_code, response.url) == (302, page(recommendation))
    assert (first.state, first.outcome) == (ActionState.DONE, "Fem kommuner delar.")
    assert (second.state, second.outcome) == (ActionState.DROPPED, "Behövs inte.")


@pytest.mark.parametrize("rest", ["klar/", "avsta/"])
def test_action_is_not_ended_in_silence(rest, anna, disa, visit):
    action = planned_action(anna, answered_recommendation(anna, disa))

    assert visit(anna).get(f"/alvmark/atgarder/{action.pk}/{rest}").status_code == 200
    response = visit(anna).post(f"/alvmark/atgarder/{action.pk}/{rest}", {"outcome": "", "reason": " "})

    assert (response.status_code, verbs(action)) == (422, ["planned"])


@pytest.mark.parametrize("rest", ["borja/", "klar/", "avsta/"])
def test_action_of_someone_else_is_left_alone(rest, anna, bo, disa, visit):
    action = planned_action(anna, answered_recommendation(anna, disa))

    response = visit(bo).post(f"/alvmark/atgarder/{action.pk}/{rest}", {"outcome": "Klart.", "reason": "Nej."})

    assert (response.status_code, verbs(action)) == (403, ["planned"])


def test_action_is_begun_by_a_post_only(anna, disa, visit):
    action = planned_action(anna, answered_recommendation(anna, disa))

    assert visit(anna).get(f"/alvmark/atgarder/{action.pk}/borja/").status_code == 405


def test_recommend_from_a_finding(egon, visit):
    finding = noted_finding(egon, goal=GoalFactory())
    address, client = f"/alvmark/iakttagelser/{finding.pk}/rekommendera/", visit(egon)

    begun = client.get(address).context["form"]
    response = client.post(address, NEW | {"owner": egon.person_id, "goal": finding.goal_id})

    made = Recommendation.objects.of(egon.region_id).get()
    assert begun.initial["goal"] == finding.goal_id
    assert (response.status_code, response.url) == (302, page(made))
    assert (made.finding, made.text, made.forum, made.goal, made.due_on) == (
        finding,
        NEW["text"],
        "Ledningsgruppen",
        finding.goal,
        date(2099, 1, 29),
    )


def test_recommend_from_a_lesson(anna, visit):
    lesson = accepted_lesson(anna)

    visit(anna).post(f"/alvmark/lardomar/{lesson.pk}/rekommendera/", NEW | {"owner": anna.person_id})

    assert Recommendation.objects.of(anna.region_id).get().lesson == lesson


def test_recommend_from_a_draft_is_refused(anna, bo, visit):
    mine, other = noted_lesson(anna), noted_lesson(bo)

    assert visit(anna).get(f"/alvmark/lardomar/{mine.pk}/rekommendera/").status_code == 302
    assert visit(anna).get(f"/alvmark/lardomar/{other.pk}/rekommendera/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"forum": ""}, "forum"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"goal": "0"}, "goal"),
        ({"owner": ""}, "owner"),
    ],
)
def test_recommend_says_what_is_wrong_and_keeps_the_rest(changed, field, egon, visit):
    finding = noted_finding(egon)
    written = NEW | {"owner": egon.person_id} | changed

    response = visit(egon).post(f"/alvmark/iakttagelser/{finding.pk}/rekommendera/", written)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Fem veckor är för länge." in text(response)


def test_recommend_is_refused_to_a_reporter(bo, egon, visit):
    finding = noted_finding(egon)

    assert visit(bo).get(f"/alvmark/iakttagelser/{finding.pk}/rekommendera/").status_code == 403


def test_recommendations_do_not_exist_for_a_stranger(anna, disa, stig, visit):
    recommendation = acted_on_recommendation(anna, disa)
    action = Action.objects.of(anna.region_id).get()
    client = visit(stig)
    rests = ["", "svara/", "atgarder/ny/", "andring/"]
    addresses = [page(recommendation, rest) for rest in rests]
    addresses += [f"/alvmark/atgarder/{action.pk}/{rest}" for rest in ("borja/", "klar/", "avsta/")]
    addresses += [f"/alvmark/iakttagelser/{recommendation.finding_id}/rekommendera/", BOARD]

    assert {client.post(address).status_code for address in addresses} == {404}
    own = [address.replace("alvmark", "sydland") for address in addresses[:-1]]
    assert {client.post(address).status_code for address in own} == {404}
