from datetime import date

import pytest

from tests.delivery.walks import running
from tests.factories import GoalFactory, ProjectFactory
from tests.rounds.forms import text
from tests.rounds.test_planned_reports import asked, case
from tests.rounds.walks import approved
from varv.core.asking import ReportKind

pytestmark = pytest.mark.django_db

PACKS = "/alvmark/sakomradestraffar/"


@pytest.fixture
def turism(alvmark, anna, bo, disa):
    """A theme with a project that has reported."""
    project = case(anna, bo, name="Testbädd", theme="Turism & natur")
    approved(
        asked(project, anna, ReportKind.PROGRESS, date(2026, 5, 1)), bo, disa, unexpected="Två delar på en säljare."
    )
    return {"tema": "Turism & natur"}


def test_theme_packs_teach_when_there_is_nothing_to_meet_about(visit, cilla):
    page = text(visit(cilla).get(PACKS))

    assert "Inget att träffas om än" in page
    assert "Till insatserna" in page


def test_theme_packs_offer_activities_goals_and_themes(visit, cilla, anna, bo, turism, alvmark):
    goal = GoalFactory(region=alvmark, outline="1")
    running(anna, bo, name="Annat", goals=[goal])

    page = text(visit(cilla).get(PACKS))

    assert "En sorts aktivitet" in page
    assert f"?mal={goal.pk}" in page
    assert "?tema=Turism%20%26%20natur" in page


def test_theme_pack_shows_the_document(visit, cilla, turism):
    page = text(visit(cilla).get(PACKS, turism))

    assert "Vad tar vi med oss till träffen?" in page
    assert "Sakområdesträff · Turism &amp; natur" in page
    assert "Två delar på en säljare." in page
    assert "word/?tema=Turism%20%26%20natur" in page
    assert "Exempel med påhittat innehåll" in page


@pytest.mark.parametrize(
    "asked_for",
    [
        {"tema": "Finns inte"},
        {"mal": "abc"},
        {"mal": "-1"},
        {"aktivitet": "9" * 40},
        {"aktivitet": "<b>"},
        {"tema": ""},
    ],
)
def test_theme_pack_of_nothing_lets_one_choose(visit, cilla, turism, asked_for):
    response = visit(cilla).get(PACKS, asked_for)

    assert (response.status_code, response.context["theme"]) == (200, None)


@pytest.mark.parametrize(
    ("form", "begins", "name"),
    [
        ("word", b"PK", "sakomradestraff-turism-natur-alvmark.docx"),
        ("pdf", b"%PDF", "sakomradestraff-turism-natur-alvmark.pdf"),
    ],
)
def test_theme_pack_can_be_fetched(visit, cilla, turism, form, begins, name):
    response = visit(cilla).get(f"{PACKS}{form}/", turism)

    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_theme_pack_of_nothing_cannot_be_fetched(visit, cilla, form):
    assert visit(cilla).get(f"{PACKS}{form}/", {"tema": "Finns inte"}).status_code == 404
    assert visit(cilla).get(f"{PACKS}{form}/").status_code == 404


def test_theme_packs_are_unknown_to_a_stranger(visit, stig, turism, sydland):
    ProjectFactory(region=sydland, theme="Annat")
    client = visit(stig)

    assert {client.get(f"{PACKS}{page}", turism).status_code for page in ("", "word/", "pdf/")} == {404}
    assert client.get("/sydland/sakomradestraffar/pdf/", turism).status_code == 404
