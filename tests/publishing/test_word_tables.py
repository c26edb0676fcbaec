import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from tests.publishing.looking import NASTY
from varv.publishing import word_setting
from varv.publishing.letters import legible
from varv.publishing.parts import Column, Kind, Table
from varv.publishing.word_tables import add_table

HEAD = (Column("Mål"), Column("Bedömning", Kind.VOICE), Column("2026", Kind.NUMBERS))


@pytest.fixture
def file():
    made = docx.Document()
    word_setting.set_up(made, lang="sv")
    return made


def added(file, *rows, head=HEAD, caption="Mål för mål"):
    add_table(file, Table(caption, head, rows))
    return file.tables[-1]


def test_table_has_a_head_and_rows(file):
    table = added(file, ("1.1", "Rätt väg", "73,6"), ("1.2", "Fel väg", "uppgift saknas"))

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Mål", "Bedömning", "2026"],
        ["1.1", "Rätt väg", "73,6"],
        ["1.2", "Fel väg", "uppgift saknas"],
    ]


def test_table_without_rows_has_its_head(file):
    assert len(added(file).rows) == 1


def test_table_aligns_a_column_of_numbers_with_its_head(file):
    table = added(file, ("1.1", "Rätt väg", "73,6"))

    assert [row.cells[2].paragraphs[0].alignment for row in table.rows] == [WD_ALIGN_PARAGRAPH.RIGHT] * 2
    assert [row.cells[0].paragraphs[0].alignment for row in table.rows] == [None, None]


def test_table_has_hairlines_between_rows_only(file):
    added(file)
    borders = file.styles["Varv Table"].element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")

    assert [border.tag for border in borders] == [qn("w:bottom"), qn("w:insideH")]


def test_tables_share_one_style(file):
    added(file)
    added(file)

    assert [style.name for style in file.styles].count("Varv Table") == 1


def test_table_of_a_hundred_rows_repeats_only_its_head(file):
    table = added(file, *[("1", "2", "3")] * 100)

    assert sum(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows) == 1
    assert len(table.rows) == 101


def test_table_holds_nasty_words_as_words(file):
    table = added(file, (NASTY,) * 3, head=(Column(NASTY),) * 3, caption=NASTY)

    assert {cell.text for row in table.rows for cell in row.cells} == {legible(NASTY)}
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == legible(NASTY)
