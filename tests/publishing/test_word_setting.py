import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from varv.publishing import word_setting

PERSONS = ["Normal", "Title", "Heading 1", "Heading 4", "Quote", "Varv Judgement", "Varv Change", "Varv Voice"]
SYSTEMS = ["Caption", "Header", "Footer", "Varv System", "Varv Fact", "Varv Signed", "Varv Cell", "Varv Head"]


@pytest.fixture
def file():
    made = docx.Document()
    word_setting.set_up(made, lang="sv")
    return made


@pytest.mark.parametrize("name", PERSONS)
def test_persons_words_are_set_in_serif(file, name):
    assert word_setting.style(file, name).font.name == word_setting.SERIF


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems_words_are_set_in_sans(file, name):
    assert word_setting.style(file, name).font.name == word_setting.SANS


def test_headings_grow_with_their_level(file):
    sizes = [word_setting.style(file, name).font.size for name in ("Title", "Heading 1", "Heading 2", "Heading 3")]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == Pt(30)


def test_headings_are_still_headings(file):
    levels = [
        word_setting.style(file, f"Heading {level}").element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for level in (1, 2, 3, 4)
    ]

    assert levels == ["0", "1", "2", "3"]


@pytest.mark.parametrize(("name", "colour"), [("Quote", "7D898E"), ("Varv Judgement", "17252C")])
def test_what_a_person_said_has_a_line_beside_it(file, name, colour):
    (side,) = word_setting.style(file, name).element.iter(qn("w:left"))

    assert side.get(qn("w:color")) == colour


def test_quote_is_not_slanted(file):
    assert word_setting.style(file, "Quote").font.italic is False


def test_page_is_a4(file):
    (section,) = file.sections

    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)


def test_turn_lays_the_page_down_and_up_again(file):
    word_setting.turn(file, to=WD_ORIENT.LANDSCAPE)
    word_setting.turn(file, to=WD_ORIENT.PORTRAIT)
    _cover, lying, standing = file.sections

    assert round(lying.page_width / Mm(1)) == round(standing.page_height / Mm(1)) == 297
    assert (lying.orientation, standing.orientation) == (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("Sida {number} av {last}", "Utkast\tSida 1 av 1"),
        ("{number} ({last})", "Utkast\t1 (1)"),
        ("{number}/{last} sidor", "Utkast\t1/1 sidor"),
    ],
)
def test_foot_puts_the_numbers_where_the_words_say(file, page, shown):
    word_setting.head_and_foot(file, running="Årsrapport", note="Utkast", page=page)

    assert file.sections[0].footer.paragraphs[0].text == shown


def test_number_is_filled_in_by_word_itself(file):
    word_setting.head_and_foot(file, running="", note="", page="{number}{last}")
    marks = [found.get(qn("w:fldCharType")) for found in file.sections[0].footer._element.iter(qn("w:fldChar"))]

    assert marks == ["begin", "separate", "end"] * 2
