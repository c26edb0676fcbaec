import io
from datetime import date

import docx
import pytest
from django.utils import translation
from pypdf import PdfReader

from varv.core.judgement import Axis
from varv.overview.boards.strategy_board import current_strategy
from varv.overview.boards.year_sheet import year_sheet
from varv.overview.words import word
from varv.publishing import html, pdf
from varv.publishing import word as word_file
from varv.publishing.annual_report import annual_report
from varv.publishing.parts import Change, Figure, Heading, Quote, Table, Text
from varv.regions.models import Region

TODAY = date(2026, 11, 21)


@pytest.fixture
def sheet(demo):
    return year_sheet(current_strategy(demo.pk, TODAY), 2026, TODAY)


@pytest.fixture
def report(sheet):
    with translation.override("sv"):
        return annual_report(sheet, "sv")


def of(report, kind):
    return [part for part in report.parts if isinstance(part, kind)]


def test_report_says_whose_it_is_and_that_it_is_an_example(report):
    assert (report.organisation, report.lang, report.date, report.is_example) == ("Region Älvmark", "sv", TODAY, True)
    assert "2026" in report.kind


def test_report_asks_its_questions_in_order(report):
    assert [part.text for part in of(report, Heading) if part.level == 1] == [
        "Vad ändrade vi för att vi lärt oss?",
        "Var står strategin?",
        "Vad gjordes, och vad blev det av det?",
        "Vad lärde vi oss?",
        "Vad rekommenderades, och vad blev svaret?",
        "Hur ska det här läsas?",
    ]


def test_report_tells_each_change_with_its_plan_and_its_cause(report, sheet):
    changes = of(report, Change)

    assert [change.title for change in changes] == [change.what for change in sheet.changes]
    assert all("version 2" in change.signed for change in changes)
    assert "följer med" not in changes[0].text


def test_report_has_one_row_for_each_goal_that_is_judged(report, sheet):
    (table,) = [part for part in of(report, Table) if len(part.head) == 4 and part.rows[0][0].startswith("1.1")]

    assert [row[0] for row in table.rows] == [f"{goal.outline} {goal.name}" for goal in sheet.board.leaves]


def test_report_never_merges_the_four_axes(report, sheet):
    judged = [goal for goal in sheet.board.leaves if goal.assessment]
    with translation.override("sv"):
        axes = [word(axis) for axis in Axis]

    tables = [part for part in of(report, Table) if [row[0] for row in part.rows] == axes]

    assert len(tables) == len(judged)
    assert all("2026" in table.note for table in tables)


def test_report_says_when_a_goal_has_not_been_assessed(report):
    assert "Ingen har bedömt målet." in [part.text for part in of(report, Text)]


def test_report_draws_each_indicator_with_words_for_those_who_cannot_see(report, sheet):
    figures = of(report, Figure)

    assert {figure.title for figure in figures} == {indicator.line.name for indicator in sheet.indicators}
    assert all(figure.alt and figure.table for figure in figures)


def test_report_never_shows_a_missing_value_as_zero(report, sheet):
    missing = [line.text for told in sheet.reports for line in told.lines if line.value is None]
    rows = [row for part in of(report, Table) for row in part.rows if row[0] in missing]

    assert missing
    assert all(row[3] != "0" for row in rows)


def test_report_quotes_what_people_learned_and_signs_it(report):
    quotes = of(report, Quote)

    assert quotes
    assert all(quote.signed for quote in quotes)


def test_report_of_a_strategy_with_nothing_says_so(demo):
    sydland = current_strategy(Region.objects.get(slug="sydland").pk, TODAY)

    with translation.override("sv"):
        bare = annual_report(year_sheet(sydland, 2026, TODAY), "sv")

    assert "Inget ändrades under året för att vi lärt oss något." in [part.text for part in of(bare, Text)]


def test_report_is_the_same_in_all_three_forms(report):
    page, file = html.render(report), docx.Document(io.BytesIO(word_file.render(report)))
    read = PdfReader(io.BytesIO(pdf.render(report)))
    in_word = "\n".join(paragraph.text for paragraph in file.paragraphs)
    in_pdf = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())

    for heading in of(report, Heading):
        assert heading.text in page
        assert heading.text in in_word
        assert " ".join(heading.text.split()) in in_pdf


def test_report_as_pdf_is_tagged_and_says_its_language(report):
    read = PdfReader(io.BytesIO(pdf.render(report)))
    root = read.trailer["/Root"]

    assert (root["/MarkInfo"]["/Marked"], root["/Lang"][:2], "/StructTreeRoot" in root) == (True, "sv", True)
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_report_can_be_told_in_english(sheet):
    with translation.override("en"):
        told = annual_report(sheet, "en")

    assert (told.lang, of(told, Heading)[0].text) == ("en", "What did we change because of what we learned?")
