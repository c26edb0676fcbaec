from datetime import date

import pytest

from tests.factories import MONDAY, ProjectFactory
from tests.people import verbs
from tests.rounds.forms import path, text
from tests.rounds.test_planned_reports import asked, cancelled, case, planned
from tests.rounds.test_templates import adopted
from tests.rounds.test_visits import SEEN, visited
from tests.rounds.walks import approved, submitted
from varv.core.asking import ReportKind
from varv.rounds import operations
from varv.rounds.models import PlannedReport, Report, Visit

pytestmark = pytest.mark.django_db

AHEAD = date(2090, 1, 2)
LIST = "/alvmark/projektrapporter/"
SENT = {"kind": "progress", "due_on": "2026-09-01"}
NOTED = {"visited_on": "2026-05-05", "answer_see": "Två av fyra.", "summary": "Går.", "learned": "", "to_follow_up": ""}


def plan_path(project, more=""):
    return f"/alvmark/projekt/{project.pk}/rapporter/{more}"


def names(response):
    return [line.project for line in response.context["page"].object_list]


# --- which are waited for -----------------------------------------------------------------------------------------


def test_project_reports_teach_when_no_project_has_a_plan(visit, cilla):
    page = text(visit(cilla).get(LIST))

    assert "Ingen rapporteringsplan än" in page
    assert "<table" not in page


def test_project_reports_show_first_what_needs_something_done(visit, anna, bo, cilla):
    project = case(anna, bo, name="Testbädd", organisation="Älvmarks lärosäte")
    planned(project, anna)
    planned(project, anna, due_on=AHEAD)
    cancelled(planned(project, anna, ReportKind.FINAL, date(2027, 2, 1)), anna)

    shown = visit(cilla).get(LIST)
    every = visit(cilla).get(LIST, {"visa": "alla"})

    assert (len(names(shown)), len(names(every))) == (1, 3)
    assert "Älvmarks lärosäte" in text(shown)
    assert "Projektet avbröts." in text(every)


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ({"visa": "late"}, ["A"]),
        ({"visa": "cancelled"}, ["B"]),
        ({"visa": "nonsens"}, ["A"]),
        ({"visa": "alla", "kind": "final"}, ["B"]),
        ({"visa": "alla", "kind": "nonsens"}, ["A", "B"]),
        ({"visa": "alla", "q": "turism"}, ["B"]),
        ({"visa": "tunna"}, []),
    ],
)
def test_project_reports_can_be_chosen_among(visit, anna, cilla, alvmark, asked_for, found):
    one, other = ProjectFactory(region=alvmark, name="A"), ProjectFactory(region=alvmark, name="B", theme="Turism")
    planned(one, anna, due_on=date(2024, 1, 1))
    cancelled(planned(other, anna, ReportKind.FINAL, date(2024, 2, 1)), anna)

    assert names(visit(cilla).get(LIST, asked_for)) == found


def test_project_reports_say_what_is_thin_and_why(visit, anna, bo):
    submitted(asked(case(anna, bo, name="Testbädd"), anna), bo, learned="")

    response = visit(anna).get(LIST, {"visa": "tunna"})

    page = text(response)
    assert names(response) == ["Testbädd"]
    assert "få ord, ingen lärdom" in page
    assert "färre än 30 ord" in page


def test_project_reports_offer_the_question_only_to_whoever_may_ask(visit, anna, bo):
    planned(case(anna, bo), anna)

    assert "Be om rapporten" in text(visit(anna).get(LIST))
    assert "Be om rapporten" not in text(visit(bo).get(LIST))


# --- one project's plan -------------------------------------------------------------------------------------------


def test_project_plan_teaches_when_nothing_is_planned(visit, anna, bo):
    page = text(visit(anna).get(plan_path(case(anna, bo))))

    assert "Ingen rapport är planerad" in page
    assert "Planera vad det blev av det" in page
    assert "31 december 2027" in page


def test_project_plan_of_a_case_alone_says_what_is_missing(visit, anna, alvmark):
    project = ProjectFactory(region=alvmark)
    planned(project, anna)

    page = text(visit(anna).get(plan_path(project)))

    assert "Projektet är inte kopplat till någon insats" in page
    assert "Be om rapporten" not in page
    assert "Planera vad det blev av det" not in page


def test_project_plan_offers_no_deed_to_a_reader(visit, anna, bo, cilla):
    project = case(anna, bo)
    planned(project, anna)

    page = text(visit(cilla).get(plan_path(project)))

    assert "Lägesrapport" in page
    assert "Lägg i planen" not in page
    assert "Avboka rapporten" not in page


