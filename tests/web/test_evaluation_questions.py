import pytest

from tests.factories import (
    MONDAY,
    AskedQuestionFactory,
    ChainLinkFactory,
    EvaluationQuestionFactory,
    GoalFactory,
)
from tests.learning.walks import noted_finding
from varv.core.kinds import Bearing
from varv.core.theory import Evidence
from varv.learning import operations
from varv.learning.models import QuestionTie

LIST, COVERAGE = "/alvmark/fragor/", "/alvmark/fragor/tackning/"


def page(question):
    return f"{LIST}{question.pk}/"


def text(response):
    return response.content.decode()


@pytest.fixture
def question(alvmark):
    return EvaluationQuestionFactory(text="Vad hindrar validering?")


def test_questions_lists_them_by_domain_with_what_hangs_on_each(egon, question, visit):
    AskedQuestionFactory(question=question)
    noted_finding(egon, question=question)

    response = visit(egon).get(LIST)

    assert f'href="{page(question)}"' in text(response)
    assert (response.context["total"], response.context["answered"], response.context["asked"]) == (1, 1, 1)


def test_questions_teaches_when_there_is_none(cilla, visit):
    assert 'class="empty"' in text(visit(cilla).get(LIST))


def test_questions_remembers_which_link_one_came_for(egon, question, visit):
    assert f"{page(question)}?samband=7#tie" in text(visit(egon).get(f"{LIST}?samband=7"))
    assert f"{page(question)}?samband" not in text(visit(egon).get(f"{LIST}?samband=x"))


def test_question_shows_what_it_is_about_who_asks_and_what_answers(egon, question, visit):
    goal, link = GoalFactory(name="Fler i arbete"), ChainLinkFactory(assumption="De får tid.")
    for to in (goal, link):
        operations.tie_question(question=question, to=to, by=egon, at=MONDAY)
    asked = AskedQuestionFactory(question=question)
    finding = noted_finding(egon, question=question)

    shown = text(visit(egon).get(page(question)))

    assert "Fler i arbete" in shown
    assert "De får tid." in shown
    assert f"/alvmark/utvarderingar/{asked.evaluation_id}/" in shown
    assert f"/alvmark/iakttagelser/{finding.pk}/" in shown


@pytest.mark.parametrize(("field", "factory"), [("goal", GoalFactory), ("link", ChainLinkFactory)])
def test_question_is_tied_to_what_it_is_about(egon, question, visit, field, factory):
    to = factory()

    response = visit(egon).post(page(question), {field: to.pk})

    assert response.url == page(question)
    assert getattr(QuestionTie.objects.of(egon.region_id).get(), field) == to


def test_question_fills_in_the_link_one_came_for(egon, question, visit):
    link = ChainLinkFactory()

    form = visit(egon).get(f"{page(question)}?samband={link.pk}").context["form"]

    assert form.initial["link"] == link.pk


@pytest.mark.parametrize("both", [True, False])
def test_question_is_tied_to_one_thing_at_a_time(egon, question, visit, both):
    told = {"goal": GoalFactory().pk, "link": ChainLinkFactory().pk} if both else {"goal": ""}

    response = visit(egon).post(page(question), told)

    assert response.status_code == 422
    assert not QuestionTie.objects.of(egon.region_id).exists()


def test_question_says_when_it_is_tied_already(egon, question, visit):
    goal = GoalFactory()
    client = visit(egon)
    client.post(page(question), {"goal": goal.pk})

    response = client.post(page(question), {"goal": goal.pk})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["goal"])


def test_question_is_not_tied_to_another_regions_goal(egon, question, sydland, visit):
    response = visit(egon).post(page(question), {"goal": GoalFactory(region=sydland).pk})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["goal"])


def test_untie_takes_the_tie_away(egon, question, visit):
    tie = operations.tie_question(question=question, to=GoalFactory(), by=egon, at=MONDAY)

    response = visit(egon).post(f"{LIST}knytningar/{tie.pk}/los/")

    assert response.url == page(question)
    assert not QuestionTie.objects.of(egon.region_id).exists()


def test_a_reader_sees_but_ties_nothing(egon, cilla, question, visit):
    tie = operations.tie_question(question=question, to=GoalFactory(), by=egon, at=MONDAY)
    client = visit(cilla)

    assert "/los/" not in text(client.get(page(question)))
    assert client.post(page(question), {"goal": GoalFactory().pk}).status_code == 403
    assert client.post(f"{LIST}knytningar/{tie.pk}/los/").status_code == 403


def test_coverage_shows_each_gap_with_a_way_to_mend_it(egon, question, visit):
    link = ChainLinkFactory(assumption="De får tid.", evidence=Evidence.NONE)
    stray = noted_finding(egon, text="Något ingen frågade om.")
    waiting = noted_finding(egon, question=question, link=ChainLinkFactory(), bearing=Bearing.STRENGTHENS)

    shown = text(visit(egon).get(COVERAGE))

    assert f"{LIST}?samband={link.pk}" in shown
    assert f"/alvmark/samband/{link.pk}/" in shown
    assert f"/alvmark/iakttagelser/{stray.pk}/andra/" in shown
    assert f"/alvmark/iakttagelser/{waiting.pk}/flytta/" in shown


def test_coverage_offers_a_reader_nothing_to_mend_with(egon, cilla, question, visit):
    noted_finding(egon, link=ChainLinkFactory(assumption="De får tid."), bearing=Bearing.STRENGTHENS)

    shown = text(visit(cilla).get(COVERAGE))

    assert not any(way in shown for way in ("?samband=", "/andra/", "/flytta/"))


def test_coverage_of_nothing_has_no_gaps(cilla, visit):
    assert visit(cilla).get(COVERAGE).context["coverage"].gaps == 0


def test_a_stranger_finds_nothing(egon, stig, question, visit):
    tie = operations.tie_question(question=question, to=GoalFactory(), by=egon, at=MONDAY)
    client = visit(stig)

    assert {client.get(address).status_code for address in (LIST, COVERAGE, page(question))} == {404}
    assert client.get(page(question).replace("alvmark", "sydland")).status_code == 404
    assert client.post(f"/sydland/fragor/knytningar/{tie.pk}/los/").status_code == 404
