from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import ChangeKind
from varv.core.roles import Actor
from varv.core.workflow import RecommendationState
from varv.learning import rules
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import ChainVersion, DocumentVersion


@transaction.atomic
def record_change(
    *,
    because_of: Recommendation | Lesson,
    version: ChainVersion | DocumentVersion,
    turn: Turn,
    what: str,
    after: str,
    decided_on: date,
    by: Actor,
    at: datetime,
    before: str = "",
    case_number: str = "",
) -> Change:
    """Tell which version of which plan became different, because of what, and in which turn."""
    rules.check_record_change(by)
    same_region(because_of, version, turn)
    turn, because_of = turn.locked(), because_of.locked()
    rules.check_change_from(because_of)
    rules.check_change_time(version, turn, decided_on, because_of.said_on, localtime(at).date())
    change = Change.objects.create(
        region_id=turn.region_id,
        recommendation=because_of if isinstance(because_of, Recommendation) else None,
        lesson=because_of if isinstance(because_of, Lesson) else None,
        kind=ChangeKind.CHAIN if isinstance(version, ChainVersion) else ChangeKind.DOCUMENT,
        chain_version=version if isinstance(version, ChainVersion) else None,
        document_version=version if isinstance(version, DocumentVersion) else None,
        turn=turn,
        what=what,
        before=before,
        after=after,
        case_number=case_number,
        decided_on=decided_on,
        author_id=by.person_id,
        recorded_at=at,
    )
    trail.write(change, "recorded", by=by, at=at)
    if because_of.state is RecommendationState.ACTING:
        because_of.change(state=RecommendationState.CHANGED)
        trail.write(because_of, "changed", by=by, at=at)
    return change
