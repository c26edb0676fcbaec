"""Every step of a round: who may take it, from where, and what it leaves behind."""

from datetime import date, timedelta

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY, ExtensionFactory, ReportFactory, RoundFactory, UserFactory
from tests.people import verbs
from tests.rounds.walks import approved, asked, closed, frozen, reread, submitted, told
from varv.core.asking import Speed
from varv.core.periods import Period
from varv.core.refusals import RuleBroken, holds
from varv.core.roles import Actor
from varv.core.workflow import ReportState, RoundState
from varv.rounds import operations, rules
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=30)
TODAY = MONDAY.date()
WHY = "Nämnden vill ha med två till."


@pytest.fixture
def everyone(anna, bo, cilla, disa, egon, frida) -> tuple[Actor, ...]:
    return anna, bo, cilla, disa, egon, frida


NO = "state.no_such_step"
STEPS = {
    # state: extend, close, freeze, reopen, reopen for words
    RoundState.PLANNED: ("round.not_open", NO, NO, NO, NO),
    RoundState.OPEN: ("may", "may", NO, NO, NO),
    RoundState.CLOSED: ("round.closed", NO, "may", "may", "may"),
    RoundState.FROZEN: ("round.frozen", NO, NO, "round.frozen", "may"),
}


@pytest.mark.parametrize("state", RoundState)
def test_every_step_of_a_round(anna, state):
    round_ = RoundFactory(state=state, frozen_at=MONDAY if state is RoundState.FROZEN else None)

    assert (
        told(rules.check_extend, round_, date(2027, 5, 1), anna),
        told(rules.check_close, round_, anna),
        told(rules.check_freeze, round_, anna, TODAY),
        told(rules.check_reopen, round_, WHY, anna),
        told(rules.check_reopen_for_words, round_, WHY, anna),
    ) == STEPS[state]


def test_running_rounds_is_for_strategists_and_managers(everyone):
    open_, shut = (
        RoundFactory(state=RoundState.OPEN),
        RoundFactory(period=Period.parse("2025H2"), state=RoundState.CLOSED),
    )
    checks = [
        lambda by: rules.check_extend(open_, date(2027, 5, 1), by),
        lambda by: rules.check_close(open_, by),
        lambda by: rules.check_freeze(shut, by, TODAY),
        lambda by: rules.check_reopen(shut, WHY, by),
        lambda by: rules.check_reopen_for_words(shut, WHY, by),
        lambda by: (
            rules.check_template(None, Speed.YEARLY)
            or rules.check_open_round(Period(2027), TODAY, TODAY, by, Speed.YEARLY)
        ),
    ]

    assert [[by.name for by in everyone if holds(check, by)] for check in checks] == [["Anna", "Disa"]] * len(checks)


@pytest.mark.parametrize("check", [rules.check_reopen, rules.check_reopen_for_words])
def test_opening_again_asks_why(anna, check):
    assert told(check, RoundFactory(state=RoundState.CLOSED), " ", anna) == "round.reason_missing"


