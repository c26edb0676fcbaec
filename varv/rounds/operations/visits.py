from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from varv.core.asking import TemplateKind
from varv.core.questions import read_questions
from varv.core.roles import Actor
from varv.delivery.models import Project
from varv.regions import trail
from varv.rounds import rules
from varv.rounds.models import QuestionTemplate, Visit


@transaction.atomic
def note_visit(
    *,
    project: Project,
    visited_on: date,
    answers: Mapping[str, str],
    summary: str,
    learned: str,
    to_follow_up: str,
    by: Actor,
    at: datetime,
) -> Visit:
    """Plan a visit, or write down what was seen and said, under the questions that are in use now."""
    rules.check_note_visit(by)
    project = project.locked()
    template = QuestionTemplate.objects.of(by.region_id).in_use().filter(kind=TemplateKind.VISIT).first()
    visit = Visit(region_id=project.region_id, project=project, visited_on=visited_on, template=template)
    visit.summary, visit.learned, visit.to_follow_up = summary, learned, to_follow_up
    visit.answers = _kept(visit, answers)
    rules.check_no_personal_data(_texts(visit))
    visit.save()
    trail.write(visit, "noted", by=by, at=at)
    return visit


@transaction.atomic
def edit_visit(
    *,
    visit: Visit,
    visited_on: date,
    answers: Mapping[str, str],
    summary: str,
    learned: str,
    to_follow_up: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Go on writing, or put something right. The questions stay those that were asked."""
    visit = visit.locked()
    rules.check_note_visit(by)
    trail.check_fresh(visit, revision)
    visit.summary, visit.learned, visit.to_follow_up = summary, learned, to_follow_up
    visit.answers = _kept(visit, answers)
    rules.check_no_personal_data(_texts(visit))
    visit.change(
        visited_on=visited_on,
        answers=visit.answers,
        summary=summary,
        learned=learned,
        to_follow_up=to_follow_up,
    )
    trail.write(visit, "edited", by=by, at=at)


def _kept(visit: Visit, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something, in the order of the questions."""
    questions = () if visit.template is None else read_questions(visit.template.questions)
    rules.check_answers(answers, questions)
    return {question.key: answers[question.key] for question in questions if answers.get(question.key, "").strip()}


def _texts(visit: Visit) -> dict[str, str]:
    """Everything written, by the name of the form's field."""
    return {
        **{f"answer_{key}": text for key, text in visit.answers.items()},
        **{name: getattr(visit, name) for name in rules.VISIT_TEXTS},
    }
