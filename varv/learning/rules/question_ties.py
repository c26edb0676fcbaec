from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.learning.models import QuestionTie


def check_tie_question(by: Actor) -> None:
    """Those who may recommend say what a question is about."""
    by.require(May.RECOMMEND)


def check_tie(tie: QuestionTie) -> None:
    """A question is about the same thing once."""
    same = QuestionTie.objects.of(tie.region_id).filter(question=tie.question, goal=tie.goal, link=tie.link)
    if same.exists():
        raise RuleBroken("question.tied_already", field="link" if tie.link else "goal")
