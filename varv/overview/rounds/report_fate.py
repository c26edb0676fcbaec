"""What happened with my report? Where its figures are counted, its words told, and what its lessons led to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from varv.core.roles import Actor
from varv.core.workflow import LessonState, RecommendationState, ReportState
from varv.delivery.models import Contribution, InitiativePlace, Project
from varv.learning.models import Change, Lesson, Recommendation
from varv.overview.learning.plan_changes import CHANGE_TIES, ChangeLine, change_line
from varv.rounds.models import Report, ReportLine
from varv.strategy.scope import scope_of


@dataclass(frozen=True)
class GoalCounted:
    """A goal whose totals the report's figures are part of."""

    id: int
    outline: str
    name: str


@dataclass(frozen=True)
class RecommendationMade:
    """A recommendation that was made because of a lesson."""

    id: int
    number: int
    text: str
    state: RecommendationState


@dataclass(frozen=True)
class LessonTaken:
    """A lesson that came from the report, and what it led to."""

    id: int
    statement: str
    state: LessonState
    recommendations: tuple[RecommendationMade, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything came of it."""
        return bool(self.recommendations or self.changes)


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
    lessons: tuple[LessonTaken, ...]


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


def _lessons(report: Report, reader: Actor) -> tuple[LessonTaken, ...]:
    lessons = list(Lesson.objects.of(report.region_id).readable_by(reader).filter(report=report).newest_first())
    recommendations, changes = _recommendations(report, lessons), _changes(report, lessons)
    return tuple(
        LessonTaken(
            lesson.pk,
            lesson.statement,
            lesson.state,
            tuple(recommendations.get(lesson.pk, ())),
            tuple(changes.get(lesson.pk, ())),
        )
        for lesson in lessons
    )


def _recommendations(report: Report, lessons: Sequence[Lesson]) -> Mapping[int | None, list[RecommendationMade]]:
    found: defaultdict[int | None, list[RecommendationMade]] = defaultdict(list)
    for one in Recommendation.objects.of(report.region_id).filter(lesson__in=lessons).in_order():
        found[one.lesson_id].append(RecommendationMade(one.pk, one.number, one.text, one.state))
    return found


def _changes(report: Report, lessons: Sequence[Lesson]) -> Mapping[int | None, list[ChangeLine]]:
    """Changes because of a lesson, or of a recommendation that a lesson led to, the latest decision first."""
    because = Q(lesson__in=lessons) | Q(recommendation__lesson__in=lessons)
    found: defaultdict[int | None, list[ChangeLine]] = defaultdict(list)
    changes = Change.objects.of(report.region_id).filter(because).select_related(*CHANGE_TIES)
    for one in changes.order_by("-decided_on", "-pk"):
        lesson_id = one.recommendation.lesson_id if one.recommendation else one.lesson_id
        found[lesson_id].append(change_line(one))
    return found
