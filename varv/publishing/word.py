"""A document as a Word file: real headings, lists, table heads that repeat, pictures that say what they show."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext
from docx import Document as new_file
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph

from varv.publishing import typesetting, word_setting
from varv.publishing.figures import paint
from varv.publishing.letters import legible
from varv.publishing.numbering import Numbered, appendix, numbered
from varv.publishing.parts import (
    Bullets,
    Change,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Judgement,
    Kind,
    Quote,
    Table,
    Text,
    Voice,
)

_PX = Emu(9525)
_UPRIGHT = (Mm(162), Mm(200))
_LYING = (Mm(249), Mm(120))
_TOO_WIDE = 1.25
_CELL = {Kind.WORDS: "Varv Cell", Kind.NUMBERS: "Varv Cell", Kind.VOICE: "Varv Voice"}


def render(document: Document) -> bytes:
    """The document as a .docx in its own language."""
    file = new_file()
    word_setting.set_up(file, lang=document.lang)
    _properties(file, document)
    with translation.override(document.lang):
        _cover(file, document)
        note = gettext("Example with invented content") if document.is_example else ""
        running, page = document.kind or document.title, gettext("Page {number} of {last}")
        word_setting.head_and_foot(file, running=legible(running), note=note, page=page)
    file.add_page_break()
    _parts(file, numbered(document))
    _parts(file, appendix(document))
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()
