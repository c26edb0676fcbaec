from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Contribution, Initiative
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import Goal


@transaction.atomic
def contribute_to(*, initiative: Initiative, goal: Goal, reason: str, by: Actor, at: datetime) -> Contribution:
    """Say that the insats is thought to help towards a goal, and why. It is a hypothesis until it is shown."""
    initiative = initiative.locked()
    same_region(initiative, goal)
    rules.check_contribute(initiative, goal, by)
    return tie_to_goal(initiative, goal, reason, by, at)


@transaction.atomic
def edit_contribution(*, contribution: Contribution, reason: str, revision: int, by: Actor, at: datetime) -> None:
    """Say better why the insats is thought to help."""
    contribution = contribution.locked()
    rules.check_edit(contribution.initiative, by)
    trail.check_fresh(contribution, revision)
    contribution.change(reason=reason)
    trail.write(contribution, "edited", by=by, at=at)


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: Actor, at: datetime) -> None:
    """Say it no longer. The trail keeps that it was said."""
    contribution = contribution.locked()
    rules.check_edit(contribution.initiative, by)
    trail.write(contribution, "withdrawn", by=by, at=at, removed=True)
    contribution.delete()


def tie_to_goal(initiative: Initiative, goal: Goal, reason: str, by: Actor, at: datetime) -> Contribution:
    """The tie itself, for the verbs that have asked whether it may be made."""
    contribution = Contribution.objects.create(
        region_id=initiative.region_id, initiative=initiative, goal=goal, reason=reason
    )
    trail.write(contribution, "contributes", by=by, at=at)
    return contribution
