from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from struct import unpack

import pytest
import typst
from pypdf import PdfReader

from tests.publishing.looking import NASTY
from tests.publishing.reports import CHART, MARKUP, report
from tests.publishing.specimens import chart, series
from varv.publishing import pdf, typesetting
from varv.publishing.figures import indicator, marks
from varv.publishing.figures.marks import Words
from varv.publishing.letters import REPLACEMENT
from varv.publishing.parts import Text

FONTS = Path(typesetting.__file__).with_name("typst") / "fonts"
PNG = b"\x89PNG\r\n\x1a\n"


def png_size(picture):
    return unpack(">II", picture[16:24])


def drawing(words="Kvinnor 79,3", width=96):
    body = [marks.rect(0, 0, width, 48, "f-petrol"), marks.text(2, 20, words, "halo b")]
    return marks.picture(body, width=width, height=48, words=Words("Ritning", "En ruta."), id_prefix="r")


def read(*texts):
    """What stands on the pages after the cover."""
    made = typesetting.pdf(pdf.content(report(*map(Text, texts))), made_on=date(2027, 1, 19))
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages[1:])


def test_png_has_so_many_dots_for_each_inch():
    assert png_size(typesetting.png(drawing(), ppi=96)) == (96, 48)
    assert png_size(typesetting.png(drawing(), ppi=192)) == (192, 96)


def test_png_is_a_picture_of_the_drawing():
    picture = typesetting.png(drawing())

    assert picture.startswith(PNG)
    assert png_size(picture) == (200, 100)
    assert picture != typesetting.png(drawing("Män 68,0"))


@pytest.mark.parametrize("words", ["😀 中", NASTY, "\ue000", ""])
def test_png_can_be_made_of_any_words(words):
    assert typesetting.png(drawing(words)).startswith(PNG)


def test_png_of_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="tells its size"):
        typesetting.png("<p>")


def test_pdf_sets_text_literally():
    assert MARKUP in read(MARKUP)


@pytest.mark.parametrize(
    "text", ['#panic("stopp")', "#read('/etc/passwd')", '#import "x.typ"', "$ 1/0 $", "```", "\\", "*/"]
)
def test_pdf_runs_nothing(text):
    assert text in read(f"före {text} efter")


@pytest.mark.parametrize("letters", ["åäöÅÄÖ", "áčđŋšŧž", "éüß", "½§°×·…", "→↗≥≤≠−", "αβγ", "жяЖ", "„”»«"])
def test_pdf_has_the_letters_a_report_needs(letters):
    assert letters in read(f"x {letters} x")


@pytest.mark.parametrize("letters", ["😀", "中文", "\ue000", "\x07", "\ud800", "\ufffe", "กำ"])
def test_pdf_shows_that_a_letter_is_missing(letters):
    assert read(f"före {letters} efter") == read(f"före {REPLACEMENT * len(letters)} efter")


@pytest.mark.parametrize("name", ["Kvinnor 😀", "中文", "\ue000\x07", "<b>Män</b>"])
def test_pdf_can_hold_a_drawing_with_any_letters(name):
    odd = indicator.figure(chart(series("1 2", name=name)), id_prefix="o")
    made = typesetting.pdf(pdf.content(report(odd)), made_on=date(2027, 1, 19))

    assert "Figur 1" in PdfReader(BytesIO(made)).pages[1].extract_text()


@pytest.mark.parametrize("space", ["\t", "\r", "\r\n", "\n", "\u2028", "\u00a0", "\u200b", "\u00ad"])
def test_pdf_takes_any_kind_of_space(space):
    assert "före" in read(f"före{space}efter", f"{space}")


def test_pdf_of_many_kinds_of_missing_letters_is_made_all_the_same():
    many = "".join(chr(0x4E00 + place * 7) for place in range(400))

    assert "efter" in read(f"före {many} efter")


def test_pdf_is_the_same_each_time():
    content = pdf.content(report())

    assert typesetting.pdf(content, made_on=date(2027, 1, 19)) == typesetting.pdf(content, made_on=date(2027, 1, 19))


def test_pdf_can_be_made_in_many_threads():
    content = pdf.content(report(CHART))
    alone = typesetting.pdf(content, made_on=date(2027, 1, 19))

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: typesetting.pdf(content, made_on=date(2027, 1, 19)), range(12)))

    assert all(found == alone for found in made)


def test_pdf_of_content_that_does_not_fit_the_template_is_refused():
    with pytest.raises(typst.TypstError):
        typesetting.pdf({"title": "Ensam"}, made_on=date(2027, 1, 19))


def test_typefaces_are_with_us_and_free():
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]).fonts()

    assert sorted((font.family, font.style, font.weight) for font in found) == [
        ("Hanken Grotesk", "italic", 400),
        ("Hanken Grotesk", "normal", 400),
        ("Hanken Grotesk", "normal", 600),
        ("Literata", "italic", 400),
        ("Literata", "normal", 400),
        ("Literata", "normal", 600),
    ]
    assert {path.name for path in FONTS.glob("OFL*")} == {"OFL-hanken-grotesk.txt", "OFL-literata.txt"}


def test_typefaces_are_small():
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 500_000
