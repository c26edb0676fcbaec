"""One goal with everything on its thread: judged, measured, worked for, learned and changed."""

from dataclasses import dataclass
from datetime import date

from varv.core.kinds import GoalKind
from varv.core.status import Direction
from varv.core.workflow import PlanState
from varv.delivery.models import Contribution, Initiative
from varv.learning.models import Change
from varv.overview.boards.goal_history import GoalHistory, goal_history
from varv.overview.delivery.delivery_board import InitiativeLine, initiative_lines
from varv.overview.indicators.indicator_list import IndicatorLine, indicators_by_goal
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.overview.learning.lessons.learning_log import (
    LessonLine,
    RecommendationLine,
    lessons_by_goal,
    recommendations_by_goal,
)
from varv.overview.rounds.goal_assessments import AssessmentLine, assessments_of
from varv.strategy.models import Chain, Goal


@dataclass(frozen=True)
class GoalLink:
    """Another goal, to follow the tree up or down."""

    id: int
    outline: str
    name: str


@dataclass(frozen=True)
class GoalSheet:
    """A goal, and what hangs on it."""

    id: int
    outline: str
    name: str
    description: str
    kind: GoalKind
    is_targeted: bool
    wished: Direction | None
    peer_rule: str
    gap_rule: str
    owner: str
    is_retired: bool
    level: int
    document_id: int
    document: str
    document_state: PlanState
    parent: GoalLink | None
    children: tuple[GoalLink, ...]
    chains: tuple[tuple[int, str], ...]
    indicators: tuple[IndicatorLine, ...]
    initiatives: tuple[InitiativeLine, ...]
    assessments: tuple[AssessmentLine, ...]
    lessons: tuple[LessonLine, ...]
    recommendations: tuple[RecommendationLine, ...]
    changes: tuple[ChangeLine, ...]
    history: GoalHistory

    @property
    def counted(self) -> int:
        """How many of the insatser the region's choices (vägval) count."""
        return sum(line.is_counted for line in self.initiatives)

    @property
    def latest(self) -> AssessmentLine | None:
        """The newest judgement, if anyone has made one."""
        return self.assessments[0] if self.assessments else None


def goal_sheet(goal: Goal, on: date) -> GoalSheet:
    """Everything about a goal as it stands on a day; the same number of queries however much there is."""
    region_id = goal.region_id
    working = Contribution.objects.of(region_id).filter(goal=goal).values("initiative_id")
    initiatives = Initiative.objects.of(region_id).filter(pk__in=working).order_by("name")
    because_of = Change.objects.of(region_id)
    changes = because_of.filter(recommendation__goal=goal) | because_of.filter(lesson__goal=goal)
    return GoalSheet(
        id=goal.pk,
        outline=goal.outline,
        name=goal.name,
        description=goal.description,
        kind=goal.kind,
        is_targeted=goal.is_targeted,
        wished=goal.wished,
        peer_rule=goal.peer_rule,
        gap_rule=goal.gap_rule,
        owner=goal.owner.name if goal.owner else "",
        is_retired=goal.retired_on is not None,
        level=_level(goal),
        document_id=goal.document_id,
        document=goal.document.title,
        document_state=goal.document.state,
        parent=_link(goal.parent) if goal.parent else None,
        children=tuple(_link(child) for child in Goal.objects.of(region_id).below(goal)),
        chains=tuple(Chain.objects.of(region_id).filter(goal=goal).order_by("name").values_list("pk", "name")),
        indicators=indicators_by_goal(region_id, on).get(goal.pk, ()),
        initiatives=tuple(initiative_lines(initiatives, region_id)),
        assessments=assessments_of(goal),
        lessons=lessons_by_goal(region_id, [goal.pk]).get(goal.pk, ()),
        recommendations=recommendations_by_goal(region_id, [goal.pk]).get(goal.pk, ()),
        changes=change_lines(changes),
        history=goal_history(goal),
    )


def _level(goal: Goal) -> int:
    """How deep the goal stands in its document's tree, from 1."""
    above = dict(Goal.objects.of(goal.region_id).filter(document=goal.document_id).values_list("pk", "parent_id"))
    level, parent = 1, goal.parent_id
    while parent is not None:
        level, parent = level + 1, above[parent]
    return level


def _link(goal: Goal) -> GoalLink:
    return GoalLink(goal.pk, goal.outline, goal.name)
