"""The evaluation plan: what is thought of, bought, made, late, stopped and used."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varv.core.judgement import Quality
from varv.core.kinds import AspectKind, EvaluationKind, EvaluationTiming, QualityCriterion
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.models import Evaluation, EvaluationUse
from varv.learning.operations import EvaluationDraft, ReportFile
from varv.strategy.models import EvaluationQuestion, FrameworkAspect

BY = "anna"
# A report that opens in any reader and says that it is made up.
PAGE = b"BT /F1 14 Tf 60 760 Td (Ett exempel. Rapporten ar pahittad.) Tj ET"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length " + str(len(PAGE)).encode() + b">>stream\n" + PAGE + b"\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def events(stage: Stage) -> Iterator[Event]:
    """Each evaluation's own days, and what came of those that had been delivered."""
    told = content("evaluating")
    for one in told["plan"]:
        yield from _planned(stage, one)
    for one in told["delivered"]:
        yield on(one["on"], 11, _look_back, stage, one)
        yield from _used(stage, one)
    for one in told["old"]:
        yield on(one["registered"], 10, _register, stage, one)


def _planned(stage: Stage, told: dict[str, Any]) -> Iterator[Event]:
    yield on(told["planned"], 9, _plan, stage, told)
    if "commissioned" in told:
        yield on(told["commissioned"], 10, _step, stage, told, "commissioned")
    if "begun" in told:
        yield on(told["begun"], 10, _step, stage, told, "begun")
    for milestone in told.get("milestones", []):
        if "done" in milestone:
            yield on(milestone["done"], 15, _reach, stage, told["title"], milestone)
    if "stopped" in told:
        yield on(told["stopped"]["on"], 9, _stop, stage, told)


def _plan(stage: Stage, told: dict[str, Any]) -> None:
    draft = EvaluationDraft(
        title=told["title"],
        kind=EvaluationKind(told["kind"]),
        timing=EvaluationTiming(told["timing"]) if "timing" in told else None,
        purpose=told.get("purpose", ""),
        evaluator=told["evaluator"],
        method=told.get("method", ""),
        reference_group=told.get("reference_group", ""),
        owner=stage.users[told["owner"]] if "owner" in told else None,
        cost=Decimal(told["cost"]) if "cost" in told else None,
        case_number=told.get("case", ""),
        tender_on=told.get("tender_on"),
        starts_on=told.get("starts_on"),
        due_on=told.get("due_on"),
    )
    evaluation = operations.plan_evaluation(draft=draft, by=stage.actors[BY], at=at(told["planned"]))
    _mean(stage, evaluation, told, at(told["planned"]))
    for one in told.get("milestones", []):
        operations.plan_milestone(
            evaluation=evaluation,
            name=one["name"],
            due_on=one["due_on"],
            is_deliverable=one.get("is_deliverable", False),
            by=stage.actors[BY],
            at=at(told["planned"]),
        )


def _mean(stage: Stage, evaluation: Evaluation, told: dict[str, Any], when: datetime) -> None:
    """What it is meant for, and which questions it answers."""
    for use in told["uses"]:
        operations.intend_use(evaluation=evaluation, use=_use(stage, use), who=use["who"], by=stage.actors[BY], at=when)
    questions = [_question(stage, *numbers) for numbers in told["questions"]]
    if questions:
        operations.ask_questions(evaluation=evaluation, questions=questions, by=stage.actors[BY], at=when)


def _use(stage: Stage, told: dict[str, Any]) -> FrameworkAspect:
    uses = FrameworkAspect.objects.of(stage.region.pk).filter(kind=AspectKind.USE)
    found: FrameworkAspect = uses.get(number=told["use"])
    return found


def _question(stage: Stage, domain: int, number: int) -> EvaluationQuestion:
    questions = EvaluationQuestion.objects.of(stage.region.pk)
    found: EvaluationQuestion = questions.get(domain__number=domain, number=number)
    return found


def _called(stage: Stage, title: str) -> Evaluation:
    found: Evaluation = Evaluation.objects.of(stage.region.pk).get(title=title)
    return found


