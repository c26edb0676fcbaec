"""A document as a tagged PDF: content as data to ``typst/document.typ``, which decides how it looks."""

from collections.abc import Iterable
from typing import assert_never

from django.utils import translation
from django.utils.translation import gettext

from varv.publishing import typesetting
from varv.publishing.figures import paint
from varv.publishing.figures.rings import rings
from varv.publishing.numbering import Numbered, appendix, numbered, passages
from varv.publishing.parts import (
    Bullets,
    Change,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Judgement,
    Quote,
    Table,
    Text,
)

_REGION = {"sv": "SE", "en": "GB"}
_CHAPTERS_FOR_CONTENTS = 4

_Data = dict[str, object]


def render(document: Document) -> bytes:
    """The document as a PDF that meets PDF/UA-1 (and PDF/A-2a): tagged, with title, language and alternative texts."""
    return typesetting.pdf(content(document), made_on=document.date)


def content(document: Document) -> _Data:
    """Everything the document says, as plain data for the template."""
    chapters = sum(isinstance(part, Heading) and part.level == 1 for part in document.parts)
    return {
        "title": document.title,
        "lang": document.lang,
        "region": _REGION.get(document.lang, ""),
        "date": [document.date.year, document.date.month, document.date.day],
        "organisation": document.organisation,
        "kind": document.kind,
        "running": document.kind or document.title,
        "subtitle": document.subtitle,
        "facts": _facts(document.facts),
        "rings": paint.painted(rings()),
        "words": _words(document),
        "contents": chapters >= _CHAPTERS_FOR_CONTENTS,
        "parts": _passages(numbered(document)),
        "appendix": _passages(appendix(document)),
    }


def _words(document: Document) -> _Data:
    """The words the template itself sets, in the document's language."""
    with translation.override(document.lang):
        return {
            "page": gettext("Page {number} of {last}"),
            "contents": gettext("Contents"),
            "example": gettext("Example with invented content") if document.is_example else "",
        }


def _passages(entries: Iterable[Numbered]) -> list[_Data]:
    return [
        {"lies": passage.lies, "parts": [_part(entry) for entry in passage.entries]} for passage in passages(entries)
    ]


def _part(entry: Numbered) -> _Data:
    match entry.part:
        case Heading(text, level):
            return {"is": "heading", "text": text, "level": level}
        case Text(text, voice):
            return {"is": "text", "text": _paragraphs(text), "voice": voice}
        case Quote() | Judgement() | Change():
            return _said(entry.part)
        case Bullets(items):
            return {"is": "bullets", "items": list(items)}
        case Facts(facts):
            return {"is": "facts", "facts": _facts(facts)}
        case Table() | Figure():
            return _shown(entry.part, entry.label)
        case _ as never:
            assert_never(never)


def _said(part: Quote | Judgement | Change) -> _Data:
    said: _Data = {"text": _paragraphs(part.text), "signed": part.signed}
    match part:
        case Quote():
            return {"is": "quote", **said}
        case Judgement(verdict):
            return {"is": "judgement", "verdict": verdict, **said}
        case Change(title):
            return {"is": "change", "title": title, **said}
        case _ as never:
            assert_never(never)


def _shown(part: Table | Figure, label: str) -> _Data:
    match part:
        case Table(caption, head, rows, note):
            return {
                "is": "table",
                "caption": f"{label}. {caption}",
                "head": [{"text": column.head, "kind": column.kind} for column in head],
                "rows": [list(row) for row in rows],
                "note": note,
            }
        case Figure(svg, title, alt, caption):
            return {
                "is": "figure",
                "caption": f"{label}. {title}",
                "svg": paint.painted(svg),
                "width": paint.width(svg),
                "height": paint.height(svg),
                "alt": alt,
                "source": caption,
            }
        case _ as never:
            assert_never(never)


def _facts(facts: Iterable[Fact]) -> list[_Data]:
    return [{"term": fact.term, "value": fact.value} for fact in facts]


def _paragraphs(text: str) -> list[list[str]]:
    """Paragraphs (apart by an empty line) of lines."""
    paragraphs = text.replace("\r\n", "\n").strip().split("\n\n")
    return [paragraph.strip("\n").split("\n") for paragraph in paragraphs]
