"""What is worth talking about in a round: found by comparing with the plan and with last time.

The system points; people decide. How each is found is said beside it on the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.judgement import Verdict
from varv.core.status import Path, Point, Status, indicator_status
from varv.delivery.models import Initiative, PlannedResult
from varv.overview.rounds.last_time import LastTime
from varv.overview.rounds.written_so_far import Written
from varv.overview.words.of_rounds import Standout
from varv.rounds.models import Report

BIG_CHANGE = Decimal("0.5")
_ORDER = list(Standout)


@dataclass(frozen=True)
class Told:
    """A report that is handed in, with what was approved before it, oldest first."""

    report: Report
    written: Written
    before: tuple[LastTime, ...]


@dataclass(frozen=True)
class Finding:
    """Something that stands out in a report. ``times`` counts a repetition; ``before`` and ``now`` a change."""

    kind: Standout
    report_id: int
    initiative: str
    verdict: Verdict
    text: str = ""
    times: int = 0
    before: Decimal | None = None
    now: Decimal | None = None


def standouts(told: Iterable[Told], on: date) -> tuple[Finding, ...]:
    """What stands out in the reports of a period that ended on this day, the weightiest kind first."""
    found = [finding for one in told for finding in _findings(one, on)]
    return tuple(sorted(found, key=lambda finding: (_ORDER.index(finding.kind), finding.initiative)))


def _findings(told: Told, on: date) -> Iterator[Finding]:
    yield from _differs(told, on)
    yield from _too_early_again(told)
    yield from _big_changes(told)
    if not told.report.learned.strip():
        yield _finding(Standout.NOTHING_LEARNED, told)


def _finding(kind: Standout, told: Told, **facts: object) -> Finding:
    report = told.report
    return Finding(kind, report.pk, report.initiative.name, report.verdict, **facts)  # type: ignore[arg-type]  # named as its fields


def _differs(told: Told, on: date) -> Iterator[Finding]:
    """The author says yes but a figure is far behind its plan, or says no although every figure follows it."""
    statuses = {
        line.planned_result_id: _status(told.report.initiative, told.written.results[line.planned_result_id], value, on)
        for line in told.written.draft.lines
        if (value := line.value) is not None
    }
    planned = {result_id: status for result_id, status in statuses.items() if status is not Status.NO_DATA}
    behind = [result_id for result_id, status in planned.items() if status is Status.OFF_TRACK]
    if told.report.verdict is Verdict.RIGHT_WAY and behind:
        yield _finding(Standout.VERDICT_AND_FIGURES, told, text=told.written.results[behind[0]].text)
    if told.report.verdict is Verdict.WRONG_WAY and set(planned.values()) == {Status.ON_TRACK}:
        yield _finding(Standout.VERDICT_AND_FIGURES, told)


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


def _big_changes(told: Told) -> Iterator[Finding]:
    """A value at least half as large again as last time, or smaller by half."""
    last = told.before[-1].lines if told.before else {}
    for line in told.written.draft.lines:
        before = last[line.planned_result_id].value if line.planned_result_id in last else None
        if line.value is None or not before or abs(line.value - before) < abs(before) * BIG_CHANGE:
            continue
        text = told.written.results[line.planned_result_id].text
        yield _finding(Standout.BIG_CHANGE, told, text=text, before=before, now=line.value)
