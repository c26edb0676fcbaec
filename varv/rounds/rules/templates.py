from varv.core.asking import TemplateKind
from varv.core.questions import Question
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import TEMPLATE_STEPS, TemplateState, step
from varv.rounds.models import QuestionTemplate

MOST_QUESTIONS = 20


def check_draft_template(kind: TemplateKind, by: Actor) -> None:
    """One draft of a kind at a time: two would become two versions of the same change."""
    by.require(May.RUN_ROUND)
    drafts = QuestionTemplate.objects.of(by.region_id).filter(kind=kind, state=TemplateState.DRAFT)
    if drafts.exists():
        raise RuleBroken("template.draft_there", kind=kind)


def check_edit_template(template: QuestionTemplate, by: Actor) -> None:
    """Only a draft changes. What has been asked stays as it was asked."""
    by.require(May.RUN_ROUND)
    if template.state is not TemplateState.DRAFT:
        raise RuleBroken("template.not_a_draft", now=template.state)


def check_name_template(name: str) -> None:
    """It is called something."""
    if not name.strip():
        raise RuleBroken("template.name_missing", field="name")


def check_add_question(questions: tuple[Question, ...]) -> None:
    """A form has an end."""
    if len(questions) >= MOST_QUESTIONS:
        raise RuleBroken("template.too_many", most=MOST_QUESTIONS)


def check_question(text: str, questions: tuple[Question, ...]) -> None:
    """A question says something, and nothing that another one asks already."""
    if not text.strip():
        raise RuleBroken("template.question_missing", field="text")
    if any(question.text.casefold() == text.strip().casefold() for question in questions):
        raise RuleBroken("template.asked_already", field="text")


def check_adopt_template(template: QuestionTemplate, questions: tuple[Question, ...], by: Actor) -> None:
    """A draft that asks something. The half-year's own form asks enough also without more questions."""
    by.require(May.RUN_ROUND)
    step(TEMPLATE_STEPS, template.state, TemplateState.IN_USE)
    if not questions and template.kind is not TemplateKind.HALF_YEAR:
        raise RuleBroken("template.empty")
