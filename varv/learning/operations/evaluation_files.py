import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Evaluation, EvaluationFile, EvaluationFileContent
from varv.regions import trail
from varv.regions.files import content_type_of


@dataclass(frozen=True)
class ReportFile:
    """A file as it was sent: what it is, what it calls itself, and its bytes."""

    title: str
    filename: str
    content: bytes


@transaction.atomic
def attach_report_file(*, evaluation: Evaluation, report: ReportFile, by: Actor, at: datetime) -> EvaluationFile:
    """Keep a report as a file. The trail remembers its fingerprint, not its bytes."""
    evaluation = evaluation.locked()
    rules.check_attach_report(evaluation, by)
    file = EvaluationFile.objects.create(
        region_id=evaluation.region_id,
        evaluation=evaluation,
        title=report.title,
        filename=report.filename,
        content_type=content_type_of(report.filename, report.content),
        size=len(report.content),
        sha256=hashlib.sha256(report.content).hexdigest(),
        added_at=at,
    )
    EvaluationFileContent.objects.create(region_id=evaluation.region_id, file=file, content=report.content)
    trail.write(file, "attached", by=by, at=at)
    return file


@transaction.atomic
def remove_report_file(*, file: EvaluationFile, by: Actor, at: datetime) -> None:
    """Take a file away that was attached by mistake, as long as the report can still be found."""
    file = file.locked()
    evaluation = file.evaluation.locked()
    rules.check_remove_report(evaluation, by)
    trail.write(file, "removed", by=by, at=at, removed=True)
    EvaluationFileContent.objects.of(file.region_id).filter(file=file).delete()
    file.delete()
