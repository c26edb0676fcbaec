"""When an evaluation may take its next step.

Nobody buys or begins an evaluation that does not say why it is made, who is to use it for what, and which question it
answers: without a user in mind it is not used (utilisation-focused evaluation). It is closed only when each of those
uses has been told of, or its absence explained, and when its recommendations have been answered: an evaluation is
worth what it changed.
"""

from datetime import date
from decimal import Decimal

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import EVALUATION_STEPS, EvaluationState, step
from varv.learning.models import Evaluation, EvaluationFile, Recommendation
from varv.learning.models.evaluations import REPORTED
from varv.regions.models import User

ENDED = (EvaluationState.CLOSED, EvaluationState.STOPPED)


def check_register_evaluation(by: Actor) -> None:
    """Those who may recommend keep the plan and the register of what is evaluated."""
    by.require(May.RECOMMEND)


def check_keep_evaluation(evaluation: Evaluation, by: Actor) -> None:
    """What is closed or stopped stands as it was."""
    check_register_evaluation(by)
    if evaluation.state in ENDED:
        raise RuleBroken("evaluation.has_ended", state=evaluation.state)


def check_evaluation_days(tender_on: date | None, starts_on: date | None, due_on: date | None) -> None:
    """An evaluation is tendered before it starts, and starts before it is due. Days not known yet say nothing."""
    if starts_on and due_on and due_on < starts_on:
        raise RuleBroken("evaluation.due_before_start", field="due_on")
    if tender_on and starts_on and starts_on < tender_on:
        raise RuleBroken("evaluation.starts_before_tender", field="starts_on")


def check_evaluation_cost(cost: Decimal | None) -> None:
    """Nothing means not known, nought that it was free; less than nothing means a slip of the pen."""
    if cost is not None and cost < 0:
        raise RuleBroken("evaluation.negative_cost", field="cost")


def check_evaluation_owner(owner: User | None, by: Actor) -> None:
    """Who answers for it works here."""
    if owner is not None and not User.objects.working_in(by.region_id).filter(pk=owner.pk).exists():
        raise RuleBroken("owner.works_elsewhere", field="owner", name=owner.name)


def check_edited_evaluation(
    evaluation: Evaluation, purpose: str, evaluator: str, delivered_on: date | None, on: date
) -> None:
    """What a step asked for cannot be rubbed out afterwards; a day of delivery belongs to what has been delivered."""
    if evaluation.state in (EvaluationState.COMMISSIONED, EvaluationState.RUNNING) and not purpose.strip():
        raise RuleBroken("evaluation.purpose_missing", field="purpose")
    if evaluation.state is not EvaluationState.PLANNED and not evaluator.strip():
        raise RuleBroken("evaluation.evaluator_missing", field="evaluator")
    if (evaluation.state in REPORTED) != (delivered_on is not None):
        raise RuleBroken("evaluation.delivered_on_does_not_fit", field="delivered_on")
    if delivered_on is not None:
        check_delivered_on(delivered_on, on)


def check_delivered_on(delivered_on: date, on: date) -> None:
    """A report has not been delivered on a day that is still to come."""
    if delivered_on > on:
        raise RuleBroken("evaluation.not_delivered_yet", field="delivered_on")


def check_thought_through(evaluation: Evaluation) -> None:
    """A purpose, at least one intended use with who, and at least one question."""
    if not evaluation.purpose.strip():
        raise RuleBroken("evaluation.purpose_missing", field="purpose")
    if not evaluation.uses.filter(was_intended=True).exists():
        raise RuleBroken("evaluation.use_missing")
    if not evaluation.asked.exists():
        raise RuleBroken("evaluation.question_missing")


def check_commission_evaluation(evaluation: Evaluation, by: Actor) -> None:
    """What is thought through may be bought."""
    check_register_evaluation(by)
    step(EVALUATION_STEPS, evaluation.state, EvaluationState.COMMISSIONED)
    check_thought_through(evaluation)


