"""What would another answer to one of the eleven choices do to what is there?"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from varv.core.choices import Option, Scope, Topic
from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind
from varv.delivery.models import Initiative
from varv.indicators.models import Indicator
from varv.overview.boards.coverage import Lack, coverage
from varv.overview.boards.strategy_board import current_strategy
from varv.overview.words.of_choices import consequence_words
from varv.strategy.models import Chain, EvaluationDomain, Goal, SteeringDocument
from varv.strategy.scope import scope_of


class Affected(StrEnum):
    """What an answer touches of what is there already."""

    INITIATIVES = "initiatives"
    TARGETS = "targets"
    WISHES = "wishes"
    PROCESS_GOALS = "process_goals"
    PHASES = "phases"
    FRAMES = "frames"
    THEORIES = "theories"
    ACTION_PLANS = "action_plans"
    PLAN_GOALS = "plan_goals"
    OWN_PLANS = "own_plans"
    INDICATORS = "indicators"
    DOMAINS = "domains"


@dataclass(frozen=True)
class Consequence:
    """How many things of a kind an answer leaves out (or asks something more of), before and after it."""

    affected: Affected
    before: int
    after: int

    @property
    def words(self) -> str:
        """The consequence as a sentence."""
        return consequence_words(self.affected, self.before, self.after)


@dataclass(frozen=True)
class _Stock:
    """What there is in the region that a choice may touch."""

    initiatives: Mapping[InitiativeKind, int]
    goals: Mapping[tuple[DocumentKind, GoalKind, bool, bool], int]
    outside_frame: Callable[[Scope], int]
    chains: Mapping[int, int]
    documents: Mapping[DocumentKind, int]
    indicators: Mapping[IndicatorKind, int]
    domains: tuple[tuple[str, int], ...]

    def goals_where(self, holds: Callable[[DocumentKind, GoalKind, bool, bool], bool]) -> int:
        """Goals in force by the kind of their document, their own, whether targeted and whether of a phase."""
        return sum(number for of, number in self.goals.items() if of[0].is_ours and holds(*of))


def consequences(region_id: int, topic: Topic, options: Collection[Option], on: date) -> tuple[Consequence, ...]:
    """What this answer would change of what is there on a day; a fixed number of queries."""
    before = scope_of(region_id)
    after = Scope({**before.chosen, topic: frozenset(options)})
    stock = _stock(region_id, on)
    told = (Consequence(affected, count(before, stock), count(after, stock)) for affected, count in _LEFT_OUT.items())
    return tuple(one for one in told if one.before != one.after)


def _stock(region_id: int, on: date) -> _Stock:
    goals = Goal.objects.of(region_id).in_force()
    parts = goals.values_list("document__kind", "kind", "is_targeted", "phase")
    domains = EvaluationDomain.objects.of(region_id).order_by("framework_id", "number")
    return _Stock(
        initiatives=Counter(Initiative.objects.of(region_id).values_list("kind", flat=True)),
        goals=Counter(
            (DocumentKind(document), GoalKind(kind), is_targeted, bool(phase))
            for document, kind, is_targeted, phase in parts
        ),
        outside_frame=partial(_outside_frame, region_id, on),
        chains=Counter(Chain.objects.of(region_id).values_list("document_id", flat=True)),
        documents=Counter(SteeringDocument.objects.of(region_id).values_list("kind", flat=True)),
        indicators=Counter(Indicator.objects.of(region_id).values_list("kind", flat=True)),
        domains=tuple(domains.values_list("framework__template", "number")),
    )


def _initiatives(scope: Scope, stock: _Stock) -> int:
    return sum(number for kind, number in stock.initiatives.items() if not scope.counts(InitiativeKind(kind)))


def _targets(scope: Scope, stock: _Stock) -> int:
    return 0 if scope.may_have_target else stock.goals_where(lambda _document, _kind, targeted, _phase: targeted)


def _wishes(scope: Scope, stock: _Stock) -> int:
    return 0 if scope.may_only_wish else stock.goals_where(lambda _document, _kind, targeted, _phase: not targeted)


def _process_goals(scope: Scope, stock: _Stock) -> int:
    return stock.goals_where(lambda _document, kind, _targeted, _phase: kind not in scope.goal_kinds)


def _phases(scope: Scope, stock: _Stock) -> int:
    return stock.goals_where(lambda _document, _kind, _targeted, phase: not phase) if scope.asks_for_phase else 0


def _frames(scope: Scope, stock: _Stock) -> int:
    """Goals of the strategy outside the frames that were chosen: the same count as among the gaps."""
    return stock.outside_frame(scope) if scope.frames else 0


def _outside_frame(region_id: int, on: date, scope: Scope) -> int:
    gaps = coverage(region_id, current_strategy(region_id, on), scope, on).counts
    return gaps.get(Lack.GOAL_OUTSIDE_FRAME, 0)


def _theories(scope: Scope, stock: _Stock) -> int:
    return sum(number - 1 for number in stock.chains.values()) if scope.one_theory else 0


def _action_plans(scope: Scope, stock: _Stock) -> int:
    return 0 if scope.uses_action_plans else stock.documents.get(DocumentKind.ACTION_PLAN, 0)


def _plan_goals(scope: Scope, stock: _Stock) -> int:
    return sum(number for (document, *_goal), number in stock.goals.items() if not scope.ties_to(document))


def _own_plans(scope: Scope, stock: _Stock) -> int:
    return 0 if scope.traces_own_plans else stock.documents.get(DocumentKind.OPERATIONAL_PLAN, 0)


def _indicators(scope: Scope, stock: _Stock) -> int:
    return sum(number for kind, number in stock.indicators.items() if kind not in scope.indicator_kinds)


def _domains(scope: Scope, stock: _Stock) -> int:
    return sum(not scope.shows_domain(template, number) for template, number in stock.domains)


# How many things an answer leaves out or asks something more of.
_LEFT_OUT: Mapping[Affected, Callable[[Scope, _Stock], int]] = {
    Affected.INITIATIVES: _initiatives,
    Affected.TARGETS: _targets,
    Affected.WISHES: _wishes,
    Affected.PROCESS_GOALS: _process_goals,
    Affected.PHASES: _phases,
    Affected.FRAMES: _frames,
    Affected.THEORIES: _theories,
    Affected.ACTION_PLANS: _action_plans,
    Affected.PLAN_GOALS: _plan_goals,
    Affected.OWN_PLANS: _own_plans,
    Affected.INDICATORS: _indicators,
    Affected.DOMAINS: _domains,
}
