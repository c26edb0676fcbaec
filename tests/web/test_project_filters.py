"""The list of projects as its address asks for it, what it says in words, and who may do what with a project."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.cases import CASE, HEADINGS, OTHER, case, project_of, read_in
from tests.delivery.walks import running
from tests.factories import MONDAY, InitiativeFactory, ProjectFactory
from tests.people import member, verbs
from varv.core.kinds import InitiativeKind
from varv.core.roles import Role
from varv.delivery import operations
from varv.delivery.models import Initiative, Project

pytestmark = pytest.mark.django_db

PROJECTS = "/alvmark/projekt/"


def text_of(response):
    """The page as one reads it: spaces of all kinds are one."""
    return " ".join(response.content.decode().split())


def told(response):
    """The messages that a deed leaves."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def here(project, page=""):
    return f"{PROJECTS}{project.pk}/{page}"


def links(page):
    """Where the chips and the pages lead."""
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]*)"', page.content.decode())]


def themed(anna):
    """Three cases of two themes, one of them without amount and day."""
    headings = (*HEADINGS, "Tema")
    read_in(
        anna,
        (*CASE, "Textil"),
        (*OTHER, "Åkeri"),
        (*case(ÄrendeID="3", Projektnamn="Örn", Startdatum="", Beviljatbelopp="0", Status=""), "Textil"),
        headings=headings,
    )


def tied(anna, bo):
    project = project_of(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)
    return project, initiative


# --- the address


def test_what_is_asked_for_stands_in_the_form_again(anna, visit):
    themed(anna)

    page = visit(anna).get(
        PROJECTS,
        {
            "q": "test",
            "tema": "Textil",
            "status": "Beviljat",
            "ar": "2026",
            "ordning": "granted",
            "visa": "utan-insats",
        },
    )

    form = page.context["form"]
    assert [line.case_id for line in page.context["page"]] == ["20368412"]
    assert {name: form[name].value() for name in form.fields} == {
        "q": "test",
        "tema": "Textil",
        "status": "Beviljat",
        "ar": "2026",
        "ordning": "granted",
    }
    assert '<input type="hidden" name="visa" value="utan-insats">' in text_of(page)


def test_a_chip_keeps_the_rest_of_the_address_and_begins_at_the_first_page(anna, visit):
    themed(anna)

    page = visit(anna).get(PROJECTS, {"tema": "Textil", "page": "2"})

    assert links(page)[:2] == ["?tema=Textil", "?tema=Textil&visa=utan-insats"]


def test_the_next_page_keeps_the_filters(anna, alvmark, visit):
    for number in range(51):
        ProjectFactory(region=alvmark, case_id=f"T{number:03}", name=f"Projekt {number:03}", theme="Textil")
    ProjectFactory(region=alvmark, case_id="A", name="Annat", theme="Åkeri")
    client = visit(anna)

    first = client.get(PROJECTS, {"tema": "Textil", "ordning": "case"})
    second = client.get(PROJECTS, {"tema": "Textil", "ordning": "case", "page": "2"})

    assert "?tema=Textil&ordning=case&page=2" in links(first)
    assert len(first.context["page"]) == 50
    assert [line.case_id for line in second.context["page"]] == ["T050"]
    assert "?tema=Textil&ordning=case&page=1" in links(second)
    assert "51 projekt" in text_of(second)


@pytest.mark.parametrize(("asked", "number"), [("0", 1), ("99", 1), ("x", 1), ("-1", 1), ("", 1)])
def test_a_page_that_is_not_there_shows_one_that_is(anna, visit, asked, number):
    themed(anna)

    page = visit(anna).get(PROJECTS, {"page": asked})

    assert (page.status_code, page.context["page"].number) == (200, number)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "  TESTBÄDD "}, ["20368412"]),
        ({"q": "2037"}, ["20371190"]),
        ({"q": "sjöstads"}, ["20371190"]),
        ({"q": "åkeri"}, ["20371190"]),
        ({"q": "   "}, ["20368412", "20371190", "3"]),
        ({"q": "x" * 101}, ["20368412", "20371190", "3"]),
        ({"q": "%"}, []),
        ({"q": "' OR 1=1 --"}, []),
        ({"tema": "Textil"}, ["20368412", "3"]),
        ({"tema": "textil"}, ["20368412", "20371190", "3"]),
        ({"tema": "Åkeri", "status": "Beviljat"}, []),
        ({"ar": "2025"}, ["20371190"]),
        ({"ar": "1999"}, ["20368412", "20371190", "3"]),
        ({"visa": "utan-insats", "tema": "Textil"}, ["20368412", "3"]),
        ({"visa": "utan-strategi"}, []),
        ({"visa": "no_initiative"}, ["20368412", "20371190", "3"]),
    ],
)
def test_the_address_says_what_is_shown_and_what_cannot_be_read_is_left_out(anna, visit, asked, shown):
    themed(anna)

    page = visit(anna).get(PROJECTS, {**asked, "ordning": "case"})

    assert [line.case_id for line in page.context["page"]] == shown


