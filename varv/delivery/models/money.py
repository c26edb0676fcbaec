from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from varv.core.money import FundingKind
from varv.core.workflow import FundingState
from varv.delivery.models.initiatives import Initiative
from varv.regions.fields import CodeField
from varv.regions.models import Unit
from varv.regions.owned import Owned

# Kronor with öre, up to a hundred thousand millions.
MONEY_DIGITS, MONEY_DECIMALS = 14, 2
YEARS = (MinValueValidator(1990), MaxValueValidator(2100))


class FundingSource(Owned):
    """Where money comes from, as the region calls it."""

    name = models.CharField(max_length=120)
    kind = CodeField(FundingKind)
    place = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="funding_source_name_once_a_region")]

    def __str__(self) -> str:
        return self.name


class Appropriation(Owned):
    """What a source gives the region to use in a year (anslag), by which decision."""

    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="appropriations")
    year = models.PositiveSmallIntegerField(validators=YEARS)
    amount = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "year"], name="appropriation_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="appropriation_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"


class Funding(Owned):
    """Money for an insats from one source: asked for, granted, and used year by year. Amounts in kronor."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="funding")
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="funding")
    state = CodeField(FundingState, default=FundingState.APPLIED)
    applied = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    granted = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FundingState.GRANTED.value) | Q(granted__isnull=False), name="funding_granted_amount"
            ),
            models.CheckConstraint(
                condition=(Q(applied=None) | Q(applied__gte=0)) & (Q(granted=None) | Q(granted__gte=0)),
                name="funding_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.source}"


class YearAmount(Owned):
    """What of the granted money is planned and used in a year. Nothing said is not zero. Amounts in kronor."""

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(validators=YEARS)
    planned = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    # May be negative: money that was paid back.
    used = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "funding", "year"], name="year_amount_once"),
            models.CheckConstraint(condition=Q(planned=None) | Q(planned__gte=0), name="year_planned_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.funding} {self.year}"


class StaffTime(Owned):
    """The region's own work in an insats in a year, in hours. It is never made into kronor."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="staff_time")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(validators=YEARS)
    planned_hours = models.PositiveIntegerField(null=True, blank=True)
    used_hours = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "initiative", "unit", "year"], name="staff_time_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.year}"
