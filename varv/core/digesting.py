"""When a weekly letter may be sent, and how far back it tells."""

from datetime import date, datetime, timedelta

AT_MOST_EVERY = timedelta(days=7)
LONGEST_BACK = timedelta(days=31)


def is_time(last_on: date | None, on: date) -> bool:
    """Whether a week has gone since the last letter, counted in days: the hour of the clock job may differ."""
    return last_on is None or on >= last_on + AT_MOST_EVERY


def told_until(last_at: datetime | None, at: datetime) -> datetime:
    """From when there may be news: the last letter, or a week ago for who has had none; a month back at the most."""
    return max(last_at or at - AT_MOST_EVERY, at - LONGEST_BACK)
