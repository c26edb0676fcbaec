"""The learning cycle: what is due when, in cycles that run past the year's end and overlap.

The framework's cycle is "18+ months": at any time one cycle collects while the
one before it is analysed and acted on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken


@dataclass(frozen=True)
class Phase:
    """A part of a cycle, in whole months."""

    code: str
    months: int


@dataclass(frozen=True)
class Rhythm:
    """A cycle: when the first one starts, how often a new one starts, and its phases in order."""

    first: Period
    every_months: int
    phases: Sequence[Phase]

    def __post_init__(self) -> None:
        empty = not self.phases or any(phase.months < 1 for phase in self.phases)
        if empty or self.every_months < 1 or self.first.span is not Span.MONTH:
            raise RuleBroken("cycle.has_no_length")

    @property
    def months(self) -> int:
        """How long one cycle lasts."""
        return sum(phase.months for phase in self.phases)


@dataclass(frozen=True)
class Due:
    """One phase of one cycle, with its first and last day. Cycles are numbered from 1."""

    cycle: int
    phase: str
    starts_on: date
    ends_on: date


def schedule(rhythm: Rhythm, until: date) -> Iterator[Due]:
    """Every phase that starts no later than ``until``: cycle by cycle, in order within each."""
    for number, start in enumerate(_starts(rhythm, until), start=1):
        yield from takewhile(lambda due: due.starts_on <= until, _phases(rhythm, number, start))


def running(rhythm: Rhythm, on: date) -> list[Due]:
    """What is going on this day: usually one phase in each of two overlapping cycles."""
    return [due for due in schedule(rhythm, on) if due.starts_on <= on <= due.ends_on]


def _starts(rhythm: Rhythm, until: date) -> Iterator[Period]:
    start = rhythm.first
    while start.first <= until:
        yield start
        start = start.shifted(rhythm.every_months)


def _phases(rhythm: Rhythm, number: int, start: Period) -> Iterator[Due]:
    for phase in rhythm.phases:
        yield Due(number, phase.code, start.first, start.shifted(phase.months - 1).last)
        start = start.shifted(phase.months)
