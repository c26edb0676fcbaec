"""A brief of what is known (kunskapsbrev): what we know, what is disputed, what we do not know, what it rests on."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.learning.knowledge.brief_sheet import BriefSheet, CitationLine
from varv.overview.learning.knowledge.synthesis import MINIMUM_SOURCES
from varv.overview.words import day
from varv.overview.words.of_sources import counts_words
from varv.publishing.parts import Bullets, Column, Document, Fact, Heading, Kind, Part, Table, Text, Voice


def brief_document(sheet: BriefSheet, organisation: str, lang: str, on: date, *, is_example: bool) -> Document:
    """The brief in ``lang``; call it with that language active."""
    stands = day(sheet.published_on) if sheet.published_on else _("Draft, not published")
    return Document(
        title=sheet.title,
        lang=lang,
        date=sheet.published_on or on,
        parts=tuple(_parts(sheet)),
        organisation=organisation,
        subtitle=sheet.subject.name,
        kind=_("Brief of what is known"),
        facts=(
            Fact(_("Published"), stands),
            Fact(_("Put together by"), sheet.author),
            Fact(_("Rests on"), counts_words(sheet.counts)),
        ),
        is_example=is_example,
    )


def _parts(sheet: BriefSheet) -> Iterator[Part]:
    if not sheet.is_enough:
        yield Text(too_little(sheet.sources), Voice.SYSTEM)
    yield from _said(_("What do we know?"), sheet.known, _("Nothing is written yet."))
    yield from _said(_("What speaks against it?"), sheet.disputed, _("Nothing is noted that speaks against it."))
    yield from _said(_("What do we not know?"), sheet.unknown, _("Nothing is written yet."))
    yield Heading(_("What the brief rests on"))
    if sheet.citations:
        yield _cited(sheet)
    else:
        yield Text(_("Nothing is cited yet."), Voice.SYSTEM)
    yield Heading(_("How to read the brief"))
    yield Bullets(
        (
            _("Lessons are what the region has weighed and accepted; findings are what evaluations found."),
            _("What is cited stands in the words it had when it was cited."),
            _("A published brief stands. When more is known a new one is made."),
        )
    )


def too_little(sources: int) -> str:
    """That it is too little for a conclusion, and why."""
    told = ngettext(
        "Too little for a conclusion: it rests on %(n)s independent source, and at least %(least)s are needed.",
        "Too little for a conclusion: it rests on %(n)s independent sources, and at least %(least)s are needed.",
        sources,
    )
    return told % {"n": sources, "least": MINIMUM_SOURCES}


def _said(title: str, text: str, nothing: str) -> Iterator[Part]:
    yield Heading(title)
    yield Text(text) if text.strip() else Text(nothing, Voice.SYSTEM)


def _cited(sheet: BriefSheet) -> Table:
    return Table(
        caption=_("Lessons and findings that are cited"),
        head=(Column(_("No.")), Column(_("In these words"), Kind.VOICE), Column(_("What it is")), Column(_("Sources"))),
        rows=tuple((f"[{one.number}]", one.text, _what(one), counts_words(one.counts)) for one in sheet.citations),
    )


def _what(one: CitationLine) -> str:
    """A lesson, or which evaluation; and whether it has changed since it was cited."""
    told = [_("Lesson") if one.lesson_id else _("Finding in “%(evaluation)s”") % {"evaluation": one.evaluation}]
    if not one.holds:
        told.append(_("no longer held for true"))
    elif one.reads_otherwise:
        told.append(_("written in other words since"))
    return ", ".join(told)
