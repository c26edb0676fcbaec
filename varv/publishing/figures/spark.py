"""A line the size of a word. The row it stands in says the same in words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from varv.publishing.figures import marks
from varv.publishing.figures.marks import Mark, Spot
from varv.publishing.figures.plot import stretches

WIDTH, HEIGHT = 104, 28
_EDGE = 4


def spark(values: Sequence[Decimal | None], *, target: Decimal | None = None) -> SafeString:
    """The values in a row, oldest first, evenly apart; ``None`` breaks the line, and a target is dotted."""
    levels = [value for value in [*values, target] if value is not None]
    body = _body(values, target, low=min(levels), high=max(levels)) if levels else _nothing()
    return marks.ornament(body, width=WIDTH, height=HEIGHT)


def _nothing() -> Iterator[Mark]:
    yield marks.line(_EDGE, HEIGHT / 2, WIDTH - _EDGE, HEIGHT / 2, "s-gap")


def _body(values: Sequence[Decimal | None], target: Decimal | None, *, low: Decimal, high: Decimal) -> Iterator[Mark]:
    def y(value: Decimal) -> float:
        return _EDGE + (float((high - value) / (high - low)) if high > low else 0.5) * (HEIGHT - 2 * _EDGE)

    def x(place: int) -> float:
        return _EDGE + place / max(len(values) - 1, 1) * (WIDTH - 2 * _EDGE - 2)

    spots = [None if value is None else Spot(x(place), y(value)) for place, value in enumerate(values)]
    yield from _lines(spots)
    if target is not None:
        yield marks.line(2, y(target), WIDTH - 2, y(target), "s-target")
    known = [spot for spot in spots if spot]
    if known:
        yield marks.circle(known[-1].x, known[-1].y, 3.2, "f-petrol")


def _lines(spots: Sequence[Spot | None]) -> Iterator[Mark]:
    for stretch in stretches([(0, spot is not None) for spot in spots]):
        run = [spot for spot in spots[stretch.first : stretch.last + 1] if spot]
        if len(run) == 1:
            yield marks.circle(run[0].x, run[0].y, 1.6, "f-petrol")
        elif run:
            yield marks.path(marks.through(run), "s-petrol")
