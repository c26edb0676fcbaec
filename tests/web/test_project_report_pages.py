"""The pages of templates, reporting plans, visits and theme meetings: ways in, filters, and what strangers type."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories import MONDAY, PlannedReportFactory, ProjectFactory
from tests.people import verbs
from tests.rounds.forms import text
from tests.rounds.test_planned_reports import asked, cancelled, case, planned
from tests.rounds.test_templates import adopted, drafted
from tests.rounds.test_templates import asked as questions_of
from tests.rounds.test_visits import visited
from tests.rounds.walks import submitted
from varv.core.asking import ReportKind, TemplateKind
from varv.rounds import operations
from varv.rounds.models import PlannedReport, QuestionTemplate, Visit

pytestmark = pytest.mark.django_db

LIST, TEMPLATES, PACKS = "/alvmark/projektrapporter/", "/alvmark/mallar/", "/alvmark/sakomradestraffar/"
NASTY = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def there(anna, bo):
    """Where everything of a project stands, by the name of its page."""
    project = case(anna, bo, name="Testbädd", theme="Turism")
    line, template = planned(project, anna), drafted(anna)
    seen = visited(anna, project=project, answers={})
    return {
        "plan": f"/alvmark/projekt/{project.pk}/rapporter/",
        "after": f"/alvmark/projekt/{project.pk}/rapporter/efterat/",
        "new_visit": f"/alvmark/projekt/{project.pk}/besok/",
        "edit": f"{LIST}{line.pk}/andra/",
        "cancel": f"{LIST}{line.pk}/avboka/",
        "ask": f"{LIST}{line.pk}/fraga/",
        "visit": f"/alvmark/besok/{seen.pk}/",
        "write": f"/alvmark/besok/{seen.pk}/skriv/",
        "template": f"{TEMPLATES}{template.pk}/",
        "draft": f"{TEMPLATES}ny/final/",
        "question": f"{TEMPLATES}{template.pk}/fraga/",
        "better": f"{TEMPLATES}{template.pk}/fraga/see/",
        "up": f"{TEMPLATES}{template.pk}/fraga/see/upp/",
        "down": f"{TEMPLATES}{template.pk}/fraga/see/ned/",
        "away": f"{TEMPLATES}{template.pk}/fraga/see/ta-bort/",
        "adopt": f"{TEMPLATES}{template.pk}/anta/",
        "list": LIST,
        "templates": TEMPLATES,
        "packs": PACKS,
        "word": f"{PACKS}word/",
        "pdf": f"{PACKS}pdf/",
    }


# --- ways in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["after", "ask", "draft", "up", "down", "away", "adopt"])
def test_a_button_is_not_a_page(visit, anna, there, page):
    assert visit(anna).get(there[page]).status_code == 405


@pytest.mark.parametrize("page", ["list", "templates", "visit", "packs", "word", "pdf"])
def test_a_page_to_read_takes_nothing_in(visit, anna, there, page):
    assert visit(anna).post(there[page]).status_code == 405


@pytest.mark.parametrize("page", ["new_visit", "write", "edit", "cancel", "question", "better"])
def test_a_form_is_closed_to_those_who_may_only_read(visit, cilla, there, page):
    assert visit(cilla).get(there[page]).status_code == 403


@pytest.mark.parametrize("page", ["list", "templates", "visit", "plan", "template", "packs"])
def test_everyone_in_the_region_may_read(visit, cilla, frida, there, page):
    assert {visit(person).get(there[page]).status_code for person in (cilla, frida)} == {200}


def test_whoever_is_not_logged_in_is_asked_to_log_in(there):
    client = Client()

    for page in ("list", "templates", "visit", "plan", "packs", "pdf"):
        response = client.get(there[page])
        assert (response.status_code, there[page] in response.url) == (302, True)


# --- templates ----------------------------------------------------------------------------------------------------


def test_a_template_that_came_into_use_meanwhile_says_why_it_keeps_its_name(visit, anna):
    template = adopted(anna)
    here = f"{TEMPLATES}{template.pk}/"

    response = visit(anna).post(here, {"name": "Besök", "revision": "1"}, headers={"referer": here}, follow=True)

    template.refresh_from_db()
    assert "Gör en ny version och ändra den." in text(response)
    assert (template.name, verbs(template)) == ("Frågor vid projektbesök", ["drafted", "adopted"])


@pytest.mark.parametrize("name", ["Besök", ""])
def test_a_template_is_not_renamed_by_a_reporter_whatever_is_sent(visit, anna, bo, name):
    template = drafted(anna)

    response = visit(bo).post(f"{TEMPLATES}{template.pk}/", {"name": name, "revision": "1"})

    assert (response.status_code, verbs(template)) == (403, ["drafted"])


@pytest.mark.parametrize(("length", "status"), [(120, 302), (121, 422)])
def test_the_name_of_a_template_has_an_end(visit, anna, length, status):
    template = drafted(anna)

    response = visit(anna).post(f"{TEMPLATES}{template.pk}/", {"name": "x" * length, "revision": "1"})

    template.refresh_from_db()
    assert (response.status_code, len(template.name) == 120) == (status, status == 302)


def test_a_question_is_shown_as_it_was_written_and_never_run(visit, anna):
    template = drafted(anna)
    sent = {"text": NASTY, "hint": NASTY, "thin": NASTY, "good": NASTY, "revision": "1"}

    visit(anna).post(f"{TEMPLATES}{template.pk}/fraga/", sent)
    page = text(visit(anna).get(f"{TEMPLATES}{template.pk}/"))

    assert questions_of(template)[-1].text == NASTY
    assert ESCAPED in page
    assert NASTY not in page


def test_adopt_template_that_asks_nothing_says_so_and_stays_a_draft(visit, anna):
    template = drafted(anna)
    template.change(questions=[])
    here = f"{TEMPLATES}{template.pk}/"

    response = visit(anna).post(f"{here}anta/", {"revision": template.revision}, headers={"referer": here}, follow=True)

    assert "Mallen frågar ingenting än." in text(response)
    assert verbs(template) == ["drafted"]


def test_a_manager_drafts_and_takes_into_use(visit, disa, alvmark):
    visit(disa).post(f"{TEMPLATES}ny/progress/")
    template = QuestionTemplate.objects.of(alvmark.pk).get()

    visit(disa).post(f"{TEMPLATES}{template.pk}/anta/", {"revision": "1"})

    assert (template.kind, verbs(template)) == (TemplateKind.PROGRESS, ["drafted", "adopted"])


# --- which reports are waited for ---------------------------------------------------------------------------------


def test_project_reports_count_what_was_asked_for_on_every_chip(visit, anna, bo, cilla):
    project = case(anna, bo, name="Testbädd")
    submitted(asked(project, anna), bo, learned="")
    planned(project, anna, due_on=date(2026, 10, 1))
    cancelled(planned(project, anna, ReportKind.FINAL, date(2027, 2, 1)), anna)
    planned(ProjectFactory(region_id=anna.region_id, name="Annat"), anna, due_on=LONG_AGO)

    told = visit(cilla).get(LIST, {"q": "testbädd", "kind": "progress"}).context

    assert (told["total"], told["all"], told["waiting"], told["thin"]) == (4, 2, 2, 1)
    assert {code.value: n for code, _words, n in told["standings"] if n}["to_review"] == 1


def test_project_reports_keep_what_was_asked_for_in_every_link(visit, anna, cilla, alvmark):
    planned(ProjectFactory(region=alvmark, name="Turism & natur"), anna, due_on=LONG_AGO)

    page = text(visit(cilla).get(LIST, {"q": "turism & natur", "kind": "progress", "visa": "alla"}))

    assert "?q=turism+%26+natur&amp;kind=progress&amp;visa=late" in page
    assert '<input type="hidden" name="visa" value="alla">' in page
    assert '<option value="progress" selected>' in page
    assert 'value="turism &amp; natur"' in page


@pytest.mark.parametrize(
    ("asked_for", "shown", "number"),
    [
        ({}, 50, 1),
        ({"page": "2"}, 1, 2),
        ({"page": "99"}, 1, 2),
        ({"page": "abc"}, 50, 1),
    ],
)
def test_project_reports_turn_the_page_after_fifty(visit, cilla, alvmark, asked_for, shown, number):
    project = ProjectFactory(region=alvmark)
    for days in range(51):
        PlannedReportFactory(region=alvmark, project=project, due_on=LONG_AGO + timedelta(days=days))

    page = visit(cilla).get(LIST, {"visa": "late", **asked_for}).context["page"]

    assert (len(page.object_list), page.number, page.paginator.count) == (shown, number, 51)


@pytest.mark.parametrize("sought", ["finns inte", NASTY, "%", "'; --"])
def test_project_reports_say_when_nothing_fits(visit, anna, cilla, alvmark, sought):
    planned(ProjectFactory(region=alvmark, name="Testbädd"), anna, due_on=LONG_AGO)

    page = text(visit(cilla).get(LIST, {"q": sought}))

    assert "Visa alla rapporter" in page
    assert NASTY not in page


@pytest.mark.parametrize("sought", ["20269", "LÄROSÄTE", " turism ", "testbädd"])
def test_project_reports_are_found_by_case_organisation_theme_and_name(visit, anna, cilla, alvmark, sought):
    told = {"name": "Testbädd", "case_id": "20269", "organisation": "Älvmarks lärosäte", "theme": "Turism"}
    planned(ProjectFactory(region=alvmark, **told), anna, due_on=LONG_AGO)

    page = visit(cilla).get(LIST, {"q": sought}).context["page"]

    assert [line.case_id for line in page.object_list] == ["20269"]


# --- one project's plan -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        ("1989-12-31", "Välj en dag mellan 1990 och 2100."),
        ("2101-01-01", "Välj en dag mellan 1990 och 2100."),
        ("1/9 2026", "Skriv dagen som år-månad-dag, till exempel 2027-01-29."),
        ("2024-01-01", "Dagen ligger före projektets start, 1 juli 2025. Välj en senare dag."),
    ],
)
def test_plan_report_says_which_days_can_be_chosen(visit, anna, bo, due_on, words):
    project = case(anna, bo)

    response = visit(anna).post(f"/alvmark/projekt/{project.pk}/rapporter/", {"kind": "progress", "due_on": due_on})

    assert (response.status_code, response.context["form"].errors["due_on"]) == (422, [words])
    assert not PlannedReport.objects.of(anna.region_id).exists()


def test_plan_follow_ups_without_an_end_says_what_is_missing(visit, anna, alvmark):
    here = f"/alvmark/projekt/{ProjectFactory(region=alvmark).pk}/rapporter/"

    response = visit(anna).post(f"{here}efterat/", headers={"referer": here}, follow=True)

    assert "Ange projektets sista dag." in text(response)
    assert not PlannedReport.objects.of(alvmark.pk).exists()


@pytest.mark.parametrize(("length", "status"), [(300, 302), (301, 422)])
def test_the_reason_has_an_end(visit, anna, bo, length, status):
    line = planned(case(anna, bo), anna)

    response = visit(anna).post(f"{LIST}{line.pk}/avboka/", {"reason": "x" * length})

    line.refresh_from_db()
    assert (response.status_code, len(line.cancelled_because)) == (status, 300 if status == 302 else 0)


def test_a_reason_is_shown_as_it_was_written_and_never_run(visit, anna, bo, cilla):
    line = planned(case(anna, bo), anna)
    operations.cancel_planned_report(planned=line, reason=NASTY, by=anna, at=MONDAY)

    page = text(visit(cilla).get(f"/alvmark/projekt/{line.project_id}/rapporter/"))

    assert ESCAPED in page
    assert NASTY not in page


# --- visits -------------------------------------------------------------------------------------------------------


def test_new_visit_needs_only_its_day(visit, anna, alvmark):
    project = ProjectFactory(region=alvmark)

    response = visit(anna).post(f"/alvmark/projekt/{project.pk}/besok/", {"visited_on": "2100-12-31"}, follow=True)

    found = Visit.objects.of(alvmark.pk).get()
    assert (found.visited_on, found.answers, found.summary) == (date(2100, 12, 31), {}, "")
    assert "Besöket är sparat." in text(response)


@pytest.mark.parametrize("revision", ["", "abc"])
def test_edit_visit_without_a_revision_changes_nothing(visit, anna, revision):
    found = visited(anna, answers={})

    response = visit(anna).post(
        f"/alvmark/besok/{found.pk}/skriv/", {"visited_on": "2026-05-06", "summary": "Nytt.", "revision": revision}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["revision"])
    assert (response.context["form"]["summary"].value(), verbs(found)) == ("Nytt.", ["noted"])


def test_notes_are_shown_with_their_lines_and_never_run(visit, anna, cilla):
    found = visited(anna, answers={}, summary=f"Ett.\n{NASTY}")

    page = text(visit(cilla).get(f"/alvmark/besok/{found.pk}/"))

    assert f"Ett.<br>{ESCAPED}" in page
    assert NASTY not in page


# --- theme meetings -----------------------------------------------------------------------------------------------


def test_theme_packs_say_how_many_belong_to_each_theme(visit, cilla, alvmark):
    ProjectFactory(region=alvmark, theme="Turism")
    for _n in range(2):
        ProjectFactory(region=alvmark, theme="Kompetens")

    response = visit(cilla).get(PACKS)

    assert [(one.name, one.works) for _about, every in response.context["groups"] for one in every] == [
        ("Kompetens", 2),
        ("Turism", 1),
    ]
    assert "1 insats eller projekt" in text(response)


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_the_name_of_a_theme_cannot_change_the_headers(visit, cilla, alvmark, form):
    theme = 'Tur"; filename="x.exe\u2028'
    ProjectFactory(region=alvmark, theme=theme)

    response = visit(cilla).get(f"{PACKS}{form}/", {"tema": theme})

    ending = {"word": "docx", "pdf": "pdf"}[form]
    assert response["Content-Disposition"] == (
        f'attachment; filename="sakomradestraff-tur-filenamexexe-alvmark.{ending}"'
    )


def test_a_theme_is_shown_as_it_was_written_and_never_run(visit, cilla, alvmark):
    ProjectFactory(region=alvmark, theme=NASTY, name=NASTY)

    page = text(visit(cilla).get(PACKS, {"tema": NASTY}))

    assert ESCAPED in page
    assert NASTY not in page
