"""The county's year: is this year's value there for each indicator, and this year's assessment for each goal?

A yearly round has no reports. What it waits for is computed from what is measured and judged; nothing is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localtime

from varv.core.kinds import Breakdown, DocumentKind, IndicatorKind
from varv.core.status import Missing
from varv.indicators.models import Indicator, Measurement
from varv.rounds.models import Assessment, Round
from varv.strategy.models import Goal


@dataclass(frozen=True)
class IndicatorOfYear:
    """A development indicator: the year's value, or why there is none, or neither yet."""

    id: int
    name: str
    unit: str
    decimals: int
    goal_id: int | None
    owner: str
    value: Decimal | None
    missing: Missing | None
    update_month: int | None

    @property
    def is_there(self) -> bool:
        """Whether somebody has given a value or said why there is none."""
        return self.value is not None or self.missing is not None


@dataclass(frozen=True)
class GoalOfYear:
    """A goal in force of our own documents, and when it was judged since the round opened."""

    id: int
    outline: str
    name: str
    owner: str
    assessed_on: date | None
    assessed_by: str

    @property
    def is_there(self) -> bool:
        """Whether somebody has judged it in this round."""
        return self.assessed_on is not None


@dataclass(frozen=True)
class YearlyRound:
    """What the year's round waits for, and what is there."""

    indicators: tuple[IndicatorOfYear, ...]
    goals: tuple[GoalOfYear, ...]

    @property
    def measured(self) -> int:
        """How many indicators have their year's value, or a reason."""
        return sum(one.is_there for one in self.indicators)

    @property
    def assessed(self) -> int:
        """How many goals have been judged."""
        return sum(one.is_there for one in self.goals)

    @property
    def waits_for(self) -> int:
        """How many values and assessments are not there."""
        return len(self.indicators) + len(self.goals) - self.measured - self.assessed


def yearly_round(round_: Round) -> YearlyRound:
    """How a yearly round stands, in four queries however much the region follows."""
    return YearlyRound(_indicators(round_), _goals(round_))


def _indicators(round_: Round) -> tuple[IndicatorOfYear, ...]:
    values = _values(round_)
    followed = Indicator.objects.of(round_.region_id).filter(kind=IndicatorKind.DEVELOPMENT)
    return tuple(
        IndicatorOfYear(
            id=one.pk,
            name=one.name,
            unit=one.unit,
            decimals=one.decimals,
            goal_id=one.goal_id,
            owner=one.owner.name if one.owner else "",
            value=values[one.pk].value if one.pk in values else None,
            missing=values[one.pk].missing if one.pk in values else None,
            update_month=one.update_month,
        )
        for one in followed.select_related("owner").in_order()
    )


def _values(round_: Round) -> Mapping[int, Measurement]:
    """The latest value of the year for each indicator: of the whole year where there is one, else of its last part."""
    found = Measurement.objects.of(round_.region_id).current().filter(breakdown=Breakdown.ALL).order_by("pk")
    of_year = [one for one in found if one.period.year == round_.period.year]
    in_order = sorted(of_year, key=lambda one: (one.period.last, one.period == round_.period))
    return {one.indicator_id: one for one in in_order}


def _goals(round_: Round) -> tuple[GoalOfYear, ...]:
    ours = [kind for kind in DocumentKind if kind.is_ours]
    goals = Goal.objects.of(round_.region_id).in_force().filter(document__kind__in=ours).select_related("owner")
    judged = _assessments(round_)
    return tuple(
        GoalOfYear(
            id=one.pk,
            outline=one.outline,
            name=one.name,
            owner=one.owner.name if one.owner else "",
            assessed_on=localtime(judged[one.pk].assessed_at).date() if one.pk in judged else None,
            assessed_by=judged[one.pk].author.name if one.pk in judged else "",
        )
        for one in goals.in_outline_order()
    )


def _assessments(round_: Round) -> Mapping[int, Assessment]:
    """The latest assessment of each goal made since the round opened, and before it was closed if it is."""
    found = Assessment.objects.of(round_.region_id).filter(assessed_at__date__gte=round_.opens_on)
    if round_.closed_at is not None:
        found = found.filter(assessed_at__lte=round_.closed_at)
    return {one.goal_id: one for one in found.select_related("author").order_by("assessed_at", "pk")}
