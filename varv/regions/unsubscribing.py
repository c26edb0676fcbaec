"""The links in letters that stop them, without logging in: one for the reminders, one for the weekly letter."""

from django.core import signing

SALT = "varv.reminders.stop"
DIGEST_SALT = "varv.digest.stop"


def stop_token(membership_id: int) -> str:
    """A signed token that says whose reminders are to be stopped. It does not grow old: no is no."""
    return signing.Signer(salt=SALT).sign_object(membership_id)


def stopped_by(token: str) -> int | None:
    """The membership that a token is about, or ``None`` when it is not one of ours."""
    return _read(token, SALT)


def digest_stop_token(membership_id: int) -> str:
    """A signed token that says whose weekly letter is to be stopped; it stops nothing else."""
    return signing.Signer(salt=DIGEST_SALT).sign_object(membership_id)


def digest_stopped_by(token: str) -> int | None:
    """The membership that such a token is about, or ``None`` when it is not one of ours."""
    return _read(token, DIGEST_SALT)


def _read(token: str, salt: str) -> int | None:
    try:
        found = signing.Signer(salt=salt).unsign_object(token)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
