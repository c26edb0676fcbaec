"""What a theme is, and which insatser and projects belong to it: a kind of activity, a goal, or a theme of projects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, Q, QuerySet, Sum

from varv.core.choices import Scope
from varv.core.counting import added
from varv.core.kinds import InitiativeKind
from varv.core.workflow import FundingState, InitiativeState
from varv.delivery.models import Funding, Initiative, Project, YearAmount
from varv.strategy.models import GenericActivity, Goal


class About(StrEnum):
    """What a theme is made of; the code stands in the address."""

    ACTIVITY = "aktivitet"
    GOAL = "mal"
    THEME = "tema"


@dataclass(frozen=True)
class Theme:
    """A theme to meet about. ``key`` is the row's number, or the name of a theme of projects."""

    about: About
    key: str
    name: str
    works: int = 0


@dataclass(frozen=True)
class Work:
    """An insats, or a project that is tied to none. ``None`` about money is not known; it is never nought."""

    initiative_id: int | None
    project_id: int | None
    name: str
    case_id: str
    organisation: str
    unit: str
    activity: str
    kind: InitiativeKind | None
    state: InitiativeState | None
    starts_on: date | None
    ends_on: date | None
    granted: Decimal | None
    used: Decimal | None
    is_counted: bool


def themes(region_id: int) -> tuple[Theme, ...]:
    """Everything that has insatser or projects to meet about. Four queries."""
    activities = GenericActivity.objects.of(region_id).annotate(works=Count("initiatives")).filter(works__gt=0)
    projects = Project.objects.of(region_id).exclude(theme="").order_by().values_list("theme")
    named = sorted(projects.annotate(works=Count("pk")))
    return (
        *(Theme(About.ACTIVITY, str(one.pk), one.name, one.works) for one in activities.in_order()),
        *_goals_with_works(region_id),
        *(Theme(About.THEME, name, name, works) for name, works in named),
    )


def _goals_with_works(region_id: int) -> Iterable[Theme]:
    """Goals in force that something contributes to, themselves or below."""
    goals = list(Goal.objects.of(region_id).in_force().in_outline_order())
    ties = Initiative.objects.of(region_id).exclude(contributions=None).values_list("contributions__goal", "pk")
    works: dict[int, set[int]] = {}
    for goal_id, initiative_id in ties:
        works.setdefault(goal_id, set()).add(initiative_id)
    below = _below({goal.pk: goal.parent_id for goal in goals})
    for goal in goals:
        count = len(set().union(*(works.get(each, set()) for each in below[goal.pk])))
        if count:
            yield Theme(About.GOAL, str(goal.pk), f"{goal.outline} {goal.name}", count)


def _below(parents: Mapping[int, int | None]) -> Mapping[int, set[int]]:
    """Each goal's id → its own and those of all goals below it."""
    below: dict[int, set[int]] = {goal_id: set() for goal_id in parents}
    for goal_id in parents:
        above: int | None = goal_id
        while above is not None and above in below and goal_id not in below[above]:
            below[above].add(goal_id)
            above = parents[above]
    return below


def theme_of(region_id: int, about: str, key: str) -> Theme | None:
    """The theme with this address; nothing when there is none."""
    return next((theme for theme in themes(region_id) if theme.about == about and theme.key == key), None)


def goals_of(region_id: int, theme: Theme) -> frozenset[int]:
    """The goals a theme is about: the goal itself and all below it."""
    if theme.about is not About.GOAL:
        return frozenset()
    parents = dict(Goal.objects.of(region_id).in_force().values_list("pk", "parent_id"))
    return frozenset(_below(parents)[int(theme.key)])


def initiatives_of(region_id: int, theme: Theme, goals: Iterable[int]) -> QuerySet[Initiative]:
    """The theme's insatser, each once."""
    belongs = {
        About.ACTIVITY: lambda: Q(generic_activity=int(theme.key)),
        About.GOAL: lambda: Q(contributions__goal__in=goals),
        About.THEME: lambda: Q(project__theme=theme.key),
    }
    mine = Initiative.objects.of(region_id).filter(belongs[theme.about]()).values("pk")
    found: QuerySet[Initiative] = Initiative.objects.of(region_id).filter(pk__in=mine)
    return found.select_related("unit", "generic_activity").order_by("name", "pk")


def works_of(region_id: int, theme: Theme, initiatives: Iterable[Initiative], scope: Scope) -> tuple[Work, ...]:
    """The theme's insatser with their cases, and then the cases of the theme that are tied to none."""
    found = {initiative.pk: initiative for initiative in initiatives}
    mine = Q(initiative__in=list(found))
    if theme.about is About.THEME:
        mine |= Q(theme=theme.key)
    projects = list(Project.objects.of(region_id).filter(mine).order_by("name", "pk"))
    cases = {project.initiative_id: project for project in projects if project.initiative_id is not None}
    money = _money(region_id, found, scope)
    tied = [_tied(one, cases.get(one.pk), money, is_counted=scope.counts(one.kind)) for one in found.values()]
    return (*tied, *(_untied(project) for project in projects if project.initiative_id is None))


Amounts = Mapping[int, tuple[Decimal | None, Decimal | None]]


def _money(region_id: int, initiatives: Iterable[int], scope: Scope) -> Amounts:
    """Insats' id → granted and used, of the money that the region's choice counts."""
    counted = Q(initiative__in=list(initiatives), state=FundingState.GRANTED, source__kind__in=scope.funding_kinds)
    funding = Funding.objects.of(region_id).filter(counted)
    granted = dict(funding.order_by().values_list("initiative").annotate(total=Sum("granted")))
    years = YearAmount.objects.of(region_id).filter(funding__in=funding.values("pk"))
    used = dict(years.order_by().values_list("funding__initiative").annotate(total=Sum("used")))
    return {key: (granted.get(key), used.get(key)) for key in granted}


def _tied(initiative: Initiative, case: Project | None, money: Amounts, *, is_counted: bool) -> Work:
    """What Varv knows of the money goes before what the case says, so that nothing is counted twice."""
    from_case = (case.granted, case.paid) if case else (None, None)
    granted, used = money.get(initiative.pk, from_case)
    return Work(
        initiative_id=initiative.pk,
        project_id=case.pk if case else None,
        name=initiative.name,
        case_id=case.case_id if case else "",
        organisation=case.organisation if case else "",
        unit=initiative.unit.name,
        activity=initiative.generic_activity.name,
        kind=initiative.kind,
        state=initiative.state,
        starts_on=initiative.starts_on,
        ends_on=initiative.ended_on or initiative.ends_on,
        granted=granted,
        used=used,
        is_counted=is_counted,
    )


def _untied(case: Project) -> Work:
    return Work(
        initiative_id=None,
        project_id=case.pk,
        name=case.name,
        case_id=case.case_id,
        organisation=case.organisation,
        unit="",
        activity="",
        kind=None,
        state=None,
        starts_on=case.starts_on,
        ends_on=case.ends_on,
        granted=case.granted,
        used=case.paid,
        is_counted=True,
    )


def total(amounts: Iterable[Decimal | None]) -> tuple[Decimal | None, int]:
    """The sum of what is known, and how many are not."""
    every = list(amounts)
    return added(every), sum(amount is None for amount in every)