def test_nothing_found_says_so_and_offers_all(anna, visit):
    themed(anna)

    page = visit(anna).get(PROJECTS, {"q": "finns inte"})

    assert "0 projekt" in text_of(page)
    assert 'Inget stämmer med det du söker. <a href="/alvmark/projekt/">Visa alla projekt</a>' in text_of(page)
    assert "<tbody>" not in text_of(page)


def test_what_is_searched_for_is_never_run(anna, visit):
    themed(anna)

    page = text_of(visit(anna).get(PROJECTS, {"q": '"><script>alert(1)</script>', "visa": '"><b>x'}))

    assert "<script>alert" not in page
    assert '"><b>x' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- the words


def test_the_choices_are_what_there_is_in_swedish_order(anna, visit):
    themed(anna)

    fields = visit(anna).get(PROJECTS, {"tema": "Åkeri"}).context["form"].fields

    assert fields["tema"].choices == [("", "Alla teman"), ("Textil", "Textil"), ("Åkeri", "Åkeri")]
    assert fields["status"].choices == [("", "Alla"), ("Avslutat", "Avslutat"), ("Beviljat", "Beviljat")]
    assert fields["ar"].choices == [("", "Alla år"), (2026, 2026), (2025, 2025)]


def test_zero_kronor_is_an_amount_and_a_missing_one_is_told(anna, visit):
    themed(anna)

    page = text_of(visit(anna).get(PROJECTS))

    assert "3 ärenden ur ärendesystemet. 3 är inga insatser här än." in page
    assert "Tillsammans 1 250 000 kr beviljat. För 1 av dem är beloppet okänt." in page
    assert page.count('<span class="muted">saknas</span>') == 1
    assert '<td data-l="Beviljat, kr" class="r nowrap">0</td>' in page


def test_no_sum_is_told_when_no_amount_is_known(anna, visit):
    read_in(anna, OTHER)

    page = text_of(visit(anna).get(PROJECTS))

    assert "1 ärende ur ärendesystemet. 1 är ingen insats här än." in page
    assert "kr beviljat" not in page


def test_an_empty_region_is_told_what_a_project_is(anna, visit):
    page = text_of(visit(anna).get(PROJECTS))

    assert "Inga projekt än" in page
    assert "0 ärenden ur ärendesystemet." in page
    assert "<form class=" not in page


def test_the_neighbours_projects_are_not_in_the_list_nor_among_the_choices(anna, stig, visit):
    read_in(anna, CASE)

    page = visit(stig).get("/sydland/projekt/")

    assert page.context["found"].total == 0
    assert "Testbädd" not in text_of(page)


def test_the_list_costs_the_same_for_one_and_for_forty(anna, alvmark, visit):
    client = visit(anna)
    ProjectFactory(region=alvmark)
    with CaptureQueriesContext(connection) as one:
        client.get(PROJECTS)
    for _number in range(39):
        ProjectFactory(region=alvmark)
    with CaptureQueriesContext(connection) as forty:
        client.get(PROJECTS)

    assert len(forty) == len(one)


# --- one project


def test_what_the_case_system_has_not_said_is_a_dash(anna, visit):
    project = project_of(anna, case(Stödmottagare="", Status="", Startdatum="", Beviljatbelopp=""))

    page = text_of(visit(anna).get(here(project)))

    assert "kr beviljat" not in page
    assert "<dt>Status</dt><dd>–</dd>" in page
    assert "<dt>Beslutsdag</dt><dd>–</dd>" in page
    assert '<tr><th scope="row">Beviljat</th><td class="r">–</td><td class="r">–</td></tr>' in page


def test_zero_granted_is_shown_as_zero(anna, visit):
    page = text_of(visit(anna).get(here(project_of(anna, case(Beviljatbelopp="0")))))

    assert "0 kr beviljat" in page
    assert '<tr><th scope="row">Beviljat</th><td class="r">0</td><td class="r">–</td></tr>' in page


def test_without_an_initiative_to_tie_to_one_is_told_to_start_one(anna, visit):
    page = visit(anna).get(here(project_of(anna)))

    assert page.context["tie_form"] is None
    assert "Det finns ingen insats att koppla det till. Starta en av det." in text_of(page)


