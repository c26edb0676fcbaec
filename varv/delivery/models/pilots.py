from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from varv.core.kinds import PilotOutcome
from varv.core.workflow import PilotState
from varv.delivery.models.initiatives import Initiative
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned
from varv.regions.searched import Searched


class Pilot(Owned):
    """A small step that is tried: a short turn of plan, do, check, act, decided by what was learned."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="pilots")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    name = models.CharField(max_length=160)
    state = CodeField(PilotState, default=PilotState.PLAN)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expected = models.TextField()
    how = models.TextField(blank=True)
    starts_on = models.DateField()
    check_on = models.DateField()
    did = models.TextField(blank=True)
    saw = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    outcome = CodeField(PilotOutcome, null=True, blank=True)
    outcome_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    became = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="piloted_by")

    searched: ClassVar = Searched(
        title="name", texts=("expected", "how", "did", "saw", "learned", "outcome_reason"), day="starts_on"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(check_on__gte=F("starts_on")), name="pilot_checked_after_start"),
            # What was tried is decided upon with reasons and with what was learned.
            models.CheckConstraint(
                condition=~Q(state=PilotState.DECIDED.value)
                | (Q(outcome__isnull=False, decided_at__isnull=False) & ~Q(outcome_reason="") & ~Q(learned="")),
                name="pilot_decided_with_what_was_learned",
            ),
        ]

    def __str__(self) -> str:
        return self.name
