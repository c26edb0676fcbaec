"""One report: what it asks, what is written, what was said last time, and what has happened to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.roles import GRANTS, May, Role
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.last_time import LastTime, Said, last_times, said
from varv.overview.rounds.written_so_far import Written, written_so_far
from varv.overview.words.of_rounds import verdict_words
from varv.regions.models import Membership, TrailEntry
from varv.rounds.drafts import Draft, LineDraft, Part, Progress, lacking
from varv.rounds.models import Evidence, Report

WRITING = frozenset({"drafted"})


@dataclass(frozen=True)
class SheetLine:
    """A planned output or outcome: what is planned, what was said last time, and what is said now."""

    planned_result_id: int
    level: Level
    text: str
    unit: str
    planned: Decimal | None
    last: Said | None
    value: Decimal | None
    missing: Missing | None
    comment: str


@dataclass(frozen=True)
class EvidenceLine:
    """What the report rests on: a link or a file."""

    id: int
    title: str
    link: str
    filename: str
    size: int | None


@dataclass(frozen=True)
class Happened:
    """Something that was done with the report, by whom and when."""

    verb: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """A question of the report: answered, the next one to answer, or later."""

    part: Part
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class ReportSheet:
    """One report, as it stands or, when approved, as it was approved."""

    id: int
    revision: int
    state: ReportState
    period: Period
    round_id: int
    round_state: RoundState
    due_on: date
    closed_at: datetime | None
    initiative_id: int
    initiative: str
    activity: str
    chain_id: int | None
    author_id: int
    author: str
    approvers: tuple[str, ...]
    done: str
    verdict: Verdict
    verdict_reason: str
    judge_again_on: date | None
    learned: str
    confidence: Confidence | None
    needs: str
    needs_nothing: bool
    return_comment: str
    lines: tuple[SheetLine, ...]
    evidence: tuple[EvidenceLine, ...]
    draft: Draft
    progress: Progress
    lacking: tuple[str, ...]
    last: LastTime | None
    history: tuple[Happened, ...]
    saved_at: datetime | None

    @property
    def outputs(self) -> tuple[SheetLine, ...]:
        """What was done or delivered."""
        return tuple(line for line in self.lines if line.level is Level.OUTPUT)

    @property
    def outcomes(self) -> tuple[SheetLine, ...]:
        """What changed because of it."""
        return tuple(line for line in self.lines if line.level is Level.OUTCOME)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The questions in order; the first that is not answered is next."""
        left = [part for part in Part if part not in self.progress.done]
        return tuple(Step(part, part not in left, left[:1] == [part]) for part in Part)

    @property
    def verdict_words(self) -> str:
        """The verdict as its author answered."""
        return verdict_words(self.verdict)

    def latest(self, verb: str) -> Happened | None:
        """The last time this was done."""
        return next((one for one in reversed(self.history) if one.verb == verb), None)

    @property
    def submitted(self) -> Happened | None:
        """When it was handed in, last."""
        return self.latest("submitted")

    @property
    def returned(self) -> Happened | None:
        """When it was sent back, last, and by whom."""
        return self.latest("returned")

    @property
    def approved(self) -> Happened | None:
        """When it was approved, and by whom."""
        return self.latest("approved")


def report_sheet(report: Report) -> ReportSheet:
    """One report with everything around it, in a fixed number of queries."""
    region_id, initiative = report.region_id, report.initiative
    written = written_so_far(region_id, [report])[report.pk]
    last = last_times(region_id, [initiative.pk], before=report.round.period.last).get(initiative.pk)
    told = list(TrailEntry.objects.about(report))
    return ReportSheet(
        id=report.pk,
        revision=report.revision,
        state=report.state,
        period=report.round.period,
        round_id=report.round_id,
        round_state=report.round.state,
        due_on=report.round.due_on,
        closed_at=report.round.closed_at,
        initiative_id=initiative.pk,
        initiative=initiative.name,
        activity=initiative.generic_activity.name,
        chain_id=initiative.chain_id,
        author_id=report.author_id,
        author=report.author.name,
        approvers=_approvers(region_id),
        **written.draft.texts(),  # type: ignore[arg-type]  # the report's own fields, by name
        return_comment=report.return_comment,
        lines=_lines(report, written, last),
        evidence=_evidence(report),
        draft=written.draft,
        progress=written.progress,
        lacking=lacking(written.draft),
        last=last,
        history=tuple(Happened(one.verb, one.person, one.at) for one in told if one.verb not in WRITING),
        saved_at=max((one.at for one in told if one.verb in WRITING), default=None),
    )


def _lines(report: Report, written: Written, last: LastTime | None) -> tuple[SheetLine, ...]:
    """What is approved is read as it was approved, whatever the plan is called now."""
    before = last.lines if last else {}
    if report.approved_content is not None:
        return tuple(_frozen(line, before) for line in report.approved_content["lines"])
    return tuple(_live(line, written, before) for line in written.draft.lines)


def _frozen(line: Mapping[str, Any], before: Mapping[int, Said]) -> SheetLine:
    told = said(line)
    return SheetLine(
        planned_result_id=told.planned_result_id,
        level=Level(told.level),
        text=told.text,
        unit=told.unit,
        planned=told.planned,
        last=before.get(told.planned_result_id),
        value=told.value,
        missing=told.missing,
        comment=told.comment,
    )


def _live(line: LineDraft, written: Written, before: Mapping[int, Said]) -> SheetLine:
    result = written.results[line.planned_result_id]
    return SheetLine(
        planned_result_id=result.pk,
        level=result.level,
        text=result.text,
        unit=result.unit,
        planned=result.planned,
        last=before.get(result.pk),
        value=line.value,
        missing=line.missing,
        comment=line.comment,
    )


def _evidence(report: Report) -> tuple[EvidenceLine, ...]:
    found: Iterable[Evidence] = Evidence.objects.of(report.region_id).filter(report=report).order_by("pk")
    return tuple(EvidenceLine(one.pk, one.title, one.link, one.filename, one.size) for one in found)


def _approvers(region_id: int) -> tuple[str, ...]:
    """Those who can approve, managers before others who may."""
    roles: list[Role] = [role for role in reversed(Role) if May.APPROVE_REPORT in GRANTS[role]]
    found = Membership.objects.of(region_id).current().filter(role__in=roles).select_related("user")
    in_order = sorted(found, key=lambda one: (roles.index(one.role), one.user.name))
    return tuple(dict.fromkeys(one.user.name for one in in_order))
