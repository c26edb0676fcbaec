"""What became of a project: promised, at its end, and one and three years after.

Figures are counted by each one's own rule (``core.counting``) from reports whose figures are frozen. What nobody has
told is not known; it is never nought, and never what was told before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from varv.core.asking import ReportKind
from varv.core.counting import Counting, over_time
from varv.core.judgement import Verdict
from varv.core.questions import read_questions
from varv.core.status import Missing
from varv.core.theory import Level
from varv.delivery.models import Initiative, PlannedResult, Project
from varv.rounds.models import PlannedReport, Report, ReportLine
from varv.rounds.rules import follow_up_days

MOMENTS = (ReportKind.FINAL, ReportKind.AFTER_ONE_YEAR, ReportKind.AFTER_THREE_YEARS)


@dataclass(frozen=True)
class Told:
    """A figure at a moment, counted by its own rule; or why there is none; or nothing when nobody has told."""

    value: Decimal | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class ResultAfterwards:
    """One planned result: what was promised, and what each moment's report says."""

    level: Level
    text: str
    unit: str
    planned: Decimal | None
    counting: Counting
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Moment:
    """The end, or one or three years after: when it is told, and in what words."""

    kind: ReportKind
    due_on: date | None
    is_planned: bool
    report_id: int | None
    author: str
    approved_at: datetime | None
    verdict: Verdict
    words: tuple[tuple[str, str], ...]
    learned: str
    unexpected: str

    @property
    def is_told(self) -> bool:
        """Whether its report is approved."""
        return self.report_id is not None


@dataclass(frozen=True)
class Afterwards:
    """What became of a project."""

    moments: tuple[Moment, ...]
    results: tuple[ResultAfterwards, ...]

    @property
    def is_told(self) -> bool:
        """Whether any of the moments has been told."""
        return any(moment.is_told for moment in self.moments)


def afterwards(project: Project) -> Afterwards:
    """What became of the project. The same number of queries however much has been told."""
    planned = _planned(project)
    reports = _counted(project.initiative) if project.initiative is not None else []
    told = {report.kind: report for report in reports if report.kind in MOMENTS}
    days = follow_up_days(project)
    return Afterwards(
        moments=tuple(_moment(kind, planned.get(kind), days.get(kind), told.get(kind)) for kind in MOMENTS),
        results=_results(project.initiative, reports, told) if project.initiative is not None else (),
    )


def _planned(project: Project) -> Mapping[ReportKind, PlannedReport]:
    lines = PlannedReport.objects.of(project.region_id).filter(project=project, kind__in=MOMENTS, cancelled_because="")
    return {line.kind: line for line in lines.order_by("due_on", "pk")}


def _counted(initiative: Initiative) -> Sequence[Report]:
    """Reports whose figures count, in the order of what they tell of."""
    counted = Report.objects.of(initiative.region_id).counted().filter(initiative=initiative)
    found = counted.select_related("round", "author", "template")
    return sorted(found, key=lambda report: (report.round.period.last, report.due_on or report.round.due_on, report.pk))


def _moment(kind: ReportKind, planned: PlannedReport | None, day: date | None, report: Report | None) -> Moment:
    return Moment(
        kind=kind,
        due_on=planned.due_on if planned else day,
        is_planned=planned is not None,
        report_id=report.pk if report else None,
        author=report.author.name if report else "",
        approved_at=report.approved_at if report else None,
        verdict=report.verdict if report else Verdict.NOT_ASSESSED,
        words=_words(report) if report else (),
        learned=report.learned if report else "",
        unexpected=report.unexpected if report else "",
    )


def _words(report: Report) -> tuple[tuple[str, str], ...]:
    """Each question of the report's own version with its answer; those without an answer are left out."""
    questions = read_questions(report.template.questions) if report.template else ()
    return tuple((each.text, report.answers[each.key]) for each in questions if report.answers.get(each.key))


def _results(
    initiative: Initiative, reports: Sequence[Report], told: Mapping[ReportKind, Report]
) -> tuple[ResultAfterwards, ...]:
    planned = PlannedResult.objects.of(initiative.region_id).filter(initiative=initiative).select_related("indicator")
    lines = ReportLine.objects.of(initiative.region_id).filter(report__in=[report.pk for report in reports])
    written = {(line.report_id, line.planned_result_id): line for line in lines}
    until = [_until(reports, told.get(kind)) for kind in MOMENTS]
    return tuple(
        ResultAfterwards(
            level=result.level,
            text=result.text,
            unit=result.unit,
            planned=result.planned,
            counting=result.counting,
            told=tuple(_told(result, earlier, written) for earlier in until),
        )
        for result in planned.in_order()
    )


def _until(reports: Sequence[Report], last: Report | None) -> Sequence[Report]:
    """The reports up to and with this one; none when it has not been told."""
    return [] if last is None else reports[: reports.index(last) + 1]


def _told(result: PlannedResult, reports: Iterable[Report], written: Mapping[tuple[int, int], ReportLine]) -> Told:
    """The figure as the last of these reports leaves it. What that one does not tell is not known."""
    lines = [written.get((report.pk, result.pk)) for report in reports]
    if not lines or lines[-1] is None:
        return Told()
    if lines[-1].value is None:
        return Told(missing=lines[-1].missing)
    return Told(over_time(result.counting, [line.value if line else None for line in lines]))
