import pytest

from tests.factories import ChainLinkFactory, EvaluationQuestionFactory, GoalFactory
from tests.learning.walks import (
    accepted_lesson,
    made_recommendation,
    noted_finding,
    registered_evaluation,
)
from varv.core.theory import Evidence
from varv.learning.models import Finding

LIST = "/alvmark/utvarderingar/"
NOTED = {"text": "Valideringen är flaskhalsen.", "rests_on": "s. 31", "evidence": "some"}


def page(evaluation, rest=""):
    return f"{LIST}{evaluation.pk}/{rest}"


def text(response):
    return response.content.decode()


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
