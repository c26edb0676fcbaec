from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import rules
from varv.learning.models import Action, Recommendation
from varv.regions import trail
from varv.regions.models import User


@transaction.atomic
def plan_action(
    *, recommendation: Recommendation, what: str, owner: User, due_on: date, by: Actor, at: datetime
) -> Action:
    """Someone takes something on because of the answer. With the first action the recommendation is acted on."""
    recommendation = recommendation.locked()
    rules.check_plan_action(recommendation, by)
    rules.check_owner(owner, due_on, localtime(at).date(), by)
    action = Action.objects.create(
        region_id=recommendation.region_id, recommendation=recommendation, what=what, owner=owner, due_on=due_on
    )
    trail.write(action, "planned", by=by, at=at)
    if recommendation.state is RecommendationState.ANSWERED:
        recommendation.change(state=RecommendationState.ACTING)
        trail.write(recommendation, "acted_on", by=by, at=at)
    return action


@transaction.atomic
def begin_action(*, action: Action, by: Actor, at: datetime) -> None:
    """The work has begun."""
    action = action.locked()
    rules.check_act_on(action, ActionState.ONGOING, by)
    action.change(state=ActionState.ONGOING)
    trail.write(action, "begun", by=by, at=at)


@transaction.atomic
def finish_action(*, action: Action, outcome: str, by: Actor, at: datetime) -> None:
    """It is done, and this came of it."""
    action = action.locked()
    rules.check_act_on(action, ActionState.DONE, by)
    rules.check_said(outcome, "action.outcome_missing", "outcome")
    action.change(state=ActionState.DONE, outcome=outcome, done_at=at)
    trail.write(action, "finished", by=by, at=at)


@transaction.atomic
def drop_action(*, action: Action, reason: str, by: Actor, at: datetime) -> None:
    """It will not be done, and this is why."""
    action = action.locked()
    rules.check_act_on(action, ActionState.DROPPED, by)
    rules.check_said(reason, "action.reason_missing", "reason")
    action.change(state=ActionState.DROPPED, outcome=reason, done_at=at)
    trail.write(action, "dropped", by=by, at=at)
