from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import DocumentKind, StrategyPhase
from varv.core.workflow import PlanState
from varv.regions.fields import CodeField
from varv.regions.keys import KeyField
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched


class SteeringDocumentQuerySet(OwnedQuerySet):
    """Documents that steer."""

    def running(self, on: date) -> Self:
        """In force on this day: begun, not ended, and with nothing that has taken over by then."""
        begun = self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
        return begun.filter(Q(replaced_by=None) | Q(replaced_by__starts_on__gt=on))

    def strategies(self) -> Self:
        """Regional development strategies (RUS), the newest first."""
        return self.filter(kind=DocumentKind.REGIONAL_STRATEGY).order_by("-starts_on", "-pk")

    def in_title_order(self) -> Self:
        """By title; the hierarchy is drawn from the parents."""
        return self.order_by("title", "pk")


class SteeringDocument(Owned):
    """A strategy, programme or plan in a hierarchy of any depth."""

    key = KeyField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    kind = CodeField(DocumentKind)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    phase = CodeField(StrategyPhase, default=StrategyPhase.STARTING)
    state = CodeField(PlanState, default=PlanState.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True, max_length=500)
    # Where a frame that was taken over comes from: which template, of which day.
    template = models.CharField(max_length=60, blank=True)
    template_version = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    searched: ClassVar = Searched(title="title", texts=("summary", "source"), day="starts_on")

    objects: ClassVar = SteeringDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="document_title_once_a_region"),
            models.UniqueConstraint(fields=["region", "key"], name="document_key_once_a_region"),
            models.UniqueConstraint(
                fields=["region", "template"], condition=~Q(template=""), name="document_template_once_a_region"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")), name="document_replaced_by_another"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="document_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VersionQuerySet(OwnedQuerySet):
    """What has been adopted, time after time."""

    def newest_first(self) -> Self:
        """The one in force first."""
        return self.order_by("-number")


class DocumentVersion(Owned):
    """A steering document as it was adopted: content that never changes."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(blank=True)
    adopted_on = models.DateField()
    adopted_by = models.CharField(max_length=120)
    case_number = models.CharField(max_length=60, blank=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "document", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class DocumentFile(Owned):
    """The document itself, as a file of a kind we can show safely."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    # What the trail remembers of a file: enough to know it again.
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.filename


class DocumentFileContent(Owned):
    """The bytes of a file, beside what is told of it so that no list ever reads them by mistake."""

    file = models.OneToOneField(DocumentFile, on_delete=models.PROTECT, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.file)