def test_plan_report_puts_it_in_the_plan(visit, anna, bo):
    project = case(anna, bo)

    response = visit(anna).post(plan_path(project), SENT)

    line = PlannedReport.objects.of(project.region_id).get()
    assert (response.url, line.kind, line.due_on) == (plan_path(project), ReportKind.PROGRESS, date(2026, 9, 1))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "half_year"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": ""}, "due_on"),
        ({"kind": "after_one_year"}, "due_on"),
    ],
)
def test_plan_report_says_what_is_wrong_and_keeps_the_rest(visit, anna, bo, changed, field):
    project = case(anna, bo)

    response = visit(anna).post(plan_path(project), SENT | changed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["due_on"].value() == (SENT | changed)["due_on"]
    assert not PlannedReport.objects.of(project.region_id).exists()


def test_plan_follow_ups_plans_both(visit, anna, bo):
    project = case(anna, bo)

    response = visit(anna).post(plan_path(project, "efterat/"), follow=True)

    assert PlannedReport.objects.of(project.region_id).count() == 2
    assert "Planera vad det blev av det" not in text(response)


def test_edit_planned_moves_it(visit, anna, bo):
    line = planned(case(anna, bo), anna)
    here = f"{LIST}{line.pk}/andra/"

    opened = visit(anna).get(here).context["form"]
    response = visit(anna).post(here, {"kind": "final", "due_on": "2027-03-01", "revision": "1"})

    line.refresh_from_db()
    assert str(opened["due_on"].value()) == "2026-09-01"
    assert (response.url, line.kind, line.due_on) == (plan_path(line.project), ReportKind.FINAL, date(2027, 3, 1))


def test_edit_planned_says_when_someone_was_here_before(visit, anna, bo):
    line = planned(case(anna, bo), anna)
    sent = {"kind": "final", "due_on": "2027-03-01", "revision": "1"}
    visit(anna).post(f"{LIST}{line.pk}/andra/", sent)

    response = visit(anna).post(f"{LIST}{line.pk}/andra/", sent | {"due_on": "2027-05-01"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])
    assert response.context["form"]["due_on"].value() == "2027-05-01"


def test_cancel_planned_keeps_the_reason(visit, anna, bo):
    line = planned(case(anna, bo), anna)

    response = visit(anna).post(f"{LIST}{line.pk}/avboka/", {"reason": "Projektet avbröts."}, follow=True)

    assert "Projektet avbröts." in text(response)
    assert verbs(line) == ["planned", "cancelled"]


def test_cancel_planned_needs_a_reason(visit, anna, bo):
    line = planned(case(anna, bo), anna)

    response = visit(anna).post(f"{LIST}{line.pk}/avboka/", {"reason": "  "})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])


@pytest.mark.parametrize("page", ["andra", "avboka"])
def test_what_has_been_asked_for_is_not_changed(visit, anna, bo, page):
    line = asked(case(anna, bo), anna).planned_as

    response = visit(anna).get(f"{LIST}{line.pk}/{page}/", follow=True)

    assert "raden i planen står kvar" in text(response)


def test_ask_project_gives_the_author_the_form(visit, anna, bo):
    line = planned(case(anna, bo), anna)

    response = visit(anna).post(f"{LIST}{line.pk}/fraga/", follow=True)

    report = Report.objects.of(line.region_id).get()
    assert "Bo har fått frågan om rapporten." in text(response)
    assert path(report) in text(response)


def test_ask_project_says_why_it_cannot(visit, anna, alvmark):
    line = planned(ProjectFactory(region=alvmark), anna)

    response = visit(anna).post(f"{LIST}{line.pk}/fraga/", follow=True)

    assert "inte kopplat till någon insats" in text(response)
    assert not Report.objects.of(alvmark.pk).exists()


def test_project_plan_shows_what_became_of_it(visit, anna, bo, disa, cilla):
    project = case(anna, bo)
    report = asked(project, anna, ReportKind.FINAL, date(2027, 2, 1))
    approved(report, bo, disa, unexpected="Två delar på en säljare.")

    page = text(visit(cilla).get(plan_path(project)))

    assert "Det som lovades och vad det blev" in page
    assert "Två delar på en säljare." in page
    assert "inte berättat än" in page


@pytest.mark.parametrize("page", ["andra", "avboka", "fraga"])
def test_the_plan_is_not_changed_by_reporters(visit, anna, bo, page):
    line = planned(case(anna, bo), anna)

    response = visit(bo).post(f"{LIST}{line.pk}/{page}/", SENT | {"revision": "1", "reason": "Nej."})

    assert (response.status_code, verbs(line)) == (403, ["planned"])


def test_project_reports_are_unknown_to_a_stranger(visit, anna, bo, stig):
    project = case(anna, bo)
    line = planned(project, anna)
    client = visit(stig)

    pages = [LIST, plan_path(project), f"{LIST}{line.pk}/andra/", f"{LIST}{line.pk}/avboka/"]
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(f"{LIST}{line.pk}/fraga/").status_code == 404
    assert client.get(f"/sydland/projekt/{project.pk}/rapporter/").status_code == 404
    assert client.post(f"/sydland/projektrapporter/{line.pk}/fraga/").status_code == 404


