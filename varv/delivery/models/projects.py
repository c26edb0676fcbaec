from typing import ClassVar, Self

from django.db import models

from varv.core.workflow import ImportState
from varv.delivery.models.initiatives import Initiative
from varv.delivery.models.money import MONEY_DECIMALS, MONEY_DIGITS
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched


class ProjectQuerySet(OwnedQuerySet):
    """Projects."""

    def without_initiative(self) -> Self:
        """Cases that nobody has tied to an insats yet."""
        return self.filter(initiative=None)


class Project(Owned):
    """A case of project funding as the case system knows it, and the insats it is here. Amounts in kronor."""

    case_id = models.CharField(max_length=60)
    initiative = models.OneToOneField(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="project"
    )
    name = models.CharField(max_length=300)
    organisation = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=100, blank=True)
    purpose = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    applied = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    granted = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    paid = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_DECIMALS, null=True, blank=True)
    # A project with a reporting plan of its own is not asked in the half-yearly rounds.
    has_own_plan = models.BooleanField(default=False)

    searched: ClassVar = Searched(
        title=str,
        texts=("organisation", "theme", "status", "purpose"),
        day="decided_on",
        parts={"decisions": ("text", "case_number")},
    )

    objects: ClassVar = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "case_id"], name="project_case_once_a_region")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"


class ProjectDecision(Owned):
    """A decision about a project: to grant, to change, to prolong, to pay out."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    text = models.CharField(max_length=300)
    decided_on = models.DateField()
    case_number = models.CharField(max_length=60, blank=True)

    searched_with = "project"

    def __str__(self) -> str:
        return self.text


class Condition(Owned):
    """What a decision demands, and whether it has been met."""

    decision = models.ForeignKey(ProjectDecision, on_delete=models.PROTECT, related_name="conditions")
    text = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text


class ColumnMapping(Owned):
    """Which column of a case export is which fact: kept, so that the next export is read the same way."""

    name = models.CharField(max_length=80)
    columns = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="column_mapping_name_once_a_region")]

    def __str__(self) -> str:
        return self.name


class CaseImport(Owned):
    """A case export that was read: what it held in numbers, never the file."""

    mapping = models.ForeignKey(ColumnMapping, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = CodeField(ImportState, default=ImportState.PREVIEWED)
    filename = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    # The headings that were refused because they hold personal data, with the kind; none of their cells.
    refused = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.filename


class CaseImportRows(Owned):
    """The cells that may be kept, while the import waits to be applied. Removed when it is applied or discarded."""

    case_import = models.OneToOneField(CaseImport, on_delete=models.PROTECT, related_name="rows")
    rows = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.case_import)
