"""One report: what it asks, what is written, what was said last time, and what has happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from varv.core.asking import ReportKind
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.questions import Question
from varv.core.roles import GRANTS, May, Role
from varv.core.theory import Level
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.last_time import LastTime, approved_times, earlier_times, said
from varv.overview.rounds.sheet_lines import Places, SheetLine, frozen_lines, places_asked, sheet_lines
from varv.overview.rounds.written_so_far import Written, written_so_far
from varv.overview.words.of_rounds import verdict_words
from varv.regions.models import Membership, TrailEntry, kind_of
from varv.rounds.drafts import Draft, Part, Progress, answer_field
from varv.rounds.models import Evidence, Extension, Report, ReviewComment

WRITING = frozenset({"drafted"})


@dataclass(frozen=True)
class EvidenceLine:
    """What the report, or one of its figures, rests on: a link or a file."""

    id: int
    line_id: int | None
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
class Remark:
    """What a reviewer asks about one part of the report, named as its field; seen to when it is handed in again."""

    part: str
    text: str
    author: str
    written_at: datetime
    is_resolved: bool


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
    kind: ReportKind
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
    unexpected: str
    learned: str
    next_change: str
    confidence: Confidence | None
    needs: str
    needs_nothing: bool
    answers: Mapping[str, str]
    questions: tuple[Question, ...]
    submitted_by: str
    are_figures_frozen: bool
    return_comment: str
    remarks: tuple[Remark, ...]
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

    @property
    def answered(self) -> tuple[tuple[str, str, str], ...]:
        """The template's own questions: the question, the answer, and the name of its field."""
        return tuple((one.text, self.answers.get(one.key, ""), answer_field(one.key)) for one in self.questions)

    @property
    def waiting_remarks(self) -> tuple[Remark, ...]:
        """What a reviewer has asked and nobody has seen to yet."""
        return tuple(remark for remark in self.remarks if not remark.is_resolved)

    @property
    def is_on_behalf(self) -> bool:
        """Whether somebody else handed it in; the author stays the author."""
        return self.submitted_by not in ("", self.author)

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
    return report_sheets(report.region_id, [report.pk])[report.pk]


def report_sheets(region_id: int, report_ids: Sequence[int]) -> Mapping[int, ReportSheet]:
    """These reports with everything around them, by id and in their order; as many queries for ten as for one."""
    found = Report.objects.of(region_id).filter(pk__in=report_ids)
    ties = ("round", "author", "submitted_by", "initiative__generic_activity")
    by_id = {report.pk: report for report in found.select_related(*ties)}
    reports = [by_id[pk] for pk in report_ids if pk in by_id]
    around = _around(region_id, reports)
    return {report.pk: _sheet(report, around) for report in reports}


@dataclass(frozen=True)
class _Around:
    """What stands around many reports, by the report's or the insats' id."""

    written: Mapping[int, Written]
    times: Mapping[int, list[LastTime]]
    places: Places
    own_places: Mapping[int, tuple[str, ...]]
    more_time: Mapping[tuple[int, int], date]
    evidence: Mapping[int, list[EvidenceLine]]
    remarks: Mapping[int, list[Remark]]
    told: Mapping[int, list[Happened]]
    approvers: tuple[str, ...]


def _around(region_id: int, reports: Sequence[Report]) -> _Around:
    initiatives = [report.initiative_id for report in reports]
    names, tied = places_asked(region_id, initiatives)
    return _Around(
        written=written_so_far(region_id, reports),
        times=approved_times(region_id, initiatives),
        places=names,
        own_places=tied,
        more_time=_more_time(region_id, reports),
        evidence=_evidence(region_id, reports),
        remarks=_remarks(region_id, reports),
        told=_told(region_id, reports),
        approvers=_approvers(region_id),
    )


