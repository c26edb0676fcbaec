from datetime import date

import pytest
from icalendar import Calendar

from tests.factories import MONDAY
from varv.core.kinds import EvaluationDay
from varv.overview.boards.agenda import Duty
from varv.overview.boards.calendar import CalendarDay
from varv.publishing.calendar_feed import calendar_feed


def feed(*days):
    written = calendar_feed(
        days, name="Varv, Region Älvmark", host="varv.example", address_of=lambda one: f"https://x/{one.uid}", at=MONDAY
    )
    return Calendar.from_ical(written), written


def a_day(duty=Duty.REPORT, title="Kompetens"):
    return CalendarDay("report-7", date(2026, 6, 30), duty, title, "rounds:report", 7)


def test_a_last_day_is_a_whole_day_that_makes_nobody_busy():
    calendar, _ = feed(a_day())

    (event,) = calendar.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 6, 30), date(2026, 7, 1))
    assert (event["uid"], event["transp"], event["url"]) == (
        "report-7@varv.example",
        "TRANSPARENT",
        "https://x/report-7",
    )


@pytest.mark.parametrize(
    ("duty", "summary"),
    [
        (Duty.REPORT, "Report: Kompetens"),
        (Duty.ANSWER, "Answer: Kompetens"),
        (Duty.ACTION, "Action: Kompetens"),
        (None, "Milestone: Kompetens"),
    ],
)
def test_what_is_to_be_done_stands_first(duty, summary):
    calendar, _ = feed(a_day(duty))

    assert calendar.walk("VEVENT")[0]["summary"] == summary


def test_a_day_of_an_evaluation_says_what_it_is():
    day = CalendarDay("x", date(2026, 6, 30), None, "Moduler", "learning:evaluation", 7, EvaluationDay.TENDER)

    calendar, _ = feed(day)

    assert calendar.walk("VEVENT")[0]["summary"] == "Evaluation: Tender, Moduler"


def test_words_cannot_break_out_of_their_line():
    hostile = "Slut\r\nEND:VEVENT\r\nBEGIN:VALARM; , \\"

    calendar, written = feed(a_day(title=hostile))

    assert len(calendar.walk("VEVENT")) == 1
    assert b"\r\nBEGIN:VALARM" not in written


def test_nothing_to_do_is_an_empty_calendar_with_a_name():
    calendar, _ = feed()

    assert (calendar.walk("VEVENT"), calendar["x-wr-calname"]) == ([], "Varv, Region Älvmark")
