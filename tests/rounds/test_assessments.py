from datetime import date

import pytest

from tests.delivery.walks import person
from tests.factories import MONDAY, GoalFactory
from tests.people import verbs
from varv.core.judgement import Axis, Verdict
from varv.core.refusals import NotAllowed, RuleBroken
from varv.rounds import operations
from varv.rounds.drafts import Ruling
from varv.rounds.models import Assessment

pytestmark = pytest.mark.django_db

RULINGS = {
    Axis.STATE: Ruling(Verdict.PARTLY, "Läget är bättre för kvinnor än för män."),
    Axis.CONTRIBUTION: Ruling(Verdict.TOO_EARLY, "Insatserna började i våras."),
}


def assessed(goal, by, rulings=None) -> Assessment:
    return operations.assess_goal(goal=goal, rulings=RULINGS if rulings is None else rulings, by=by, at=MONDAY)


def test_assess_goal_keeps_each_axis_apart(egon):
    goal = GoalFactory()

    assessment = assessed(goal, egon)

    assert (assessment.goal, assessment.author, assessment.assessed_at) == (goal, person(egon), MONDAY)
    assert {one.axis: (one.verdict, one.reason) for one in assessment.judgements.all()} == {
        Axis.STATE: (Verdict.PARTLY, "Läget är bättre för kvinnor än för män."),
        Axis.ATTAINMENT: (Verdict.NOT_ASSESSED, ""),
        Axis.CONTRIBUTION: (Verdict.TOO_EARLY, "Insatserna började i våras."),
        Axis.QUALITY: (Verdict.NOT_ASSESSED, ""),
    }
    assert verbs(assessment) == ["assessed"]


def test_assess_goal_may_say_that_nothing_is_assessed(egon):
    assessment = assessed(GoalFactory(), egon, {})

    assert {one.verdict for one in assessment.judgements.all()} == {Verdict.NOT_ASSESSED}


def test_assess_goal_never_overwrites_an_earlier_judgement(egon, disa, alvmark):
    goal = GoalFactory()

    first = assessed(goal, egon)
    second = assessed(goal, disa, {Axis.STATE: Ruling(Verdict.WRONG_WAY, "Det vände i höst.")})

    assert list(Assessment.objects.of(alvmark.pk).newest_first()) == [second, first]
    assert first.judgements.get(axis=Axis.STATE).verdict is Verdict.PARTLY


def test_assess_goal_asks_for_reasons_and_keeps_nothing_without(egon, alvmark):
    with pytest.raises(RuleBroken) as refused:
        assessed(GoalFactory(), egon, {Axis.QUALITY: Ruling(Verdict.RIGHT_WAY)})

    assert (refused.value.code, refused.value.facts["field"]) == ("assessment.reason_missing", "quality_reason")
    assert not Assessment.objects.of(alvmark.pk).exists()


def test_assess_goal_is_not_for_reporters_nor_for_retired_goals(bo, egon):
    with pytest.raises(NotAllowed):
        assessed(GoalFactory(), bo)
    with pytest.raises(RuleBroken, match=r"assessment\.goal_retired"):
        assessed(GoalFactory(retired_on=date(2026, 1, 1)), egon)