def check_begin_evaluation(evaluation: Evaluation, by: Actor) -> None:
    """What is thought through, and has someone who evaluates, may begin: bought, or at once when it is our own."""
    check_register_evaluation(by)
    step(EVALUATION_STEPS, evaluation.state, EvaluationState.RUNNING)
    check_thought_through(evaluation)
    if not evaluation.evaluator.strip():
        raise RuleBroken("evaluation.evaluator_missing", field="evaluator")


def check_may_deliver(evaluation: Evaluation, by: Actor) -> None:
    """Only what is under way can be delivered."""
    check_register_evaluation(by)
    step(EVALUATION_STEPS, evaluation.state, EvaluationState.DELIVERED)


def check_deliver_evaluation(evaluation: Evaluation, delivered_on: date, on: date, by: Actor) -> None:
    """Once, on a day that has come and that is not before it began."""
    check_may_deliver(evaluation, by)
    check_delivered_on(delivered_on, on)
    check_not_before_start(delivered_on, evaluation.starts_on)


def check_not_before_start(delivered_on: date, starts_on: date | None) -> None:
    """What has been delivered had begun. A start that is not known says nothing."""
    if starts_on and delivered_on < starts_on:
        raise RuleBroken("evaluation.delivered_before_start", field="delivered_on", starts_on=starts_on)


def check_still_found(evaluation: Evaluation, link: str, case_number: str) -> None:
    """The last way to a report is not rubbed out. An old one that never had any can still be put right."""
    had_way = bool(evaluation.link or evaluation.case_number)
    if had_way and not (link or case_number or evaluation.files.exists()):
        raise RuleBroken("evaluation.report_cannot_be_found", field="link")


def check_can_be_read(evaluation: Evaluation) -> None:
    """A report that nobody can find has not been delivered: a link, a file or at least its case number."""
    if not (evaluation.link or evaluation.case_number or evaluation.files.exists()):
        raise RuleBroken("evaluation.report_cannot_be_found", field="link")


def check_close_evaluation(evaluation: Evaluation, by: Actor) -> None:
    """When every intended use has been told of or its absence explained, and every recommendation has its answer."""
    check_register_evaluation(by)
    step(EVALUATION_STEPS, evaluation.state, EvaluationState.CLOSED)
    untold = evaluation.uses.filter(used_on=None, unused_because="").count()
    if untold:
        raise RuleBroken("evaluation.use_untold", number=untold)
    if not evaluation.uses.exists():
        raise RuleBroken("evaluation.no_use_told")
    unanswered = Recommendation.objects.of(by.region_id).awaiting().filter(finding__evaluation=evaluation).count()
    if unanswered:
        raise RuleBroken("evaluation.recommendation_unanswered", number=unanswered)


def check_may_stop(evaluation: Evaluation, by: Actor) -> None:
    """What has been delivered is not stopped."""
    check_register_evaluation(by)
    step(EVALUATION_STEPS, evaluation.state, EvaluationState.STOPPED)


def check_stop_evaluation(evaluation: Evaluation, reason: str, by: Actor) -> None:
    """Nothing that was meant to be evaluated falls silent without a reason."""
    check_may_stop(evaluation, by)
    if not reason.strip():
        raise RuleBroken("evaluation.stop_reason_missing", field="reason")


MOST_FILES = 10


def check_attach_report(evaluation: Evaluation, by: Actor) -> None:
    """A readable number of files, on an evaluation that still lives."""
    check_keep_evaluation(evaluation, by)
    if EvaluationFile.objects.of(by.region_id).filter(evaluation=evaluation).count() >= MOST_FILES:
        raise RuleBroken("evaluation.too_many_files", field="upload", most=MOST_FILES)


def check_remove_report(evaluation: Evaluation, by: Actor) -> None:
    """A file attached by mistake goes, as long as what has been delivered can still be found."""
    check_keep_evaluation(evaluation, by)
    elsewhere = evaluation.link or evaluation.case_number or evaluation.files.count() > 1
    if evaluation.state in REPORTED and not elsewhere:
        raise RuleBroken("evaluation.last_file")
