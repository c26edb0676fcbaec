"""What a figure says about a goal, and what it does not.

A status is computed from measured points and what was wished for. It is never
a judgement: that is a person's (``judgement.py``), and neither overwrites the
other. No data is a status of its own and counts as neither good nor bad.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from varv.core.refusals import RuleBroken


class Status(StrEnum):
    """What the figures say."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    WITHIN = "within"
    OUTSIDE = "outside"
    RIGHT_DIRECTION = "right_direction"
    WRONG_DIRECTION = "wrong_direction"
    UNCHANGED = "unchanged"
    NO_DATA = "no_data"


class Direction(StrEnum):
    """Which way we wish a figure to go."""

    UP = "up"
    DOWN = "down"


class Missing(StrEnum):
    """Why there is no value. None of them is zero."""

    NOT_AVAILABLE = "not_available"
    NOT_PUBLISHED_YET = "not_published_yet"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NIL = "nil"


@dataclass(frozen=True)
class Point:
    """A measured value on a day (the last day of its period); ``None`` is missing, not zero."""

    on: date
    value: Decimal | None


@dataclass(frozen=True)
class Path:
    """Reach a level: from a baseline on one day to a target on a later one."""

    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date

    def __post_init__(self) -> None:
        if self.target_on <= self.baseline_on or self.target == self.baseline:
            raise RuleBroken("target.path_has_no_length")

    def expected(self, on: date) -> Decimal:
        """Where a straight path would be on this day; before the start the baseline, after the end the target."""
        whole = (self.target_on - self.baseline_on).days
        gone = min(max((on - self.baseline_on).days, 0), whole)
        return self.baseline + (self.target - self.baseline) * gone / whole

    def gained(self, point: Point) -> Decimal:
        """Share of the expected way that has been covered; 1 means exactly on the path, below 0 the wrong way.

        On the baseline's own day nothing is expected yet, so holding the baseline counts as 1.
        """
        if point.value is None:
            raise RuleBroken("status.no_value")
        wanted = self.expected(point.on) - self.baseline
        moved = point.value - self.baseline
        if wanted == 0:
            return Decimal(1) if moved * (self.target - self.baseline) >= 0 else Decimal(-1)
        return moved / wanted


@dataclass(frozen=True)
class Band:
    """Keep a figure between two levels, both included."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise RuleBroken("target.band_is_upside_down")


@dataclass(frozen=True)
class Wish:
    """No target: only a direction we would like."""

    direction: Direction


Aim = Path | Band | Wish


@dataclass(frozen=True)
class Limits:
    """From which share of the expected way a figure is at risk, and off track."""

    at_risk_below: Decimal = Decimal("0.9")
    off_track_below: Decimal = Decimal("0.5")


def measured(points: Iterable[Point]) -> list[Point]:
    """The points that have a value, oldest first."""
    return sorted((point for point in points if point.value is not None), key=lambda point: point.on)


def indicator_status(aim: Aim, points: Sequence[Point], limits: Limits = Limits()) -> Status:
    """What the measured points say about the aim."""
    known = measured(points)
    if not known:
        return Status.NO_DATA
    match aim:
        case Path():
            return _path_status(aim, known[-1], limits)
        case Band():
            return _band_status(aim, known[-1])
        case Wish():
            return _wish_status(aim, known)
        case _ as never:
            assert_never(never)


def _path_status(path: Path, latest: Point, limits: Limits) -> Status:
    gained = path.gained(latest)
    if gained < limits.off_track_below:
        return Status.OFF_TRACK
    if gained < limits.at_risk_below:
        return Status.AT_RISK
    return Status.ON_TRACK


def _band_status(band: Band, latest: Point) -> Status:
    if latest.value is None:
        return Status.NO_DATA
    return Status.WITHIN if band.low <= latest.value <= band.high else Status.OUTSIDE


def _wish_status(wish: Wish, known: Sequence[Point]) -> Status:
    """A direction needs two points; one says only where we stand."""
    first, latest = known[0].value, known[-1].value
    if len(known) == 1 or first is None or latest is None or latest == first:
        return Status.UNCHANGED
    rising = latest > first
    return Status.RIGHT_DIRECTION if rising == (wish.direction is Direction.UP) else Status.WRONG_DIRECTION
