from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.counting import Adding
from varv.core.kinds import DocumentKind, IndicatorKind
from varv.delivery.models import Partner
from varv.indicators.models import Indicator
from varv.regions.models import Place, Unit, User
from varv.strategy.models import Chain, GenericActivity, Goal
from varv.strategy.scope import scope_of
from varv.web.offers import RowsField, offer_rows

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def within_reach(day: date) -> None:
    """A day that a plan can be about."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(_("Choose a day between 1990 and 2100."))


def people_here(region_id: int) -> Any:
    """Everyone who works in the region now, by name."""
    return User.objects.working_in(region_id).order_by("name")


def _goals(region_id: int) -> Any:
    return Goal.objects.of(region_id).in_force().in_outline_order().select_related("document")


def _goals_to_tie(region_id: int) -> Any:
    """Without action plans (vägval) insatser are tied straight to the strategy's goals."""
    scope = scope_of(region_id)
    return _goals(region_id).filter(document__kind__in=[kind for kind in DocumentKind if scope.ties_to(kind)])


def _own_goals_to_tie(region_id: int) -> Any:
    """Of these an insats is started for; the frames' and the partners' goals are reached by way of them."""
    return _goals_to_tie(region_id).filter(document__kind__in=[kind for kind in DocumentKind if kind.is_ours])


def _indicators_to_report_to(region_id: int) -> Any:
    """Our own contribution can be reported; the county's development and what is computed cannot."""
    ours = Indicator.objects.of(region_id).filter(kind=IndicatorKind.CONTRIBUTION)
    return ours.exclude(adding=Adding.RATIO).order_by("name", "pk")


# What of the region's own each field offers.
OFFERS: dict[str, Callable[[int], Any]] = {
    "chain": lambda region_id: Chain.objects.of(region_id).order_by("name"),
    "unit": lambda region_id: Unit.objects.of(region_id).order_by("name"),
    "responsible": people_here,
    "goal": _goals_to_tie,
    "goals": _own_goals_to_tie,
    "every_goal": _goals,
    "generic_activity": lambda region_id: GenericActivity.objects.of(region_id).in_order(),
    "person": people_here,
    "reporter": people_here,
    "participants": people_here,
    "places": lambda region_id: Place.objects.of(region_id).order_by("code", "pk"),
    "partner": lambda region_id: Partner.objects.of(region_id).order_by("name", "pk"),
    "indicator": _indicators_to_report_to,
}


class _GoalLabels:
    """Goals of several documents may have the same number, so each says which document it stands in."""

    def label_from_instance(self, goal: Goal) -> str:
        return f"{goal} ({goal.document})"


class GoalField(_GoalLabels, forms.ModelChoiceField[Goal]):
    """One goal."""


class GoalsField(_GoalLabels, RowsField):
    """Any number of goals."""


class RegionForm(forms.Form):
    """A form that offers only what is the region's own."""

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OFFERS.keys() & self.fields.keys():
            offer_rows(self, name, OFFERS[name](region_id))
