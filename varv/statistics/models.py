from django.db import models

from varv.core.kinds import Breakdown
from varv.indicators.models import Indicator
from varv.regions.fields import CodeField
from varv.regions.owned import Owned

LABEL_LENGTH = 300


class RawPayload(Owned):
    """An answer as the source gave it, named by its hash: the audit trail behind every official figure."""

    source = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    label = models.CharField(max_length=LABEL_LENGTH)
    licence = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "sha256"], name="payload_once_a_region")]

    def __str__(self) -> str:
        return f"{self.source} {self.table} {self.sha256[:12]}"


class Series(Owned):
    """Which table, and which cells of it, feed an indicator. One value is chosen for everything but time."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    breakdown = CodeField(Breakdown, default=Breakdown.ALL)
    source = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    selection = models.JSONField()
    time_dimension = models.CharField(max_length=60)
    # What the table, the chosen cells and their unit were called when they were last read: a change is drift.
    # Pairs, because a JSON object in a database forgets its order.
    described = models.JSONField(default=list)
    payload = models.ForeignKey(RawPayload, null=True, blank=True, on_delete=models.PROTECT, related_name="series")
    refreshed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "indicator", "breakdown"], name="series_once_a_breakdown")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.table}"
