"""The link in every reminder that stops them, without logging in."""

from django.core import signing

SALT = "varv.reminders.stop"


def stop_token(membership_id: int) -> str:
    """A signed token that says whose reminders are to be stopped. It does not grow old: no is no."""
    return signing.Signer(salt=SALT).sign_object(membership_id)


def stopped_by(token: str) -> int | None:
    """The membership that a token is about, or ``None`` when it is not one of ours."""
    try:
        found = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
