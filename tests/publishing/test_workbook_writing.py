import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.workbooks import part
from varv.publishing.workbooks.writing import LISTS, LONGEST_CELL, Heading, Prose, Table, render

HEADINGS = (Heading("Namn", "Vad det heter.", is_required=True), Heading("Läge", choices=("Ja, gärna", "Nej")))


def table(*rows, headings=HEADINGS, name="Mål"):
    return Table(name, headings, rows)


def cells(content, name="Mål"):
    """What another program reads on a sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def test_the_same_values_give_the_same_bytes():
    rows = [("Fler", "Nej"), ("=1+1", None)]

    assert render([table(*rows)], title="Plan") == render([table(*rows)], title="Plan")


def test_other_values_give_other_bytes():
    assert render([table(("Fler", None))], title="Plan") != render([table(("Färre", None))], title="Plan")


def test_nothing_in_the_file_tells_when_it_was_made():
    content = render([table(("Fler", None))], title="Plan")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"20\d\d-\d\d-\d\d", part(content, "docProps/core.xml").decode()) == ["2020-01-01", "2020-01-01"]


def test_a_table_has_its_headings_first():
    assert cells(render([table(("Fler", "Nej"))], title="Plan")) == [["Namn", "Läge"], ["Fler", "Nej"]]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+46 8",
        "-5",
        "@SUM(A1)",
        "https://example.org",
        "1.10",
        "0012",
        "_x0041_",
        "rad\nbruten",
        "<b>&amp;",
        "👩‍🏫",
    ],
)
def test_text_is_only_ever_text(text):
    content = render([table((text, None))], title="Plan")

    assert cells(content)[1][0] == text
    assert b"<f>" not in part(content, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("value", "read"),
    [(7, 7), (Decimal("12.5"), 12.5), (date(2026, 1, 31), date(2026, 1, 31)), (None, ""), ("", "")],
)
def test_a_value_is_read_as_it_was_written(value, read):
    assert cells(render([table(("Fler", value))], title="Plan"))[1] == ["Fler", read]


def test_a_day_that_no_spreadsheet_can_count_to_is_written_out():
    assert cells(render([table(("Fler", date(1, 1, 1)))], title="Plan"))[1][1] == "0001-01-01"


def test_a_text_that_fits_in_no_cell_is_never_cut():
    assert cells(render([table(("x" * LONGEST_CELL, None))], title="Plan"))[1][0] == "x" * LONGEST_CELL
    with pytest.raises(ValueError, match="32768 letters"):
        render([table(("x" * (LONGEST_CELL + 1), None))], title="Plan")


def test_choices_stand_on_a_hidden_sheet_of_their_own():
    content = render([table(), table(name="Led")], title="Plan")

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Mål", "Led", LISTS]
    assert cells(content, LISTS) == [["Ja, gärna"], ["Nej"]]
    assert [str(one.visible) for one in book.sheets_metadata if one.name == LISTS] == ["SheetVisibleEnum.Hidden"]


def test_a_cell_tells_what_it_is_for_and_offers_its_choices():
    sheet = part(render([table()], title="Plan"), "xl/worksheets/sheet1.xml").decode()

    assert 'prompt="Vad det heter."' in sheet
    assert "Listor!$A$1:$A$2" in sheet
    assert 'errorStyle="warning"' in sheet


def test_the_heading_stays_in_sight():
    sheet = part(render([table()], title="Plan"), "xl/worksheets/sheet1.xml").decode()

    assert 'topLeftCell="B2"' in sheet
    assert 'state="frozen"' in sheet


def test_long_help_is_cut_to_what_the_program_takes():
    headings = (Heading("N" * 40, "h" * 300),)

    sheet = part(render([table(headings=headings)], title="Plan"), "xl/worksheets/sheet1.xml").decode()

    assert f'promptTitle="{"N" * 32}"' in sheet
    assert f'prompt="{"h" * 255}"' in sheet


def test_prose_is_lines_of_cells():
    content = render([Prose("Läs mig", [("Rubrik",), ("Dag", date(2026, 11, 16)), ("", "", "=text")])], title="Plan")

    assert cells(content, "Läs mig") == [["Rubrik", "", ""], ["Dag", date(2026, 11, 16), ""], ["", "", "=text"]]
