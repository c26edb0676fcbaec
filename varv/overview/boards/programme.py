"""How is a plan being carried out? Its goals with their insatser, what they told last, what they reached, and money.

An insats carries out a plan when it contributes to one of its goals, or to a goal below it in this plan or in one that
clearly contributes (``roll_up_axes``). It is told once, however many of the goals it contributes to.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from varv.core.choices import Scope
from varv.core.counting import Dimension
from varv.core.judgement import Verdict
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind
from varv.core.periods import Period
from varv.core.workflow import FundingState, InitiativeState
from varv.delivery.models import Funding, Initiative, Milestone, YearAmount
from varv.overview.rounds.roll_up import Line, Rolled, RollUpWish, rolled_along
from varv.overview.rounds.roll_up_axes import REGION, By, Node, Nodes, goals_tied, held_twice, nodes_by
from varv.rounds.models import Report
from varv.strategy.models import SteeringDocument
from varv.strategy.scope import scope_of

UNDER_WAY = (InitiativeState.RUNNING, InitiativeState.PAUSED)


@dataclass(frozen=True)
class WorkRow:
    """An insats of the plan: how it stands, what was judged last, which milestones are late, and its money in kronor.

    ``granted`` and ``used`` are ``None`` when nobody has said. ``counts`` is whether the region's choices count it.
    """

    id: int
    name: str
    kind: InitiativeKind
    state: InitiativeState
    unit: str
    goals: tuple[str, ...]
    verdict: Verdict | None
    verdict_period: Period | None
    late: int
    granted: Decimal | None
    used: Decimal | None
    counts: bool


@dataclass(frozen=True)
class GoalRow:
    """A goal of the plan with what its insatser come to, each once; ``shared`` stand under more than one goal below."""

    id: int
    name: str
    depth: int
    initiatives: int
    shared: int
    under_way: int
    verdicts: tuple[tuple[Verdict, int], ...]
    late: int
    granted: Decimal | None
    used: Decimal | None


@dataclass(frozen=True)
class Programme:
    """A plan as it is being carried out."""

    id: int
    title: str
    starts_on: date
    ends_on: date | None
    goals: tuple[GoalRow, ...]
    whole: GoalRow
    work: tuple[WorkRow, ...]
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    scope: Scope

    @property
    def untold(self) -> int:
        """How many under way have no approved report yet."""
        return sum(row.verdict is None and row.state in UNDER_WAY for row in self.work)

    @property
    def empty_goals(self) -> tuple[GoalRow, ...]:
        """Goals that nothing is done for: a gap."""
        return tuple(goal for goal in self.goals if not goal.initiatives)


def programme(document: SteeringDocument, on: date) -> Programme:
    """The plan on a day. Nine queries, however many insatser it has."""
    region = document.region_id
    tied = goals_tied(region, document)
    scope = scope_of(region)
    tops = [node.holds for node in tied.nodes if not node.depth]
    whole = Node(REGION, document.title, 0, frozenset().union(*tops), held_twice(tops))
    work = _work(region, whole.holds, on, scope, tied)
    rows = {row.id: row for row in work}
    figures = rolled_along(region, nodes_by(By.WHOLE, region), RollUpWish(), scope.initiative_kinds, whole.holds)
    return Programme(
        id=document.pk,
        title=document.title,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        goals=tuple(_goal(node, rows) for node in tied.nodes),
        whole=_goal(whole, rows),
        work=work,
        periods=figures.periods,
        lines=figures.whole,
        scope=scope,
    )


@dataclass(frozen=True)
class ReportTold:
    """What an approved report of the plan says in words."""

    initiative: str
    period: Period
    verdict: Verdict
    reason: str
    done: str
    learned: str
    next_change: str


@dataclass(frozen=True)
class ProgrammeFile:
    """All that the plan's workbook holds: goal by goal, broken down in each way, and report by report."""

    programme: Programme
    by_goal: Rolled
    broken_down: Mapping[Dimension, Rolled]
    reports: tuple[ReportTold, ...]


