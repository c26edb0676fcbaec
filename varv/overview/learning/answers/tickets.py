"""A recommendation in short: where it stands, what was answered, done and changed, and what waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.timezone import localtime

from varv.core.judgement import Answer, Helped
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Change, Recommendation
from varv.learning.rules.follow_ups import FOLLOWED
from varv.overview.learning.answers.plan_changes import PlanVersion, changed_thing

# What a ticket needs fetched: first by joining, then one query each.
TICKET_TIES = ("goal", "owner", "unit", "response", "finding")
TICKET_LISTS = (
    "actions__owner",
    "changes__chain_version__chain",
    "changes__document_version__document",
    "changes__template",
    "changes__turn",
    "changes__effects",
    "follow_ups",
)


class Lane(StrEnum):
    """Where a recommendation lies. What was declined or dropped has ended."""

    AWAITING = "awaiting"
    ANSWERED = "answered"
    ACTING = "acting"
    CHANGED = "changed"
    VERIFIED = "verified"
    ENDED = "ended"


LANE_OF: Mapping[RecommendationState, Lane] = {
    RecommendationState.AWAITING: Lane.AWAITING,
    RecommendationState.ANSWERED: Lane.ANSWERED,
    RecommendationState.ACTING: Lane.ACTING,
    RecommendationState.CHANGED: Lane.CHANGED,
    RecommendationState.VERIFIED: Lane.VERIFIED,
    RecommendationState.DECLINED: Lane.ENDED,
    RecommendationState.DROPPED: Lane.ENDED,
}


@dataclass(frozen=True)
class TicketAnswer:
    """What the management answered."""

    answer: Answer
    reasons: str
    case_number: str
    on: date


@dataclass(frozen=True)
class TicketAction:
    """The action that is next in time, or the last one that ended."""

    what: str
    owner: str
    due_on: date
    state: ActionState
    days_left: int

    @property
    def is_late(self) -> bool:
        """Unfinished although its day has passed."""
        return self.state in {ActionState.PLANNED, ActionState.ONGOING} and self.days_left < 0

    @property
    def weeks_late(self) -> int:
        """Whole weeks since its day."""
        return -self.days_left // 7


@dataclass(frozen=True)
class TicketChange:
    """The latest change it led to, how many there are, how many are verified, and whether the latest helped."""

    id: int
    what: str
    version: PlanVersion
    decided_on: date
    turn_number: int
    count: int
    verified: int
    helped: Helped | None


@dataclass(frozen=True)
class Ticket:
    """One recommendation. ``days_left`` to answer is negative when the day has passed.

    ``follow_up_on`` is the day of the next follow-up that nobody has told of, as long as it is followed up at all.
    """

    id: int
    number: int
    text: str
    explanation: str
    state: RecommendationState
    goal_id: int | None
    goal: str
    owner_id: int
    owner: str
    unit_id: int | None
    unit: str
    forum: str
    made_on: date
    due_on: date
    days_left: int
    dropped_because: str
    answer: TicketAnswer | None
    action: TicketAction | None
    change: TicketChange | None
    follow_up_on: date | None
    on: date

    @property
    def is_overdue(self) -> bool:
        """Still without an answer although the last day has passed."""
        return self.state is RecommendationState.AWAITING and self.days_left < 0

    @property
    def is_follow_up_due(self) -> bool:
        """The day has come to tell what came of it."""
        return self.follow_up_on is not None and self.follow_up_on <= self.on

    @property
    def is_behind(self) -> bool:
        """Something has not been done by its day: the answer, an action that is under way, or a follow-up."""
        is_late = self.lane is Lane.ACTING and self.action is not None and self.action.is_late
        return self.is_overdue or is_late or self.is_follow_up_due

    @property
    def lane(self) -> Lane:
        """Where it lies on the board."""
        return LANE_OF[self.state]


def ticket(recommendation: Recommendation, on: date) -> Ticket:
    """One recommendation on a day; fetch it with ``TICKET_TIES`` and ``TICKET_LISTS``."""
    goal, unit = recommendation.goal, recommendation.unit
    return Ticket(
        id=recommendation.pk,
        number=recommendation.number,
        text=recommendation.text,
        explanation=recommendation.explanation,
        state=recommendation.state,
        goal_id=recommendation.goal_id,
        goal=goal.outline if goal else "",
        owner_id=recommendation.owner_id,
        owner=recommendation.owner.name,
        unit_id=recommendation.unit_id,
        unit=unit.name if unit else "",
        forum=recommendation.forum,
        made_on=recommendation.said_on,
        due_on=recommendation.due_on,
        days_left=(recommendation.due_on - on).days,
        dropped_because=recommendation.dropped_because,
        answer=_answer(recommendation),
        action=_action(recommendation.actions.all(), on),
        change=_change(recommendation.changes.all()),
        follow_up_on=_follow_up_on(recommendation),
        on=on,
    )


def _answer(recommendation: Recommendation) -> TicketAnswer | None:
    response = getattr(recommendation, "response", None)
    if response is None:
        return None
    return TicketAnswer(response.answer, response.reasons, response.case_number, localtime(response.answered_at).date())


def _action(actions: Iterable[Action], on: date) -> TicketAction | None:
    unfinished = (ActionState.PLANNED, ActionState.ONGOING)
    ordered = sorted(actions, key=lambda action: (action.state not in unfinished, action.due_on, action.pk))
    if not ordered:
        return None
    first = ordered[0] if ordered[0].state in unfinished else ordered[-1]
    return TicketAction(first.what, first.owner.name, first.due_on, first.state, (first.due_on - on).days)


def _change(changes: Iterable[Change]) -> TicketChange | None:
    found = sorted(changes, key=lambda change: (change.decided_on, change.pk))
    if not found:
        return None
    latest = found[-1]
    effects = sorted(latest.effects.all(), key=lambda effect: (effect.noted_at, effect.pk))
    return TicketChange(
        id=latest.pk,
        what=latest.what,
        version=changed_thing(latest),
        decided_on=latest.decided_on,
        turn_number=latest.turn.number,
        count=len(found),
        verified=sum(change.verified_by_id is not None for change in found),
        helped=effects[-1].helped if effects else None,
    )


def _follow_up_on(recommendation: Recommendation) -> date | None:
    if recommendation.state not in FOLLOWED:
        return None
    return min((one.due_on for one in recommendation.follow_ups.all() if one.done_at is None), default=None)
