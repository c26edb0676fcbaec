"""The preview of an import: its sorts in the address, its pages, its words, and who may do what with it."""

import re

import pytest
from django.contrib.messages import get_messages

from tests.delivery.cases import CASE, HEADINGS, OTHER, case, looked_through, read_in, seen
from tests.factories import MONDAY
from tests.people import member, verbs
from varv.core.roles import Role
from varv.core.workflow import ImportState
from varv.delivery import operations
from varv.delivery.models import CaseImport, ColumnMapping, Project

pytestmark = pytest.mark.django_db

CASES = "/alvmark/projekt/import/"


def here(case_import, page=""):
    return f"{CASES}{case_import.pk}/{page}"


def text_of(response):
    return " ".join(response.content.decode().split())


def told(response):
    """The messages that a deed leaves."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def links(page):
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]*)"', page.content.decode())]


def many(number):
    """As many new cases."""
    return [case(ÄrendeID=f"N{one:03}", Projektnamn=f"Projekt {one:03}") for one in range(number)]


# --- sorts and pages


def test_each_chip_counts_its_sort_and_leads_to_its_first_page(anna, visit):
    read_in(anna, CASE, OTHER)
    case_import = looked_through(anna, case(Status="Slut"), case(ÄrendeID="9", Startdatum="igår"))

    page = visit(anna).get(here(case_import), {"visa": "gone", "page": "3"})

    assert [(sort.value, count) for sort, count in page.context["counts"]] == [
        ("new", 1),
        ("changed", 1),
        ("unchanged", 0),
        ("gone", 1),
        ("problems", 1),
    ]
    assert links(page) == [f"?visa={sort}" for sort in ("new", "changed", "unchanged", "gone", "problems")]
    assert "De är kvar som de är. Kanske gällde exporten ett tema eller ett år." in text_of(page)


@pytest.mark.parametrize("visa", ["", "allt", "NEW", "new'", "<b>"])
def test_a_sort_that_is_none_shows_the_first_there_is(anna, visit, visa):
    read_in(anna, CASE)

    page = visit(anna).get(here(looked_through(anna, case(Status="Slut"))), {"visa": visa})

    assert (page.status_code, page.context["preview"].shown.value) == (200, "changed")
    assert "<b>" not in text_of(page)


def test_a_sort_without_cases_says_none(anna, visit):
    page = visit(anna).get(here(looked_through(anna, CASE)), {"visa": "problems"})

    assert list(page.context["page"]) == []
    assert "Vad gick inte att läsa?" in text_of(page)


def test_the_next_page_keeps_the_sort(anna, visit):
    case_import, client = looked_through(anna, *many(51)), visit(anna)

    first = client.get(here(case_import), {"visa": "new"})
    second = client.get(here(case_import), {"visa": "new", "page": "2"})

    assert "?visa=new&page=2" in links(first)
    assert len(first.context["page"]) == 50
    assert [(line.number, line.case_id, line.name) for line in second.context["page"]] == [(52, "N050", "Projekt 050")]


# --- words


def test_a_change_is_shown_before_and_after(anna, visit):
    read_in(anna, CASE)

    page = text_of(visit(anna).get(here(looked_through(anna, case(Status="Slutrapporterat")))))

    assert "<dt>Status</dt><dd><del>Beviljat</del> <ins>Slutrapporterat</ins></dd>" in page


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Startdatum": "igår"}, "”igår” är inget datum. Ärendet läses in utan det."),
        ({"Beviljatbelopp": "1.250"}, "”1.250” är inget belopp, eller kan läsas på två sätt."),
        ({"ÄrendeID": ""}, "Raden saknar ärende-ID och går därför inte att känna igen."),
        ({"ÄrendeID": "9" * 61}, "är för långt för att vara ett. Raden läses inte in."),
        ({"Projektnamn": ""}, "Ärendet saknar namn. Det läses in med sitt ärende-ID som namn."),
        ({"Status": "x" * 101}, "Texten är för lång och kortas när den läses in."),
        ({"Projektnamn": "Annat"}, "Ärendet 20368412 står på flera rader som säger olika saker."),
    ],
)
def test_each_problem_is_a_sentence_on_its_row(anna, visit, cells, sentence):
    case_import = looked_through(anna, CASE, case(**cells))

    page = visit(anna).get(here(case_import), {"visa": "problems"})

    assert {line.number for line in page.context["page"]} == {3}
    assert sentence in text_of(page)
    assert "Rad 3" in text_of(page)


def test_what_a_cell_holds_is_shown_and_never_run(anna, visit):
    evil = "<script>alert(1)</script>"
    rows = [case(Projektnamn=evil, Startdatum="<img src=x>", Status="=HYPERLINK(1)")]
    case_import, client = looked_through(anna, *rows), visit(anna)

    pages = [client.get(here(case_import, "kolumner/"))]
    pages += [client.get(here(case_import), {"visa": sort}) for sort in ("new", "problems")]

    spoken = " ".join(map(text_of, pages))
    assert "<script>alert" not in spoken
    assert "<img src=x>" not in spoken
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in spoken
    assert "&lt;img src=x&gt;" in spoken


def test_a_heading_that_wants_to_be_markup_is_text(anna, visit):
    case_import = looked_through(anna, ("1", "A", "x"), headings=("Dnr", "Projektnamn", "<b>Tema</b>"))

    page = visit(anna).get(here(case_import, "kolumner/")).content.decode()

    assert "<b>Tema</b>" not in page
    assert "&lt;b&gt;Tema&lt;/b&gt;" in page


def test_reading_in_tells_how_many(anna, visit):
    read_in(anna, CASE)
    case_import = looked_through(anna, case(Status="Slut"), OTHER, case(ÄrendeID="3"))

    answer = visit(anna).post(here(case_import, "las-in/"), {"seen": seen(case_import)})

    assert told(answer) == ["Filen är inläst: 2 nya projekt och 1 ändrat."]
    assert verbs(case_import) == ["looked_through", "imported"]


@pytest.mark.parametrize("seal", ["", "0" * 64, "x", "å" * 500])
def test_a_seal_that_is_not_what_was_looked_at_reads_nothing_in(anna, visit, seal):
    case_import = looked_through(anna, CASE)

    answer = visit(anna).post(here(case_import, "las-in/"), {"seen": seal})

    assert told(answer) == ["Något har ändrats sedan du tittade, så inget lästes in. Gå igenom ändringarna igen."]
    assert Project.objects.count() == 0
    assert verbs(case_import) == ["looked_through"]


def test_what_is_read_in_is_not_read_in_again(anna, visit):
    case_import, client = looked_through(anna, CASE), visit(anna)
    seal = seen(case_import)
    client.post(here(case_import, "las-in/"), {"seen": seal})

    answers = [
        client.get(here(case_import)),
        client.get(here(case_import, "kolumner/")),
        client.post(here(case_import, "las-in/"), {"seen": seal}),
        client.post(here(case_import, "spara-kolumner/"), {"name": "Nyps"}),
    ]

    said = "Inläsningen väntar inte längre. Välj filen igen för att börja om."
    assert [told(answer)[-1] for answer in answers] == [said] * 4
    assert (Project.objects.count(), ColumnMapping.objects.count()) == (1, 0)


# --- what waits, and whose it is


def test_what_somebody_else_has_waiting_can_be_thrown_away_and_not_gone_on_with(anna, egon, visit):
    case_import = looked_through(anna, CASE)

    page = text_of(visit(egon).get(CASES))

    assert "arenden.csv väntar på att läsas in. Anna valde den" in page
    assert here(case_import, "kasta/") in page
    assert f'href="{here(case_import)}"' not in page
    assert f'href="{here(case_import)}"' in text_of(visit(anna).get(CASES))


@pytest.mark.parametrize("page", ["kolumner/", "tillat/", "las-in/", "spara-kolumner/"])
def test_somebody_elses_import_is_left_alone_and_its_reader_named(anna, egon, visit, page):
    case_import = looked_through(anna, CASE)

    answer = visit(egon).post(here(case_import, page), {"name": "Nyps", "seen": seen(case_import)})

    assert told(answer) == [
        "Anna valde den här filen och behöver själv säga vilken kolumn som är vad. Välj filen själv för att börja om."
    ]
    assert verbs(case_import) == ["looked_through"]


def test_the_first_page_tells_what_was_read_in_before(anna, visit):
    read_in(anna, CASE, OTHER)

    page = visit(anna).get(CASES)

    (line,) = page.context["imports"]
    assert (line.filename, line.by, line.refused, line.state) == ("arenden.csv", "Anna", 1, ImportState.APPLIED)
    assert "2 nya, 0 ändrade, 0 lika" in text_of(page)
    assert page.context["waiting"] == []


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.STRATEGIST, 200),
        (Role.HANDLER, 200),
        (Role.ANALYST, 200),
        (Role.REPORTER, 403),
        (Role.READER, 403),
        (Role.MANAGER, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_a_role_may_read_in_or_not(alvmark, visit, role, status):
    assert visit(member(alvmark, "gunnel", role)).get(CASES).status_code == status


@pytest.mark.parametrize("person", ["bo", "cilla", "disa", "frida"])
@pytest.mark.parametrize("page", ["kolumner/", "tillat/", "las-in/", "kasta/", "spara-kolumner/"])
def test_those_who_start_nothing_do_nothing_with_what_waits(anna, visit, request, person, page):
    case_import = looked_through(anna, CASE)

    answer = visit(request.getfixturevalue(person)).post(here(case_import, page), {"name": "x"})

    assert answer.status_code == 403
    assert verbs(case_import) == ["looked_through"]
    assert CaseImport.objects.get().state is ImportState.PREVIEWED


@pytest.mark.parametrize("page", ["tillat/", "las-in/", "kasta/", "spara-kolumner/"])
def test_a_deed_is_not_done_by_a_link(anna, visit, page):
    assert visit(anna).get(here(looked_through(anna, CASE), page)).status_code == 405


# --- readings of columns


def saved(anna, name, *rows, headings=HEADINGS):
    """A saved reading of columns."""
    case_import = looked_through(anna, *(rows or (CASE,)), headings=headings)
    return operations.save_mapping(case_import=case_import, name=name, by=anna, at=MONDAY)


def test_the_preview_names_the_reading_that_was_used(anna, visit):
    saved(anna, "Nyps")

    page = visit(anna).get(here(looked_through(anna, CASE, OTHER)))

    assert page.context["form"]["name"].value() == ColumnMapping.objects.get()
    assert "Nyps" in text_of(page)


def test_a_reading_is_not_renamed_to_one_that_is_there(anna, visit):
    saved(anna, "Nyps")
    mapping = saved(anna, "Export")

    page = visit(anna).post(
        f"/alvmark/projekt/kolumner/{mapping.pk}/", {"name": " Nyps ", "revision": mapping.revision}
    )

    assert page.status_code == 422
    assert page.context["form"].errors["name"] == [
        "Det finns redan en kolumntolkning som heter ”Nyps”. Välj ett annat namn."
    ]
    assert verbs(mapping) == ["saved"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_cannot_be_kept_is_explained(anna, visit, name):
    mapping = saved(anna, "Nyps")

    page = visit(anna).post(f"/alvmark/projekt/kolumner/{mapping.pk}/", {"name": name, "revision": mapping.revision})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["name"]


@pytest.mark.parametrize("person", ["bo", "cilla", "disa", "frida"])
def test_readings_are_for_those_who_read_in(anna, visit, request, person):
    mapping = saved(anna, "Nyps")
    client = visit(request.getfixturevalue(person))

    answers = [
        client.get(f"/alvmark/projekt/kolumner/{mapping.pk}/"),
        client.post(f"/alvmark/projekt/kolumner/{mapping.pk}/", {"name": "x", "revision": 1}),
        client.post(f"/alvmark/projekt/kolumner/{mapping.pk}/ta-bort/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert visit(anna).get(f"/alvmark/projekt/kolumner/{mapping.pk}/ta-bort/").status_code == 405
