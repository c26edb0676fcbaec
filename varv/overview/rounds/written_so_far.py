"""Reports as they stand while they are written: drafts with what is planned, for one or for many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from varv.core.questions import Question, read_questions
from varv.core.theory import Level
from varv.delivery.models import PlannedResult
from varv.rounds.drafts import Draft, Progress, as_written, lacking, progress
from varv.rounds.models import LinePart, QuestionTemplate, Report, ReportLine


@dataclass(frozen=True)
class Written:
    """A report as it stands, the outputs and outcomes it is about, and how far it has come.

    ``line_ids`` are those of what has a line, by its planned result; ``questions`` the template's own.
    """

    draft: Draft
    results: Mapping[int, PlannedResult]
    line_ids: Mapping[int, int]
    questions: tuple[Question, ...]
    progress: Progress
    lacking: tuple[str, ...]


def written_so_far(region_id: int, reports: Sequence[Report]) -> Mapping[int, Written]:
    """Each report as written so far, by its id, in four queries however many."""
    planned: defaultdict[int, list[PlannedResult]] = defaultdict(list)
    wanted = {report.initiative_id for report in reports}
    results = PlannedResult.objects.of(region_id).filter(initiative_id__in=wanted).select_related("step", "indicator")
    for result in results.in_order():
        planned[result.initiative_id].append(result)
    lines: defaultdict[int, list[ReportLine]] = defaultdict(list)
    for line in ReportLine.objects.of(region_id).filter(report_id__in=[report.pk for report in reports]):
        lines[line.report_id].append(line)
    parts = _parts(region_id, reports)
    questions = _questions(region_id, reports)
    return {
        report.pk: _written(
            report,
            planned[report.initiative_id],
            lines[report.pk],
            parts[report.pk],
            questions.get(report.template_id, ()),
        )
        for report in reports
    }


def _parts(region_id: int, reports: Iterable[Report]) -> Mapping[int, list[LinePart]]:
    found: defaultdict[int, list[LinePart]] = defaultdict(list)
    parts = LinePart.objects.of(region_id).filter(line__report_id__in=[report.pk for report in reports])
    for part in parts.select_related("line").order_by("pk"):
        found[part.line.report_id].append(part)
    return found


def _questions(region_id: int, reports: Iterable[Report]) -> Mapping[int | None, tuple[Question, ...]]:
    wanted = {report.template_id for report in reports}
    found = QuestionTemplate.objects.of(region_id).filter(pk__in=wanted)
    return {template.pk: read_questions(template.questions) for template in found}


def _written(
    report: Report,
    results: Sequence[PlannedResult],
    lines: Sequence[ReportLine],
    parts: Sequence[LinePart],
    questions: tuple[Question, ...],
) -> Written:
    draft = as_written(report, [result.pk for result in results], lines, parts)
    outputs = {result.pk for result in results if result.level is Level.OUTPUT}
    return Written(
        draft=draft,
        results={result.pk: result for result in results},
        line_ids={line.planned_result_id: line.pk for line in lines},
        questions=questions,
        progress=progress(draft, outputs, questions),
        lacking=lacking(draft, questions),
    )
