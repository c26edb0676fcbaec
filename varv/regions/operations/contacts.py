"""How a person wants to be reached. Their own to decide; the trail says that it was changed, never the address."""

import secrets
from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import rules, trail
from varv.regions.models import Membership, User

FEED_KEY_BYTES = 32


@transaction.atomic
def set_contact(
    *,
    membership: Membership,
    email: str,
    language: str,
    wants_reminders: bool,
    wants_digest: bool,
    by: Actor,
    at: datetime,
) -> None:
    """The address of the office, the language of what is sent, and whether reminders and weekly letters are wanted."""
    wanted = {"wants_reminders": wants_reminders, "wants_digest": wants_digest}
    _change(membership, by, at, "contact_set", email=email, language=language, **wanted)


@transaction.atomic
def stop_reminders(*, membership: Membership, by: Actor, at: datetime) -> None:
    """No more reminders, until the person asks for them again. Stopping twice is stopping once."""
    if membership.user.wants_reminders:
        _change(membership, by, at, "reminders_stopped", wants_reminders=False)


@transaction.atomic
def stop_digest(*, membership: Membership, by: Actor, at: datetime) -> None:
    """No more weekly letters, until the person asks for them again. Stopping twice is stopping once."""
    if membership.user.wants_digest:
        _change(membership, by, at, "digest_stopped", wants_digest=False)


@transaction.atomic
def open_feed(*, membership: Membership, by: Actor, at: datetime) -> str:
    """A new secret address for the person's calendar; an older one stops working. Gives the key."""
    key = secrets.token_urlsafe(FEED_KEY_BYTES)
    _change(membership, by, at, "feed_opened", feed_key=key)
    return key


@transaction.atomic
def close_feed(*, membership: Membership, by: Actor, at: datetime) -> None:
    """Nobody can read the calendar any more."""
    _change(membership, by, at, "feed_closed", feed_key=None)


def _change(membership: Membership, by: Actor, at: datetime, verb: str, **values: object) -> None:
    membership = membership.locked()
    rules.check_own_contact(membership, by)
    User.objects.filter(pk=membership.user_id).update(**values)
    trail.write(membership, verb, by=by, at=at)
