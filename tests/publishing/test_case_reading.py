"""A file of cases, as systems and people make them, and as somebody who wants to do harm would."""

from datetime import date, datetime

import pytest

from tests.workbooks import part, repacked, workbook
from varv.core.personal_data import MASK, PersonalKind
from varv.core.refusals import RuleBroken
from varv.publishing.workbooks import case_reading
from varv.publishing.workbooks.case_reading import MOST_COLUMNS, MOST_ROWS, MOST_SIGNS, read_case_file

HEADINGS = ["Ärende-ID", "Projektnamn", "Kontaktperson", "Startdatum", "Beviljat belopp"]
CASE = ["20368412", "Testbädd; för textil", "Kerstin Ek", "2026-01-01", "1 250 000,50"]
SHEET = "xl/worksheets/sheet1.xml"


def text(*rows, sign=";"):
    """Rows as text, quoted where they must be."""
    return "\r\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in rows)


def read(content, filename="arenden.csv", **told):
    return read_case_file(filename, content, told.get("allowed", {}), told.get("known", ()))


def refused(content, filename="arenden.csv"):
    """The code that a file is refused with; the refusal tells nothing of what the file held."""
    with pytest.raises(RuleBroken) as broken:
        read(content, filename)
    assert "Kerstin" not in repr(broken.value.facts)
    return broken.value.code


# --- text files


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_however_it_is_written(sign, encoding):
    rows = [[cell.replace(",", " ") for cell in row] for row in (HEADINGS, CASE)]

    found = read(text(*rows, sign=sign).encode(encoding))

    assert found.headings == ("Ärende-ID", "Projektnamn", "Startdatum", "Beviljat belopp")
    assert found.rows == ((2, ("20368412", "Testbädd; för textil", "2026-01-01", "1 250 000 50")),)
    assert [one.kind for one in found.refused] == [PersonalKind.NAME]


def test_rows_are_numbered_as_in_the_file():
    found = read(text(["Export"], [""], HEADINGS, CASE, ["", "", "", "", ""], CASE).encode())

    assert [number for number, _cells in found.rows] == [4, 6]


def test_a_cell_may_have_several_lines():
    found = read(b'Projektnamn;Status;Dnr\r\n"Rad ett\nrad tv\xc3\xa5";x;7\r\nB;y;8')

    assert [cells[0] for _number, cells in found.rows] == ["Rad ett\nrad två", "B"]


def test_a_formula_in_text_stays_text():
    found = read(text(["Dnr", "Projektnamn", "Status"], ["1", "=HYPERLINK(1)", "@SUM"], ["2", "+46", "-x"]).encode())

    assert [cells for _number, cells in found.rows] == [("1", "=HYPERLINK(1)", "@SUM"), ("2", "+46", "-x")]


def test_hidden_letters_do_not_hide_a_personal_number():
    found = read(
        text(["Dnr", "Projektnamn", "Syfte"], ["1", "A", "1912\u200b1212\u00ad-1212"], *7 * [["2"] * 3]).encode()
    )

    assert found.rows[0][1][2] == MASK


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "cases.no_headings"),
        (b"\xef\xbb\xbf", "cases.no_headings"),
        (b"\x00\x01\x02", "cases.damaged"),
        (text(HEADINGS, CASE).replace("Test", "\0").encode(), "cases.damaged"),
        (text(HEADINGS, CASE).encode("utf-16-le"), "cases.damaged"),
        (text(CASE, CASE).encode(), "cases.no_headings"),
        (text(HEADINGS).encode(), "cases.no_rows"),
        (b"Dnr;Projektnamn\n1;" + b"x" * 200_000, "cases.damaged"),
        (b"Dnr;Projektnamn\n" + b";" * (MOST_COLUMNS + 1), "workbook.too_many_columns"),
        (b";" * (MOST_SIGNS + 1), "workbook.too_many_columns"),
        (b";" * 1_000_000, "workbook.too_many_columns"),
        (b"Dnr;Projektnamn" + b"\n1;a" * (MOST_ROWS + 2), "workbook.too_many_rows"),
        (b"x" * (8 * 1024**2 + 1), "workbook.too_large"),
    ],
)
def test_what_is_no_table_of_cases_is_refused(content, code):
    assert refused(content) == code


@pytest.mark.parametrize("filename", ["arenden.pdf", "arenden", "arenden.xlsm", "arenden.ods"])
def test_other_kinds_of_files_are_refused(filename):
    assert refused(text(HEADINGS, CASE).encode(), filename) == "cases.wrong_kind"


# --- workbooks


def test_a_workbook_is_read_with_its_numbers_and_days():
    rows = [["Ärendeexport"], [], HEADINGS, [20368412, "Testbädd", "Kerstin Ek", date(2026, 1, 1), 1250000.5]]

    found = read(workbook({"Blad1": rows}), "arenden.xlsx")

    assert found.rows == ((4, ("20368412", "Testbädd", "2026-01-01", "1250000.50")),)


