from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import AskedQuestion, Evaluation, EvaluationUse
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import EvaluationQuestion, FrameworkAspect


@transaction.atomic
def ask_questions(*, evaluation: Evaluation, questions: Sequence[EvaluationQuestion], by: Actor, at: datetime) -> None:
    """Which of the region's questions it is to answer: these, and no others."""
    evaluation = evaluation.locked()
    same_region(evaluation, *questions)
    rules.check_ask_questions(evaluation, questions, by)
    wanted = {question.pk: question for question in questions}
    for asked in evaluation.asked.exclude(question__in=wanted).order_by("pk"):
        trail.write(asked.locked(), "removed", by=by, at=at, removed=True)
        asked.delete()
    there = set(evaluation.asked.values_list("question_id", flat=True))
    for question in (wanted[key] for key in sorted(wanted.keys() - there)):
        asked = AskedQuestion.objects.create(region_id=evaluation.region_id, evaluation=evaluation, question=question)
        trail.write(asked, "asked", by=by, at=at)


@transaction.atomic
def intend_use(*, evaluation: Evaluation, use: FrameworkAspect, who: str, by: Actor, at: datetime) -> EvaluationUse:
    """What it is meant to be used for, and by whom. The trail tells the day, so an afterthought shows as one."""
    evaluation = evaluation.locked()
    same_region(evaluation, use)
    rules.check_keep_evaluation(evaluation, by)
    rules.check_told({"who": who})
    rules.check_intended_use(evaluation, use, who)
    intended = EvaluationUse.objects.create(
        region_id=evaluation.region_id, evaluation=evaluation, use=use, who=who.strip()
    )
    trail.write(intended, "intended", by=by, at=at)
    return intended


@transaction.atomic
def drop_use(*, use: EvaluationUse, by: Actor, at: datetime) -> None:
    """Take away a use that was thought of, while the evaluation is only a plan."""
    use = use.locked()
    rules.check_drop_use(use, by)
    trail.write(use, "removed", by=by, at=at, removed=True)
    use.delete()


@transaction.atomic
def tell_use(*, use: EvaluationUse, came_of_it: str, used_on: date, revision: int, by: Actor, at: datetime) -> None:
    """What an intended use led to. It may come late: then it takes the place of the explanation of its absence."""
    use = use.locked()
    rules.check_told({"came_of_it": came_of_it})
    rules.check_tell_use(use.evaluation, came_of_it, used_on, localtime(at).date(), by)
    trail.check_fresh(use, revision)
    use.change(came_of_it=came_of_it, used_on=used_on, unused_because="")
    trail.write(use, "told", by=by, at=at)


@transaction.atomic
def note_unintended_use(
    *, evaluation: Evaluation, use: FrameworkAspect, who: str, came_of_it: str, used_on: date, by: Actor, at: datetime
) -> EvaluationUse:
    """Somebody used it in a way that nobody had thought of."""
    evaluation = evaluation.locked()
    same_region(evaluation, use)
    rules.check_told({"who": who, "came_of_it": came_of_it})
    rules.check_tell_use(evaluation, came_of_it, used_on, localtime(at).date(), by)
    rules.check_intended_use(evaluation, use, who)
    seen = EvaluationUse.objects.create(
        region_id=evaluation.region_id,
        evaluation=evaluation,
        use=use,
        who=who.strip(),
        was_intended=False,
        came_of_it=came_of_it,
        used_on=used_on,
    )
    trail.write(seen, "told", by=by, at=at)
    return seen


@transaction.atomic
def explain_unused(*, use: EvaluationUse, because: str, revision: int, by: Actor, at: datetime) -> None:
    """Why an intended use never came."""
    use = use.locked()
    rules.check_told({"because": because})
    rules.check_explain_unused(use, because, by)
    trail.check_fresh(use, revision)
    use.change(unused_because=because)
    trail.write(use, "explained", by=by, at=at)
