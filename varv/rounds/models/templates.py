from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from varv.core.asking import TemplateKind
from varv.core.workflow import TemplateState
from varv.regions.fields import CodeField
from varv.regions.owned import Owned, OwnedQuerySet


class QuestionTemplateQuerySet(OwnedQuerySet):
    """Versions of templates."""

    def in_use(self) -> Self:
        """The version of each kind that new rounds, reports and visits are made from."""
        return self.filter(state=TemplateState.IN_USE)


class QuestionTemplate(Owned):
    """A version of the questions that are asked. What has been asked is never changed: a new version is made.

    ``questions`` is a list of objects as ``core.questions`` reads them, in the order they are asked.
    """

    kind = CodeField(TemplateKind)
    version = models.PositiveSmallIntegerField(default=1)
    state = CodeField(TemplateState, default=TemplateState.DRAFT)
    name = models.CharField(max_length=120)
    questions = models.JSONField(default=list)
    adopted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = QuestionTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["region", "kind"],
                condition=Q(state=TemplateState.IN_USE.value),
                name="template_one_in_use_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
