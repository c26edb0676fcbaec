"""How reported figures are counted: over time, and for whom."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum


class Counting(StrEnum):
    """What a reported figure covers.

    ``PER_PERIOD`` counts what happened in the period; ``CUMULATIVE`` all since the start; ``STATE`` tells how it
    stands on the period's last day. Figures of a state are never added up over time.
    """

    PER_PERIOD = "per_period"
    CUMULATIVE = "cumulative"
    STATE = "state"


class Adding(StrEnum):
    """How figures of several insatser become one: added, one total divided by another, or not at all."""

    SUM = "sum"
    RATIO = "ratio"
    NONE = "none"


class Dimension(StrEnum):
    """By what a figure can be broken down."""

    SEX = "sex"
    AGE = "age"
    BORN = "born"
    PLACE = "place"


class Category(StrEnum):
    """A part of a breakdown. Places have the codes of the region's own places instead."""

    WOMEN = "women"
    MEN = "men"
    AGE_0_15 = "age_0_15"
    AGE_16_24 = "age_16_24"
    AGE_25_44 = "age_25_44"
    AGE_45_64 = "age_45_64"
    AGE_65 = "age_65"
    SWEDEN = "sweden"
    ABROAD = "abroad"


CATEGORIES: dict[Dimension, tuple[Category, ...]] = {
    Dimension.SEX: (Category.WOMEN, Category.MEN),
    Dimension.AGE: (
        Category.AGE_0_15,
        Category.AGE_16_24,
        Category.AGE_25_44,
        Category.AGE_45_64,
        Category.AGE_65,
    ),
    Dimension.BORN: (Category.SWEDEN, Category.ABROAD),
}


def own_parts(counting: Counting, values: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """What each period stands for, of figures told in the order of time.

    A figure counted since the start stands for its difference from the latest one before it; where one is missing, the
    next holds its part too. A missing figure has no part: it is not zero.
    """
    if counting != Counting.CUMULATIVE:
        return tuple(values)
    parts: list[Decimal | None] = []
    before = Decimal(0)
    for value in values:
        parts.append(None if value is None else value - before)
        before = before if value is None else value
    return tuple(parts)


def over_time(counting: Counting, values: Sequence[Decimal | None]) -> Decimal | None:
    """The total of figures told in the order of time: their sum, or the latest. ``None`` when none is known."""
    if counting is Counting.PER_PERIOD:
        return added(values)
    return next((value for value in reversed(values) if value is not None), None)


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; the sum of nothing is nothing, not zero."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def remainder(total: Decimal | None, parts: Iterable[Decimal | None]) -> Decimal | None:
    """What of a total has not been broken down, so that the parts and it are always the total."""
    if total is None:
        return None
    known = added(parts)
    return total if known is None else total - known


def ratio(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """One total divided by another; not known when either is missing or there is nothing to divide by."""
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator / denominator
