"""One measure of the loop, half-year by half-year: a bar for each, dotted where there are too few to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.core.loop import Days, Share
from varv.overview.words.of_loop import measured_words
from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Words
from varv.publishing.parts import Column, Figure, Table

_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}
_NAMES, _GAP, _BAR, _LEADING, _TOP = 150.0, 12.0, 16.0, 18.0, 4.0
_LEGIBLE = 2.0


@dataclass(frozen=True)
class Stretch:
    """A half-year by name, and what was measured in it."""

    name: str
    found: Share | Days


@dataclass(frozen=True)
class OverTime:
    """What is measured, and each half-year, the first first."""

    title: str
    stretches: tuple[Stretch, ...]


def figure(told: OverTime, *, id_prefix: str, caption: str = "") -> Figure:
    """The bars in both sizes with their words and their table."""
    said = words(told)
    return Figure(
        svg=draw(told, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(told, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=said.title,
        alt=said.description,
        caption=caption,
        table=table(told),
    )


def words(told: OverTime) -> Words:
    """Every half-year with its measure: there are never many."""
    said = "; ".join(f"{one.name}: {measured_words(one.found)}" for one in told.stretches)
    return Words(told.title, f"{said}.")


def table(told: OverTime) -> Table:
    """The half-years as rows."""
    return Table(
        caption=told.title,
        head=(Column(gettext("Half-year")), Column(told.title)),
        rows=tuple((one.name, measured_words(one.found)) for one in told.stretches),
    )


def draw(told: OverTime, *, size: Size, id_prefix: str) -> SafeString:
    """The bars as SVG. A share reaches the whole width at 100 per cent, days at the longest. One id on a page."""
    width = _WIDTHS[size]
    room = max((measure.width(measured_words(one.found)) for one in told.stretches), default=0) + 2 * _GAP
    left = _NAMES if size is Size.WIDE else 0
    most = max((_value(one.found) for one in told.stretches if isinstance(one.found, Days)), default=Decimal(1))
    body: list[Mark] = []
    top = _TOP
    for one in told.stretches:
        body.append(marks.text(0, top + 13, one.name, "sm b"))
        beside = top if size is Size.WIDE else top + _LEADING
        body += _bar(one.found, beside, left, width - left - room, most or Decimal(1))
        top = beside + _BAR + _GAP
    return marks.picture(body, width=width, height=top, words=words(told), id_prefix=id_prefix)


def _value(found: Share | Days) -> Decimal:
    return (found.value if isinstance(found, Share) else found.median) or Decimal(0)


def _bar(found: Share | Days, top: float, left: float, room: float, most: Decimal) -> Iterator[Mark]:
    said = measured_words(found)
    if not found.of:
        yield marks.path(f"M{marks.px(left + 2)} {marks.px(top + 8)}h34", "s-gap")
        yield marks.text(left + 46, top + 13, said, "t3 sm")
        return
    share = _value(found) if isinstance(found, Share) else _value(found) / most
    length = max(float(share) * room, _LEGIBLE) if share > 0 else 0
    yield marks.line(left, top - 2, left, top + _BAR + 2, "ln-i")
    if length:
        yield marks.rect(left, top, length, _BAR, "ghost" if found.is_few else "f-petrol")
    yield marks.text(left + length + 8, top + 13, said, "t3 sm" if found.is_few else "b sm")
