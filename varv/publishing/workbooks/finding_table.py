"""Findings and recommendations in a table: a file or pasted rows → the cells Varv reads; and the template."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from varv.core.case_book import Table
from varv.core.finding_table import REQUIRED, FindingColumn, Sifted, sift
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence
from varv.overview.words import word
from varv.publishing.workbooks.case_reading import tables_in, text_table
from varv.publishing.workbooks.reading import OF_PLANS
from varv.publishing.workbooks.writing import Heading, Prose, render
from varv.publishing.workbooks.writing import Table as Sheet

LONGEST_PASTED = 500_000
DAYS = frozenset({FindingColumn.SEEN_ON, FindingColumn.DUE_ON})
LONG = frozenset({FindingColumn.TEXT, FindingColumn.RECOMMENDATION, FindingColumn.EXPLANATION, FindingColumn.QUESTION})
WIDE, NARROW = 44, 20


def read_finding_file(filename: str, content: bytes) -> Sifted:
    """The first table with headings that we know. Refuses a file that cannot be read at all."""
    return _first(tables_in(filename, content, OF_PLANS))


def read_pasted(text: str) -> Sifted:
    """The same for rows that were copied from a spreadsheet or a document."""
    if "\0" in text or len(text) > LONGEST_PASTED:
        raise RuleBroken("finding_table.pasted_too_much", field="pasted", most=LONGEST_PASTED)
    return _first([text_table(text)])


def _first(tables: Iterable[Table]) -> Sifted:
    """There may be a sheet of explanations before the table."""
    refused = RuleBroken("finding_table.no_headings", field="upload")
    for table in tables:
        try:
            return sift(table)
        except RuleBroken as broken:
            if broken.code == "finding_table.too_many_rows":
                raise
            refused = broken if broken.code == "finding_table.no_rows" else refused
    raise refused


def write_finding_template() -> bytes:
    """The empty table, with a choice of grades and a sheet that explains each column."""
    headings = tuple(
        Heading(
            title=word(column),
            help=explained(column),
            choices=tuple(word(grade) for grade in Evidence) if column is FindingColumn.EVIDENCE else (),
            width=WIDE if column in LONG else NARROW,
            is_required=column in REQUIRED,
            is_day=column in DAYS,
        )
        for column in FindingColumn
    )
    lines = [[_("Findings and recommendations")], *([word(column), explained(column)] for column in FindingColumn)]
    return render([Sheet(_("Findings"), headings, []), Prose(_("Read me"), lines)], title=_("Findings"))


def explained(column: FindingColumn) -> str:
    """What to write in a column."""
    return {
        FindingColumn.TEXT: _("One finding, in the evaluator's words. Repeat it when it has several recommendations."),
        FindingColumn.EVIDENCE: _("How well it is supported. Choose in the list."),
        FindingColumn.RESTS_ON: _("For example interim report 2, p. 31: 41 interviews."),
        FindingColumn.SEEN_ON: _("A day, for example 2026-04-24. Empty means the day the report was delivered."),
        FindingColumn.QUESTION: _("The evaluation question it answers, in words or by its number, for example 1.2."),
        FindingColumn.GOAL: _("The goal's name or number."),
        FindingColumn.RECOMMENDATION: _("What should be done, in one sentence. Empty when nothing is recommended."),
        FindingColumn.EXPLANATION: _("Why it should be done."),
        FindingColumn.OWNER: _("Who sees that it is answered: the name or login of someone who works here."),
        FindingColumn.FORUM: _("Where it is answered, for example the management group."),
        FindingColumn.DUE_ON: _("The last day for an answer. Empty means four weeks from today."),
    }[column]
