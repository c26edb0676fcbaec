"""Sums in templates: what is missing is said in words, and is never a zero."""

from collections.abc import Sequence

from django import template

from varv.core.periods import Period
from varv.core.tallies import Sum
from varv.overview.rounds.roll_up import Line
from varv.overview.words.of_roll_up import sum_words, why_words

register = template.Library()


@register.filter
def told_sum(one: Sum, decimals: int) -> str:
    """The sum, or why there is none."""
    return sum_words(one, decimals)


@register.filter
def lacking(one: Sum) -> str:
    """How many figures the sum lacks; nothing when it lacks none."""
    return why_words(one)


@register.filter
def by_period(line: Line, periods: Sequence[Period]) -> list[tuple[Period, Sum]]:
    """Each period with the line's sum."""
    return list(zip(periods, line.figures.periods, strict=True))
