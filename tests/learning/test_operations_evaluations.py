from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    ChainLinkFactory,
    EvaluationQuestionFactory,
    GoalFactory,
)
from tests.learning.walks import noted_finding, registered_evaluation
from tests.people import verbs
from varv.core.kinds import EvaluationKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Evidence
from varv.learning import operations
from varv.learning.models import Evaluation, Finding

pytestmark = pytest.mark.django_db


def edited(evaluation, by, **changed):
    values = {
        "title": "Följeforskning om kompetens, delrapport 2",
        "kind": EvaluationKind.EXTERNAL,
        "evaluator": "Ett konsultbolag",
        "method": "Intervjuer",
        "delivered_on": date(2026, 4, 25),
        "link": "https://example.org/delrapport",
        "case_number": "RU 2026/200",
        "revision": evaluation.revision,
    }
    operations.edit_evaluation(evaluation=evaluation, **(values | changed), by=by, at=MONDAY)


def test_register_evaluation_puts_it_in_the_register(egon):
    evaluation = registered_evaluation(egon, method="Intervjuer", case_number="RU 2026/200")

    assert (evaluation.region_id, evaluation.kind, evaluation.method, evaluation.link, evaluation.case_number) == (
        egon.region_id,
        EvaluationKind.ONGOING,
        "Intervjuer",
        "",
        "RU 2026/200",
    )
    assert verbs(evaluation) == ["registered"]


def test_register_evaluation_is_refused_to_a_reporter(bo):
    with pytest.raises(NotAllowed):
        registered_evaluation(bo)

    assert list(Evaluation.objects.of(bo.region_id)) == []


def test_edit_evaluation_puts_the_register_right(egon):
    evaluation = registered_evaluation(egon)

    edited(evaluation, egon)

    evaluation.refresh_from_db()
    assert (evaluation.title, evaluation.kind, evaluation.evaluator, evaluation.revision) == (
        "Följeforskning om kompetens, delrapport 2",
        EvaluationKind.EXTERNAL,
        "Ett konsultbolag",
        2,
    )
    assert verbs(evaluation) == ["registered", "edited"]


def test_edit_evaluation_is_refused_when_someone_was_before(anna, egon):
    evaluation = registered_evaluation(egon)
    edited(evaluation, anna)

    with pytest.raises(RuleBroken) as refused:
        edited(evaluation, egon, title="Något annat")

    assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Anna")
    assert verbs(evaluation) == ["registered", "edited"]


def test_note_finding_says_how_well_it_is_supported_and_what_it_speaks_of(egon):
    question, link = EvaluationQuestionFactory(), ChainLinkFactory()
    goal = GoalFactory()

    finding = noted_finding(egon, question=question, link=link, goal=goal)

    assert (finding.evidence, finding.rests_on, finding.question, finding.link, finding.goal) == (
        Evidence.SOME,
        "Delrapport 2, s. 31",
        question,
        link,
        goal,
    )
    assert verbs(finding) == ["noted"]


def test_note_finding_is_refused_to_a_manager(disa, egon):
    evaluation = registered_evaluation(egon)

    with pytest.raises(NotAllowed):
        noted_finding(disa, evaluation)

    assert list(Finding.objects.of(disa.region_id)) == []


def test_note_finding_keeps_to_one_region(egon, sydland):
    elsewhere = GoalFactory(region=sydland)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        noted_finding(egon, goal=elsewhere)


def test_edit_finding_puts_the_words_right(egon):
    finding = noted_finding(egon)

    operations.edit_finding(
        finding=finding,
        text="Valideringen tar fem veckor.",
        evidence=Evidence.STRONG,
        rests_on="Delrapport 2, s. 32",
        question=None,
        link=None,
        goal=None,
        revision=finding.revision,
        by=egon,
        at=MONDAY,
    )

    finding.refresh_from_db()
    assert (finding.text, finding.evidence, finding.rests_on) == (
        "Valideringen tar fem veckor.",
        Evidence.STRONG,
        "Delrapport 2, s. 32",
    )
    assert verbs(finding) == ["noted", "edited"]
