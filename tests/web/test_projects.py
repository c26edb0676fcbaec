"""The list of projects, one of them, its insats, its decisions and what they demand."""

from datetime import date

import pytest

from tests.delivery.cases import CASE, OTHER, case, project_of, read_in
from tests.delivery.walks import running
from tests.factories import MONDAY, GenericActivityFactory, UnitFactory
from varv.core.kinds import InitiativeKind
from varv.delivery import operations
from varv.delivery.models import Condition, Initiative, Project, ProjectDecision

pytestmark = pytest.mark.django_db

PROJECTS = "/alvmark/projekt/"


def text_of(response):
    return response.content.decode()


def here(project, page=""):
    return f"{PROJECTS}{project.pk}/{page}"


def tied(anna, bo) -> Project:
    project = project_of(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)
    return project


def decided(anna, project, due_on=date(2026, 6, 1)) -> tuple[ProjectDecision, Condition]:
    decision = operations.record_decision(
        project=project, text="Stöd beviljas", decided_on=date(2026, 1, 15), case_number="", by=anna, at=MONDAY
    )
    demand = operations.set_condition(decision=decision, text="En plan", due_on=due_on, by=anna, at=MONDAY)
    return decision, demand


# --- the list


def test_an_empty_list_teaches_and_offers_the_first_step(anna, cilla, visit):
    assert "/projekt/import/" in text_of(visit(anna).get(PROJECTS))
    assert "/projekt/import/" not in text_of(visit(cilla).get(PROJECTS))


def test_the_list_is_filtered_searched_and_sorted_from_its_address(anna, visit):
    read_in(anna, CASE, OTHER, case(ÄrendeID="3", Projektnamn="Älvens vägar", Startdatum="", Beviljatbelopp="5"))
    client = visit(anna)

    def shown(**asked):
        return [line.case_id for line in client.get(PROJECTS, asked).context["page"]]

    assert shown() == ["20368412", "20371190", "3"]
    assert shown(ordning="name") == ["20368412", "20371190", "3"]
    assert shown(ordning="granted") == ["20368412", "3", "20371190"]
    assert shown(q="yrkes") == ["20371190"]
    assert shown(status="Avslutat") == ["20371190"]
    assert shown(ar="2026") == ["20368412"]
    assert shown(visa="utan-insats", ordning="case") == ["20368412", "20371190", "3"]
    assert shown(visa="villkor") == []
    assert shown(visa="obegripligt", ar="nej", ordning="x", status="Okänd", q="yrkes") == ["20371190"]


def test_the_list_links_to_the_gap_of_projects_outside_the_strategy(anna, bo, visit):
    tied(anna, bo)

    page = visit(anna).get(PROJECTS, {"visa": "utan-strategi"})

    assert [line.case_id for line in page.context["page"]] == ["20368412"]
    assert "/alvmark/strategi/" in text_of(page)


# --- one project


def test_a_project_shows_the_case_and_asks_which_initiative_it_is(anna, visit):
    page = visit(anna).get(here(project_of(anna)))

    assert page.status_code == 200
    assert "20368412" in text_of(page)
    assert page.context["sheet"].initiative is None
    assert page.context["may_tie"]


def test_a_reader_sees_no_buttons(anna, cilla, visit):
    project = project_of(anna)
    decided(anna, project)

    page = text_of(visit(cilla).get(here(project)))

    for word in ("koppla/", "starta/", "beslut/", "uppfyllt/", "ta-bort/", "losgor/"):
        assert word not in page


def test_a_tied_project_shows_what_was_promised(anna, bo, visit):
    project = tied(anna, bo)

    page = visit(anna).get(here(project))

    assert len(page.context["sheet"].initiative.results) == 2
    assert "losgor/" in text_of(page)


def test_a_project_is_tied_and_untied(anna, bo, visit):
    project, client = project_of(anna), visit(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)

    assert client.post(here(project, "koppla/"), {"initiative": initiative.pk}).url == here(project)
    project.refresh_from_db()
    assert project.initiative == initiative
    assert client.post(here(project, "losgor/")).url == here(project)
    project.refresh_from_db()
    assert project.initiative is None


def test_only_projects_that_go_on_are_offered(anna, bo, visit):
    own = running(anna, bo, name="Egen")
    running(anna, bo, name="Projektet", kind=InitiativeKind.PROJECT)

    page = visit(anna).post(here(project_of(anna), "koppla/"), {"initiative": own.pk})

    assert page.status_code == 422
    assert [str(one) for one in page.context["tie_form"].fields["initiative"].queryset] == ["Projektet"]


def test_the_start_form_is_filled_in_from_the_case(anna, alvmark, visit):
    activity, unit = GenericActivityFactory(region=alvmark), UnitFactory(region=alvmark)
    project, client = project_of(anna), visit(anna)

    form = client.get(here(project, "starta/")).context["form"]
    sent = {"generic_activity": activity.pk, "unit": unit.pk, "responsible": anna.person_id}
    response = client.post(here(project, "starta/"), {**form.initial, "ends_on": "", **sent})

    initiative = Initiative.objects.get()
    assert form.initial["name"] == "Testbädd"
    assert form.initial["starts_on"] == date(2026, 1, 1)
    assert response.url == f"/alvmark/insatser/{initiative.pk}/"
    assert (initiative.kind, initiative.project) == (InitiativeKind.FUNDED, project)


