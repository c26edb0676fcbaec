from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import GoalKind, StrategyPhase, Strength, Succession
from varv.core.status import Direction
from varv.regions.fields import CodeField
from varv.regions.keys import KeyField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models.documents import SteeringDocument


class GoalQuerySet(OwnedQuerySet):
    """Goals in their tree."""

    def in_force(self) -> Self:
        """Goals that have not been retired."""
        return self.filter(retired_on=None)

    def in_outline_order(self) -> Self:
        """As a reader meets them."""
        return self.order_by("document_id", "place", "pk")

    def below(self, goal: "Goal") -> Self:
        """The goals in force right under this one, as a reader meets them."""
        return self.in_force().filter(parent=goal).in_outline_order()


class Goal(Owned):
    """Something the region wants: with a target, or only with a wished direction."""

    key = KeyField()
    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    outline = models.CharField(max_length=20)
    place = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = CodeField(GoalKind, default=GoalKind.EFFECT)
    phase = CodeField(StrategyPhase, null=True, blank=True)
    is_targeted = models.BooleanField(default=True)
    wished = CodeField(Direction, null=True, blank=True)
    # "Better than these counties", "a smaller gap between these groups": yardsticks that are not a number of our own.
    peer_rule = models.CharField(max_length=300, blank=True)
    gap_rule = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    searched: ClassVar = Searched(title=str, texts=("description", "peer_rule", "gap_rule"))

    objects: ClassVar = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "document", "outline"],
                condition=Q(retired_on=None),
                name="goal_outline_once_a_document",
            ),
            models.UniqueConstraint(fields=["region", "key"], name="goal_key_once_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.outline} {self.name}"


class GoalLinkQuerySet(OwnedQuerySet):
    """Goals of one document that pull the same way as those of another."""

    def between_goals_in_force(self) -> Self:
        """Links whose two goals both still hold."""
        return self.filter(source__retired_on=None, target__retired_on=None)

    def in_outline_order(self) -> Self:
        """As a reader meets the goals, those that are contributed to first."""
        return self.order_by("target__document_id", "target__place", "source__document_id", "source__place", "pk")


class GoalLink(Owned):
    """A goal of one document contributes to a goal of another: how clearly, and why it is thought so."""

    source = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contributes_to")
    target = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contributed_by")
    strength = CodeField(Strength, default=Strength.PARTLY)
    # How much of the target the source is thought to stand for, in per cent, where someone has said so.
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)

    objects: ClassVar = GoalLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "source", "target"], name="goal_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="goal_link_between_two_goals"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=Decimal(0), share__lte=Decimal(100)), name="goal_link_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class PhaseChangeQuerySet(OwnedQuerySet):
    """The phases of strategies."""

    def in_time_order(self) -> Self:
        """The earliest first."""
        return self.order_by("changed_on", "pk")


class PhaseChange(Owned):
    """The day a strategy went from one phase to another, and why."""

    document = models.ForeignKey(SteeringDocument, on_delete=models.PROTECT, related_name="phase_changes")
    before = CodeField(StrategyPhase)
    after = CodeField(StrategyPhase)
    changed_on = models.DateField()
    reason = models.TextField()

    objects: ClassVar = PhaseChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="phase_change_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="phase_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.before} → {self.after}"


class GoalSuccessionQuerySet(OwnedQuerySet):
    """What became of goals."""

    def in_time_order(self) -> Self:
        """The earliest first."""
        return self.order_by("happened_on", "pk")


class GoalSuccession(Owned):
    """What became of a goal: carried on, changed, merged, split or ended, with the reason. History is never lost."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    how = CodeField(Succession)
    reason = models.TextField()
    happened_on = models.DateField()
    phase_change = models.ForeignKey(
        PhaseChange, null=True, blank=True, on_delete=models.PROTECT, related_name="successions"
    )

    objects: ClassVar = GoalSuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "goal", "successor", "happened_on"], name="goal_succession_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="goal_succession_says_why"),
            # What was carried on or ended has no successor; what was changed, merged or split has one.
            models.CheckConstraint(
                condition=Q(how__in=[Succession.CARRIED.value, Succession.ENDED.value], successor=None)
                | (
                    Q(how__in=[Succession.CHANGED.value, Succession.MERGED.value, Succession.SPLIT.value])
                    & Q(successor__isnull=False)
                ),
                name="goal_succession_has_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.how}"
