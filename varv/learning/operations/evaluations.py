from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.roles import Actor
from varv.core.workflow import EvaluationState
from varv.learning import rules
from varv.learning.models import Evaluation
from varv.learning.operations.evaluation_files import ReportFile, attach_report_file
from varv.regions import trail
from varv.regions.models import User

PROSE = ("title", "purpose", "evaluator", "method", "reference_group")


@dataclass(frozen=True)
class EvaluationDraft:
    """What the plan says of an evaluation. ``cost`` is in kronor; None is not known, which is not free of charge."""

    title: str
    kind: EvaluationKind
    timing: EvaluationTiming | None = None
    purpose: str = ""
    evaluator: str = ""
    method: str = ""
    reference_group: str = ""
    owner: User | None = None
    cost: Decimal | None = None
    tender_on: date | None = None
    starts_on: date | None = None
    due_on: date | None = None
    link: str = ""
    case_number: str = ""


def _checked(draft: EvaluationDraft, by: Actor) -> dict[str, Any]:
    rules.check_evaluation_days(draft.tender_on, draft.starts_on, draft.due_on)
    rules.check_evaluation_cost(draft.cost)
    rules.check_evaluation_owner(draft.owner, by)
    rules.check_told({name: getattr(draft, name) for name in PROSE})
    return vars(draft)


@transaction.atomic
def plan_evaluation(*, draft: EvaluationDraft, by: Actor, at: datetime) -> Evaluation:
    """Put an evaluation into the plan. A thought is enough; what it needs is asked for when it is commissioned."""
    rules.check_register_evaluation(by)
    evaluation = Evaluation.objects.create(region_id=by.region_id, state=EvaluationState.PLANNED, **_checked(draft, by))
    trail.write(evaluation, "planned", by=by, at=at)
    return evaluation


@transaction.atomic
def register_evaluation(
    *,
    title: str,
    kind: EvaluationKind,
    evaluator: str,
    delivered_on: date,
    by: Actor,
    at: datetime,
    method: str = "",
    link: str = "",
    case_number: str = "",
    report: ReportFile | None = None,
) -> Evaluation:
    """Put an evaluation whose report has been delivered into the register. The rest can be added later."""
    rules.check_register_evaluation(by)
    rules.check_told({"title": title, "evaluator": evaluator, "method": method})
    rules.check_delivered_on(delivered_on, localtime(at).date())
    evaluation = Evaluation.objects.create(
        region_id=by.region_id,
        title=title,
        kind=kind,
        evaluator=evaluator,
        method=method,
        delivered_on=delivered_on,
        link=link,
        case_number=case_number,
    )
    trail.write(evaluation, "registered", by=by, at=at)
    if report is not None:
        attach_report_file(evaluation=evaluation, report=report, by=by, at=at)
    return evaluation


@transaction.atomic
def edit_evaluation(
    *,
    evaluation: Evaluation,
    draft: EvaluationDraft,
    revision: int,
    by: Actor,
    at: datetime,
    delivered_on: date | None = None,
) -> None:
    """Put right what the plan or the register says of an evaluation; ``delivered_on`` when it has been delivered."""
    evaluation = evaluation.locked()
    rules.check_keep_evaluation(evaluation, by)
    trail.check_fresh(evaluation, revision)
    rules.check_edited_evaluation(evaluation, draft.purpose, draft.evaluator, delivered_on, localtime(at).date())
    if delivered_on is not None:
        rules.check_not_before_start(delivered_on, draft.starts_on)
        rules.check_still_found(evaluation, draft.link, draft.case_number)
    evaluation.change(**_checked(draft, by), delivered_on=delivered_on)
    trail.write(evaluation, "edited", by=by, at=at)


@transaction.atomic
def commission_evaluation(*, evaluation: Evaluation, by: Actor, at: datetime) -> None:
    """Order it: from now on someone is waiting for it."""
    evaluation = evaluation.locked()
    rules.check_commission_evaluation(evaluation, by)
    evaluation.change(state=EvaluationState.COMMISSIONED)
    trail.write(evaluation, "commissioned", by=by, at=at)


@transaction.atomic
def begin_evaluation(*, evaluation: Evaluation, by: Actor, at: datetime) -> None:
    """Begin, on the planned day, or today when none was planned."""
    evaluation = evaluation.locked()
    rules.check_begin_evaluation(evaluation, by)
    starts_on = evaluation.starts_on or localtime(at).date()
    evaluation.change(state=EvaluationState.RUNNING, starts_on=starts_on)
    trail.write(evaluation, "begun", by=by, at=at)


@transaction.atomic
def deliver_evaluation(
    *,
    evaluation: Evaluation,
    delivered_on: date,
    by: Actor,
    at: datetime,
    link: str = "",
    case_number: str = "",
    report: ReportFile | None = None,
) -> None:
    """The report is here, and can be found: by a link, as a file or by its case number."""
    evaluation = evaluation.locked()
    rules.check_deliver_evaluation(evaluation, delivered_on, localtime(at).date(), by)
    if report is not None:
        attach_report_file(evaluation=evaluation, report=report, by=by, at=at)
    evaluation.change(
        state=EvaluationState.DELIVERED,
        delivered_on=delivered_on,
        link=link or evaluation.link,
        case_number=case_number or evaluation.case_number,
    )
    rules.check_can_be_read(evaluation)
    trail.write(evaluation, "delivered", by=by, at=at)


@transaction.atomic
def close_evaluation(*, evaluation: Evaluation, by: Actor, at: datetime) -> None:
    """Its use has been followed to the end."""
    evaluation = evaluation.locked()
    rules.check_close_evaluation(evaluation, by)
    evaluation.change(state=EvaluationState.CLOSED)
    trail.write(evaluation, "closed", by=by, at=at)


@transaction.atomic
def stop_evaluation(*, evaluation: Evaluation, reason: str, by: Actor, at: datetime) -> None:
    """It will not be delivered, and this is why."""
    evaluation = evaluation.locked()
    rules.check_told({"reason": reason})
    rules.check_stop_evaluation(evaluation, reason, by)
    evaluation.change(state=EvaluationState.STOPPED, stopped_because=reason)
    trail.write(evaluation, "stopped", by=by, at=at)
