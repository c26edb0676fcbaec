from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Milestone
from varv.delivery.rules.initiatives import check_edit


def check_edit_milestone(milestone: Milestone, by: Actor) -> None:
    """What has been reached is history: it is neither changed nor taken away."""
    check_edit(milestone.initiative, by)
    if milestone.reached_on is not None:
        raise RuleBroken("milestone.reached", reached_on=milestone.reached_on)


def check_reach(milestone: Milestone, reached_on: date, today: date, by: Actor) -> None:
    """Reached on a day that has come."""
    check_edit_milestone(milestone, by)
    if reached_on > today:
        raise RuleBroken("milestone.day_to_come", field="reached_on")
