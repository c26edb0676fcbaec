"""Files that are no sound workbooks: each is refused, with a reason, before it can do harm."""

import io
import struct
import subprocess
import sys
import textwrap
import tracemalloc
import zipfile
from datetime import date

import pytest

from tests.workbooks import part, repacked, workbook
from varv.core.refusals import RuleBroken
from varv.publishing.workbooks import reading
from varv.publishing.workbooks.reading import MOST_ROWS, Fault, column_name, read

GOALS = frozenset({"mål"})
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
PLAIN = [["Nummer", "Mål"], ["1", "Fler"]]


def sound():
    return workbook({"Mål": PLAIN})


def refused(content, wanted=GOALS):
    """The code of the refusal."""
    with pytest.raises(RuleBroken) as told:
        read(content, wanted)
    assert told.value.facts["field"] == "upload"
    return told.value.code


def with_sheet(xml):
    """A workbook whose only sheet is this."""
    head = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return repacked(sound(), {SHEET: head + xml + b"</worksheet>"})


# --- what is read


def test_a_sheet_is_read_with_its_rows_by_number():
    (sheet,) = read(workbook({"Mål": [*PLAIN, [], ["2", "Fort"]]}), GOALS).sheets

    assert sheet.name == "Mål"
    assert {number: list(row) for number, row in sheet.rows.items()} == {
        1: ["Nummer", "Mål"],
        2: ["1", "Fler"],
        4: ["2", "Fort"],
    }
    assert sheet.faults == ()


def test_a_sheet_that_begins_further_down_keeps_its_addresses():
    (sheet,) = read(workbook({"Mål": [[], [None, "Mål"], [None, "Fler"]]}), GOALS).sheets

    assert {number: list(row) for number, row in sheet.rows.items()} == {2: ["", "Mål"], 3: ["", "Fler"]}


def test_values_are_plain():
    (sheet,) = read(workbook({"Mål": [["a", 1, 1.5, True, date(2026, 1, 31)]]}), GOALS).sheets

    assert list(sheet.rows[1]) == ["a", 1.0, 1.5, True, date(2026, 1, 31)]


@pytest.mark.parametrize("name", ["Mål", "MÅL", " mål "])
def test_a_sheet_is_known_by_its_name_however_it_is_written(name):
    assert [sheet.name for sheet in read(workbook({name: PLAIN}), GOALS).sheets] == [name]


def test_other_sheets_are_named_and_not_read():
    def with_formula(_book, pages):
        pages["Mitt eget"].write_formula(0, 0, "=1+1")

    found = read(workbook({"Mål": PLAIN, "Mitt eget": []}, with_formula), GOALS)

    assert found.others == ("Mitt eget",)
    assert [sheet.faults for sheet in found.sheets] == [()]


def test_an_empty_sheet_has_no_rows():
    assert [dict(sheet.rows) for sheet in read(workbook({"Mål": []}), GOALS).sheets] == [{}]


def test_a_workbook_without_our_sheets_gives_none():
    found = read(workbook({"Blad1": PLAIN}), GOALS)

    assert (found.sheets, found.others) == ((), ("Blad1",))


def test_text_within_the_cells_is_read():
    xml = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Fler</t></is></c></row></sheetData>'

    assert [list(sheet.rows[1]) for sheet in read(with_sheet(xml), GOALS).sheets] == [["Fler"]]


def test_cells_without_addresses_are_counted():
    xml = b"<sheetData><row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row></sheetData>"

    (sheet,) = read(with_sheet(xml), GOALS).sheets
    assert sheet.faults == (Fault("workbook.formula", 1, 1),)


# --- what is marked


def test_formulas_are_told_with_their_addresses():
    def formulas(_book, pages):
        pages["Mål"].write_formula(2, 1, "=1+1", None, 2)
        pages["Mål"].write_array_formula(3, 27, 3, 27, "{=SUM(A1:A2)}")

    (sheet,) = read(workbook({"Mål": PLAIN}, formulas), GOALS).sheets

    assert sheet.faults == (Fault("workbook.formula", 3, 1), Fault("workbook.formula", 4, 27))


def test_merged_cells_are_told_with_their_row():
    (sheet,) = read(workbook({"Mål": PLAIN}, lambda _book, pages: pages["Mål"].merge_range("B5:C6", "x")), GOALS).sheets

    assert sheet.faults == (Fault("workbook.merged", 5),)


