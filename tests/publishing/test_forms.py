"""One content, many forms: page, Word and PDF say the same, with the same numbers, in the same order."""

import re
from html import unescape
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from pypdf import PdfReader

from tests.publishing.reports import CHAIN, CHART, GOALS, any_report, report
from varv.publishing import html, pdf, word
from varv.publishing.parts import Bullets, Facts, Figure, Heading, Table, Voice


def page_text(document):
    return unescape(re.sub(r"<[^>]+>", " ", html.render(document)))


def word_text(document):
    file = docx.Document(BytesIO(word.render(document)))
    return " ".join("".join(run.text or "" for run in found.iter(qn("w:t"))) for found in file.element.iter(qn("w:p")))


def pdf_text(document):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(document))).pages)


FORMS = pytest.mark.parametrize("form", [page_text, word_text, pdf_text], ids=["page", "Word", "PDF"])


def pressed(text):
    """Without spaces: a form may break a line where another does not."""
    return "".join(text.split())


def said(part):
    """Everything a part says, in order."""
    match part:
        case Heading(text):
            return [text]
        case Bullets(items):
            return list(items)
        case Facts(facts):
            return [words for fact in facts for words in (fact.term, fact.value)]
        case Table(caption, head, rows, note):
            return [caption, *(column.head for column in head), *(cell for row in rows for cell in row), note]
        case Figure(_, title, _, caption):
            return [title, caption]
        case _:
            return [value for value in vars(part).values() if isinstance(value, str) and not isinstance(value, Voice)]


@FORMS
def test_form_says_all_of_the_report(form):
    document = report()
    text = pressed(form(document))

    assert [words for part in document.parts for words in said(part) if pressed(words) not in text] == []


@FORMS
def test_form_says_it_in_order(form):
    document = report()
    text = pressed(form(document))
    # The contents, the running head and the cover come before; the last place is where it stands in its turn.
    headings = [pressed(part.text) for part in document.parts if isinstance(part, Heading)]
    places = [text.find(heading, text.find("Avniomål") - len(headings[0]) - 1) for heading in headings]

    assert places == sorted(places)


@FORMS
@pytest.mark.parametrize(
    ("lang", "labels"),
    [("sv", ("Tabell1.", "Figur1.", "Figur2.")), ("en", ("Table1.", "Figure1.", "Figure2."))],
)
def test_form_has_the_same_numbers(form, lang, labels):
    text = pressed(form(report(GOALS, CHART, CHAIN, lang=lang)))

    assert [label for label in labels if label not in text] == []


@FORMS
def test_form_has_the_cover(form):
    document = report()
    text = pressed(form(document))

    for words in (document.organisation, document.kind, document.title, document.subtitle, document.facts[0].value):
        assert pressed(words) in text


@FORMS
def test_form_holds_what_was_drawn_as_a_table(form):
    text = pressed(form(report(CHART)))

    assert [cell for row in CHART.table.rows for cell in row if pressed(cell) not in text] == []


@FORMS
def test_form_marks_an_example(form):
    assert pressed("Exempel med påhittat innehåll") in pressed(form(report(GOALS, is_example=True)))
    assert "Exempel" not in form(report(GOALS))


@settings(max_examples=25)
@given(any_report())
def test_page_and_word_have_the_same_headings(document):
    file = docx.Document(BytesIO(word.render(document)))
    levels = [int(found.style.name[-1]) for found in file.paragraphs if found.style.name.startswith("Heading")]

    assert [int(level) - 1 for level in re.findall(r"<h([2-6])>", html.render(document))] == levels


@settings(max_examples=25)
@given(any_report())
def test_page_and_word_have_the_same_tables(document):
    file = docx.Document(BytesIO(word.render(document)))

    assert len(file.tables) == html.render(document).count("<table")
