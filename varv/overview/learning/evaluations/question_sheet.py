"""What do we want to know? Each evaluation question, what it is about, who asks it and what answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from varv.core.theory import Evidence, Holding
from varv.core.workflow import EvaluationState
from varv.learning.models import AskedQuestion, Evaluation, Finding, QuestionTie
from varv.strategy.models import AssumptionCheck, EvaluationQuestion


@dataclass(frozen=True)
class TieLine:
    """A goal, or a link with what is assumed of it; ``holding`` is None when nobody has looked."""

    id: int
    goal_id: int | None
    goal: str
    link_id: int | None
    chain_id: int | None
    chain: str
    source: str
    target: str
    assumption: str
    evidence: Evidence | None
    holding: Holding | None


@dataclass(frozen=True)
class AskedLine:
    """An evaluation that asks the question."""

    evaluation_id: int
    title: str
    state: EvaluationState


@dataclass(frozen=True)
class AnswerLine:
    """A finding that answers the question."""

    finding_id: int
    text: str
    evaluation: str
    evidence: Evidence
    seen_on: date


@dataclass(frozen=True)
class QuestionSheet:
    """A question with all that hangs on it."""

    id: int
    number: str
    text: str
    domain: str
    ties: tuple[TieLine, ...]
    asked: tuple[AskedLine, ...]
    answers: tuple[AnswerLine, ...]

    @property
    def strongest(self) -> Evidence | None:
        """The best support that any answer has."""
        return min((one.evidence for one in self.answers), key=list(Evidence).index, default=None)


@dataclass(frozen=True)
class QuestionLine:
    """A question in a list, with how many things it is about, evaluations that ask it, and findings that answer it."""

    id: int
    number: str
    text: str
    ties: int
    asked: int
    answers: int


def question_sheet(question: EvaluationQuestion) -> QuestionSheet:
    """The question with all that hangs on it, in a fixed number of queries."""
    region = question.region_id
    whole = EvaluationQuestion.objects.of(region).select_related("domain").get(pk=question.pk)
    asked = Evaluation.objects.of(region).filter(asked__question=question).order_by("-delivered_on", "-pk")
    answers = Finding.objects.of(region).filter(question=question).select_related("evaluation")
    return QuestionSheet(
        id=whole.pk,
        number=number_of(whole),
        text=whole.text,
        domain=whole.domain.name,
        ties=_ties(question),
        asked=tuple(AskedLine(one.pk, one.title, one.state) for one in asked),
        answers=tuple(
            AnswerLine(one.pk, one.text, one.evaluation.title, one.evidence, one.seen_on)
            for one in answers.order_by("-seen_on", "-pk")
        ),
    )


def number_of(question: EvaluationQuestion) -> str:
    """``2.3``: the third question of the second domain. Fetch it with its domain."""
    return f"{question.domain.number}.{question.number}"


def _ties(question: EvaluationQuestion) -> tuple[TieLine, ...]:
    latest = (
        AssumptionCheck.objects.of(question.region_id)
        .filter(link=OuterRef("link"))
        .newest_first()
        .values("holding")[:1]
    )
    found = QuestionTie.objects.of(question.region_id).filter(question=question).annotate(holding=Subquery(latest))
    rows = found.select_related("goal", "link__chain", "link__source", "link__target").order_by("goal_id", "pk")
    return tuple(_tie(row) for row in rows)


def _tie(row: Any) -> TieLine:
    link = row.link
    return TieLine(
        id=row.pk,
        goal_id=row.goal_id,
        goal=str(row.goal) if row.goal else "",
        link_id=row.link_id,
        chain_id=link.chain_id if link else None,
        chain=link.chain.name if link else "",
        source=link.source.text if link else "",
        target=link.target.text if link else "",
        assumption=link.assumption if link else "",
        evidence=link.evidence if link else None,
        holding=Holding(row.holding) if row.holding else None,
    )


def question_list(region_id: int) -> tuple[tuple[str, tuple[QuestionLine, ...]], ...]:
    """The questions by domain, as numbered, in four queries."""
    questions = EvaluationQuestion.objects.of(region_id).select_related("domain").order_by("domain__number", "number")
    ties, asked, answers = (_counted(model.objects.of(region_id)) for model in (QuestionTie, AskedQuestion, Finding))
    lines = [
        (
            one.domain.name,
            QuestionLine(
                one.pk, number_of(one), one.text, ties.get(one.pk, 0), asked.get(one.pk, 0), answers.get(one.pk, 0)
            ),
        )
        for one in questions
    ]
    return tuple((name, tuple(_lines(grouped))) for name, grouped in groupby(lines, lambda line: line[0]))


def _lines(grouped: Iterable[tuple[str, QuestionLine]]) -> Iterable[QuestionLine]:
    return (line for _name, line in grouped)


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    """How many of these each question has."""
    found = rows.exclude(question=None).values("question").annotate(many=Count("pk")).order_by("question")
    return dict(found.values_list("question", "many"))
