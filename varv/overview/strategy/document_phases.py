"""The phases a document has gone through, with what became of every goal, and what stands before the next one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.kinds import StrategyPhase, Succession
from varv.core.periods import Period
from varv.indicators.models import Target
from varv.strategy.models import Goal, GoalSuccession, PhaseChange, SteeringDocument


@dataclass(frozen=True)
class FateLine:
    """What became of a goal, and why; with the goal that took over, if any did."""

    goal_id: int
    goal: str
    how: Succession
    reason: str
    successor_id: int | None
    successor: str


@dataclass(frozen=True)
class PhaseSpan:
    """A phase from its first day to its last (``None``: it goes on). The reason and the fates are of its beginning."""

    phase: StrategyPhase
    starts_on: date
    ends_on: date | None
    reason: str
    fates: tuple[FateLine, ...]


@dataclass(frozen=True)
class TargetLine:
    """A target that holds; a band has ``low`` and ``high``, a path the rest."""

    indicator_id: int
    indicator: str
    unit: str
    decimals: int
    baseline: Decimal | None
    baseline_period: Period | None
    level: Decimal | None
    level_period: Period | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class GoalInForce:
    """A goal that must be given a fate; ``depth`` counts from 0."""

    goal: Goal
    depth: int
    targets: tuple[TargetLine, ...]


def phases_of(document: SteeringDocument) -> tuple[PhaseSpan, ...]:
    """The phases from the first day of the document, the earliest first. Two queries."""
    changes = list(PhaseChange.objects.of(document.region_id).filter(document=document).in_time_order())
    fates = _fates(document)
    first = changes[0].before if changes else document.phase
    begun: list[tuple[StrategyPhase, date, str, tuple[FateLine, ...]]] = [(first, document.starts_on, "", ())]
    begun += [(change.after, change.changed_on, change.reason, tuple(fates[change.pk])) for change in changes]
    ends: list[date | None] = [change.changed_on for change in changes]
    return tuple(
        PhaseSpan(phase, starts_on, ends_on, reason, lines)
        for (phase, starts_on, reason, lines), ends_on in zip(begun, [*ends, None], strict=True)
    )


def _fates(document: SteeringDocument) -> defaultdict[int, list[FateLine]]:
    found: defaultdict[int, list[FateLine]] = defaultdict(list)
    lines = GoalSuccession.objects.of(document.region_id).filter(phase_change__document=document)
    for line in lines.select_related("goal", "successor").order_by("goal__place", "goal__outline", "pk"):
        successor = line.successor
        found[line.phase_change_id].append(
            FateLine(
                goal_id=line.goal_id,
                goal=str(line.goal),
                how=line.how,
                reason=line.reason,
                successor_id=line.successor_id,
                successor=str(successor) if successor else "",
            )
        )
    return found


def goals_in_force(document: SteeringDocument) -> tuple[GoalInForce, ...]:
    """The document's goals that hold, as a reader meets them, each with the targets that hold. Two queries."""
    targets: defaultdict[int, list[TargetLine]] = defaultdict(list)
    current = Target.objects.of(document.region_id).filter(indicator__goal__document=document).current()
    for target in current.select_related("indicator").order_by("indicator__name", "pk"):
        targets[target.indicator.goal_id].append(_target_line(target))
    depths: dict[int, int] = {}
    lines = []
    for goal in Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order():
        depths[goal.pk] = depths.get(goal.parent_id, -1) + 1
        lines.append(GoalInForce(goal, depths[goal.pk], tuple(targets[goal.pk])))
    return tuple(lines)


def _target_line(target: Target) -> TargetLine:
    indicator = target.indicator
    return TargetLine(
        indicator_id=indicator.pk,
        indicator=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        **{name: getattr(target, name) for name in _AIM},
    )


_AIM = ("baseline", "baseline_period", "level", "level_period", "low", "high")
