"""What knowledge can be gathered about: a theme (insatsområde), a goal with those below it, or a kind of activity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from varv.learning.models import Brief
from varv.strategy.models import ActionArea, Chain, GenericActivity, Goal

Row = Goal | ActionArea | GenericActivity


class About(StrEnum):
    """What a subject is; the code stands in the address."""

    AREA = "insatsomrade"
    GOAL = "mal"
    ACTIVITY = "aktivitet"


MODELS: Mapping[About, type[Row]] = {About.AREA: ActionArea, About.GOAL: Goal, About.ACTIVITY: GenericActivity}


@dataclass(frozen=True)
class Subject:
    """One thing that something may be known of."""

    about: About
    id: int
    name: str

    @property
    def key(self) -> str:
        """For example ``mal-3``; names it in forms."""
        return f"{self.about}-{self.id}"


def subject_of(row: Row) -> Subject:
    """The subject that a row is."""
    return Subject(next(about for about, model in MODELS.items() if isinstance(row, model)), row.pk, str(row))


def briefs_subject(brief: Brief) -> Subject:
    """What a brief is about; fetch it with its three ties."""
    row = brief.goal or brief.area or brief.generic_activity
    if row is None:  # the database's constraint keeps one of the three
        raise ValueError(brief.pk)
    return subject_of(row)


@dataclass(frozen=True)
class Reach:
    """Which rows tell of a subject, as conditions on each kind of row."""

    lessons: Q
    findings: Q
    links: Q
    ties: Q
    initiatives: Q


def reach(region_id: int, subject: Subject) -> Reach:
    """How far a subject goes, in one query.

    A goal goes as far as the goals below it and the chains that lead to them; a theme as far as its chains, their
    goals and the insatser that test them; a kind of activity as far as whatever is coded by it.
    """
    if subject.about is About.ACTIVITY:
        return _of_activity(subject.id)
    if subject.about is About.GOAL:
        return _of_goals(with_below(dict(_parents(region_id)))[subject.id])
    goals = Chain.objects.of(region_id).filter(area_id=subject.id, goal__isnull=False).values_list("goal_id", flat=True)
    return _of_area(subject.id, frozenset(goals))


def _parents(region_id: int) -> Iterable[tuple[int, int | None]]:
    return Goal.objects.of(region_id).order_by("pk").values_list("pk", "parent_id")


def _of_goals(goals: frozenset[int]) -> Reach:
    return Reach(
        lessons=Q(goal__in=goals),
        findings=Q(goal__in=goals) | Q(link__chain__goal__in=goals),
        links=Q(chain__goal__in=goals),
        ties=Q(goal__in=goals) | Q(link__chain__goal__in=goals),
        initiatives=Q(contributions__goal__in=goals),
    )


def _of_area(area_id: int, goals: frozenset[int]) -> Reach:
    return Reach(
        lessons=Q(goal__in=goals) | Q(report__initiative__chain__area=area_id) | Q(finding__link__chain__area=area_id),
        findings=_of_goals(goals).findings | Q(link__chain__area=area_id),
        links=Q(chain__area=area_id),
        ties=_of_goals(goals).ties | Q(link__chain__area=area_id),
        initiatives=Q(chain__area=area_id),
    )


def _of_activity(activity_id: int) -> Reach:
    steps = Q(link__source__generic_activity=activity_id) | Q(link__target__generic_activity=activity_id)
    return Reach(
        lessons=Q(generic_activity=activity_id),
        findings=steps,
        links=Q(source__generic_activity=activity_id) | Q(target__generic_activity=activity_id),
        ties=steps,
        initiatives=Q(generic_activity=activity_id),
    )


def with_below(parents: Mapping[int, int | None]) -> Mapping[int, frozenset[int]]:
    """Each goal's number with those of itself and all goals below it."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for goal in parents:
        above: int | None = goal
        while above is not None:
            found[above].add(goal)
            above = parents[above]
    return {goal: frozenset(below) for goal, below in found.items()}
