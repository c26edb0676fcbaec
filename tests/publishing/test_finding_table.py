import io
import zipfile

import pytest
from django.utils import translation

from varv.core.case_book import folded
from varv.core.finding_table import CALLED, FindingColumn, read_rows
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence
from varv.overview.words import word
from varv.publishing.workbooks.finding_table import (
    LONGEST_PASTED,
    explained,
    read_finding_file,
    read_pasted,
    write_finding_template,
)
from varv.publishing.workbooks.writing import Heading, Prose, Table, render

HEADINGS = "Iakttagelse;Belägg;Rekommendation;Ansvarig;Forum"
ROW = "Valideringen är flaskhalsen.;Visst belägg;Sätt en gräns;Disa;Ledningsgruppen"


def workbook(*rows, sheets=()):
    headings = tuple(Heading(title) for title in ("Iakttagelse", "Belägg"))
    return render([*sheets, Table("Iakttagelser", headings, rows)], title="Prov")


def refused(deed, *told):
    with pytest.raises(RuleBroken) as broken:
        deed(*told)
    return broken.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_however_its_letters_are_written(encoding):
    sifted = read_finding_file("mall.csv", f"{HEADINGS}\r\n{ROW}\r\n".encode(encoding))

    assert sifted.cells[2][FindingColumn.TEXT] == "Valideringen är flaskhalsen."
    assert len(sifted.cells[2]) == 5


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_pasted_rows_are_read(sign):
    sifted = read_pasted(f"{HEADINGS}\n{ROW}".replace(";", sign))

    assert sifted.cells[2][FindingColumn.OWNER] == "Disa"


def test_a_workbook_is_read_past_a_sheet_of_explanations():
    content = workbook(["Det går fort", "Antagande"], sheets=[Prose("Läs mig", [["Så här gör du"]])])

    sifted = read_finding_file("fil.xlsx", content)

    assert sifted.cells == {2: {FindingColumn.TEXT: "Det går fort", FindingColumn.EVIDENCE: "Antagande"}}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_is_read_back_in_either_language(language):
    with translation.override(language):
        content = write_finding_template()

        assert refused(read_finding_file, "mall.xlsx", content) == "finding_table.no_rows"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("column", list(FindingColumn))
def test_each_column_of_the_template_is_known_and_explained(language, column):
    with translation.override(language):
        assert folded(word(column)) in CALLED[column]
        assert explained(column)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("grade", list(Evidence))
def test_each_grade_of_the_template_is_known(language, grade):
    with translation.override(language):
        rows, problems = read_rows({2: {FindingColumn.TEXT: "Något", FindingColumn.EVIDENCE: word(grade)}})

    assert (rows[0].values[FindingColumn.EVIDENCE], problems) == (grade, ())


def test_the_template_is_the_same_bytes_each_time():
    assert write_finding_template() == write_finding_template()


def with_part(content, name, body):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("a.exe", b"MZ", "cases.wrong_kind"),
        ("a.csv", b"\0\0", "cases.damaged"),
        ("a.xlsx", b"PK\x03\x04 not a workbook", "workbook.damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook.locked_or_old"),
        ("a.csv", b"x" * (3 * 1024 * 1024 + 1), "workbook.too_large"),
        ("a.csv", b";" * 3000, "workbook.too_many_columns"),
        ("a.xlsx", with_part(workbook(["a", "b"]), "xl/vbaProject.bin", "x"), "workbook.has_macros"),
        ("a.csv", b"Ett;annat\n1;2", "finding_table.no_headings"),
        ("a.csv", f"{HEADINGS}\n".encode() + f"{ROW}\n".encode() * 301, "finding_table.too_many_rows"),
    ],
)
def test_hostile_files_are_refused(filename, content, code):
    assert refused(read_finding_file, filename, content) == code


@pytest.mark.parametrize("text", ["\0", "x" * (LONGEST_PASTED + 1)])
def test_pasted_text_that_is_no_table_is_refused(text):
    assert refused(read_pasted, text) == "finding_table.pasted_too_much"


def test_an_empty_workbook_has_no_headings():
    assert refused(read_finding_file, "a.xlsx", render([], title="Tom")) == "finding_table.no_headings"
