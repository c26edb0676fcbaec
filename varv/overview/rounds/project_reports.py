"""Which project reports are waited for: due, late, thin, sent back, approved?

A report is *thin* when there is too little in it to learn from. The system counts words, figures, verdict and lesson;
whether it is thin for a good reason is for whoever reads it to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from varv.core.asking import ReportKind
from varv.core.judgement import Verdict
from varv.core.workflow import ReportState
from varv.overview.words.of_project_reports import STANDINGS, THIN, Standing, Thin
from varv.regions.models import User
from varv.rounds.models import PlannedReport, Report, ReportLine
from varv.rounds.rules import authors_of

SOON = timedelta(days=30)
FEWEST_WORDS = 30
WAITED_FOR = frozenset({Standing.LATE, Standing.RETURNED, Standing.TO_REVIEW, Standing.BEING_WRITTEN, Standing.DUE})
READ = frozenset({ReportState.SUBMITTED, ReportState.RETURNED, ReportState.APPROVED})


@dataclass(frozen=True)
class PlannedLine:
    """A planned report: whose, when, and where it stands. ``author`` is whoever writes it, or would be asked to."""

    id: int
    revision: int
    project_id: int
    project: str
    case_id: str
    organisation: str
    theme: str
    initiative_id: int | None
    kind: ReportKind
    due_on: date
    report_id: int | None
    author: str
    standing: Standing
    thin: tuple[Thin, ...]
    cancelled_because: str

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        return str(STANDINGS[self.standing])

    @property
    def signs(self) -> tuple[str, ...]:
        """Why it is thin, in words."""
        return tuple(str(THIN[sign]) for sign in self.thin)

    @property
    def is_waited_for(self) -> bool:
        """Whether something is to be done about it now."""
        return self.standing in WAITED_FOR

    @property
    def is_open(self) -> bool:
        """Whether nobody has been asked yet, so that it can be asked for, moved or cancelled."""
        return self.report_id is None and self.standing is not Standing.CANCELLED


def project_reports(region_id: int, on: date) -> tuple[PlannedLine, ...]:
    """Every planned report of the region's projects, by day. The same number of queries however many."""
    return _lines(region_id, PlannedReport.objects.of(region_id), on)


def planned_of(region_id: int, project_id: int, on: date) -> tuple[PlannedLine, ...]:
    """One project's reporting plan, by day."""
    return _lines(region_id, PlannedReport.objects.of(region_id).filter(project=project_id), on)


def _lines(region_id: int, planned: QuerySet[PlannedReport], on: date) -> tuple[PlannedLine, ...]:
    tied = planned.select_related("project__initiative", "report__author").order_by("due_on", "project__name", "pk")
    found = list(tied)
    figures = _figures(region_id, [line.report_id for line in found if line.report_id is not None])
    writers = _writers(region_id, found)
    return tuple(_line(line, figures, writers, on) for line in found)


def _figures(region_id: int, report_ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """Report's id → how many lines it has, and how many of them have a figure."""
    lines = ReportLine.objects.of(region_id).filter(report__in=list(report_ids)).order_by().values("report")
    counted = lines.annotate(asked=Count("pk"), given=Count("value")).values_list("report", "asked", "given")
    return {report_id: (asked, given) for report_id, asked, given in counted}


def _writers(region_id: int, planned: Iterable[PlannedReport]) -> Mapping[int, str]:
    """Insats' id → the name of whoever would be asked."""
    unasked = [line.project.initiative for line in planned if line.report_id is None]
    authors = authors_of(region_id, [initiative for initiative in unasked if initiative is not None])
    names = dict(User.objects.filter(pk__in=set(authors.values())).values_list("pk", "name"))
    return {initiative_id: names[author_id] for initiative_id, author_id in authors.items()}


def _line(
    planned: PlannedReport, figures: Mapping[int, tuple[int, int]], writers: Mapping[int, str], on: date
) -> PlannedLine:
    project, report = planned.project, planned.report
    return PlannedLine(
        id=planned.pk,
        revision=planned.revision,
        project_id=project.pk,
        project=project.name,
        case_id=project.case_id,
        organisation=project.organisation,
        theme=project.theme,
        initiative_id=project.initiative_id,
        kind=planned.kind,
        due_on=planned.due_on,
        report_id=planned.report_id,
        author=report.author.name if report else writers.get(project.initiative_id or 0, ""),
        standing=standing(planned, on),
        thin=thinness(report, figures.get(report.pk)) if report else (),
        cancelled_because=planned.cancelled_because,
    )


def standing(planned: PlannedReport, on: date) -> Standing:
    """Where it stands on a day."""
    if planned.cancelled_because:
        return Standing.CANCELLED
    if planned.report is None:
        soon = Standing.DUE if planned.due_on <= on + SOON else Standing.PLANNED
        return Standing.LATE if planned.due_on < on else soon
    match planned.report.state:
        case ReportState.APPROVED:
            return Standing.APPROVED
        case ReportState.SUBMITTED:
            return Standing.TO_REVIEW
        case ReportState.RETURNED:
            return Standing.RETURNED
        case _:
            late = (planned.report.due_on or planned.due_on) < on
            return Standing.LATE if late else Standing.BEING_WRITTEN


def thinness(report: Report, figures: tuple[int, int] | None) -> tuple[Thin, ...]:
    """Why a report that has been handed in says too little; ``figures`` is how many were asked for and given.

    *Too early to say* is an answer, and so is a reason why a figure is missing, as long as some figure is there.
    """
    if report.state not in READ:
        return ()
    asked, given = figures or (0, 0)
    written = " ".join((report.done, report.verdict_reason, *map(str, report.answers.values())))
    signs = {
        Thin.FEW_WORDS: len(written.split()) < FEWEST_WORDS,
        Thin.NO_VERDICT: report.verdict is Verdict.NOT_ASSESSED,
        Thin.NO_FIGURES: asked > 0 and given == 0,
        Thin.NO_LESSON: not report.learned.strip(),
    }
    return tuple(sign for sign, shows in signs.items() if shows)