# --- visits -------------------------------------------------------------------------------------------------------


def visit_path(project):
    return f"/alvmark/projekt/{project.pk}/besok/"


def test_new_visit_asks_the_questions_in_use_and_warns_of_personal_data(visit, anna, alvmark):
    adopted(anna)

    page = text(visit(anna).get(visit_path(ProjectFactory(region=alvmark))))

    assert "Vad fick vi se?" in page
    assert "Intressant rundvandring." in page
    assert "Inga personuppgifter här" in page


def test_new_visit_without_a_template_says_so(visit, anna, alvmark):
    page = text(visit(anna).get(visit_path(ProjectFactory(region=alvmark))))

    assert "Ingen mall för besök är i bruk" in page


def test_new_visit_keeps_what_was_written(visit, anna, alvmark):
    adopted(anna)
    project = ProjectFactory(region=alvmark)

    response = visit(anna).post(visit_path(project), NOTED)

    found = Visit.objects.of(alvmark.pk).get()
    assert response.url == f"/alvmark/besok/{found.pk}/"
    assert (found.visited_on, found.answers, found.summary) == (date(2026, 5, 5), {"see": "Två av fyra."}, "Går.")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"visited_on": ""}, "visited_on"),
        ({"answer_see": "Fråga bo.ek@example.org"}, "answer_see"),
        ({"summary": "x" * 5001}, "summary"),
    ],
)
def test_new_visit_loses_nothing_when_something_is_wrong(visit, anna, alvmark, changed, field):
    adopted(anna)
    project = ProjectFactory(region=alvmark)

    response = visit(anna).post(visit_path(project), NOTED | {"learned": "Fråga först."} | changed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["learned"].value() == "Fråga först."
    assert form[field].value() == changed[field]
    assert not Visit.objects.of(alvmark.pk).exists()


def test_visit_shows_every_question_with_its_answer(visit, anna, cilla):
    adopted(anna)
    found = visited(anna)

    page = text(visit(cilla).get(f"/alvmark/besok/{found.pk}/"))

    assert SEEN["answers"]["see"] in page
    assert "Inte antecknat" in page
    assert SEEN["learned"] in page
    assert "Skriv anteckningar" not in page


def test_a_visit_to_come_shows_what_to_talk_about(visit, anna):
    adopted(anna)
    found = visited(anna, visited_on=AHEAD, answers={}, summary="", learned="", to_follow_up="")

    page = text(visit(anna).get(f"/alvmark/besok/{found.pk}/"))

    assert "Vad vi ska tala om" in page
    assert "Skriv anteckningar" in page


def test_a_visit_without_a_template_shows_what_was_written(visit, anna):
    found = visited(anna, answers={})

    page = text(visit(anna).get(f"/alvmark/besok/{found.pk}/"))

    assert "Testbädden går." in page
    assert "Utan mall" in page


def test_edit_visit_opens_with_what_stands_and_keeps_the_change(visit, anna):
    adopted(anna)
    found = visited(anna)
    here = f"/alvmark/besok/{found.pk}/skriv/"

    form = visit(anna).get(here).context["form"]
    response = visit(anna).post(here, NOTED | {"answer_see": "Tre av fyra.", "revision": "1"})

    found.refresh_from_db()
    assert form["answer_see"].value() == SEEN["answers"]["see"]
    assert (response.url, found.answers) == (f"/alvmark/besok/{found.pk}/", {"see": "Tre av fyra."})


def test_edit_visit_says_when_someone_was_here_before(visit, anna):
    adopted(anna)
    found = visited(anna)
    operations.edit_visit(visit=found, **SEEN, revision=1, by=anna, at=MONDAY)

    response = visit(anna).post(f"/alvmark/besok/{found.pk}/skriv/", NOTED | {"revision": "1"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])
    assert response.context["form"]["answer_see"].value() == "Två av fyra."


def test_visits_are_noted_only_by_whoever_may(visit, anna, bo):
    found = visited(anna, answers={})

    assert visit(bo).post(visit_path(found.project), NOTED).status_code == 403
    assert visit(bo).post(f"/alvmark/besok/{found.pk}/skriv/", NOTED | {"revision": "1"}).status_code == 403
    assert verbs(found) == ["noted"]


def test_visits_stand_on_the_plan_of_the_project(visit, anna, cilla):
    adopted(anna)
    found = visited(anna)

    page = text(visit(cilla).get(plan_path(found.project)))

    assert "1 av 6 frågor besvarade" in page
    assert SEEN["to_follow_up"] in page


def test_visits_are_unknown_to_a_stranger(visit, anna, stig):
    found = visited(anna, answers={})
    client = visit(stig)

    pages = [f"/alvmark/besok/{found.pk}/", f"/alvmark/besok/{found.pk}/skriv/", visit_path(found.project)]
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.get(f"/sydland/besok/{found.pk}/").status_code == 404
