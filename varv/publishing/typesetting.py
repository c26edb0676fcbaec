"""The one door to the typesetter.

What a person has written goes in as data, never as markup: a ``#`` or a ``$`` in
a report is a character and can run nothing.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import cast
from unicodedata import category

import typst

from varv.publishing.figures import paint
from varv.publishing.letters import REPLACEMENT, legible

_ROOM = Path(__file__).with_name("typst")
_INCH, _PX_PER_INCH = 72, 96
# Where no typeface has a character a tagged PDF is refused, and this is how the typesetter tells which it was.
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
_NO_MEANING = {"Co", "Cn"}  # private use, unassigned


def pdf(document: Mapping[str, object], *, made_on: date, template: str = "document.typ") -> bytes:
    """A template filled with this content, as a tagged PDF.

    A character that no typeface holds becomes a replacement mark. Raises ``typst.TypstError`` when the
    content does not fit the template.
    """
    content = json.dumps(_settable(document), ensure_ascii=False)
    try:
        return _pdf(content, made_on, template)
    except typst.TypstError as refusal:
        missing = _missing_letters(refusal.diagnostic)
        if not missing:
            raise
    return _pdf(content.translate(dict.fromkeys(map(ord, missing), REPLACEMENT)), made_on, template)


def png(svg: str, *, ppi: int = 200) -> bytes:
    """A drawing of ours as a picture, ``ppi`` dots for each of its inches (96 px)."""
    made = _compiler("picture.typ").compile(
        format="png",
        ppi=ppi,
        sys_inputs={"svg": paint.painted(legible(svg)), "width": str(paint.width(svg) * _INCH / _PX_PER_INCH)},
    )
    return _one(made)


def _settable(content: object) -> object:
    """The content without characters that mean nothing to others, and with one kind of space and line break."""
    match content:
        case str():
            spaced = legible(content).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
            return "".join(REPLACEMENT if category(letter) in _NO_MEANING else letter for letter in spaced)
        case Mapping():
            return {key: _settable(value) for key, value in content.items()}
        case list():
            return [_settable(value) for value in content]
        case _:
            return content


def _pdf(content: str, made_on: date, template: str) -> bytes:
    made = _compiler(template).compile(
        format="pdf",
        # PDF/UA-1 can be read aloud in order; PDF/A-2a can be opened in fifty years, as an archive asks.
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"document": content},
        timestamp=datetime.combine(made_on, time(), UTC),
    )
    return _one(made)


def _one(made: bytes | list[bytes] | None) -> bytes:
    """The file itself: a list comes only of many pictures, and nothing only when it was written to a path."""
    return cast("bytes", made)


def _compiler(template: str) -> typst.Compiler:
    # A compiler is made anew each time: it is not to be shared between threads. Reading the fonts is what takes time.
    return typst.Compiler(input=_ROOM / template, root=_ROOM, font_paths=_fonts(), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_ROOM / "fonts"])


def _missing_letters(diagnostic: str) -> set[str]:
    """The letters a refusal names. Those of ASCII are in every typeface: here they are only how others are written."""
    named = (_BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text) for text in _NO_LETTER.findall(diagnostic))
    return {letter for text in named for letter in text if not letter.isascii()}
