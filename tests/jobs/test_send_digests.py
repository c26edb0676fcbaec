from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command

from tests.factories import MONDAY, ContributionFactory, InitiativeFactory, LessonFactory
from varv.core.workflow import LessonState
from varv.learning.models import Digest
from varv.regions import trail
from varv.regions.models import Membership, User
from varv.regions.unsubscribing import digest_stop_token

pytestmark = pytest.mark.django_db

STATEMENT = "Fråga efter problemet, inte efter kursbehovet."


@pytest.fixture
def initiative(bo):
    """Bo, who wants the letter, answers for an insats."""
    User.objects.filter(pk=bo.person_id).update(email="bo@alvmark.example", wants_digest=True)
    return InitiativeFactory(responsible_id=bo.person_id)


def lesson(initiative, at=MONDAY - timedelta(days=1), **told):
    kind = initiative.generic_activity
    values = {"state": LessonState.ACCEPTED, "statement": STATEMENT, "accepted_at": at}
    return LessonFactory(generic_activity=kind, **(values | told))


def send(at=MONDAY, **options):
    call_command("send_digests", at=at, **options)


def test_a_letter_tells_what_is_new_and_how_to_stop_it(initiative, bo, mailoutbox, settings):
    learned = lesson(initiative)

    send()

    (letter,) = mailoutbox
    membership = Membership.objects.get(user_id=bo.person_id)
    stop = f"{settings.VARV_ADDRESS}/veckobrev/stoppa/{digest_stop_token(membership.pk)}/"
    assert (letter.to, letter.subject) == (["bo@alvmark.example"], "Nytt för ditt arbete: 1 sak")
    assert STATEMENT in letter.body
    assert f"{settings.VARV_ADDRESS}/alvmark/lardomar/{learned.pk}/" in letter.body
    assert f"{settings.VARV_ADDRESS}/alvmark/nytt-for-mig/" in letter.body
    assert stop in letter.body
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{stop}>"}


def test_it_is_remembered_and_in_the_trail(initiative, bo, alvmark, mailoutbox):
    lesson(initiative)

    send()

    sent = Digest.objects.get()
    alvmark.refresh_from_db()
    assert (sent.person_id, sent.lessons, sent.sent_at) == (bo.person_id, 1, MONDAY)
    assert (trail.broken_at(alvmark), alvmark.trail_length) == (None, 1)


def test_nothing_is_sent_when_nothing_is_new(initiative, mailoutbox, capsys):
    lesson(initiative, at=MONDAY - timedelta(days=60))

    send()

    assert (mailoutbox, Digest.objects.count(), capsys.readouterr().out) == ([], 0, "")


def test_a_draft_is_in_no_letter(initiative, bo, mailoutbox):
    lesson(initiative, at=None, state=LessonState.DRAFT, author_id=bo.person_id, offered_at=MONDAY, context="")

    send()

    assert mailoutbox == []


def test_twice_a_day_does_no_harm(initiative, mailoutbox):
    lesson(initiative)

    send()
    send(at=MONDAY + timedelta(minutes=1))

    assert len(mailoutbox) == 1


def test_a_letter_a_week_each_telling_what_the_one_before_did_not(initiative, mailoutbox):
    for day in range(1, 30):
        lesson(initiative, at=MONDAY + timedelta(days=day, hours=-12), statement=f"Lärdom {day}.")

    for day in range(30):
        send(at=MONDAY + timedelta(days=day))

    told = [word for letter in mailoutbox for word in letter.body.splitlines() if word.startswith("Lärdom ")]
    assert len(mailoutbox) == 5
    assert sorted(told) == sorted(f"Lärdom {day}." for day in range(1, 30))


def test_who_has_not_asked_gets_none(initiative, mailoutbox):
    lesson(initiative)
    User.objects.update(wants_digest=False)

    send()

    assert mailoutbox == []


def test_the_letter_is_in_the_readers_language(initiative, mailoutbox):
    lesson(initiative)
    User.objects.update(language="en")

    send()

    assert (mailoutbox[0].subject, "This is new for your work." in mailoutbox[0].body) == (
        "New for your work: 1 thing",
        True,
    )


def test_who_has_no_address_is_told_to_whoever_runs_it(initiative, mailoutbox, capsys):
    lesson(initiative)
    User.objects.update(email="")

    send()

    assert (capsys.readouterr().out, mailoutbox) == ("alvmark: Bo has no address\n", [])


def test_a_dry_run_tells_whom_and_sends_nothing(initiative, mailoutbox, capsys):
    lesson(initiative)

    send(dry_run=True)

    assert (capsys.readouterr().out, mailoutbox, Digest.objects.count()) == ("alvmark: Bo (1)\n", [], 0)


def test_a_letter_that_cannot_be_sent_is_not_remembered(initiative, monkeypatch):
    def refuse(letter):
        raise ConnectionRefusedError

    lesson(initiative)
    monkeypatch.setattr(EmailMessage, "send", refuse)

    with pytest.raises(ConnectionRefusedError):
        send()

    assert not Digest.objects.exists()


def test_it_runs_by_the_clock_when_no_moment_is_given(initiative, mailoutbox):
    ContributionFactory(initiative=initiative)

    call_command("send_digests")

    assert mailoutbox == []
