"""A report as its author writes it: plain values, and what is still lacking before it can be handed in.

Parts are named as the fields of the form, so that whoever refuses can point at each:
``done``, ``value_<planned result's id>``, ``part_<planned result's id>_<dimension>_<category>``, ``verdict_reason``,
``judge_again_on``, ``unexpected``, ``learned``, ``next_change``, ``needs``, ``answer_<question's key>``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil

from varv.core.counting import Dimension
from varv.core.judgement import Confidence, Verdict
from varv.core.questions import Question, read_questions
from varv.core.status import Missing
from varv.rounds.models import LinePart, Report, ReportLine

TEXTS = (
    "done",
    "verdict",
    "verdict_reason",
    "judge_again_on",
    "unexpected",
    "learned",
    "next_change",
    "confidence",
    "needs",
    "needs_nothing",
)


@dataclass(frozen=True, order=True)
class PartDraft:
    """What one category of one breakdown has of a line's value. What no part has is *not broken down*."""

    dimension: Dimension
    category: str
    value: Decimal


@dataclass(frozen=True)
class LineDraft:
    """What is written about one planned output or outcome: a value with its parts, or why there is none."""

    planned_result_id: int
    value: Decimal | None = None
    missing: Missing | None = None
    comment: str = ""
    parts: tuple[PartDraft, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is a value or a reason."""
        return self.value is not None or self.missing is not None

    @property
    def figures(self) -> tuple[Decimal | None, Missing | None, tuple[PartDraft, ...]]:
        """All but the words, with the parts in an order of their own."""
        return self.value, self.missing, tuple(sorted(self.parts))


@dataclass(frozen=True)
class Draft:
    """Everything an author writes in a report. ``answers`` are those to the template's own questions, by key."""

    done: str = ""
    verdict: Verdict = Verdict.NOT_ASSESSED
    verdict_reason: str = ""
    judge_again_on: date | None = None
    unexpected: str = ""
    learned: str = ""
    next_change: str = ""
    confidence: Confidence | None = None
    needs: str = ""
    needs_nothing: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[LineDraft, ...] = ()

    def texts(self) -> Mapping[str, object]:
        """What stands on the report itself, by field."""
        return {**{name: getattr(self, name) for name in TEXTS}, "answers": dict(self.answers)}


@dataclass(frozen=True)
class Ruling:
    """What a person found on one axis, and why."""

    verdict: Verdict
    reason: str = ""


def value_field(planned_result_id: int) -> str:
    """The name of the field that holds this line's value."""
    return f"value_{planned_result_id}"


def part_field(planned_result_id: int, dimension: Dimension, category: str) -> str:
    """The name of the field that holds this category's part of the line's value."""
    return f"part_{planned_result_id}_{dimension}_{category}"


def answer_field(key: str) -> str:
    """The name of the field that holds the answer to this question."""
    return f"answer_{key}"


def questions_of(report: Report) -> tuple[Question, ...]:
    """The template's own questions to this report, in order. Select the template with it."""
    return () if report.template is None else read_questions(report.template.questions)


def as_written(
    report: Report, planned_result_ids: Iterable[int], lines: Iterable[ReportLine], parts: Iterable[LinePart] = ()
) -> Draft:
    """The report as it stands, with a line for everything that is planned, in that order."""
    written = {line.planned_result_id: line for line in lines}
    parts_of: dict[int, list[PartDraft]] = defaultdict(list)
    for part in parts:
        parts_of[part.line_id].append(PartDraft(part.dimension, part.category, part.value))
    return Draft(
        **{name: getattr(report, name) for name in TEXTS},
        answers=dict(report.answers),
        lines=tuple(_line(planned, written.get(planned), parts_of) for planned in planned_result_ids),
    )


def _line(planned_result_id: int, line: ReportLine | None, parts_of: Mapping[int, list[PartDraft]]) -> LineDraft:
    if line is None:
        return LineDraft(planned_result_id)
    parts = tuple(sorted(parts_of.get(line.pk, ())))
    return LineDraft(planned_result_id, line.value, line.missing, line.comment, parts)


def lacking(draft: Draft, questions: Sequence[Question] = ()) -> tuple[str, ...]:
    """The parts that must be there before the report can be handed in, and are not.

    A lesson is asked for but never demanded: one written because it must be teaches nobody. Nor is a breakdown:
    a dimension may be left wholly blank.
    """
    assessed = draft.verdict is not Verdict.NOT_ASSESSED
    parts = {
        "done": not draft.done.strip(),
        **{value_field(line.planned_result_id): not line.is_answered for line in draft.lines},
        "verdict_reason": assessed and not draft.verdict_reason.strip(),
        "judge_again_on": draft.verdict is Verdict.TOO_EARLY and draft.judge_again_on is None,
        "needs": bool(draft.needs.strip()) == draft.needs_nothing,
        **{
            answer_field(question.key): question.required and not draft.answers.get(question.key, "").strip()
            for question in questions
        },
    }
    return tuple(name for name, lacks in parts.items() if lacks)


class Part(StrEnum):
    """The questions a report is written under."""

    DONE = "done"
    OUTCOME = "outcome"
    LEARNED = "learned"
    NEEDS = "needs"


# What it takes to write what is not there yet, by what people needed when the form was tried on paper.
MINUTES_A_TEXT, MINUTES_A_LINE, MINUTES_TO_CHECK = 2.0, 0.5, 1.0


@dataclass(frozen=True)
class Progress:
    """Which questions are answered, and about how many minutes the rest takes."""

    done: frozenset[Part]
    minutes_left: int

    @property
    def left(self) -> int:
        """How many questions are not answered yet."""
        return len(Part) - len(self.done)


def progress(draft: Draft, output_ids: Collection[int], questions: Sequence[Question] = ()) -> Progress:
    """How far a draft has come. Every unwritten text is two minutes, every number half a minute, checking one.

    Not assessed is an answer, but the question is asked until the report is handed in. The template's own required
    questions stand with what is needed, last.
    """
    unwritten = set(lacking(draft, questions))
    lines = {line.planned_result_id for line in draft.lines if not line.is_answered}
    outputs = lines & set(output_ids)
    unjudged = draft.verdict is Verdict.NOT_ASSESSED or bool(unwritten & {"verdict_reason", "judge_again_on"})
    unanswered = unwritten & {answer_field(question.key) for question in questions}
    open_texts = {
        Part.DONE: "done" in unwritten,
        Part.OUTCOME: unjudged,
        Part.LEARNED: not draft.learned.strip(),
        Part.NEEDS: "needs" in unwritten,
    }
    open_parts = {Part.DONE: outputs, Part.OUTCOME: lines - outputs, Part.NEEDS: unanswered}
    done = frozenset(part for part in Part if not open_texts[part] and not open_parts.get(part))
    texts = sum(open_texts.values()) + len(unanswered)
    return Progress(done, ceil(MINUTES_A_TEXT * texts + MINUTES_A_LINE * len(lines) + MINUTES_TO_CHECK))
