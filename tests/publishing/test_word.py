from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings

from tests.publishing.looking import NASTY
from tests.publishing.reports import (
    BULLETS,
    CHAIN,
    CHANGE,
    CHART,
    FACTS,
    GOALS,
    JUDGEMENT,
    MARKUP,
    QUOTE,
    SPIRAL,
    WIDE_CHAIN,
    any_report,
    report,
)
from varv.publishing import word, word_setting
from varv.publishing.letters import legible
from varv.publishing.parts import Heading, Text, Voice


def read(*parts, **more):
    return docx.Document(BytesIO(word.render(report(*parts, **more))))


def said(file, style):
    """What is said in a style, in order."""
    return [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == style]


def pictures(file):
    return [shape._inline.docPr for shape in file.inline_shapes]


def orientations(file):
    """How each section after the cover lies."""
    return [section.orientation for section in file.sections][1:]


@pytest.fixture(scope="module")
def whole():
    """A report with a part of every kind, written once."""
    return read()


@pytest.mark.parametrize(("lang", "language"), [("sv", "sv-SE"), ("en", "en-GB"), ("fi", "fi")])
def test_word_has_its_language_in_every_place(lang, language):
    file = read(Text("A"), lang=lang)
    spoken = [found.get(qn("w:val")) for found in file.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))]

    assert spoken == [language]
    assert file.core_properties.language == language
    assert [found.get(qn("w:val")) for found in file.settings.element.iter(qn("w:themeFontLang"))] == [language]


def test_word_has_its_title_author_and_day(whole):
    properties = whole.core_properties

    assert (properties.title, properties.author) == ("Hur går det med Älvmark 2030?", "Region Älvmark")
    assert properties.subject == "Årsrapport 2026"
    assert properties.created.date() == properties.modified.date() == date(2027, 1, 19)


def test_word_says_nothing_of_what_made_it(whole):
    assert whole.core_properties.comments == ""


def test_word_begins_with_a_cover(whole):
    assert [paragraph.text for paragraph in whole.paragraphs][:5] == [
        "Region Älvmark",
        "Årsrapport 2026",
        "Hur går det med Älvmark 2030?",
        "Läget och vad vi har ändrat",
        "Till\tRegionala utvecklingsnämnden",
    ]
    assert said(whole, "Title") == ["Hur går det med Älvmark 2030?"]
    assert said(whole, "Subtitle") == ["Läget och vad vi har ändrat"]


def test_word_has_real_headings(whole):
    assert said(whole, "Heading 1") == [
        "Sammanfattning",
        "Ett län där fler kan vara med",
        "Kedjan",
        "Figurerna som tabeller",
    ]
    assert said(whole, "Heading 2") == ["Fler fullföljer gymnasiet"]


def test_word_tells_a_persons_voice_from_the_systems():
    file = read(Text("Vi tror."), Text("Tolv av fjorton.", Voice.SYSTEM), organisation="")

    assert said(file, "Normal")[-1] == "Vi tror."
    assert said(file, "Varv System") == ["Tolv av fjorton."]
    assert word_setting.style(file, "Normal").font.name == "Georgia"
    assert word_setting.style(file, "Varv System").font.name == "Arial"


def test_word_keeps_paragraphs_and_lines():
    file = read(Text("Ett.\nTvå.\r\n\r\nTre."))

    assert said(file, "Normal")[-2:] == ["Ett.\nTvå.", "Tre."]


def test_word_has_real_lists():
    assert said(read(BULLETS), "List Bullet") == list(BULLETS.items)


def test_word_signs_a_quote():
    file = read(QUOTE)

    assert said(file, "Quote") == [QUOTE.text]
    assert said(file, "Varv Signed") == [QUOTE.signed]


