import pytest

from tests.factories import MONDAY
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions import operations
from varv.regions.models import Membership, TrailEntry, User
from varv.regions.unsubscribing import digest_stop_token, digest_stopped_by, stop_token, stopped_by

pytestmark = pytest.mark.django_db

ADDRESS = {"email": "bo@alvmark.example", "language": "en", "wants_reminders": True, "wants_digest": True}


@pytest.fixture
def membership(bo):
    return Membership.objects.of(bo.region_id).get(user_id=bo.person_id)


def person(actor):
    return User.objects.get(pk=actor.person_id)


def test_set_contact_keeps_how_to_reach_the_person(bo, membership):
    operations.set_contact(membership=membership, **ADDRESS, by=bo, at=MONDAY)

    assert (person(bo).email, person(bo).language, person(bo).wants_reminders) == ("bo@alvmark.example", "en", True)
    assert verbs(membership) == ["contact_set"]


def test_the_trail_does_not_tell_the_address_or_the_key(bo, membership):
    operations.set_contact(membership=membership, **ADDRESS, by=bo, at=MONDAY)
    key = operations.open_feed(membership=membership, by=bo, at=MONDAY)

    told = [f"{line.before}{line.after}" for line in TrailEntry.objects.about(membership)]
    assert not [line for line in told if ADDRESS["email"] in line or key in line]


def test_nobody_sets_the_contact_of_another(frida, bo, membership):
    with pytest.raises(NotAllowed, match=r"person\.contact_of_another"):
        operations.set_contact(membership=membership, **ADDRESS, by=frida, at=MONDAY)

    assert person(bo).email == ""


def test_nobody_who_has_left_sets_a_contact(bo, membership):
    membership.change(ended_at=MONDAY)

    with pytest.raises(RuleBroken, match=r"person\.has_left"):
        operations.set_contact(membership=membership, **ADDRESS, by=bo, at=MONDAY)


def test_stopping_reminders_twice_is_stopping_once(bo, membership):
    for _ in range(2):
        operations.stop_reminders(membership=membership, by=bo, at=MONDAY)
        membership.user.refresh_from_db()

    assert (person(bo).wants_reminders, verbs(membership)) == (False, ["reminders_stopped"])


def test_the_weekly_letter_comes_only_to_who_asks_for_it(bo, membership):
    assert person(bo).wants_digest is False

    operations.set_contact(membership=membership, **ADDRESS, by=bo, at=MONDAY)

    assert person(bo).wants_digest is True


def test_stopping_the_weekly_letter_twice_is_stopping_once_and_leaves_the_reminders(bo, membership):
    operations.set_contact(membership=membership, **ADDRESS, by=bo, at=MONDAY)
    for _ in range(2):
        membership.user.refresh_from_db()
        operations.stop_digest(membership=membership, by=bo, at=MONDAY)

    assert (person(bo).wants_digest, person(bo).wants_reminders) == (False, True)
    assert verbs(membership) == ["contact_set", "digest_stopped"]


def test_a_new_address_of_the_calendar_takes_the_place_of_the_old(bo, membership):
    first = operations.open_feed(membership=membership, by=bo, at=MONDAY)
    second = operations.open_feed(membership=membership, by=bo, at=MONDAY)

    assert first != second
    assert (person(bo).feed_key, verbs(membership)) == (second, ["feed_opened", "feed_opened"])


def test_a_closed_calendar_has_no_address(bo, membership):
    operations.open_feed(membership=membership, by=bo, at=MONDAY)

    operations.close_feed(membership=membership, by=bo, at=MONDAY)

    assert (person(bo).feed_key, verbs(membership)[-1]) == (None, "feed_closed")


def test_a_stop_token_says_whose_reminders(membership):
    assert stopped_by(stop_token(membership.pk)) == membership.pk


@pytest.mark.parametrize("token", ["", "1", "1:abc", "WzFd:1tX:abc"])
def test_a_token_that_is_not_ours_stops_nobody(token):
    assert stopped_by(token) is None


def test_a_token_made_for_something_else_stops_nobody():
    assert stopped_by(stop_token("allt")) is None


def test_each_letter_has_a_stop_token_of_its_own(membership):
    assert digest_stopped_by(digest_stop_token(membership.pk)) == membership.pk
    assert (stopped_by(digest_stop_token(membership.pk)), digest_stopped_by(stop_token(membership.pk))) == (None, None)