def _sheet(report: Report, around: _Around) -> ReportSheet:
    initiative, written = report.initiative, around.written[report.pk]
    before = earlier_times(report, around.times.get(initiative.pk, ()))
    told = around.told.get(report.pk, ())
    return ReportSheet(
        id=report.pk,
        revision=report.revision,
        kind=report.kind,
        state=report.state,
        period=report.round.period,
        round_id=report.round_id,
        round_state=report.round.state,
        due_on=_last_day(report, around),
        closed_at=report.round.closed_at,
        initiative_id=initiative.pk,
        initiative=initiative.name,
        activity=initiative.generic_activity.name,
        chain_id=initiative.chain_id,
        author_id=report.author_id,
        author=report.author.name,
        approvers=around.approvers,
        **written.draft.texts(),  # type: ignore[arg-type]  # the report's own fields, by name
        questions=written.questions,
        submitted_by=report.submitted_by.name if report.submitted_by else "",
        are_figures_frozen=report.figures_frozen_at is not None,
        return_comment=report.return_comment,
        remarks=tuple(around.remarks.get(report.pk, ())),
        lines=_lines(report, around, before),
        evidence=tuple(around.evidence.get(report.pk, ())),
        draft=written.draft,
        progress=written.progress,
        lacking=written.lacking,
        last=before[-1] if before else None,
        history=tuple(one for one in told if one.verb not in WRITING),
        saved_at=max((one.at for one in told if one.verb in WRITING), default=None),
    )


def _lines(report: Report, around: _Around, before: Sequence[LastTime]) -> tuple[SheetLine, ...]:
    """What is approved is read as it was approved; one that is opened again is read as it stands."""
    written = around.written[report.pk]
    if report.state is ReportState.APPROVED and report.approved_content is not None:
        told = [said(line) for line in report.approved_content["lines"]]
        return frozen_lines(told, written, before, around.places)
    return sheet_lines(written, before, around.places, around.own_places.get(report.initiative_id, ()))


def _more_time(region_id: int, reports: Iterable[Report]) -> Mapping[tuple[int, int], date]:
    """The later day each person has been given in a round."""
    given = Extension.objects.of(region_id).filter(round_id__in={report.round_id for report in reports})
    return {(one.round_id, one.person_id): one.due_on for one in given}


def _last_day(report: Report, around: _Around) -> date:
    asked: date = report.due_on or report.round.due_on
    return max(asked, around.more_time.get((report.round_id, report.author_id), asked))


def _evidence(region_id: int, reports: Iterable[Report]) -> Mapping[int, list[EvidenceLine]]:
    found: defaultdict[int, list[EvidenceLine]] = defaultdict(list)
    for one in Evidence.objects.of(region_id).filter(report__in=reports).order_by("pk"):
        line = EvidenceLine(one.pk, one.line_id, one.title, one.link, one.filename, one.size)
        found[one.report_id].append(line)
    return found


def _remarks(region_id: int, reports: Iterable[Report]) -> Mapping[int, list[Remark]]:
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    remarks = ReviewComment.objects.of(region_id).filter(report__in=reports).select_related("author")
    for one in remarks.order_by("pk"):
        remark = Remark(one.part, one.text, one.author.name, one.written_at, one.resolved_at is not None)
        found[one.report_id].append(remark)
    return found


def _told(region_id: int, reports: Iterable[Report]) -> Mapping[int, list[Happened]]:
    """What happened to each report, oldest first."""
    found: defaultdict[int, list[Happened]] = defaultdict(list)
    wanted = [report.pk for report in reports]
    entries = TrailEntry.objects.of(region_id).filter(kind=kind_of(Report()), thing_id__in=wanted)
    for one in entries.order_by("number"):
        found[one.thing_id].append(Happened(one.verb, one.person, one.at))
    return found


def _approvers(region_id: int) -> tuple[str, ...]:
    """Those who can approve, managers before others who may."""
    roles: list[Role] = [role for role in reversed(Role) if May.APPROVE_REPORT in GRANTS[role]]
    found = Membership.objects.of(region_id).current().filter(role__in=roles).select_related("user")
    in_order = sorted(found, key=lambda one: (roles.index(one.role), one.user.name))
    return tuple(dict.fromkeys(one.user.name for one in in_order))
