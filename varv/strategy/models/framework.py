from typing import ClassVar, Self

from django.db import models

from varv.core.kinds import AspectKind
from varv.regions.fields import CodeField
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched


class FrameworkQuerySet(OwnedQuerySet):
    """The frameworks that regions have taken over."""

    def newest_first(self) -> Self:
        """The one taken over last first."""
        return self.order_by("-adopted_at", "-pk")


class Framework(Owned):
    """The region's own copy of a shared way of working; which template, of which date, and from where."""

    template = models.CharField(max_length=60)
    template_version = models.DateField()
    name = models.CharField(max_length=160)
    source = models.TextField()
    aim = models.TextField(blank=True)
    chain_rule = models.TextField(blank=True)
    cycle_months = models.PositiveSmallIntegerField()
    cycle_note = models.TextField(blank=True)
    adopted_at = models.DateTimeField()

    objects: ClassVar = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "template"], name="framework_once_a_region")]

    def __str__(self) -> str:
        return self.name


class NumberedQuerySet(OwnedQuerySet):
    """Parts of a framework, as they are numbered."""

    def in_order(self) -> Self:
        """By number."""
        return self.order_by("number", "pk")


class FrameworkAspect(Owned):
    """A purpose of the framework, or a use that results are put to."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="aspects")
    kind = CodeField(AspectKind)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    objects: ClassVar = NumberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "framework", "kind", "number"], name="aspect_once")]

    def __str__(self) -> str:
        return self.name


class GenericActivity(Owned):
    """A type of activity with the output and outcome that can be expected of it."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    definition = models.TextField()
    output = models.CharField(max_length=300)
    outcome = models.CharField(max_length=300)
    description = models.TextField(blank=True)

    objects: ClassVar = NumberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "framework", "number"], name="generic_activity_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class EvaluationDomain(Owned):
    """One of the areas that evaluation questions and the learning plan's matrix are sorted by."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="domains")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)

    objects: ClassVar = NumberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "framework", "number"], name="domain_once")]

    def __str__(self) -> str:
        return self.name


class EvaluationQuestion(Owned):
    """What the region wants to know."""

    domain = models.ForeignKey(EvaluationDomain, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    searched: ClassVar = Searched(title="text")

    objects: ClassVar = NumberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "domain", "number"], name="question_once")]

    def __str__(self) -> str:
        return self.text


class MatrixRow(Owned):
    """A row of the learning plan's matrix: what is followed up, how, by whom and when."""

    domain = models.ForeignKey(EvaluationDomain, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    how = models.TextField(blank=True)
    who = models.TextField(blank=True)
    when = models.TextField(blank=True)
    comment = models.TextField(blank=True)

    objects: ClassVar = NumberedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "domain", "number"], name="matrix_row_once")]

    def __str__(self) -> str:
        return self.what