# --- roles, methods and refusals


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.STRATEGIST, True),
        (Role.HANDLER, True),
        (Role.ANALYST, True),
        (Role.REPORTER, False),
        (Role.READER, False),
        (Role.MANAGER, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_everyone_may_look_and_some_may_do(anna, alvmark, visit, role, may):
    project = project_of(anna)
    InitiativeFactory(region=alvmark, kind=InitiativeKind.PROJECT)
    client = visit(member(alvmark, "gunnel", role))

    listed, page = client.get(PROJECTS), client.get(here(project))

    assert (listed.status_code, page.status_code) == (200, 200)
    assert listed.context["may_import"] is may
    assert (page.context["may_edit"], page.context["may_tie"]) == (may, may)
    assert (page.context["tie_form"] is not None) is may
    assert (here(project, "starta/") in text_of(page)) is may


@pytest.mark.parametrize("person", ["bo", "cilla", "disa", "frida"])
def test_those_who_start_nothing_tie_nothing(anna, bo, visit, request, person):
    project, _initiative = tied(anna, bo)
    free = running(anna, bo, name="Ledig", kind=InitiativeKind.PROJECT)
    client = visit(request.getfixturevalue(person))

    answers = [
        client.post(here(project, "koppla/"), {"initiative": free.pk}),
        client.post(here(project, "losgor/")),
        client.get(here(project, "starta/")),
        client.get(here(project, "beslut/")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert verbs(project) == ["read_in", "tied"]


@pytest.mark.parametrize("page", ["koppla/", "losgor/"])
def test_a_deed_is_not_done_by_a_link(anna, visit, page):
    assert visit(anna).get(here(project_of(anna), page)).status_code == 405


@pytest.mark.parametrize("sent", [{}, {"initiative": ""}, {"initiative": "0"}, {"initiative": "x"}])
def test_a_tie_to_nothing_is_explained_in_an_open_form(anna, alvmark, visit, sent):
    project = project_of(anna)
    InitiativeFactory(region=alvmark, kind=InitiativeKind.PROJECT)

    page = visit(anna).post(here(project, "koppla/"), sent)

    assert page.status_code == 422
    assert list(page.context["tie_form"].errors) == ["initiative"]
    assert "<details open>" in text_of(page)
    assert verbs(project) == ["read_in"]


def test_the_neighbours_initiative_is_not_tied(anna, sydland, visit):
    project = project_of(anna)
    theirs = InitiativeFactory(region=sydland, kind=InitiativeKind.PROJECT)

    page = visit(anna).post(here(project, "koppla/"), {"initiative": theirs.pk})

    assert page.status_code == 422
    assert Project.objects.get(pk=project.pk).initiative is None


def test_what_is_tied_and_untied_is_told(anna, bo, visit):
    project, client = project_of(anna), visit(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)

    answers = [
        client.post(here(project, "koppla/"), {"initiative": initiative.pk}),
        client.post(here(project, "losgor/")),
        client.post(here(project, "losgor/")),
    ]

    assert [told(answer)[-1] for answer in answers] == [
        "Projektet är kopplat till insatsen.",
        "Projektet är inte längre kopplat till en insats.",
        "Projektet är inte kopplat till någon insats, så det finns inget att lossa.",
    ]
    assert verbs(project) == ["read_in", "tied", "untied"]


def test_a_tied_project_says_which_initiative_it_is_when_one_starts_another(anna, bo, visit):
    project, initiative = tied(anna, bo)

    answer = visit(anna).post(here(project, "starta/"), {"name": "En till"})

    assert told(answer) == [f"Projektet är redan insatsen ”{initiative.name}”. Lossa det först."]
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize(
    ("headings", "cells", "first", "last"),
    [
        (
            ("Startdatum", "Slutdatum", "Beslutsdatum"),
            ("2026-02-01", "2027-01-31", "2026-01-15"),
            "2026-02-01",
            "2027-01-31",
        ),
        (("Startdatum", "Slutdatum", "Beslutsdatum"), ("", "", "2026-01-15"), "2026-01-15", None),
        (("Startdatum", "Slutdatum", "Beslutsdatum"), ("2026-02-01", "", ""), "2026-02-01", None),
    ],
)
def test_the_start_form_takes_its_days_from_the_case(anna, visit, headings, cells, first, last):
    read_in(anna, ("7", "N" * 200, *cells), headings=("Ärende-ID", "Projektnamn", *headings))

    initial = visit(anna).get(here(Project.objects.get(), "starta/")).context["form"].initial

    assert initial["starts_on"] == date.fromisoformat(first)
    assert initial["ends_on"] == (date.fromisoformat(last) if last else None)
    assert initial["name"] == "N" * 160
    assert initial["responsible"] == anna.person_id
