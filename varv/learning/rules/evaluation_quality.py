from collections.abc import Mapping

from varv.core.judgement import Quality
from varv.core.kinds import QualityCriterion
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.learning.models import Evaluation
from varv.learning.models.evaluations import REPORTED
from varv.learning.rules.evaluations import check_register_evaluation


def check_may_judge_quality(evaluation: Evaluation, by: Actor) -> None:
    """A report is judged when it is here, also one that has been closed."""
    check_register_evaluation(by)
    if evaluation.state not in REPORTED:
        raise RuleBroken("evaluation.no_report_to_judge")


def check_judge_quality(
    evaluation: Evaluation, marks: Mapping[QualityCriterion, tuple[Quality, str]], by: Actor
) -> None:
    """A judgement says why. "Not judged" needs no reason."""
    check_may_judge_quality(evaluation, by)
    for criterion, (mark, because) in marks.items():
        if mark is not Quality.NOT_JUDGED and not because.strip():
            raise RuleBroken("evaluation.judged_without_reason", field=f"because_{criterion}", criterion=criterion)
