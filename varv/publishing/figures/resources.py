"""Where the money goes: a bar for each goal, first the appropriation 1:1, then what others give, its total at the end.

What nobody has given any money is a dotted rust line with words: that is something else than zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from varv.overview.words import kronor, short_kronor
from varv.publishing.figures import marks, measure
from varv.publishing.figures.marks import Mark, Size, Words
from varv.publishing.parts import Column, Figure, Kind, Table

_WIDTHS: Mapping[Size, float] = {Size.WIDE: 748, Size.NARROW: 358}
_NAMES, _INDENT, _GAP, _STEPS = 258.0, 12.0, 12.0, 4
_TOP, _LEGEND, _BAR, _LEADING = 48.0, 14.0, 18.0, 15.0
_LEGIBLE_BAR = 2.0
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Bar:
    """A name with its kronor from the appropriation 1:1 and from others; ``None`` in both is that nobody has said."""

    name: str
    ours: Decimal | None
    others: Decimal | None
    depth: int = 0

    @property
    def total(self) -> Decimal | None:
        """Both together."""
        return None if self.ours is None and self.others is None else self._both

    @property
    def drawn(self) -> Decimal:
        """What there is to draw: money that was paid back has no length."""
        return sum((max(part, Decimal(0)) for part in (self.ours, self.others) if part is not None), Decimal(0))

    @property
    def _both(self) -> Decimal:
        return (self.ours or Decimal(0)) + (self.others or Decimal(0))


@dataclass(frozen=True)
class Resources:
    """What is shown, and its bars from above. A bar of depth 0 is no part of another."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def total(self) -> Decimal:
        """All that the bars add up to."""
        return sum((bar.total or Decimal(0) for bar in self.bars if bar.depth == 0), Decimal(0))


def figure(resources: Resources, *, id_prefix: str, caption: str = "") -> Figure:
    """The bars in both sizes with their words and their table, ready for a document."""
    told = words(resources)
    return Figure(
        svg=draw(resources, size=Size.WIDE, id_prefix=f"{id_prefix}-w"),
        narrow=draw(resources, size=Size.NARROW, id_prefix=f"{id_prefix}-n"),
        title=told.title,
        alt=told.description,
        caption=caption,
        table=table(resources),
    )


def words(resources: Resources) -> Words:
    """How much there is, where most of it goes, and what has nothing."""
    told = [gettext("%(total)s in all.") % {"total": short_kronor(resources.total)}]
    given = [bar for bar in resources.bars if bar.total]
    if given:
        most = max(given, key=lambda bar: bar.total or 0)
        told.append(
            gettext("Most goes to “%(name)s”: %(amount)s.") % {"name": most.name, "amount": short_kronor(most.total)}
        )
    without = [bar.name for bar in resources.bars if bar.total is None]
    if without:
        told.append(gettext("Without money: %(names)s.") % {"names": ", ".join(without)})
    return Words(resources.title, " ".join(told))


def table(resources: Resources) -> Table:
    """The amounts to the krona."""
    heads = (gettext("Appropriation 1:1"), gettext("Other funding"), gettext("In all"))
    return Table(
        caption=resources.title,
        head=(Column(gettext("Name")), *(Column(head, Kind.NUMBERS) for head in heads)),
        rows=tuple((bar.name, kronor(bar.ours), kronor(bar.others), kronor(bar.total)) for bar in resources.bars),
    )


# --- what is drawn --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """A bar and where it stands; the name has lines of its own above it where there is no room beside it."""

    bar: Bar
    lines: tuple[str, ...]
    top: float
    height: float


@dataclass(frozen=True)
class _Ground:
    """Kronor along; ``left`` and ``right`` are the bars' edges in px."""

    size: Size
    left: float
    right: float
    most: Decimal

    def length(self, amount: Decimal | None) -> float:
        """How long a bar is; what was paid back has none, and its number tells."""
        if amount is None or amount <= 0 or not self.most:
            return 0
        return max(float(amount / self.most) * (self.right - self.left), _LEGIBLE_BAR)


def draw(resources: Resources, *, size: Size, id_prefix: str) -> SafeString:
    """The bars as SVG. ``id_prefix`` is unique on its page."""
    width = _WIDTHS[size]
    totals = [short_kronor(bar.total) for bar in resources.bars if bar.total is not None]
    room = max(measure.widest(totals), measure.width(short_kronor(Decimal(10_000_000)))) + 2 * _GAP
    most = max((bar.drawn for bar in resources.bars), default=Decimal(0))
    ground = _Ground(size, _NAMES if size is Size.WIDE else 0, width - room, most)
    rows = list(_rows(resources, size, width))
    height = rows[-1].top + rows[-1].height if rows else _TOP
    body = [*_legend(), *_lines(ground, height), *(mark for row in rows for mark in _drawn(row, ground))]
    return marks.picture(body, width=width, height=height, words=words(resources), id_prefix=id_prefix)


def _rows(resources: Resources, size: Size, width: float) -> Iterator[_Row]:
    top = _TOP
    for bar in resources.bars:
        is_wide = size is Size.WIDE
        limit = (_NAMES if is_wide else width) - _GAP - bar.depth * _INDENT
        lines = tuple(measure.wrapped(bar.name, limit=limit, most=2))
        written = len(lines) * _LEADING
        height = max(written, _BAR) + _GAP if is_wide else written + _BAR + _GAP * 1.5
        yield _Row(bar, lines, top, height)
        top += height


def _legend() -> Iterator[Mark]:
    ours, others = gettext("Appropriation 1:1"), gettext("Other funding")
    yield marks.rect(0, 1, _LEGEND, _LEGEND, "f-petrol")
    yield marks.text(_LEGEND + 6, 12, ours, "sm")
    beside = _LEGEND + 6 + measure.width(ours) + 2 * _GAP
    yield marks.rect(beside, 1, _LEGEND, _LEGEND, "n-box act")
    yield marks.text(beside + _LEGEND + 6, 12, others, "sm")


def _lines(ground: _Ground, height: float) -> Iterator[Mark]:
    """A few level lines, where there is room for them."""
    if ground.size is Size.NARROW or not ground.most:
        return
    step = _step(ground.most)
    level = Decimal(0)
    while level <= ground.most:
        x = ground.left + ground.length(level)
        yield marks.line(x, _TOP - 8, x, height)
        yield marks.text(x, _TOP - 14, short_kronor(level) if level else "0", "t3 c xs")
        level += step


def _step(most: Decimal) -> Decimal:
    """A round number of kronor between the lines."""
    rough = most / _STEPS
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * nice for nice in _NICE if power * nice >= rough)


def _drawn(row: _Row, ground: _Ground) -> Iterator[Mark]:
    is_wide = ground.size is Size.WIDE
    indent = row.bar.depth * _INDENT
    yield marks.rows(indent, row.top + 13, row.lines, "sm m" if row.bar.depth else "sm b", leading=_LEADING)
    top = row.top if is_wide else row.top + len(row.lines) * _LEADING + 4
    if row.bar.total is None:
        yield marks.path(f"M{marks.px(ground.left + 2)} {marks.px(top + 9)}h34", "l-gap")
        yield marks.text(ground.left + 46, top + 13, gettext("no money noted"), "trost sm b")
        return
    ours, others = ground.length(row.bar.ours), ground.length(row.bar.others)
    if ours:
        yield marks.rect(ground.left, top, ours, _BAR, "f-petrol")
    if others:
        yield marks.rect(ground.left + ours, top, others, _BAR, "n-box act")
    yield marks.text(ground.left + ours + others + 8, top + 13, short_kronor(row.bar.total), "b sm")
