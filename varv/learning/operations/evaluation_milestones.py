from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Evaluation, EvaluationMilestone
from varv.regions import trail


@transaction.atomic
def plan_milestone(
    *, evaluation: Evaluation, name: str, due_on: date, is_deliverable: bool, by: Actor, at: datetime
) -> EvaluationMilestone:
    """Something that is to be reached on the way, or delivered."""
    evaluation = evaluation.locked()
    rules.check_plan_milestone(evaluation, by)
    rules.check_told({"name": name})
    milestone = EvaluationMilestone.objects.create(
        region_id=evaluation.region_id, evaluation=evaluation, name=name, due_on=due_on, is_deliverable=is_deliverable
    )
    trail.write(milestone, "planned", by=by, at=at)
    return milestone


@transaction.atomic
def edit_milestone(
    *,
    milestone: EvaluationMilestone,
    name: str,
    due_on: date,
    is_deliverable: bool,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Move it or name it better; the trail keeps the day it was promised for."""
    milestone = milestone.locked()
    rules.check_edit_milestone(milestone, by)
    rules.check_told({"name": name})
    trail.check_fresh(milestone, revision)
    milestone.change(name=name, due_on=due_on, is_deliverable=is_deliverable)
    trail.write(milestone, "edited", by=by, at=at)


@transaction.atomic
def finish_milestone(*, milestone: EvaluationMilestone, done_on: date, by: Actor, at: datetime) -> None:
    """It is reached, or has been delivered."""
    milestone = milestone.locked()
    rules.check_finish_milestone(milestone, done_on, localtime(at).date(), by)
    milestone.change(done_on=done_on)
    trail.write(milestone, "finished", by=by, at=at)


@transaction.atomic
def drop_milestone(*, milestone: EvaluationMilestone, by: Actor, at: datetime) -> None:
    """Take away a milestone that is not to be reached after all."""
    milestone = milestone.locked()
    rules.check_edit_milestone(milestone, by)
    trail.write(milestone, "removed", by=by, at=at, removed=True)
    milestone.delete()
