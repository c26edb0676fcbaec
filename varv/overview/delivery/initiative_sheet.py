"""One insats: what it is for, what it means to reach, and what came of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.counting import Counting, over_time
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.overview.delivery.delivery_board import InitiativeLine, initiative_lines
from varv.overview.rounds.last_time import LastTime, Said, last_times
from varv.overview.words.of_rounds import verdict_words
from varv.rounds.models import Report, ReportLine


@dataclass(frozen=True)
class ContributionLine:
    """A goal the insats is thought to help towards: a hypothesis until it is shown."""

    id: int
    goal_id: int
    goal: str
    reason: str


@dataclass(frozen=True)
class ResultLine:
    """What is planned beside what was approved last and what is written now."""

    id: int
    level: Level
    text: str
    unit: str
    planned: Decimal | None
    step: str
    indicator_id: int | None
    indicator: str
    counting: Counting
    so_far: Decimal | None
    last: Said | None
    now_value: Decimal | None
    now_missing: Missing | None
    is_reported_on: bool

    @property
    def share(self) -> int | None:
        """How many percent of the plan has been reached so far; nothing without both."""
        if self.so_far is None or not self.planned:
            return None
        return int(self.so_far * 100 / self.planned)


@dataclass(frozen=True)
class ReportRow:
    """A report of the insats, newest first."""

    id: int
    period: Period
    state: ReportState
    author: str
    verdict: Verdict
    learned: str
    is_in_open_round: bool
    due_on: date

    @property
    def verdict_words(self) -> str:
        """The verdict as its author answered."""
        return verdict_words(self.verdict)


@dataclass(frozen=True)
class InitiativeSheet:
    """Everything about one insats."""

    line: InitiativeLine
    definition: str
    chain_id: int | None
    chain: str
    contributions: tuple[ContributionLine, ...]
    results: tuple[ResultLine, ...]
    reports: tuple[ReportRow, ...]
    last: LastTime | None

    @property
    def outputs(self) -> tuple[ResultLine, ...]:
        """What is to be done or delivered."""
        return tuple(result for result in self.results if result.level is Level.OUTPUT)

    @property
    def outcomes(self) -> tuple[ResultLine, ...]:
        """What is to change because of it."""
        return tuple(result for result in self.results if result.level is Level.OUTCOME)

    @property
    def waiting(self) -> ReportRow | None:
        """The report that is written now, if a round is open."""
        open_states = (ReportState.DRAFT, ReportState.RETURNED)
        return next((one for one in self.reports if one.is_in_open_round and one.state in open_states), None)


def initiative_sheet(initiative: Initiative) -> InitiativeSheet:
    """One insats with its goals, plan and reports, in a fixed number of queries."""
    region_id = initiative.region_id
    line = initiative_lines(Initiative.objects.of(region_id).filter(pk=initiative.pk), region_id)[0]
    last = last_times(region_id, [initiative.pk]).get(initiative.pk)
    chain = initiative.chain
    return InitiativeSheet(
        line=line,
        definition=initiative.generic_activity.definition,
        chain_id=chain.pk if chain else None,
        chain=chain.name if chain else "",
        contributions=_contributions(initiative),
        results=_results(initiative, last),
        reports=_reports(initiative),
        last=last,
    )


def _contributions(initiative: Initiative) -> tuple[ContributionLine, ...]:
    ties = Contribution.objects.of(initiative.region_id).filter(initiative=initiative).select_related("goal")
    return tuple(
        ContributionLine(tie.pk, tie.goal_id, str(tie.goal), tie.reason) for tie in ties.order_by("goal__place", "pk")
    )


def _results(initiative: Initiative, last: LastTime | None) -> tuple[ResultLine, ...]:
    results = (
        PlannedResult.objects.of(initiative.region_id).filter(initiative=initiative).select_related("step", "indicator")
    )
    lines = ReportLine.objects.of(initiative.region_id).filter(planned_result__initiative=initiative)
    told = sorted(lines.select_related("report__round").order_by("pk"), key=lambda line: line.report.round.period)
    return tuple(_result(result, last, told) for result in results.in_order())


def _result(result: PlannedResult, last: LastTime | None, told: Sequence[ReportLine]) -> ResultLine:
    mine = [line for line in told if line.planned_result_id == result.pk]
    frozen = [line.value for line in mine if line.report.figures_frozen_at is not None]
    now = next((line for line in reversed(mine) if line.report.state is not ReportState.APPROVED), None)
    return ResultLine(
        id=result.pk,
        level=result.level,
        text=result.text,
        unit=result.unit,
        planned=result.planned,
        step=result.step.text if result.step else "",
        indicator_id=result.indicator_id,
        indicator=result.indicator.name if result.indicator else "",
        counting=result.counting,
        so_far=over_time(result.counting, frozen),
        last=last.lines.get(result.pk) if last else None,
        now_value=now.value if now else None,
        now_missing=now.missing if now else None,
        is_reported_on=any(_says_something(line) for line in mine),
    )


def _says_something(line: ReportLine) -> bool:
    is_written = line.value is not None or line.missing is not None or bool(line.comment)
    return is_written or line.report.state in {ReportState.SUBMITTED, ReportState.APPROVED}


def _reports(initiative: Initiative) -> tuple[ReportRow, ...]:
    reports = Report.objects.of(initiative.region_id).filter(initiative=initiative)
    return tuple(
        ReportRow(
            id=report.pk,
            period=report.round.period,
            state=report.state,
            author=report.author.name,
            verdict=report.verdict,
            learned=report.learned,
            is_in_open_round=report.round.state is RoundState.OPEN,
            due_on=report.round.due_on,
        )
        for report in reports.select_related("round", "author").order_by("-round__opens_on", "-pk")
    )