def test_word_sets_a_verdict_bold_over_its_reasons():
    file = read(JUDGEMENT)
    verdict = next(paragraph for paragraph in file.paragraphs if paragraph.text == "Delvis på väg")

    assert said(file, "Varv Judgement") == ["Delvis på väg", "Flickorna lyfter snittet."]
    assert verdict.runs[0].font.bold
    assert verdict.paragraph_format.keep_with_next
    assert said(file, "Varv Signed") == [JUDGEMENT.signed]


def test_word_sets_a_change_on_yellow():
    file = read(CHANGE)
    (shade,) = word_setting.style(file, "Varv Change").element.iter(qn("w:shd"))

    assert said(file, "Varv Change") == [CHANGE.title, CHANGE.text, CHANGE.signed]
    assert shade.get(qn("w:fill")) == "FDF4D9"


def test_word_has_facts_with_their_terms():
    assert said(read(FACTS, facts=()), "Varv Fact") == ["Ansvarig\tLisbet Aro", "Diarienummer\tRU 2027/24"]


def test_word_table_has_its_words():
    (table,) = read(GOALS).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Effektmål", "Bedömning", "Mnkr"],
        ["1.1 Fullföljda studier", "Delvis på väg", "18,4"],
        ["3.2 Buss och tåg", "Ej bedömd", "4,3"],
    ]


def test_word_table_repeats_its_head_and_cuts_no_row():
    (table,) = read(GOALS).tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    kept = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]

    assert heads == [True, False, False]
    assert kept == [True, True, True]


