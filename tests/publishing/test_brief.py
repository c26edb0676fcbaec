"""A brief as a document: what is known, what speaks against it, what is not known, and what it rests on."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from varv.core.kinds import SourceKind
from varv.core.workflow import BriefState
from varv.overview.learning.knowledge.brief_sheet import BriefSheet, CitationLine
from varv.overview.learning.knowledge.subjects import About, Subject
from varv.publishing import html, pdf, word
from varv.publishing.brief import brief_document
from varv.publishing.parts import Fact, Heading, Table, Text

CITED = CitationLine(
    number=1,
    text="Korta moduler.",
    lesson_id=3,
    finding_id=None,
    evaluation_id=None,
    evaluation="",
    rests_on="",
    counts={SourceKind.REPORT: 2, SourceKind.MEETING: 1},
    holds=True,
    reads_otherwise=False,
)
FOUND = replace(CITED, number=2, lesson_id=None, finding_id=7, evaluation="Följeforskning", reads_otherwise=True)
SHEET = BriefSheet(
    id=1,
    title="Vad vi vet om moduler",
    subject=Subject(About.GOAL, 2, "2 Fler i arbete"),
    known="Korta moduler fungerar [1].",
    disputed="",
    unknown="Om det gäller unga.",
    state=BriefState.PUBLISHED,
    author="Anna",
    edited_on=date(2026, 5, 1),
    published_on=date(2026, 5, 4),
    citations=(CITED, FOUND),
    counts={SourceKind.REPORT: 2, SourceKind.MEETING: 1},
)
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _swedish():
    with override("sv"):
        yield


def document(**changed):
    return brief_document(replace(SHEET, **changed), "Region Älvmark", "sv", TODAY, is_example=True)


def texts(made):
    return [part.text for part in made.parts if isinstance(part, Text)]


def test_a_brief_names_its_subject_who_wrote_it_and_when():
    made = document()

    assert (made.title, made.subtitle, made.kind, made.organisation, made.date, made.is_example) == (
        "Vad vi vet om moduler",
        "2 Fler i arbete",
        "Kunskapsbrev",
        "Region Älvmark",
        date(2026, 5, 4),
        True,
    )
    assert made.facts[0].value == "4 maj 2026"
    assert made.facts[1:] == (Fact("Sammanställt av", "Anna"), Fact("Bygger på", "Rapport 2, Möte 1"))


def test_a_draft_says_that_it_is_one():
    made = document(published_on=None, state=BriefState.DRAFT)

    assert (made.date, made.facts[0].value) == (TODAY, "Utkast, inte publicerat")


def test_a_brief_tells_the_four_things_in_order():
    assert [part.text for part in document().parts if isinstance(part, Heading)] == [
        "Vad vet vi?",
        "Vad talar emot?",
        "Vad vet vi inte?",
        "Vad brevet vilar på",
        "Så läser du brevet",
    ]
    assert texts(document()) == [
        "Korta moduler fungerar [1].",
        "Inget är antecknat som talar emot.",
        "Om det gäller unga.",
    ]


def test_a_brief_that_rests_on_too_little_says_so_first():
    made = document(counts={SourceKind.REPORT: 1})

    assert texts(made)[0] == "För lite för en slutsats: det vilar på 1 oberoende källa, och minst 2 behövs."


def test_what_is_cited_stands_in_its_own_words_with_what_has_become_of_it():
    gone = replace(CITED, number=3, holds=False)

    (table,) = [part for part in document(citations=(CITED, FOUND, gone)).parts if isinstance(part, Table)]

    assert [row[:3] for row in table.rows] == [
        ("[1]", "Korta moduler.", "Lärdom"),
        ("[2]", "Korta moduler.", "Iakttagelse i ”Följeforskning”, har skrivits om sedan dess"),
        ("[3]", "Korta moduler.", "Lärdom, gäller inte längre"),
    ]
    assert table.rows[0][3] == "Rapport 2, Möte 1"


def test_a_brief_without_anything_yet_says_so():
    made = document(known=" ", unknown="", citations=(), counts={})

    assert texts(made)[1:] == [
        "Inget är skrivet än.",
        "Inget är antecknat som talar emot.",
        "Inget är skrivet än.",
        "Brevet hänvisar inte till något än.",
    ]
    assert made.facts[2] == Fact("Bygger på", "ingen källa")


@pytest.mark.parametrize("render", [html.render, word.render, pdf.render])
def test_a_brief_can_be_given_any_form(render):
    assert len(render(document())) > 1000
