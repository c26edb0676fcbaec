"""A report as its author writes it: plain values, and what is still lacking before it can be handed in.

Parts are named as the fields of the form, so that whoever refuses can point at each:
``done``, ``value_<planned result's id>``, ``verdict_reason``, ``judge_again_on``, ``learned``, ``needs``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
