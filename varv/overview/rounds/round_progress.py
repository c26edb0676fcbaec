"""Who has reported, who has not, and what stands out?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count, Q
from django.utils.timezone import localtime

from varv.core.asking import ReportKind, Speed
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.last_time import LastTime, approved_times
from varv.overview.rounds.standouts import Finding, Told, standouts
from varv.overview.rounds.written_so_far import Written, written_so_far
from varv.overview.words.of_rounds import verdict_words
from varv.rounds.drafts import Part, Progress
from varv.rounds.models import Extension, Report, Round
from varv.rounds.rules import asked_of

TODO = "todo"
HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED)


@dataclass(frozen=True)
class ReportRow:
    """One insats in the round: how far its report has come."""

    id: int
    initiative_id: int
    initiative: str
    author_id: int
    author: str
    kind: ReportKind
    state: ReportState
    is_begun: bool
    moved_at: datetime | None
    due_on: date
    is_late: bool
    verdict: Verdict
    has_learned: bool
    progress: Progress

    @property
    def shown_state(self) -> ReportState | str:
        """The state, where an untouched draft is *not begun*."""
        return self.state if self.is_begun or self.state is not ReportState.DRAFT else TODO

    @property
    def is_handed_in(self) -> bool:
        """Whether it has left its author."""
        return self.state in HANDED_IN

    @property
    def parts(self) -> int:
        """How many questions there are."""
        return len(Part)

    @property
    def verdict_words(self) -> str:
        """The verdict as its author answered."""
        return verdict_words(self.verdict)


@dataclass(frozen=True)
class MoreTime:
    """Somebody who has been given more time, until when and why."""

    person_id: int
    person: str
    due_on: date
    reason: str
    has_passed: bool


@dataclass(frozen=True)
class RoundProgress:
    """A round: who has reported, how fast, and what to talk about."""

    id: int
    period: Period
    speed: Speed
    state: RoundState
    opens_on: date
    due_on: date
    closed_at: datetime | None
    frozen_at: datetime | None
    is_limited: bool
    reopened_because: str
    more_time: tuple[MoreTime, ...]
    rows: tuple[ReportRow, ...]
    counts: Mapping[ReportState | str, int]
    submitted_on: tuple[date, ...]
    previous_period: Period | None
    previous_days: tuple[int, ...]
    median_minutes: int | None
    findings: tuple[Finding, ...]
    not_asked: tuple[tuple[int, str], ...]
    days_left: int

    @property
    def expected(self) -> int:
        """How many reports the round asks for."""
        return len(self.rows)

    @property
    def handed_in(self) -> int:
        """How many have left their authors."""
        return sum(row.is_handed_in for row in self.rows)

    @property
    def to_review(self) -> tuple[ReportRow, ...]:
        """Those that wait for someone to read and approve them."""
        return tuple(row for row in self.rows if row.state is ReportState.SUBMITTED)

    @property
    def not_handed_in(self) -> tuple[ReportRow, ...]:
        """Those that are still with their authors."""
        return tuple(row for row in self.rows if not row.is_handed_in)


@dataclass(frozen=True)
class RoundLine:
    """A round in the list."""

    id: int
    period: Period
    speed: Speed
    state: RoundState
    opens_on: date
    due_on: date
    expected: int
    handed_in: int
    approved: int


@dataclass(frozen=True)
class WaitingReport:
    """A report that its author is to write: how much is left, and until when."""

    report_id: int
    initiative: str
    period: Period
    state: ReportState
    due_on: date
    is_overdue: bool
    parts_left: int
    minutes_left: int
    return_comment: str


@dataclass(frozen=True)
class WaitingReview:
    """A report that has been handed in and waits to be read."""

    report_id: int
    initiative: str
    author: str
    period: Period
    submitted_at: datetime | None


def round_lines(region_id: int) -> tuple[RoundLine, ...]:
    """Every round, the newest first, in one query."""
    handed_in = Count("reports", filter=Q(reports__state__in=HANDED_IN))
    approved = Count("reports", filter=Q(reports__state=ReportState.APPROVED))
    rounds = Round.objects.of(region_id).newest_first()
    return tuple(
        RoundLine(
            id=one.pk,
            period=one.period,
            speed=one.speed,
            state=one.state,
            opens_on=one.opens_on,
            due_on=one.due_on,
            expected=one.expected,
            handed_in=one.handed_in,
            approved=one.approved,
        )
        for one in rounds.annotate(expected=Count("reports"), handed_in=handed_in, approved=approved)
    )


def round_progress(round_: Round, on: date) -> RoundProgress:
    """How the round stands on this day, in a fixed number of queries."""
    reports = list(_reports(round_))
    written = written_so_far(round_.region_id, reports)
    rows = tuple(_row(report, written[report.pk], on) for report in reports)
    before = approved_times(round_.region_id, [report.initiative_id for report in reports], before=round_.period.last)
    previous = _previous(round_)
    handed_in = [report for report in reports if report.state in HANDED_IN]
    return RoundProgress(
        id=round_.pk,
        period=round_.period,
        speed=round_.speed,
        state=round_.state,
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        closed_at=round_.closed_at,
        frozen_at=round_.frozen_at,
        is_limited=round_.is_limited,
        reopened_because=round_.reopened_because,
        more_time=_more_time(round_, on),
        rows=rows,
        counts=Counter(row.shown_state for row in rows),
        submitted_on=_days(handed_in),
        previous_period=previous.period if previous else None,
        previous_days=tuple((day - previous.opens_on).days for day in _previous_days(previous)) if previous else (),
        median_minutes=_median_minutes(handed_in),
        findings=standouts(_told(reports, written, before), round_.period.last),
        not_asked=_not_asked(round_, reports),
        days_left=(round_.due_on - on).days,
    )


def _told(
    reports: Sequence[Report], written: Mapping[int, Written], before: Mapping[int, list[LastTime]]
) -> list[Told]:
    return [
        Told(report, written[report.pk], tuple(before.get(report.initiative_id, ())))
        for report in reports
        if report.state in HANDED_IN
    ]


def _reports(round_: Round) -> Sequence[Report]:
    """What waits to be read stands first, then what is with its author, and last what is done."""
    order = [ReportState.SUBMITTED, ReportState.RETURNED, ReportState.DRAFT, ReportState.APPROVED]
    found = Report.objects.of(round_.region_id).filter(round=round_).with_last_day()
    told = found.select_related("initiative", "author", "round")
    return sorted(told, key=lambda report: (order.index(report.state), report.initiative.name, report.pk))


def _more_time(round_: Round, on: date) -> tuple[MoreTime, ...]:
    given = Extension.objects.of(round_.region_id).filter(round=round_).select_related("person")
    return tuple(
        MoreTime(one.person_id, one.person.name, one.due_on, one.reason, one.due_on < on)
        for one in given.order_by("due_on", "pk")
    )


def _row(report: Report, written: Written, on: date) -> ReportRow:
    return ReportRow(
        id=report.pk,
        initiative_id=report.initiative_id,
        initiative=report.initiative.name,
        author_id=report.author_id,
        author=report.author.name,
        kind=report.kind,
        state=report.state,
        is_begun=report.started_at is not None,
        moved_at=report.approved_at or report.submitted_at,
        due_on=report.last_day,
        is_late=report.state not in HANDED_IN and report.last_day < on,
        verdict=report.verdict,
        has_learned=bool(report.learned.strip()),
        progress=written.progress,
    )


def _days(reports: Sequence[Report]) -> tuple[date, ...]:
    return tuple(sorted(localtime(report.submitted_at).date() for report in reports if report.submitted_at))


def _previous(round_: Round) -> Round | None:
    """The round of the nearest earlier period, at the same speed."""
    same_speed = Round.objects.of(round_.region_id).filter(speed=round_.speed).order_by("pk")
    earlier = [one for one in same_speed if one.period < round_.period]
    return max(earlier, key=lambda one: one.period.last, default=None)


def _previous_days(previous: Round) -> tuple[date, ...]:
    return _days(list(Report.objects.of(previous.region_id).filter(round=previous, state__in=HANDED_IN)))


def _median_minutes(reports: Sequence[Report]) -> int | None:
    """From the first word to handing in, in the middle; nothing when nobody has handed in."""
    spans = [
        (report.submitted_at - report.started_at).total_seconds() / 60
        for report in reports
        if report.submitted_at and report.started_at
    ]
    return round(median(spans)) if spans else None


def _not_asked(round_: Round, reports: Sequence[Report]) -> tuple[tuple[int, str], ...]:
    """Insatser under way that began after the round was opened; only a half-yearly round asks them."""
    if round_.speed is not Speed.HALF_YEARLY:
        return ()
    asked = [report.initiative_id for report in reports]
    late = asked_of(round_.region_id).exclude(pk__in=asked).order_by("name", "pk")
    return tuple(late.values_list("pk", "name"))


def reports_waiting(region_id: int, person_id: int, on: date) -> tuple[WaitingReport, ...]:
    """What this person is to write in rounds that are open, the most urgent first; three queries however many."""
    found = Report.objects.of(region_id).waiting_for(person_id, on).with_last_day()
    reports = list(found.select_related("initiative", "round").order_by("last_day", "initiative__name", "pk"))
    written = written_so_far(region_id, reports)
    return tuple(
        WaitingReport(
            report_id=report.pk,
            initiative=report.initiative.name,
            period=report.round.period,
            state=report.state,
            due_on=report.last_day,
            is_overdue=report.last_day < on,
            parts_left=written[report.pk].progress.left,
            minutes_left=written[report.pk].progress.minutes_left,
            return_comment=report.return_comment if report.state is ReportState.RETURNED else "",
        )
        for report in reports
    )


def reviews_waiting(region_id: int) -> tuple[WaitingReview, ...]:
    """What has been handed in and waits to be read, the oldest first, in one query."""
    reports = Report.objects.of(region_id).filter(state=ReportState.SUBMITTED).order_by("submitted_at", "pk")
    return tuple(
        WaitingReview(report.pk, report.initiative.name, report.author.name, report.round.period, report.submitted_at)
        for report in reports.select_related("initiative", "author", "round")
    )
