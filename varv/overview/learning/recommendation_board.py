"""What do we do with what we have been told? Every recommendation in its lane."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.timezone import localtime

from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Change, Recommendation
from varv.overview.learning.plan_changes import PlanVersion, changed_version, plan_version


class Lane(StrEnum):
    """Where a recommendation lies."""

    AWAITING = "awaiting"
    ANSWERED = "answered"
    ACTING = "acting"
    CHANGED = "changed"


LANE_OF: Mapping[RecommendationState, Lane] = {
    RecommendationState.AWAITING: Lane.AWAITING,
    RecommendationState.ANSWERED: Lane.ANSWERED,
    RecommendationState.DECLINED: Lane.ANSWERED,
    RecommendationState.ACTING: Lane.ACTING,
    RecommendationState.CHANGED: Lane.CHANGED,
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
    """The latest change it led to."""

    what: str
    version: PlanVersion
    decided_on: date
    turn_number: int


@dataclass(frozen=True)
class Ticket:
    """One recommendation. ``days_left`` to answer is negative when the day has passed."""

    id: int
    number: int
    text: str
    explanation: str
    state: RecommendationState
    goal_id: int | None
    goal: str
    owner: str
    forum: str
    made_on: date
    due_on: date
    days_left: int
    answer: TicketAnswer | None
    action: TicketAction | None
    change: TicketChange | None

    @property
    def is_overdue(self) -> bool:
        """Still without an answer although the last day has passed."""
        return self.state is RecommendationState.AWAITING and self.days_left < 0

    @property
    def lane(self) -> Lane:
        """Where it lies on the board."""
        return LANE_OF[self.state]


@dataclass(frozen=True)
class Board:
    """All tickets by lane, in the order one looks at them; and how many evaluations and lessons they rest on."""

    lanes: Mapping[Lane, tuple[Ticket, ...]]
    evaluations: int
    lessons: int

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(tickets) for tickets in self.lanes.values())

    @property
    def numbered(self) -> tuple[Ticket, ...]:
        """All, as numbered: the table."""
        return tuple(sorted((ticket for lane in self.lanes.values() for ticket in lane), key=lambda one: one.number))

    @property
    def first_awaiting(self) -> Ticket | None:
        """The one to answer first."""
        return next(iter(self.lanes[Lane.AWAITING]), None)

    @property
    def latest_changed(self) -> Ticket | None:
        """The one that changed something last."""
        return next(iter(self.lanes[Lane.CHANGED]), None)

    @property
    def overdue(self) -> int:
        """How many wait although the last day has passed."""
        return sum(ticket.is_overdue for ticket in self.lanes[Lane.AWAITING])


def recommendation_board(region_id: int, on: date, person_id: int | None = None) -> Board:
    """The region's recommendations; with ``person_id`` those the person owns or has an action for."""
    found = [one for one in _recommendations(region_id) if person_id is None or _concerns(one, person_id)]
    tickets = [_ticket(recommendation, on) for recommendation in found]
    evaluations = {one.finding.evaluation_id for one in found if one.finding is not None}
    return Board(_lanes(tickets), len(evaluations), len({one.lesson_id for one in found} - {None}))


def _recommendations(region_id: int) -> Iterable[Recommendation]:
    ties = ("goal", "owner", "response", "finding")
    changes = ("changes__chain_version__chain", "changes__document_version__document", "changes__turn")
    return Recommendation.objects.of(region_id).select_related(*ties).prefetch_related("actions__owner", *changes)


def _concerns(recommendation: Recommendation, person_id: int) -> bool:
    return person_id in {recommendation.owner_id, *(action.owner_id for action in recommendation.actions.all())}


def _lanes(tickets: Iterable[Ticket]) -> dict[Lane, tuple[Ticket, ...]]:
    """What is due first stands first where something waits; what happened last where it is over."""
    lanes: dict[Lane, list[Ticket]] = {lane: [] for lane in Lane}
    for ticket in tickets:
        lanes[ticket.lane].append(ticket)
    return {lane: tuple(sorted(held, key=_ORDER[lane])) for lane, held in lanes.items()}


def _by_answer(ticket: Ticket) -> tuple[int, int]:
    return (-ticket.answer.on.toordinal() if ticket.answer else 0, ticket.number)


def _by_action(ticket: Ticket) -> tuple[int, int]:
    return (ticket.action.days_left if ticket.action else 0, ticket.number)


def _by_change(ticket: Ticket) -> tuple[int, int]:
    return (-ticket.change.decided_on.toordinal() if ticket.change else 0, ticket.number)


_ORDER: Mapping[Lane, Any] = {
    Lane.AWAITING: lambda ticket: (ticket.days_left, ticket.number),
    Lane.ANSWERED: _by_answer,
    Lane.ACTING: _by_action,
    Lane.CHANGED: _by_change,
}


def _ticket(recommendation: Recommendation, on: date) -> Ticket:
    goal = recommendation.goal
    return Ticket(
        id=recommendation.pk,
        number=recommendation.number,
        text=recommendation.text,
        explanation=recommendation.explanation,
        state=recommendation.state,
        goal_id=recommendation.goal_id,
        goal=goal.outline if goal else "",
        owner=recommendation.owner.name,
        forum=recommendation.forum,
        made_on=recommendation.said_on,
        due_on=recommendation.due_on,
        days_left=(recommendation.due_on - on).days,
        answer=_answer(recommendation),
        action=_action(recommendation.actions.all(), on),
        change=_change(recommendation.changes.all()),
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
    latest = max(changes, key=lambda change: (change.decided_on, change.pk), default=None)
    if latest is None:
        return None
    version = plan_version(changed_version(latest))
    return TicketChange(latest.what, version, latest.decided_on, latest.turn.number)
