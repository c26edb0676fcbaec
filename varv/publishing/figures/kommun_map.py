"""A figure for every municipality, where it lies. The value is printed in each; what nobody knows is hatched.

A municipality with an official code is drawn with its outline. A place without one (a made-up municipality, a part
of one) gets a square of its own under the map: it is never put where it does not lie.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.overview.words import number
from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Spot, Words, px
from varv.publishing.figures.outlines import Outline, Sheet, fitted, outlines, room
from varv.publishing.parts import Column, Figure, Kind, Table

_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}
_HIGHEST: Mapping[Size, float] = {Size.WIDE: 620, Size.NARROW: 460}
_TILES: Mapping[Size, int] = {Size.WIDE: 4, Size.NARROW: 2}
_TILE_HEIGHT, _GAP, _KEY_HEIGHT, _SWATCH = 74.0, 8.0, 22.0, 14.0
_CLASSES = 4
_SMALL, _TEXT = 11.5, 13.0


@dataclass(frozen=True)
class Municipality:
    """One place with its figure; ``None`` is *not known*, which is not zero."""

    code: str
    name: str
    value: Decimal | int | None
    href: str = ""


@dataclass(frozen=True)
class KommunMap:
    """The places of a region with a figure each. ``unit`` says what the figures count, ``unknown`` what none means."""

    title: str
    unit: str
    unknown: str
    places: tuple[Municipality, ...]
    decimals: int = 0

    @property
    def known(self) -> list[Decimal | int]:
        """The figures that are known, lowest first."""
        return sorted(place.value for place in self.places if place.value is not None)

    def class_of(self, value: Decimal | int) -> int:
        """Which of four classes a figure is in, from 0: as many equal parts of the highest. Zero is in the lowest."""
        highest = self.known[-1]
        return min(int(value * _CLASSES / highest), _CLASSES - 1) if highest > 0 and value > 0 else 0

    def written(self, value: Decimal | int) -> str:
        """A figure as the language writes it."""
        return number(value, self.decimals)


def figure(found: KommunMap, *, id_prefix: str, caption: str = "") -> Figure:
    """The map in both sizes with its words and its table, ready for a document."""
    told = words(found)
    return Figure(
        svg=draw(found, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(found, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(found),
    )


def words(found: KommunMap) -> Words:
    """Where the figure is highest, and how many have none that is known."""
    if not found.known:
        return Words(found.title, gettext("No figure is known for any of the %(n)d places.") % {"n": len(found.places)})
    most = found.known[-1]
    names = [place.name for place in found.places if place.value == most]
    told = gettext("Highest is %(value)s %(unit)s: %(names)s.") % {
        "value": found.written(most),
        "unit": found.unit,
        "names": ", ".join(names),
    }
    unknown = len(found.places) - len(found.known)
    if unknown:
        told += " " + gettext("%(n)d of %(total)d places: %(unknown)s.") % {
            "n": unknown,
            "total": len(found.places),
            "unknown": found.unknown,
        }
    return Words(found.title, told)


def table(found: KommunMap) -> Table:
    """Every place with its figure, in the order they were given."""
    return Table(
        caption=found.title,
        head=(Column(gettext("Place")), Column(found.unit[:1].upper() + found.unit[1:], Kind.NUMBERS)),
        rows=tuple(
            (place.name, found.unknown if place.value is None else found.written(place.value)) for place in found.places
        ),
    )


def draw(found: KommunMap, *, size: Size, id_prefix: str) -> SafeString:
    """The map as SVG. ``id_prefix`` is unique on its page."""
    pen = _Pen(found, size, f"{marks.escaped(id_prefix)}-hatch")
    known = outlines()
    drawn = [(place, known[place.code]) for place in found.places if place.code in known]
    tiles = [place for place in found.places if place.code not in known]
    sheet = fitted([outline for _place, outline in drawn], width=_WIDTHS[size], height=_HIGHEST[size])
    below = sheet.height + 2 * _GAP if drawn else 0.0
    key = _below(_key(found), below + _tiles_height(tiles, size) + _GAP, size)
    body = [pen.hatching(), *pen.lands(drawn, sheet), *pen.tiles(tiles, below), *map(pen.entry, key)]
    whole = marks.diagram if any(place.href for place in found.places) else marks.picture
    height = max((entry.at.y for entry in key), default=below) + _KEY_HEIGHT
    return whole(body, width=_WIDTHS[size], height=height, words=words(found), id_prefix=id_prefix)


# --- what is drawn ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pen:
    """Draws places in the colour of their class."""

    found: KommunMap
    size: Size
    hatch: str

    def hatching(self) -> Mark:
        """Slanting lines for what nobody knows."""
        return Mark(
            f'<defs><pattern id="{self.hatch}" width="7" height="7" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><rect class="f-sunken" width="7" height="7"/>'
            '<path class="hatch" d="M0 0V7"/></pattern></defs>'
        )

    def lands(self, drawn: Sequence[tuple[Municipality, Outline]], sheet: Sheet) -> Iterator[Mark]:
        """First every outline, then every word, so that no land lies over a neighbour's words."""
        for place, outline in drawn:
            course = "".join(_closed([sheet.spot(spot) for spot in ring]) for ring in outline.rings)
            yield self._linked(place, Mark(f'<path d="{course}" {self._filled(place.value, "land")}/>'))
        for place, outline in drawn:
            yield self._land_words(place, outline, sheet)

    def tiles(self, places: Sequence[Municipality], top: float) -> Iterator[Mark]:
        """Squares in reading order for places that have no outline."""
        width = _tile_width(self.size)
        for number_, place in enumerate(places):
            row, column = divmod(number_, _TILES[self.size])
            x, y = column * (width + _GAP), top + row * (_TILE_HEIGHT + _GAP)
            box = Mark(
                f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(_TILE_HEIGHT)}" rx="8"'
                f" {self._filled(place.value, 'tile')}/>"
            )
            name = measure.wrapped(place.name, limit=width - 24, size=_TEXT, most=1)
            told = marks.rows(x + 12, y + 26, name, self._ink(place.value, "m"))
            value = marks.text(x + 12, y + 56, self._value(place), self._ink(place.value, "xl b"))
            yield self._linked(place, marks.joined((box, told, value)))

    def entry(self, entry: "_Entry") -> Mark:
        """A square of the key and what it means."""
        x, y = entry.at.x, entry.at.y
        swatch = f'<rect x="{px(x)}" y="{px(y)}" width="{px(_SWATCH)}" height="{px(_SWATCH)}" rx="3"'
        drawn = Mark(f"{swatch} {self._filled(entry.sample, 'tile')}/>")
        return marks.joined((drawn, marks.text(x + _SWATCH + 7, y + 12, entry.words, "t2 sm")))

    def _land_words(self, place: Municipality, outline: Outline, sheet: Sheet) -> Mark:
        """The value always; the name above it where there is room for it."""
        at = sheet.spot(outline.middle)
        ring = max(outline.rings, key=len)
        wide = room(ring, outline.middle) * sheet.squeeze * sheet.scale
        name = [place.name] if measure.width(place.name, _SMALL) <= wide - 4 else []
        above = marks.rows(at.x, at.y - 3, name, self._ink(place.value, "xs c"))
        y = at.y + (12 if name else 4)
        return marks.joined((above, marks.text(at.x, y, self._value(place), self._ink(place.value, "b c"))))

    def _value(self, place: Municipality) -> str:
        return "?" if place.value is None else self.found.written(place.value)

    def _filled(self, value: Decimal | int | None, classes: str) -> str:
        if value is None:
            return f'class="{classes}" fill="url(#{self.hatch})"'
        return f'class="{classes} f-seq{self.found.class_of(value) + 1}"'

    def _ink(self, value: Decimal | int | None, classes: str) -> str:
        """Words on the two darker classes are set in the colour that can be read there."""
        shade = 0 if value is None else self.found.class_of(value)
        return f"{classes} {('', '', 'tmid', 'ton')[shade]}".strip()

    def _linked(self, place: Municipality, mark: Mark) -> Mark:
        if not place.href:
            return mark
        told = self.found.unknown if place.value is None else f"{self._value(place)} {self.found.unit}"
        return marks.link([mark], href=place.href, label=f"{place.name}: {told}")


