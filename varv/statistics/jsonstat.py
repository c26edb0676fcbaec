"""JSON-stat 2.0, the cube format that PxWeb and Eurostat speak.

Everything the specification promises is checked here and nothing is guessed:
an answer that breaks a promise is refused as ``statistics.not_jsonstat`` with
``where`` in the answer and ``why``, so that no half-understood number is kept.
Numbers become ``Decimal`` straight from the text. https://json-stat.org/full/
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from math import prod
from typing import Any, NoReturn

from varv.core.refusals import RuleBroken
from varv.statistics.readings import Cube, Dimension, Shape

MAX_BYTES = 32 * 1024 * 1024
MAX_CELLS = 500_000  # Statistics Sweden answers at most 150 000 at a time
MAX_DIGITS = 30
MARK_LENGTH = 40


def read_cube(body: bytes) -> Cube:
    """A table with its values. Refuses an answer without any."""
    root = _loaded(body)
    shape = _shape(root)
    sizes = [len(dimension.categories) for dimension in shape.dimensions]
    cells = prod(sizes)
    if cells > MAX_CELLS:
        _refuse("size", "too_many_cells")
    return Cube(shape, _values(root.get("value"), cells), _marks(root.get("status"), cells))


def read_shape(body: bytes) -> Shape:
    """What a table is: PxWeb's metadata are a JSON-stat dataset whose ``value`` is empty on purpose."""
    return _shape(_loaded(body))


def _refuse(where: str, why: str) -> NoReturn:
    raise RuleBroken("statistics.not_jsonstat", where=where, why=why)


def _loaded(body: bytes) -> Mapping[str, Any]:
    if len(body) > MAX_BYTES:
        _refuse("", "too_long")
    try:
        # PxWeb's first version begins its answers with a byte order mark.
        root = json.loads(
            body.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_no_duplicates,
        )
    except (ValueError, ArithmeticError, RecursionError):
        _refuse("", "not_json")
    root = _mapping(root, "")
    if (root.get("version"), root.get("class")) != ("2.0", "dataset"):
        _refuse("version", "not_a_dataset")
    return root