def test_freeze_keeps_the_day_and_what_was_approved(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    round_ = frozen(report.round, anna)

    assert (round_.state, round_.frozen_at, verbs(round_)) == (
        RoundState.FROZEN,
        MONDAY,
        ["opened", "closed", "frozen"],
    )
    assert list(Report.objects.of(anna.region_id).counted()) == [report]


def test_freeze_waits_for_what_is_not_judged(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    round_ = closed(report.round, anna)

    with pytest.raises(RuleBroken) as refused:
        operations.freeze_round(round_=round_, by=anna, at=LATER)
    operations.approve_reports(reports=[report], by=disa, at=LATER)
    operations.freeze_round(round_=round_, by=anna, at=LATER)

    assert (refused.value.code, refused.value.facts["count"]) == ("round.unjudged", 1)


def test_freeze_waits_for_words_that_are_being_mended(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    operations.reopen_report_for_words(report=report, reason=WHY, by=disa, at=MONDAY)
    round_ = closed(report.round, anna)

    assert told(rules.check_freeze, round_, anna, TODAY) == "round.unjudged"


def test_freeze_waits_for_whoever_has_time_left_and_something_to_write(anna, bo):
    report = asked(anna, bo)
    round_ = closed(report.round, anna)
    ExtensionFactory(round=round_, person=report.author, due_on=date(2027, 2, 20))
    ExtensionFactory(round=round_, due_on=date(2027, 3, 20))

    with pytest.raises(RuleBroken) as refused:
        rules.check_freeze(round_, anna, date(2027, 2, 20))

    assert (refused.value.code, refused.value.facts) == (
        "round.time_left",
        {"name": "Bo", "due_on": date(2027, 2, 20)},
    )
    assert holds(rules.check_freeze, round_, anna, date(2027, 2, 21))


def test_what_was_not_handed_in_stays_locked_in_a_frozen_round(anna, bo):
    report = asked(anna, bo)
    frozen(report.round, anna)

    lock = rules.lock_of(reread(report), TODAY)

    assert (lock.code, lock.facts) == ("round.frozen", {"at": MONDAY})


def test_freezing_costs_the_same_whatever_the_rounds_size(anna, bo, disa, django_assert_num_queries):
    small = closed(asked(anna, bo).round, anna)
    for name in ("Två", "Tre"):
        running(anna, bo, name=name)
    large = closed(
        operations.open_round(period=small.period.next(), opens_on=TODAY, due_on=TODAY, by=anna, at=MONDAY),
        anna,
    )

    for round_ in (small, large):
        with django_assert_num_queries(9):
            operations.freeze_round(round_=round_, by=anna, at=MONDAY)


def test_reopening_lets_everyone_write_on(anna, bo):
    report = asked(anna, bo)
    round_ = closed(report.round, anna)

    operations.reopen_round(round_=round_, reason=WHY, by=anna, at=LATER)

    round_.refresh_from_db()
    assert (round_.state, round_.is_limited, round_.closed_at, round_.reopened_because) == (
        RoundState.OPEN,
        False,
        None,
        WHY,
    )
    assert rules.lock_of(reread(report), TODAY) is None


def test_a_frozen_round_opens_for_words_alone(anna, bo, disa):
    mine = approved(asked(anna, bo), bo, disa)
    round_ = frozen(mine.round, anna)
    with pytest.raises(RuleBroken, match=r"round\.frozen"):
        operations.reopen_round(round_=round_, reason=WHY, by=anna, at=LATER)

    operations.reopen_for_words(round_=round_, reason=WHY, by=anna, at=LATER)

    round_.refresh_from_db()
    assert (round_.state, round_.is_limited, round_.frozen_at) == (RoundState.OPEN, True, MONDAY)
    assert verbs(round_)[-1] == "reopened_for_words"


def test_in_a_round_for_words_what_was_never_approved_stays_as_it_is(anna, bo):
    report = asked(anna, bo)
    operations.reopen_for_words(round_=closed(report.round, anna), reason=WHY, by=anna, at=LATER)

    lock = rules.lock_of(reread(report), TODAY)

    assert (lock.code, lock.facts) == ("round.limited", {"reason": WHY})
    assert not Report.objects.of(anna.region_id).writable(TODAY).exists()


def test_a_round_for_words_asks_nobody_new(anna, bo):
    round_ = closed(asked(anna, bo).round, anna)
    operations.reopen_for_words(round_=round_, reason=WHY, by=anna, at=LATER)
    round_.refresh_from_db()

    assert told(rules.check_ask, round_, running(anna, bo, name="Sen"), anna) == "round.asks_nobody"


def test_a_round_that_has_been_frozen_is_frozen_again_as_of_the_first_day(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    round_ = frozen(report.round, anna)
    operations.reopen_for_words(round_=round_, reason=WHY, by=anna, at=LATER)
    operations.close_round(round_=round_, by=anna, at=LATER)
    round_.refresh_from_db()
    assert told(rules.check_reopen, round_, WHY, anna) == "round.frozen"

    operations.freeze_round(round_=round_, by=anna, at=LATER)

    round_.refresh_from_db()
    assert (round_.state, round_.is_limited, round_.frozen_at) == (RoundState.FROZEN, False, MONDAY)


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("round_state", RoundState)
def test_every_lock_says_why(db, state, round_state):
    kept = {"approved_at": MONDAY, "approved_by": UserFactory(), "approved_content": {}, "figures_frozen_at": MONDAY}
    report = ReportFactory(
        state=state,
        submitted_at=MONDAY,
        round=RoundFactory(state=round_state, closed_at=MONDAY, frozen_at=None),
        **(kept if state is ReportState.APPROVED else {}),
    )

    lock = rules.lock_of(report, TODAY)

    codes = {ReportState.SUBMITTED: "report.submitted", ReportState.APPROVED: "report.approved"}
    of_round = {RoundState.OPEN: None, RoundState.CLOSED: "round.closed", RoundState.FROZEN: "round.frozen"}
    assert (lock and lock.code) == codes.get(state, of_round.get(round_state, "round.not_open"))
    assert Report.objects.of(report.region_id).writable(TODAY).exists() is (lock is None)


def test_a_late_report_is_not_locked(anna, bo):
    report = asked(anna, bo)

    assert rules.lock_of(report, date(2028, 1, 1)) is None
