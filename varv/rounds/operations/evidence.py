import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.files import content_type_of
from varv.regions.owned import same_region
from varv.rounds import rules
from varv.rounds.models import Evidence, EvidenceFile, Report, ReportLine


@transaction.atomic
def attach_link(
    *, report: Report, title: str, link: str, by: Actor, at: datetime, line: ReportLine | None = None
) -> Evidence:
    """Point at something on the web that shows what the report says, or the very figure of a line."""
    report = report.locked()
    same_region(report, line)
    rules.check_attach(report, by, localtime(at).date(), line)
    rules.check_link(link)
    evidence = Evidence.objects.create(
        region_id=report.region_id, report=report, line=line, title=title, link=link, added_at=at
    )
    trail.write(evidence, "attached", by=by, at=at)
    return evidence


@transaction.atomic
def attach_file(
    *,
    report: Report,
    title: str,
    filename: str,
    content: bytes,
    by: Actor,
    at: datetime,
    line: ReportLine | None = None,
) -> Evidence:
    """Keep a file that shows what the report or a line says. The trail remembers its fingerprint, not its bytes."""
    report = report.locked()
    same_region(report, line)
    rules.check_attach(report, by, localtime(at).date(), line)
    evidence = Evidence.objects.create(
        region_id=report.region_id,
        report=report,
        line=line,
        title=title,
        filename=filename,
        content_type=content_type_of(filename, content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=at,
    )
    EvidenceFile.objects.create(region_id=report.region_id, evidence=evidence, content=content)
    trail.write(evidence, "attached", by=by, at=at)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Actor, at: datetime) -> None:
    """Take it away again, while the report is still being written."""
    evidence = evidence.locked()
    rules.check_write(evidence.report, by, localtime(at).date())
    trail.write(evidence, "removed", by=by, at=at, removed=True)
    EvidenceFile.objects.of(evidence.region_id).filter(evidence=evidence).delete()
    evidence.delete()
