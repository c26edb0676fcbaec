from datetime import date, timedelta

import pytest

from tests.factories import EvaluationQuestionFactory
from tests.learning.evaluation_walks import (
    AUTUMN,
    SLUTRAPPORT,
    TODAY,
    a_use,
    asked,
    delivered,
    finished_milestone,
    fresh,
    intended,
    planned,
    planned_milestone,
    running,
    told,
)
from tests.learning.walks import noted_finding, questions, registered_evaluation
from varv.core.judgement import Quality
from varv.core.kinds import QualityCriterion
from varv.learning import operations
from varv.overview.learning.evaluations.evaluation_sheet import evaluation_sheet

pytestmark = pytest.mark.django_db


def sheet(evaluation, on=TODAY):
    return evaluation_sheet(fresh(evaluation), on)


@pytest.mark.parametrize(
    ("on", "late", "left"),
    [
        (date(2027, 3, 30), None, 1),
        (date(2027, 3, 31), None, 0),
        (date(2027, 4, 1), 1, None),
        (date(2027, 4, 10), 10, None),
    ],
)
def test_a_sheet_tells_how_long_there_is_or_how_late_it_is(on, late, left, anna):
    found = sheet(running(anna), on)

    assert (found.days_late, found.days_left) == (late, left)


def test_what_is_delivered_or_has_no_day_is_neither_late_nor_waited_for(anna):
    after = date(2027, 4, 1)
    found = [sheet(delivered(anna), after), sheet(planned(anna, due_on=None), after)]

    assert [(one.days_late, one.days_left) for one in found] == [(None, None), (None, None)]


def test_uses_are_told_apart(anna):
    evaluation = delivered(anna)
    told(anna, evaluation)
    unused = intended(anna, evaluation, who="Referensgruppen")
    operations.explain_unused(use=unused, because="Gruppen upphörde.", revision=1, by=anna, at=AUTUMN)
    intended(anna, evaluation, who="Nämnden")
    operations.note_unintended_use(
        evaluation=evaluation,
        use=a_use(anna),
        who="En kommun",
        came_of_it="Lånade metoden.",
        used_on=TODAY,
        by=anna,
        at=AUTUMN,
    )

    found = sheet(evaluation)

    assert [(use.who, use.used_on, use.unused_because) for use in found.intended] == [
        ("Ledningsgruppen", TODAY, ""),
        ("Referensgruppen", None, "Gruppen upphörde."),
        ("Nämnden", None, ""),
    ]
    assert [(use.who, use.came_of_it) for use in found.unintended] == [("En kommun", "Lånade metoden.")]
    assert found.untold == 1


def test_questions_tell_how_many_findings_answer_them(anna):
    evaluation, first, second = planned(anna), EvaluationQuestionFactory(), EvaluationQuestionFactory()
    asked(anna, evaluation, first, second)
    noted_finding(anna, evaluation, question=second)
    noted_finding(anna, evaluation, question=second)
    noted_finding(anna, evaluation)

    found = sheet(evaluation)

    assert [(line.question, line.domain, line.findings) for line in found.asked] == [
        (first.text, "Resultat", 0),
        (second.text, "Resultat", 2),
    ]


def test_milestones_stand_by_their_day_and_late_ones_show(anna):
    evaluation = running(anna)
    planned_milestone(anna, evaluation, name="Delrapport")
    planned_milestone(anna, evaluation, name="Arbetsmöte", due_on=TODAY - timedelta(days=1), is_deliverable=False)
    finished_milestone(anna, evaluation, name="Startmöte", due_on=date(2026, 10, 5))

    found = sheet(evaluation)

    assert [(one.name, one.done_on, one.is_late, one.is_deliverable) for one in found.milestones] == [
        ("Startmöte", TODAY, False, True),
        ("Arbetsmöte", None, True, False),
        ("Delrapport", None, False, True),
    ]
    assert found.late_milestones == 1


def test_quality_is_not_judged_until_somebody_does(anna):
    evaluation = delivered(anna)
    before = sheet(evaluation)
    marks = {QualityCriterion.METHOD: (Quality.PARTLY, "En källa.")}
    operations.judge_quality(evaluation=evaluation, marks=marks, revision=evaluation.revision, by=anna, at=AUTUMN)

    after = sheet(evaluation)

    assert [line.criterion for line in before.quality] == list(QualityCriterion)
    assert {(line.mark, line.author, line.judged_at) for line in before.quality} == {(Quality.NOT_JUDGED, "", None)}
    method = after.quality[1]
    assert (method.mark, method.because, method.author, method.judged_at) == (
        Quality.PARTLY,
        "En källa.",
        "Anna",
        AUTUMN,
    )
    assert (before.judged, after.judged) == (0, 1)


def test_files_are_listed_without_their_bytes(anna):
    evaluation = registered_evaluation(anna, report=SLUTRAPPORT)

    (file,) = sheet(evaluation).files

    assert (file.title, file.filename, file.size) == ("Slutrapport", "slutrapport.pdf", len(SLUTRAPPORT.content))


def test_the_sheet_asks_as_often_for_one_as_for_three(anna):
    evaluation = running(anna)
    planned_milestone(anna, evaluation)
    found = fresh(evaluation)
    one = questions(lambda: evaluation_sheet(found, TODAY))
    for who in ("Nämnden", "Kommunen"):
        intended(anna, evaluation, who=who)
        planned_milestone(anna, evaluation)
    asked(anna, evaluation, *(EvaluationQuestionFactory() for _ in range(3)))

    assert (one, questions(lambda: evaluation_sheet(found, TODAY))) == (6, 6)
