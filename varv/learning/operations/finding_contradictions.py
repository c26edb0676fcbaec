from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Finding, FindingContradiction
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def contradict_finding(
    *, finding: Finding, other: Finding, explanation: str, by: Actor, at: datetime
) -> FindingContradiction:
    """Say that two findings cannot both be right as they stand, and what is known of why."""
    rules.check_note_finding(by)
    same_region(finding, other)
    first, second = (one.locked() for one in sorted((finding, other), key=lambda one: one.pk))
    rules.check_contradict(first, second, explanation)
    contradiction = FindingContradiction.objects.create(
        region_id=first.region_id,
        first=first,
        second=second,
        explanation=explanation.strip(),
        author_id=by.person_id,
        noted_at=at,
    )
    trail.write(contradiction, "finding_contradicted", by=by, at=at)
    return contradiction


@transaction.atomic
def withdraw_contradiction(*, contradiction: FindingContradiction, by: Actor, at: datetime) -> None:
    """The two can both be right after all. The trail keeps what was said."""
    contradiction = contradiction.locked()
    rules.check_note_finding(by)
    trail.write(contradiction, "contradiction_withdrawn", by=by, at=at, removed=True)
    contradiction.delete()
