from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.digesting import AT_MOST_EVERY, LONGEST_BACK, is_time, told_until

MONDAY = date(2026, 11, 16)
MORNING = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_on", "on", "expected"),
    [
        (None, MONDAY, True),
        (MONDAY, MONDAY, False),
        (MONDAY, date(2026, 11, 22), False),
        (MONDAY, date(2026, 11, 23), True),
        (MONDAY, date(2027, 1, 1), True),
        (date(2026, 11, 17), MONDAY, False),  # as if it were an earlier day
    ],
)
def test_a_letter_a_week_at_the_most(last_on, on, expected):
    assert is_time(last_on, on) is expected


def test_who_has_had_none_is_told_of_a_week():
    assert told_until(None, MORNING) == MORNING - timedelta(days=7)


def test_the_next_letter_begins_where_the_last_one_ended():
    last = MORNING - timedelta(days=12)

    assert told_until(last, MORNING) == last


def test_nobody_is_told_of_more_than_a_month():
    assert told_until(MORNING - timedelta(days=300), MORNING) == MORNING - timedelta(days=31)


@given(st.lists(st.booleans(), max_size=120))
def test_whatever_days_the_clock_job_runs_nobody_gets_two_in_a_week(runs):
    sent = []
    for place, does_run in enumerate(runs):
        on = MONDAY + timedelta(days=place)
        if does_run and is_time(sent[-1] if sent else None, on):
            sent.append(on)

    assert all(later - earlier >= AT_MOST_EVERY for earlier, later in pairwise(sent))


@given(st.none() | st.timedeltas(timedelta(0), timedelta(days=400)))
def test_news_lie_within_a_month_back(ago):
    since = told_until(None if ago is None else MORNING - ago, MORNING)

    assert MORNING - LONGEST_BACK <= since <= MORNING
