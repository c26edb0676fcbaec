"""Which traces of a document's goals are there in the plans of units and partners, and what is missing?

The question is from the regions' own network on regional development strategies (2018): *vilka spår ser ni av
RUS:en i regionala samverkansaktörers VP?* A trace is direct when a plan's goal is linked to the goal itself, and
indirect when it goes through a goal of a third document. An indirect trace is as clear as its weakest link.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from varv.core.choices import Scope
from varv.core.kinds import DocumentKind, Strength
from varv.strategy.models import Goal, GoalLink, SteeringDocument

# A link on the way from a goal, how clear the way is as far as to there, and the goals between.
Way = tuple[GoalLink, Strength, tuple[str, ...]]
_RANK = {kind: rank for rank, kind in enumerate(DocumentKind)}


@dataclass(frozen=True)
class Found:
    """A plan's goal that leads to the row's goal; ``through`` are the goals between, from the plan's own side."""

    goal_id: int
    goal: str
    strength: Strength
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What one plan has of one goal: direct traces first, the clearest first."""

    document_id: int
    document: str
    found: tuple[Found, ...]

    @property
    def direct(self) -> tuple[Found, ...]:
        """Goals linked to the goal itself."""
        return tuple(found for found in self.found if not found.through)

    @property
    def indirect(self) -> tuple[Found, ...]:
        """Goals that lead to it through another document."""
        return tuple(found for found in self.found if found.through)

    @property
    def strength(self) -> Strength | None:
        """The clearest direct trace, or else the clearest indirect one; ``None`` when there is none."""
        return self.found[0].strength if self.found else None

    @property
    def is_indirect(self) -> bool:
        """Whether all there is goes through another document."""
        return bool(self.found) and not self.direct


@dataclass(frozen=True)
class TraceRow:
    """One goal across the plans. A goal with goals below it heads them; it is not counted among the missing."""

    id: int
    outline: str
    name: str
    depth: int
    is_leaf: bool
    cells: tuple[Cell, ...]

    @property
    def plans(self) -> int:
        """In how many plans it is found, directly or not."""
        return sum(bool(cell.found) for cell in self.cells)

    @property
    def is_missing(self) -> bool:
        """Whether no plan has a trace of it."""
        return self.is_leaf and not self.plans


@dataclass(frozen=True)
class Column:
    """A plan: how many of the goals are found in it, and how many of those only through another document."""

    id: int
    title: str
    kind: DocumentKind
    goals: int
    found: int
    only_indirect: int


@dataclass(frozen=True)
class Trace:
    """Goals down, plans across. ``unwritten`` are plans whose goals nobody has written in: there we cannot see."""

    document_id: int
    title: str
    rows: tuple[TraceRow, ...]
    columns: tuple[Column, ...]
    unwritten: tuple[tuple[int, str], ...]
    hides_own_plans: bool

    @property
    def leaves(self) -> tuple[TraceRow, ...]:
        """The goals that have none below them: those that are counted."""
        return tuple(row for row in self.rows if row.is_leaf)

    @property
    def missing(self) -> tuple[TraceRow, ...]:
        """Goals without any trace. Without any plan to look in, nothing can be said to be missing."""
        return tuple(row for row in self.rows if row.is_missing) if self.columns else ()

    @property
    def found(self) -> int:
        """How many goals have a trace in some plan."""
        return sum(row.plans > 0 for row in self.leaves)


@dataclass(frozen=True)
class Traceable:
    """A document whose goals can be looked for."""

    id: int
    title: str
    kind: DocumentKind


def traceable(region_id: int) -> tuple[Traceable, ...]:
    """The documents that have goals in force, the widest frame first, in one query."""
    documents = SteeringDocument.objects.of(region_id).filter(goals__retired_on=None, goals__isnull=False).distinct()
    found = [Traceable(document.pk, document.title, document.kind) for document in documents]
    return tuple(sorted(found, key=lambda each: (_RANK[each.kind], each.title, each.id)))


def trace(document: SteeringDocument, scope: Scope, on: date) -> Trace:
    """The document's goals in the plans below it that hold on a day, in three queries.

    A plan that is linked to the document is shown whatever its kind. When the region keeps its follow-up apart from
    the organisation's own (vägval), the region's operational plans are left out.
    """
    goals = list(Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order())
    links = _links(document.region_id)
    found = {goal.pk: _found(goal.pk, links) for goal in goals}
    linked = {source.document_id for sources in found.values() for source, _told in sources}
    plans = [plan for plan in _plans(document, on, linked) if _is_shown(plan, scope)]
    columns = [plan for plan in plans if plan.goal_count]
    rows = tuple(_rows(goals, columns, found))
    return Trace(
        document_id=document.pk,
        title=document.title,
        rows=rows,
        columns=tuple(_column(plan, place, rows) for place, plan in enumerate(columns)),
        unwritten=tuple((plan.pk, plan.title) for plan in plans if not plan.goal_count),
        hides_own_plans=not scope.traces_own_plans,
    )


def _links(region_id: int) -> Mapping[int, list[GoalLink]]:
    """Goal → the links that lead to it, the clearest first."""
    inward: defaultdict[int, list[GoalLink]] = defaultdict(list)
    links = GoalLink.objects.of(region_id).between_goals_in_force().in_outline_order()
    for link in links.select_related("source__document"):
        inward[link.target_id].append(link)
    return inward


def _found(goal_id: int, links: Mapping[int, list[GoalLink]]) -> list[tuple[Goal, Found]]:
    """Every goal that leads to this one, once: directly if it does, or else on the clearest and shortest way."""
    best: dict[int, tuple[Goal, Found]] = {}
    waiting: list[Way] = [(link, link.strength, ()) for link in links.get(goal_id, ())]
    while waiting:
        further: list[Way] = []
        for link, strength, through in sorted(waiting, key=lambda way: -way[1].rank):
            source = link.source
            if source.pk == goal_id or not _is_better(best.get(source.pk), strength):
                continue
            best[source.pk] = (source, Found(source.pk, str(source), strength, through))
            between = (f"{source} ({source.document.title})", *through)
            further += [
                (onward, min(strength, onward.strength, key=_rank), between) for onward in links.get(source.pk, ())
            ]
        waiting = further
    return list(best.values())


def _is_better(known: tuple[Goal, Found] | None, strength: Strength) -> bool:
    """Direct stands above indirect; among indirect ways the clearer. What came first was the shorter."""
    if known is None:
        return True
    return bool(known[1].through) and strength.rank > known[1].strength.rank


def _rank(strength: Strength) -> int:
    return strength.rank


def _plans(document: SteeringDocument, on: date, linked: Iterable[int]) -> list[Any]:
    """The plans to look in, the widest first."""
    others = SteeringDocument.objects.of(document.region_id).exclude(pk=document.pk)
    unreplaced = Q(replaced_by=None) | Q(replaced_by__starts_on__gt=on)
    holding = others.filter(Q(ends_on=None) | Q(ends_on__gte=on), unreplaced)
    below = [kind for kind in DocumentKind if _RANK[kind] > _RANK[document.kind]]
    wanted = holding.filter(kind__in=below) | holding.filter(pk__in=linked)
    counted = wanted.annotate(goal_count=Count("goals", filter=Q(goals__retired_on=None), distinct=True))
    return sorted(counted, key=lambda plan: (_RANK[plan.kind], plan.title, plan.pk))


def _is_shown(plan: SteeringDocument, scope: Scope) -> bool:
    return scope.traces_own_plans or plan.kind is not DocumentKind.OPERATIONAL_PLAN


def _rows(
    goals: Sequence[Goal], plans: Sequence[SteeringDocument], found: Mapping[int, list[tuple[Goal, Found]]]
) -> Iterator[TraceRow]:
    parents = {goal.parent_id for goal in goals}
    depths: dict[int | None, int] = {}
    for goal in goals:
        depths[goal.pk] = depths.get(goal.parent_id, -1) + 1
        yield TraceRow(
            id=goal.pk,
            outline=goal.outline,
            name=goal.name,
            depth=depths[goal.pk],
            is_leaf=goal.pk not in parents,
            cells=tuple(_cell(plan, found[goal.pk]) for plan in plans),
        )


def _cell(plan: SteeringDocument, found: Iterable[tuple[Goal, Found]]) -> Cell:
    own = [told for source, told in found if source.document_id == plan.pk]
    in_order = sorted(own, key=lambda told: (bool(told.through), -told.strength.rank, told.goal))
    return Cell(plan.pk, plan.title, tuple(in_order))


def _column(plan: Any, place: int, rows: Iterable[TraceRow]) -> Column:
    cells = [row.cells[place] for row in rows if row.is_leaf]
    return Column(
        id=plan.pk,
        title=plan.title,
        kind=plan.kind,
        goals=plan.goal_count,
        found=sum(bool(cell.found) for cell in cells),
        only_indirect=sum(cell.is_indirect for cell in cells),
    )
