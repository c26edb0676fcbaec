from datetime import timedelta

import pytest

from tests.factories import MONDAY, AssessmentFactory, GoalFactory
from varv.core.judgement import Axis, Verdict
from varv.overview.rounds.goal_assessments import JudgementLine, assessments_of, latest_assessments
from varv.rounds import operations
from varv.rounds.drafts import Ruling

pytestmark = pytest.mark.django_db

UNSAID = JudgementLine(Verdict.NOT_ASSESSED, "")


def assessed(goal, by, verdict, days=0):
    rulings = {Axis.STATE: Ruling(verdict, "Det syns i siffrorna.")}
    return operations.assess_goal(goal=goal, rulings=rulings, by=by, at=MONDAY + timedelta(days=days))


def test_latest_is_the_newest_of_each_goal(egon, disa):
    first, second, unjudged = GoalFactory(), GoalFactory(), GoalFactory()
    assessed(first, egon, Verdict.PARTLY, days=1)
    assessed(first, disa, Verdict.WRONG_WAY)
    assessed(second, disa, Verdict.RIGHT_WAY)

    found = latest_assessments(egon.region_id)

    assert {goal_id: (line.author, line.judgements[Axis.STATE].verdict) for goal_id, line in found.items()} == {
        first.pk: ("Egon", Verdict.PARTLY),
        second.pk: ("Disa", Verdict.RIGHT_WAY),
    }
    assert unjudged.pk not in found


def test_an_assessment_has_every_axis_with_its_reason(egon):
    goal = GoalFactory()
    assessed(goal, egon, Verdict.PARTLY)

    line = latest_assessments(egon.region_id)[goal.pk]

    assert (line.goal_id, line.assessed_at) == (goal.pk, MONDAY)
    assert line.judgements == {
        Axis.STATE: JudgementLine(Verdict.PARTLY, "Det syns i siffrorna."),
        Axis.ATTAINMENT: UNSAID,
        Axis.CONTRIBUTION: UNSAID,
        Axis.QUALITY: UNSAID,
    }


def test_an_assessment_without_judgements_is_not_assessed(alvmark):
    assessment = AssessmentFactory()

    assert set(latest_assessments(alvmark.pk)[assessment.goal_id].judgements.values()) == {UNSAID}


def test_assessments_of_a_goal_come_newest_first(egon, disa):
    goal = GoalFactory()
    assessed(goal, egon, Verdict.PARTLY)
    assessed(goal, disa, Verdict.RIGHT_WAY, days=1)
    assessed(GoalFactory(), disa, Verdict.WRONG_WAY)

    assert [line.author for line in assessments_of(goal)] == ["Disa", "Egon"]


def test_assessments_cost_the_same_for_one_and_for_three(egon, django_assert_num_queries):
    goals = [GoalFactory() for _ in range(3)]
    for goal in goals:
        assessed(goal, egon, Verdict.PARTLY)
        with django_assert_num_queries(4):
            latest_assessments(egon.region_id)
            assessments_of(goal)


def test_assessments_are_the_regions_own(egon, stig):
    assessed(GoalFactory(), egon, Verdict.PARTLY)

    assert latest_assessments(stig.region_id) == {}
