from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import ChangeKind
from varv.core.roles import Actor
from varv.core.workflow import RecommendationState
from varv.learning import rules
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.learning.rules.changes import Version
from varv.regions import trail
from varv.regions.owned import Owned, same_region
from varv.rounds.models import QuestionTemplate
from varv.strategy.models import ChainVersion, DocumentVersion, Goal


@transaction.atomic
def record_change(
    *,
    because_of: Recommendation | Lesson,
    turn: Turn,
    what: str,
    after: str,
    decided_on: date,
    by: Actor,
    at: datetime,
    version: Version | None = None,
    kind: ChangeKind | None = None,
    goal: Goal | None = None,
    before: str = "",
    case_number: str = "",
) -> Change:
    """Tell what became different, because of what, and in which turn.

    A version, where there is one, gives the ``kind`` where none is told; the rest is told in words, before and after.
    """
    rules.check_record_change(by)
    same_region(because_of, version, goal, turn)
    turn, because_of = turn.locked(), because_of.locked()
    rules.check_change_from(because_of)
    kind = rules.kind_of_change(kind, version, goal)
    rules.check_said(what, "change.what_missing", "what")
    rules.check_what_changed(kind, version, goal, before, after)
    rules.check_change_time(version, turn, decided_on, because_of.said_on, localtime(at).date())
    said = {"what": what, "before": before, "after": after, "case_number": case_number, "decided_on": decided_on}
    change = Change.objects.create(
        region_id=turn.region_id,
        **_cause_and_plan(because_of, version, goal),
        kind=kind,
        turn=turn,
        **said,
        author_id=by.person_id,
        recorded_at=at,
    )
    trail.write(change, "recorded", by=by, at=at)
    _has_changed_something(because_of, by, at)
    return change


def _cause_and_plan(cause: Recommendation | Lesson, version: Version | None, goal: Goal | None) -> dict[str, Owned]:
    """What it came from and what it changed, each in the column of its kind."""
    columns = {
        Recommendation: "recommendation",
        Lesson: "lesson",
        ChainVersion: "chain_version",
        DocumentVersion: "document_version",
        QuestionTemplate: "template",
        Goal: "goal",
    }
    return {columns[type(thing)]: thing for thing in (cause, version, goal) if thing is not None}


def _has_changed_something(cause: Recommendation | Lesson, by: Actor, at: datetime) -> None:
    """A recommendation that changes a plan is carried through, until it is verified."""
    if isinstance(cause, Recommendation) and cause.state is not RecommendationState.CHANGED:
        cause.change(state=RecommendationState.CHANGED)
        trail.write(cause, "changed", by=by, at=at)


@transaction.atomic
def verify_change(*, change: Change, how: str, by: Actor, at: datetime) -> None:
    """Someone else has seen that it is so, and how. With its last change a recommendation is verified."""
    recommendation = change.recommendation.locked() if change.recommendation else None
    change = change.locked()
    rules.check_verify_change(change, by)
    rules.check_said(how, "change.how_missing", "how")
    change.change(verified_by_id=by.person_id, verified_how=how, verified_at=at)
    trail.write(change, "verified", by=by, at=at)
    unseen = Change.objects.of(change.region_id).filter(recommendation=recommendation, verified_by=None)
    if recommendation is not None and not unseen.exists():
        recommendation.change(state=RecommendationState.VERIFIED)
        trail.write(recommendation, "verified", by=by, at=at)