def test_numbers_and_days_become_what_is_read_back():
    rows = [
        ["Dnr", "Projektnamn", "Startdatum", "Beviljat"],
        [1.0, 12.345, datetime.fromisoformat("2026-01-01T12:30"), True],
    ]

    found = read(workbook({"Blad1": rows}), "arenden.xlsx")

    assert found.rows == ((2, ("1", "12.35", "2026-01-01", "True")),)


def test_the_first_sheet_with_a_table_is_read():
    sheets = {"Läs mig": [["Om exporten"]], "Tomt": [], "Ärenden": [HEADINGS, CASE], "Fler": [HEADINGS, CASE, CASE]}

    assert len(read(workbook(sheets), "arenden.xlsx").rows) == 1


def test_a_workbook_without_a_table_is_refused():
    assert refused(workbook({"Blad1": [["Hej"]], "Blad2": []}), "a.xlsx") == "cases.no_headings"
    assert refused(workbook({"Blad1": []}), "a.xlsx") == "cases.no_headings"
    assert refused(workbook({"Blad1": [HEADINGS]}), "a.xlsx") == "cases.no_rows"


def test_a_refusal_of_a_column_is_told_at_once():
    content = workbook({"Blad1": [HEADINGS, CASE]})

    with pytest.raises(RuleBroken) as broken:
        read(content, "a.xlsx", allowed={"Kontaktperson": ""})

    assert broken.value.code == "cases.reason_missing"


def test_merged_headings_above_the_table_are_no_hinder():
    def merge(book, pages):
        pages["Blad1"].merge_range("A1:E1", "Ärenden 2026", book.add_format())

    found = read(workbook({"Blad1": [[], HEADINGS, CASE]}, merge), "arenden.xlsx")

    assert [number for number, _cells in found.rows] == [3]


def test_a_formula_in_a_workbook_is_left_out_and_told():
    def compute(_book, pages):
        pages["Blad1"].write_formula(1, 1, "=1+1", None, "Uträknat")

    found = read(workbook({"Blad1": [HEADINGS, CASE]}, compute), "arenden.xlsx")

    assert found.rows[0][1][1] == ""
    assert found.formulas == ((2, "Projektnamn"),)


def test_a_workbook_of_formulas_is_refused():
    def compute(_book, pages):
        for row in range(1, 300):
            pages["Blad1"].write_formula(row, 1, "=1+1", None, 2)

    assert refused(workbook({"Blad1": [HEADINGS, CASE]}, compute), "a.xlsx") == "cases.too_many_formulas"


def test_a_workbook_that_unpacks_too_large_is_refused():
    bomb = repacked(workbook({"Blad1": [HEADINGS, CASE]}), {"xl/media/image1.png": b"0" * (121 * 1024**2)})

    assert refused(bomb, "arenden.xlsx") == "workbook.unpacks_too_large"


def test_a_workbook_with_macros_is_refused():
    content = repacked(workbook({"Blad1": [HEADINGS, CASE]}), {"xl/vbaProject.bin": b"x"})

    assert refused(content, "arenden.xlsx") == "workbook.has_macros"


def test_an_old_or_locked_workbook_is_refused():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "arenden.xls") == "workbook.locked_or_old"


def test_a_damaged_workbook_is_refused():
    content = workbook({"Blad1": [HEADINGS, CASE]})

    assert refused(content[: len(content) // 2], "arenden.xlsx") == "workbook.damaged"
    assert refused(repacked(content, {SHEET: part(content, SHEET)[:-20]}), "arenden.xlsx") == "workbook.damaged"


def test_a_workbook_has_an_end_in_both_directions():
    far = b'<sheetData><row r="%d"><c r="%s"><v>1</v></c></row></sheetData>'
    content = workbook({"Blad1": [HEADINGS, CASE]})
    sheet = part(content, SHEET)
    body = sheet[sheet.index(b"<sheetData>") : sheet.index(b"</sheetData>") + len(b"</sheetData>")]

    down = repacked(content, {SHEET: sheet.replace(body, far % (1048576, b"A1048576"))})
    aside = repacked(content, {SHEET: sheet.replace(body, far % (1, b"XFD1"))})

    assert refused(down, "arenden.xlsx") == "workbook.too_many_rows"
    assert refused(aside, "arenden.xlsx") == "workbook.too_many_columns"


def test_more_rows_are_read_than_a_plan_may_have():
    rows = [HEADINGS, *([f"{n}", "A", "Kerstin Ek", "", ""] for n in range(6_000))]

    assert len(read(workbook({"Blad1": rows}), "arenden.xlsx").rows) == 6_000


def test_saved_headings_are_known():
    found = read(text(["Löpnr", "Rubrik"], ["1", "A"]).encode(), known={"Löpnr", "Rubrik"})

    assert found.headings == ("Löpnr", "Rubrik")


def test_every_name_is_a_sheet_to_read():
    assert "vad som helst" in case_reading._Every()
