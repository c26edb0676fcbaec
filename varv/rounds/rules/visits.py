from collections.abc import Mapping

from varv.core.personal_data import mask
from varv.core.questions import Question
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May

VISIT_TEXTS = ("summary", "learned", "to_follow_up")


def check_note_visit(by: Actor) -> None:
    """Whoever may start an insats may visit a project."""
    by.require(May.START_INITIATIVE)


def check_answers(answers: Mapping[str, str], questions: tuple[Question, ...]) -> None:
    """Only the questions of the template are answered. None has to be: a visit is no examination."""
    if not answers.keys() <= {question.key for question in questions}:
        raise RuleBroken("visit.unknown_question")


def check_no_personal_data(texts: Mapping[str, str]) -> None:
    """No personal number, e-mail address or telephone number; ``texts`` by the names of the form's fields."""
    for field, text in texts.items():
        _masked, found = mask(text)
        if found:
            raise RuleBroken("visit.personal_data", field=field)
