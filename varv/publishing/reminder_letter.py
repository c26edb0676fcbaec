"""A reminder as a letter: plain words, one link a report, and how to make it stop."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.asking import Occasion
from varv.overview.rounds.reminders_due import ReminderLetter, ReminderLine
from varv.overview.words import word
from varv.overview.words.times import day, period


@dataclass(frozen=True)
class Letter:
    """What is sent."""

    subject: str
    body: str


def reminder_letter(letter: ReminderLetter, address_of: Callable[[int], str], stop_address: str) -> Letter:
    """The letter in its reader's language. ``address_of`` gives a report's address by its id."""
    with translation.override(letter.language):
        parts = [_("Hello %(name)s,") % {"name": letter.name}, _opening(letter)]
        parts += [_paragraph(line, address_of(line.report_id)) for line in letter.lines]
        parts += [
            _("What you write is kept as you go, so a report can be begun now and finished later."),
            _("You do not want these reminders? Stop them here: %(address)s") % {"address": stop_address},
        ]
        return Letter(_subject(letter), "\n\n".join(parts) + "\n")


def _subject(letter: ReminderLetter) -> str:
    count = len(letter.lines)
    if any(line.occasion is Occasion.RETURNED for line in letter.lines):
        return _("A report has come back to you")
    text = ngettext(
        "One report waits for you, last day %(day)s", "%(count)s reports wait for you, first last day %(day)s", count
    )
    return text % {"count": count, "day": day(letter.first_due)}


def _opening(letter: ReminderLetter) -> str:
    count = len(letter.lines)
    text = ngettext("This report waits for you:", "These %(count)s reports wait for you:", count)
    return text % {"count": count}


def _paragraph(line: ReminderLine, address: str) -> str:
    head = f"{line.initiative}: {word(line.kind).lower()}, {period(line.period)}"
    return "\n".join((head, _WHY[line.occasion]() % {"day": day(line.due_on)}, address))


_WHY: dict[Occasion, Callable[[], str]] = {
    Occasion.OPENED: lambda: _("It can be written now. Last day: %(day)s."),
    Occasion.SOON: lambda: _("The last day is near: %(day)s."),
    Occasion.LATE: lambda: _("The last day was %(day)s. Hand it in as soon as you can, or ask for more time."),
    Occasion.RETURNED: lambda: _("It has come back to you with a comment. Last day: %(day)s."),
}
