import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonstat_validator import validate_jsonstat

from varv.core.refusals import RuleBroken
from varv.statistics import jsonstat
from varv.statistics.readings import Reading
from varv.statistics.recorded import recorded_metadata, recorded_payload

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


def dataset(**changed) -> bytes:
    """Two regions × three years, with something else said where the test wants it."""
    told = {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Tid"],
        "size": [2, 3],
        "dimension": {
            "Region": {"category": {"index": ["18", "19"]}},
            "Tid": {"category": {"index": ["2022", "2023", "2024"]}},
        },
        "value": [1, 2, 3, 4, 5, 6],
    }
    return json.dumps(told | changed).encode()


def regions(**category) -> dict:
    """The dimensions, with another description of the regions."""
    return {
        "Region": {"category": {"index": ["18", "19"]} | category},
        "Tid": {"category": {"index": ["2022", "2023", "2024"]}},
    }


def refusal(body: bytes, reader=jsonstat.read_cube) -> tuple:
    with pytest.raises(RuleBroken) as refused:
        reader(body)
    assert refused.value.code == "statistics.not_jsonstat"
    return refused.value.facts["where"], refused.value.facts["why"]


def test_cube_gives_every_cell_in_order():
    cube = jsonstat.read_cube(dataset())

    assert [(cell.coordinates["Region"], cell.coordinates["Tid"], cell.value) for cell in cube.readings()] == [
        ("18", "2022", Decimal(1)),
        ("18", "2023", Decimal(2)),
        ("18", "2024", Decimal(3)),
        ("19", "2022", Decimal(4)),
        ("19", "2023", Decimal(5)),
        ("19", "2024", Decimal(6)),
    ]


def test_cube_gives_one_cell_by_its_coordinates():
    where = {"Region": "19", "Tid": "2023"}

    assert jsonstat.read_cube(dataset()).reading(where) == Reading(where, Decimal(5), "")


def test_cube_knows_no_unknown_code():
    with pytest.raises(KeyError):
        jsonstat.read_cube(dataset()).reading({"Region": "20", "Tid": "2023"})


def test_codes_stand_by_position_not_by_the_order_they_are_written_in():
    cube = jsonstat.read_cube(dataset(dimension=regions(index={"19": 1, "18": 0})))

    assert list(cube.shape.dimensions[0].categories) == ["18", "19"]
    assert cube.reading({"Region": "19", "Tid": "2022"}).value == Decimal(4)


def test_single_category_may_do_without_an_index():
    alone = {"Region": {"category": {"label": {"18": "Örebro län"}}}, "Tid": {"category": {"index": ["2022"]}}}

    cube = jsonstat.read_cube(dataset(dimension=alone, size=[1, 1], value=[7]))

    assert cube.shape.dimensions[0].categories == {"18": "Örebro län"}
    assert cube.reading({"Region": "18", "Tid": "2022"}).value == Decimal(7)


def test_labels_units_and_notes_are_kept():
    dimensions = regions(label={"18": "Örebro län"}, unit={"18": {"base": "antal"}, "19": {"symbol": "%"}})
    dimensions["Region"] |= {"label": "region", "note": ["En fotnot"]}

    shape = jsonstat.read_shape(
        dataset(dimension=dimensions, label="Folkmängd", source="SCB", note=["Allt"], role={"time": ["Tid"]})
    )

    region = shape.dimension("Region")
    assert (region.label, region.notes, region.categories) == (
        "region",
        ("En fotnot",),
        {"18": "Örebro län", "19": "19"},
    )
    assert region.units == {"18": "antal", "19": "%"}
    assert (shape.label, shape.source, shape.notes, shape.time, shape.table) == (
        "Folkmängd",
        "SCB",
        ("Allt",),
        ("Tid",),
        "",
    )
    assert shape.dimension("Kon") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-06-02T06:00:00Z", datetime(2026, 6, 2, 6, tzinfo=UTC)),
        ("2026-02-20T23:00:00+0100", datetime(2026, 2, 20, 22, tzinfo=UTC)),
        ("2026-02-20", datetime(2026, 2, 20, tzinfo=UTC)),
    ],
)
def test_update_time_is_read_as_a_moment(written, read):
    assert jsonstat.read_shape(dataset(updated=written)).updated == read


