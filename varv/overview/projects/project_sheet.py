"""One project: what the case system says, which insats it is here, and what was promised beside what is reported."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.workflow import FundingState, InitiativeState
from varv.delivery.models import Condition, Funding, Initiative, Project, ProjectDecision, YearAmount
from varv.delivery.rules import KINDS_OF_PROJECTS
from varv.overview.boards.coverage import outside_strategy
from varv.overview.delivery.initiative_sheet import InitiativeSheet, initiative_sheet


@dataclass(frozen=True)
class ConditionLine:
    """What a decision demands."""

    id: int
    text: str
    due_on: date | None
    met_on: date | None
    note: str
    is_overdue: bool


@dataclass(frozen=True)
class DecisionLine:
    """A decision with its conditions, oldest first."""

    id: int
    text: str
    decided_on: date
    case_number: str
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True)
class MoneyHere:
    """What is written here of the insats' money, in kronor. ``None`` is that nobody has said; it is not zero."""

    applied: Decimal | None
    granted: Decimal | None
    used: Decimal | None


@dataclass(frozen=True)
class ProjectSheet:
    """Everything about one project."""

    decisions: tuple[DecisionLine, ...]
    initiative: InitiativeSheet | None
    money: MoneyHere | None
    is_outside_strategy: bool

    @property
    def overdue(self) -> int:
        """How many conditions are late."""
        return sum(condition.is_overdue for decision in self.decisions for condition in decision.conditions)


def project_sheet(project: Project, on: date) -> ProjectSheet:
    """One project, in a fixed number of queries."""
    initiative = project.initiative
    return ProjectSheet(
        decisions=_decisions(project, on),
        initiative=initiative_sheet(initiative) if initiative else None,
        money=_money(initiative) if initiative else None,
        is_outside_strategy=initiative is not None and initiative.pk in outside_strategy(project.region_id),
    )


def can_be_tied(region_id: int) -> Mapping[int, str]:
    """The insatser that a project may be tied to: of its kinds, not over, and no project yet."""
    open_ones = Initiative.objects.of(region_id).filter(kind__in=KINDS_OF_PROJECTS, project=None)
    rows = open_ones.exclude(state=InitiativeState.ENDED).order_by("name", "pk")
    return dict(rows.values_list("pk", "name"))


def _decisions(project: Project, on: date) -> tuple[DecisionLine, ...]:
    demanded: defaultdict[int, list[ConditionLine]] = defaultdict(list)
    conditions = Condition.objects.of(project.region_id).filter(decision__project=project).order_by("due_on", "pk")
    for one in conditions:
        is_overdue = one.met_on is None and one.due_on is not None and one.due_on < on
        line = ConditionLine(one.pk, one.text, one.due_on, one.met_on, one.note, is_overdue)
        demanded[one.decision_id].append(line)
    decisions = ProjectDecision.objects.of(project.region_id).filter(project=project).order_by("decided_on", "pk")
    return tuple(
        DecisionLine(one.pk, one.text, one.decided_on, one.case_number, tuple(demanded[one.pk])) for one in decisions
    )


def _money(initiative: Initiative) -> MoneyHere:
    """All that was asked for and granted, whoever pays, and what has been used of it."""
    region_id = initiative.region_id
    rows = list(Funding.objects.of(region_id).filter(initiative=initiative).order_by("pk"))
    granted = [one.granted for one in rows if one.state is FundingState.GRANTED]
    years = YearAmount.objects.of(region_id).filter(funding__initiative=initiative)
    used = list(years.filter(used__isnull=False).values_list("used", flat=True))
    return MoneyHere(_sum([one.applied for one in rows]), _sum(granted), _sum(used))


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
