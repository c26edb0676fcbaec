from datetime import date
from decimal import Decimal

import pytest

from varv.core.plan_book import (
    CALLED,
    COLUMNS,
    EMPTY,
    KNOWN_BY,
    WITHIN,
    Column,
    Holds,
    Row,
    Sheet,
    column_of,
    identity,
    is_strange,
    known_by,
    labels,
    one_line,
    plain_text,
    references,
)


def test_every_sheet_has_its_columns():
    assert list(COLUMNS) == list(Sheet)
    assert all(COLUMNS.values())


@pytest.mark.parametrize("sheet", Sheet)
def test_no_sheet_has_two_columns_of_a_name(sheet):
    names = [column.name for column in COLUMNS[sheet]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("sheet", Sheet)
def test_a_reference_leads_to_the_same_sheet_or_one_before_it(sheet):
    order = list(Sheet)

    assert [one.name for one in references(sheet) if order.index(one.to) > order.index(sheet)] == []


@pytest.mark.parametrize("sheet", Sheet)
def test_what_a_row_is_known_by_and_called_are_columns_of_its_sheet(sheet):
    names = {*KNOWN_BY.get(sheet, ("key",)), *CALLED.get(sheet, ("name",))}

    assert names <= {column.name for column in COLUMNS[sheet]}


@pytest.mark.parametrize("sheet", Sheet)
def test_each_column_says_all_that_its_kind_needs(sheet):
    for column in COLUMNS[sheet]:
        assert (column.codes is not None) == (column.holds is Holds.CODE)
        assert (column.to is not None) == (column.holds is Holds.REFERENCE)
        assert (column.between != (0, 0)) == (column.holds in {Holds.COUNT, Holds.AMOUNT})
        assert column.longest > 0


def test_a_step_is_found_within_its_chain_and_a_goal_within_its_document():
    assert WITHIN == ("document", "chain")


@pytest.mark.parametrize(
    ("column", "stands_for"),
    [
        (Column("name", Holds.LINE), ""),
        (Column("reason", Holds.PROSE), ""),
        (Column("link", Holds.ADDRESS), ""),
        (Column("ends_on", Holds.DAY), None),
        (Column("owner", Holds.PERSON), None),
        (Column("is_targeted", Holds.YES_NO, empty=True), True),
        (Column("decimals", Holds.COUNT, empty=0), 0),
    ],
)
def test_an_empty_cell_stands_for(column, stands_for):
    assert column.when_empty is stands_for or column.when_empty == stands_for


def test_column_of_finds_a_column_of_the_sheet_only():
    assert column_of(Sheet.GOALS, "outline") is COLUMNS[Sheet.GOALS][2]
    assert column_of(Sheet.AREAS, "outline") is None


def test_a_row_is_known_by_its_key():
    row = Row(7, {"key": "m1", "name": "Fler"})

    assert known_by(Sheet.GOALS, row) == "m1"
    assert identity(Sheet.GOALS, row) == "m1"


def test_a_tie_is_known_by_its_two_ends():
    row = Row(7, {"source": "a", "target": "b"})

    assert known_by(Sheet.GOAL_LINKS, row) == "a → b"
    assert known_by(Sheet.CONTRIBUTIONS, Row(7, {"initiative": "i", "goal": "g"})) == "i → g"


def test_an_indicator_is_known_by_its_name():
    assert known_by(Sheet.INDICATORS, Row(7, {"name": "Utsläpp"})) == "Utsläpp"


@pytest.mark.parametrize("values", [{}, {"key": ""}, {"key": None}])
def test_a_row_without_a_key_is_known_by_its_number(values):
    assert known_by(Sheet.GOALS, Row(7, values)) == ""
    assert identity(Sheet.GOALS, Row(7, values)) == "#7"


def test_half_a_tie_is_known_by_nothing():
    assert known_by(Sheet.GOAL_LINKS, Row(3, {"source": "a", "target": None})) == ""


def test_labels_tell_what_people_call_rows():
    book = {
        **EMPTY,
        Sheet.DOCUMENTS: [Row(2, {"key": "d", "title": "Älvmark 2030"})],
        Sheet.GOALS: [Row(2, {"key": "g", "outline": "1", "name": "Fler"}), Row(3, {"outline": "2", "name": "Fort"})],
        Sheet.STEPS: [Row(2, {"key": "a", "text": "Kurs"}), Row(3, {"key": "b", "text": "Intyg"})],
        Sheet.LINKS: [Row(2, {"key": "l", "source": "a", "target": "b"})],
        Sheet.GOAL_LINKS: [Row(2, {"source": "g", "target": "#3"})],
        Sheet.INDICATORS: [Row(2, {"name": "Utsläpp"})],
    }

    told = labels(book)

    assert told[Sheet.DOCUMENTS] == {"d": "Älvmark 2030"}
    assert told[Sheet.GOALS] == {"g": "1 Fler", "#3": "2 Fort"}
    assert told[Sheet.LINKS] == {"l": "Kurs → Intyg"}
    assert told[Sheet.GOAL_LINKS] == {"g → #3": "1 Fler → 2 Fort"}
    assert told[Sheet.INDICATORS] == {"Utsläpp": "Utsläpp"}
    assert told[Sheet.CHAINS] == {}


def test_labels_tell_an_end_that_is_not_there_as_it_was_written():
    book = {**EMPTY, Sheet.LINKS: [Row(2, {"key": "l", "source": "borta", "target": None})]}

    assert labels(book)[Sheet.LINKS] == {"l": "borta → "}


@pytest.mark.parametrize(
    ("written", "text", "line"),
    [
        (" ett ", "ett", "ett"),
        ("ett\r\ntvå\rtre", "ett\ntvå\ntre", "ett två tre"),
        ("ett\x0btvå", "ett två", "ett två"),
        ("a\t b", "a\t b", "a b"),
        ("\ud800x", "x", "x"),
        ("👩‍🏫 å", "👩‍🏫 å", "👩‍🏫 å"),
    ],
)
def test_text_is_kept_as_a_cell_can_hold_it(written, text, line):
    assert plain_text(written) == text
    assert one_line(written) == line


@pytest.mark.parametrize(
    ("sign", "strange"),
    [("\x00", True), ("\x1f", True), ("\x7f", True), ("\udfff", True), ("\n", False), ("\t", False), ("å", False)],
)
def test_strange_signs_are_those_nobody_writes(sign, strange):
    assert is_strange(sign) is strange


def test_rows_are_plain_values():
    row = Row(2, {"starts_on": date(2026, 1, 1), "share": Decimal("12.5"), "is_targeted": False})

    assert row == Row(2, {"starts_on": date(2026, 1, 1), "share": Decimal("12.50"), "is_targeted": False})
