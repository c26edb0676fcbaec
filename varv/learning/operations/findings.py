from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import Bearing, SourceKind
from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.indicators.models import Indicator
from varv.learning import rules
from varv.learning.models import Evaluation, Finding, FindingSource
from varv.regions import trail
from varv.regions.owned import same_region
from varv.rounds.models import Report
from varv.strategy import operations as strategy
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal


@dataclass(frozen=True)
class SourceDraft:
    """One thing that a finding rests on. ``link`` is an address; ``as_of`` the day on which it stood as it did."""

    kind: SourceKind
    text: str = ""
    indicator: Indicator | None = None
    report: Report | None = None
    link: str = ""
    as_of: date | None = None


@transaction.atomic
def note_finding(
    *,
    evaluation: Evaluation,
    text: str,
    evidence: Evidence,
    by: Actor,
    at: datetime,
    rests_on: str = "",
    question: EvaluationQuestion | None = None,
    link: ChainLink | None = None,
    goal: Goal | None = None,
    seen_on: date | None = None,
    bearing: Bearing = Bearing.NEITHER,
    evidence_after: Evidence | None = None,
    sources: Sequence[SourceDraft] = (),
) -> Finding:
    """Something the evaluation found, how well it is supported, what it rests on and what it speaks of.

    With ``evidence_after`` it moves what is known of the link at once; that takes the right to test assumptions.
    """
    rules.check_note_finding(by)
    same_region(evaluation, question, link, goal)
    rules.check_told({"text": text, "rests_on": rests_on})
    rules.check_bearing(bearing, link)
    today = localtime(at).date()
    rules.check_seen_on(seen_on or today, today)
    said = {"text": text, "rests_on": rests_on, "evidence": evidence, "bearing": bearing}
    about = {"question": question, "link": link, "goal": goal}
    day = seen_on or evaluation.delivered_on or today
    finding: Finding = Finding.objects.create(
        region_id=evaluation.region_id, evaluation=evaluation, seen_on=day, **said, **about
    )
    trail.write(finding, "noted", by=by, at=at)
    for source in sources:
        add_finding_source(finding=finding, source=source, by=by, at=at)
    if evidence_after is not None:
        move_evidence_by(finding=finding, evidence_after=evidence_after, by=by, at=at)
        finding.refresh_from_db()
    return finding


@transaction.atomic
def edit_finding(
    *,
    finding: Finding,
    text: str,
    evidence: Evidence,
    rests_on: str,
    question: EvaluationQuestion | None,
    link: ChainLink | None,
    goal: Goal | None,
    revision: int,
    by: Actor,
    at: datetime,
    bearing: Bearing = Bearing.NEITHER,
) -> None:
    """Put right how a finding was written down. What has moved a link goes on speaking of it."""
    finding = finding.locked()
    rules.check_note_finding(by)
    trail.check_fresh(finding, revision)
    same_region(finding, question, link, goal)
    rules.check_told({"text": text, "rests_on": rests_on})
    rules.check_bearing(bearing, link)
    rules.check_same_bearing(finding, link, bearing)
    finding.change(
        text=text, evidence=evidence, rests_on=rests_on, question=question, link=link, goal=goal, bearing=bearing
    )
    trail.write(finding, "edited", by=by, at=at)


@transaction.atomic
def move_evidence_by(*, finding: Finding, evidence_after: Evidence, by: Actor, at: datetime) -> None:
    """Let a finding move what is known of the link that it strengthens or weakens: from what, to what, is kept."""
    finding = finding.locked()
    rules.check_note_finding(by)
    link = rules.link_moved_by(finding).locked()
    rules.check_moves(finding.bearing, link.evidence, evidence_after)
    before, after = strategy.move_evidence(
        link=link, evidence=evidence_after, source=finding.evaluation.title, year=finding.seen_on.year, by=by, at=at
    )
    finding.change(evidence_before=before, evidence_after=after)
    trail.write(finding, "moved_evidence", by=by, at=at)


@transaction.atomic
def add_finding_source(*, finding: Finding, source: SourceDraft, by: Actor, at: datetime) -> FindingSource:
    """One more thing that a finding rests on."""
    finding = finding.locked()
    rules.check_note_finding(by)
    same_region(finding, source.indicator, source.report)
    row = FindingSource(region_id=finding.region_id, finding=finding, **vars(source))
    rules.check_source(row, localtime(at).date())
    row.save()
    trail.write(row, "added", by=by, at=at)
    return row


@transaction.atomic
def remove_finding_source(*, source: FindingSource, by: Actor, at: datetime) -> None:
    """Take away a source that was told by mistake. The trail keeps it."""
    source = source.locked()
    rules.check_note_finding(by)
    trail.write(source, "removed", by=by, at=at, removed=True)
    source.delete()
