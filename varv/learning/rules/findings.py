from collections.abc import Mapping
from datetime import date

from varv.core.kinds import Bearing, SourceKind
from varv.core.personal_data import mask
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.theory import Evidence
from varv.core.workflow import ReportState
from varv.learning.models import Finding, FindingContradiction, FindingSource
from varv.strategy.models import ChainLink

READ_BY_OTHERS = (ReportState.SUBMITTED, ReportState.APPROVED)
# From well supported to not at all, as ``core.theory`` lists them.
_GRADES = list(Evidence)


def check_note_finding(by: Actor) -> None:
    """Those who may recommend note what an evaluation found."""
    by.require(May.RECOMMEND)


def check_told(texts: Mapping[str, str]) -> None:
    """No personal number, e-mail address or telephone number; ``texts`` by the names of the form's fields."""
    for field, text in texts.items():
        if mask(text)[1]:
            raise RuleBroken("finding.personal_data", field=field)


def check_seen_on(seen_on: date, today: date) -> None:
    """What was found has been found."""
    if seen_on > today:
        raise RuleBroken("finding.not_seen_yet", field="seen_on")


def check_bearing(bearing: Bearing, link: ChainLink | None) -> None:
    """What strengthens or weakens does so to a link."""
    if bearing is not Bearing.NEITHER and link is None:
        raise RuleBroken("finding.bears_on_no_link", field="link")


def check_moves(bearing: Bearing, now: Evidence, then: Evidence) -> None:
    """What strengthens gives a link more evidence than it has, and what weakens gives it less."""
    steps_up = _GRADES.index(now) - _GRADES.index(then)
    if (steps_up <= 0) if bearing is Bearing.STRENGTHENS else (steps_up >= 0):
        raise RuleBroken(f"finding.no_step_that_{bearing.value}", field="evidence_after", now=now)


def link_moved_by(finding: Finding) -> ChainLink:
    """The link that a finding strengthens or weakens. It is moved once."""
    if finding.link is None or finding.bearing is Bearing.NEITHER:
        raise RuleBroken("finding.moves_nothing", field="bearing")
    if finding.evidence_after is not None:
        raise RuleBroken("finding.has_moved", evidence=finding.evidence_after)
    return finding.link


def check_same_bearing(finding: Finding, link: ChainLink | None, bearing: Bearing) -> None:
    """What a finding has moved, it goes on speaking of: history is not rewritten."""
    if finding.evidence_after is not None and (finding.link, finding.bearing) != (link, bearing):
        raise RuleBroken("finding.has_moved_its_link", field="link")


def check_source(source: FindingSource, today: date) -> None:
    """An indicator as it stood on a day, a report that others may read, or something told in words."""
    if source.kind is SourceKind.FINDING:
        raise RuleBroken("finding_source.is_a_finding", field="kind")
    if source.kind is SourceKind.INDICATOR:
        _check_indicator(source, today)
    elif source.kind is SourceKind.REPORT:
        _check_report(source)
    elif not source.text.strip():
        raise RuleBroken("finding_source.not_told", field="source_text")
    check_told({"source_text": source.text})


def _check_indicator(source: FindingSource, today: date) -> None:
    if source.indicator is None:
        raise RuleBroken("finding_source.no_indicator", field="indicator")
    if source.as_of is None:
        raise RuleBroken("finding_source.no_day", field="as_of")
    if source.as_of > today:
        raise RuleBroken("finding_source.day_to_come", field="as_of")


def _check_report(source: FindingSource) -> None:
    if source.report is None:
        raise RuleBroken("finding_source.no_report", field="report")
    if source.report.state not in READ_BY_OTHERS:
        raise RuleBroken("finding_source.report_not_handed_in", field="report")


def check_contradict(first: Finding, second: Finding, explanation: str) -> None:
    """Two findings, once, and what is known of why they differ."""
    if first.pk == second.pk:
        raise RuleBroken("contradiction.of_itself", field="other")
    if not explanation.strip():
        raise RuleBroken("contradiction.not_explained", field="explanation")
    check_told({"explanation": explanation})
    if FindingContradiction.objects.of(first.region_id).filter(first=first, second=second).exists():
        raise RuleBroken("contradiction.told_already", field="other")
