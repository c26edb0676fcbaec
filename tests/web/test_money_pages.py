"""Pages of money: what is said when something is done, what is kept when it is not, and what an empty page teaches."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.money_walks import applied, granted, source
from tests.delivery.walks import started
from tests.factories import MONDAY, GoalFactory, StaffTimeFactory
from varv.core.money import FundingKind
from varv.delivery import operations
from varv.delivery.models import Appropriation, Funding

pytestmark = pytest.mark.django_db

HOME = "/alvmark"
BOARD = f"{HOME}/resurser/"
SOURCES = f"{BOARD}kallor/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def faults(response) -> dict[str, list[str]]:
    return {name: list(said) for name, said in response.context["form"].errors.items()}


# --- what is said when it is done -------------------------------------------------------------------------------

GRANT = {"granted": "400 000", "decided_on": "2026-01-15", "case_number": "RUN 12"}


@pytest.mark.parametrize(
    ("page", "sent", "said"),
    [
        ("ansokan", {"applied": "1 tkr"}, "Ansökan är ändrad."),
        ("bevilja", GRANT, "Beviljandet är noterat. Ange nu hur mycket som planeras för varje år."),
        ("avsla", {"decided_on": "2026-01-15", "reason": "Ramen."}, "Avslaget är noterat med sitt skäl."),
        ("aterta", {"reason": "Ändrat."}, "Pengarna är återtagna. Det som har använts står kvar som använt."),
    ],
)
def test_each_deed_on_an_application_says_what_it_did(visit, anna, page, sent, said):
    funding = applied(anna)

    response = visit(anna).post(f"{HOME}/pengar/{funding.pk}/{page}/", sent | {"revision": 1})

    assert (response.status_code, response.url) == (302, f"{HOME}/insatser/{funding.initiative_id}/")
    assert told(response) == [said]


@pytest.mark.parametrize(
    ("page", "sent", "said"),
    [
        ("andrat-beslut", GRANT | {"granted": "1 mnkr"}, "Det ändrade beslutet är noterat."),
        ("ar", {"year_0": "2026", "planned_0": "5", "used_0": ""}, "Åren är sparade."),
    ],
)
def test_each_deed_on_a_grant_says_what_it_did(visit, anna, page, sent, said):
    funding = granted(anna)

    response = visit(anna).post(f"{HOME}/pengar/{funding.pk}/{page}/", sent | {"revision": funding.revision})

    assert (response.status_code, told(response)) == (302, [said])


def test_each_deed_on_a_source_says_what_it_did(visit, anna):
    given = source(anna)
    row = operations.set_appropriation(source=given, year=2025, amount=Decimal(5), decision="", by=anna, at=MONDAY)

    deeds = [
        (f"{SOURCES}ny/", {"name": "EU", "kind": "european"}),
        (f"{SOURCES}{given.pk}/", {"name": "Anslaget", "kind": "one_to_one", "revision": 1}),
        (f"{SOURCES}{given.pk}/flytta/ned/", {}),
        (f"{SOURCES}{given.pk}/anslag/", {"year": "2026", "amount": "5"}),
        (f"{BOARD}anslag/{row.pk}/", {"amount": "6", "revision": 1}),
        (f"{BOARD}anslag/{row.pk}/ta-bort/", {}),
        (f"{SOURCES}{given.pk}/lagg-undan/", {}),
        (f"{SOURCES}{given.pk}/ateruppta/", {}),
    ]
    answers = [visit(anna).post(address, sent) for address, sent in deeds]

    assert [answer.url for answer in answers] == [SOURCES] * 8
    assert [told(answer) for answer in answers] == [
        ["Källan är tillagd."],
        ["Källan är ändrad."],
        ["Källan är flyttad."],
        ["Anslaget är noterat."],
        ["Anslaget är ändrat."],
        ["Anslaget är borttaget."],
        ["Källan är undanlagd. Det den gav räknas som förut."],
        ["Källan är i bruk igen."],
    ]


def test_each_deed_on_an_insats_says_what_it_did(visit, anna):
    initiative, given = started(anna, anna, goals=[GoalFactory()]), source(anna)
    time = StaffTimeFactory(initiative=initiative, year=2025, planned_hours=1)
    page = f"{HOME}/insatser/{initiative.pk}/"
    hours = {"unit": initiative.unit_id, "year": "2026", "planned_hours": "8"}

    deeds = [
        (f"{page}pengar/", {"source": given.pk, "applied": "5"}),
        (f"{page}egen-tid/", hours),
        (f"{HOME}/egen-tid/{time.pk}/", hours | {"year": "2027", "revision": 1}),
        (f"{HOME}/egen-tid/{time.pk}/ta-bort/", {}),
    ]
    answers = [visit(anna).post(address, sent) for address, sent in deeds]

    assert [answer.url for answer in answers] == [page] * 4
    assert [told(answer) for answer in answers] == [
        ["Ansökan är noterad. När den är avgjord noterar du beviljandet här."],
        ["Timmarna är noterade."],
        ["Timmarna är ändrade."],
        ["Timmarna är borttagna."],
    ]


# --- what is kept and explained when it is not ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "sent", "field"),
    [
        ("bevilja", GRANT | {"granted": ""}, "granted"),
        ("bevilja", GRANT | {"granted": "-1"}, "granted"),
        ("bevilja", GRANT | {"granted": "en miljon"}, "granted"),
        ("bevilja", GRANT | {"decided_on": ""}, "decided_on"),
        ("bevilja", GRANT | {"decided_on": "2026-02-30"}, "decided_on"),
        ("bevilja", GRANT | {"decided_on": "2999-01-01"}, "decided_on"),
        ("bevilja", GRANT | {"case_number": "x" * 61}, "case_number"),
        ("ansokan", {"applied": "-0,01"}, "applied"),
        ("ansokan", {"applied": "1000000 mnkr"}, "applied"),
        ("avsla", {"decided_on": "2026-01-15", "reason": "  "}, "reason"),
        ("avsla", {"decided_on": "2999-01-15", "reason": "Ramen."}, "decided_on"),
        ("avsla", {"decided_on": "2026-01-15", "reason": "x" * 2001}, "reason"),
        ("aterta", {"reason": ""}, "reason"),
    ],
)
def test_a_fault_stands_at_its_own_field_and_nothing_is_done(visit, anna, page, sent, field):
    funding = applied(anna)

    response = visit(anna).post(f"{HOME}/pengar/{funding.pk}/{page}/", sent | {"revision": 1})

    assert (response.status_code, list(faults(response))) == (422, [field])
    assert response.context["form"][field].value() == sent[field]
    assert Funding.objects.of(anna.region_id).get().revision == 1


@pytest.mark.parametrize("page", ["ansokan", "bevilja", "avsla", "aterta"])
def test_a_deed_without_its_revision_is_refused(visit, anna, page):
    funding = applied(anna)
    sent = GRANT | {"applied": "5", "reason": "Ramen."}

    response = visit(anna).post(f"{HOME}/pengar/{funding.pk}/{page}/", sent)

    assert (response.status_code, list(faults(response))) == (422, ["revision"])


@pytest.mark.parametrize("sent", [{"name": "", "kind": "other"}, {"name": "x" * 121, "kind": "other"}])
def test_a_source_has_a_name_of_a_decent_length(visit, anna, sent):
    response = visit(anna).post(f"{SOURCES}ny/", sent)

    assert (response.status_code, list(faults(response))) == (422, ["name"])


def test_a_source_has_a_kind_that_there_is(visit, anna):
    response = visit(anna).post(f"{SOURCES}ny/", {"name": "Lotteriet", "kind": "lottery"})

    assert (response.status_code, list(faults(response))) == (422, ["kind"])
    assert 'value="Lotteriet"' in text(response)


def test_a_second_appropriation_for_the_year_is_explained_at_the_year(visit, anna):
    given = source(anna)
    operations.set_appropriation(source=given, year=2026, amount=Decimal(5), decision="", by=anna, at=MONDAY)

    response = visit(anna).post(
        f"{SOURCES}{given.pk}/anslag/", {"year": "2026", "amount": "7 tkr", "decision": "RF § 9"}
    )

    assert response.status_code == 422
    assert faults(response) == {
        "year": ["”Anslag 1:1” har redan ett anslag för 2026. Ändra det, så att historiken behåller båda beloppen."]
    }
    assert ('value="7 tkr"' in text(response), 'value="RF § 9"' in text(response)) == (True, True)


def test_a_stale_appropriation_is_told_and_can_be_saved_again(visit, anna):
    row = operations.set_appropriation(
        source=source(anna), year=2026, amount=Decimal(5), decision="", by=anna, at=MONDAY
    )
    operations.change_appropriation(appropriation=row, amount=Decimal(6), decision="", revision=1, by=anna, at=MONDAY)

    first = visit(anna).post(f"{BOARD}anslag/{row.pk}/", {"amount": "7", "revision": 1})
    second = visit(anna).post(f"{BOARD}anslag/{row.pk}/", {"amount": "7", "revision": 2})

    assert (first.status_code, first.context["is_stale"]) == (422, True)
    assert '<input type="hidden" name="revision" value="2">' in text(first)
    assert (second.status_code, Appropriation.objects.of(anna.region_id).get().amount) == (302, Decimal(7))


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"planned_hours": "-1"}, ["planned_hours"]),
        ({"planned_hours": "1000001"}, ["planned_hours"]),
        ({"planned_hours": "7,5"}, ["planned_hours"]),
        ({"used_hours": "många"}, ["used_hours"]),
        ({"planned_hours": "8", "year": "1989"}, ["year"]),
        ({"planned_hours": "8", "year": ""}, ["year"]),
        ({"planned_hours": "8", "unit": "987654"}, ["unit"]),
        ({}, ["planned_hours"]),
    ],
)
def test_bad_hours_stand_at_their_own_field(visit, anna, sent, fields):
    initiative = started(anna, anna)

    response = visit(anna).post(
        f"{HOME}/insatser/{initiative.pk}/egen-tid/", {"unit": initiative.unit_id, "year": "2026"} | sent
    )

    assert (response.status_code, list(faults(response))) == (422, fields)


# --- pages that teach, and filters that hold --------------------------------------------------------------------


def test_a_region_without_sources_is_shown_a_first_set(visit, cilla):
    page = text(visit(cilla).get(SOURCES))

    assert "Regionen har inga källor än" in page
    assert "Anslag 1:1 · Regionens egen budget · Kommuner" in page


def test_a_source_tells_its_kind_its_insatser_and_its_missing_appropriation(visit, anna, cilla):
    given = source(anna, "Tillväxtverket", FundingKind.STATE)
    granted(anna, started(anna, anna), 250_000, source=given)

    page = text(visit(cilla).get(SOURCES))

    assert "Andra statliga medel · 1 insats" in page
    assert f"{BOARD}bakom/?per=source&amp;kalla={given.pk}" in page
    assert "Inget anslag är noterat för källan." in page
    assert "Lägg undan" not in page


def test_nothing_before_a_year_is_not_the_same_as_no_money_at_all(visit, anna):
    granted(anna, started(anna, anna))

    page = text(visit(anna).get(f"{BOARD}?per=year&till=2020"))

    assert "Inget stämmer med det du söker." in page
    assert "Inga pengar är noterade än" not in page


def test_the_way_to_the_workbook_keeps_what_was_chosen(visit, anna):
    given = source(anna)
    granted(anna, started(anna, anna), source=given)

    page = text(visit(anna).get(f"{BOARD}?per=source&matt=granted&fran=2026&kalla={given.pk}"))

    assert f"{BOARD}excel/?per=source&amp;matt=granted&amp;fran=2026&amp;kalla={given.pk}" in page


def test_the_way_back_from_a_figure_keeps_everything_but_the_figure(visit, anna):
    given = source(anna)
    granted(anna, started(anna, anna), source=given)

    response = visit(anna).get(f"{BOARD}bakom/?per=source&matt=granted&fran=2026&kalla={given.pk}")

    assert response.context["named"] == "Anslag 1:1"
    assert response.context["back"] == "per=source&matt=granted&fran=2026"


def test_a_source_with_letters_of_markup_is_only_text(visit, anna):
    given = source(anna, "<script>alert(1)</script>")
    granted(anna, started(anna, anna), source=given)
    client = visit(anna)

    for address in (SOURCES, f"{BOARD}?per=source", f"{BOARD}bakom/?per=source&kalla={given.pk}"):
        page = text(client.get(address))
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("address", [SOURCES, f"{BOARD}bakom/", f"{BOARD}krona/"])
def test_a_page_of_money_costs_the_same_for_one_and_for_many(visit, anna, address):
    reader, costs = visit(anna), []

    for size in (1, 4):
        for place in range(size):
            given = source(anna, f"Källa {size} {place}")
            granted(anna, started(anna, anna, name=f"Insats {size} {place}"), source=given)
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        costs.append(len(queries))

    assert costs[0] == costs[1]
