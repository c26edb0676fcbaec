"""What is Table 1 and what is Figure 2: decided once, so that page, Word and PDF agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from django.utils import translation
from django.utils.translation import gettext

from varv.publishing.figures import paint
from varv.publishing.parts import Document, Figure, Heading, Part, Table

DEEPEST = 4
WIDEST_UPRIGHT = 780  # px; wider drawings would have letters too small to read on an upright page


@dataclass(frozen=True)
class Numbered:
    """A part of a document with its label: "Table 1", "Figure 2", or nothing."""

    part: Part
    label: str = ""


def numbered(document: Document) -> tuple[Numbered, ...]:
    """The parts with their labels, in the document's language. No heading skips a level."""
    with translation.override(document.lang):
        return tuple(_labelled(_stepped(document.parts)))


def appendix(document: Document) -> tuple[Numbered, ...]:
    """What was drawn, as tables, for the forms that cannot unfold a table under its figure. Empty without figures."""
    with translation.override(document.lang):
        tables = tuple(_tables(numbered(document)))
        return (Numbered(Heading(gettext("The figures as tables"))), *tables) if tables else ()


@dataclass(frozen=True)
class Passage:
    """What stays together on a page: headings with what they head. A drawing too wide to stand upright lies down."""

    entries: tuple[Numbered, ...]
    lies: bool


def passages(entries: Iterable[Numbered]) -> list[Passage]:
    """The parts as they go on paper."""
    found: list[Passage] = []
    headings: list[Numbered] = []
    for entry in entries:
        if isinstance(entry.part, Heading):
            headings.append(entry)
        else:
            found.append(Passage((*headings, entry), lies=_is_too_wide(entry.part)))
            headings = []
    return [*found, Passage(tuple(headings), lies=False)] if headings else found


def _is_too_wide(part: Part) -> bool:
    return isinstance(part, Figure) and paint.width(part.svg) > WIDEST_UPRIGHT


def _tables(parts: Iterable[Numbered]) -> Iterator[Numbered]:
    for entry in parts:
        if isinstance(entry.part, Figure) and entry.part.table:
            yield Numbered(entry.part.table, gettext("%(figure)s as a table") % {"figure": entry.label})


def _labelled(parts: Iterable[Part]) -> Iterator[Numbered]:
    tables, figures = count(1), count(1)
    for part in parts:
        match part:
            case Table():
                yield Numbered(part, gettext("Table %(number)d") % {"number": next(tables)})
            case Figure():
                yield Numbered(part, gettext("Figure %(number)d") % {"number": next(figures)})
            case _:
                yield Numbered(part)


def _stepped(parts: Iterable[Part]) -> Iterator[Part]:
    level = 0
    for part in parts:
        if isinstance(part, Heading):
            level = max(1, min(part.level, level + 1, DEEPEST))
            yield replace(part, level=level)
        else:
            yield part
