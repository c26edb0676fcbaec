"""Periods of the calendar: year, half, tertial, quarter, month.

Written ``2026``, ``2026H1``, ``2026T2``, ``2026K3`` (Statistics Sweden's K for
*kvartal*; ``Q`` is read too) and ``2026M04``. The text is how a period is kept
in the database; everywhere else it is a ``Period``.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from varv.core.refusals import RuleBroken

FIRST_YEAR, LAST_YEAR = 1749, 2199  # the first year of Swedish population statistics; far enough ahead


class Span(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    TERTIAL = "tertial"
    QUARTER = "quarter"
    MONTH = "month"


_MONTHS = {Span.YEAR: 12, Span.HALF: 6, Span.TERTIAL: 4, Span.QUARTER: 3, Span.MONTH: 1}
_LETTER = {Span.HALF: "H", Span.TERTIAL: "T", Span.QUARTER: "K", Span.MONTH: "M"}
_SPAN = {letter: span for span, letter in _LETTER.items()} | {"Q": Span.QUARTER}
_WRITTEN = re.compile(r"(\d{4})(?:([HTKQM])(\d{1,2}))?")


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar: the ``number``-th of its ``span`` in ``year`` (a year has number 1)."""

    year: int
    span: Span = Span.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR or not 1 <= self.number <= 12 // _MONTHS[self.span]:
            raise RuleBroken("period.unreadable", text=str(self))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a written period. Raises ``RuleBroken("period.unreadable")``."""
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            raise RuleBroken("period.unreadable", text=text)
        year, letter, number = match.groups()
        return cls(int(year), _SPAN[letter], int(number)) if letter else cls(int(year))

    @classmethod
    def of(cls, day: date, span: Span) -> "Period":
        """The period of this length that the day falls in."""
        return cls(day.year, span, (day.month - 1) // _MONTHS[span] + 1)

    def __str__(self) -> str:
        if self.span is Span.YEAR:
            return str(self.year)
        digits = 2 if self.span is Span.MONTH else 1
        return f"{self.year}{_LETTER[self.span]}{self.number:0{digits}d}"

    def __lt__(self, other: "Period") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, (self.number - 1) * _MONTHS[self.span] + 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = self.number * _MONTHS[self.span]
        return date(self.year, month, monthrange(self.year, month)[1])

    def next(self) -> "Period":
        """The period that follows."""
        return self.shifted(1)

    def shifted(self, steps: int) -> "Period":
        """The period so many steps later (earlier if negative)."""
        in_a_year = 12 // _MONTHS[self.span]
        years, place = divmod(self.number - 1 + steps, in_a_year)
        return Period(self.year + years, self.span, place + 1)

    def days(self) -> Iterator[date]:
        """Every day of the period, in order."""
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Whether the day falls in the period."""
        return self.first <= day <= self.last
