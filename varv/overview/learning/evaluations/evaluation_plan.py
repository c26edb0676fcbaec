"""What is evaluated, when, and what came of it: the plan and the register as one list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.workflow import EvaluationState
from varv.learning.models import Change, Evaluation, EvaluationMilestone, Finding, QuestionTie, Recommendation
from varv.strategy.models import Goal

# What is going on first, then what is to come, then what there is to read.
IN_ORDER = (
    EvaluationState.RUNNING,
    EvaluationState.COMMISSIONED,
    EvaluationState.PLANNED,
    EvaluationState.DELIVERED,
    EvaluationState.CLOSED,
    EvaluationState.STOPPED,
)


class EvaluationOrder(StrEnum):
    """How the list is sorted within each state."""

    DAY = "dag"
    TITLE = "titel"
    CHANGES = "andringar"


@dataclass(frozen=True)
class EvaluationWish:
    """Which evaluations someone wants to see; nothing chosen means all."""

    state: EvaluationState | None = None
    kind: EvaluationKind | None = None
    timing: EvaluationTiming | None = None
    year: int | None = None
    goal_id: int | None = None
    words: str = ""
    order: EvaluationOrder = EvaluationOrder.DAY


@dataclass(frozen=True)
class EvaluationLine:
    """An evaluation in the list. ``day`` is when it was delivered, or else the next known day of its plan."""

    id: int
    title: str
    kind: EvaluationKind
    timing: EvaluationTiming | None
    state: EvaluationState
    evaluator: str
    owner: str
    day: date | None
    due_on: date | None
    delivered_on: date | None
    years: frozenset[int]
    goal_ids: frozenset[int]
    is_late: bool
    late_milestones: int
    findings: int
    recommendations: int
    changes: int


@dataclass(frozen=True)
class EvaluationPlan:
    """The evaluations that were asked for, state by state, and what there is to choose between."""

    groups: tuple[tuple[EvaluationState, tuple[EvaluationLine, ...]], ...]
    counts: Mapping[EvaluationState, int]
    years: tuple[int, ...]
    goals: tuple[tuple[int, str], ...]
    late: int
    findings: int
    changes: int

    @property
    def total(self) -> int:
        """All that the region has."""
        return sum(self.counts.values())

    @property
    def shown(self) -> int:
        """How many fit what was asked for."""
        return sum(len(lines) for _state, lines in self.groups)


class _Hanging(NamedTuple):
    """What hangs on an evaluation elsewhere."""

    goal_ids: set[int]
    recommendations: int
    changes: int
    late_milestones: int


def evaluation_plan(region_id: int, wish: EvaluationWish, on: date) -> EvaluationPlan:
    """The plan as it stands on a day, in seven queries however many there are."""
    lines = _lines(region_id, on)
    goal_ids = frozenset[int]().union(*(line.goal_ids for line in lines))
    goals = Goal.objects.of(region_id).filter(pk__in=goal_ids).in_outline_order()
    wished = _sorted([line for line in lines if _is_wished(line, wish)], wish.order)
    grouped = [(state, tuple(line for line in wished if line.state is state)) for state in IN_ORDER]
    return EvaluationPlan(
        groups=tuple((state, found) for state, found in grouped if found),
        counts={state: sum(line.state is state for line in lines) for state in IN_ORDER},
        years=tuple(sorted(frozenset[int]().union(*(line.years for line in lines)), reverse=True)),
        goals=tuple((goal.pk, str(goal)) for goal in goals),
        late=sum(line.is_late for line in lines),
        findings=sum(line.findings for line in lines),
        changes=sum(line.changes for line in lines),
    )


def _lines(region_id: int, on: date) -> list[EvaluationLine]:
    evaluations: QuerySet[Any] = Evaluation.objects.of(region_id).annotate(found=Count("findings"))
    recommended = _by_evaluation(Recommendation.objects.of(region_id), "")
    changed = _by_evaluation(Change.objects.of(region_id), "recommendation__")
    unfinished = EvaluationMilestone.objects.of(region_id).filter(done_on=None, due_on__lt=on)
    late = Counter(unfinished.values_list("evaluation_id", flat=True))
    goals = _goals(region_id)
    return [
        _line(one, on, _Hanging(goals[one.pk], recommended[one.pk], changed[one.pk], late[one.pk]))
        for one in evaluations.select_related("owner").order_by("pk")
    ]


def _line(one: Any, on: date, hanging: _Hanging) -> EvaluationLine:
    days = [one.tender_on, one.starts_on, one.due_on, one.delivered_on]
    return EvaluationLine(
        id=one.pk,
        title=one.title,
        kind=one.kind,
        timing=one.timing,
        state=one.state,
        evaluator=one.evaluator,
        owner=one.owner.name if one.owner else "",
        day=one.delivered_on or next((day for day in _coming(one) if day is not None), None),
        due_on=one.due_on,
        delivered_on=one.delivered_on,
        years=frozenset(day.year for day in days if day is not None),
        goal_ids=frozenset(hanging.goal_ids),
        is_late=one.is_under_way and one.due_on is not None and one.due_on < on,
        late_milestones=hanging.late_milestones if one.is_under_way else 0,
        findings=one.found,
        recommendations=hanging.recommendations,
        changes=hanging.changes,
    )


def _coming(one: Evaluation) -> tuple[date | None, ...]:
    """The days that are still to come in its state: what has been done is not waited for."""
    if one.state is EvaluationState.PLANNED:
        return one.tender_on, one.starts_on, one.due_on
    return (one.starts_on, one.due_on) if one.state is EvaluationState.COMMISSIONED else (one.due_on,)


def _goals(region_id: int) -> defaultdict[int, set[int]]:
    """The goals that each evaluation speaks of, by what it found or by what its questions are about."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    spoken = Finding.objects.of(region_id).exclude(goal=None).values_list("evaluation_id", "goal_id")
    asked = QuestionTie.objects.of(region_id).exclude(goal=None).exclude(question__asked_in=None)
    for evaluation_id, goal_id in [*spoken, *asked.values_list("question__asked_in__evaluation_id", "goal_id")]:
        found[evaluation_id].add(goal_id)
    return found


