"""Who may open and do what, page by page: least privilege as one table."""

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY, GoalFactory
from tests.people import member
from tests.rounds.forms import path
from tests.rounds.walks import asked, opened, results_of, saved, submitted
from varv.core.roles import Role
from varv.delivery.models import Contribution, Initiative
from varv.rounds import operations
from varv.rounds.models import Evidence, Report

pytestmark = pytest.mark.django_db

ROLES = {
    "reader": Role.READER,
    "reporter": Role.REPORTER,
    "handler": Role.HANDLER,
    "analyst": Role.ANALYST,
    "strategist": Role.STRATEGIST,
    "manager": Role.MANAGER,
    "administrator": Role.ADMINISTRATOR,
}
EVERYONE = set(ROLES)
STARTERS = {"handler", "analyst", "strategist"}
LEADERS = {"strategist", "manager"}
ASSESSORS = LEADERS | {"analyst"}


@pytest.fixture
def people(alvmark):
    """One person of each role; none of them answers for anything."""
    return {name: member(alvmark, f"en-{name}", role) for name, role in ROLES.items()}


@pytest.fixture
def report(anna, bo):
    """Bo's whole draft, with evidence, of an insats that contributes to a goal."""
    report = saved(asked(anna, bo, goals=[GoalFactory()]), bo)
    operations.attach_file(report=report, title="Rapport", filename="rapport.pdf", content=b"%PDF-1", by=bo, at=MONDAY)
    return report


def those_who_can(visit, people, method, where, data=None) -> set[str]:
    """The roles that are not forbidden; everything else than 403 has passed the right."""
    return {
        name for name, person in people.items() if getattr(visit(person), method)(where, data or {}).status_code != 403
    }


def test_reading_is_for_everyone_in_the_region(visit, people, report):
    evidence = Evidence.objects.of(report.region_id).get()
    pages = [
        "/alvmark/insatser/",
        f"/alvmark/insatser/{report.initiative_id}/",
        "/alvmark/omgangar/",
        f"/alvmark/omgangar/{report.round_id}/",
        path(report),
        f"/alvmark/underlag/{evidence.pk}/",
    ]

    for page in pages:
        assert {visit(person).get(page).status_code for person in people.values()} == {200}


@pytest.mark.parametrize("page", ["andra/", "resultat/"])
def test_planning_pages_are_for_those_who_start(visit, people, report, page):
    where = f"/alvmark/insatser/{report.initiative_id}/{page}"

    assert those_who_can(visit, people, "get", where) == STARTERS
    assert those_who_can(visit, people, "get", "/alvmark/insatser/ny/") == STARTERS


def test_planning_deeds_are_for_those_who_start(visit, people, anna, bo):
    initiative = started(anna, bo, goals=[GoalFactory()])
    result = results_of(initiative)[0]
    tie = Contribution.objects.of(anna.region_id).get()

    for where, data in {
        f"/alvmark/insatser/{initiative.pk}/bidrag/": {"goal": GoalFactory().pk},
        f"/alvmark/resultat/{result.pk}/": {"text": ""},
    }.items():
        assert those_who_can(visit, people, "post", where, data) == STARTERS
    for where in (f"/alvmark/bidrag/{tie.pk}/ta-bort/", f"/alvmark/resultat/{result.pk}/ta-bort/"):
        others = {name: person for name, person in people.items() if name not in STARTERS}
        assert those_who_can(visit, others, "post", where) == set()


@pytest.mark.parametrize("step", ["borja", "pausa", "ateruppta"])
def test_steps_are_for_those_who_start(visit, people, anna, bo, step):
    others = {name: person for name, person in people.items() if name not in STARTERS}
    initiative = running(anna, bo)

    assert those_who_can(visit, others, "post", f"/alvmark/insatser/{initiative.pk}/steg/{step}/") == set()


def test_running_a_round_is_for_leaders(visit, people, anna, bo):
    round_ = opened(anna)
    late = running(anna, bo)
    deeds = {
        "/alvmark/omgangar/ny/halvar/": {"period": "2030H1", "opens_on": "2030-01-01", "due_on": "2030-01-31"},
        f"/alvmark/omgangar/{round_.pk}/mer-tid/": {"more-due_on": ""},
        f"/alvmark/omgangar/{round_.pk}/forlang/": {"due_on": "2031-01-01"},
        f"/alvmark/omgangar/{round_.pk}/fraga/{late.pk}/": {},
        f"/alvmark/omgangar/{round_.pk}/stang/": {},
        f"/alvmark/omgangar/{round_.pk}/oppna/": {"reason": "Två var sjuka."},
        f"/alvmark/omgangar/{round_.pk}/frys/": {},
        f"/alvmark/omgangar/{round_.pk}/oppna-for-ord/": {"words-reason": "Två var sjuka."},
    }

    for where, data in deeds.items():
        assert those_who_can(visit, people, "post", where, data) == LEADERS


def test_writing_in_somebodys_place_is_for_strategists(visit, people, report):
    for method, page in (("post", ""), ("post", "spara/"), ("get", "jamfor/"), ("get", "granska/")):
        assert those_who_can(visit, people, method, path(report, page), {"revision": report.revision}) == {"strategist"}


def test_handing_in_in_somebodys_place_is_for_strategists(visit, people, report):
    data = {"revision": report.revision}

    assert those_who_can(visit, people, "post", path(report, "lamna-in/"), data) == {"strategist"}
    assert those_who_can(visit, people, "post", path(report, "ta-tillbaka/")) == {"strategist"}


def test_judging_reports_is_for_leaders(visit, people, report, bo):
    submitted(report, bo)

    assert those_who_can(visit, people, "post", path(report, "aterlamna/"), {"comment": "För vem?"}) == LEADERS
    assert those_who_can(visit, people, "post", path(report, "godkann/")) == LEADERS


def test_handing_over_is_for_leaders(visit, people, report, anna):
    where, data = path(report, "lamna-over/"), {"author": anna.person_id}

    assert those_who_can(visit, people, "post", where, data) == LEADERS


def test_assessing_goals_is_for_those_who_assess(visit, people, alvmark):
    where = f"/alvmark/mal/{GoalFactory().pk}/bedom/"

    assert those_who_can(visit, people, "get", where) == ASSESSORS
    assert those_who_can(visit, people, "post", where) == ASSESSORS


def test_an_author_in_any_role_that_is_given_work_writes_the_own_report(visit, people, anna, alvmark):
    authors = ["reporter", "handler", "analyst", "strategist", "manager"]
    for name in authors:
        running(anna, people[name], name=f"Insats för {name}")
    opened(anna)

    for name in authors:
        mine = Report.objects.of(alvmark.pk).get(author_id=people[name].person_id)
        assert visit(people[name]).post(path(mine, "spara/"), {"revision": 1, "done": "Klart."}).status_code == 200


def test_nobody_is_let_in_without_logging_in(client, report):
    initiative = Initiative.objects.of(report.region_id).get()
    pages = [
        "/alvmark/insatser/",
        f"/alvmark/insatser/{initiative.pk}/",
        "/alvmark/omgangar/",
        path(report),
        path(report, "spara/"),
    ]

    for page in pages:
        response = client.get(page)
        assert (response.status_code, response.url.partition("?")[0]) == (302, "/konto/logga-in/")
