"""What a goal was before and what became of it, and what hangs on it that does not follow by itself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from varv.core.kinds import Succession
from varv.delivery.models import Contribution
from varv.indicators.models import Indicator
from varv.strategy.models import Chain, Goal, GoalLink, GoalSuccession


@dataclass(frozen=True)
class Named:
    """A thing to go to."""

    id: int
    name: str


@dataclass(frozen=True)
class Hanging:
    """What hangs on a goal: tied anew by a person when the goal gives way to others."""

    links: list[Named] = field(default_factory=list)
    chains: list[Named] = field(default_factory=list)
    indicators: list[Named] = field(default_factory=list)
    initiatives: list[Named] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things."""
        return len(self.links) + len(self.chains) + len(self.indicators) + len(self.initiatives)


@dataclass(frozen=True)
class SuccessionLine:
    """Another goal that this one became or was (``None``: carried on, or ended), with what still hangs on it."""

    goal_id: int | None
    goal: str
    how: Succession
    reason: str
    happened_on: date
    hanging: Hanging


@dataclass(frozen=True)
class GoalHistory:
    """A goal forward and back in time, the earliest first."""

    became: tuple[SuccessionLine, ...]
    was: tuple[SuccessionLine, ...]


def goal_history(goal: Goal) -> GoalHistory:
    """What the goal was and became. Six queries, however much there is."""
    kept = GoalSuccession.objects.of(goal.region_id).in_time_order()
    became = list(kept.filter(goal=goal).select_related("successor"))
    was = list(kept.filter(successor=goal).select_related("goal"))
    hanging = hanging_on(goal.region_id, [line.goal_id for line in was])
    return GoalHistory(
        became=tuple(_line(line, line.successor, Hanging()) for line in became),
        was=tuple(_line(line, line.goal, hanging[line.goal_id]) for line in was),
    )


def _line(line: GoalSuccession, other: Goal | None, hanging: Hanging) -> SuccessionLine:
    name = str(other) if other else ""
    return SuccessionLine(other.pk if other else None, name, line.how, line.reason, line.happened_on, hanging)


def hanging_on(region_id: int, goals: Iterable[int]) -> defaultdict[int, Hanging]:
    """What hangs on each of the goals: links both ways, chains, indicators and insatser. Four queries."""
    wanted = set(goals)
    found: defaultdict[int, Hanging] = defaultdict(Hanging)
    links = GoalLink.objects.of(region_id).select_related("source", "target").in_outline_order()
    for link in links.filter(source__in=wanted) | links.filter(target__in=wanted):
        for here, there in ((link.source, link.target), (link.target, link.source)):
            if here.pk in wanted:
                found[here.pk].links.append(Named(there.pk, str(there)))
    for chain in Chain.objects.of(region_id).filter(goal__in=wanted).in_name_order():
        found[chain.goal_id].chains.append(Named(chain.pk, chain.name))
    for indicator in Indicator.objects.of(region_id).filter(goal__in=wanted).order_by("name", "pk"):
        found[indicator.goal_id].indicators.append(Named(indicator.pk, indicator.name))
    working = Contribution.objects.of(region_id).filter(goal__in=wanted).select_related("initiative")
    for line in working.order_by("initiative__name", "pk"):
        found[line.goal_id].initiatives.append(Named(line.initiative_id, line.initiative.name))
    return found
