"""A document as a Word file: real headings, lists, table heads that repeat, pictures that say what they show."""

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import assert_never

import docx
from django.utils import translation
from django.utils.translation import gettext
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from varv.publishing import typesetting, word_setting
from varv.publishing.figures import paint
from varv.publishing.letters import legible
from varv.publishing.numbering import Numbered, Passage, appendix, numbered, passages
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
    Voice,
)
from varv.publishing.word_tables import add_table

_PX = 9525  # English metric units
_UPRIGHT = (Mm(162), Mm(200))
_LYING = (Mm(249), Mm(118))


def render(document: Document) -> bytes:
    """The document as a .docx in its own language."""
    file = docx.Document()
    word_setting.set_up(file, lang=document.lang)
    _properties(file, document)
    with translation.override(document.lang):
        example = gettext("Example with invented content") if document.is_example else ""
        page = gettext("Page {number} of {last}")
    word_setting.head_and_foot(file, running=legible(document.kind or document.title), note=example, page=page)
    _cover(file, document, example)
    _passages(file, passages((*numbered(document), *appendix(document))))
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()


def _properties(file: WordDocument, document: Document) -> None:
    properties = file.core_properties
    properties.title, properties.author = legible(document.title)[:255], legible(document.organisation)[:255]
    properties.subject, properties.comments = legible(document.kind)[:255], ""
    properties.created = properties.modified = datetime.combine(document.date, time())


def _cover(file: WordDocument, document: Document, example: str) -> None:
    _paragraph(file, document.organisation, "Varv System")
    _paragraph(file, document.kind, "Varv Kind")
    _paragraph(file, document.title, "Title")
    _paragraph(file, document.subtitle, "Subtitle")
    _paragraph(file, example, "Varv System")
    _facts(file, document.facts)


def _passages(file: WordDocument, found: Iterable[Passage]) -> None:
    """What follows the cover, each on a page that stands or lies."""
    lies: bool | None = None
    for passage in found:
        if passage.lies is not lies:
            word_setting.turn(file, to=WD_ORIENT.LANDSCAPE if passage.lies else WD_ORIENT.PORTRAIT)
            lies = passage.lies
        for entry in passage.entries:
            _part(file, entry, _LYING if passage.lies else _UPRIGHT)


def _part(file: WordDocument, entry: Numbered, room: tuple[Mm, Mm]) -> None:
    match entry.part:
        case Heading(text, level):
            file.add_heading(legible(text), level)
        case Text(text, voice):
            _text(file, text, "Normal" if voice is Voice.PERSON else "Varv System")
        case Quote() | Judgement() | Change():
            _said(file, entry.part)
        case Bullets(items):
            for item in items:
                _paragraph(file, item, "List Bullet")
        case Facts(facts):
            _facts(file, facts)
        case Table():
            _table(file, entry.part, entry.label)
        case Figure():
            _figure(file, entry.part, entry.label, room)
        case _ as never:
            assert_never(never)


def _said(file: WordDocument, part: Quote | Judgement | Change) -> None:
    match part:
        case Quote(text, signed):
            _text(file, text, "Quote")
            _paragraph(file, signed, "Varv Signed")
        case Judgement(verdict, text, signed):
            _bold(_paragraph(file, verdict, "Varv Judgement"))
            _text(file, text, "Varv Judgement")
            _paragraph(file, signed, "Varv Signed")
        case Change(title, text, signed):
            _bold(_paragraph(file, title, "Varv Change"))
            _text(file, text, "Varv Change")
            _small(_paragraph(file, signed, "Varv Change"))
        case _ as never:
            assert_never(never)


def _text(file: WordDocument, text: str, style: str) -> None:
    """Paragraphs apart by an empty line; a single line break is kept within its paragraph."""
    for paragraph in text.replace("\r\n", "\n").strip().split("\n\n"):
        _paragraph(file, paragraph.strip("\n"), style)


def _paragraph(file: WordDocument, text: str, style: str) -> Paragraph | None:
    return file.add_paragraph(legible(text), style) if text else None


def _bold(paragraph: Paragraph | None) -> None:
    if paragraph:
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs:
            run.font.bold = True


def _small(paragraph: Paragraph | None) -> None:
    for run in paragraph.runs if paragraph else ():
        run.font.name, run.font.size, run.font.color.rgb = word_setting.SANS, Pt(8.5), word_setting.QUIET


def _facts(file: WordDocument, facts: Iterable[Fact]) -> None:
    for fact in facts:
        paragraph = file.add_paragraph(style="Varv Fact")
        paragraph.add_run(legible(fact.term)).font.color.rgb = word_setting.QUIET
        paragraph.add_run(f"\t{legible(fact.value)}")


def _table(file: WordDocument, table: Table, label: str) -> None:
    _caption(file, f"{label}. {table.caption}")
    add_table(file, table)
    note = file.add_paragraph(legible(table.note), "Varv Signed")
    note.paragraph_format.space_before = Pt(4)


def _figure(file: WordDocument, figure: Figure, label: str, room: tuple[Mm, Mm]) -> None:
    _caption(file, f"{label}. {figure.title}")
    picture = BytesIO(typesetting.png(figure.svg))
    natural = (paint.width(figure.svg) * _PX, paint.height(figure.svg) * _PX)
    fits = min(1, room[0] / natural[0], room[1] / natural[1])
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = bool(figure.caption)
    shape = paragraph.add_run().add_picture(picture, width=Mm(natural[0] * fits / Mm(1)))
    described = shape._inline.docPr  # noqa: SLF001 - the library has no public way to a picture's words
    described.set("descr", legible(figure.alt))
    described.set("title", legible(figure.title))
    _paragraph(file, figure.caption, "Varv Signed")


def _caption(file: WordDocument, text: str) -> None:
    file.add_paragraph(legible(text), "Caption").paragraph_format.keep_with_next = True