def test_word_table_has_a_style_a_caption_and_a_name():
    file = read(GOALS)
    (table,) = file.tables

    assert table.style.name == "Varv Table"
    assert said(file, "Caption") == ["Tabell 1. Bedömning och indikatorer"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Bedömning och indikatorer"
    assert said(file, "Varv Signed") == ["Siffrorna är låsta 18 januari 2027."]


def test_word_table_says_that_its_first_row_is_a_head():
    (table,) = read(GOALS).tables
    look = table._tbl.tblPr.find(qn("w:tblLook"))

    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_word_table_aligns_numbers_and_sets_voices():
    (table,) = read(GOALS).tables
    label, voice, number = (cell.paragraphs[0] for cell in table.rows[1].cells)

    assert (label.style.name, voice.style.name, number.style.name) == ("Varv Cell", "Varv Voice", "Varv Cell")
    assert (label.alignment, number.alignment) == (None, WD_ALIGN_PARAGRAPH.RIGHT)


def test_word_has_two_tables_of_one_style():
    assert [table.style.name for table in read(GOALS, GOALS).tables] == ["Varv Table", "Varv Table"]


def test_word_pictures_say_what_they_show(whole):
    assert [(found.get("title"), found.get("descr")) for found in pictures(whole)] == [
        (CHART.title, CHART.alt),
        (CHAIN.title, CHAIN.alt),
    ]


def test_word_embeds_its_figures_as_pictures():
    kept = ZipFile(BytesIO(word.render(report(CHART, SPIRAL))))
    found = sorted(name for name in kept.namelist() if name.startswith("word/media/"))

    assert found == ["word/media/image1.png", "word/media/image2.png"]
    assert all(kept.read(name).startswith(b"\x89PNG") for name in found)


def test_word_has_captions_that_stay_with_their_pictures():
    file = read(CHART)
    caption = next(paragraph for paragraph in file.paragraphs if paragraph.style.name == "Caption")

    assert caption.text == "Figur 1. Gymnasieexamen inom tre år"
    assert caption.paragraph_format.keep_with_next
    assert CHART.caption in said(file, "Varv Signed")


@pytest.mark.parametrize(
    ("figure", "room"), [(CHART, (162, 200)), (CHAIN, (162, 200)), (WIDE_CHAIN, (249, 118)), (SPIRAL, (249, 118))]
)
def test_word_fits_a_picture_on_its_page(figure, room):
    (shape,) = read(replace(figure, table=None)).inline_shapes

    assert 0 < shape.width <= Mm(room[0]) + 10
    assert 0 < shape.height <= Mm(room[1]) + Mm(1)


def test_word_does_not_enlarge_a_small_picture():
    (shape,) = read(replace(CHART, svg=CHART.narrow, table=None)).inline_shapes

    assert shape.width == pytest.approx(358 * 9525, rel=0.01)


def test_word_turns_the_page_for_a_wide_drawing_and_back():
    file = read(Text("A"), Heading("Kedjan"), WIDE_CHAIN, Text("B"))

    assert orientations(file) == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert file.sections[2].page_width > file.sections[2].page_height


def test_word_without_wide_drawings_has_one_section_after_the_cover(whole):
    assert orientations(whole) == [WD_ORIENT.PORTRAIT]


def test_word_has_a_running_head_and_page_numbers(whole):
    section = whole.sections[0]
    foot = section.footer.paragraphs[0]
    fields = [found.text.strip() for found in foot._p.iter(qn("w:instrText"))]

    assert section.header.paragraphs[0].text == "Årsrapport 2026"
    assert foot.text == "\tSida 1 av 1"
    assert fields == ["PAGE", "NUMPAGES"]


def test_word_has_neither_on_its_cover(whole):
    assert [section.different_first_page_header_footer for section in whole.sections] == [True, False]
    assert whole.sections[1].header.is_linked_to_previous


def test_word_without_a_kind_has_its_title_for_running_head():
    assert read(Text("A"), kind="").sections[0].header.paragraphs[0].text == "Hur går det med Älvmark 2030?"


def test_word_of_an_example_says_so_on_its_cover_and_every_page():
    file = read(Text("A"), is_example=True)

    assert "Exempel med påhittat innehåll" in said(file, "Varv System")
    assert file.sections[0].footer.paragraphs[0].text.startswith("Exempel med påhittat innehåll\t")


def test_word_has_what_was_drawn_as_tables_at_the_end(whole):
    assert said(whole, "Caption")[-2:] == [
        "Figur 1 som tabell. Gymnasieexamen inom tre år",
        "Figur 2 som tabell. Kompetens för omställning",
    ]
    assert len(whole.tables) == 3


def test_word_leaves_out_what_the_report_does_not_have():
    bare = read(Text("A"), organisation="", subtitle="", kind="", facts=())

    assert [paragraph.text for paragraph in bare.paragraphs if paragraph.text] == ["Hur går det med Älvmark 2030?", "A"]


def test_word_names_no_typeface_of_a_theme():
    file = read(Text("A"))
    fonts = word_setting.style(file, "Heading 1").element.rPr.rFonts

    assert fonts.get(qn("w:asciiTheme")) is None
    assert fonts.get(qn("w:ascii")) == "Georgia"


def test_word_title_has_no_line_of_the_templates():
    assert list(word_setting.style(read(Text("A")), "Title").element.iter(qn("w:pBdr"))) == []


def test_style_that_is_not_there_or_no_paragraphs_is_refused():
    file = read(GOALS)

    with pytest.raises(KeyError):
        word_setting.style(file, "Nobody's style")
    with pytest.raises(KeyError):
        word_setting.style(file, "Quote Char")


def test_word_keeps_markup_and_nasty_words_as_words():
    file = read(Heading(NASTY), Text(MARKUP), replace(GOALS, rows=((NASTY,) * 3,)), title=NASTY)

    assert said(file, "Heading 1") == [legible(NASTY)]
    assert said(file, "Title") == [legible(NASTY)]
    assert file.tables[0].rows[1].cells[2].text == legible(NASTY)
    assert MARKUP in said(file, "Normal")


def test_word_shortens_a_title_only_where_the_properties_cannot_hold_it():
    file = read(Text("A"), title="å" * 300)

    assert file.core_properties.title == "å" * 255
    assert said(file, "Title") == ["å" * 300]


@settings(max_examples=25)
@given(any_report())
def test_word_can_be_made_of_anything(document):
    file = docx.Document(BytesIO(word.render(document)))

    assert file.core_properties.title == document.title
    assert said(file, "Title") == [document.title]
