"""What is worth talking about in a round: found by comparing with the plan and with last time.

The system points; people decide. How each is found is said beside it on the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localtime

from varv.core.counting import Counting
from varv.core.judgement import Verdict
from varv.core.status import Path, Point, Status, indicator_status
from varv.delivery.models import Initiative, PlannedResult
from varv.overview.rounds.last_time import LastTime
from varv.overview.rounds.sheet_lines import remainder
from varv.overview.rounds.written_so_far import Written
from varv.overview.words.of_rounds import STANDOUTS, Standout
from varv.rounds.drafts import LineDraft
from varv.rounds.models import Report

BIG_CHANGE = Decimal("0.5")
MOST = Decimal("0.5")
_ORDER = list(Standout)


@dataclass(frozen=True)
class Told:
    """A report that is handed in, with what was approved before it, oldest first.

    ``due_on`` is the author's own last day where it is another than the report's.
    """

    report: Report
    written: Written
    before: tuple[LastTime, ...]
    due_on: date | None = None

    def earlier(self, line: LineDraft) -> tuple[Decimal, ...]:
        """The figures that earlier reports gave for a line, oldest first."""
        told = (one.lines[line.planned_result_id].value for one in self.before if line.planned_result_id in one.lines)
        return tuple(value for value in told if value is not None)

    def result(self, line: LineDraft) -> PlannedResult:
        """What is planned."""
        return self.written.results[line.planned_result_id]


@dataclass(frozen=True)
class Finding:
    """Something that stands out in a report. ``times`` counts repetitions or days; ``before`` and ``now`` a change."""

    kind: Standout
    report_id: int
    initiative: str
    verdict: Verdict
    text: str = ""
    times: int = 0
    before: Decimal | None = None
    now: Decimal | None = None

    @property
    def title(self) -> str:
        """What it is about, in words."""
        return str(STANDOUTS[self.kind])


def standouts(told: Iterable[Told], on: date) -> tuple[Finding, ...]:
    """What stands out in the reports of a period that ended on this day, the weightiest kind first."""
    found = [finding for one in told for finding in _findings(one, on)]
    return tuple(sorted(found, key=lambda finding: (_ORDER.index(finding.kind), finding.initiative)))


def _findings(told: Told, on: date) -> Iterator[Finding]:
    yield from _differs(told, on)
    yield from _too_early_again(told)
    for line in told.written.draft.lines:
        yield from _figure(told, line)
    yield from _late(told)
    if not told.report.learned.strip():
        yield _finding(Standout.NOTHING_LEARNED, told)


def _finding(kind: Standout, told: Told, **facts: object) -> Finding:
    report = told.report
    return Finding(kind, report.pk, report.initiative.name, report.verdict, **facts)  # type: ignore[arg-type]  # named as its fields


def _differs(told: Told, on: date) -> Iterator[Finding]:
    """The author says yes but a figure is far behind its plan, or says no although every figure follows it."""
    statuses = {
        line.planned_result_id: _status(told.report.initiative, told.result(line), _so_far(told, line, value), on)
        for line in told.written.draft.lines
        if (value := line.value) is not None
    }
    planned = {result_id: status for result_id, status in statuses.items() if status is not Status.NO_DATA}
    behind = [result_id for result_id, status in planned.items() if status is Status.OFF_TRACK]
    if told.report.verdict is Verdict.RIGHT_WAY and behind:
        yield _finding(Standout.VERDICT_AND_FIGURES, told, text=told.written.results[behind[0]].text)
    if told.report.verdict is Verdict.WRONG_WAY and set(planned.values()) == {Status.ON_TRACK}:
        yield _finding(Standout.VERDICT_AND_FIGURES, told)


def _so_far(told: Told, line: LineDraft, value: Decimal) -> Decimal:
    """What is planned is planned for the whole time, so what each period gave is added up."""
    is_per_period = told.result(line).counting is Counting.PER_PERIOD
    return sum(told.earlier(line), value) if is_per_period else value


def _status(initiative: Initiative, result: PlannedResult, value: Decimal, on: date) -> Status:
    """A plan is a straight path from nothing at the start to the planned amount at the end, where there is one."""
    ends_on = initiative.ends_on
    if not result.planned or ends_on is None or not initiative.starts_on < min(on, ends_on):
        return Status.NO_DATA
    path = Path(Decimal(0), initiative.starts_on, result.planned, ends_on)
    return indicator_status(path, [Point(on, value)])


def _too_early_again(told: Told) -> Iterator[Finding]:
    verdicts: Sequence[Verdict] = [told.report.verdict, *(one.verdict for one in reversed(told.before))]
    times = next((place for place, verdict in enumerate(verdicts) if verdict is not Verdict.TOO_EARLY), len(verdicts))
    if times > 1:
        yield _finding(Standout.TOO_EARLY_AGAIN, told, times=times)


def _figure(told: Told, line: LineDraft) -> Iterator[Finding]:
    """A figure by itself: a great change, nothing where something was planned, or mostly not broken down."""
    result, value = told.result(line), line.value
    if value is None:
        return
    last = told.before[-1].lines.get(line.planned_result_id) if told.before else None
    before = last.value if last else None
    if before and _is_big(before, value, result.counting):
        yield _finding(Standout.BIG_CHANGE, told, text=result.text, before=before, now=value)
    elif value == 0 and result.planned:
        yield _finding(Standout.ZERO, told, text=result.text)
    if _is_mostly_whole(line, value):
        yield _finding(Standout.NOT_BROKEN_DOWN, told, text=result.text, now=value)


def _is_big(before: Decimal, value: Decimal, counting: Counting) -> bool:
    """At least half as large again as last time, or smaller by half; a total since the start should only grow."""
    if counting is Counting.CUMULATIVE:
        return value < before
    return abs(value - before) >= abs(before) * BIG_CHANGE


def _is_mostly_whole(line: LineDraft, value: Decimal) -> bool:
    """Whether somebody has begun to break the figure down, and most of it is left."""
    dimensions = {part.dimension for part in line.parts}
    left = [remainder(value, [part for part in line.parts if part.dimension is one]) for one in dimensions]
    return any(one is not None and one > value * MOST for one in left)


def _late(told: Told) -> Iterator[Finding]:
    """The first time it was handed in is not kept apart: one that came back and was mended late is late."""
    report = told.report
    due_on = told.due_on or report.due_on or report.round.due_on
    if report.submitted_at and (days := (localtime(report.submitted_at).date() - due_on).days) > 0:
        yield _finding(Standout.LATE, told, times=days)
