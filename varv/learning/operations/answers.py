from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from varv.core.judgement import Answer
from varv.core.roles import Actor
from varv.core.workflow import RecommendationState
from varv.learning import rules
from varv.learning.models import Action, Finding, Lesson, Recommendation, Response
from varv.learning.operations.actions import drop_action
from varv.learning.operations.follow_ups import plan_follow_ups
from varv.learning.rules.answers import state_after
from varv.regions import trail
from varv.regions.models import Region, Unit, User
from varv.regions.owned import same_region
from varv.strategy.models import Goal


def answer_due(at: datetime) -> date:
    """The last day for an answer to what is recommended now: four weeks on."""
    return localtime(at).date() + rules.ANSWER_TIME


@transaction.atomic
def make_recommendation(
    *,
    because_of: Finding | Lesson,
    text: str,
    owner: User,
    forum: str,
    by: Actor,
    at: datetime,
    explanation: str = "",
    goal: Goal | None = None,
    unit: Unit | None = None,
    due_on: date | None = None,
) -> Recommendation:
    """Say what should be done because of a finding or a lesson; who sees to it, and where it is answered."""
    rules.check_make_recommendation(by)
    rules.check_recommend_from(because_of)
    due_on = due_on or answer_due(at)
    rules.check_owner(owner, due_on, localtime(at).date(), by)
    rules.check_said(forum, "recommendation.forum_missing", "forum")
    same_region(because_of, goal, unit)
    recommendation = Recommendation.objects.create(
        region_id=because_of.region_id,
        number=_next_number(because_of.region_id),
        text=text,
        explanation=explanation,
        finding=because_of if isinstance(because_of, Finding) else None,
        lesson=because_of if isinstance(because_of, Lesson) else None,
        goal=goal,
        owner=owner,
        unit=unit,
        forum=forum,
        due_on=due_on,
        made_at=at,
    )
    trail.write(recommendation, "made", by=by, at=at)
    return recommendation


def _next_number(region_id: int) -> int:
    """The next free number. The region is held, so that two who recommend at once do not get the same."""
    Region.objects.select_for_update().only("pk").get(pk=region_id)
    last = Recommendation.objects.of(region_id).aggregate(last=Max("number"))["last"]
    return 1 if last is None else int(last) + 1


@transaction.atomic
def answer_recommendation(
    *,
    recommendation: Recommendation,
    answer: Answer,
    reasons: str,
    mandate: str,
    by: Actor,
    at: datetime,
    case_number: str = "",
) -> Response:
    """The management's answer, with reasons and in what capacity it is given. A no is an answer too.

    What was answered yes or partly is followed up every half year.
    """
    recommendation = recommendation.locked()
    rules.check_answer(recommendation, answer, by)
    rules.check_said(reasons, "response.reasons_missing", "reasons")
    rules.check_said(mandate, "response.mandate_missing", "mandate")
    response = Response.objects.create(
        region_id=recommendation.region_id,
        recommendation=recommendation,
        answer=answer,
        reasons=reasons,
        mandate=mandate,
        case_number=case_number,
        author_id=by.person_id,
        answered_at=at,
    )
    recommendation.change(state=state_after(answer))
    trail.write(response, "answered", by=by, at=at)
    trail.write(recommendation, "answered", by=by, at=at)
    if recommendation.state is RecommendationState.ANSWERED:
        plan_follow_ups(recommendation, by=by, at=at)
    return response


@transaction.atomic
def drop_recommendation(*, recommendation: Recommendation, reason: str, by: Actor, at: datetime) -> None:
    """It will not be carried through after all, and this is why. What is not finished of it is dropped with it."""
    recommendation = recommendation.locked()
    rules.check_drop_recommendation(recommendation, by)
    rules.check_said(reason, "recommendation.reason_missing", "reason")
    unfinished = Action.objects.of(recommendation.region_id).unfinished().filter(recommendation=recommendation)
    for action in unfinished.order_by("pk"):
        drop_action(action=action, reason=reason, by=by, at=at)
    recommendation.change(state=RecommendationState.DROPPED, dropped_because=reason)
    trail.write(recommendation, "dropped", by=by, at=at)
