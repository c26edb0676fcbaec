from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from varv.core.choices import Option, Topic
from varv.core.kinds import Naming
from varv.regions.fields import CodeField
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched


class ChoiceQuerySet(OwnedQuerySet):
    """The region's choices (vägval)."""

    def in_force(self) -> Self:
        """Those that hold now; one for each topic at most."""
        return self.filter(replaced_at=None)

    def newest_first(self) -> Self:
        """What was chosen last first."""
        return self.order_by("-made_at", "-pk")


class Choice(Owned):
    """What the region chose in one of the eleven questions of how to build its system, and why.

    A new choice never overwrites the old: the old one is replaced, and kept.
    """

    topic = CodeField(Topic)
    # The codes of what was chosen; some topics take several.
    options = models.JSONField(default=list)
    reasons = models.TextField()
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    searched: ClassVar = Searched(
        title=lambda choice: choice.reasons.split("\n", 1)[0], texts=("reasons", "decided_by"), day="decided_on"
    )

    objects: ClassVar = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "topic"], condition=Q(replaced_at=None), name="choice_one_in_force_a_topic"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="choice_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.topic)

    @property
    def chosen(self) -> frozenset[Option]:
        """The options, as codes."""
        return frozenset(Option(code) for code in self.options)


class LevelName(Owned):
    """What the region calls a kind of document, a level of goals or a level of chains.

    ``code`` is the kind of document, the depth of the goal from 1, or the level of the chain.
    Goals of one document may have names of their own: then ``document`` is set.
    """

    of = CodeField(Naming)
    code = models.CharField(max_length=30)
    document = models.ForeignKey(
        "strategy.SteeringDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="level_names"
    )
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "of", "code"], condition=Q(document=None), name="level_name_once_a_region"
            ),
            models.UniqueConstraint(
                fields=["region", "of", "code", "document"],
                condition=Q(document__isnull=False),
                name="level_name_once_a_document",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(of=Naming.GOAL.value), name="level_name_only_goals_of_a_document"
            ),
        ]

    def __str__(self) -> str:
        return self.name
