"""Why a report cannot be written in now. A lock says what happened; its words say what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.workflow import ReportState, RoundState
from varv.rounds.models import Extension, Report, Round

WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)


@dataclass(frozen=True)
class Lock:
    """Why something cannot be changed now: a refusal's code, and the facts its words show."""

    code: str
    facts: Mapping[str, object]

    def refusal(self) -> RuleBroken:
        """The same as a refusal."""
        return RuleBroken(self.code, **self.facts)


def lock_of(report: Report, on: date) -> Lock | None:
    """Why nobody can write in the report on this day, or ``None`` when its author can.

    After the last day a report is late, not locked. Closing the round locks it, except for whoever has been given
    more time: until that day the author of the report may write as if the round were open. Freezing ends that too.
    """
    if report.state is ReportState.SUBMITTED:
        return Lock("report.submitted", {"at": report.submitted_at})
    if report.state is ReportState.APPROVED:
        return Lock("report.approved", {"at": report.approved_at})
    return lock_of_its_round(report, on)


def lock_of_its_round(report: Report, on: date) -> Lock | None:
    """Why the round takes nothing more from the report's author on this day, or ``None`` when it does."""
    round_ = report.round
    if round_.state is not RoundState.OPEN:
        lock = lock_of_round(round_)
    elif round_.is_limited and report.figures_frozen_at is None:
        lock = Lock("round.limited", {"reason": round_.reopened_because})
    else:
        return None
    return None if round_.frozen_at is None and has_more_time(report, on) else lock


def lock_of_round(round_: Round) -> Lock | None:
    """Why the round takes no reports, or ``None`` when it is open."""
    match round_.state:
        case RoundState.OPEN:
            return None
        case RoundState.CLOSED:
            return Lock("round.closed", {"at": round_.closed_at})
        case RoundState.FROZEN:
            return Lock("round.frozen", {"at": round_.frozen_at})
        case _:
            return Lock("round.not_open", {"opens_on": round_.opens_on})


def has_more_time(report: Report, on: date) -> bool:
    """Whether the author has been given time in the round that has not run out."""
    given = Extension.objects.of(report.region_id).filter(round=report.round_id, person=report.author_id)
    return bool(given.filter(due_on__gte=on).exists())


def check_unlocked(lock: Lock | None) -> None:
    """Refuse in the lock's own words."""
    if lock is not None:
        raise lock.refusal()


def check_is_open(round_: Round) -> None:
    """A round that is closed or frozen takes nothing."""
    check_unlocked(lock_of_round(round_))
