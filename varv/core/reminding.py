"""When somebody should be reminded of a report, and when enough has been said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from varv.core.asking import Occasion
from varv.core.workflow import ReportState

NEWS_FOR = timedelta(days=14)
SOON_BEFORE = timedelta(days=7)
AT_MOST_EVERY = timedelta(days=7)
QUIET_AFTER = timedelta(days=3)
WEIGHTIEST_FIRST = (Occasion.LATE, Occasion.SOON, Occasion.OPENED)


@dataclass(frozen=True)
class Awaited:
    """A report that has not been handed in: since when it is asked for, its last day, and when it came back."""

    state: ReportState
    opened_on: date
    due_on: date
    returned_on: date | None = None


def occasion(awaited: Awaited, sent: Mapping[Occasion, date], on: date) -> Occasion | None:
    """Why its author should be reminded on this day, or ``None``. ``sent`` has the latest day of each occasion.

    A report that has come back is news at once, one time. Everything else waits until three days after the latest
    reminder; lateness is told once a week at most.
    """
    if _has_come_back(awaited, sent):
        return Occasion.RETURNED
    if sent and on < max(sent.values()) + QUIET_AFTER:
        return None
    return next(
        (one for one in (Occasion.LATE, Occasion.SOON, Occasion.OPENED) if _is_time(one, awaited, sent, on)), None
    )


def _has_come_back(awaited: Awaited, sent: Mapping[Occasion, date]) -> bool:
    if awaited.state is not ReportState.RETURNED or awaited.returned_on is None:
        return False
    told = sent.get(Occasion.RETURNED)
    return told is None or told < awaited.returned_on


def _is_time(why: Occasion, awaited: Awaited, sent: Mapping[Occasion, date], on: date) -> bool:
    told = sent.get(why)
    if why is Occasion.LATE:
        return on > awaited.due_on and (told is None or on >= told + AT_MOST_EVERY)
    if told is not None:
        return False
    if why is Occasion.SOON:
        return awaited.due_on - SOON_BEFORE <= on <= awaited.due_on
    return awaited.opened_on <= on < min(awaited.opened_on + NEWS_FOR, awaited.due_on - SOON_BEFORE)