def test_a_start_without_a_kind_of_activity_is_explained_and_kept(anna, visit):
    page = visit(anna).post(here(project_of(anna), "starta/"), {"name": "Mitt namn"})

    assert page.status_code == 422
    assert "generic_activity" in page.context["form"].errors
    assert page.context["form"]["name"].value() == "Mitt namn"


def test_a_tied_project_is_not_started_again(anna, bo, visit):
    assert visit(anna).get(here(tied(anna, bo), "starta/")).status_code == 302


# --- decisions and conditions


def test_a_decision_is_written_changed_and_taken_away(anna, visit):
    project, client = project_of(anna), visit(anna)

    assert client.get(here(project, "beslut/")).status_code == 200
    client.post(here(project, "beslut/"), {"text": "Stöd beviljas", "decided_on": "2026-01-15"})
    decision = ProjectDecision.objects.get()
    there = f"/alvmark/projektbeslut/{decision.pk}/"
    assert client.get(there).status_code == 200
    client.post(there, {"text": "Avslag", "decided_on": "2026-01-16", "revision": decision.revision})
    decision.refresh_from_db()
    assert (decision.text, decision.decided_on) == ("Avslag", date(2026, 1, 16))
    assert client.post(f"{there}ta-bort/").url == here(project)
    assert ProjectDecision.objects.count() == 0


@pytest.mark.parametrize("sent", [{"text": ""}, {"text": "x", "decided_on": "igår"}, {"text": "x" * 301}])
def test_a_decision_that_cannot_be_kept_is_explained(anna, visit, sent):
    page = visit(anna).post(here(project_of(anna), "beslut/"), sent)

    assert page.status_code == 422
    assert page.context["form"].errors


def test_a_decision_changed_meanwhile_shows_what_stands(anna, visit):
    decision, _condition = decided(anna, project_of(anna))

    page = visit(anna).post(
        f"/alvmark/projektbeslut/{decision.pk}/", {"text": "Mitt", "decided_on": "2026-01-16", "revision": 9}
    )

    assert page.status_code == 422
    assert page.context["is_stale"]
    assert "Stöd beviljas" in text_of(page)


def test_a_condition_is_added_changed_met_and_told(anna, visit):
    project, client = project_of(anna), visit(anna)
    decision, condition = decided(anna, project)

    there = f"/alvmark/projektbeslut/{decision.pk}/villkor/"
    assert client.get(there).status_code == 200
    client.post(there, {"text": "En rapport", "due_on": ""})
    assert Condition.objects.filter(text="En rapport", due_on=None).exists()
    mine = f"/alvmark/villkor/{condition.pk}/"
    assert client.get(mine).status_code == 200
    client.post(mine, {"text": "En bättre plan", "due_on": "2026-07-01", "revision": condition.revision})
    assert client.get(f"{mine}uppfyllt/").status_code == 200
    client.post(f"{mine}uppfyllt/", {"met_on": "2026-03-01", "note": "Bilaga 1"})

    condition.refresh_from_db()
    assert (condition.text, condition.met_on, condition.note) == ("En bättre plan", date(2026, 3, 1), "Bilaga 1")
    assert "Bilaga 1" in text_of(client.get(here(project)))


def test_an_overdue_condition_is_a_gap(anna, visit):
    project = project_of(anna)
    decided(anna, project, due_on=date(2026, 1, 20))

    assert visit(anna).get(here(project)).context["sheet"].overdue == 1
    assert visit(anna).get(PROJECTS, {"visa": "villkor"}).context["page"][0].id == project.pk


def test_a_day_to_come_is_explained_and_kept(anna, visit):
    _decision, condition = decided(anna, project_of(anna))

    page = visit(anna).post(f"/alvmark/villkor/{condition.pk}/uppfyllt/", {"met_on": "2099-01-01", "note": "Snart"})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["met_on"]
    assert page.context["form"]["note"].value() == "Snart"


def test_conditions_are_refused_when_they_say_nothing(anna, visit):
    decision, condition = decided(anna, project_of(anna))

    assert visit(anna).post(f"/alvmark/projektbeslut/{decision.pk}/villkor/", {"text": ""}).status_code == 422
    stale = visit(anna).post(f"/alvmark/villkor/{condition.pk}/", {"text": "x", "due_on": "", "revision": 9})
    assert stale.context["is_stale"]


def test_a_condition_is_taken_away(anna, visit):
    project = project_of(anna)
    _decision, condition = decided(anna, project)

    assert visit(anna).post(f"/alvmark/villkor/{condition.pk}/ta-bort/").url == here(project)
    assert Condition.objects.count() == 0


@pytest.mark.parametrize("page", ["koppla/", "losgor/", "starta/", "beslut/"])
def test_a_reporter_changes_nothing(anna, bo, visit, page):
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)

    assert visit(bo).post(here(project_of(anna), page), {"initiative": initiative.pk}).status_code == 403


def test_a_stranger_finds_nothing(anna, stig, visit):
    project = project_of(anna)
    decision, condition = decided(anna, project)
    pages = [here(project, page) for page in ("", "koppla/", "losgor/", "starta/", "beslut/")]
    pages += [f"/alvmark/projektbeslut/{decision.pk}/{page}" for page in ("", "ta-bort/", "villkor/")]
    pages += [f"/alvmark/villkor/{condition.pk}/{page}" for page in ("", "ta-bort/", "uppfyllt/")]

    own = [page.replace("alvmark", "sydland") for page in pages]

    assert {visit(stig).post(page).status_code for page in [*pages, *own]} == {404}
