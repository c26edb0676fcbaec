from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import EvaluationKind
from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.learning import rules
from varv.learning.models import Evaluation, Finding
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal


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
) -> Evaluation:
    """Put an evaluation whose report has been delivered into the register."""
    rules.check_register_evaluation(by)
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
    return evaluation


@transaction.atomic
def edit_evaluation(
    *,
    evaluation: Evaluation,
    title: str,
    kind: EvaluationKind,
    evaluator: str,
    method: str,
    delivered_on: date,
    link: str,
    case_number: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Put right what the register says of an evaluation."""
    evaluation = evaluation.locked()
    rules.check_register_evaluation(by)
    trail.check_fresh(evaluation, revision)
    evaluation.change(
        title=title,
        kind=kind,
        evaluator=evaluator,
        method=method,
        delivered_on=delivered_on,
        link=link,
        case_number=case_number,
    )
    trail.write(evaluation, "edited", by=by, at=at)


@transaction.atomic
def note_finding(
    *,
    evaluation: Evaluation,
    text: str,
    evidence: Evidence,
    by: Actor,
    at: datetime,
    rests_on: str = "",
    question: EvaluationQuestion | None = None,
    link: ChainLink | None = None,
    goal: Goal | None = None,
) -> Finding:
    """Something the evaluation found, how well it is supported, and what it speaks of."""
    rules.check_note_finding(by)
    same_region(evaluation, question, link, goal)
    finding = Finding.objects.create(
        region_id=evaluation.region_id,
        evaluation=evaluation,
        text=text,
        rests_on=rests_on,
        seen_on=evaluation.delivered_on or localtime(at).date(),
        evidence=evidence,
        question=question,
        link=link,
        goal=goal,
    )
    trail.write(finding, "noted", by=by, at=at)
    return finding


@transaction.atomic
def edit_finding(
    *,
    finding: Finding,
    text: str,
    evidence: Evidence,
    rests_on: str,
    question: EvaluationQuestion | None,
    link: ChainLink | None,
    goal: Goal | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Put right how a finding was written down."""
    finding = finding.locked()
    rules.check_note_finding(by)
    trail.check_fresh(finding, revision)
    same_region(finding, question, link, goal)
    finding.change(text=text, evidence=evidence, rests_on=rests_on, question=question, link=link, goal=goal)
    trail.write(finding, "edited", by=by, at=at)
