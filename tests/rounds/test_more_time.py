"""More time for one person: until when it holds, whom it moves, and what it does not reach."""

from datetime import date, timedelta

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY, ExtensionFactory
from tests.people import verbs
from tests.rounds.walks import asked, closed, reread, submitted, told
from varv.core.refusals import holds
from varv.core.roles import Actor
from varv.core.workflow import RoundState
from varv.rounds import operations, rules
from varv.rounds.models import Extension, Report, Round

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=30)
TODAY = MONDAY.date()
WHY = "Nämnden vill ha med två till."


@pytest.fixture
def everyone(anna, bo, cilla, disa, egon, frida) -> tuple[Actor, ...]:
    return anna, bo, cilla, disa, egon, frida


def given(
    round_: Round, who: Actor, by: Actor, day: date = date(2027, 2, 20), reason: str = "Sjuk i januari."
) -> Extension:
    return operations.give_more_time(round_=round_, person=person(who), due_on=day, reason=reason, by=by, at=MONDAY)


def test_more_time_is_kept_with_its_reason(anna, bo):
    extension = given(asked(anna, bo).round, bo, anna)

    assert (extension.person, extension.due_on, extension.reason, verbs(extension)) == (
        person(bo),
        date(2027, 2, 20),
        "Sjuk i januari.",
        ["extended"],
    )


def test_a_later_day_replaces_the_one_before(anna, bo, alvmark):
    round_ = asked(anna, bo).round
    given(round_, bo, anna)

    again = given(round_, bo, anna, date(2027, 3, 1), "Ännu sjuk.")

    assert (Extension.objects.of(alvmark.pk).get(), again.due_on, again.reason) == (
        again,
        date(2027, 3, 1),
        "Ännu sjuk.",
    )
    assert verbs(again) == ["extended", "extended"]


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (date(2027, 1, 29), WHY, "round.not_later"),
        (date(2027, 1, 30), WHY, "may"),
        (date(2027, 1, 30), " ", "round.reason_missing"),
    ],
)
def test_more_time_is_later_than_everyones_and_has_a_reason(anna, bo, day, reason, code):
    round_ = asked(anna, bo).round

    assert told(rules.check_give_more_time, round_, person(bo), anna, due_on=day, reason=reason, on=TODAY) == code


def test_more_time_is_not_for_yesterday_nor_shorter_than_before(anna, bo):
    round_ = asked(anna, bo).round
    facts = {"reason": WHY, "due_on": date(2027, 2, 20)}
    assert (
        told(rules.check_give_more_time, round_, person(bo), anna, on=date(2027, 2, 21), **facts) == "round.not_later"
    )

    given(round_, bo, anna)

    assert told(rules.check_give_more_time, round_, person(bo), anna, on=TODAY, **facts) == "round.not_later"


def test_more_time_is_for_whoever_has_something_to_write(anna, bo, disa):
    report = asked(anna, bo)
    facts = {"reason": WHY, "due_on": date(2027, 2, 20), "on": TODAY}
    assert told(rules.check_give_more_time, report.round, person(disa), anna, **facts) == "round.nothing_to_write"

    submitted(report, bo)

    assert told(rules.check_give_more_time, report.round, person(bo), anna, **facts) == "round.nothing_to_write"


def test_more_time_is_given_by_those_who_run_rounds_also_when_closed_but_not_when_frozen(anna, bo, everyone):
    round_ = closed(asked(anna, bo).round, anna)
    facts = {"reason": WHY, "due_on": date(2027, 2, 20), "on": TODAY}

    able = [by.name for by in everyone if holds(rules.check_give_more_time, round_, person(bo), by, **facts)]
    operations.freeze_round(round_=round_, by=anna, at=MONDAY)
    round_.refresh_from_db()

    assert able == ["Anna", "Disa"]
    assert told(rules.check_give_more_time, round_, person(bo), anna, **facts) == "round.frozen"


@pytest.mark.parametrize(
    ("state", "day", "lock"),
    [
        (RoundState.OPEN, date(2027, 2, 20), None),
        (RoundState.OPEN, date(2027, 2, 21), None),
        (RoundState.CLOSED, date(2027, 2, 20), None),
        (RoundState.CLOSED, date(2027, 2, 21), "round.closed"),
        (RoundState.FROZEN, date(2027, 2, 20), "round.frozen"),
        (RoundState.PLANNED, date(2027, 2, 21), "round.not_open"),
    ],
)
def test_more_time_holds_to_its_day_also_in_a_closed_round(anna, bo, state, day, lock):
    report = asked(anna, bo)
    ExtensionFactory(round=report.round, person=report.author, due_on=date(2027, 2, 20))
    report.round.change(state=state, frozen_at=MONDAY if state is RoundState.FROZEN else None)

    found = rules.lock_of(reread(report), day)

    assert (found and found.code) == lock
    assert Report.objects.of(anna.region_id).writable(day).exists() is (lock is None)


def test_more_time_also_holds_when_the_round_is_open_for_words_alone(anna, bo):
    report = asked(anna, bo)
    operations.reopen_for_words(round_=closed(report.round, anna), reason=WHY, by=anna, at=MONDAY)
    ExtensionFactory(round=report.round, person=report.author, due_on=date(2027, 2, 20))

    assert rules.lock_of(reread(report), date(2027, 2, 20)) is None
    assert list(Report.objects.of(anna.region_id).writable(date(2027, 2, 20))) == [report]


def test_more_time_moves_the_last_day_of_that_author_alone(anna, bo, egon, alvmark):
    mine = asked(anna, bo)
    theirs = operations.ask_for_report(
        round_=mine.round, initiative=running(anna, egon, name="Egons"), by=anna, at=MONDAY
    )
    given(mine.round, bo, anna)

    found = Report.objects.of(alvmark.pk).with_last_day().order_by("pk")
    assert [(report, report.last_day) for report in found] == [
        (mine, date(2027, 2, 20)),
        (theirs, date(2027, 1, 29)),
    ]
    assert list(Report.objects.of(alvmark.pk).overdue(date(2027, 2, 1))) == [theirs]
    assert list(Report.objects.of(alvmark.pk).overdue(date(2027, 2, 21)).order_by("pk")) == [mine, theirs]


def test_more_time_does_not_shorten_what_everyone_gets_later(anna, bo, alvmark):
    report = asked(anna, bo)
    given(report.round, bo, anna)
    operations.extend_round(round_=report.round, due_on=date(2027, 4, 1), by=anna, at=MONDAY)

    assert Report.objects.of(alvmark.pk).with_last_day().get().last_day == date(2027, 4, 1)


def test_more_time_lets_the_author_write_hand_in_and_take_back_after_closing(anna, bo, disa):
    report = asked(anna, bo)
    closed(report.round, anna)
    given(report.round, bo, anna)
    report = reread(report)

    submitted(report, bo)
    operations.take_back_report(report=report, by=bo, at=MONDAY)
    report = submitted(reread(report), bo)
    operations.return_report(report=report, comment="Skriv för vem.", by=disa, at=MONDAY)

    assert verbs(report) == ["drafted", "submitted", "taken_back", "submitted", "returned"]
    assert list(Report.objects.of(anna.region_id).waiting_for(bo.person_id, TODAY)) == [report]
