from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from varv.core.asking import ReportKind
from varv.core.counting import Counting
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import REPORT_STEPS, ReportState, RoundState, step
from varv.delivery.models import PlannedResult
from varv.delivery.rules import is_given_work
from varv.rounds.drafts import Draft, lacking, questions_of
from varv.rounds.models import Report, ReportLine
from varv.rounds.rules.locks import WRITABLE, check_is_open, check_unlocked, lock_of, lock_of_its_round
from varv.rounds.rules.rounds import check_reason


def check_author(report: Report, by: Actor) -> None:
    """The author writes; whoever both reports and approves may write in the author's stead."""
    if by.person_id == report.author_id and is_given_work(by):
        return
    by.require(May.REPORT)
    by.require(May.APPROVE_REPORT)


def check_write(report: Report, by: Actor, on: date) -> None:
    """A report is written while it is a draft or has come back, as long as its round takes it."""
    check_author(report, by)
    check_unlocked(lock_of(report, on))


def check_submit(report: Report, draft: Draft, by: Actor, on: date) -> None:
    """Handed in when nothing is lacking; the refusal names every part that is."""
    check_write(report, by, on)
    missing = lacking(draft, questions_of(report))
    if missing:
        raise RuleBroken("report.incomplete", missing=list(missing), count=len(missing))


def check_take_back(report: Report, by: Actor, on: date) -> None:
    """Its author may have it back until someone has judged it."""
    check_author(report, by)
    step(REPORT_STEPS, report.state, ReportState.DRAFT)
    check_unlocked(lock_of_its_round(report, on))


def check_return(report: Report, comment: str, by: Actor, on: date, comments: Mapping[str, str] | None = None) -> None:
    """Sent back with words that say what to do, about the whole or about a part, in time to do it."""
    by.require(May.APPROVE_REPORT)
    if report.state is not ReportState.SUBMITTED:
        raise RuleBroken("state.no_such_step", now=report.state, then=ReportState.RETURNED)
    check_unlocked(lock_of_its_round(report, on))
    if not any(text.strip() for text in (comment, *(comments or {}).values())):
        raise RuleBroken("report.comment_missing", field="comment")


def check_comments(comments: Mapping[str, str], parts: Collection[str]) -> None:
    """A comment stands at a part of the report."""
    for part in comments:
        if part not in parts:
            raise RuleBroken("report.unknown_part", field="comment")


def check_approve(report: Report, by: Actor) -> None:
    """What has been handed in can be approved, also after the round has closed."""
    by.require(May.APPROVE_REPORT)
    step(REPORT_STEPS, report.state, ReportState.APPROVED)


def check_counted_once(reports: Sequence[Report]) -> None:
    """What an insats did in a half-year is counted from its half-year report or from its project's own, never both.

    A project that got a plan of its own in the middle of a half-year may have been asked in both ways. One query.
    """
    ids = {report.pk for report in reports}
    others = Report.objects.of(reports[0].region_id).counted().exclude(pk__in=ids)
    told = (
        others.filter(initiative__in={report.initiative_id for report in reports})
        .select_related("round")
        .only("kind", "initiative_id", "round__period")
    )
    halves: dict[tuple[int, Period], set[bool]] = defaultdict(set)
    for report in (*told, *reports):
        halves[report.initiative_id, report.round.period].add(report.kind is ReportKind.HALF_YEAR)
    for report in reports:
        if len(halves[report.initiative_id, report.round.period]) > 1:
            raise RuleBroken("report.counted_twice", name=report.initiative.name, period=report.round.period)


def check_hand_over(report: Report, by: Actor, on: date) -> None:
    """Another author, while the report is being written: by the one who writes now, or by whoever runs the round."""
    if not (by.person_id == report.author_id and is_given_work(by)):
        by.require(May.RUN_ROUND)
    check_unlocked(lock_of(report, on))


def check_reopen_report(report: Report, reason: str, by: Actor, on: date) -> None:
    """An approved report opens again, figures and all, when nothing later builds on its figures."""
    _check_reopen(report, reason, by)
    if report.round.is_limited and report.round.state is RoundState.OPEN:
        raise RuleBroken("round.words_only")
    check_unlocked(lock_of_its_round(report, on))
    later = later_reports(report)
    if later:
        raise RuleBroken("report.built_upon", period=later[0].round.period)


def check_reopen_report_for_words(report: Report, reason: str, by: Actor) -> None:
    """An approved report opens again for its words, in a round that is open; the figures stay."""
    _check_reopen(report, reason, by)
    check_is_open(report.round)


def _check_reopen(report: Report, reason: str, by: Actor) -> None:
    by.require(May.APPROVE_REPORT)
    if report.state is not ReportState.APPROVED:
        raise RuleBroken("state.no_such_step", now=report.state, then=ReportState.RETURNED)
    check_reason(reason)


def later_reports(report: Report) -> list[Report]:
    """Counted reports of later periods that tell a total since the start for something this one has a figure for.

    Their period's own part is the difference from the nearest earlier total, so this report's figures are in it.
    """
    own = ReportLine.objects.of(report.region_id).filter(report=report, value__isnull=False)
    planned = PlannedResult.objects.of(report.region_id).filter(pk__in=own.values("planned_result"))
    cumulative = [one.pk for one in planned.select_related("indicator") if one.counting is Counting.CUMULATIVE]
    lines = ReportLine.objects.of(report.region_id).filter(planned_result__in=cumulative, value__isnull=False)
    found = Report.objects.of(report.region_id).counted().filter(pk__in=lines.values("report")).select_related("round")
    later = [one for one in found.order_by("pk") if _order(one) > _order(report)]
    return sorted(later, key=_order)


def _order(report: Report) -> tuple[date, date, int]:
    """Reports in the order of what they tell of; several of a project in one half-year by their own last days."""
    return report.round.period.last, report.due_on or report.round.due_on, report.pk


def check_unreported(planned_result: PlannedResult) -> None:
    """Nothing is written about it: no value, no reason, no comment, and no report with it is handed in."""
    lines = ReportLine.objects.of(planned_result.region_id).filter(planned_result=planned_result)
    blank = lines.filter(value=None, missing=None, comment="", report__state__in=WRITABLE)
    if lines.count() != blank.count():
        raise RuleBroken("planned_result.reported_on")
