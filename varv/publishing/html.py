"""A document as a fragment of a page. Every text is escaped; only our own figures are drawn as they are."""

from collections.abc import Iterable
from typing import assert_never

from django.utils import translation
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from varv.publishing.letters import legible
from varv.publishing.numbering import Numbered, numbered
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

_CELL = {Kind.WORDS: "", Kind.NUMBERS: "r", Kind.VOICE: "voice-sm"}
_NOTHING = SafeString("")


def render(document: Document, *, top: int = 1) -> SafeString:
    """The document as an ``article``; its title is a heading of level ``top``, its chapters of the level below."""
    with translation.override(document.lang):
        return format_html(
            '<article class="document stack" lang="{}">{}{}</article>',
            document.lang,
            _head(document, top),
            _joined(_part(entry, top) for entry in numbered(document)),
        )


def _head(document: Document, top: int) -> SafeString:
    example = gettext("Example with invented content") if document.is_example else ""
    return format_html(
        '<header class="stack-s">{}{}{}{}{}{}</header>',
        _paragraph(document.organisation, "doc-org"),
        _paragraph(document.kind, "eyebrow"),
        _heading(document.title, top),
        _paragraph(document.subtitle, "lede"),
        format_html('<p><span class="tag">{}</span></p>', example) if example else _NOTHING,
        _facts(document.facts),
    )


def _part(entry: Numbered, top: int) -> SafeString:
    match entry.part:
        case Heading(text, level):
            return _heading(text, top + level)
        case Text(text, voice):
            return _text(text, "voice-sm" if voice is Voice.PERSON else "")
        case Quote() | Judgement() | Change():
            return _said(entry.part)
        case Bullets(items):
            return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((legible(item),) for item in items)))
        case Facts(facts):
            return _facts(facts)
        case Table() | Figure():
            return _shown(entry.part, entry.label)
        case _ as never:
            assert_never(never)


def _said(part: Quote | Judgement | Change) -> SafeString:
    """What a person said, judged or changed, with who and when under it."""
    signed = _paragraph(part.signed, "signed")
    match part:
        case Quote(text, _):
            return format_html(
                '<div class="quote"><blockquote class="voice">{}</blockquote>{}</div>', _text(text), signed
            )
        case Judgement(verdict, text, _):
            judged = _paragraph(verdict, "judge")
            return format_html('<div class="judgement">{}{}{}</div>', judged, _text(text, "voice"), signed)
        case Change(title, text, _):
            return format_html(
                '<div class="changed"><p><strong>{}</strong></p>{}{}</div>', legible(title), _text(text), signed
            )
        case _ as never:
            assert_never(never)


def _shown(part: Table | Figure, label: str) -> SafeString:
    return _table(part, label) if isinstance(part, Table) else _figure(part, label)


def _heading(text: str, level: int) -> SafeString:
    tag = mark_safe(f"h{min(level, 6)}")
    return format_html("<{}>{}</{}>", tag, legible(text), tag)


def _paragraph(text: str, classes: str) -> SafeString:
    return format_html('<p class="{}">{}</p>', classes, legible(text)) if text else _NOTHING


def _text(text: str, classes: str = "") -> SafeString:
    """Paragraphs, with their line breaks kept."""
    body = mark_safe(linebreaks(legible(text), autoescape=True))
    return format_html('<div class="{}">{}</div>', classes, body) if classes else body


def _facts(facts: Iterable[Fact]) -> SafeString:
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((legible(fact.term), legible(fact.value)) for fact in facts))
    return format_html('<dl class="kv">{}</dl>', rows) if rows else _NOTHING


def _table(table: Table, label: str) -> SafeString:
    caption = f"{label}. {table.caption}" if label else table.caption
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">'
        '<table class="tbl"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}',
        legible(caption),
        legible(caption),
        _joined(_head_cell(column) for column in table.head),
        _joined(_row(table.head, row) for row in table.rows),
        _paragraph(table.note, "signed"),
    )


def _head_cell(column: Column) -> SafeString:
    if column.kind is Kind.NUMBERS:
        return format_html('<th scope="col" class="r">{}</th>', legible(column.head))
    return format_html('<th scope="col">{}</th>', legible(column.head))


def _row(head: Iterable[Column], row: Iterable[str]) -> SafeString:
    cells = [(_CELL[column.kind], legible(text)) for column, text in zip(head, row, strict=True)]
    return format_html(
        '<tr><th scope="row">{}</th>{}</tr>', cells[0][1], format_html_join("", '<td class="{}">{}</td>', cells[1:])
    )


def _figure(figure: Figure, label: str) -> SafeString:
    """The drawing (on a phone the narrow one), its name and source, and under it the table to unfold."""
    return format_html(
        '<figure class="fig">{}<figcaption><strong>{}</strong> {}</figcaption>{}</figure>',
        _drawings(figure),
        legible(f"{label}. {figure.title.rstrip('.')}."),
        legible(figure.caption),
        _unfolding(figure.table) if figure.table else _NOTHING,
    )


def _drawings(figure: Figure) -> SafeString:
    if figure.narrow is None:
        return format_html(
            '<div class="scroll fixed" role="region" tabindex="0" aria-label="{}">{}</div>',
            legible(figure.title),
            figure.svg,
        )
    return format_html('<div class="wide">{}</div><div class="narrow">{}</div>', figure.svg, figure.narrow)


def _unfolding(table: Table) -> SafeString:
    return format_html(
        '<details class="alt"><summary>{}</summary>{}</details>', gettext("Show as a table"), _table(table, "")
    )


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
