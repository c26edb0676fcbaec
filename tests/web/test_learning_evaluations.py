from datetime import date

import pytest

from tests.factories import ChainLinkFactory, EvaluationQuestionFactory, GoalFactory
from tests.learning.walks import (
    accepted_lesson,
    made_recommendation,
    noted_finding,
    questions,
    registered_evaluation,
)
from tests.people import verbs
from varv.core.kinds import EvaluationKind
from varv.core.theory import Evidence
from varv.learning.models import Evaluation, Finding

LIST = "/alvmark/utvarderingar/"
REGISTERED = {
    "title": "Följeforskning om kompetens",
    "kind": "ongoing",
    "evaluator": "En fristående utvärderare",
    "method": "41 intervjuer.",
    "delivered_on": "2026-04-24",
    "link": "https://example.org/delrapport",
    "case_number": "RU 2026/200",
}
NOTED = {"text": "Valideringen är flaskhalsen.", "rests_on": "s. 31", "evidence": "some"}


def page(evaluation, rest=""):
    return f"{LIST}{evaluation.pk}/{rest}"


def text(response):
    return response.content.decode()


def test_evaluations_show_what_came_of_each(anna, cilla, visit):
    finding = noted_finding(anna)
    made_recommendation(anna, finding)

    response = visit(cilla).get(LIST)

    (line,) = response.context["evaluations"]
    assert (line.title, line.findings, line.recommendations) == ("Följeforskning om kompetens", 1, 1)
    assert f"{LIST}ny/" not in text(response)


def test_evaluations_that_are_none_teach(anna, visit):
    shown = text(visit(anna).get(LIST))

    assert ('class="empty"' in shown, f'href="{LIST}ny/"' in shown) == (True, True)


def test_evaluations_ask_as_often_for_one_as_for_three(anna, visit):
    client = visit(anna)
    noted_finding(anna)
    client.get(LIST)
    one = questions(lambda: client.get(LIST))
    noted_finding(anna)
    noted_finding(anna)

    assert questions(lambda: client.get(LIST)) == one


