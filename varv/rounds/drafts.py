"""A report as its author writes it: plain values, and what is still lacking before it can be handed in.

Parts are named as the fields of the form, so that whoever refuses can point at each:
``done``, ``value_<planned result's id>``, ``verdict_reason``, ``judge_again_on``, ``learned``, ``needs``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil

from varv.core.judgement import Confidence, Verdict
from varv.core.status import Missing
from varv.rounds.models import Report, ReportLine

TEXTS = (
    "done",
    "verdict",
    "verdict_reason",
    "judge_again_on",
    "learned",
    "confidence",
    "needs",
    "needs_nothing",
)


@dataclass(frozen=True)
class LineDraft:
    """What is written about one planned output or outcome: a value, or why there is none."""

    planned_result_id: int
    value: Decimal | None = None
    missing: Missing | None = None
    comment: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there is a value or a reason."""
        return self.value is not None or self.missing is not None


@dataclass(frozen=True)
class Draft:
    """Everything an author writes in a report."""

    done: str = ""
    verdict: Verdict = Verdict.NOT_ASSESSED
    verdict_reason: str = ""
    judge_again_on: date | None = None
    learned: str = ""
    confidence: Confidence | None = None
    needs: str = ""
    needs_nothing: bool = False
    lines: tuple[LineDraft, ...] = ()

    def texts(self) -> Mapping[str, object]:
        """What stands on the report itself, by field."""
        return {name: getattr(self, name) for name in TEXTS}


@dataclass(frozen=True)
class Ruling:
    """What a person found on one axis, and why."""

    verdict: Verdict
    reason: str = ""


def value_field(planned_result_id: int) -> str:
    """The name of the field that holds this line's value."""
    return f"value_{planned_result_id}"


def as_written(report: Report, planned_result_ids: Iterable[int], lines: Iterable[ReportLine]) -> Draft:
    """The report as it stands, with a line for everything that is planned, in that order."""
    written = {line.planned_result_id: line for line in lines}
    return Draft(
        **{name: getattr(report, name) for name in TEXTS},
        lines=tuple(_line(planned, written.get(planned)) for planned in planned_result_ids),
    )


def _line(planned_result_id: int, line: ReportLine | None) -> LineDraft:
    if line is None:
        return LineDraft(planned_result_id)
    return LineDraft(planned_result_id, line.value, line.missing, line.comment)


def lacking(draft: Draft) -> tuple[str, ...]:
    """The parts that must be there before the report can be handed in, and are not.

    A lesson is asked for but never demanded: one written because it must be teaches nobody.
    """
    assessed = draft.verdict is not Verdict.NOT_ASSESSED
    parts = {
        "done": not draft.done.strip(),
        **{value_field(line.planned_result_id): not line.is_answered for line in draft.lines},
        "verdict_reason": assessed and not draft.verdict_reason.strip(),
        "judge_again_on": draft.verdict is Verdict.TOO_EARLY and draft.judge_again_on is None,
        "needs": bool(draft.needs.strip()) == draft.needs_nothing,
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


def progress(draft: Draft, output_ids: Collection[int]) -> Progress:
    """How far a draft has come. Every unwritten text is two minutes, every number half a minute, checking one.

    Not assessed is an answer, but the question is asked until the report is handed in.
    """
    unwritten = set(lacking(draft))
    lines = {line.planned_result_id for line in draft.lines if not line.is_answered}
    outputs = lines & set(output_ids)
    unjudged = draft.verdict is Verdict.NOT_ASSESSED or bool(unwritten & {"verdict_reason", "judge_again_on"})
    open_texts = {
        Part.DONE: "done" in unwritten,
        Part.OUTCOME: unjudged,
        Part.LEARNED: not draft.learned.strip(),
        Part.NEEDS: "needs" in unwritten,
    }
    open_lines = {Part.DONE: outputs, Part.OUTCOME: lines - outputs}
    done = frozenset(part for part in Part if not open_texts[part] and not open_lines.get(part))
    minutes = MINUTES_A_TEXT * sum(open_texts.values()) + MINUTES_A_LINE * len(lines) + MINUTES_TO_CHECK
    return Progress(done, ceil(minutes))