def _closed(spots: Sequence[Spot]) -> str:
    return marks.through(spots) + "Z"


def _tile_width(size: Size) -> float:
    count = _TILES[size]
    return (_WIDTHS[size] - (count - 1) * _GAP) / count


def _tiles_height(places: Sequence[Municipality], size: Size) -> float:
    rows = -(-len(places) // _TILES[size])
    return rows * (_TILE_HEIGHT + _GAP)


# --- the key ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Entry:
    """A line of the key: a figure of the class that it explains, its words, and where it stands."""

    sample: Decimal | int | None
    words: str
    at: Spot


def _key(found: KommunMap) -> Iterator[_Entry]:
    """The classes that someone is in, told by their lowest and highest figure; and what is not known."""
    for shade in range(_CLASSES):
        inside = [value for value in found.known if found.class_of(value) == shade]
        if inside:
            ends = list(dict.fromkeys(found.written(value) for value in (inside[0], inside[-1])))
            yield _Entry(inside[0], f"{'–'.join(ends)} {found.unit}", Spot(0, 0))
    if len(found.known) < len(found.places):
        yield _Entry(None, found.unknown, Spot(0, 0))


def _below(entries: Iterator[_Entry], top: float, size: Size) -> list[_Entry]:
    """The key's lines after each other, as many in a row as there is room for."""
    placed: list[_Entry] = []
    x, y = 0.0, top
    for entry in entries:
        wide = _SWATCH + 7 + measure.width(entry.words, 12) + 18
        if placed and x + wide > _WIDTHS[size]:
            x, y = 0.0, y + 24
        placed.append(_Entry(entry.sample, entry.words, Spot(x, y)))
        x += wide
    return placed
