from collections.abc import Mapping

from varv.core.judgement import Axis, Verdict
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.rounds.drafts import Ruling
from varv.strategy.models import Goal


def check_ruling(axis: Axis, ruling: Ruling) -> None:
    """A judgement carries its reasons. *Not assessed* is an answer and needs none."""
    if ruling.verdict is not Verdict.NOT_ASSESSED and not ruling.reason.strip():
        raise RuleBroken("assessment.reason_missing", field=f"{axis}_reason", axis=axis)


def check_assess(goal: Goal, rulings: Mapping[Axis, Ruling], by: Actor) -> None:
    """A goal in force, each axis with its reasons."""
    by.require(May.ASSESS_GOAL)
    if goal.retired_on is not None:
        raise RuleBroken("assessment.goal_retired")
    for axis, ruling in rulings.items():
        check_ruling(axis, ruling)
