from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.asking import Occasion
from varv.core.reminding import QUIET_AFTER, Awaited, occasion
from varv.core.workflow import ReportState

OPENED, DUE = date(2026, 6, 1), date(2026, 6, 30)
DRAFT = Awaited(ReportState.DRAFT, OPENED, DUE)


def back(on):
    return Awaited(ReportState.RETURNED, OPENED, DUE, returned_on=on)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 5, 31), None),
        (OPENED, Occasion.OPENED),
        (date(2026, 6, 14), Occasion.OPENED),
        (date(2026, 6, 15), None),
        (date(2026, 6, 22), None),
        (date(2026, 6, 23), Occasion.SOON),
        (DUE, Occasion.SOON),
        (date(2026, 7, 1), Occasion.LATE),
        (date(2026, 9, 1), Occasion.LATE),
    ],
)
def test_who_has_heard_nothing_is_reminded_by_the_day(on, why):
    assert occasion(DRAFT, {}, on) is why


def test_a_round_with_few_days_is_soon_over_from_the_start():
    short = Awaited(ReportState.DRAFT, OPENED, OPENED + timedelta(days=5))

    assert occasion(short, {}, OPENED) is Occasion.SOON


@pytest.mark.parametrize(
    ("sent", "on", "why"),
    [
        ({Occasion.OPENED: OPENED}, date(2026, 6, 10), None),
        ({Occasion.SOON: date(2026, 6, 23)}, date(2026, 6, 28), None),
        ({Occasion.SOON: DUE}, date(2026, 7, 2), None),
        ({Occasion.SOON: DUE}, date(2026, 7, 3), Occasion.LATE),
        ({Occasion.LATE: date(2026, 7, 3)}, date(2026, 7, 9), None),
        ({Occasion.LATE: date(2026, 7, 3)}, date(2026, 7, 10), Occasion.LATE),
    ],
)
def test_what_has_been_said_is_not_said_again_too_soon(sent, on, why):
    assert occasion(DRAFT, sent, on) is why


def test_what_comes_back_is_told_at_once_and_one_time():
    returned = date(2026, 6, 25)
    lately = {Occasion.SOON: date(2026, 6, 24)}

    assert occasion(back(returned), lately, returned) is Occasion.RETURNED
    assert occasion(back(returned), lately | {Occasion.RETURNED: returned}, returned) is None


def test_what_comes_back_again_is_told_again():
    told = {Occasion.RETURNED: date(2026, 6, 20)}

    assert occasion(back(date(2026, 6, 25)), told, date(2026, 6, 25)) is Occasion.RETURNED


def test_what_came_back_before_anyone_noted_the_day_is_reminded_as_any_other():
    assert occasion(Awaited(ReportState.RETURNED, OPENED, DUE), {}, date(2026, 7, 1)) is Occasion.LATE


@given(length=st.integers(0, 200), days=st.integers(1, 120))
def test_nobody_hears_more_often_than_every_third_day(length, days):
    awaited = Awaited(ReportState.DRAFT, OPENED, OPENED + timedelta(days=length))
    sent, heard = {}, []
    for day in (OPENED + timedelta(days=one) for one in range(length + days)):
        why = occasion(awaited, sent, day)
        if why is not None:
            sent[why] = day
            heard.append(day)

    assert all(later - earlier >= QUIET_AFTER for earlier, later in pairwise(heard))
    assert heard != []
