"""Visits to a project: what was asked, what was said, and what is still to be looked at."""

from dataclasses import dataclass
from datetime import date

from varv.core.questions import Question, read_questions
from varv.delivery.models import Project
from varv.rounds.models import QuestionTemplate, Visit


@dataclass(frozen=True)
class VisitLine:
    """A visit in the list. One with nothing written is a plan."""

    id: int
    visited_on: date
    summary: str
    learned: str
    to_follow_up: str
    answered: int
    asked: int

    @property
    def is_noted(self) -> bool:
        """Whether anything has been written."""
        return bool(self.answered or self.summary or self.learned or self.to_follow_up)


@dataclass(frozen=True)
class VisitSheet:
    """A visit with its questions and answers."""

    line: VisitLine
    template: str
    version: int | None
    answers: tuple[tuple[Question, str], ...]


def visit_lines(project: Project) -> tuple[VisitLine, ...]:
    """The project's visits, the latest first. One query."""
    visits = Visit.objects.of(project.region_id).filter(project=project).select_related("template")
    return tuple(_line(visit) for visit in visits.order_by("-visited_on", "-pk"))


def visit_sheet(visit: Visit) -> VisitSheet:
    """One visit; what was not answered stands there all the same."""
    return VisitSheet(
        line=_line(visit),
        template=visit.template.name if visit.template else "",
        version=visit.template.version if visit.template else None,
        answers=tuple((question, visit.answers.get(question.key, "")) for question in questions_of(visit.template)),
    )


def questions_of(template: QuestionTemplate | None) -> tuple[Question, ...]:
    """What a template asks; nothing without one."""
    return () if template is None else read_questions(template.questions)


def _line(visit: Visit) -> VisitLine:
    return VisitLine(
        id=visit.pk,
        visited_on=visit.visited_on,
        summary=visit.summary,
        learned=visit.learned,
        to_follow_up=visit.to_follow_up,
        answered=len(visit.answers),
        asked=len(visit.template.questions) if visit.template else 0,
    )
