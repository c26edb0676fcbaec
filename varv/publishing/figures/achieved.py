"""What was achieved: a bar for each node on the same scale, zero as a line at the start, what is missing as words.

What nobody has told is a dotted line: that is something else than zero, which someone has told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.tallies import Sum
from varv.overview.words.of_roll_up import sum_words
from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Words
from varv.publishing.parts import Column, Figure, Kind, Table

_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}
_NAMES, _INDENT, _GAP, _BAR, _LEADING, _TOP = 258.0, 12.0, 12.0, 18.0, 15.0, 4.0
_LEGIBLE = 2.0


@dataclass(frozen=True)
class Bar:
    """A node's name with what it came to."""

    name: str
    sum: Sum
    depth: int = 0


@dataclass(frozen=True)
class Achieved:
    """What is counted, in which unit, and its bars from above."""

    title: str
    unit: str
    decimals: int
    bars: tuple[Bar, ...]

    def words_for(self, one: Sum) -> str:
        """A sum as it is printed at its bar."""
        return sum_words(one, self.decimals)


def figure(achieved: Achieved, *, id_prefix: str, caption: str = "") -> Figure:
    """The bars in both sizes with their words and their table, ready for a document."""
    told = words(achieved)
    return Figure(
        svg=draw(achieved, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(achieved, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(achieved),
    )


def words(achieved: Achieved) -> Words:
    """Where there is most, and where nothing is known."""
    known = [bar for bar in achieved.bars if bar.sum.value is not None]
    told = []
    if known:
        most = max(known, key=lambda bar: bar.sum.value or Decimal(0))
        shown = {"name": most.name, "value": achieved.words_for(most.sum), "unit": achieved.unit}
        told.append(gettext("Most is told of “%(name)s”: %(value)s %(unit)s.") % shown)
    without = [bar.name for bar in achieved.bars if bar.sum.value is None]
    if without:
        told.append(gettext("Without a figure: %(names)s.") % {"names": ", ".join(without)})
    return Words(achieved.title, " ".join(told))


def table(achieved: Achieved) -> Table:
    """The sums, with how many figures each rests on."""
    heads = (achieved.unit, gettext("Figures"), gettext("Missing"))
    return Table(
        caption=achieved.title,
        head=(Column(gettext("Name")), *(Column(head, Kind.NUMBERS) for head in heads)),
        rows=tuple(
            (bar.name, achieved.words_for(bar.sum), str(bar.sum.told), str(bar.sum.missing)) for bar in achieved.bars
        ),
    )


def draw(achieved: Achieved, *, size: Size, id_prefix: str) -> SafeString:
    """The bars as SVG. ``id_prefix`` is unique on its page."""
    width = _WIDTHS[size]
    room = max((measure.width(achieved.words_for(bar.sum)) for bar in achieved.bars), default=0) + 3 * _GAP
    most = max((bar.sum.value for bar in achieved.bars if bar.sum.value is not None), default=Decimal(0))
    ground = _Ground(size, _NAMES if size is Size.WIDE else 0, width - room, most)
    body: list[Mark] = []
    top = _TOP
    for bar in achieved.bars:
        drawn, height = _row(achieved, bar, top, ground, width)
        body += drawn
        top += height
    return marks.picture(body, width=width, height=top, words=words(achieved), id_prefix=id_prefix)


@dataclass(frozen=True)
class _Ground:
    """The bars' edges in px, and the largest sum."""

    size: Size
    left: float
    right: float
    most: Decimal

    def length(self, value: Decimal) -> float:
        """How long a bar is; what is below zero has no length, and its number tells."""
        if value <= 0 or self.most <= 0:
            return 0
        return max(float(value / self.most) * (self.right - self.left), _LEGIBLE)


def _row(achieved: Achieved, bar: Bar, top: float, ground: _Ground, width: float) -> tuple[list[Mark], float]:
    """A name and its bar, and how high they are; the name stands above the bar where there is no room beside it."""
    is_wide = ground.size is Size.WIDE
    indent = bar.depth * _INDENT
    lines = measure.wrapped(bar.name, limit=(_NAMES if is_wide else width) - _GAP - indent, most=2)
    written = len(lines) * _LEADING
    drawn = [marks.rows(indent, top + 13, lines, "sm m" if bar.depth else "sm b", leading=_LEADING)]
    drawn += _bar(achieved, bar, top if is_wide else top + written + 4, ground)
    return drawn, max(written, _BAR) + _GAP if is_wide else written + _BAR + _GAP * 1.5


def _bar(achieved: Achieved, bar: Bar, top: float, ground: _Ground) -> Iterator[Mark]:
    told = achieved.words_for(bar.sum)
    if bar.sum.value is None:
        yield marks.path(f"M{marks.px(ground.left + 2)} {marks.px(top + 9)}h34", "s-gap")
        yield marks.text(ground.left + 46, top + 13, told, "t3 sm b")
        return
    length = ground.length(bar.sum.value)
    yield marks.line(ground.left, top - 2, ground.left, top + _BAR + 2, "ln-i")
    if length:
        yield marks.rect(ground.left, top, length, _BAR, "f-petrol")
    yield marks.text(ground.left + length + 8, top + 13, told, "b sm")
