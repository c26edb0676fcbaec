"""Where a chart's axes begin and end, and where they carry words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, pairwise

from django.utils.formats import date_format, number_format

from varv.publishing.figures import measure

_MOST_LINES = 5
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_LONG_MONTHS = 30


@dataclass(frozen=True)
class ValueAxis:
    """A stretch of values, upright, with at most five levels marked."""

    low: Decimal
    high: Decimal
    levels: tuple[Decimal, ...]
    decimals: int

    def share(self, value: Decimal) -> float:
        """How far up the axis a value lies: 0 at the bottom, 1 at the top."""
        return float((value - self.low) / (self.high - self.low))

    def words(self, level: Decimal) -> str:
        """A level as it is written on the axis."""
        return number(level, self.decimals)


@dataclass(frozen=True)
class Tick:
    """A day marked on the time axis. Those that weigh are kept first when room is short, and set bold."""

    on: date
    words: str
    weighs: bool = False


@dataclass(frozen=True)
class TimeAxis:
    """A stretch of days, lying down."""

    first: date
    last: date
    ticks: tuple[Tick, ...]

    def share(self, day: date) -> float:
        """How far along the axis a day lies: 0 at the first, 1 at the last. A single day lies in the middle."""
        days = (self.last - self.first).days
        return (day - self.first).days / days if days else 0.5


def number(value: Decimal, decimals: int) -> str:
    """A number as the reader's language writes it: decimal comma and narrow thousands in Swedish."""
    return number_format(value, decimals, use_l10n=True, force_grouping=True).replace("-", "\N{MINUS SIGN}")


def day_words(day: date) -> str:
    """A day in words; the last day of a year stands for the year."""
    return str(day.year) if _ends_year(day) else date_format(day, "j b Y").replace(".", "")


def value_axis(values: Collection[Decimal]) -> ValueAxis:
    """An axis that begins where the values live, with air above and below. Raises ``ValueError`` without values."""
    low, high = min(values), max(values)
    air = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    bottom, top = low - air, high + air
    if low >= 0 and bottom < (top - bottom) / 4:
        bottom = Decimal(0)
    step = _step(bottom, top)
    return ValueAxis(low=bottom, high=top, levels=_levels(bottom, top, step), decimals=_decimals(step))


def time_axis(measured: Sequence[date], others: Iterable[date] = (), *, room: float) -> TimeAxis:
    """An axis over the days measured and others of note (baseline, target), with words where they fit in ``room`` px.

    Raises ``ValueError`` when there is no day at all.
    """
    wanted = sorted(set(others))
    days = sorted({*measured, *wanted})
    weighty = {max(measured), *wanted[-1:]} if measured else set(wanted)
    axis = TimeAxis(first=days[0], last=days[-1], ticks=())
    candidates = _candidates(days, weighty, yearly=all(_ends_year(day) for day in measured))
    return replace(axis, ticks=_fitting(candidates, axis, room))


def _candidates(days: Sequence[date], weighty: Collection[date], *, yearly: bool) -> list[Tick]:
    if yearly:
        return [Tick(day, str(day.year), day in weighty) for day in days]
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month
    if months > _LONG_MONTHS:
        return [Tick(day, str(day.year)) for day in _new_years(days[0], days[-1])]
    return _month_ticks(days, weighty)


def _new_years(first: date, last: date) -> list[date]:
    """Where each year begins; a first value in January begins its year."""
    begin = [first] if first.month == 1 else []
    return [*begin, *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))]


def _month_ticks(days: Sequence[date], weighty: Collection[date]) -> list[Tick]:
    """Months by name; the first, and the first of each year, with its year."""
    years_begin = {min(day for day in days if day.year == year) for year in {day.year for day in days}}
    named = {day: _month(day) for day in days}
    return [
        Tick(day, f"{name} {day.year}" if day in years_begin else name, day in weighty) for day, name in named.items()
    ]


def _month(day: date) -> str:
    return date_format(day, "b").replace(".", "")


def _fitting(ticks: Sequence[Tick], axis: TimeAxis, room: float) -> tuple[Tick, ...]:
    """Ticks whose words do not touch: first those that weigh, then every so many of the rest, evenly."""
    weighty = [tick for tick in reversed(ticks) if tick.weighs]
    kept: list[Tick] = []
    for tick in weighty:
        if _is_free(tick, kept, axis, room):
            kept.append(tick)
    rest = [tick for tick in ticks if not tick.weighs]
    stride = next(stride for stride in count(1) if _stand_apart(rest[::stride], axis, room))
    kept += [tick for tick in rest[::stride] if _is_free(tick, kept, axis, room)]
    return tuple(sorted(kept, key=lambda tick: tick.on))


def _stand_apart(ticks: Sequence[Tick], axis: TimeAxis, room: float) -> bool:
    return all(_is_free(after, [tick], axis, room) for tick, after in pairwise(ticks))


def _is_free(tick: Tick, taken: Iterable[Tick], axis: TimeAxis, room: float) -> bool:
    def distance(other: Tick) -> float:
        return abs(axis.share(tick.on) - axis.share(other.on)) * room

    return all(distance(other) >= _air(tick, other) for other in taken)


def _air(one: Tick, other: Tick) -> float:
    return (measure.width(one.words, 12) + measure.width(other.words, 12)) / 2 + 8


def _step(bottom: Decimal, top: Decimal) -> Decimal:
    """The smallest nice step that gives no more lines than the eye wants."""
    power = (top - bottom).adjusted() - 2
    steps = (nice.scaleb(power + more) for more in count() for nice in _NICE)
    return next(step for step in steps if len(_levels(bottom, top, step, most=_MOST_LINES + 1)) <= _MOST_LINES)


def _levels(bottom: Decimal, top: Decimal, step: Decimal, *, most: int = _MOST_LINES) -> tuple[Decimal, ...]:
    first = -(-bottom // step)
    first += first * step < bottom
    levels = ((first + place) * step for place in range(most))
    return tuple(level for level in levels if level <= top)


def _decimals(step: Decimal) -> int:
    exponent = step.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ends_year(day: date) -> bool:
    return (day + timedelta(days=1)).year != day.year
