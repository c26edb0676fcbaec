"""Who reaches which page of money, by which method, and in which state: the whole table."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages

from tests.delivery.money_walks import applied, granted, in_years, source
from tests.delivery.walks import running, started
from tests.factories import MONDAY, GoalFactory, StaffTimeFactory
from tests.people import verbs
from varv.core.workflow import FundingState
from varv.delivery import operations
from varv.delivery.models import Appropriation, Funding, FundingSource, StaffTime

pytestmark = pytest.mark.django_db

HOME = "/alvmark"
SOURCES = f"{HOME}/resurser/kallor/"
READS = ("", "bakom/", "excel/", "krona/", "kallor/")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def appropriation(by, year=2026, amount=1_000_000) -> Appropriation:
    return operations.set_appropriation(
        source=source(by), year=year, amount=Decimal(amount), decision="RF § 1", by=by, at=MONDAY
    )


@pytest.fixture
def who(request):
    """A person by name."""
    return request.getfixturevalue


# --- who may open what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "bo", "cilla", "disa", "egon", "frida"])
def test_everybody_in_the_region_reads_the_boards(visit, anna, who, name):
    granted(anna)
    client = visit(who(name))

    answers = [client.get(f"{HOME}/resurser/{page}").status_code for page in READS]

    assert answers == [200] * len(READS)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("anna", 200),
        ("bo", 403),
        ("cilla", 403),
        ("disa", 403),
        ("egon", 403),
        ("frida", 403),
        ("stig", 404),
    ],
)
def test_sources_and_appropriations_are_opened_by_the_strategist(visit, anna, who, name, status):
    row = appropriation(anna)
    client = visit(who(name))

    pages = [
        f"{SOURCES}ny/",
        f"{SOURCES}{row.source_id}/",
        f"{SOURCES}{row.source_id}/anslag/",
        f"{HOME}/resurser/anslag/{row.pk}/",
    ]

    assert [client.get(page).status_code for page in pages] == [status] * 4


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("anna", 200),
        ("bo", 403),
        ("cilla", 403),
        ("disa", 403),
        ("egon", 200),
        ("frida", 403),
        ("stig", 404),
    ],
)
def test_another_persons_insats_has_its_money_kept_by_those_who_start(visit, anna, who, name, status):
    initiative = started(anna, anna, goals=[GoalFactory()])
    asked, given = applied(anna, initiative), granted(anna, initiative)
    time = StaffTimeFactory(initiative=initiative)
    client = visit(who(name))

    pages = [
        f"insatser/{initiative.pk}/pengar/",
        f"insatser/{initiative.pk}/fordela/",
        f"insatser/{initiative.pk}/egen-tid/",
        f"pengar/{asked.pk}/ansokan/",
        f"pengar/{asked.pk}/bevilja/",
        f"pengar/{asked.pk}/avsla/",
        f"pengar/{asked.pk}/aterta/",
        f"pengar/{given.pk}/andrat-beslut/",
        f"pengar/{given.pk}/ar/",
        f"egen-tid/{time.pk}/",
    ]

    assert [client.get(f"{HOME}/{page}").status_code for page in pages] == [status] * 10


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("insatser/{initiative}/pengar/", 200),
        ("insatser/{initiative}/fordela/", 200),
        ("insatser/{initiative}/egen-tid/", 200),
        ("pengar/{asked}/ansokan/", 200),
        ("pengar/{given}/ar/", 200),
        ("pengar/{asked}/bevilja/", 403),
        ("pengar/{asked}/avsla/", 403),
        ("pengar/{asked}/aterta/", 403),
        ("pengar/{given}/andrat-beslut/", 403),
    ],
)
def test_the_responsible_reporter_asks_and_plans_but_does_not_decide(visit, anna, bo, page, status):
    initiative = started(anna, bo)
    asked, given = applied(anna, initiative), granted(anna, initiative)

    address = page.format(initiative=initiative.pk, asked=asked.pk, given=given.pk)

    assert visit(bo).get(f"{HOME}/{address}").status_code == status


def test_a_refused_decision_changes_nothing(visit, anna, bo):
    funding = applied(anna, started(anna, bo))

    response = visit(bo).post(
        f"{HOME}/pengar/{funding.pk}/bevilja/",
        {"granted": "1 mnkr", "decided_on": "2026-01-15", "revision": 1},
    )

    funding.refresh_from_db()
    assert (response.status_code, funding.state, funding.granted) == (403, FundingState.APPLIED, None)
    assert verbs(funding) == ["money_sought"]


# --- what is only done, and never opened ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "resurser/kallor/forsta/",
        "resurser/kallor/{source}/lagg-undan/",
        "resurser/kallor/{source}/ateruppta/",
        "resurser/kallor/{source}/flytta/upp/",
        "resurser/anslag/{row}/ta-bort/",
        "egen-tid/{time}/ta-bort/",
    ],
)
def test_a_deed_is_never_done_by_following_a_link(visit, anna, page):
    row, time = appropriation(anna), StaffTimeFactory(initiative=started(anna, anna))
    address = page.format(source=row.source_id, row=row.pk, time=time.pk)

    response = visit(anna).get(f"{HOME}/{address}")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert FundingSource.objects.of(anna.region_id).count() == 1
    assert Appropriation.objects.of(anna.region_id).count() == 1
    assert StaffTime.objects.of(anna.region_id).count() == 1


@pytest.mark.parametrize(
    "page",
    [
        "resurser/kallor/forsta/",
        "resurser/kallor/{source}/lagg-undan/",
        "resurser/kallor/{source}/flytta/ned/",
        "resurser/anslag/{row}/ta-bort/",
        "egen-tid/{time}/ta-bort/",
    ],
)
def test_the_stranger_can_do_nothing_in_either_region(visit, anna, stig, page):
    row, time = appropriation(anna), StaffTimeFactory(initiative=started(anna, anna))
    address = page.format(source=row.source_id, row=row.pk, time=time.pk)
    client = visit(stig)

    assert client.post(f"{HOME}/{address}").status_code == 404
    if "{" in page:
        assert client.post(f"/sydland/{address}").status_code == 404
    assert Appropriation.objects.of(anna.region_id).get() == row
    assert StaffTime.objects.of(anna.region_id).get() == time


@pytest.mark.parametrize("page", ["pengar/{pk}/ansokan/", "pengar/{pk}/ar/", "egen-tid/{pk}/", "resurser/kallor/{pk}/"])
def test_what_is_not_there_is_not_found(visit, anna, page):
    assert visit(anna).get(f"{HOME}/{page.format(pk=987_654)}").status_code == 404


def test_an_application_cannot_be_sent_to_another_regions_source(visit, anna, stig):
    initiative, theirs = started(anna, anna), source(stig, "Sydlands anslag")

    response = visit(anna).post(
        f"{HOME}/insatser/{initiative.pk}/pengar/", {"source": theirs.pk, "applied": "5", "case_number": "RUN 3"}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["source"]
    assert 'value="RUN 3"' in text(response)
    assert "Sydlands anslag" not in text(response)
    assert not Funding.objects.of(anna.region_id).exists()


# --- a page that cannot be opened in this state -----------------------------------------------------------------


def declined(by) -> Funding:
    funding = applied(by)
    operations.decline_funding(
        funding=funding, decided_on=date(2026, 2, 1), reason="Ramen är slut.", revision=1, by=by, at=MONDAY
    )
    return funding


def withdrawn(by) -> Funding:
    funding = granted(by)
    operations.withdraw_funding(funding=funding, reason="Blir inte av.", revision=funding.revision, by=by, at=MONDAY)
    return funding


DECIDED = "Ansökan är ”{}” och står kvar som den var. Notera ett ändrat beslut i stället."
NOT_GRANTED = "Pengarna är ”{}”. År kan fyllas i när ett beviljande är noterat: innan dess finns inget att planera med."


@pytest.mark.parametrize(
    ("walk", "page", "sentence"),
    [
        (granted, "ansokan", DECIDED.format("Beviljat")),
        (declined, "ansokan", DECIDED.format("Avslag")),
        (withdrawn, "ansokan", DECIDED.format("Återtaget")),
        (applied, "andrat-beslut", NOT_GRANTED.format("Sökt")),
        (declined, "andrat-beslut", NOT_GRANTED.format("Avslag")),
        (withdrawn, "andrat-beslut", NOT_GRANTED.format("Återtaget")),
        (applied, "ar", NOT_GRANTED.format("Sökt")),
        (declined, "ar", NOT_GRANTED.format("Avslag")),
    ],
)
def test_a_page_that_cannot_be_used_now_says_why_and_leads_back(visit, anna, walk, page, sentence):
    funding = walk(anna)
    back = f"http://testserver{HOME}/insatser/{funding.initiative_id}/"

    response = visit(anna).get(f"{HOME}/pengar/{funding.pk}/{page}/", headers={"referer": back})

    assert (response.status_code, response.url) == (302, back)
    assert told(response) == [sentence]


@pytest.mark.parametrize(
    ("walk", "open_pages"),
    [
        (applied, {"ansokan", "bevilja", "avsla", "aterta"}),
        (granted, {"andrat-beslut", "aterta", "ar"}),
        (declined, set()),
        (withdrawn, {"ar"}),
    ],
)
def test_each_state_has_its_own_pages(visit, anna, walk, open_pages):
    funding, client = walk(anna), visit(anna)
    pages = ["ansokan", "bevilja", "andrat-beslut", "avsla", "aterta", "ar"]

    answers = {page: client.get(f"{HOME}/pengar/{funding.pk}/{page}/").status_code for page in pages}

    assert {page for page, status in answers.items() if status == 200} == open_pages
    assert {status for page, status in answers.items() if page not in open_pages} <= {302}


def test_an_ended_insats_asks_for_no_more_but_its_used_money_can_be_told(visit, anna):
    initiative = running(anna, anna)
    funding = in_years(anna, granted(anna, initiative), y2026=(1000, None))
    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)
    client = visit(anna)

    asking = client.get(f"{HOME}/insatser/{initiative.pk}/pengar/")
    client.post(
        f"{HOME}/pengar/{funding.pk}/ar/",
        {"year_0": "2026", "planned_0": "1 000", "used_0": "900", "revision": funding.revision},
    )

    assert asking.status_code == 302
    assert funding.years.get().used == Decimal(900)


# --- a source that is already as it was asked to be -------------------------------------------------------------


def test_a_source_is_laid_aside_once(visit, anna):
    given, client = source(anna), visit(anna)
    assert told(client.post(f"{SOURCES}{given.pk}/lagg-undan/")) == [
        "Källan är undanlagd. Det den gav räknas som förut."
    ]

    again = visit(anna).post(f"{SOURCES}{given.pk}/lagg-undan/")

    assert told(again) == [
        (
            "”Anslag 1:1” används inte längre, så inget nytt kan komma därifrån. "
            "Välj en annan källa, eller ta den i bruk igen."
        )
    ]
    assert verbs(given) == ["added", "retired"]


def test_a_source_in_use_is_not_taken_up_again(visit, anna):
    given = source(anna)

    response = visit(anna).post(f"{SOURCES}{given.pk}/ateruppta/")

    assert (response.status_code, told(response)) == (302, ["”Anslag 1:1” är redan i bruk. Ladda om sidan."])
    assert verbs(given) == ["added"]


@pytest.mark.parametrize("way", ["upp", "ned"])
def test_the_only_source_stays_where_it_is(visit, anna, way):
    given = source(anna)

    response = visit(anna).post(f"{SOURCES}{given.pk}/flytta/{way}/")

    given.refresh_from_db()
    assert (response.url, given.place, verbs(given)) == (SOURCES, 1, ["added"])


def test_a_first_set_leaves_the_sources_that_have_those_names(visit, anna):
    mine = source(anna, "Kommuner")

    visit(anna).post(f"{SOURCES}forsta/")

    names = FundingSource.objects.of(anna.region_id).order_by("place").values_list("name", flat=True)
    assert list(names) == [
        "Kommuner",
        "Anslag 1:1",
        "Regionens egen budget",
        "Europeiska regionala utvecklingsfonden",
        "Europeiska socialfonden+",
        "Andra statliga medel",
        "Privat medfinansiering",
    ]
    assert verbs(mine) == ["added"]