def test_new_evaluation_is_registered(egon, visit):
    response = visit(egon).post(f"{LIST}ny/", REGISTERED)

    evaluation = Evaluation.objects.of(egon.region_id).get()
    assert (response.status_code, response.url) == (302, page(evaluation))
    assert (evaluation.kind, evaluation.delivered_on, evaluation.case_number) == (
        EvaluationKind.ONGOING,
        date(2026, 4, 24),
        "RU 2026/200",
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "egen"}, "kind"),
        ({"evaluator": ""}, "evaluator"),
        ({"delivered_on": "24/4 2026"}, "delivered_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"case_number": "x" * 61}, "case_number"),
    ],
)
def test_new_evaluation_keeps_what_was_written_and_says_what_is_wrong(changed, field, egon, visit):
    response = visit(egon).post(f"{LIST}ny/", REGISTERED | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "41 intervjuer." in text(response)


def test_edit_evaluation_puts_the_register_right(egon, visit):
    evaluation = registered_evaluation(egon)
    client = visit(egon)

    begun = client.get(page(evaluation, "andra/")).context["form"].initial
    client.post(page(evaluation, "andra/"), REGISTERED | {"title": "Delrapport 2", "revision": 1})

    evaluation.refresh_from_db()
    assert (begun["title"], evaluation.title, verbs(evaluation)) == (
        "Följeforskning om kompetens",
        "Delrapport 2",
        ["registered", "edited"],
    )


def test_edit_evaluation_says_who_was_before(anna, egon, visit):
    evaluation = registered_evaluation(egon)
    visit(anna).post(page(evaluation, "andra/"), REGISTERED | {"revision": 1})

    response = visit(egon).post(page(evaluation, "andra/"), REGISTERED | {"title": "Min titel", "revision": 1})

    (told,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Anna" in told, "Min titel" in text(response)) == (422, True, True)


def test_evaluation_shows_its_findings_and_what_they_led_to(anna, visit):
    finding = noted_finding(anna, link=ChainLinkFactory(), goal=GoalFactory(), question=EvaluationQuestionFactory())
    made_recommendation(anna, finding)
    accepted_lesson(anna, finding)

    shown = text(visit(anna).get(page(finding.evaluation)))

    assert "Valideringen är flaskhalsen." in shown
    assert "R1 Sätt en gräns" in shown
    assert "Den som har jobb kan inte vara borta" in shown
    assert f"/alvmark/iakttagelser/{finding.pk}/rekommendera/" in shown


def test_evaluation_offers_a_reader_nothing(anna, cilla, visit):
    finding = noted_finding(anna)

    shown = text(visit(cilla).get(page(finding.evaluation)))

    assert "/rekommendera/" not in shown
    assert "/andra/" not in shown


def test_evaluation_without_findings_teaches(egon, visit):
    evaluation = registered_evaluation(egon, method="41 intervjuer.", link="https://example.org")

    assert 'class="empty"' in text(visit(egon).get(page(evaluation)))


def test_new_finding_is_noted(egon, visit):
    evaluation, goal = registered_evaluation(egon), GoalFactory()
    link, question = ChainLinkFactory(), EvaluationQuestionFactory()
    ties = {"goal": goal.pk, "link": link.pk, "question": question.pk}

    response = visit(egon).post(page(evaluation, "iakttagelser/ny/"), NOTED | ties)

    finding = Finding.objects.of(egon.region_id).get()
    assert (response.status_code, response.url) == (302, page(evaluation))
    assert (finding.text, finding.evidence, finding.goal, finding.link, finding.question) == (
        "Valideringen är flaskhalsen.",
        Evidence.SOME,
        goal,
        link,
        question,
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"evidence": ""}, "evidence"),
        ({"rests_on": "x" * 301}, "rests_on"),
        ({"link": "0"}, "link"),
    ],
)
def test_new_finding_says_what_is_wrong(changed, field, egon, visit):
    response = visit(egon).post(page(registered_evaluation(egon), "iakttagelser/ny/"), NOTED | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_new_finding_does_not_offer_another_regions_goal(egon, sydland, visit):
    elsewhere = GoalFactory(region=sydland)

    response = visit(egon).post(page(registered_evaluation(egon), "iakttagelser/ny/"), NOTED | {"goal": elsewhere.pk})

    assert list(response.context["form"].errors) == ["goal"]


def test_edit_finding_puts_the_words_right(egon, visit):
    finding = noted_finding(egon)
    client, address = visit(egon), f"/alvmark/iakttagelser/{finding.pk}/andra/"

    begun = client.get(address).context["form"].initial
    response = client.post(address, NOTED | {"text": "Valideringen tar fem veckor.", "revision": 1})

    finding.refresh_from_db()
    assert begun["rests_on"] == "Delrapport 2, s. 31"
    assert (response.status_code, finding.text) == (302, "Valideringen tar fem veckor.")


@pytest.mark.parametrize("rest", ["ny/", "{evaluation}/andra/", "{evaluation}/iakttagelser/ny/"])
def test_register_is_kept_by_those_who_may(rest, bo, egon, visit):
    evaluation = registered_evaluation(egon)

    assert visit(bo).get(LIST + rest.format(evaluation=evaluation.pk)).status_code == 403


def test_edit_finding_is_refused_to_a_manager(disa, egon, visit):
    finding = noted_finding(egon)

    assert visit(disa).post(f"/alvmark/iakttagelser/{finding.pk}/andra/", NOTED).status_code == 403


def test_evaluations_do_not_exist_for_a_stranger(egon, stig, visit):
    finding = noted_finding(egon)
    rests = ["", "andra/", "iakttagelser/ny/"]
    addresses = [page(finding.evaluation, rest) for rest in rests] + [LIST, f"{LIST}ny/"]
    addresses.append(f"/alvmark/iakttagelser/{finding.pk}/andra/")
    client = visit(stig)

    assert {client.post(address).status_code for address in addresses} == {404}
    own = [address.replace("alvmark", "sydland") for address in addresses if any(map(str.isdigit, address))]
    assert {client.post(address).status_code for address in own} == {404}
