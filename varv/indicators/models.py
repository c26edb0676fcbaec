from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from varv.core.counting import Adding, Counting
from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.status import Aim, Band, Direction, Missing, Path, Point, Wish
from varv.regions.fields import CodeField, PeriodField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models import ChainStep, Goal

DIGITS, DECIMALS = 20, 6


@dataclass(frozen=True)
class PeriodPath:
    """A path as people write it: from a baseline in one period to a level in a later one."""

    baseline: Decimal
    baseline_period: Period
    level: Decimal
    level_period: Period

    def as_path(self) -> Path:
        """As the core knows it, from last day to last day. Refuses a path that has no length."""
        return Path(self.baseline, self.baseline_period.last, self.level, self.level_period.last)


class IndicatorQuerySet(OwnedQuerySet):
    """Indicators."""

    def in_order(self) -> Self:
        """By the goal they inform, then by name."""
        return self.order_by("goal__place", "name", "pk")


class Indicator(Owned):
    """What is counted, in what unit, from which source, and what it does not tell."""

    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    step = models.ForeignKey(ChainStep, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    kind = CodeField(IndicatorKind, default=IndicatorKind.DEVELOPMENT)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=60)
    decimals = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(DECIMALS)])
    wished = CodeField(Direction, default=Direction.UP)
    source = models.CharField(max_length=200)
    source_link = models.URLField(blank=True, max_length=500)
    licence = models.CharField(max_length=120, blank=True)
    limits = models.TextField(blank=True)
    lag_months = models.PositiveSmallIntegerField(null=True, blank=True)
    update_month = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # How what insatser report is counted. A ratio has no figures of its own: it is one total divided by another.
    counting = CodeField(Counting, default=Counting.PER_PERIOD)
    adding = CodeField(Adding, default=Adding.SUM)
    dimensions = models.JSONField(default=list, blank=True)
    numerator = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    denominator = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_example = models.BooleanField(default=False)

    searched: ClassVar = Searched(title="name", texts=("definition", "unit", "source", "limits"))

    objects: ClassVar = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="indicator_name_once_a_region"),
            models.CheckConstraint(
                condition=Q(adding=Adding.RATIO.value, numerator__isnull=False, denominator__isnull=False)
                | (~Q(adding=Adding.RATIO.value) & Q(numerator=None, denominator=None)),
                name="indicator_ratio_has_both_parts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def aim(self, target: "Target | None") -> Aim:
        """What we wish of the figure: the target's path or band, or only the wished direction."""
        return Wish(self.wished) if target is None else target.as_aim()


class TargetQuerySet(OwnedQuerySet):
    """Targets, old and new."""

    def current(self) -> Self:
        """The newest target of each indicator: those that no later one has replaced."""
        return self.filter(replaced_at=None)


class Target(Owned):
    """A path from a baseline to a target, or a band to keep within. A new one replaces; the old one stays."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    baseline = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    baseline_period = PeriodField(null=True, blank=True)
    level = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    level_period = PeriodField(null=True, blank=True)
    low = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    high = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    # Periods as days, so that the database itself can hold that a path has a length.
    baseline_on = models.DateField(null=True, blank=True)
    level_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "indicator"], condition=Q(replaced_at=None), name="target_one_current_an_indicator"
            ),
            models.CheckConstraint(
                condition=(
                    Q(low=None, high=None, level_on__gt=F("baseline_on"))
                    & Q(baseline__isnull=False, level__isnull=False)
                    & ~Q(level=F("baseline"))
                )
                | Q(baseline=None, level=None, low__isnull=False, high__gte=F("low")),
                name="target_is_a_path_or_a_band",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.level if self.low is None else self.low}"

    def set_aim(self, wanted: PeriodPath | Band) -> None:
        """Take over what is wanted."""
        if isinstance(wanted, Band):
            self.low, self.high = wanted.low, wanted.high
            return
        self.baseline, self.baseline_period, self.baseline_on = (
            wanted.baseline,
            wanted.baseline_period,
            wanted.baseline_period.last,
        )
        self.level, self.level_period, self.level_on = wanted.level, wanted.level_period, wanted.level_period.last

    def as_aim(self) -> Path | Band:
        """The path or the band, as the core knows it."""
        if self.low is not None and self.high is not None:
            return Band(self.low, self.high)
        return Path(self.baseline, self.baseline_on, self.level, self.level_on)  # type: ignore[arg-type]  # all four are there: target_is_a_path_or_a_band


class MeasurementQuerySet(OwnedQuerySet):
    """Values, in all their vintages."""

    def current(self) -> Self:
        """The newest vintage of every value: those that no other row corrects."""
        return self.filter(correction=None)

    def measured(self) -> Self:
        """Those that have a value."""
        return self.filter(value__isnull=False)


class Measurement(Owned):
    """A value for a period, or the reason why there is none. Never overwritten."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    period = PeriodField()
    breakdown = CodeField(Breakdown, default=Breakdown.ALL)
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    missing = CodeField(Missing, null=True, blank=True)
    mark = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction")
    published_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    objects: ClassVar = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "indicator", "period", "breakdown"],
                condition=Q(corrects=None),
                name="measurement_first_vintage_once",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing=None) | Q(value=None, missing__isnull=False),
                name="measurement_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"

    def as_point(self) -> Point:
        """The value on the last day of its period, as the core knows it."""
        return Point(self.period.last, self.value)