def _step(stage: Stage, told: dict[str, Any], step: str) -> None:
    deed = {"commissioned": operations.commission_evaluation, "begun": operations.begin_evaluation}[step]
    deed(evaluation=_called(stage, told["title"]), by=stage.actors[BY], at=at(told[step], 10))


def _reach(stage: Stage, title: str, told: dict[str, Any]) -> None:
    milestone = _called(stage, title).milestones.get(name=told["name"])
    operations.finish_milestone(
        milestone=milestone, done_on=told["done"], by=stage.actors["egon"], at=at(told["done"], 15)
    )


def _stop(stage: Stage, told: dict[str, Any]) -> None:
    stopped = told["stopped"]
    operations.stop_evaluation(
        evaluation=_called(stage, told["title"]), reason=stopped["because"], by=stage.actors[BY], at=at(stopped["on"])
    )


def _look_back(stage: Stage, told: dict[str, Any]) -> None:
    """A delivered one was put into the register as it was; its uses, questions, file and quality come after."""
    evaluation, when = _called(stage, told["title"]), at(told["on"], 11)
    _mean(stage, evaluation, told, when)
    if "file" in told:
        report = ReportFile(**told["file"], content=PDF)
        operations.attach_report_file(evaluation=evaluation, report=report, by=stage.actors[BY], at=when)
    if "quality" in told:
        marks = {QualityCriterion(one["criterion"]): (Quality(one["mark"]), one["because"]) for one in told["quality"]}
        operations.judge_quality(
            evaluation=evaluation, marks=marks, revision=evaluation.revision, by=stage.actors["egon"], at=when
        )


def _used(stage: Stage, told: dict[str, Any]) -> Iterator[Event]:
    for use in told["uses"]:
        if "used_on" in use:
            yield on(use["used_on"], 16, _tell, stage, told["title"], use)
        if "unused" in use:
            yield on(date(2026, 11, 10), 16, _explain, stage, told["title"], use)
    if "unintended" in told:
        yield on(told["unintended"]["used_on"], 16, _note, stage, told["title"], told["unintended"])
    if "closed" in told:
        yield on(told["closed"], 9, _close, stage, told)


def _meant(stage: Stage, title: str, told: dict[str, Any]) -> EvaluationUse:
    return _called(stage, title).uses.get(who=told["who"])


def _tell(stage: Stage, title: str, told: dict[str, Any]) -> None:
    use = _meant(stage, title, told)
    operations.tell_use(
        use=use,
        came_of_it=told["came_of_it"],
        used_on=told["used_on"],
        revision=use.revision,
        by=stage.actors[BY],
        at=at(told["used_on"], 16),
    )


def _explain(stage: Stage, title: str, told: dict[str, Any]) -> None:
    use, when = _meant(stage, title, told), at(date(2026, 11, 10), 16)
    operations.explain_unused(use=use, because=told["unused"], revision=use.revision, by=stage.actors["egon"], at=when)


def _note(stage: Stage, title: str, told: dict[str, Any]) -> None:
    operations.note_unintended_use(
        evaluation=_called(stage, title),
        use=_use(stage, told),
        who=told["who"],
        came_of_it=told["came_of_it"],
        used_on=told["used_on"],
        by=stage.actors[BY],
        at=at(told["used_on"], 16),
    )


def _close(stage: Stage, told: dict[str, Any]) -> None:
    operations.close_evaluation(evaluation=_called(stage, told["title"]), by=stage.actors[BY], at=at(told["closed"]))


def _register(stage: Stage, told: dict[str, Any]) -> None:
    when = at(told["registered"], 10)
    evaluation = operations.register_evaluation(
        title=told["title"],
        kind=EvaluationKind(told["kind"]),
        evaluator=told["evaluator"],
        delivered_on=told["delivered_on"],
        case_number=told["case"],
        by=stage.actors[BY],
        at=when,
    )
    use = told["use"]
    operations.note_unintended_use(
        evaluation=evaluation,
        use=_use(stage, use),
        who=use["who"],
        came_of_it=use["came_of_it"],
        used_on=use["used_on"],
        by=stage.actors[BY],
        at=when,
    )
