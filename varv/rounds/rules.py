from collections.abc import Mapping
from datetime import date, timedelta

from varv.core.judgement import Axis, Verdict
from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import REPORT_STEPS, ROUND_STEPS, ReportState, RoundState, step
from varv.delivery.models import Initiative, PlannedResult
from varv.delivery.rules import is_given_work
from varv.rounds.drafts import Draft, Ruling, lacking
from varv.rounds.models import Evidence, Report, ReportLine, Round
from varv.strategy.models import Goal

WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)
JUDGE_AGAIN_WITHIN = timedelta(days=10 * 366)
MOST_EVIDENCE = 20


def check_open_round(period: Period, opens_on: date, due_on: date, by: Actor) -> None:
    """One round a half-year, due no earlier than it opens."""
    by.require(May.RUN_ROUND)
    if period.span is not Span.HALF:
        raise RuleBroken("round.not_a_half_year", field="period")
    if due_on < opens_on:
        raise RuleBroken("round.due_before_opening", field="due_on")
    if Round.objects.of(by.region_id).filter(period=period).exists():
        raise RuleBroken("round.already_there", field="period")


def check_is_open(round_: Round) -> None:
    """A closed round takes nothing."""
    if round_.state is not RoundState.OPEN:
        raise RuleBroken("round.closed", at=round_.closed_at)


def check_run(round_: Round, by: Actor) -> None:
    """Who runs an open round."""
    by.require(May.RUN_ROUND)
    check_is_open(round_)


def check_extend(round_: Round, due_on: date, by: Actor) -> None:
    """More time, never less: people have planned by the day they were told."""
    check_run(round_, by)
    if due_on <= round_.due_on:
        raise RuleBroken("round.not_later", field="due_on", due_on=round_.due_on)


def check_close(round_: Round, by: Actor) -> None:
    """An open round can close."""
    by.require(May.RUN_ROUND)
    step(ROUND_STEPS, round_.state, RoundState.CLOSED)


def check_reopen(round_: Round, reason: str, by: Actor) -> None:
    """A closed round can open again, if someone says why."""
    by.require(May.RUN_ROUND)
    if round_.state is not RoundState.CLOSED:
        raise RuleBroken("state.no_such_step", now=round_.state, then=RoundState.OPEN)
    if not reason.strip():
        raise RuleBroken("round.reason_missing", field="reason")


def check_ask(round_: Round, initiative: Initiative, by: Actor) -> None:
    """An insats that is under way can be asked once a round."""
    check_run(round_, by)
    if not Initiative.objects.of(by.region_id).reporting().filter(pk=initiative.pk).exists():
        raise RuleBroken("round.not_under_way")
    if Report.objects.of(by.region_id).filter(round=round_, initiative=initiative).exists():
        raise RuleBroken("round.already_asked")


def check_author(report: Report, by: Actor) -> None:
    """The author writes; whoever both reports and approves may write in the author's stead."""
    if by.person_id == report.author_id and is_given_work(by):
        return
    by.require(May.REPORT)
    by.require(May.APPROVE_REPORT)


def check_write(report: Report, by: Actor) -> None:
    """A report is written while it is a draft or has come back, in a round that is open."""
    check_author(report, by)
    if report.state not in WRITABLE:
        raise RuleBroken("report.locked", now=report.state)
    check_is_open(report.round)


def check_judge_again(day: date | None, period: Period) -> None:
    """The day to judge again comes after the period, and within the time anyone can plan for."""
    if day is not None and not period.last < day <= period.last + JUDGE_AGAIN_WITHIN:
        raise RuleBroken("report.judge_again_out_of_range", field="judge_again_on", after=period.last)


def check_draft(report: Report, draft: Draft) -> None:
    """No line has both a value and a reason why there is none."""
    check_judge_again(draft.judge_again_on, report.round.period)
    for line in draft.lines:
        if line.value is not None and line.missing is not None:
            raise RuleBroken("report.value_and_reason", field=f"missing_{line.planned_result_id}")


def check_submit(report: Report, draft: Draft, by: Actor) -> None:
    """Handed in when nothing is lacking; the refusal names every part that is."""
    check_write(report, by)
    missing = lacking(draft)
    if missing:
        raise RuleBroken("report.incomplete", missing=list(missing), count=len(missing))


def check_take_back(report: Report, by: Actor) -> None:
    """Its author may have it back until someone has judged it."""
    check_author(report, by)
    step(REPORT_STEPS, report.state, ReportState.DRAFT)
    check_is_open(report.round)


def check_return(report: Report, comment: str, by: Actor) -> None:
    """Sent back with words that say what to do, in time to do it."""
    by.require(May.APPROVE_REPORT)
    step(REPORT_STEPS, report.state, ReportState.RETURNED)
    check_is_open(report.round)
    if not comment.strip():
        raise RuleBroken("report.comment_missing", field="comment")


def check_approve(report: Report, by: Actor) -> None:
    """What has been handed in can be approved, also after the round has closed."""
    by.require(May.APPROVE_REPORT)
    step(REPORT_STEPS, report.state, ReportState.APPROVED)


def check_hand_over(report: Report, by: Actor) -> None:
    """Another author, while the report is being written."""
    check_run(report.round, by)
    if report.state not in WRITABLE:
        raise RuleBroken("report.locked", now=report.state)


def check_attach(report: Report, by: Actor) -> None:
    """A report holds a readable number of things to look at."""
    check_write(report, by)
    if Evidence.objects.of(by.region_id).filter(report=report).count() >= MOST_EVIDENCE:
        raise RuleBroken("evidence.too_many", most=MOST_EVIDENCE)


def check_link(link: str) -> None:
    """A link leads to the web, nowhere else."""
    if not link.lower().startswith(("https://", "http://")):
        raise RuleBroken("evidence.not_a_web_address", field="link")


def check_unreported(planned_result: PlannedResult) -> None:
    """Nothing is written about it: no value, no reason, no comment, and no report with it is handed in."""
    lines = ReportLine.objects.of(planned_result.region_id).filter(planned_result=planned_result)
    blank = lines.filter(value=None, missing=None, comment="", report__state__in=WRITABLE)
    if lines.count() != blank.count():
        raise RuleBroken("planned_result.reported_on")


def check_ruling(axis: Axis, ruling: Ruling) -> None:
    """A judgement carries its reasons. *Not assessed* is an answer and needs none."""
    if ruling.verdict is not Verdict.NOT_ASSESSED and not ruling.reason.strip():
        raise RuleBroken("assessment.reason_missing", field=f"{axis}_reason", axis=axis)


def check_assess(goal: Goal, rulings: Mapping[Axis, Ruling], by: Actor) -> None:
    """A goal in force, each axis with its reasons."""
    by.require(May.ASSESS_GOAL)
    if goal.retired_on is not None:
        raise RuleBroken("assessment.goal_retired")
    for axis, ruling in rulings.items():
        check_ruling(axis, ruling)