def test_errors_of_the_program_are_told():
    xml = b'<sheetData><row r="3"><c r="B3" t="e"><v>#REF!</v></c></row></sheetData>'

    (sheet,) = read(with_sheet(xml), GOALS).sheets
    assert sheet.faults == (Fault("workbook.cell_error", 3, 1),)


def test_only_so_many_faults_are_told(monkeypatch):
    monkeypatch.setattr(reading, "MOST_FAULTS", 3)

    def formulas(_book, pages):
        for row in range(9):
            pages["Mål"].write_formula(row, 0, "=1")

    (sheet,) = read(workbook({"Mål": []}, formulas), GOALS).sheets
    assert len(sheet.faults) == 3


# --- what is refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook.not_a_workbook"),
        (b"Nummer;Namn\n1;Fler\n", "workbook.not_a_workbook"),
        (b"%PDF-1.7", "workbook.not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "workbook.locked_or_old"),
        (b"PK\x03\x04" + b"\0" * 100, "workbook.damaged"),
        (b"x" * (reading.LARGEST + 1), "workbook.too_large"),
    ],
)
def test_what_is_no_workbook_is_refused(content, code):
    assert refused(content) == code


def test_a_cut_off_workbook_is_refused():
    assert refused(sound()[:-200]) == "workbook.damaged"


def test_a_workbook_with_a_flipped_byte_is_refused():
    content = bytearray(sound())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo(SHEET).header_offset + 80
    content[place] ^= 0xFF

    assert refused(bytes(content)) == "workbook.damaged"


@pytest.mark.parametrize("gone", ["xl/workbook.xml", "[Content_Types].xml"])
def test_an_archive_that_is_no_workbook_is_refused(gone):
    assert refused(repacked(sound(), without=[gone])) == "workbook.not_a_workbook"


@pytest.mark.parametrize("gone", ["xl/_rels/workbook.xml.rels", SHEET])
def test_a_workbook_that_lacks_a_part_is_refused(gone):
    assert refused(repacked(sound(), without=[gone])) == "workbook.damaged"


def test_a_word_document_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")

    assert refused(file.getvalue()) == "workbook.not_a_workbook"


def test_the_same_part_twice_is_refused():
    file = io.BytesIO(sound())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")

    assert refused(file.getvalue()) == "workbook.not_a_workbook"


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(name):
    assert refused(repacked(sound(), {name: b"x"})) == "workbook.has_macros"


def test_a_workbook_that_calls_itself_one_with_macros_is_refused():
    types = part(sound(), "[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")

    assert refused(repacked(sound(), {"[Content_Types].xml": types})) == "workbook.has_macros"


def test_a_locked_part_is_refused():
    content = bytearray(sound())
    place = content.index(b"PK\x01\x02")
    while place != -1:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)

    assert refused(bytes(content)) == "workbook.locked_or_old"


def test_too_many_parts_are_refused():
    assert refused(repacked(sound(), {f"xl/media/{n}": b"" for n in range(reading.MOST_PARTS)})) == (
        "workbook.unpacks_too_large"
    )


def bomb(megabytes):
    """A few kilobytes that say they are megabytes of sheet, and are."""
    return repacked(sound(), {SHEET: b"<worksheet>" + b" " * (megabytes * 1024 * 1024) + b"</worksheet>"})


def test_a_zip_bomb_is_refused_unopened():
    content = bomb(200)
    assert len(content) < 250_000

    tracemalloc.start()
    code = refused(content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert code == "workbook.unpacks_too_large"
    assert most < 2 * 1024 * 1024


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(bomb(60))
    size = struct.pack("<I", 60 * 1024 * 1024 + 23)
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        offset = 24 if mark == b"PK\x01\x02" else 22
        place = content.find(mark)
        while place != -1:
            if content[place + offset : place + offset + 4] == size:
                content[place + offset : place + offset + 4] = struct.pack("<I", 500)
            place = content.find(mark, place + 4)

    assert refused(bytes(content)) == "workbook.damaged"


def test_one_long_text_in_every_cell_is_refused():
    text = b"x" * 32_000
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 90 + b"</row>"
    content = repacked(
        with_sheet(b"<sheetData>" + row * 100 + b"</sheetData>"), {TEXTS: b"<sst><si><t>" + text + b"</t></si></sst>"}
    )

    assert refused(content) == "workbook.unpacks_too_large"


def test_a_text_longer_than_a_cell_is_refused():
    content = repacked(sound(), {TEXTS: b"<sst><si><t>" + b"x" * 32_768 + b"</t></si></sst>"})

    assert refused(content) == "workbook.cell_too_long"


def test_a_hundred_thousand_rows_are_refused():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_001))

    content = with_sheet(b"<sheetData>" + rows + b"</sheetData>")

    with pytest.raises(RuleBroken) as told:
        read(content, GOALS)
    assert (told.value.code, told.value.facts["sheet"], told.value.facts["most"]) == (
        "workbook.too_many_rows",
        "Mål",
        MOST_ROWS,
    )


