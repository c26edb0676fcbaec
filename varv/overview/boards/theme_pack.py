"""What a theme's meeting (sakområdesträff) needs: its projects, results, lessons and open questions, in one place.

Figures come from reports whose figures are frozen, each by its own rule of counting. Words come from approved
reports, from visits, and from lessons that were accepted; each says where it comes from. Whoever wrote a report is told
by insats, not by name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from varv.core.asking import ReportKind
from varv.core.choices import Scope
from varv.core.counting import Adding, Counting, added, over_time
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.theory import Evidence, Level
from varv.core.workflow import InitiativeState, RecommendationState
from varv.delivery.models import Initiative, PlannedResult
from varv.learning.models import Finding, Lesson
from varv.overview.boards.theme_works import About, Theme, Work, goals_of, initiatives_of, total, works_of
from varv.regions.models import Region
from varv.rounds.models import Report, ReportLine, Visit
from varv.strategy.scope import scope_of


@dataclass(frozen=True)
class ThemeResult:
    """An output or outcome over the theme: those of the same indicator together where its rule adds them."""

    level: Level
    text: str
    unit: str
    counting: Counting
    planned: Decimal | None
    total: Decimal | None
    works: tuple[str, ...]
    told_by: int
    figures: int
    latest: Period | None


@dataclass(frozen=True)
class Said:
    """An approved report's own words, and where they come from."""

    text: str
    work: str
    kind: ReportKind
    period: Period


@dataclass(frozen=True)
class Noted:
    """What was noted on a visit."""

    text: str
    work: str
    visited_on: date


@dataclass(frozen=True)
class LessonSaid:
    """A lesson that the region holds for true."""

    id: int
    text: str
    confidence: Confidence
    said_on: date


@dataclass(frozen=True)
class TooEarly:
    """What cannot be judged yet, and when it can."""

    work: str
    reason: str
    judge_again_on: date | None


@dataclass(frozen=True)
class Unanswered:
    """What an evaluation found and nobody has answered."""

    text: str
    evidence: Evidence
    evaluation: str


@dataclass(frozen=True)
class ThemePack:
    """Everything the pack is made from."""

    theme: Theme
    region: str
    is_example: bool
    on: date
    scope: Scope
    works: tuple[Work, ...]
    results: tuple[ThemeResult, ...]
    verdicts: Mapping[str, Verdict]
    lessons: tuple[LessonSaid, ...]
    learned: tuple[Said | Noted, ...]
    unexpected: tuple[Said, ...]
    needs: tuple[Said, ...]
    to_follow_up: tuple[Noted, ...]
    too_early: tuple[TooEarly, ...]
    unanswered: tuple[Unanswered, ...]
    silent: tuple[str, ...]

    @property
    def granted(self) -> tuple[Decimal | None, int]:
        """What is known to be granted within the region's choice, and of how many nothing is known."""
        return total(work.granted for work in self.works if work.is_counted)

    @property
    def used(self) -> tuple[Decimal | None, int]:
        """What is known to be used within the region's choice, and of how many nothing is known."""
        return total(work.used for work in self.works if work.is_counted)

    @property
    def has_nothing(self) -> bool:
        """Whether no report and no visit has told anything."""
        told = any(result.total is not None for result in self.results)
        return not (told or self.verdicts or self.learned or self.to_follow_up or self.lessons)

    @property
    def on_the_way(self) -> tuple[str, ...]:
        """Those that were judged to go the right way."""
        return tuple(work for work, verdict in self.verdicts.items() if verdict is Verdict.RIGHT_WAY)

    @property
    def not_on_the_way(self) -> tuple[str, ...]:
        """Those that were judged to go the wrong way, or only partly the right one."""
        other = {Verdict.PARTLY, Verdict.WRONG_WAY}
        return tuple(work for work, verdict in self.verdicts.items() if verdict in other)


def theme_pack(region: Region, theme: Theme, on: date) -> ThemePack:
    """The pack of a theme as it stands on a day. The same number of queries however much there is."""
    scope, goals = scope_of(region.pk), goals_of(region.pk, theme)
    initiatives = list(initiatives_of(region.pk, theme, goals))
    works = works_of(region.pk, theme, initiatives, scope)
    reports = _reports(region.pk, initiatives)
    latest = _latest(reports)
    visits = _visits(region.pk, works)
    lessons = _lessons(region.pk, theme, initiatives, goals)
    taken_up = {lesson.report_id for lesson in lessons}
    return ThemePack(
        theme=theme,
        region=region.name,
        is_example=region.is_example,
        on=on,
        scope=scope,
        works=works,
        results=tuple(_results(region.pk, [each for each in initiatives if scope.counts(each.kind)])),
        verdicts={report.initiative.name: report.verdict for report in latest},
        lessons=tuple(LessonSaid(one.pk, one.statement, one.confidence, one.said_on) for one in lessons),
        learned=(
            *_said((one for one in reports if one.pk not in taken_up), "learned"),
            *_noted(visits, "learned"),
        ),
        unexpected=tuple(_said(reports, "unexpected")),
        needs=tuple(_said(latest, "needs")),
        to_follow_up=tuple(_noted(visits, "to_follow_up")),
        too_early=tuple(_too_early(latest)),
        unanswered=_unanswered(region.pk, initiatives, goals),
        silent=_silent(initiatives, latest),
    )


# --- words --------------------------------------------------------------------------------------------------------


def _reports(region_id: int, initiatives: Iterable[Initiative]) -> Sequence[Report]:
    """Approved reports, the latest first."""
    approved = Report.objects.of(region_id).approved().filter(initiative__in=[each.pk for each in initiatives])
    found = approved.select_related("round", "initiative")
    return sorted(found, key=lambda report: (report.round.period.last, report.approved_at, report.pk), reverse=True)