def programme_file(document: SteeringDocument, on: date) -> ProgrammeFile:
    """The plan with everything told of it. Some forty queries, however much there is."""
    told = programme(document, on)
    region, kinds = document.region_id, told.scope.initiative_kinds
    held = frozenset(row.id for row in told.work)
    whole = nodes_by(By.WHOLE, region)
    parts = {one: rolled_along(region, whole, RollUpWish(dimension=one), kinds, held) for one in Dimension}
    by_goal = rolled_along(region, goals_tied(region, document), RollUpWish(), kinds, held)
    return ProgrammeFile(told, by_goal, parts, tuple(_reports(region, held)))


def _reports(region: int, held: Collection[int]) -> Iterator[ReportTold]:
    """Insats by insats, the latest first."""
    reports = Report.objects.of(region).counted().filter(initiative__in=held).defer("approved_content", "answers")
    in_order = reports.select_related("initiative", "round").order_by("initiative__name", "-round__opens_on", "-pk")
    for one in in_order:
        words = (one.verdict_reason, one.done, one.learned, one.next_change)
        yield ReportTold(one.initiative.name, one.round.period, one.verdict, *words)


def _goal(node: Node, rows: Mapping[int, WorkRow]) -> GoalRow:
    inside = [rows[one] for one in node.holds if one in rows]
    counted = [row for row in inside if row.counts]
    given = Counter(row.verdict for row in inside if row.verdict is not None)
    return GoalRow(
        id=node.id,
        name=node.name,
        depth=node.depth,
        initiatives=len(inside),
        shared=node.shared,
        under_way=sum(row.state in UNDER_WAY for row in inside),
        verdicts=tuple((verdict, count) for verdict in Verdict if (count := given[verdict])),
        late=sum(row.late for row in inside),
        granted=_added(row.granted for row in counted),
        used=_added(row.used for row in counted),
    )


def _added(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _work(region: int, held: Collection[int], on: date, scope: Scope, tied: Nodes) -> tuple[WorkRow, ...]:
    """The insatser by name, all that is told of each in one query."""
    found = Initiative.objects.of(region).filter(pk__in=held).annotate(**_told(on, scope.funding_kinds))
    named: dict[int, list[str]] = {}
    for node in tied.nodes:
        for one in node.direct:
            named.setdefault(one, []).append(node.name.partition(" ")[0])
    return tuple(
        WorkRow(
            id=one.pk,
            name=one.name,
            kind=one.kind,
            state=one.state,
            unit=one.unit.name,
            goals=tuple(named.get(one.pk, ())),
            verdict=one.last_verdict,
            verdict_period=one.last_period,
            late=one.late,
            granted=one.granted,
            used=one.used,
            counts=scope.counts(one.kind),
        )
        for one in found.select_related("unit").order_by("name", "pk")
    )


def _told(on: date, kinds: Collection[FundingKind]) -> dict[str, Any]:
    """The latest counted report, late milestones, and money that the choices count."""
    # What belongs to an insats is of its region. Without saying so again the database finds it by the insats alone.
    reports = Report.objects.counted().filter(initiative=OuterRef("pk")).order_by("-round__opens_on", "-pk")
    late = Milestone.objects.filter(initiative=OuterRef("pk"), reached_on=None, due_on__lt=on)
    money = Q(initiative=OuterRef("pk"), state=FundingState.GRANTED, source__kind__in=kinds)
    used = Q(funding__initiative=OuterRef("pk"), funding__source__kind__in=kinds)
    return {
        "last_verdict": Subquery(reports.values("verdict")[:1]),
        "last_period": Subquery(reports.values("round__period")[:1]),
        "late": Coalesce(_one(late, Count("pk")), 0),
        "granted": _one(Funding.objects.filter(money), Sum("granted")),
        "used": _one(YearAmount.objects.filter(used), Sum("used")),
    }


def _one(rows: QuerySet[Any], figure: Count | Sum) -> Subquery:
    """The figure of the rows of one insats, in a query of its own so that no row is counted twice."""
    return Subquery(rows.order_by().annotate(one=F("region_id")).values("one").annotate(told=figure).values("told"))