@pytest.mark.parametrize(
    ("cell", "code"), [(b"A1048576", "workbook.too_many_rows"), (b"XFD1", "workbook.too_many_columns")]
)
def test_one_cell_far_away_is_refused(cell, code):
    """The reader of workbooks would make room for every cell in between."""
    xml = b'<sheetData><row><c r="A1"><v>1</v></c></row><row><c r="%s"><v>1</v></c></row></sheetData>' % cell

    assert refused(with_sheet(xml)) == code


def test_a_format_far_away_is_no_row():
    xml = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="A9999" s="1"/></row></sheetData>'

    assert [list(sheet.rows) for sheet in read(with_sheet(xml), GOALS).sheets] == [[1]]


@pytest.mark.parametrize("address", [b"1A", b"ABCD1", b"A99999999", b"", b"A-1", "Å1".encode()])
def test_an_address_that_is_none_is_refused(address):
    xml = b'<sheetData><row><c r="%s"><v>1</v></c></row></sheetData>' % address

    assert refused(with_sheet(xml)) == "workbook.damaged"


def test_a_row_number_that_is_none_is_refused():
    assert refused(with_sheet(b'<sheetData><row r="x"><c><v>1</v></c></row></sheetData>')) == "workbook.damaged"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><%s>&b;</%s>'


@pytest.mark.parametrize(
    "name", [SHEET, TEXTS, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"]
)
def test_entities_are_refused_wherever_they_stand(name):
    assert refused(repacked(sound(), {name: LAUGHS % (b"x", b"x")})) == "workbook.damaged"


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0" encoding="UTF-16"?><worksheet/>',
        b'<?xml version="1.0" encoding="latin-1"?><worksheet/>',
        "<worksheet/>".encode("utf-16"),
        b"<worksheet>",
        b"\x00\x01\x02",
    ],
)
def test_a_part_in_another_alphabet_or_broken_is_refused(xml):
    assert refused(repacked(sound(), {SHEET: xml})) == "workbook.damaged"


def test_what_the_reader_of_workbooks_cannot_take_is_refused():
    broken = part(sound(), "xl/styles.xml").replace(b"cellXfs", b"cellXf")
    texts = b"<sst><si><t>a</t></si></sst>"
    xml = b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'

    content = repacked(with_sheet(xml), {TEXTS: texts, "xl/styles.xml": broken})

    assert refused(content) == "workbook.damaged"


def test_somebody_who_wants_to_stop_is_not_told_that_the_file_is_damaged():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading._opened(stop)


HOSTILE = """
    import resource, sys
    sys.path.insert(0, {root!r})
    from varv.core.refusals import RuleBroken
    from varv.publishing.workbooks.reading import read
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        read(open(sys.argv[1], "rb").read(), frozenset({{"mål"}}))
    except RuleBroken as refused:
        print(refused.code, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_memory_stays_bounded_whatever_is_sent(tmp_path):
    """In a process of its own, where what the reader of workbooks takes is counted too: in megabytes."""
    root = str(reading.__file__).partition("/varv/publishing")[0]
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 99 + b"</row>"
    many = with_sheet(b"<sheetData>" + row * 5_000 + b"</sheetData>")
    sent = {
        "bomb": bomb(200),
        "texts": repacked(many, {TEXTS: b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"}),
        "far": with_sheet(b'<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    }
    for name, content in sent.items():
        file = tmp_path / name
        file.write_bytes(content)

        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(HOSTILE.format(root=root)), str(file)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

        code, megabytes = done.stdout.split()
        assert code in {"workbook.unpacks_too_large", "workbook.too_many_rows"}
        assert int(megabytes) < 120


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column, name):
    assert column_name(column) == name
