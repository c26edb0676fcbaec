"""The way of an evaluation from a thought to a use that has been told of, walked verb by verb."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.factories import EvaluationQuestionFactory, FrameworkAspectFactory
from tests.learning.walks import person
from varv.core.kinds import AspectKind, EvaluationKind, EvaluationTiming
from varv.core.workflow import EvaluationState
from varv.learning import operations
from varv.learning.models import Evaluation
from varv.learning.operations import EvaluationDraft, ReportFile

AUTUMN = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = AUTUMN.date()
PDF = b"%PDF-1.7 en rapport"
SLUTRAPPORT = ReportFile(title="Slutrapport", filename="slutrapport.pdf", content=PDF)


def draft(**changed):
    values = {
        "title": "Utvärdering av moduler",
        "kind": EvaluationKind.EXTERNAL,
        "timing": EvaluationTiming.MID,
        "purpose": "Ledningsgruppen ska besluta om modulerna fortsätter.",
        "evaluator": "Ett konsultbolag",
        "method": "Intervjuer och tidsmätning",
        "reference_group": "Utbildningsansvarig, två kommuner",
        "cost": Decimal(480_000),
        "tender_on": date(2026, 9, 1),
        "starts_on": date(2026, 10, 1),
        "due_on": date(2027, 3, 31),
    }
    return EvaluationDraft(**(values | changed))


def planned(by, **changed):
    return operations.plan_evaluation(draft=draft(**changed), by=by, at=AUTUMN)


def a_use(by, **changed):
    return FrameworkAspectFactory(region_id=by.region_id, kind=AspectKind.USE, **changed)


def intended(by, evaluation, who="Ledningsgruppen", use=None):
    return operations.intend_use(evaluation=evaluation, use=use or a_use(by), who=who, by=by, at=AUTUMN)


def asked(by, evaluation, *questions):
    questions = questions or [EvaluationQuestionFactory(region_id=by.region_id)]
    operations.ask_questions(evaluation=evaluation, questions=questions, by=by, at=AUTUMN)
    return evaluation.asked.order_by("pk").first()


def thought_through(by, **changed):
    evaluation = planned(by, **changed)
    intended(by, evaluation)
    asked(by, evaluation)
    return evaluation


def commissioned(by, **changed):
    evaluation = thought_through(by, **changed)
    operations.commission_evaluation(evaluation=evaluation, by=by, at=AUTUMN)
    return fresh(evaluation)


def running(by, **changed):
    evaluation = commissioned(by, **changed)
    operations.begin_evaluation(evaluation=evaluation, by=by, at=AUTUMN)
    return fresh(evaluation)


def delivered(by, **changed):
    evaluation = running(by, **changed)
    operations.deliver_evaluation(
        evaluation=evaluation, delivered_on=TODAY, link="https://example.org/rapport", by=by, at=AUTUMN
    )
    return fresh(evaluation)


def told(by, evaluation, use=None, **changed):
    use = fresh(use or evaluation.uses.order_by("pk").first())
    values = {"came_of_it": "Modulerna fortsätter i åtta kommuner.", "used_on": TODAY, "revision": use.revision}
    operations.tell_use(use=use, **(values | changed), by=by, at=AUTUMN)
    return fresh(use)


def closed(by, **changed):
    evaluation = delivered(by, **changed)
    told(by, evaluation)
    operations.close_evaluation(evaluation=evaluation, by=by, at=AUTUMN)
    return fresh(evaluation)


def stopped(by, **changed):
    evaluation = planned(by, **changed)
    operations.stop_evaluation(evaluation=evaluation, reason="Pengarna drogs in.", by=by, at=AUTUMN)
    return fresh(evaluation)


WALKS = {
    EvaluationState.PLANNED: thought_through,
    EvaluationState.COMMISSIONED: commissioned,
    EvaluationState.RUNNING: running,
    EvaluationState.DELIVERED: delivered,
    EvaluationState.CLOSED: closed,
    EvaluationState.STOPPED: stopped,
}


def planned_milestone(by, evaluation, **changed):
    values = {"name": "Delrapport", "due_on": date(2026, 12, 15), "is_deliverable": True}
    return operations.plan_milestone(evaluation=evaluation, **(values | changed), by=by, at=AUTUMN)


def finished_milestone(by, evaluation, **changed):
    milestone = planned_milestone(by, evaluation, **changed)
    operations.finish_milestone(milestone=milestone, done_on=TODAY, by=by, at=AUTUMN)
    return fresh(milestone)


def owned_by(actor):
    return {"owner": person(actor)}


def fresh(row):
    return type(row).objects.of(row.region_id).get(pk=row.pk)


def state_of(evaluation):
    return Evaluation.objects.of(evaluation.region_id).get(pk=evaluation.pk).state
