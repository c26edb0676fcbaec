from datetime import UTC, date, datetime

import pytest

from tests.factories import MONDAY, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    answer_with,
    answered_recommendation,
    made_recommendation,
    noted_finding,
    noted_lesson,
    person,
    planned_action,
)
from tests.people import verbs
from varv.core.judgement import Answer
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.learning.models import Action, Recommendation, Response

pytestmark = pytest.mark.django_db


def test_make_recommendation_from_a_finding(anna, egon):
    finding, goal = noted_finding(egon), GoalFactory()

    made = made_recommendation(egon, finding, owner=person(anna), goal=goal, explanation="Fem veckor är för länge.")

    assert (made.number, made.finding, made.lesson, made.goal, made.owner) == (1, finding, None, goal, person(anna))
    assert (made.state, made.forum, made.made_at) == (RecommendationState.AWAITING, "Ledningsgruppen", APRIL)
    assert verbs(made) == ["made"]


def test_make_recommendation_from_an_accepted_lesson(anna):
    lesson = accepted_lesson(anna, at=APRIL)

    made = made_recommendation(anna, lesson)

    assert (made.finding, made.lesson) == (None, lesson)


def test_make_recommendation_gives_the_management_four_weeks(anna):
    made = made_recommendation(anna)
    other = made_recommendation(anna, due_on=date(2026, 5, 2))

    assert (made.due_on, other.due_on) == (date(2026, 5, 26), date(2026, 5, 2))


def test_answer_due_counts_from_the_day_in_sweden():
    assert operations.answer_due(datetime(2026, 4, 30, 22, 30, tzinfo=UTC)) == date(2026, 5, 29)


def test_make_recommendation_numbers_them_in_the_region(anna, stig):
    made = [made_recommendation(anna), made_recommendation(anna), made_recommendation(stig)]

    assert [recommendation.number for recommendation in made] == [1, 2, 1]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"forum": "  "}, "recommendation.forum_missing", "forum"),
        ({"due_on": date(2026, 4, 27)}, "due_on.has_passed", "due_on"),
    ],
)
def test_make_recommendation_is_refused(changed, code, field, anna):
    with pytest.raises(RuleBroken) as refused:
        made_recommendation(anna, **changed)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert list(Recommendation.objects.of(anna.region_id)) == []


def test_make_recommendation_keeps_to_one_region(anna, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        made_recommendation(anna, goal=GoalFactory(region=sydland))


def test_make_recommendation_from_a_draft_is_refused(anna):
    draft = noted_lesson(anna)

    with pytest.raises(RuleBroken, match=r"recommendation\.lesson_not_accepted"):
        made_recommendation(anna, draft)


def test_make_recommendation_is_refused_to_a_reporter(bo, egon):
    finding = noted_finding(egon)

    with pytest.raises(NotAllowed):
        made_recommendation(bo, finding)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer.YES, RecommendationState.ANSWERED),
        (Answer.PARTLY, RecommendationState.ANSWERED),
        (Answer.NO, RecommendationState.DECLINED),
    ],
)
def test_answer_recommendation_with_reasons(answer, state, anna, disa):
    recommendation = answered_recommendation(anna, disa, answer)

    response = Response.objects.of(anna.region_id).get()
    assert (recommendation.state, response.answer, response.reasons, response.case_number, response.author) == (
        state,
        answer,
        "Tre rapporter säger samma sak.",
        "RU 2026/311",
        person(disa),
    )
    assert (verbs(recommendation), verbs(response)) == (["made", "answered"], ["answered"])


@pytest.mark.parametrize("answer", list(Answer))
def test_answer_recommendation_without_reasons_is_refused(answer, anna, disa):
    recommendation = made_recommendation(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.answer_recommendation(
            recommendation=recommendation, answer=answer, reasons=" ", mandate="Chef", by=disa, at=MONDAY
        )

    recommendation.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("response.reasons_missing", "reasons")
    assert (recommendation.state, verbs(recommendation)) == (RecommendationState.AWAITING, ["made"])


def test_answer_recommendation_twice_is_refused(anna, disa):
    recommendation = answered_recommendation(anna, disa)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        answer_with(recommendation, disa, Answer.NO)


def test_answer_recommendation_is_refused_to_a_strategist(anna):
    recommendation = made_recommendation(anna)

    with pytest.raises(NotAllowed):
        answer_with(recommendation, anna)


def test_plan_action_moves_an_answered_recommendation_on(anna, bo, disa):
    recommendation = answered_recommendation(anna, disa)

    action = planned_action(anna, recommendation, owner=bo)

    assert (action.what, action.owner, action.due_on, action.state) == (
        "Delad bedömarpool för fem kommuner",
        person(bo),
        date(2026, 10, 30),
        ActionState.PLANNED,
    )
    assert recommendation.state is RecommendationState.ACTING
    assert (verbs(action), verbs(recommendation)) == (["planned"], ["made", "answered", "acted_on"])


def test_plan_action_may_add_a_second(anna, disa):
    recommendation = answered_recommendation(anna, disa)
    planned_action(anna, recommendation)

    planned_action(anna, recommendation, what="Utbilda tio bedömare")

    assert recommendation.state is RecommendationState.ACTING
    assert verbs(recommendation) == ["made", "answered", "acted_on"]
    assert Action.objects.of(anna.region_id).count() == 2


def test_plan_action_after_a_no_is_refused(anna, disa):
    recommendation = answered_recommendation(anna, disa, Answer.NO)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        planned_action(anna, recommendation)


def test_plan_action_for_a_stranger_is_refused(anna, disa, stig):
    recommendation = answered_recommendation(anna, disa)

    with pytest.raises(RuleBroken, match=r"owner\.works_elsewhere"):
        planned_action(anna, recommendation, owner=stig)

    assert verbs(recommendation) == ["made", "answered"]


def test_action_is_begun_and_finished_by_its_owner(anna, bo, disa):
    action = planned_action(anna, answered_recommendation(anna, disa), owner=bo)

    operations.begin_action(action=action, by=bo, at=APRIL)
    operations.finish_action(action=action, outcome="Fem kommuner delar bedömare.", by=bo, at=MONDAY)

    action.refresh_from_db()
    assert (action.state, action.outcome, action.done_at) == (
        ActionState.DONE,
        "Fem kommuner delar bedömare.",
        MONDAY,
    )
    assert verbs(action) == ["planned", "begun", "finished"]


def test_finish_action_without_an_outcome_is_refused(anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))

    with pytest.raises(RuleBroken) as refused:
        operations.finish_action(action=action, outcome="", by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("action.outcome_missing", "outcome")
    assert verbs(action) == ["planned"]


def test_drop_action_says_why(anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))

    operations.drop_action(action=action, reason="Kommunerna löste det själva.", by=anna, at=MONDAY)

    action.refresh_from_db()
    assert (action.state, action.outcome) == (ActionState.DROPPED, "Kommunerna löste det själva.")
    assert verbs(action) == ["planned", "dropped"]


def test_drop_action_without_a_reason_is_refused(anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))

    with pytest.raises(RuleBroken) as refused:
        operations.drop_action(action=action, reason="", by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("action.reason_missing", "reason")


def test_action_of_someone_else_is_refused(anna, bo, disa, egon):
    action = planned_action(anna, answered_recommendation(anna, disa), owner=bo)

    with pytest.raises(NotAllowed) as refused:
        operations.begin_action(action=action, by=egon, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == ("action.not_yours", {"owner": "Bo"})
    assert verbs(action) == ["planned"]
