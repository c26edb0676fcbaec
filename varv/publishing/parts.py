"""What a document says, as plain values. No markup, no file format, no page.

The two voices of the house go all the way into the file: what a person has
judged is set apart from what the system computes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString


class Voice(StrEnum):
    """Whose words these are: a person's (serif) or the system's (sans)."""

    PERSON = "person"
    SYSTEM = "system"


class Kind(StrEnum):
    """What a column holds: labels and states, figures to be aligned, or a person's words."""

    WORDS = "words"
    NUMBERS = "numbers"
    VOICE = "voice"


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is a chapter. A level that skips one is mended when the document is numbered."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. Line breaks in the text are kept."""

    text: str
    voice: Voice = Voice.PERSON


@dataclass(frozen=True)
class Quote:
    """Someone's own words, always signed."""

    text: str
    signed: str


@dataclass(frozen=True)
class Judgement:
    """A person's verdict with its reasons, always signed with name and date."""

    verdict: str
    text: str
    signed: str


@dataclass(frozen=True)
class Change:
    """What was changed because something was learnt: the one yellow thing in a document."""

    title: str
    text: str
    signed: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A term and its value."""

    term: str
    value: str


@dataclass(frozen=True)
class Facts:
    """Terms and values, in order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Column:
    """A column's heading and what it holds."""

    head: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True)
class Table:
    """Rows of texts under a head. The first cell of each row names the row.

    Raises ``ValueError`` when a row is not as wide as the head.
    """

    caption: str
    head: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        if not self.head or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("every row of a table is as wide as its head")


@dataclass(frozen=True)
class Figure:
    """A drawing, what it is called, and what it shows to someone who cannot see it.

    ``svg`` comes from ``figures``; ``narrow`` is the same drawing for a phone, used on pages only.
    ``caption`` tells source and limits; ``table`` holds what was drawn. Raises ``ValueError`` without an ``alt``.
    """

    svg: SafeString
    title: str
    alt: str
    caption: str = ""
    table: Table | None = None
    narrow: SafeString | None = None

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a figure says what it shows to someone who cannot see it")


Part = Heading | Text | Quote | Judgement | Change | Bullets | Facts | Table | Figure


@dataclass(frozen=True)
class Document:
    """One content, to be given any form.

    ``lang`` is ``"sv"`` or ``"en"`` and rules the words the forms add (Table, Figure, Page). ``kind`` stands above
    the title and in the running head ("Årsrapport 2026"). ``date`` is the day the file says it was made; a day to be
    read belongs in ``facts``, which stand on the cover. ``is_example`` marks invented content on every page.
    Raises ``ValueError`` without a title.
    """

    title: str
    lang: str
    date: date
    parts: tuple[Part, ...]
    organisation: str = ""
    subtitle: str = ""
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    is_example: bool = False

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document has a title")
