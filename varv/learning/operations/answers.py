from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from varv.core.judgement import Answer
from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Finding, Lesson, Recommendation, Response
from varv.learning.rules.answers import state_after
from varv.regions import trail
from varv.regions.models import Region, User
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
    due_on: date | None = None,
) -> Recommendation:
    """Say what should be done because of a finding or a lesson; who sees to it, and where it is answered."""
    rules.check_make_recommendation(by)
    rules.check_recommend_from(because_of)
    due_on = due_on or answer_due(at)
    rules.check_owner(owner, due_on, localtime(at).date(), by)
    rules.check_said(forum, "recommendation.forum_missing", "forum")
    same_region(because_of, goal)
    recommendation = Recommendation.objects.create(
        region_id=because_of.region_id,
        number=_next_number(because_of.region_id),
        text=text,
        explanation=explanation,
        finding=because_of if isinstance(because_of, Finding) else None,
        lesson=because_of if isinstance(because_of, Lesson) else None,
        goal=goal,
        owner=owner,
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
    *, recommendation: Recommendation, answer: Answer, reasons: str, by: Actor, at: datetime, case_number: str = ""
) -> Response:
    """The management's answer. A no is an answer too; every answer has reasons."""
    recommendation = recommendation.locked()
    rules.check_answer(recommendation, answer, by)
    rules.check_said(reasons, "response.reasons_missing", "reasons")
    response = Response.objects.create(
        region_id=recommendation.region_id,
        recommendation=recommendation,
        answer=answer,
        reasons=reasons,
        case_number=case_number,
        author_id=by.person_id,
        answered_at=at,
    )
    recommendation.change(state=state_after(answer))
    trail.write(response, "answered", by=by, at=at)
    trail.write(recommendation, "answered", by=by, at=at)
    return response
