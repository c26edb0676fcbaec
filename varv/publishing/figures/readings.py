"""What an indicator has shown, as plain values, with its words and its table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from django.utils.translation import gettext

from varv.core.status import Aim, Band, Direction, Path, Wish
from varv.publishing.figures.axis import day_words, number
from varv.publishing.figures.marks import Words
from varv.publishing.figures.plot import Stretch, stretches
from varv.publishing.parts import Column, Kind, Table


class Whose(StrEnum):
    """Whose figures these are; it decides stroke and mark, so that a line is known without its colour."""

    OWN = "own"
    WOMEN = "women"
    MEN = "men"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Value:
    """A value on a day (the last of its period), with the period as people write it; ``None`` is missing, not zero."""

    on: date
    label: str
    value: Decimal | None


@dataclass(frozen=True)
class Known:
    """A value that is there."""

    on: date
    label: str
    value: Decimal


@dataclass(frozen=True)
class Break:
    """From this day the series counts something else; the words say what."""

    on: date
    words: str


@dataclass(frozen=True)
class Series:
    """Values with a name, in any order."""

    name: str
    whose: Whose
    values: tuple[Value, ...]

    @property
    def in_order(self) -> list[Value]:
        """The values, oldest first."""
        return sorted(self.values, key=lambda value: value.on)

    @property
    def known(self) -> list[Known]:
        """The values that are there, oldest first."""
        return [Known(value.on, value.label, value.value) for value in self.in_order if value.value is not None]

    @property
    def missing(self) -> list[Value]:
        """The values that are not there, oldest first."""
        return [value for value in self.in_order if value.value is None]


@dataclass(frozen=True)
class Chart:
    """An indicator to be drawn.

    ``unit`` stands over the value axis ("Procent av eleverna"), ``sign`` after a value where it is read alone (" %").
    """

    title: str
    unit: str
    decimals: int
    series: tuple[Series, ...]
    aim: Aim | None = None
    sign: str = ""
    breaks: tuple[Break, ...] = ()

    @property
    def own(self) -> Series | None:
        """The series the chart is about: the first that is our own, or the first of all."""
        own = [series for series in self.series if series.whose is Whose.OWN]
        return next(iter([*own, *self.series]), None)

    def written(self, value: Decimal) -> str:
        """A value as it is written in this chart."""
        return number(value, self.decimals)

    def stretches(self, series: Series) -> list[Stretch]:
        """Where the series' line runs, and where it is broken by a missing value or a break."""
        return stretches([(self._era(value.on), value.value is not None) for value in series.in_order])

    def bridges(self, series: Series) -> list[tuple[Known, Known]]:
        """The known values on either side of each gap, where the gap lies within one era."""
        known = series.known
        gaps = [value.on for value in series.missing]
        return [
            (one, other)
            for one, other in pairwise(known)
            if self._era(one.on) == self._era(other.on) and any(one.on < gap < other.on for gap in gaps)
        ]

    def _era(self, day: date) -> int:
        return sum(1 for change in self.breaks if change.on <= day)


def words(chart: Chart) -> Words:
    """The chart's name, and what it shows told in sentences."""
    return Words(chart.title, " ".join(_sentences(chart)))


def wish(aim: Wish) -> str:
    """What we wish for when there is no target."""
    if aim.direction is Direction.UP:
        return gettext("No target. We want the figure to rise.")
    return gettext("No target. We want the figure to fall.")


def table(chart: Chart) -> Table:
    """Every period with its values, newest first; what is missing is said."""
    periods = {value.on: value.label for series in chart.series for value in series.values}
    found = [{value.on: value.value for value in series.values} for series in chart.series]
    return Table(
        caption=chart.title,
        head=(Column(gettext("Period")), *(Column(series.name, Kind.NUMBERS) for series in chart.series)),
        rows=tuple(
            (label, *(_cell(chart, values.get(day)) for values in found))
            for day, label in sorted(periods.items(), reverse=True)
        ),
        note=chart.unit,
    )


def span(values: Sequence[Value]) -> str:
    """The periods of values in a row: the first and the last."""
    return values[0].label if len(values) == 1 else f"{values[0].label}–{values[-1].label}"


def _cell(chart: Chart, value: Decimal | None) -> str:
    return gettext("no value") if value is None else chart.written(value)


def _sentences(chart: Chart) -> Iterator[str]:
    yield gettext("Line chart. %(unit)s.") % {"unit": chart.unit}
    for series in chart.series:
        yield _course(chart, series)
        if series.missing and series.known:
            missing = ", ".join(value.label for value in series.missing)
            yield gettext("%(name)s: no value for %(periods)s.") % {"name": series.name, "periods": missing}
    yield from _aim(chart)
    for change in chart.breaks:
        yield gettext("Break in the series: %(words)s.") % {"words": change.words}


def _course(chart: Chart, series: Series) -> str:
    known = series.known
    if not known:
        return gettext("%(name)s: no values yet.") % {"name": series.name}
    first, last = known[0], known[-1]
    if first is last:
        pattern = gettext("%(name)s: %(last)s (%(to)s).")
    else:
        pattern = gettext("%(name)s: from %(first)s (%(from)s) to %(last)s (%(to)s).")
    return pattern % {
        "name": series.name,
        "first": chart.written(first.value),
        "from": first.label,
        "last": chart.written(last.value),
        "to": last.label,
    }


def _aim(chart: Chart) -> Iterator[str]:
    match chart.aim:
        case Path(baseline, baseline_on, target, target_on):
            yield gettext("The target is %(target)s (%(when)s), from the baseline %(baseline)s (%(from)s).") % {
                "target": chart.written(target),
                "when": day_words(target_on),
                "baseline": chart.written(baseline),
                "from": day_words(baseline_on),
            }
        case Band(low, high):
            yield gettext("It should stay between %(low)s and %(high)s.") % {
                "low": chart.written(low),
                "high": chart.written(high),
            }
        case Wish():
            yield wish(chart.aim)
        case None:
            return
        case _ as never:
            assert_never(never)