def test_update_time_may_be_absent():
    assert jsonstat.read_shape(dataset()).updated is None


def test_numbers_are_read_to_the_last_digit():
    body = dataset(value=["A", 2, 3, 4, 5, None]).replace(b'"A"', b"0.1000000000000000055")

    cube = jsonstat.read_cube(body)

    assert cube.values[0] == Decimal("0.1000000000000000055")
    assert 5 not in cube.values


def test_sparse_values_leave_the_rest_missing():
    cube = jsonstat.read_cube(dataset(value={"0": 1, "5": 0, "3": None}))

    assert cube.values == {0: Decimal(1), 5: Decimal(0)}


@pytest.mark.parametrize(
    ("status", "marks"),
    [
        (None, {}),
        ({"5": "..", "0": "p", "1": None}, {0: "p", 5: ".."}),
        (["", None, "r", "", "", ".."], {2: "r", 5: ".."}),
        ("e", dict.fromkeys(range(6), "e")),
        (["e"], dict.fromkeys(range(6), "e")),
    ],
    ids=["none", "sparse", "dense", "one for all", "one for all, the old way"],
)
def test_marks_are_read_in_every_way_of_writing(status, marks):
    assert jsonstat.read_cube(dataset(status=status)).marks == marks


def test_mark_beside_a_value_does_not_take_it_away():
    cube = jsonstat.read_cube(dataset(status={"0": "p"}))

    cell = cube.reading({"Region": "18", "Tid": "2022"})
    assert (cell.value, cell.mark) == (Decimal(1), "p")


def test_byte_order_mark_is_passed_over():
    assert jsonstat.read_cube(b"\xef\xbb\xbf" + dataset()).values[0] == Decimal(1)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"a":' * 100_000, "not_json"),
        (b"[]", "not_an_object"),
        (b"{}", "not_a_dataset"),
        (b'{"version": "1.0", "class": "dataset"}', "not_a_dataset"),
        (b'{"version": "2.0", "class": "collection"}', "not_a_dataset"),
        (b'{"version": "2.0", "version": "2.0"}', "said_twice"),
        (b'{"value": NaN}', "not_a_number"),
        (b'{"value": -Infinity}', "not_a_number"),
        (b'{"value": 1e99999999999999999999}', "not_json"),
    ],
    ids=lambda case: case[:12] if isinstance(case, bytes) else case,
)
def test_what_is_no_dataset_is_refused(body, why):
    assert refusal(body)[1] == why


def test_too_long_an_answer_is_refused_unread():
    assert refusal(b" " * (jsonstat.MAX_BYTES + 1)) == ("", "too_long")


