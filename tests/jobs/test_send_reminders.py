from datetime import date, timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command

from tests.factories import InitiativeFactory, ReportFactory, RoundFactory
from varv.core.workflow import RoundState
from varv.regions import trail
from varv.regions.models import Membership, User
from varv.regions.unsubscribing import stop_token
from varv.rounds.models import Reminder

pytestmark = pytest.mark.django_db

DUE = date(2026, 6, 30)
NEAR = DUE - timedelta(days=3)


@pytest.fixture
def waiting(alvmark, bo):
    """Bo, who has an address, has a report to write."""
    User.objects.filter(pk=bo.person_id).update(email="bo@alvmark.example")
    round_ = RoundFactory(region=alvmark, state=RoundState.OPEN, opens_on=date(2026, 6, 1), due_on=DUE)
    initiative = InitiativeFactory(region=alvmark, name="Kompetens i småföretag")
    return ReportFactory(region=alvmark, round=round_, initiative=initiative, author_id=bo.person_id)


def send(**options):
    call_command("send_reminders", on=NEAR, **options)


def test_a_letter_goes_to_who_has_a_report_to_write(waiting, bo, mailoutbox, settings):
    send()

    (letter,) = mailoutbox
    membership = Membership.objects.get(user_id=bo.person_id)
    report = f"{settings.VARV_ADDRESS}/alvmark/rapporter/{waiting.pk}/"
    stop = f"{settings.VARV_ADDRESS}/paminnelser/stoppa/{stop_token(membership.pk)}/"
    assert letter.to == ["bo@alvmark.example"]
    assert letter.subject == "En rapport väntar på dig, sista dag 30 juni 2026"
    assert "Kompetens i småföretag: halvårsrapport, första halvåret 2026" in letter.body
    assert report in letter.body
    assert stop in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<{stop}>"


def test_the_letter_is_in_the_readers_language(waiting, bo, mailoutbox):
    User.objects.filter(pk=bo.person_id).update(language="en")

    send()

    assert mailoutbox[0].body.startswith("Hello Bo,")


def test_twice_a_day_is_once(waiting, mailoutbox, capsys):
    call_command("send_reminders")
    told = len(mailoutbox)
    call_command("send_reminders")

    assert (told, len(mailoutbox), Reminder.objects.count()) == (1, 1, 1)


def test_a_dry_run_tells_whom_and_sends_nothing(waiting, mailoutbox, capsys):
    send(dry_run=True)

    assert capsys.readouterr().out == "alvmark: Bo (1)\n"
    assert (mailoutbox, Reminder.objects.count()) == ([], 0)


def test_who_has_no_address_is_told_to_whoever_runs_it(waiting, mailoutbox, capsys):
    User.objects.update(email="")

    send()

    assert (capsys.readouterr().out, mailoutbox) == ("alvmark: Bo has no address\n", [])


def test_a_letter_that_cannot_be_sent_is_not_remembered(waiting, monkeypatch):
    def refuse(letter):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)

    with pytest.raises(ConnectionRefusedError):
        send()

    assert not Reminder.objects.exists()


def test_what_was_sent_is_in_the_trail(waiting, alvmark, mailoutbox):
    send()

    alvmark.refresh_from_db()
    assert (trail.broken_at(alvmark), alvmark.trail_length) == (None, 1)


def test_several_reports_are_one_letter(waiting, bo, alvmark, mailoutbox):
    other = InitiativeFactory(region=alvmark, name="Mötesplats norr")
    ReportFactory(region=alvmark, round=waiting.round, initiative=other, author_id=bo.person_id)

    send()

    (letter,) = mailoutbox
    assert letter.subject == "2 rapporter väntar på dig, första sista dag 30 juni 2026"
    assert ("Kompetens i småföretag" in letter.body, "Mötesplats norr" in letter.body) == (True, True)
