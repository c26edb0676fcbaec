"""The region's way of working: every part of its framework, and where it differs from the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from varv.core.kinds import AspectKind
from varv.core.versions import FieldChange
from varv.overview.strategy.differences import FieldLine, field_lines
from varv.strategy.models import (
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    MatrixRow,
)
from varv.strategy.templates import (
    Template,
    TemplateActivity,
    TemplateDomain,
    TemplateQuestion,
    TemplateRow,
    template,
)

ACTIVITY_FIELDS = ("name", "definition", "output", "outcome", "description")
ROW_FIELDS = ("what", "how", "who", "when", "comment")


@dataclass(frozen=True)
class Aspect:
    """A purpose, or a use."""

    number: int
    name: str
    description: str


@dataclass(frozen=True)
class Activity:
    """A generic activity as the region says it; ``changes`` go from the template's words to the region's."""

    id: int
    number: int
    name: str
    definition: str
    output: str
    outcome: str
    description: str
    changes: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Question:
    """An evaluation question. The region's own has no counterpart in the template."""

    id: int
    number: int
    text: str
    is_own: bool
    changes: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Row:
    """A row of the matrix. The region's own can be taken away."""

    id: int
    number: int
    what: str
    how: str
    who: str
    when: str
    comment: str
    is_own: bool
    changes: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Domain:
    """A domain with its questions and rows; without rows it waits to be filled."""

    id: int
    number: int
    name: str
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class FrameworkSheet:
    """The whole framework. ``notes`` say what the source leaves out or unexplained."""

    id: int
    name: str
    source: str
    version: date
    aim: str
    chain_rule: str
    cycle_months: int
    cycle_note: str
    notes: tuple[str, ...]
    purposes: tuple[Aspect, ...]
    uses: tuple[Aspect, ...]
    activities: tuple[Activity, ...]
    domains: tuple[Domain, ...]

    @property
    def changed(self) -> int:
        """How many parts the region has changed or added since it took the template over."""
        parts: list[Activity | Question | Row] = [*self.activities]
        for domain in self.domains:
            parts += [*domain.questions, *domain.rows]
        return sum(bool(part.changes) or getattr(part, "is_own", False) for part in parts)

    @property
    def question_count(self) -> int:
        """How many evaluation questions, in all domains."""
        return sum(len(domain.questions) for domain in self.domains)

    @property
    def empty_domains(self) -> int:
        """How many domains have no row in the matrix."""
        return sum(not domain.rows for domain in self.domains)


def framework_sheet(framework: Framework) -> FrameworkSheet:
    """All of the region's framework beside the template's version that it was copied from. Five queries."""
    original = template(framework.template, framework.template_version)
    aspects = list(FrameworkAspect.objects.of(framework.region_id).filter(framework=framework).in_order())
    return FrameworkSheet(
        id=framework.pk,
        name=framework.name,
        source=framework.source,
        version=framework.template_version,
        aim=framework.aim,
        chain_rule=framework.chain_rule,
        cycle_months=framework.cycle_months,
        cycle_note=framework.cycle_note,
        notes=original.notes,
        purposes=_aspects(aspects, AspectKind.PURPOSE),
        uses=_aspects(aspects, AspectKind.USE),
        activities=_activities(framework, original),
        domains=_domains(framework, original),
    )


def _aspects(aspects: Iterable[FrameworkAspect], kind: AspectKind) -> tuple[Aspect, ...]:
    return tuple(Aspect(each.number, each.name, each.description) for each in aspects if each.kind is kind)


def _activities(framework: Framework, original: Template) -> tuple[Activity, ...]:
    known = {each.number: each for each in original.activities}
    own = GenericActivity.objects.of(framework.region_id).filter(framework=framework).in_order()
    return tuple(
        Activity(
            id=each.pk,
            number=each.number,
            **{field: getattr(each, field) for field in ACTIVITY_FIELDS},
            changes=_changes(known.get(each.number), each, ACTIVITY_FIELDS),
        )
        for each in own
    )


def _domains(framework: Framework, original: Template) -> tuple[Domain, ...]:
    of_region = framework.region_id
    known = {each.number: each for each in original.domains}
    questions = list(EvaluationQuestion.objects.of(of_region).filter(domain__framework=framework).in_order())
    rows = list(MatrixRow.objects.of(of_region).filter(domain__framework=framework).in_order())
    return tuple(
        Domain(
            id=each.pk,
            number=each.number,
            name=each.name,
            questions=_questions([own for own in questions if own.domain_id == each.pk], known.get(each.number)),
            rows=_rows([own for own in rows if own.domain_id == each.pk], known.get(each.number)),
        )
        for each in EvaluationDomain.objects.of(of_region).filter(framework=framework).in_order()
    )


def _questions(own: Iterable[EvaluationQuestion], domain: TemplateDomain | None) -> tuple[Question, ...]:
    known: Mapping[int, TemplateQuestion] = {each.number: each for each in domain.questions} if domain else {}
    return tuple(
        Question(
            id=each.pk,
            number=each.number,
            text=each.text,
            is_own=each.number not in known,
            changes=_changes(known.get(each.number), each, ("text",)),
        )
        for each in own
    )


def _rows(own: Iterable[MatrixRow], domain: TemplateDomain | None) -> tuple[Row, ...]:
    known: Mapping[int, TemplateRow] = {each.number: each for each in domain.rows} if domain else {}
    return tuple(
        Row(
            id=each.pk,
            number=each.number,
            **{field: getattr(each, field) for field in ROW_FIELDS},
            is_own=each.number not in known,
            changes=_changes(known.get(each.number), each, ROW_FIELDS),
        )
        for each in own
    )


def _changes(
    original: TemplateActivity | TemplateQuestion | TemplateRow | None, own: Any, fields: Iterable[str]
) -> tuple[FieldLine, ...]:
    """From the template's words to the region's; none for what the region added itself."""
    if original is None:
        return ()
    pairs = [FieldChange(field, getattr(original, field), getattr(own, field)) for field in fields]
    return field_lines(tuple(pair for pair in pairs if pair.before != pair.after))