def _no_constant(name: str) -> NoReturn:
    _refuse(name, "not_a_number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse(next(name for name, _ in pairs), "said_twice")
    return found


def _shape(root: Mapping[str, Any]) -> Shape:
    names = [_text(name, "id") for name in _list(root.get("id"), "id")]
    sizes = [_whole(size, "size") for size in _list(root.get("size"), "size")]
    raw = _mapping(root.get("dimension"), "dimension")
    if not names or len(set(names)) < len(names):
        _refuse("id", "said_twice_or_empty")
    if len(sizes) != len(names) or set(raw) != set(names):
        _refuse("size", "other_dimensions")
    role = _mapping(root.get("role", {}), "role")
    known = {kind: tuple(_list(named, f"role.{kind}")) for kind, named in role.items()}
    if not all(name in names for named in known.values() for name in named):
        _refuse("role", "unknown_dimension")
    return Shape(
        table=_table(root),
        label=_text(root.get("label", ""), "label"),
        source=_text(root.get("source", ""), "source"),
        updated=_moment(root.get("updated")),
        notes=_notes(root.get("note"), "note"),
        time=known.get("time", ()),
        dimensions=tuple(_dimension(name, raw[name], size) for name, size in zip(names, sizes, strict=True)),
    )


def _table(root: Mapping[str, Any]) -> str:
    """PxWeb says which table it is in its own extension."""
    extension = _mapping(root.get("extension", {}), "extension")
    own = _mapping(extension.get("px", {}), "extension.px")
    return _text(own.get("tableid", ""), "extension.px.tableid")


def _dimension(name: str, raw: Any, size: int) -> Dimension:
    where = f"dimension.{name}"
    raw = _mapping(raw, where)
    category = _mapping(raw.get("category"), f"{where}.category")
    labels = _mapping(category.get("label", {}), f"{where}.category.label")
    codes = _codes(category, labels, f"{where}.category.index")
    units = _mapping(category.get("unit", {}), f"{where}.category.unit")
    if len(codes) != size:
        _refuse(where, "other_size")
    if not {*labels, *units} <= set(codes):
        _refuse(where, "unknown_code")
    return Dimension(
        id=name,
        label=_text(raw.get("label", name), f"{where}.label"),
        categories={code: _text(labels.get(code, code), f"{where}.category.label") for code in codes},
        units={code: _unit(unit, f"{where}.category.unit") for code, unit in units.items()},
        notes=_notes(raw.get("note"), f"{where}.note"),
    )


def _codes(category: Mapping[str, Any], labels: Mapping[str, Any], where: str) -> list[str]:
    """The codes by their position, whatever order they are written in. Only a single category may do without."""
    index = category.get("index")
    if index is None and len(labels) == 1:
        return [_text(code, where) for code in labels]
    if isinstance(index, list):
        codes = [_text(code, where) for code in index]
    else:
        places = {_text(code, where): _whole(place, where) for code, place in _mapping(index, where).items()}
        codes = sorted(places, key=places.__getitem__)
        if sorted(places.values()) != list(range(len(places))):
            _refuse(where, "not_an_order")
    if not codes or len(set(codes)) < len(codes):
        _refuse(where, "said_twice_or_empty")
    return codes


def _unit(raw: Any, where: str) -> str:
    """PxWeb says ``base``, the specification ``label`` and ``symbol``."""
    unit = _mapping(raw, where)
    return _text(unit.get("base", unit.get("label", unit.get("symbol", ""))), where)


def _values(raw: Any, cells: int) -> dict[int, Decimal]:
    numbers = {place: _number(value, f"value.{place}") for place, value in _cells(raw, cells, "value")}
    if raw in ([], {}):
        _refuse("value", "no_values")
    return {place: number for place, number in numbers.items() if number is not None}


def _marks(raw: Any, cells: int) -> dict[int, str]:
    """One mark for all, one for each, or one for some. A mark beside a value does not take the value away."""
    if isinstance(raw, list) and len(raw) == 1 < cells:
        raw = raw[0]
    if isinstance(raw, str):
        raw = [raw] * cells
    marks = {place: mark for place, mark in _cells({} if raw is None else raw, cells, "status") if mark is not None}
    return {place: _text(mark, "status", longest=MARK_LENGTH) for place, mark in marks.items() if mark != ""}


def _cells(raw: Any, cells: int, where: str) -> list[tuple[int, Any]]:
    """What is said of each cell, by flat index; dense as a list or sparse as an object."""
    if isinstance(raw, list):
        if raw and len(raw) != cells:
            _refuse(where, "other_size")
        return list(enumerate(raw))
    return [(_flat(key, cells, where), said) for key, said in _mapping(raw, where).items()]


def _flat(key: str, cells: int, where: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) <= len(str(cells))):
        _refuse(f"{where}.{key[:MARK_LENGTH]}", "not_a_cell")
    place = int(key)
    if str(place) != key or place >= cells:
        _refuse(f"{where}.{key}", "not_a_cell")
    return place


def _number(raw: Any, where: str) -> Decimal | None:
    if raw is None:
        return None
    if not isinstance(raw, Decimal):
        _refuse(where, "not_a_number")
    if not raw.is_finite() or abs(raw.adjusted()) > MAX_DIGITS or len(raw.as_tuple().digits) > MAX_DIGITS:
        _refuse(where, "too_many_digits")
    return raw


def _whole(raw: Any, where: str) -> int:
    number = _number(raw, where)
    if number is None or number < 0 or number >= 10**9 or number != int(number):
        _refuse(where, "not_a_whole_number")
    return int(number)


def _moment(raw: Any) -> datetime | None:
    if raw is None:
        return None
    try:
        moment = datetime.fromisoformat(_text(raw, "updated"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        _refuse("updated", "not_a_moment")


def _notes(raw: Any, where: str) -> tuple[str, ...]:
    return () if raw is None else tuple(_text(note, where) for note in _list(raw, where))


def _text(raw: Any, where: str, *, longest: int = 100_000) -> str:
    """Text that a database can keep: no null characters, no halves of characters."""
    if not isinstance(raw, str) or len(raw) > longest or "\0" in raw:
        _refuse(where, "not_a_text")
    try:
        raw.encode()
    except UnicodeEncodeError:
        _refuse(where, "not_a_text")
    return raw


def _mapping(raw: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        _refuse(where, "not_an_object")
    return raw


def _list(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list):
        _refuse(where, "not_a_list")
    return raw
