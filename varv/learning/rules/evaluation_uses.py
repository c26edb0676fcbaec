"""What an evaluation is for, and what it was used for. What was intended is not rewritten afterwards."""

from collections.abc import Sequence
from datetime import date

from varv.core.kinds import AspectKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import EvaluationState
from varv.learning.models import Evaluation, EvaluationUse
from varv.learning.models.evaluations import REPORTED
from varv.learning.rules.evaluations import check_keep_evaluation, check_register_evaluation
from varv.strategy.models import EvaluationQuestion, FrameworkAspect


def check_ask_questions(evaluation: Evaluation, questions: Sequence[EvaluationQuestion], by: Actor) -> None:
    """What has been commissioned on the strength of a question keeps at least one."""
    check_keep_evaluation(evaluation, by)
    if evaluation.state in (EvaluationState.COMMISSIONED, EvaluationState.RUNNING) and not questions:
        raise RuleBroken("evaluation.question_missing", field="questions")


def check_intended_use(evaluation: Evaluation, use: FrameworkAspect, who: str) -> None:
    """One of the framework's uses, by someone, once."""
    if use.kind is not AspectKind.USE:
        raise RuleBroken("evaluation.not_a_use", field="use")
    if not who.strip():
        raise RuleBroken("evaluation.user_missing", field="who")
    if evaluation.uses.filter(use=use, who=who.strip()).exists():
        raise RuleBroken("evaluation.use_is_there", field="who")


def check_drop_use(use: EvaluationUse, by: Actor) -> None:
    """While it is only a plan. After that the absence of a use is explained, not rubbed out."""
    check_keep_evaluation(use.evaluation, by)
    if use.evaluation.state is not EvaluationState.PLANNED:
        raise RuleBroken("evaluation.use_stands")


def check_may_tell_use(evaluation: Evaluation, by: Actor) -> None:
    """From the day it begins (the way of working may teach), and for as long as anyone finds it useful."""
    check_register_evaluation(by)
    if evaluation.state not in (EvaluationState.RUNNING, *REPORTED):
        raise RuleBroken("evaluation.nothing_to_use_yet")


def check_tell_use(evaluation: Evaluation, came_of_it: str, used_on: date, on: date, by: Actor) -> None:
    """What came of it, and a day that has come."""
    check_may_tell_use(evaluation, by)
    if not came_of_it.strip():
        raise RuleBroken("evaluation.use_story_missing", field="came_of_it")
    if used_on > on:
        raise RuleBroken("evaluation.used_in_the_future", field="used_on")


def check_may_explain_unused(use: EvaluationUse, by: Actor) -> None:
    """When the report is here, of a use that was intended and never seen."""
    check_register_evaluation(by)
    if use.evaluation.state is not EvaluationState.DELIVERED or use.used_on is not None:
        raise RuleBroken("evaluation.use_is_not_missing")


def check_explain_unused(use: EvaluationUse, because: str, by: Actor) -> None:
    """A use that never came teaches the next evaluation, if someone says why."""
    check_may_explain_unused(use, by)
    if not because.strip():
        raise RuleBroken("evaluation.unused_reason_missing", field="because")
