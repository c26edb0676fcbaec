"""Where does the strategy stand? What people have judged stands first; what the figures say stands beside it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.timezone import localtime

from varv.core.choices import Scope
from varv.core.judgement import Axis, Verdict
from varv.core.kinds import GoalKind, InitiativeKind, StrategyPhase
from varv.core.rollup import Node, Summary, rollup
from varv.core.status import Direction, Status
from varv.delivery.models import Contribution, Initiative
from varv.overview.indicators.indicator_list import IndicatorLine, indicators_by_goal
from varv.overview.rounds.goal_assessments import AssessmentLine, latest_assessments
from varv.strategy.models import Goal, SteeringDocument
from varv.strategy.scope import scope_of

STALE_AFTER = timedelta(days=365)

# What a figure has to say for a verdict to be said to differ from it. The system points; a person decides.
_GOOD = {Status.ON_TRACK, Status.WITHIN, Status.RIGHT_DIRECTION}
_BAD = {Status.OFF_TRACK, Status.OUTSIDE, Status.WRONG_DIRECTION}


class Gap(StrEnum):
    """What is missing around a goal. A gap is not a fault; it is a question someone should answer."""

    GOAL_WITHOUT_INITIATIVE = "goal_without_initiative"
    GOAL_WITHOUT_INDICATOR = "goal_without_indicator"
    GOAL_WITHOUT_ASSESSMENT = "goal_without_assessment"
    INITIATIVE_WITHOUT_GOAL = "initiative_without_goal"


@dataclass(frozen=True)
class GoalRow:
    """One goal on the board. ``depth`` is 0 for the top; the summary counts the goals below too.

    ``outside`` are the insatser that the region's choices (vägval) leave out of ``initiatives``.
    """

    id: int
    outline: str
    name: str
    kind: GoalKind
    depth: int
    is_leaf: bool
    is_targeted: bool
    wished: Direction | None
    summary: Summary
    indicators: tuple[IndicatorLine, ...]
    assessment: AssessmentLine | None
    initiatives: int
    outside: int
    gaps: tuple[Gap, ...]

    @property
    def verdict(self) -> Verdict:
        """What a person found of the state; the first of the four axes, never a sum of them."""
        return self.assessment.judgements[Axis.STATE].verdict if self.assessment else Verdict.NOT_ASSESSED

    @property
    def reason(self) -> str:
        """Why, in that person's words."""
        return self.assessment.judgements[Axis.STATE].reason if self.assessment else ""

    @property
    def status(self) -> Status:
        """What the most alarming of the figures says."""
        return self.summary.worst

    @property
    def differs(self) -> bool:
        """Whether the person and the figures say opposite things."""
        rosy = self.verdict is Verdict.RIGHT_WAY and self.status in _BAD
        return rosy or (self.verdict is Verdict.WRONG_WAY and self.status in _GOOD)

    @property
    def course(self) -> tuple[Decimal | None, ...]:
        """The first indicator's values, for a small line beside the mark."""
        return self.indicators[0].course if self.indicators else ()

    @property
    def level(self) -> Decimal | None:
        """The first indicator's target, if it has one."""
        return self.indicators[0].level if self.indicators else None


@dataclass(frozen=True)
class GapLine:
    """A gap, and the goal or the insats it is about."""

    gap: Gap
    thing_id: int
    name: str


@dataclass(frozen=True)
class StrategyBoard:
    """The strategy, goal by goal, in outline order."""

    document_id: int
    title: str
    summary: str
    phase: StrategyPhase
    starts_on: date
    ends_on: date | None
    goals: tuple[GoalRow, ...]
    gaps: tuple[GapLine, ...]
    latest_assessment: datetime | None

    @property
    def leaves(self) -> tuple[GoalRow, ...]:
        """The goals that have none below them: those that are judged and measured."""
        return tuple(goal for goal in self.goals if goal.is_leaf)

    @property
    def differing(self) -> tuple[GoalRow, ...]:
        """Where a person and the figures say opposite things."""
        return tuple(goal for goal in self.leaves if goal.differs)

    @property
    def indicators(self) -> int:
        """How many indicators inform the goals."""
        return sum(len(goal.indicators) for goal in self.goals)


