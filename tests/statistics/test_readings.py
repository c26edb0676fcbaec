from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import pytest

from varv.statistics.readings import Cube, Dimension, Payload, Reading, Shape


def dimension(name, *codes) -> Dimension:
    return Dimension(name, name.lower(), {code: f"code {code}" for code in codes}, {})


SHAPE = Shape(
    table="TAB1",
    label="Folkmängd",
    source="SCB",
    updated=datetime(2026, 6, 8, 6, tzinfo=UTC),
    notes=(),
    time=("Tid",),
    dimensions=(dimension("Region", "18", "19"), dimension("Kon", "1", "2", "TotSa"), dimension("Tid", "2025")),
)
CUBE = Cube(SHAPE, {0: Decimal(1), 4: Decimal(0), 5: Decimal(9)}, {1: "..", 4: "p"})


def cell(region, sex, value, mark="") -> Reading:
    return Reading({"Region": region, "Kon": sex, "Tid": "2025"}, None if value is None else Decimal(value), mark)


def test_payload_is_named_by_its_bytes():
    body = b'{"a": 1}'

    one, other = (Payload(body, licence, SHAPE.updated) for licence in ("CC0", "CC BY"))

    assert one.sha256 == other.sha256 == sha256(body).hexdigest()
    assert Payload(b'{"a":1}', "CC0", SHAPE.updated).sha256 != one.sha256


def test_shape_finds_its_dimensions_by_id():
    assert SHAPE.dimension("Kon") is SHAPE.dimensions[1]
    assert SHAPE.dimension("kon") is None


def test_cube_reads_row_by_row_the_last_dimension_fastest():
    assert list(CUBE.readings()) == [
        cell("18", "1", 1),
        cell("18", "2", None, ".."),
        cell("18", "TotSa", None),
        cell("19", "1", None),
        cell("19", "2", 0, "p"),
        cell("19", "TotSa", 9),
    ]


def test_cube_finds_each_cell_where_it_stands_in_the_row():
    assert [CUBE.reading(reading.coordinates) for reading in CUBE.readings()] == list(CUBE.readings())


def test_cube_takes_coordinates_in_any_order():
    assert CUBE.reading({"Tid": "2025", "Kon": "2", "Region": "19"}).value == Decimal(0)


@pytest.mark.parametrize(
    "coordinates",
    [
        {"Region": "18", "Kon": "1"},
        {"Region": "18", "Kon": "3", "Tid": "2025"},
        {"Region": "01", "Kon": "1", "Tid": "2025"},
        {},
    ],
    ids=["a dimension too few", "unknown sex", "unknown region", "nothing"],
)
def test_cube_reads_nothing_it_does_not_have(coordinates):
    with pytest.raises(KeyError):
        CUBE.reading(coordinates)


def test_missing_is_not_zero():
    missing, zero = CUBE.reading(cell("18", "2", None).coordinates), CUBE.reading(cell("19", "2", 0).coordinates)

    assert (missing.value, zero.value) == (None, Decimal(0))
