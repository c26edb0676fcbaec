import pytest
from icalendar import Calendar

from tests.factories import MONDAY, ReportFactory, RoundFactory
from varv.core.workflow import RoundState
from varv.regions.models import Membership, User
from varv.regions.unsubscribing import digest_stop_token, stop_token

PAGE = "/alvmark/mina-paminnelser/"
WANTED = {"email": "bo@alvmark.example", "language": "en", "wants_reminders": "on"}


def person(actor):
    return User.objects.get(pk=actor.person_id)


def membership(actor):
    return Membership.objects.of(actor.region_id).get(user_id=actor.person_id)


@pytest.fixture
def key(bo, visit):
    visit(bo).post(f"{PAGE}kalender/")
    return person(bo).feed_key


def test_contact_shows_what_is_known_and_keeps_what_is_sent(bo, visit):
    client = visit(bo)

    assert client.get(PAGE).context["form"].initial == {
        "email": "",
        "language": "sv",
        "wants_reminders": True,
        "wants_digest": False,
    }
    response = client.post(PAGE, WANTED)

    assert (response.status_code, response.url) == (302, PAGE)
    assert (person(bo).email, person(bo).language) == ("bo@alvmark.example", "en")


def test_contact_keeps_a_bad_address_on_the_page_and_says_what_is_wrong(bo, visit):
    response = visit(bo).post(PAGE, WANTED | {"email": "bo@"})

    assert (response.status_code, person(bo).email) == (422, "")
    assert 'value="bo@"' in response.content.decode()
    assert "email" in response.context["form"].errors


def test_contact_of_a_region_is_not_there_for_a_stranger(stig, visit, alvmark):
    assert visit(stig).get(PAGE).status_code == 404


@pytest.mark.parametrize("address", ["kalender/", "kalender/stang/"])
def test_the_calendar_is_not_opened_or_closed_by_a_look(bo, visit, address):
    assert visit(bo).get(PAGE + address).status_code == 405


def test_the_calendar_is_read_without_logging_in_by_whoever_has_its_address(alvmark, bo, key, client):
    round_ = RoundFactory(region=alvmark, state=RoundState.OPEN)
    report = ReportFactory(region=alvmark, round=round_, author_id=bo.person_id)

    response = client.get(f"/alvmark/kalender/{key}.ics")

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["uid"].startswith(f"report-{report.pk}@")


@pytest.mark.parametrize("address", ["/alvmark/kalender/fel.ics", "/sydland/kalender/{key}.ics"])
def test_a_wrong_address_is_no_calendar(key, client, sydland, address):
    assert client.get(address.format(key=key)).status_code == 404


def test_a_closed_calendar_is_gone(bo, key, visit, client):
    visit(bo).post(f"{PAGE}kalender/stang/")

    assert client.get(f"/alvmark/kalender/{key}.ics").status_code == 404


def test_the_calendar_of_who_has_left_is_gone(bo, key, client):
    membership(bo).change(ended_at=MONDAY)

    assert client.get(f"/alvmark/kalender/{key}.ics").status_code == 404


def test_the_page_shows_the_address_of_an_open_calendar(bo, key, visit):
    assert f"/alvmark/kalender/{key}.ics" in visit(bo).get(PAGE).content.decode()


def test_looking_at_the_stop_page_stops_nothing(bo, client):
    response = client.get(f"/paminnelser/stoppa/{stop_token(membership(bo).pk)}/")

    assert (response.status_code, person(bo).wants_reminders) == (200, True)


def test_the_stop_page_stops_reminders_without_logging_in(bo, client):
    response = client.post(f"/paminnelser/stoppa/{stop_token(membership(bo).pk)}/")

    assert (response.status_code, person(bo).wants_reminders) == (200, False)


@pytest.mark.parametrize("token", ["fel", "1:abc:def"])
def test_a_stop_page_that_is_nobodys_is_not_there(bo, client, token):
    assert client.post(f"/paminnelser/stoppa/{token}/").status_code == 404


def test_the_weekly_letter_is_asked_for_on_the_same_page(bo, visit):
    visit(bo).post(PAGE, WANTED | {"wants_digest": "on"})

    assert person(bo).wants_digest is True


def test_looking_at_the_stop_page_of_the_weekly_letter_stops_nothing(bo, client):
    User.objects.filter(pk=bo.person_id).update(wants_digest=True)

    response = client.get(f"/veckobrev/stoppa/{digest_stop_token(membership(bo).pk)}/")

    assert (response.status_code, person(bo).wants_digest) == (200, True)


def test_the_weekly_letter_is_stopped_without_logging_in_and_nothing_else_is(bo, client):
    User.objects.filter(pk=bo.person_id).update(wants_digest=True)

    response = client.post(f"/veckobrev/stoppa/{digest_stop_token(membership(bo).pk)}/")

    assert (response.status_code, person(bo).wants_digest, person(bo).wants_reminders) == (200, False, True)


def test_the_stop_link_of_the_reminders_does_not_stop_the_weekly_letter(bo, client):
    assert client.post(f"/veckobrev/stoppa/{stop_token(membership(bo).pk)}/").status_code == 404
