from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

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
from varv.publishing import pdf
from varv.publishing.parts import Change, Fact, Heading, Text, Voice


def read(*parts, **more):
    return PdfReader(BytesIO(pdf.render(report(*parts, **more))))


def root(reader):
    return reader.trailer["/Root"]


def text(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def pages(reader):
    """Each page as ``standing`` or ``lying``."""
    return ["lying" if page.mediabox.width > page.mediabox.height else "standing" for page in reader.pages]


def structure(reader):
    """Every element of the tag tree, in reading order."""
    found = []

    def walk(node):
        element = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif isinstance(element, dict):
            if "/S" in element:
                found.append(element)
            if "/K" in element:
                walk(element["/K"])

    walk(root(reader)["/StructTreeRoot"]["/K"])
    return found


def tags(reader):
    return [element["/S"].removeprefix("/") for element in structure(reader)]


def metadata(reader):
    return root(reader)["/Metadata"].get_data().decode()


@pytest.fixture(scope="module")
def whole():
    """A report with a part of every kind, set once."""
    return read()


def test_pdf_is_tagged(whole):
    assert root(whole)["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root(whole)


def test_pdf_meets_the_standards_for_reading_aloud_and_for_archives(whole):
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata(whole)
    assert "<pdfaid:part>2</pdfaid:part>" in metadata(whole)
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata(whole)


@pytest.mark.parametrize(("lang", "language"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_pdf_has_its_language(lang, language):
    assert root(read(Text("A"), lang=lang))["/Lang"] == language


def test_pdf_has_its_title_and_shows_it(whole):
    assert whole.metadata.title == "Hur går det med Älvmark 2030?"
    assert root(whole)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_pdf_has_who_made_it_and_when(whole):
    assert whole.metadata.author == "Region Älvmark"
    assert whole.metadata.creation_date.date().isoformat() == "2027-01-19"


def test_pdf_has_headings_in_order(whole):
    assert [tag for tag in tags(whole) if tag in {"H1", "H2", "H3", "H4"}] == ["H1", "H1", "H2", "H1", "H1"]


def test_pdf_has_bookmarks(whole):
    assert [mark.title for mark in whole.outline if not isinstance(mark, list)] == [
        "Sammanfattning",
        "Ett län där fler kan vara med",
        "Kedjan",
        "Figurerna som tabeller",
    ]


def test_pdf_has_alternative_texts(whole):
    assert [element["/Alt"] for element in structure(whole) if element["/S"] == "/Figure" and "/Alt" in element] == [
        CHART.alt,
        CHAIN.alt,
    ]


def test_pdf_has_real_tables(whole):
    found = tags(whole)

    assert found.count("Table") == 3
    assert found.count("TH") == 3 + 5 + 4
    assert found.count("TR") == 3 + 13 + 4


def test_pdf_has_real_lists():
    found = tags(read(BULLETS, facts=()))

    assert found.count("L") == 1
    assert found.count("LI") == 2


def test_pdf_begins_with_a_cover(whole):
    cover = whole.pages[0].extract_text()

    for said in ("Region Älvmark", "Årsrapport 2026", "Läget och vad vi har ändrat", "Regionala utvecklingsnämnden"):
        assert said in cover


def test_pdf_has_its_pages_numbered_after_the_cover(whole):
    last = len(whole.pages)

    assert f"Sida 2 av {last}" in whole.pages[1].extract_text()
    assert "Sida" not in whole.pages[0].extract_text()


def test_pdf_has_a_running_head(whole):
    assert whole.pages[1].extract_text().startswith("Årsrapport 2026")


def test_pdf_without_a_kind_has_its_title_for_running_head():
    assert read(Text("A"), kind="").pages[1].extract_text().startswith("Hur går det med Älvmark 2030?")


def test_pdf_says_everything_in_the_report(whole):
    said = " ".join(text(whole).split())

    for part in (
        "De andra är det inte.",
        "Uträknat den 18 januari.",
        "Tabell 1. Bedömning och indikatorer",
        "Delvis på väg",
        "Siffrorna är låsta 18 januari 2027.",
        "Yusuf Karaca, 14 december 2026",
        "Figur 1. Gymnasieexamen inom tre år",
        "Källa: påhittad, januari 2027.",
        "Korta moduler lockar dem som har jobb.",
        "Studiecoacher börjar i årskurs nio.",
        "Kedjan säger inget om varför.",
        "RU 2027/24",
    ):
        assert part in said


def test_pdf_has_what_was_drawn_as_tables_at_the_end(whole):
    assert "Figur 1 som tabell. Gymnasieexamen inom tre år" in text(whole)
    assert "Figur 2 som tabell. Kompetens för omställning" in text(whole)


def test_pdf_of_an_example_says_so_on_every_page():
    found = read(Text("A\n\n" * 80), is_example=True)

    assert len(found.pages) > 2
    assert all("Exempel med påhittat innehåll" in page.extract_text() for page in found.pages)


def test_pdf_that_is_no_example_says_nothing_of_it(whole):
    assert "Exempel" not in text(whole)


def test_pdf_turns_the_page_for_a_wide_drawing_and_takes_its_heading_along():
    found = read(Text("A"), Heading("Kedjan"), WIDE_CHAIN, Text("B"))

    assert pages(found)[:4] == ["standing", "standing", "lying", "standing"]
    assert "Kedjan" in found.pages[2].extract_text()


def test_pdf_lets_an_ordinary_drawing_stand():
    assert set(pages(read(replace(CHART, table=None)))) == {"standing"}


@pytest.mark.parametrize("steps", [CHAIN, WIDE_CHAIN, SPIRAL, CHART])
def test_pdf_fits_a_drawing_on_its_page(steps):
    found = read(replace(steps, table=None))

    assert len(found.pages) == 2


def test_pdf_has_contents_when_there_are_four_chapters():
    four = [Heading(f"Kapitel {number}") for number in range(4)]

    assert "Innehåll" in read(*four, Text("A")).pages[1].extract_text()
    assert "Innehåll" not in read(*four[:3], Text("A")).pages[1].extract_text()


def test_pdf_of_nothing_but_a_title_can_be_made():
    bare = read(Text(""), organisation="", subtitle="", kind="", facts=())

    assert root(bare)["/MarkInfo"]["/Marked"]


def test_pdf_sets_text_that_looks_like_markup_literally():
    found = read(
        Heading(MARKUP),
        Text(MARKUP),
        Change(MARKUP, MARKUP, MARKUP),
        replace(GOALS, rows=((MARKUP,) * 3,)),
        title=MARKUP,
        kind=MARKUP,
        facts=(Fact(MARKUP, MARKUP),),
    )

    assert "".join(text(found).split()).count('#panic("x")') >= 10
    assert found.metadata.title == MARKUP


def test_pdf_keeps_nasty_words_as_words():
    assert '<script>alert("x")</script>' in text(read(Text(NASTY)))


def test_content_is_plain_data():
    found = pdf.content(report(Heading("A"), Text("Ett.\nTvå.\r\n\r\nTre.", Voice.SYSTEM)))

    assert found["parts"] == [
        {
            "lies": False,
            "parts": [
                {"is": "heading", "text": "A", "level": 1},
                {"is": "text", "text": [["Ett.", "Två."], ["Tre."]], "voice": Voice.SYSTEM},
            ],
        }
    ]
    assert (found["date"], found["region"], found["contents"], found["appendix"]) == ([2027, 1, 19], "SE", False, [])


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (QUOTE, {"is": "quote", "text": [[QUOTE.text]], "signed": QUOTE.signed}),
        (
            JUDGEMENT,
            {
                "is": "judgement",
                "verdict": "Delvis på väg",
                "text": [[JUDGEMENT.text]],
                "signed": JUDGEMENT.signed,
            },
        ),
        (CHANGE, {"is": "change", "title": CHANGE.title, "text": [[CHANGE.text]], "signed": CHANGE.signed}),
        (BULLETS, {"is": "bullets", "items": list(BULLETS.items)}),
        (
            FACTS,
            {
                "is": "facts",
                "facts": [{"term": "Ansvarig", "value": "Lisbet Aro"}, {"term": "Diarienummer", "value": "RU 2027/24"}],
            },
        ),
    ],
    ids=lambda part: type(part).__name__,
)
def test_content_of_a_part_says_what_it_is(part, data):
    assert pdf.content(report(part))["parts"] == [{"lies": False, "parts": [data]}]


def test_content_of_a_figure_is_painted_and_has_its_size():
    (data,) = pdf.content(report(CHART))["parts"][0]["parts"]

    assert (data["width"], data["height"], data["caption"]) == (748, 340, "Figur 1. Gymnasieexamen inom tre år")
    assert "<style>" in data["svg"]
    assert (data["alt"], data["source"]) == (CHART.alt, CHART.caption)


@settings(max_examples=25)
@given(any_report())
def test_pdf_can_be_made_of_anything(document):
    found = PdfReader(BytesIO(pdf.render(document)))

    assert root(found)["/MarkInfo"]["/Marked"]
    assert len(found.pages) >= 2