@pytest.mark.parametrize(
    ("changed", "where", "why"),
    [
        ({"id": None}, "id", "not_a_list"),
        ({"id": []}, "id", "said_twice_or_empty"),
        ({"id": ["Tid", "Tid"]}, "id", "said_twice_or_empty"),
        ({"id": ["Region", 3]}, "id", "not_a_text"),
        ({"id": ["Region", "Kon"]}, "size", "other_dimensions"),
        ({"size": [2]}, "size", "other_dimensions"),
        ({"size": [2, "3"]}, "size", "not_a_number"),
        ({"size": [2, 3.5]}, "size", "not_a_whole_number"),
        ({"size": [2, -3]}, "size", "not_a_whole_number"),
        ({"size": [2, None]}, "size", "not_a_whole_number"),
        ({"size": [2, 10**9]}, "size", "not_a_whole_number"),
        ({"size": [2, 10**40]}, "size", "too_many_digits"),
        ({"size": [3, 2]}, "dimension.Region", "other_size"),
        ({"dimension": []}, "dimension", "not_an_object"),
        ({"role": {"time": ["Manad"]}}, "role", "unknown_dimension"),
        ({"role": {"time": "Tid"}}, "role.time", "not_a_list"),
        ({"label": 3}, "label", "not_a_text"),
        ({"label": "a\0b"}, "label", "not_a_text"),
        ({"label": "\ud800"}, "label", "not_a_text"),
        ({"label": "x" * 100_001}, "label", "not_a_text"),
        ({"updated": "i går"}, "updated", "not_a_moment"),
        ({"updated": "0001-01-01T00:00:00+14:00"}, "updated", "not_a_moment"),
        ({"note": "En fotnot"}, "note", "not_a_list"),
        ({"value": None}, "value", "not_an_object"),
        ({"value": []}, "value", "no_values"),
        ({"value": {}}, "value", "no_values"),
        ({"value": [1, 2, 3, 4, 5]}, "value", "other_size"),
        ({"value": [1, 2, 3, 4, 5, "6"]}, "value.5", "not_a_number"),
        ({"value": [1, 2, 3, 4, 5, True]}, "value.5", "not_a_number"),
        ({"value": [1, 2, 3, 4, 5, 10**31]}, "value.5", "too_many_digits"),
        ({"value": {"6": 1}}, "value.6", "not_a_cell"),
        ({"value": {"01": 1}}, "value.01", "not_a_cell"),
        ({"value": {"٣": 1}}, "value.٣", "not_a_cell"),
        ({"value": {"-1": 1}}, "value.-1", "not_a_cell"),
        ({"value": {"9" * 5000: 1}}, "value." + "9" * 40, "not_a_cell"),
        ({"status": ["", ""]}, "status", "other_size"),
        ({"status": {"7": ".."}}, "status.7", "not_a_cell"),
        ({"status": {"5": 3}}, "status", "not_a_text"),
        ({"status": "x" * 41}, "status", "not_a_text"),
        ({"status": 3}, "status", "not_an_object"),
        ({"extension": {"px": {"tableid": 3}}}, "extension.px.tableid", "not_a_text"),
    ],
)
def test_broken_promise_is_refused_where_it_stands(changed, where, why):
    assert refusal(dataset(**changed)) == (where, why)


@pytest.mark.parametrize(
    ("category", "where", "why"),
    [
        ({"index": None}, "dimension.Region.category.index", "not_an_object"),
        ({"index": []}, "dimension.Region.category.index", "said_twice_or_empty"),
        ({"index": ["18", "18"]}, "dimension.Region.category.index", "said_twice_or_empty"),
        ({"index": {}}, "dimension.Region.category.index", "said_twice_or_empty"),
        ({"index": {"18": 0, "19": 0}}, "dimension.Region.category.index", "not_an_order"),
        ({"index": {"18": 1, "19": 2}}, "dimension.Region.category.index", "not_an_order"),
        ({"index": ["18", "19", "20"]}, "dimension.Region", "other_size"),
        ({"label": {"20": "Dalarnas län"}}, "dimension.Region", "unknown_code"),
        ({"label": {"18": 1}}, "dimension.Region.category.label", "not_a_text"),
        ({"unit": {"20": {}}}, "dimension.Region", "unknown_code"),
        ({"unit": {"18": "antal"}}, "dimension.Region.category.unit", "not_an_object"),
    ],
)
def test_broken_category_is_refused_where_it_stands(category, where, why):
    assert refusal(dataset(dimension=regions(**category))) == (where, why)


def test_dimension_without_categories_is_refused():
    assert refusal(dataset(dimension=regions() | {"Region": {}})) == ("dimension.Region.category", "not_an_object")


def test_cube_too_large_to_hold_is_refused_before_its_cells_are_read():
    thousand = [str(number) for number in range(1000)]
    wide = {name: {"category": {"index": thousand}} for name in ("Region", "Tid")}

    assert refusal(dataset(dimension=wide, size=[1000, 1000])) == ("size", "too_many_cells")


def test_one_mark_for_all_cells_fills_no_memory_before_the_size_is_known():
    many = {str(number): {"category": {"index": ["a", "b"]}} for number in range(200)}

    body = dataset(id=list(many), size=[2] * 200, dimension=many, status="e", value={"0": 1})

    assert refusal(body) == ("size", "too_many_cells")


def test_metadata_are_a_shape_and_never_a_cube():
    body = sample("px2_metadata_synthetic")

    assert [dimension.id for dimension in jsonstat.read_shape(body).dimensions] == ["Region", "ContentsCode", "Tid"]
    assert refusal(body) == ("value", "no_values")


