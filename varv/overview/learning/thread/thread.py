"""One recommendation all the way: from what was seen to the plan it changed, and whether that helped."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Answer, Helped
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Recommendation
from varv.learning.rules.follow_ups import FOLLOWED
from varv.overview.learning.answers.change_sheet import EffectLine, effects_of
from varv.overview.learning.answers.plan_changes import ChangeLine, Origin, change_lines, origin_of
from varv.regions.models import TrailEntry

_TIES = (
    "owner",
    "unit",
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
    mandate: str


@dataclass(frozen=True)
class FollowUpLine:
    """What has come of it half a year on, or the day when that is to be told."""

    id: int
    number: int
    due_on: date
    days_left: int
    told: str
    author: str
    done_on: date | None

    @property
    def is_due(self) -> bool:
        """The day has come and nobody has told."""
        return self.done_on is None and self.days_left <= 0


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
    """The six steps: origin, recommendation, answer, actions, changes, effects. Always all six, even when empty.

    ``effects`` and ``follow_ups`` stand in the order of time. ``follow_ups`` that nobody needs to tell of are left out.
    """

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
    effects: tuple[EffectLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    unit: str
    dropped_because: str
    dropped_on: date | None

    @property
    def unverified(self) -> int:
        """How many changes nobody else has seen."""
        return sum(not change.verified_by for change in self.changes)

    @property
    def helped(self) -> Helped | None:
        """What was seen last of whether it helped; nothing before anybody has looked."""
        return self.effects[-1].helped if self.effects else None

    @property
    def is_overdue(self) -> bool:
        """Still without an answer although the last day has passed."""
        return self.state is RecommendationState.AWAITING and self.days_left < 0

    @property
    def days(self) -> int | None:
        """From the day something was seen to the day the latest change was decided."""
        return (self.changes[0].decided_on - self.origin.on).days if self.changes else None


def thread(recommendation: Recommendation, on: date) -> Thread:
    """The recommendation with all it came from and led to, in a fixed number of queries."""
    whole = Recommendation.objects.of(recommendation.region_id).select_related(*_TIES).get(pk=recommendation.pk)
    changes = change_lines(whole.changes.all())
    seen = effects_of(whole.region_id, changes)
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
        changes=changes,
        effects=tuple(sorted((one for lines in seen.values() for one in lines), key=lambda one: (one.on, one.id))),
        follow_ups=_follow_ups(whole, on),
        unit=whole.unit.name if whole.unit else "",
        dropped_because=whole.dropped_because,
        dropped_on=_dropped_on(whole),
    )


def _dropped_on(recommendation: Recommendation) -> date | None:
    """The trail knows the day; the recommendation itself only why."""
    if recommendation.state is not RecommendationState.DROPPED:
        return None
    line = TrailEntry.objects.about(recommendation).filter(verb="dropped").last()
    return localtime(line.at).date() if line else None


def _follow_ups(recommendation: Recommendation, on: date) -> tuple[FollowUpLine, ...]:
    """Those that are told; and as long as it is followed up, those to come."""
    lines = (
        FollowUpLine(
            id=one.pk,
            number=one.number,
            due_on=one.due_on,
            days_left=(one.due_on - on).days,
            told=one.told,
            author=one.author.name if one.author else "",
            done_on=localtime(one.done_at).date() if one.done_at else None,
        )
        for one in recommendation.follow_ups.select_related("author").order_by("number")
    )
    return tuple(line for line in lines if line.done_on or recommendation.state in FOLLOWED)


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
        mandate=response.mandate,
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
