from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    AskedQuestionFactory,
    AssumptionCheckFactory,
    ChainLinkFactory,
    EvaluationDomainFactory,
    EvaluationFactory,
    EvaluationQuestionFactory,
    GoalFactory,
)
from tests.learning.walks import noted_finding, questions, registered_evaluation
from varv.core.theory import Evidence, Holding
from varv.learning import operations
from varv.overview.learning.evaluations.question_sheet import question_list, question_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(alvmark):
    domain = EvaluationDomainFactory(number=2, name="Genomförande")
    return EvaluationQuestionFactory(domain=domain, number=3, text="Vad hindrar?")


def tied(question, by, *things):
    for to in things:
        operations.tie_question(question=question, to=to, by=by, at=MONDAY)


def test_a_bare_question_says_where_it_stands(question):
    sheet = question_sheet(question)

    assert (sheet.number, sheet.text, sheet.domain) == ("2.3", "Vad hindrar?", "Genomförande")
    assert (sheet.ties, sheet.asked, sheet.answers, sheet.strongest) == ((), (), (), None)


def test_a_question_tells_what_it_is_about_and_what_is_assumed_of_it(egon, question):
    goal = GoalFactory(outline="1", name="Arbete")
    link = ChainLinkFactory(assumption="De får tid.", evidence=Evidence.NONE)
    AssumptionCheckFactory(link=link, holding=Holding.HOLDS, since=date(2025, 1, 1))
    AssumptionCheckFactory(link=link, holding=Holding.BROKEN, since=date(2026, 1, 1))
    tied(question, egon, goal, link)

    ties = {tie.goal_id: tie for tie in question_sheet(question).ties}

    about = ties[None]
    assert (ties[goal.pk].goal, ties[goal.pk].link_id, ties[goal.pk].evidence, ties[goal.pk].holding) == (
        "1 Arbete",
        None,
        None,
        None,
    )
    assert (about.link_id, about.chain, about.source, about.target) == (
        link.pk,
        link.chain.name,
        link.source.text,
        link.target.text,
    )
    assert (about.assumption, about.evidence, about.holding) == ("De får tid.", Evidence.NONE, Holding.BROKEN)


def test_an_assumption_that_nobody_has_looked_at_has_no_answer(egon, question):
    tied(question, egon, ChainLinkFactory(assumption="De får tid."))

    assert question_sheet(question).ties[0].holding is None


def test_a_question_tells_who_asks_and_what_answers_the_latest_first(egon, question):
    evaluation = EvaluationFactory(title="Följeforskning")
    AskedQuestionFactory(question=question, evaluation=evaluation)
    first = noted_finding(egon, question=question, seen_on=date(2026, 1, 1), evidence=Evidence.STRONG)
    last = noted_finding(egon, question=question, seen_on=date(2026, 3, 1), evidence=Evidence.ASSUMED)
    noted_finding(egon)

    sheet = question_sheet(question)

    assert [(line.evaluation_id, line.title, line.state) for line in sheet.asked] == [
        (evaluation.pk, "Följeforskning", evaluation.state)
    ]
    assert [line.finding_id for line in sheet.answers] == [last.pk, first.pk]
    assert sheet.strongest is Evidence.STRONG


def test_the_list_goes_by_domain_and_counts_what_hangs_on_each(egon, question):
    first = EvaluationQuestionFactory(domain=EvaluationDomainFactory(number=1, name="Resultat"), number=1)
    tied(question, egon, GoalFactory(), ChainLinkFactory())
    AskedQuestionFactory(question=question)
    noted_finding(egon, question=question)

    (one, (bare,)), (two, (full,)) = question_list(egon.region_id)

    assert (one, bare.id, bare.ties, bare.asked, bare.answers) == ("Resultat", first.pk, 0, 0, 0)
    assert (two, full.number, full.ties, full.asked, full.answers) == ("Genomförande", "2.3", 2, 1, 1)


def test_the_list_holds_only_the_regions_own(egon, question, sydland):
    EvaluationQuestionFactory(region=sydland)

    ((_domain, lines),) = question_list(egon.region_id)

    assert [line.id for line in lines] == [question.pk]


def test_a_question_and_the_list_cost_the_same_however_much_hangs_on_them(egon, question):
    evaluation = registered_evaluation(egon)
    asked = []
    for number in range(1, 4):
        tied(question, egon, GoalFactory(outline=str(number)), ChainLinkFactory())
        AskedQuestionFactory(question=question, evaluation=EvaluationFactory())
        noted_finding(egon, evaluation, question=question)
        EvaluationQuestionFactory(domain=question.domain, number=number + 10)
        asked.append((questions(lambda: question_sheet(question)), questions(lambda: question_list(egon.region_id))))

    assert set(asked) == {(4, 4)}
