from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import FollowUp, Recommendation
from varv.regions import trail


def plan_follow_ups(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """Half a year, a year and a year and a half from the answer, someone tells what has come of it."""
    for number, day in enumerate(rules.follow_up_days(localtime(at).date()), start=1):
        planned = FollowUp.objects.create(
            region_id=recommendation.region_id, recommendation=recommendation, number=number, due_on=day
        )
        trail.write(planned, "planned", by=by, at=at)


@transaction.atomic
def tell_follow_up(*, follow_up: FollowUp, told: str, by: Actor, at: datetime) -> None:
    """What has come of the recommendation since it was answered."""
    follow_up = follow_up.locked()
    rules.check_tell_follow_up(follow_up, by, localtime(at).date())
    rules.check_said(told, "follow_up.told_missing", "told")
    follow_up.change(told=told, author_id=by.person_id, done_at=at)
    trail.write(follow_up, "followed_up", by=by, at=at)