def _latest(reports: Iterable[Report]) -> Sequence[Report]:
    """The latest report of each insats."""
    return list({report.initiative_id: report for report in reversed(list(reports))}.values())


def _said(reports: Iterable[Report], part: str) -> Iterator[Said]:
    for report in reports:
        text = getattr(report, part).strip()
        if text:
            yield Said(text, report.initiative.name, report.kind, report.round.period)


def _visits(region_id: int, works: Iterable[Work]) -> Sequence[Visit]:
    mine = [work.project_id for work in works if work.project_id is not None]
    visits = Visit.objects.of(region_id).filter(project__in=mine).select_related("project")
    return list(visits.order_by("-visited_on", "-pk"))


def _noted(visits: Iterable[Visit], part: str) -> Iterator[Noted]:
    for visit in visits:
        text = getattr(visit, part).strip()
        if text:
            yield Noted(text, visit.project.name, visit.visited_on)


def _lessons(region_id: int, theme: Theme, initiatives: Iterable[Initiative], goals: Iterable[int]) -> Sequence[Lesson]:
    """Accepted lessons from the theme's reports, about its goals, or about its kind of activity."""
    mine = Q(report__initiative__in=[each.pk for each in initiatives]) | Q(goal__in=goals)
    if theme.about is About.ACTIVITY:
        mine |= Q(generic_activity=int(theme.key))
    return list(Lesson.objects.of(region_id).accepted().filter(mine).newest_first())


def _too_early(latest: Iterable[Report]) -> Iterator[TooEarly]:
    for report in latest:
        if report.verdict is Verdict.TOO_EARLY:
            yield TooEarly(report.initiative.name, report.verdict_reason, report.judge_again_on)


def _unanswered(region_id: int, initiatives: Iterable[Initiative], goals: Iterable[int]) -> tuple[Unanswered, ...]:
    """Findings about the theme's goals or the links of its chains that led to no accepted lesson and no answer."""
    chains = {each.chain_id for each in initiatives if each.chain_id is not None}
    answered = Q(recommendations__state__in=set(RecommendationState) - {RecommendationState.AWAITING})
    done = Finding.objects.of(region_id).filter(answered | Q(lessons__accepted_at__isnull=False)).values("pk")
    mine = Finding.objects.of(region_id).filter(Q(goal__in=goals) | Q(link__chain__in=chains)).exclude(pk__in=done)
    found = mine.select_related("evaluation").order_by("-seen_on", "-pk")
    return tuple(Unanswered(one.text, one.evidence, one.evaluation.title) for one in found)


def _silent(initiatives: Iterable[Initiative], latest: Iterable[Report]) -> tuple[str, ...]:
    """Insatser under way that no approved report has told of."""
    told = {report.initiative_id for report in latest}
    running = (each for each in initiatives if each.state is InitiativeState.RUNNING)
    return tuple(each.name for each in running if each.pk not in told)


# --- figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Course:
    """What has been told of one planned result, in the order of time."""

    result: PlannedResult
    values: tuple[Decimal | None, ...]
    latest: Period | None

    @property
    def total(self) -> Decimal | None:
        return over_time(self.result.counting, self.values)

    @property
    def figures(self) -> int:
        return sum(value is not None for value in self.values)


def _results(region_id: int, initiatives: Iterable[Initiative]) -> Iterator[ThemeResult]:
    """Each indicator's figures together where they are added; every other result by itself."""
    together: dict[tuple[str, int, Level], list[_Course]] = {}
    for course in _courses(region_id, [each.pk for each in initiatives]):
        indicator, key = course.result.indicator, ("result", course.result.pk)
        if indicator is not None and indicator.adding is Adding.SUM:
            key = ("indicator", indicator.pk)
        together.setdefault((*key, course.result.level), []).append(course)
    found = [_result(courses) for courses in together.values()]
    yield from sorted(found, key=lambda each: (each.level.rank, each.total is None, each.text, each.works))


def _courses(region_id: int, initiatives: Iterable[int]) -> Iterator[_Course]:
    planned = PlannedResult.objects.of(region_id).filter(initiative__in=initiatives)
    lines = ReportLine.objects.of(region_id).filter(
        planned_result__in=planned.values("pk"), report__figures_frozen_at__isnull=False
    )
    told: dict[int, list[ReportLine]] = {}
    for line in lines.select_related("report__round"):
        told.setdefault(line.planned_result_id, []).append(line)
    for result in planned.select_related("indicator", "initiative").in_order():
        course = sorted(told.get(result.pk, ()), key=_when)
        known = [line.report.round.period for line in course if line.value is not None]
        yield _Course(result, tuple(line.value for line in course), known[-1] if known else None)


def _when(line: ReportLine) -> tuple[date, date, int]:
    report = line.report
    return report.round.period.last, report.due_on or report.round.due_on, report.pk


def _result(courses: Sequence[_Course]) -> ThemeResult:
    """Several courses as one. A state is added over insatser, never over time."""
    first = courses[0].result
    return ThemeResult(
        level=first.level,
        text=first.indicator.name if first.indicator and len(courses) > 1 else first.text,
        unit=first.indicator.unit if first.indicator and len(courses) > 1 else first.unit,
        counting=first.counting,
        planned=added(course.result.planned for course in courses),
        total=added(course.total for course in courses),
        works=tuple(dict.fromkeys(course.result.initiative.name for course in courses)),
        told_by=sum(course.total is not None for course in courses),
        figures=sum(course.figures for course in courses),
        latest=max((course.latest for course in courses if course.latest), default=None),
    )
