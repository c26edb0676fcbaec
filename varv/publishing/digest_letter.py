"""The weekly letter: what is new for someone's work, in plain words, with a link each and how to make it stop."""

from collections.abc import Callable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.learning.digest import News, Reader
from varv.overview.words import word
from varv.publishing.reminder_letter import Letter

# A view and the number of a row to an address.
AddressOf = Callable[[str, int], str]


def digest_letter(reader: Reader, news: News, address_of: AddressOf, page: str, stop: str) -> Letter:
    """The letter in its reader's language. ``page`` shows the same in the browser; ``stop`` ends the letters."""
    with translation.override(reader.language):
        parts = [
            _("Hello %(name)s,") % {"name": reader.name},
            _("This is new for your work."),
            *_lessons(news, address_of),
            *_findings(news, address_of),
            *_answers(news, address_of),
            *_changes(news, address_of),
            _("The same in the browser: %(address)s") % {"address": page},
            _("You get this letter once a week at the most, because you asked for it. Stop it here: %(address)s")
            % {"address": stop},
        ]
        return Letter(_subject(news), "\n\n".join(parts) + "\n")


def _subject(news: News) -> str:
    text = ngettext("New for your work: %(count)s thing", "New for your work: %(count)s things", news.count)
    return text % {"count": news.count}


def _lessons(news: News, address_of: AddressOf) -> Iterator[str]:
    if news.lessons:
        yield _heading(ngettext("A new lesson", "New lessons", len(news.lessons)))
    for one in news.lessons:
        context = [_("When it holds: %(context)s") % {"context": one.context}] if one.context else []
        yield "\n".join((one.statement, *context, address_of("learning:lesson", one.lesson_id)))


def _findings(news: News, address_of: AddressOf) -> Iterator[str]:
    if news.findings:
        yield _heading(ngettext("A new finding", "New findings", len(news.findings)))
    for one in news.findings:
        yield "\n".join((one.text, one.evaluation, address_of("learning:evaluation", one.evaluation_id)))


def _answers(news: News, address_of: AddressOf) -> Iterator[str]:
    if news.answers:
        yield _heading(ngettext("An answer to a recommendation", "Answers to recommendations", len(news.answers)))
    for one in news.answers:
        said = f"R{one.number} {one.text}", f"{word(one.answer)}. {one.reasons}"
        yield "\n".join((*said, address_of("learning:recommendation", one.recommendation_id)))


def _changes(news: News, address_of: AddressOf) -> Iterator[str]:
    if news.changes:
        yield _heading(ngettext("What has changed", "What has changed", len(news.changes)))
    for one in news.changes:
        yield "\n".join((one.what, address_of("learning:change", one.change_id)))


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"
