"""What every source gives back, as plain values: a cube of readings, and the answer it was read from.

A client fetches a ``Payload`` (before any transaction); a reader such as
``jsonstat`` turns its bytes into a ``Cube``; nothing here knows the wire.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import product


@dataclass(frozen=True)
class Payload:
    """An answer as the source gave it, under which licence, and when it was fetched."""

    body: bytes
    licence: str
    fetched_at: datetime

    @property
    def sha256(self) -> str:
        """The answer's name: 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Reading:
    """One cell: the code chosen in each dimension, its value (``None`` is missing, not zero), and the source's mark."""

    coordinates: Mapping[str, str]
    value: Decimal | None
    mark: str


@dataclass(frozen=True)
class Dimension:
    """One side of a cube. ``categories`` are code → label in the source's order; ``units`` are code → unit."""

    id: str
    label: str
    categories: Mapping[str, str]
    units: Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """What a table is, without its values. ``time`` names the dimensions that are time, when the source says so."""

    table: str
    label: str
    source: str
    updated: datetime | None
    notes: tuple[str, ...]
    time: tuple[str, ...]
    dimensions: tuple[Dimension, ...]

    def dimension(self, name: str) -> Dimension | None:
        """The dimension with this id."""
        return next((dimension for dimension in self.dimensions if dimension.id == name), None)


@dataclass(frozen=True)
class Cube:
    """A table with its values. Both mappings go from flat index: row by row, the last dimension fastest."""

    shape: Shape
    values: Mapping[int, Decimal]
    marks: Mapping[int, str]

    def reading(self, coordinates: Mapping[str, str]) -> Reading:
        """The cell at these coordinates: one code for every dimension. Raises ``KeyError`` for an unknown one."""
        flat = 0
        for dimension in self.shape.dimensions:
            places = {code: place for place, code in enumerate(dimension.categories)}
            flat = flat * len(places) + places[coordinates[dimension.id]]
        return self._cell(flat, coordinates)

    def readings(self) -> Iterator[Reading]:
        """Every cell, in order."""
        names = [dimension.id for dimension in self.shape.dimensions]
        corners = product(*(dimension.categories for dimension in self.shape.dimensions))
        for flat, codes in enumerate(corners):
            yield self._cell(flat, dict(zip(names, codes, strict=True)))

    def _cell(self, flat: int, coordinates: Mapping[str, str]) -> Reading:
        return Reading(coordinates, self.values.get(flat), self.marks.get(flat, ""))