def test_recorded_metadata_describe_the_whole_table():
    shape = jsonstat.read_shape(recorded_metadata("TAB6471"))

    assert [len(dimension.categories) for dimension in shape.dimensions] == [312, 134, 3, 1, 16]
    assert (shape.table, shape.source, shape.time) == ("TAB6471", "SCB", ("Tid",))
    assert shape.dimension("ContentsCode").units == {"000007SF": "antal"}


def test_recorded_metadata_hold_no_values():
    assert refusal(recorded_metadata("TAB6471")) == ("size", "too_many_cells")


@pytest.mark.parametrize(
    "body",
    [sample("px2_synthetic"), sample("eurostat_synthetic"), recorded_payload("TAB6471").body, dataset()],
    ids=["pxweb", "eurostat", "scb", "the tests' own"],
)
def test_samples_are_jsonstat_by_another_reader_too(body):
    assert validate_jsonstat(json.loads(body)) is True


def test_pxweb_sample_keeps_its_awkward_cells():
    cube = jsonstat.read_cube(sample("px2_synthetic"))
    cells = list(cube.readings())

    assert (cells[14].value, cells[14].mark) == (None, "..")
    assert (cells[16].value, cells[16].mark) == (None, "-")
    assert (cells[17].value, cells[17].mark) == (Decimal(0), "")
    assert cells[14].coordinates == {"Region": "1380", "Kon": "1", "ContentsCode": "0000SYN1", "Tid": "2024"}


def test_eurostat_sample_is_sparse_in_values_and_marks():
    cells = list(jsonstat.read_cube(sample("eurostat_synthetic")).readings())

    assert [(cell.value, cell.mark) for cell in cells] == [
        (Decimal(61000), ""),
        (None, ":"),
        (Decimal(38000), "p"),
        (None, ""),
    ]


sizes = st.lists(st.integers(1, 4), min_size=1, max_size=4)
numbers = st.none() | st.decimals(-10_000, 10_000, places=2)


@st.composite
def cubes(draw):
    """The sizes, the values and the marks of a cube."""
    size = draw(sizes)
    cells = prod(size)
    values = draw(st.lists(numbers, min_size=cells, max_size=cells))
    marks = draw(st.lists(st.sampled_from(["", "", "..", "p"]), min_size=cells, max_size=cells))
    order = [draw(st.permutations(range(length))) for length in size]
    return size, values, marks, order


def written(size, order, values, marks) -> bytes:
    names = [f"d{place}" for place in range(len(size))]
    told = {
        "version": "2.0",
        "class": "dataset",
        "id": names,
        "size": size,
        "dimension": {
            # The keys stand in any order: only the positions count.
            name: {"category": {"index": {f"c{place}": place for place in places}}}
            for name, places in zip(names, order, strict=True)
        },
        "value": values,
        "status": marks,
    }
    return json.dumps(told, default=float).encode()


@given(cubes())
def test_dense_and_sparse_say_the_same(cube):
    size, values, marks, order = cube
    sparse_values = {str(flat): value for flat, value in enumerate(values) if value is not None} or {"0": None}
    sparse_marks = {str(flat): mark for flat, mark in enumerate(marks) if mark}

    dense = jsonstat.read_cube(written(size, order, values, marks))
    sparse = jsonstat.read_cube(written(size, order, sparse_values, sparse_marks))

    assert dense == sparse
    assert [cell.value for cell in dense.readings()] == values
    assert [cell.mark for cell in dense.readings()] == marks


@given(cubes())
def test_flat_index_is_the_sum_of_places_times_strides(cube):
    size, values, marks, order = cube
    read = jsonstat.read_cube(written(size, order, values, marks))

    for cell in read.readings():
        places = [int(cell.coordinates[f"d{place}"][1:]) for place in range(len(size))]
        flat = sum(place * prod(size[number + 1 :]) for number, place in enumerate(places))
        assert (read.reading(cell.coordinates), cell.value) == (cell, values[flat])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(body):
    refusal(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.sampled_from(["id", "size", "dimension", "value", "status", "role", "note", "extension", "updated"]), json_values
)
def test_any_wrong_part_is_read_or_refused(part, value):
    """Nothing but our own refusal ever comes out, whatever stands in an answer."""
    with suppress(RuleBroken):
        assert len(list(jsonstat.read_cube(dataset(**{part: value})).readings())) == 6
