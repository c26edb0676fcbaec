"""What happened with my report? Where its figures count, its words are told, what its lessons and findings led to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from varv.core.roles import Actor
from varv.core.workflow import ReportState
from varv.delivery.models import Contribution, InitiativePlace, Project
from varv.learning.models import Finding, FindingSource, Lesson, LessonSource
from varv.overview.learning.answers.came_of import CameOf, LessonCame, came_of_findings, came_of_lessons
from varv.rounds.models import Report, ReportLine
from varv.strategy.scope import scope_of


@dataclass(frozen=True)
class GoalCounted:
    """A goal whose totals the report's figures are part of."""

    id: int
    outline: str
    name: str


@dataclass(frozen=True)
class FindingTaken:
    """What an evaluation found that rests on the report, and what came of it."""

    id: int
    text: str
    evaluation_id: int
    evaluation: str
    came: CameOf


@dataclass(frozen=True)
class ReportFate:
    """What has been made of a report. ``counted_since`` is when its figures were frozen, or ``None`` before that.

    ``figures`` is how many figures it gives to the totals; ``is_in_scope`` says whether the region's choices count
    its insats. The year, the chain and the theme are those of the documents that tell its words, where any does.
    """

    counted_since: datetime | None
    figures: int
    is_in_scope: bool
    activity: str
    unit: str
    goals: tuple[GoalCounted, ...]
    places: tuple[str, ...]
    told_in_year: int | None
    told_in_chain_id: int | None
    told_in_chain: str
    told_in_theme: str
    lessons: tuple[LessonCame, ...]
    findings: tuple[FindingTaken, ...]


def report_fate(report: Report, reader: Actor) -> ReportFate:
    """What became of a report, as far as this reader may see, in a fixed number of queries."""
    region_id = report.region_id
    initiative = report.initiative
    is_approved = report.state is ReportState.APPROVED
    chain = initiative.chain if is_approved else None
    lines = ReportLine.objects.of(region_id).filter(report=report, value__isnull=False)
    return ReportFate(
        counted_since=report.figures_frozen_at,
        figures=lines.count(),
        is_in_scope=scope_of(region_id).counts(initiative.kind),
        activity=initiative.generic_activity.name,
        unit=initiative.unit.name,
        goals=_goals(report),
        places=_places(report),
        told_in_year=report.round.period.year if is_approved else None,
        told_in_chain_id=chain.pk if chain else None,
        told_in_chain=chain.name if chain else "",
        told_in_theme=_theme(report) if is_approved else "",
        lessons=_lessons(report, reader),
        findings=_findings(report, reader),
    )


def _theme(report: Report) -> str:
    """The theme whose meetings are given what the insats' project reports, where it is a project with one."""
    themes = Project.objects.of(report.region_id).filter(initiative_id=report.initiative_id)
    return str(themes.order_by("pk").values_list("theme", flat=True).first() or "")


def _goals(report: Report) -> tuple[GoalCounted, ...]:
    helped = Contribution.objects.of(report.region_id).filter(initiative_id=report.initiative_id)
    found = helped.select_related("goal").order_by("goal__document_id", "goal__place", "pk")
    return tuple(GoalCounted(one.goal_id, one.goal.outline, one.goal.name) for one in found)


def _places(report: Report) -> tuple[str, ...]:
    tied = InitiativePlace.objects.of(report.region_id).filter(initiative_id=report.initiative_id)
    return tuple(tied.order_by("place__name", "pk").values_list("place__name", flat=True))


def _lessons(report: Report, reader: Actor) -> tuple[LessonCame, ...]:
    """The lessons that were first learned here, and those that rest on it too, the latest first."""
    sources = LessonSource.objects.of(report.region_id).filter(report=report).values("lesson")
    readable = Lesson.objects.of(report.region_id).readable_by(reader)
    lessons = readable.filter(Q(report=report) | Q(pk__in=sources)).newest_first()
    return came_of_lessons(report.region_id, list(lessons))


def _findings(report: Report, reader: Actor) -> tuple[FindingTaken, ...]:
    sources = FindingSource.objects.of(report.region_id).filter(report=report).values("finding")
    rows = Finding.objects.of(report.region_id).filter(pk__in=sources).select_related("evaluation")
    found = list(rows.order_by("-seen_on", "-pk"))
    came = came_of_findings(reader, [one.pk for one in found])
    return tuple(FindingTaken(one.pk, one.text, one.evaluation_id, one.evaluation.title, came[one.pk]) for one in found)
