from calendar import monthrange
from datetime import date, timedelta

from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import RecommendationState
from varv.learning.models import FollowUp

# The UN Environment Programme's practice: every six months, for at most eighteen.
FOLLOW_UP_MONTHS = (6, 12, 18)
# What is told long before its day tells nothing of half a year.
FOLLOW_UP_EARLIEST = timedelta(days=30)
FOLLOWED = (RecommendationState.ANSWERED, RecommendationState.ACTING, RecommendationState.CHANGED)


def follow_up_days(answered_on: date) -> tuple[date, ...]:
    """The days of the follow-ups of what was answered on this day; the month's last day where it has no such day."""
    return tuple(_months_on(answered_on, months) for months in FOLLOW_UP_MONTHS)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_tell_follow_up(follow_up: FollowUp, by: Actor, today: date) -> None:
    """The recommendation's owner tells, or someone who records changes: once, and not long before its day."""
    by.require(May.ACT)
    recommendation = follow_up.recommendation
    if by.person_id != recommendation.owner_id and not by.may(May.RECORD_CHANGE):
        raise NotAllowed("follow_up.not_yours", owner=recommendation.owner.name)
    if follow_up.done_at is not None:
        raise RuleBroken("follow_up.told_already")
    if recommendation.state not in FOLLOWED:
        raise RuleBroken("follow_up.over", number=recommendation.number, state=recommendation.state)
    if today < follow_up.due_on - FOLLOW_UP_EARLIEST:
        raise RuleBroken("follow_up.too_early", due_on=follow_up.due_on)
