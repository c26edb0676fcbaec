"""A chain on paper: A3, lying, as a tagged PDF; the drawing with its strokes explained, then its assumptions by number.

Words smaller than six points are not read on paper. A chain too high for that is cut into slices, a sheet each, with
the names of the levels over every slice; slices overlap, so that each box is whole on one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils import translation
from django.utils.translation import gettext

from varv.core.theory import Evidence
from varv.overview.strategy.theory_map import LinkLine, TheoryMap
from varv.overview.words import long_day, word
from varv.publishing import typesetting
from varv.publishing.figures import chain, paint

# What the sheet has room for, in px at 1:1 (three quarters of a point): A3 lying, without its margins and its heading.
_ROOM_WIDTH, _ROOM_HEIGHT = 1470.0, 935.0
_LEAST, _MOST = 0.62, 1.3  # six points for words of 13 px; larger helps nobody
_HEADS = 30.0
_OVERLAP = 90.0
_REGION = {"sv": "SE", "en": "GB"}


@dataclass(frozen=True)
class Slice:
    """A part of a drawing that stands on one sheet: where it begins and how high it is, in px of the drawing."""

    top: float
    height: float


def slices(width: float, height: float) -> tuple[float, tuple[Slice, ...]]:
    """How many times its size a drawing (in px) is made, and the slices it is cut in: one if it can be read."""
    across = min(_MOST, _ROOM_WIDTH / width)
    whole = min(across, _ROOM_HEIGHT / height)
    if whole >= min(_LEAST, across):
        return whole, (Slice(0.0, height),)
    least = min(_LEAST, across)
    count = ceil((height - _OVERLAP) / (_ROOM_HEIGHT / least - _HEADS - _OVERLAP))
    # As large as this many sheets have room for.
    scale = min(across, _ROOM_HEIGHT / ((height + _OVERLAP * (count - 1)) / count + _HEADS))
    room = min(_ROOM_HEIGHT / scale - _HEADS, height)
    step = (height - room) / (count - 1)
    return scale, tuple(Slice(place * step, room) for place in range(count))


def pdf(drawn: chain.Chain, told: TheoryMap, *, lang: str, region: str, on: date) -> bytes:
    """The chain as a PDF that meets PDF/UA-1: every slice has what it shows as alternative text."""
    with translation.override(lang):
        return typesetting.pdf(content(drawn, told, lang=lang, region=region, on=on), made_on=on, template="chain.typ")


def content(drawn: chain.Chain, told: TheoryMap, *, lang: str, region: str, on: date) -> dict[str, object]:
    """Everything the sheets say, as plain data for the template, in the language of the moment."""
    svg = chain.draw(drawn, id_prefix="a3")
    width, height = paint.width(svg), paint.height(svg)
    scale, parts = slices(width, height)
    return {
        "title": told.name,
        "lang": lang,
        "region": _REGION.get(lang, ""),
        "date": [on.year, on.month, on.day],
        "organisation": region,
        "subtitle": " · ".join(filter(None, (told.document, told.goal, _standing(told)))),
        "foot": f"{region} · {long_day(on)}",
        "words": {"page": gettext("Page {number} of {last}"), "assumptions": gettext("What must be true?")},
        "grades": [{"code": grade.value, "word": word(grade)} for grade in Evidence],
        "svg": paint.painted(svg),
        "width": width,
        "height": height,
        "scale": scale,
        "heads": _HEADS,
        "slices": list(_shown(drawn, parts)),
        "head": [
            gettext("No."),
            gettext("Assumption"),
            gettext("Between"),
            gettext("Evidence"),
            gettext("What we know"),
        ],
        "rows": [_row(link) for link in told.links if link.number is not None],
    }


def _standing(told: TheoryMap) -> str:
    if told.newest is None:
        return word(told.state)
    return f"{word(told.state)}, {gettext('version %(number)s') % {'number': told.newest.number}}"


def _shown(drawn: chain.Chain, parts: tuple[Slice, ...]) -> Iterator[dict[str, object]]:
    """The first slice tells the whole chain, with its links; the others that they go on."""
    links = "; ".join(" → ".join(row[:2]) + f" ({row[2]})" for row in chain.table(drawn).rows)
    for number, part in enumerate(parts, start=1):
        told = f"{chain.words(drawn).description} {links}" if number == 1 else drawn.title
        where = gettext("Part %(number)d of %(count)d.") % {"number": number, "count": len(parts)}
        alt = told if len(parts) == 1 else f"{where} {told}"
        yield {"from": part.top, "height": part.height, "alt": alt}


def _row(link: LinkLine) -> list[str]:
    known = ". ".join(filter(None, (link.finding.rstrip("."), link.evidence_source, str(link.evidence_year or ""))))
    return [
        str(link.number),
        link.assumption or gettext("No assumption is written."),
        f"{link.source.text} → {link.target.text}",
        word(link.evidence),
        known or "–",
    ]
