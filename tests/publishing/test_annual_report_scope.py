"""The annual report says which initiatives it counts, and names those that it does not."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from tests.strategy.walks import added_goal, drafted_document
from varv.core.choices import Option, Scope, Topic
from varv.overview.boards.year_sheet import year_sheet
from varv.publishing.annual_report import annual_report
from varv.publishing.parts import Text

pytestmark = pytest.mark.django_db

ONLY = Scope({Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE})})
BOTH = Scope(
    {Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE}), Topic.ACTIVITIES: frozenset({Option.FUNDED_BY_NAMED})}
)


@pytest.fixture
def sheet(anna):
    document = drafted_document(anna)
    added_goal(anna, document)
    return year_sheet(document, 2026, date(2026, 11, 21))


def texts(sheet):
    with translation.override("sv"):
        return [part.text for part in annual_report(sheet, "sv").parts if isinstance(part, Text)]


def test_without_a_choice_the_report_says_nothing_of_it(sheet):
    assert [text for text in texts(sheet) if "vägval" in text] == []


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (ONLY, "Bara 1:1-finansierade insatser räknas, enligt vägvalet Finansiering."),
        (BOTH, "Bara 1:1-finansierade insatser räknas, enligt vägvalen Finansiering och Aktiviteter."),
    ],
)
def test_the_report_says_what_it_counts_and_by_which_choice(sheet, scope, told):
    assert [text for text in texts(replace(sheet, scope=scope)) if "vägval" in text] == [told]


def test_the_report_names_those_that_reported_outside_the_choice(sheet):
    told = texts(replace(sheet, scope=ONLY, outside=("Det egna", "Någon annans")))

    assert "De här rapporterade också, men ligger utanför vägvalet: Det egna, Någon annans." in told
