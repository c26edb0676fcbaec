"""Last days as a calendar that others can subscribe to (iCalendar, RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from varv.overview.boards.agenda import Duty
from varv.overview.boards.calendar import CalendarDay
from varv.overview.words import word

FETCH_EVERY = timedelta(hours=12)


def calendar_feed(
    days: Iterable[CalendarDay], *, name: str, host: str, address_of: Callable[[CalendarDay], str], at: datetime
) -> bytes:
    """A whole day for each last day, in UTF-8. ``host`` makes the events' names unique in the world."""
    calendar = Calendar()
    calendar.add("prodid", "-//Varv//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    for one in days:
        calendar.add_component(_event(one, host, address_of(one), at))
    written: bytes = calendar.to_ical()
    return written


def _event(one: CalendarDay, host: str, address: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _summary(one))
    event.add("description", address)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # a last day does not make anybody busy
    return event


def _summary(one: CalendarDay) -> str:
    if one.duty is Duty.REPORT:
        return _("Report: %(title)s") % {"title": one.title}
    if one.duty is Duty.ANSWER:
        return _("Answer: %(title)s") % {"title": one.title}
    if one.duty is Duty.ACTION:
        return _("Action: %(title)s") % {"title": one.title}
    if one.evaluation_day is not None:
        return _("Evaluation: %(what)s, %(title)s") % {"what": word(one.evaluation_day), "title": one.title}
    return _("Milestone: %(title)s") % {"title": one.title}