def current_strategy(region_id: int, on: date) -> SteeringDocument | None:
    """The strategy in force on this day, or else the newest one; ``None`` when the region has none."""
    strategies = SteeringDocument.objects.of(region_id).strategies()
    return strategies.running(on).first() or strategies.first()


def strategy_board(strategy: SteeringDocument, on: date) -> StrategyBoard:
    """The board of one strategy on a day. Nine queries, however many goals there are."""
    goals = list(Goal.objects.of(strategy.region_id).filter(document=strategy).in_force().in_outline_order())
    lines = indicators_by_goal(strategy.region_id, on)
    assessments = latest_assessments(strategy.region_id)
    scope = scope_of(strategy.region_id)
    counts = _initiatives(strategy.region_id, scope)
    rows = tuple(_rows(goals, lines, assessments, counts, on))
    judged = [row.assessment.assessed_at for row in rows if row.assessment]
    return StrategyBoard(
        document_id=strategy.pk,
        title=strategy.title,
        summary=strategy.summary,
        phase=strategy.phase,
        starts_on=strategy.starts_on,
        ends_on=strategy.ends_on,
        goals=rows,
        gaps=tuple(_gap_lines(rows, strategy.region_id, scope)),
        latest_assessment=max(judged, default=None),
    )


def _initiatives(region_id: int, scope: Scope) -> Mapping[tuple[int, bool], int]:
    """Goal, and whether they are counted → how many insatser work towards it now."""
    running = Initiative.objects.of(region_id).reporting()
    ties = Contribution.objects.of(region_id).filter(initiative__in=running)
    return Counter(
        (goal_id, scope.counts(InitiativeKind(kind)))
        for goal_id, kind in ties.values_list("goal_id", "initiative__kind")
    )


def _rows(
    goals: Sequence[Goal],
    lines: Mapping[int, tuple[IndicatorLine, ...]],
    assessments: Mapping[int, AssessmentLine],
    initiatives: Mapping[tuple[int, bool], int],
    on: date,
) -> Iterator[GoalRow]:
    statuses = {goal.pk: [line.status for line in lines.get(goal.pk, ())] for goal in goals}
    summaries = rollup([Node(goal.pk, goal.parent_id) for goal in goals], statuses)
    parents = {goal.parent_id for goal in goals}
    depths: dict[int | None, int] = {None: -1}
    for goal in goals:
        depths[goal.pk] = depths.get(goal.parent_id, -1) + 1
        is_leaf = goal.pk not in parents
        found = (lines.get(goal.pk, ()), assessments.get(goal.pk), initiatives.get((goal.pk, True), 0))
        yield GoalRow(
            id=goal.pk,
            outline=goal.outline,
            name=goal.name,
            kind=goal.kind,
            depth=depths[goal.pk],
            is_leaf=is_leaf,
            is_targeted=goal.is_targeted,
            wished=goal.wished,
            summary=summaries[goal.pk],
            indicators=found[0],
            assessment=found[1],
            initiatives=found[2],
            outside=initiatives.get((goal.pk, False), 0),
            gaps=_gaps(*found, on) if is_leaf else (),
        )


def _gaps(
    indicators: Sequence[IndicatorLine], assessment: AssessmentLine | None, initiatives: int, on: date
) -> tuple[Gap, ...]:
    is_judged = assessment is not None and on - localtime(assessment.assessed_at).date() <= STALE_AFTER
    there = {
        Gap.GOAL_WITHOUT_INITIATIVE: initiatives > 0,
        Gap.GOAL_WITHOUT_INDICATOR: bool(indicators),
        Gap.GOAL_WITHOUT_ASSESSMENT: is_judged,
    }
    return tuple(gap for gap, is_there in there.items() if not is_there)


def _gap_lines(rows: Sequence[GoalRow], region_id: int, scope: Scope) -> Iterator[GapLine]:
    for row in rows:
        for gap in row.gaps:
            yield GapLine(gap, row.id, f"{row.outline} {row.name}")
    counted = Initiative.objects.of(region_id).reporting().filter(kind__in=scope.initiative_kinds)
    for initiative in counted.without_goal().order_by("name"):
        yield GapLine(Gap.INITIATIVE_WITHOUT_GOAL, initiative.pk, initiative.name)