def _by_evaluation(rows: QuerySet[Any], by_way_of: str) -> Counter[int | None]:
    """How many of these go back to each evaluation, through a finding or through a lesson from one."""
    paths = [
        f"{by_way_of}finding__evaluation",
        f"{by_way_of}lesson__finding__evaluation",
        "lesson__finding__evaluation",
    ]
    return Counter(rows.values_list(Coalesce(*dict.fromkeys(paths)), flat=True))


def _is_wished(line: EvaluationLine, wish: EvaluationWish) -> bool:
    said = f"{line.title} {line.evaluator}".casefold()
    return (
        wish.state in {None, line.state}
        and wish.kind in {None, line.kind}
        and wish.timing in {None, line.timing}
        and (wish.year is None or wish.year in line.years)
        and (wish.goal_id is None or wish.goal_id in line.goal_ids)
        and all(one in said for one in wish.words.casefold().split())
    )


def _sorted(lines: Iterable[EvaluationLine], order: EvaluationOrder) -> list[EvaluationLine]:
    """By title; by most changes; or by day: what has been delivered the latest first, the rest the nearest first."""
    if order is EvaluationOrder.TITLE:
        return sorted(lines, key=lambda line: (line.title.casefold(), line.id))
    if order is EvaluationOrder.CHANGES:
        return sorted(lines, key=lambda line: (-line.changes, -line.findings, line.id))
    return sorted(lines, key=_by_day)


def _by_day(line: EvaluationLine) -> tuple[bool, int, int]:
    if line.day is None:
        return (True, 0, line.id)
    towards = -1 if line.delivered_on else 1
    return (False, towards * line.day.toordinal(), towards * line.id)
