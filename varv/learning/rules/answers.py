from datetime import date, timedelta

from varv.core.judgement import Answer
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import (
    ACTION_STEPS,
    RECOMMENDATION_STEPS,
    ActionState,
    LessonState,
    RecommendationState,
    step,
)
from varv.learning.models import Action, Finding, Lesson, Recommendation
from varv.regions.models import User

# The United Nations' practice: a management response within four weeks (UNDP's rule for management responses).
ANSWER_TIME = timedelta(weeks=4)


def check_make_recommendation(by: Actor) -> None:
    """Handlers, analysts and strategists recommend."""
    by.require(May.RECOMMEND)


def check_recommend_from(because_of: Finding | Lesson) -> None:
    """A recommendation comes from a finding, or from a lesson that the region holds for true."""
    if isinstance(because_of, Lesson) and because_of.state is not LessonState.ACCEPTED:
        raise RuleBroken("recommendation.lesson_not_accepted")


def check_owner(owner: User, due_on: date, made_on: date, by: Actor) -> None:
    """Who takes care of it works here, and has time to."""
    if not User.objects.working_in(by.region_id).filter(pk=owner.pk).exists():
        raise RuleBroken("owner.works_elsewhere", field="owner", name=owner.name)
    if due_on < made_on:
        raise RuleBroken("due_on.has_passed", field="due_on")


def check_answer(recommendation: Recommendation, answer: Answer, by: Actor) -> None:
    """The management answers, once."""
    by.require(May.ANSWER)
    step(RECOMMENDATION_STEPS, recommendation.state, state_after(answer))


def check_drop_recommendation(recommendation: Recommendation, by: Actor) -> None:
    """Those who said yes may take it back, as long as nothing has changed."""
    by.require(May.ANSWER)
    step(RECOMMENDATION_STEPS, recommendation.state, RecommendationState.DROPPED)


def state_after(answer: Answer) -> RecommendationState:
    """What an answer makes of a recommendation."""
    return RecommendationState.DECLINED if answer is Answer.NO else RecommendationState.ANSWERED


def check_plan_action(recommendation: Recommendation, by: Actor) -> None:
    """An action follows a yes. What is already being acted on, or has changed something, may get more."""
    by.require(May.ACT)
    if recommendation.state not in {RecommendationState.ACTING, RecommendationState.CHANGED}:
        step(RECOMMENDATION_STEPS, recommendation.state, RecommendationState.ACTING)


def check_act_on(action: Action, then: ActionState, by: Actor) -> None:
    """An action is its owner's; those who record changes may speak for any."""
    by.require(May.ACT)
    if by.person_id != action.owner_id and not by.may(May.RECORD_CHANGE):
        raise NotAllowed("action.not_yours", owner=action.owner.name)
    step(ACTION_STEPS, action.state, then)
