from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, Milestone
from varv.regions import trail


@transaction.atomic
def plan_milestone(*, initiative: Initiative, text: str, due_on: date, by: Actor, at: datetime) -> Milestone:
    """Something to have reached by a day."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    milestone = Milestone(region_id=initiative.region_id, initiative=initiative, text=text, due_on=due_on)
    milestone.save()
    trail.write(milestone, "planned", by=by, at=at)
    return milestone


@transaction.atomic
def edit_milestone(*, milestone: Milestone, text: str, due_on: date, revision: int, by: Actor, at: datetime) -> None:
    """Change what is to be reached, or by when. The trail keeps the day that was promised first."""
    milestone = milestone.locked()
    rules.check_edit_milestone(milestone, by)
    trail.check_fresh(milestone, revision)
    milestone.change(text=text, due_on=due_on)
    trail.write(milestone, "edited", by=by, at=at)


@transaction.atomic
def reach_milestone(*, milestone: Milestone, reached_on: date, note: str, by: Actor, at: datetime) -> None:
    """It is reached, on a day that has come."""
    milestone = milestone.locked()
    rules.check_reach(milestone, reached_on, timezone.localtime(at).date(), by)
    milestone.change(reached_on=reached_on, note=note)
    trail.write(milestone, "reached", by=by, at=at)


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Actor, at: datetime) -> None:
    """It is not meant to be reached any more. The trail keeps that it was."""
    milestone = milestone.locked()
    rules.check_edit_milestone(milestone, by)
    trail.write(milestone, "removed", by=by, at=at, removed=True)
    milestone.delete()
