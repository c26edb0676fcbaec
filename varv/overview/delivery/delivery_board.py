"""What is being done, for which goals, and by whom?

The region's choices (vägval) of funding and activities decide which insatser every total counts. The others are
listed too, marked and last.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from varv.core.choices import Scope
from varv.core.judgement import Verdict
from varv.core.kinds import InitiativeKind, StrategyPhase
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.delivery.models import Contribution, Initiative
from varv.overview.delivery.initiative_wish import InitiativeWish, Lack, Sort, lacking, wished
from varv.overview.words.of_rounds import verdict_words
from varv.rounds.models import Report
from varv.strategy.scope import scope_of

# Å, ä and ö come last in Swedish, in that order; by their code points they would not.
_LAST_LETTERS = str.maketrans("åäö", "{|}")


@dataclass(frozen=True)
class GoalRef:
    """A goal that an insats is thought to help towards."""

    id: int
    outline: str
    name: str


@dataclass(frozen=True)
class InitiativeLine:
    """An insats, its goals, and the verdict of its last approved report."""

    id: int
    name: str
    description: str
    kind: InitiativeKind
    is_counted: bool
    state: InitiativeState
    activity_id: int
    activity: str
    chain_id: int | None
    phase: StrategyPhase | None
    unit: str
    responsible_id: int
    responsible: str
    starts_on: date
    ends_on: date | None
    goals: tuple[GoalRef, ...]
    verdict: Verdict | None
    verdict_period: Period | None

    @property
    def verdict_words(self) -> str:
        """The verdict as the report's author answered."""
        return verdict_words(self.verdict) if self.verdict else ""


@dataclass(frozen=True)
class DeliveryBoard:
    """The insatser that were asked for, and how many of each sort the region counts; ``outside`` it does not."""

    lines: tuple[InitiativeLine, ...]
    total: int
    outside: int
    states: Mapping[InitiativeState, int]
    lacks: Mapping[Lack, int]
    mine: int
    goals: tuple[GoalRef, ...]
    activities: tuple[tuple[int, str], ...]

    @property
    def without_goal(self) -> int:
        """How many of those that are counted contribute to nothing we want."""
        return self.lacks[Lack.GOAL]

    @property
    def not_ended(self) -> int:
        """How many of those that are counted are planned, under way or paused."""
        return self.total - self.states.get(InitiativeState.ENDED, 0)

    @property
    def counted(self) -> int:
        """How many of those that were asked for are counted."""
        return sum(line.is_counted for line in self.lines)

    @property
    def not_counted(self) -> int:
        """How many of those that were asked for are outside the region's choices."""
        return len(self.lines) - self.counted


def delivery_board(region_id: int, person_id: int, wish: InitiativeWish, on: date) -> DeliveryBoard:
    """Every insats of the region that the wish is for on a day, and what there is to choose between."""
    lines = initiative_lines(Initiative.objects.of(region_id), region_id)
    counted = [line for line in lines if line.is_counted]
    asked = wished(region_id, wish, on)
    found = [line for line in lines if line.id in asked and _says(line, wish.words)]
    return DeliveryBoard(
        lines=tuple(sorted(found, key=lambda line: (not line.is_counted, _place(line, wish.sort)))),
        total=len(counted),
        outside=len(lines) - len(counted),
        states=Counter(line.state for line in counted),
        lacks=_lacks(region_id, {line.id for line in counted}, on),
        mine=sum(line.responsible_id == person_id for line in counted),
        goals=tuple(sorted({goal for line in lines for goal in line.goals}, key=lambda goal: goal.outline)),
        activities=tuple(sorted({(line.activity_id, line.activity) for line in lines}, key=lambda pair: pair[1])),
    )


def _lacks(region_id: int, counted: set[int], on: date) -> Mapping[Lack, int]:
    everything = Initiative.objects.of(region_id)
    found = {lack: everything.filter(lacking(region_id, lack, on)).values_list("pk", flat=True) for lack in Lack}
    return {lack: len(counted.intersection(ids)) for lack, ids in found.items()}


def initiatives_by_goal(region_id: int) -> Mapping[int, tuple[InitiativeLine, ...]]:
    """The insatser that are thought to help towards each goal, by name; goals without any are left out."""
    by_goal: defaultdict[int, list[InitiativeLine]] = defaultdict(list)
    lines = initiative_lines(Initiative.objects.of(region_id), region_id)
    for line in sorted(lines, key=lambda line: _place(line, Sort.NAME)):
        for goal in line.goals:
            by_goal[goal.id].append(line)
    return {goal_id: tuple(found) for goal_id, found in by_goal.items()}


def initiative_lines(initiatives: Iterable[Initiative], region_id: int) -> list[InitiativeLine]:
    """The insatser as lines, in four queries however many."""
    found = initiatives.select_related("generic_activity", "unit", "responsible")  # type: ignore[attr-defined]  # a QuerySet
    goals = _goals(region_id)
    verdicts = _verdicts(region_id)
    scope = scope_of(region_id)
    return [_line(initiative, scope, goals.get(initiative.pk, ()), verdicts.get(initiative.pk)) for initiative in found]


def _goals(region_id: int) -> Mapping[int, Sequence[GoalRef]]:
    found: defaultdict[int, list[GoalRef]] = defaultdict(list)
    ties = Contribution.objects.of(region_id).select_related("goal").order_by("goal__place", "goal_id")
    for tie in ties:
        found[tie.initiative_id].append(GoalRef(tie.goal_id, tie.goal.outline, tie.goal.name))
    return found


def _verdicts(region_id: int) -> Mapping[int, tuple[Verdict, Period]]:
    """The verdict of each insats' last approved report: later periods take the place of earlier ones."""
    reports = Report.objects.of(region_id).approved().order_by("round__opens_on", "pk")
    return {
        initiative_id: (verdict, period)
        for initiative_id, verdict, period in reports.values_list("initiative_id", "verdict", "round__period")
    }


def _line(
    initiative: Initiative, scope: Scope, goals: Sequence[GoalRef], judged: tuple[Verdict, Period] | None
) -> InitiativeLine:
    return InitiativeLine(
        id=initiative.pk,
        name=initiative.name,
        description=initiative.description,
        kind=initiative.kind,
        is_counted=scope.counts(initiative.kind),
        state=initiative.state,
        activity_id=initiative.generic_activity_id,
        activity=initiative.generic_activity.name,
        chain_id=initiative.chain_id,
        phase=initiative.phase,
        unit=initiative.unit.name,
        responsible_id=initiative.responsible_id,
        responsible=initiative.responsible.name,
        starts_on=initiative.starts_on,
        ends_on=initiative.ends_on,
        goals=tuple(goals),
        verdict=judged[0] if judged else None,
        verdict_period=judged[1] if judged else None,
    )


def _says(line: InitiativeLine, words: str) -> bool:
    return words.strip().casefold() in f"{line.name} {line.description} {line.activity}".casefold()


def _place(line: InitiativeLine, sort: Sort) -> tuple[object, ...]:
    """By what was chosen, then by name. What has no last day comes after all that has one."""
    first: Mapping[Sort, object] = {
        Sort.NAME: 0,
        Sort.START: -line.starts_on.toordinal(),
        Sort.END: (line.ends_on or date.max).toordinal(),
        Sort.STATE: list(InitiativeState).index(line.state),
        Sort.UNIT: _in_swedish(line.unit),
        Sort.RESPONSIBLE: _in_swedish(line.responsible),
    }
    return first[sort], _in_swedish(line.name), line.id


def _in_swedish(text: str) -> str:
    return text.casefold().translate(_LAST_LETTERS)
