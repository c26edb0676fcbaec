from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ExtensionFactory,
    InitiativeFactory,
    ReminderFactory,
    ReportFactory,
    RoundFactory,
)
from tests.people import verbs
from varv.core.asking import Occasion
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.reminders_due import reminders_due
from varv.regions import trail
from varv.regions.models import Membership, User
from varv.rounds.models import Reminder
from varv.rounds.operations.reminders import note_reminders

pytestmark = pytest.mark.django_db

DUE = date(2026, 6, 30)
NEAR, LATE = DUE - timedelta(days=3), DUE + timedelta(days=1)


@pytest.fixture
def with_address(bo):
    User.objects.filter(pk=bo.person_id).update(email="bo@alvmark.example")
    return bo


@pytest.fixture
def round_(alvmark):
    return RoundFactory(region=alvmark, state=RoundState.OPEN, opens_on=date(2026, 6, 1), due_on=DUE)


def report(round_, author, **values):
    initiative = InitiativeFactory(region=round_.region)
    return ReportFactory(
        region=round_.region, round=round_, initiative=initiative, author_id=author.person_id, **values
    )


def letters(actor, on):
    return reminders_due(actor.region_id, on).letters


def occasions(actor, on):
    return [line.occasion for letter in letters(actor, on) for line in letter.lines]


def test_one_letter_tells_of_all_that_waits_the_nearest_first(with_address, round_):
    later = report(round_, with_address, due_on=DUE + timedelta(days=2))
    first = report(round_, with_address)

    (letter,) = letters(with_address, NEAR)

    assert (letter.name, letter.email, letter.language) == ("Bo", "bo@alvmark.example", "sv")
    assert [line.report_id for line in letter.lines] == [first.pk, later.pk]
    assert letter.first_due == DUE


@pytest.mark.parametrize("state", [ReportState.SUBMITTED])
def test_what_is_handed_in_is_not_reminded_of(with_address, round_, state):
    report(round_, with_address, state=state)

    assert letters(with_address, LATE) == ()


def test_a_closed_round_reminds_nobody(with_address, round_):
    report(round_, with_address)
    round_.change(state=RoundState.CLOSED)

    assert letters(with_address, LATE) == ()


def test_more_time_moves_the_last_day(with_address, round_):
    report(round_, with_address)
    ExtensionFactory(
        region=round_.region, round=round_, person_id=with_address.person_id, due_on=DUE + timedelta(days=20)
    )

    assert (occasions(with_address, LATE), occasions(with_address, DUE + timedelta(days=21))) == ([], [Occasion.LATE])


def test_more_time_for_another_moves_nothing(with_address, anna, round_):
    report(round_, with_address)
    ExtensionFactory(region=round_.region, round=round_, person_id=anna.person_id, due_on=DUE + timedelta(days=20))

    assert occasions(with_address, LATE) == [Occasion.LATE]


def test_who_has_no_address_is_named_instead(bo, round_):
    report(round_, bo)

    found = reminders_due(bo.region_id, NEAR)

    assert (found.letters, found.unreachable) == ((), ("Bo",))


def test_who_has_said_stop_is_neither_reminded_nor_named(with_address, round_):
    report(round_, with_address)
    User.objects.filter(pk=with_address.person_id).update(wants_reminders=False)

    found = reminders_due(with_address.region_id, NEAR)

    assert (found.letters, found.unreachable) == ((), ())


@pytest.mark.parametrize("gone", ["left", "inactive"])
def test_who_no_longer_works_here_is_not_reminded(with_address, round_, gone):
    report(round_, with_address)
    if gone == "left":
        Membership.objects.filter(user_id=with_address.person_id).update(ended_at=MONDAY)
    else:
        User.objects.filter(pk=with_address.person_id).update(is_active=False)

    assert letters(with_address, NEAR) == ()


def test_what_came_back_is_told_from_the_trail(with_address, disa, round_):
    back = report(round_, with_address, state=ReportState.RETURNED)
    trail.write(back, "returned", by=disa, at=MONDAY)
    ReminderFactory(region=back.region, report=back, person_id=with_address.person_id, sent_at=MONDAY)

    assert occasions(with_address, MONDAY.date()) == [Occasion.RETURNED]


def test_what_was_noted_is_not_said_again(with_address, anna, round_):
    waits = report(round_, with_address)

    note_reminders(person_id=with_address.person_id, occasions={waits.pk: Occasion.LATE}, by=anna, at=MONDAY)

    assert verbs(Reminder.objects.get()) == ["reminded"]
    assert occasions(with_address, MONDAY.date() + timedelta(days=6)) == []
    assert occasions(with_address, MONDAY.date() + timedelta(days=7)) == [Occasion.LATE]


def test_what_an_earlier_author_heard_does_not_count(with_address, anna, round_):
    waits = report(round_, with_address)
    note_reminders(person_id=anna.person_id, occasions={waits.pk: Occasion.LATE}, by=anna, at=MONDAY)

    assert occasions(with_address, MONDAY.date()) == [Occasion.LATE]


def test_another_regions_reports_are_not_seen(with_address, stig, round_):
    report(round_, with_address)

    assert letters(stig, NEAR) == ()


@pytest.mark.parametrize("count", [1, 3])
def test_the_database_is_asked_equally_often_for_one_and_for_three(
    count, with_address, round_, django_assert_num_queries
):
    for _ in range(count):
        report(round_, with_address)

    with django_assert_num_queries(3):
        reminders_due(with_address.region_id, NEAR)
