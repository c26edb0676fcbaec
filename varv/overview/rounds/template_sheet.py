"""Templates of questions: which are used, what a version asks, and how two versions differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from varv.core.asking import TemplateKind
from varv.core.questions import TEXTS, Question, read_questions
from varv.core.workflow import TemplateState
from varv.rounds.models import QuestionTemplate, Report, Visit

COMPARED = (*TEXTS, "required")


@dataclass(frozen=True)
class TemplateLine:
    """A version in the list. ``used`` is how many reports and visits are made with it."""

    id: int
    kind: TemplateKind
    version: int
    state: TemplateState
    name: str
    questions: int
    adopted_at: datetime | None
    used: int


@dataclass(frozen=True)
class KindLine:
    """A kind of template with its versions, the newest first."""

    kind: TemplateKind
    versions: tuple[TemplateLine, ...]

    @property
    def in_use(self) -> TemplateLine | None:
        """The version that is asked now; ``None`` until the region has taken one into use."""
        return self._in(TemplateState.IN_USE)

    @property
    def draft(self) -> TemplateLine | None:
        """The version that is being changed."""
        return self._in(TemplateState.DRAFT)

    @property
    def retired(self) -> tuple[TemplateLine, ...]:
        """Those that were asked before."""
        return tuple(line for line in self.versions if line.state is TemplateState.RETIRED)

    def _in(self, state: TemplateState) -> TemplateLine | None:
        return next((line for line in self.versions if line.state is state), None)


@dataclass(frozen=True)
class ChangedQuestion:
    """A question that both versions ask: which parts of it differ, as before and after."""

    question: Question
    parts: tuple[tuple[str, str | bool, str | bool], ...]


@dataclass(frozen=True)
class Difference:
    """What a version asks that an earlier one did not, and the other way round."""

    added: tuple[Question, ...]
    removed: tuple[Question, ...]
    changed: tuple[ChangedQuestion, ...]
    is_reordered: bool

    @property
    def is_none(self) -> bool:
        """Whether both ask the same in the same order."""
        return not (self.added or self.removed or self.changed or self.is_reordered)


def template_list(region_id: int) -> tuple[KindLine, ...]:
    """Every kind with its versions, also those that the region has none of. Three queries."""
    used = _used(region_id)
    versions = QuestionTemplate.objects.of(region_id).order_by("-version", "-pk")
    lines = [_line(template, used) for template in versions]
    return tuple(KindLine(kind, tuple(line for line in lines if line.kind is kind)) for kind in TemplateKind)


def template_line(template: QuestionTemplate) -> TemplateLine:
    """One version, and how many are made with it."""
    return _line(template, _used(template.region_id))


def _used(region_id: int) -> Mapping[int, int]:
    """Version's id → how many reports and visits were made with it."""
    used: dict[int, int] = {}
    for model in (Report, Visit):
        made = model.objects.of(region_id).exclude(template=None).order_by().values("template")
        for template_id, count in made.annotate(n=Count("pk")).values_list("template", "n"):
            used[template_id] = used.get(template_id, 0) + count
    return used


def _line(template: QuestionTemplate, used: Mapping[int, int]) -> TemplateLine:
    return TemplateLine(
        id=template.pk,
        kind=template.kind,
        version=template.version,
        state=template.state,
        name=template.name,
        questions=len(template.questions),
        adopted_at=template.adopted_at,
        used=used.get(template.pk, 0),
    )


def other_versions(template: QuestionTemplate) -> tuple[QuestionTemplate, ...]:
    """The other versions of its kind, the newest first."""
    versions = QuestionTemplate.objects.of(template.region_id).filter(kind=template.kind)
    return tuple(versions.exclude(pk=template.pk).order_by("-version", "-pk"))


def difference(before: QuestionTemplate, after: QuestionTemplate) -> Difference:
    """How the later differs from the earlier. Questions are the same when they have the same key."""
    old = {question.key: question for question in read_questions(before.questions)}
    new = {question.key: question for question in read_questions(after.questions)}
    both = [key for key in new if key in old]
    changed = [ChangedQuestion(new[key], _changed(old[key], new[key])) for key in both]
    return Difference(
        added=tuple(question for key, question in new.items() if key not in old),
        removed=tuple(question for key, question in old.items() if key not in new),
        changed=tuple(each for each in changed if each.parts),
        is_reordered=both != [key for key in old if key in new],
    )


def _changed(before: Question, after: Question) -> tuple[tuple[str, str | bool, str | bool], ...]:
    return tuple(
        (part, getattr(before, part), getattr(after, part))
        for part in COMPARED
        if getattr(before, part) != getattr(after, part)
    )
