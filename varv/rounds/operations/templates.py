from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from varv.core.asking import TemplateKind
from varv.core.questions import Question, as_json, read_questions
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import TemplateState
from varv.regions import trail
from varv.regions.models import Region
from varv.rounds import rules
from varv.rounds.first_templates import first_template, next_key
from varv.rounds.models import QuestionTemplate


@transaction.atomic
def draft_template(*, kind: TemplateKind, by: Actor, at: datetime) -> QuestionTemplate:
    """A new version to change, from the one in use; the first time from the questions that come with Varv."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot become the same version
    rules.check_draft_template(kind, by)
    of_kind = QuestionTemplate.objects.of(by.region_id).filter(kind=kind)
    in_use = of_kind.in_use().first()
    first = first_template(kind)
    last = of_kind.aggregate(last=Max("version"))["last"]
    template = QuestionTemplate.objects.create(
        region_id=by.region_id,
        kind=kind,
        version=1 if last is None else last + 1,
        name=first.name if in_use is None else in_use.name,
        questions=as_json(first.questions) if in_use is None else in_use.questions,
    )
    trail.write(template, "drafted", by=by, at=at)
    return template


@transaction.atomic
def rename_template(*, template: QuestionTemplate, name: str, revision: int, by: Actor, at: datetime) -> None:
    """Call a draft something else."""
    template = _open(template, revision, by)
    rules.check_name_template(name)
    template.change(name=name.strip())
    trail.write(template, "edited", by=by, at=at)


@transaction.atomic
def add_question(
    *,
    template: QuestionTemplate,
    text: str,
    hint: str,
    thin: str,
    good: str,
    required: bool,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Ask one thing more, last."""
    template = _open(template, revision, by)
    questions = read_questions(template.questions)
    rules.check_add_question(questions)
    rules.check_question(text, questions)
    key = next_key(_keys(template))
    added = Question(key, text.strip(), hint=hint, thin=thin, good=good, required=required)
    _keep(template, (*questions, added), by, at)


@transaction.atomic
def edit_question(
    *,
    template: QuestionTemplate,
    key: str,
    text: str,
    hint: str,
    thin: str,
    good: str,
    required: bool,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Ask it better. It keeps its key, so that answers can be compared over versions."""
    template = _open(template, revision, by)
    questions = read_questions(template.questions)
    place = _place(questions, key)
    rules.check_question(text, questions[:place] + questions[place + 1 :])
    edited = replace(questions[place], text=text.strip(), hint=hint, thin=thin, good=good, required=required)
    _keep(template, (*questions[:place], edited, *questions[place + 1 :]), by, at)


@transaction.atomic
def move_question(*, template: QuestionTemplate, key: str, steps: int, revision: int, by: Actor, at: datetime) -> None:
    """Ask it so many places later (earlier if negative); at the ends it stays."""
    template = _open(template, revision, by)
    questions = list(read_questions(template.questions))
    place = _place(tuple(questions), key)
    moved = questions.pop(place)
    questions.insert(max(0, place + steps), moved)
    _keep(template, tuple(questions), by, at)


@transaction.atomic
def remove_question(*, template: QuestionTemplate, key: str, revision: int, by: Actor, at: datetime) -> None:
    """Ask it no more from this version on. Earlier versions, and what was answered there, stand."""
    template = _open(template, revision, by)
    questions = read_questions(template.questions)
    place = _place(questions, key)
    _keep(template, questions[:place] + questions[place + 1 :], by, at)


@transaction.atomic
def adopt_template(*, template: QuestionTemplate, revision: int, by: Actor, at: datetime) -> None:
    """Use it from now on. The version before it retires; what was made from that one keeps it."""
    template = template.locked()
    rules.check_adopt_template(template, read_questions(template.questions), by)
    trail.check_fresh(template, revision)
    before = QuestionTemplate.objects.of(template.region_id).filter(kind=template.kind).in_use().first()
    if before is not None:
        before = before.locked()
        before.change(state=TemplateState.RETIRED)
        trail.write(before, "retired", by=by, at=at)
    template.change(state=TemplateState.IN_USE, adopted_at=at)
    trail.write(template, "adopted", by=by, at=at)


def _open(template: QuestionTemplate, revision: int, by: Actor) -> QuestionTemplate:
    """The draft, held, as the person saw it."""
    held = template.locked()
    rules.check_edit_template(held, by)
    trail.check_fresh(held, revision)
    return held


def _keys(template: QuestionTemplate) -> set[str]:
    """Every key that any version of this kind has used."""
    versions = QuestionTemplate.objects.of(template.region_id).filter(kind=template.kind)
    return {question["key"] for asked in versions.values_list("questions", flat=True) for question in asked}


def _place(questions: tuple[Question, ...], key: str) -> int:
    for place, question in enumerate(questions):
        if question.key == key:
            return place
    raise RuleBroken("template.no_such_question")


def _keep(template: QuestionTemplate, questions: tuple[Question, ...], by: Actor, at: datetime) -> None:
    template.change(questions=as_json(read_questions(as_json(questions))))  # refused when it could not be read back
    trail.write(template, "edited", by=by, at=at)
