from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Contribution, Initiative
from varv.delivery.rules.initiatives import check_edit
from varv.strategy.models import Goal


def check_goal(goal: Goal, field: str = "goals") -> None:
    """Nothing new contributes to a goal that has been retired."""
    if goal.retired_on is not None:
        raise RuleBroken("initiative.goal_retired", field=field, goal=goal.name)


def check_contribute(initiative: Initiative, goal: Goal, by: Actor) -> None:
    """Each goal once."""
    check_edit(initiative, by)
    check_goal(goal, field="goal")
    if Contribution.objects.of(initiative.region_id).filter(initiative=initiative, goal=goal).exists():
        raise RuleBroken("initiative.already_contributes", field="goal", goal=goal.name)
