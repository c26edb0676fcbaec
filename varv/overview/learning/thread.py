"""One recommendation all the way: from what was seen to the plan it changed. Always five steps, even when empty."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Recommendation
from varv.overview.learning.plan_changes import ChangeLine, Origin, change_lines, origin_of

_TIES = (
    "owner",
    "goal",
    "response__author",
    "finding__evaluation",
    "lesson__author",
    "lesson__report__initiative",
    "lesson__report__round",
    "lesson__finding__evaluation",
)


@dataclass(frozen=True)
class AnswerLine:
    """The management's answer, signed."""

    answer: Answer
    reasons: str
    author: str
    on: date
    case_number: str


@dataclass(frozen=True)
class ActionLine:
    """What someone took on."""

    id: int
    what: str
    owner: str
    owner_id: int
    due_on: date
    state: ActionState
    outcome: str
    done_on: date | None
    days_left: int

    @property
    def is_late(self) -> bool:
        """Unfinished although its day has passed."""
        return self.state in {ActionState.PLANNED, ActionState.ONGOING} and self.days_left < 0


@dataclass(frozen=True)
class Thread:
    """The five steps: origin, recommendation, answer, actions, changes."""

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
    origin: Origin
    answer: AnswerLine | None
    actions: tuple[ActionLine, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def is_overdue(self) -> bool:
        """Still without an answer although the last day has passed."""
        return self.state is RecommendationState.AWAITING and self.days_left < 0

    @property
    def days(self) -> int | None:
        """From the day something was seen to the day the latest change was decided."""
        return (self.changes[0].decided_on - self.origin.on).days if self.changes else None


def thread(recommendation: Recommendation, on: date) -> Thread:
    """The recommendation with all it came from and led to, in three queries."""
    whole = Recommendation.objects.of(recommendation.region_id).select_related(*_TIES).get(pk=recommendation.pk)
    return Thread(
        id=whole.pk,
        number=whole.number,
        text=whole.text,
        explanation=whole.explanation,
        state=whole.state,
        goal_id=whole.goal_id,
        goal=str(whole.goal) if whole.goal else "",
        owner=whole.owner.name,
        forum=whole.forum,
        made_on=whole.said_on,
        due_on=whole.due_on,
        days_left=(whole.due_on - on).days,
        origin=origin_of(whole),
        answer=_answer(whole),
        actions=_actions(whole.actions.select_related("owner").order_by("due_on", "pk"), on),
        changes=change_lines(whole.changes.all()),
    )


def _answer(recommendation: Recommendation) -> AnswerLine | None:
    response = getattr(recommendation, "response", None)
    if response is None:
        return None
    return AnswerLine(
        answer=response.answer,
        reasons=response.reasons,
        author=response.author.name,
        on=localtime(response.answered_at).date(),
        case_number=response.case_number,
    )


def _actions(actions: QuerySet[Action], on: date) -> tuple[ActionLine, ...]:
    return tuple(
        ActionLine(
            id=action.pk,
            what=action.what,
            owner=action.owner.name,
            owner_id=action.owner_id,
            due_on=action.due_on,
            state=action.state,
            outcome=action.outcome,
            done_on=localtime(action.done_at).date() if action.done_at else None,
            days_left=(action.due_on - on).days,
        )
        for action in actions
    )
