"""Days, hours and periods as people say them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from varv.core.periods import Period, Span

_HALVES = (gettext_lazy("first half of %(year)s"), gettext_lazy("second half of %(year)s"))
_TERTIALS = (
    gettext_lazy("first tertial of %(year)s"),
    gettext_lazy("second tertial of %(year)s"),
    gettext_lazy("third tertial of %(year)s"),
)
_QUARTERS = (
    gettext_lazy("first quarter of %(year)s"),
    gettext_lazy("second quarter of %(year)s"),
    gettext_lazy("third quarter of %(year)s"),
    gettext_lazy("fourth quarter of %(year)s"),
)
_PARTS: dict[Span, tuple[Promise, ...]] = {Span.HALF: _HALVES, Span.TERTIAL: _TERTIALS, Span.QUARTER: _QUARTERS}


def period(written: Period | str) -> str:
    """A period in words: *första halvåret 2026*, *april 2026*, *2026*."""
    stretch = written if isinstance(written, Period) else Period.parse(written)
    if stretch.span is Span.YEAR:
        return str(stretch.year)
    if stretch.span is Span.MONTH:
        return date_format(stretch.first, "F Y")
    return str(_PARTS[stretch.span][stretch.number - 1]) % {"year": stretch.year}


def day(on: date) -> str:
    """The day in full: *29 januari 2027*."""
    return date_format(_local(on), "j F Y")


def short_day(on: date) -> str:
    """The day for tables and signatures: *29 jan 2027*."""
    return date_format(_local(on), "j M Y" if _english() else "j b Y")


def long_day(on: date) -> str:
    """The day with its name, as a heading: *Fredag 29 januari 2027*."""
    told = date_format(_local(on), "l j F Y")
    return told[:1].upper() + told[1:]


def clock(at: datetime) -> str:
    """The time of day: *10.42* in Swedish, *10:42* in English."""
    return date_format(_local(at), "H:i" if _english() else "G.i")


def moment(at: datetime) -> str:
    """Day and time of day: *29 januari 2027 kl. 10.42*."""
    return _("%(day)s at %(clock)s") % {"day": day(at), "clock": clock(at)}


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _local(on: date) -> date:
    """Moments are kept in UTC and told in the region's own time; a day is a day everywhere."""
    return timezone.localtime(on) if isinstance(on, datetime) and timezone.is_aware(on) else on
