"""Reports as they stand while they are written: drafts with what is planned, for one or for many."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from varv.core.theory import Level
from varv.delivery.models import PlannedResult
from varv.rounds.drafts import Draft, Progress, as_written, progress
from varv.rounds.models import Report, ReportLine


@dataclass(frozen=True)
class Written:
    """A report as it stands, the outputs and outcomes it is about, and how far it has come."""

    draft: Draft
    results: Mapping[int, PlannedResult]
    progress: Progress


def written_so_far(region_id: int, reports: Sequence[Report]) -> Mapping[int, Written]:
    """Each report as written so far, by its id, in two queries however many."""
    planned: defaultdict[int, list[PlannedResult]] = defaultdict(list)
    wanted = {report.initiative_id for report in reports}
    results = PlannedResult.objects.of(region_id).filter(initiative_id__in=wanted).select_related("step")
    for result in results.in_order():
        planned[result.initiative_id].append(result)
    lines: defaultdict[int, list[ReportLine]] = defaultdict(list)
    for line in ReportLine.objects.of(region_id).filter(report_id__in=[report.pk for report in reports]):
        lines[line.report_id].append(line)
    return {report.pk: _written(report, planned[report.initiative_id], lines[report.pk]) for report in reports}


def _written(report: Report, results: Sequence[PlannedResult], lines: Sequence[ReportLine]) -> Written:
    draft = as_written(report, [result.pk for result in results], lines)
    outputs = {result.pk for result in results if result.level is Level.OUTPUT}
    return Written(draft, {result.pk: result for result in results}, progress(draft, outputs))
