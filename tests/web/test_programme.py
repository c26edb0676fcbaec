"""The page of a plan that is carried out, and its workbook."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.factories import ContributionFactory, GoalFactory, SteeringDocumentFactory
from tests.overview.rounds.told import AUTUMN, SPRING, counted, line, meant, reported
from tests.workbooks import part
from varv.core.judgement import Verdict
from varv.core.workflow import InitiativeState

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(alvmark):
    return SteeringDocumentFactory(region=alvmark, title="Handlingsplan")


@pytest.fixture
def goal(plan):
    return GoalFactory(region=plan.region, document=plan, outline="1", name="Kompetens")


@pytest.fixture
def result(goal):
    """An insats for the goal that has told of one figure, and of one that it lacks."""
    found = meant(goal.region, counted(goal.region), name="Yrkesväxling", state=InitiativeState.RUNNING)
    ContributionFactory(region=goal.region, initiative=found.initiative, goal=goal)
    said = {"verdict": Verdict.PARTLY, "verdict_reason": "=1+1", "learned": "Validera först."}
    line(reported(found.initiative, AUTUMN, **said), found, 10, women=4)
    line(reported(found.initiative, SPRING), found, None)
    return found


def address(plan, more=""):
    return f"/alvmark/dokument/{plan.pk}/genomforande/{more}"


def text(response):
    return " ".join(response.content.decode().split())


def book_of(response):
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content))


def values(book, sheet):
    """The cells of a sheet, as another program reads them; an empty cell is an empty text."""
    return book.get_sheet_by_name(sheet).to_python()


def test_the_page_tells_goals_figures_and_insatser(cilla, visit, plan, result):
    page = text(visit(cilla).get(address(plan)))

    for told in (
        "Hur går det att genomföra planen?",
        "1 insats görs för planens mål, 1 pågår.",
        "1 Kompetens",
        "Yrkesväxling",
        "Deltagare",
        "1 saknas",
    ):
        assert told in page


def test_a_missing_figure_is_told_as_missing(cilla, visit, plan, result):
    page = text(visit(cilla).get(address(plan)))

    assert '<td class="r" data-l="första halvåret 2026">saknas</td>' in page


def test_a_plan_that_nothing_is_done_for_teaches_what_to_do(cilla, visit, plan, goal):
    page = text(visit(cilla).get(address(plan)))

    assert "Ingenting görs för planens mål än" in page
    assert "Hämta som Excel" not in page


def test_a_goal_without_initiatives_is_marked(cilla, visit, plan, result):
    GoalFactory(region=plan.region, document=plan, outline="2", name="Öde", place=2)

    assert "1 utan insatser" in text(visit(cilla).get(address(plan)))


def test_the_document_leads_to_how_it_is_carried_out(cilla, visit, plan, goal):
    assert address(plan) in text(visit(cilla).get(f"/alvmark/dokument/{plan.pk}/"))


def test_the_page_costs_at_most_fifteen_queries(cilla, visit, plan, goal, result):
    client = visit(cilla)
    counted(plan.region, "Läge", counting="state")

    for number in (1, 2, 3):
        more = meant(goal.region, result.indicator, name=f"Insats nummer {number}")
        ContributionFactory(region=goal.region, initiative=more.initiative, goal=goal)
        with CaptureQueriesContext(connection) as asked:
            client.get(address(plan))
        # On PostgreSQL the gate also enters and leaves the region.
        assert len([one for one in asked if "varv.region" not in one["sql"]]) <= 15


def test_the_stranger_sees_nothing(stig, visit, plan, result):
    for more in ("", "excel/"):
        assert visit(stig).get(f"/sydland/dokument/{plan.pk}/genomforande/{more}").status_code == 404
        assert visit(stig).get(address(plan, more)).status_code == 404


def test_the_workbook_has_a_sheet_for_each_question(cilla, visit, plan, result):
    response = visit(cilla).get(address(plan, "excel/"))

    book = book_of(response)
    assert book.sheet_names[:-1] == [
        "Om",
        "Insatser",
        "Mål",
        "Uppgifter",
        "Uppdelat",
        "Rapporter",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="handlingsplan.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_workbook_tells_the_insatser_and_their_goals(cilla, visit, plan, result):
    _, row = values(book_of(visit(cilla).get(address(plan, "excel/"))), "Insatser")

    assert row[:1] + row[4:5] + row[-1:] == ["Yrkesväxling", "1", "Ja"]
    assert row[8:10] == ["", ""]


def test_the_workbook_tells_figures_whole_and_in_parts_and_keeps_missing_empty(cilla, visit, plan, result):
    book = book_of(visit(cilla).get(address(plan, "excel/")))

    figures = {row[0]: row[5:] for row in values(book, "Uppgifter")[1:]}
    parts = {(row[0], row[5]): row[6:] for row in values(book, "Uppdelat")[1:]}
    assert figures == {"Handlingsplan": [10, "", 10, 1, 1], "1 Kompetens": [10, "", 10, 1, 1]}
    assert parts["Kön", "Kvinnor"][:3] == [4, "", 4]
    assert parts["Kön", "Ej uppdelat"][:3] == [6, "", 6]


def test_no_text_in_the_workbook_is_a_formula(cilla, visit, plan, result):
    content = visit(cilla).get(address(plan, "excel/")).content

    assert b"<f>" not in b"".join(part(content, f"xl/worksheets/sheet{number}.xml") for number in range(1, 7))
    assert "=1+1" in part(content, "xl/sharedStrings.xml").decode()
