from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import QuestionTie
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal


@transaction.atomic
def tie_question(*, question: EvaluationQuestion, to: Goal | ChainLink, by: Actor, at: datetime) -> QuestionTie:
    """Say that a question is about a goal, or about a link of a chain and what is assumed of it."""
    question = question.locked()
    rules.check_tie_question(by)
    same_region(question, to)
    tie = QuestionTie(region_id=question.region_id, question=question)
    if isinstance(to, Goal):
        tie.goal = to
    else:
        tie.link = to
    rules.check_tie(tie)
    tie.save()
    trail.write(tie, "question_tied", by=by, at=at)
    return tie


@transaction.atomic
def untie_question(*, tie: QuestionTie, by: Actor, at: datetime) -> None:
    """The question is not about that after all. The trail keeps that it was."""
    tie = tie.locked()
    rules.check_tie_question(by)
    trail.write(tie, "question_untied", by=by, at=at, removed=True)
    tie.delete()
