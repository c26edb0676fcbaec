"""The smallest strokes: text, line, circle. Every text is escaped here, and only here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import NewType

from django.utils.safestring import SafeString, mark_safe

from varv.publishing.letters import legible

Mark = NewType("Mark", str)
"""A piece of SVG whose texts are already escaped."""


class Size(StrEnum):
    """A figure is drawn twice, never shrunk: for a page's column and for a phone."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True)
class Spot:
    """A place in a drawing, in px from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True)
class Words:
    """A figure's name, and what it shows told in words."""

    title: str
    description: str


def escaped(text: str) -> str:
    """Safe in an element and in an attribute."""
    return escape(legible(text), quote=True)


def px(length: float) -> str:
    """A length with at most one decimal."""
    return f"{length:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, classes: str = "") -> Mark:
    """Words on a base line."""
    return Mark(f'<text x="{px(x)}" y="{px(y)}"{_classes(classes)}>{escaped(words)}</text>')


def rows(x: float, y: float, texts: Iterable[str], classes: str = "", *, leading: float = 16) -> Mark:
    """Words on several base lines, ``leading`` px apart."""
    return joined(text(x, y + leading * number, words, classes) for number, words in enumerate(texts))


def line(x1: float, y1: float, x2: float, y2: float, classes: str = "ln") -> Mark:
    """A straight line."""
    return Mark(f'<line x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"{_classes(classes)}/>')


def circle(x: float, y: float, radius: float, classes: str) -> Mark:
    """A circle round its middle."""
    return Mark(f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(radius)}"{_classes(classes)}/>')


def rect(x: float, y: float, width: float, height: float, classes: str, *, radius: float = 0) -> Mark:
    """A rectangle from its upper left corner."""
    rounded = f' rx="{px(radius)}"' if radius else ""
    return Mark(
        f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}"{rounded}{_classes(classes)}/>'
    )


def square(x: float, y: float, radius: float, classes: str) -> Mark:
    """A square round its middle."""
    return rect(x - radius, y - radius, 2 * radius, 2 * radius, classes)


def diamond(x: float, y: float, radius: float, classes: str) -> Mark:
    """A square on its corner, round its middle."""
    r = px(radius)
    return path(f"M{px(x)} {px(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z", classes)


def path(course: str, classes: str, *, thickness: float | None = None) -> Mark:
    """A path along SVG path data that we wrote ourselves."""
    stroke = f' stroke-width="{px(thickness)}"' if thickness else ""
    return Mark(f'<path d="{course}"{_classes(classes)}{stroke}/>')


def through(spots: Sequence[Spot]) -> str:
    """Path data straight from spot to spot."""
    return "M" + "L".join(f"{px(spot.x)} {px(spot.y)}" for spot in spots)


def here_we_are(x: float, y: float, radius: float) -> Mark:
    """The red ring that says where we stand today."""
    return joined((circle(x, y, radius, "f-today"), circle(x, y, radius * 0.38, "f-paper")))


def group(body: Iterable[Mark], *, classes: str = "", label: str = "") -> Mark:
    """Marks that belong together; with a label they are read as one picture."""
    named = f' role="img" aria-label="{escaped(label)}"' if label else ""
    return Mark(f"<g{_classes(classes)}{named}>{joined(body)}</g>")


def link(body: Iterable[Mark], *, href: str, label: str, classes: str = "") -> Mark:
    """Marks that lead somewhere, read aloud as the label. Raises ``ValueError`` for an address that runs script."""
    scheme = href.partition(":")[0] if ":" in href.partition("/")[0] else ""
    if scheme.lower() not in {"", "http", "https"}:
        raise ValueError(f"a figure does not link to {scheme}:")
    return Mark(f'<a href="{escaped(href)}"{_classes(classes)} aria-label="{escaped(label)}">{joined(body)}</a>')


def joined(marks: Iterable[Mark]) -> Mark:
    """Marks one after the other."""
    return Mark("".join(marks))


def picture(body: Iterable[Mark], *, width: float, height: float, words: Words, id_prefix: str) -> SafeString:
    """A whole drawing, read aloud as one picture with a name and a description."""
    return _svg(body, width=width, height=height, words=words, id_prefix=id_prefix, role="img")


def diagram(body: Iterable[Mark], *, width: float, height: float, words: Words, id_prefix: str) -> SafeString:
    """A drawing with links in it: a group, since what is inside a picture cannot be reached by a screen reader."""
    return _svg(body, width=width, height=height, words=words, id_prefix=id_prefix, role="group")


def ornament(body: Iterable[Mark], *, width: float, height: float, classes: str = "") -> SafeString:
    """A drawing that says nothing the words beside it do not say."""
    named = f"dia {classes}".strip()
    opening = f'<svg class="{named}" {_size(width, height)} aria-hidden="true" focusable="false">'
    return mark_safe(f"{opening}{joined(body)}</svg>")


def _svg(body: Iterable[Mark], *, width: float, height: float, words: Words, id_prefix: str, role: str) -> SafeString:
    name = escaped(id_prefix)
    return mark_safe(
        f'<svg class="dia" {_size(width, height)} role="{role}" aria-labelledby="{name}-t" aria-describedby="{name}-d">'
        f'<title id="{name}-t">{escaped(words.title)}</title><desc id="{name}-d">{escaped(words.description)}</desc>'
        f"{joined(body)}</svg>"
    )


def _size(width: float, height: float) -> str:
    # Width and height are the drawing's size at 1:1; the namespace lets the same text be a file of its own.
    return (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {px(width)} {px(height)}" '
        f'width="{px(width)}" height="{px(height)}"'
    )


def _classes(classes: str) -> str:
    return f' class="{classes}"' if classes else ""
