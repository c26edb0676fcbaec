import pytest

from tests.factories import (
    MONDAY,
    AskedQuestionFactory,
    AssumptionCheckFactory,
    ChainFactory,
    ChainLinkFactory,
    EvaluationFactory,
    EvaluationQuestionFactory,
)
from tests.learning.walks import noted_finding, questions, registered_evaluation
from varv.core.kinds import Bearing
from varv.core.theory import Evidence
from varv.core.workflow import EvaluationState, PlanState
from varv.learning import operations
from varv.overview.learning.evaluations.question_coverage import question_coverage

pytestmark = pytest.mark.django_db


def coverage(actor):
    return question_coverage(actor.region_id)


def ids(lines):
    return [line.id for line in lines]


def asked_about(link, by, state=EvaluationState.RUNNING):
    question = EvaluationQuestionFactory()
    operations.tie_question(question=question, to=link, by=by, at=MONDAY)
    evaluation = EvaluationFactory(state=state, stopped_because="Pengarna tog slut.")
    AskedQuestionFactory(question=question, evaluation=evaluation)


def test_a_region_with_nothing_has_no_gaps(egon):
    found = coverage(egon)

    assert (found.gaps, found.questions, found.answered, found.links) == (0, 0, 0, 0)


@pytest.mark.parametrize("grade", list(Evidence))
def test_a_question_is_answered_by_what_has_some_support(egon, grade):
    question = EvaluationQuestionFactory()
    noted_finding(egon, question=question, evidence=grade)

    found = coverage(egon)

    is_answered = grade in {Evidence.STRONG, Evidence.SOME}
    assert (found.answered, ids(found.unanswered)) == ((1, []) if is_answered else (0, [question.pk]))


@pytest.mark.parametrize("grade", list(Evidence))
def test_a_link_without_evidence_that_nobody_tests_is_a_gap(egon, grade):
    link = ChainLinkFactory(
        evidence=grade, evidence_source="En studie", chain=ChainFactory(name="Kedjan", state=PlanState.ADOPTED)
    )

    found = coverage(egon).untested

    assert ids(found) == ([link.pk] if grade in {Evidence.ASSUMED, Evidence.NONE} else [])
    assert all((line.chain, line.is_adopted, line.evidence) == ("Kedjan", True, grade) for line in found)


def test_a_link_is_tested_when_an_evaluation_asks_about_it(egon):
    link = ChainLinkFactory()
    question = EvaluationQuestionFactory()
    operations.tie_question(question=question, to=link, by=egon, at=MONDAY)
    tied_only = ids(coverage(egon).untested)

    AskedQuestionFactory(question=question)

    assert (tied_only, ids(coverage(egon).untested)) == ([link.pk], [])


def test_an_evaluation_that_was_stopped_tests_nothing(egon):
    link = ChainLinkFactory()

    asked_about(link, egon, EvaluationState.STOPPED)

    assert ids(coverage(egon).untested) == [link.pk]


def test_a_link_is_tested_when_something_is_found_of_it(egon):
    noted_finding(egon, link=ChainLinkFactory())

    assert coverage(egon).untested == ()


def test_an_assumption_is_a_gap_until_someone_has_looked(egon):
    link = ChainLinkFactory(assumption="De får tid.", evidence=Evidence.STRONG, evidence_source="En studie")
    ChainLinkFactory(assumption="  ")
    before = coverage(egon).unchecked

    AssumptionCheckFactory(link=link)

    assert [(line.id, line.assumption) for line in before] == [(link.pk, "De får tid.")]
    assert coverage(egon).unchecked == ()


def test_a_finding_that_answers_nothing_and_one_that_waits_are_gaps(egon):
    stray = noted_finding(egon)
    waiting = noted_finding(
        egon, question=EvaluationQuestionFactory(), link=ChainLinkFactory(), bearing=Bearing.WEAKENS
    )
    link = ChainLinkFactory(evidence=Evidence.SOME)
    moved = noted_finding(egon, link=link, bearing=Bearing.WEAKENS, evidence_after=Evidence.NONE)

    found = coverage(egon)

    assert (ids(found.stray), ids(found.waiting)) == ([stray.pk, moved.pk], [waiting.pk])
    assert found.stray[0].evaluation == "Följeforskning om kompetens"


def test_every_gap_is_counted_once_in_its_kind(egon):
    EvaluationQuestionFactory()
    ChainLinkFactory(assumption="De får tid.")
    noted_finding(egon)

    assert coverage(egon).gaps == 4


def test_another_regions_gaps_are_its_own(egon, sydland):
    EvaluationQuestionFactory(region=sydland)
    ChainLinkFactory(region=sydland, assumption="De får tid.")

    assert coverage(egon).gaps == 0


def test_coverage_costs_the_same_however_many_gaps(egon):
    evaluation = registered_evaluation(egon)
    asked = []
    for number in range(1, 4):
        EvaluationQuestionFactory(number=number)
        ChainLinkFactory(assumption="De får tid.")
        noted_finding(egon, evaluation, link=ChainLinkFactory(), bearing=Bearing.WEAKENS)
        asked.append(questions(lambda: coverage(egon)))

    assert len(set(asked)) == 1
