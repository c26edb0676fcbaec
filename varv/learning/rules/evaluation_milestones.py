from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.learning.models import Evaluation, EvaluationMilestone
from varv.learning.models.evaluations import REPORTED
from varv.learning.rules.evaluations import check_keep_evaluation


def check_plan_milestone(evaluation: Evaluation, by: Actor) -> None:
    """Milestones belong to what is on its way."""
    check_keep_evaluation(evaluation, by)
    if evaluation.state in REPORTED:
        raise RuleBroken("evaluation.is_delivered")


def check_edit_milestone(milestone: EvaluationMilestone, by: Actor) -> None:
    """What is done stands; the rest can be moved."""
    check_plan_milestone(milestone.evaluation, by)
    if milestone.done_on is not None:
        raise RuleBroken("evaluation.milestone_is_done", done_on=milestone.done_on)


def check_may_finish_milestone(milestone: EvaluationMilestone, by: Actor) -> None:
    """Once; also when the report came first."""
    check_keep_evaluation(milestone.evaluation, by)
    if milestone.done_on is not None:
        raise RuleBroken("evaluation.milestone_is_done", done_on=milestone.done_on)


def check_finish_milestone(milestone: EvaluationMilestone, done_on: date, on: date, by: Actor) -> None:
    """On a day that has come."""
    check_may_finish_milestone(milestone, by)
    if done_on > on:
        raise RuleBroken("evaluation.done_in_the_future", field="done_on")
