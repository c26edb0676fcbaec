from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import applied, granted, in_years, shared_out, source
from tests.delivery.walks import started
from tests.factories import MONDAY, GoalFactory, InitiativePlaceFactory, PlaceFactory, StaffTimeFactory
from tests.people import verbs
from varv.core.workflow import FundingState
from varv.delivery import operations
from varv.delivery.models import Contribution, Funding, InitiativePlace, StaffTime, YearAmount

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(initiative, more="") -> str:
    return f"/alvmark/insatser/{initiative.pk}/{more}"


def about(funding, more) -> str:
    return f"/alvmark/pengar/{funding.pk}/{more}/"


# --- the insats' page -------------------------------------------------------------------------------------------


def test_the_page_of_an_insats_tells_its_money(visit, anna, bo, cilla):
    initiative = started(anna, bo, goals=[GoalFactory(outline="1", name="Kompetens")])
    shared_out(anna, initiative, goals=(60,))
    in_years(anna, granted(anna, initiative, 100_000), y2026=(80_000, 120_000))
    StaffTimeFactory(initiative=initiative, planned_hours=40)

    page = text(visit(cilla).get(page_of(initiative)))

    assert "Med vilka pengar?" in page
    assert "20 000 kr utan år" in page
    assert "20 000 kr mer än beviljat" in page
    assert "1 Kompetens: 60 %" in page
    assert "40 % är inte avsett för något visst mål." in page
    assert "planerat 40 timmar, använt" in page
    assert "Plan och använt" not in page


def test_whoever_asks_sees_no_buttons_of_decision(visit, anna, bo):
    initiative = started(anna, bo)
    applied(anna, initiative)

    asking, deciding = text(visit(bo).get(page_of(initiative))), text(visit(anna).get(page_of(initiative)))

    assert ("Notera beviljandet" in asking, "Sök pengar" in asking) == (False, True)
    assert "Notera beviljandet" in deciding


# --- one funding ------------------------------------------------------------------------------------------------


def test_money_is_asked_for_and_leads_back(visit, anna, bo):
    initiative, given = started(anna, bo), source(anna)

    response = visit(bo).post(
        page_of(initiative, "pengar/"), {"source": given.pk, "applied": "1,2 mnkr", "case_number": "RUN 7"}
    )

    funding = Funding.objects.of(anna.region_id).get()
    assert (response.status_code, response.url) == (302, page_of(initiative))
    assert (funding.source, funding.applied, funding.case_number) == (given, Decimal(1_200_000), "RUN 7")


def test_only_sources_in_use_are_offered(visit, anna):
    initiative, laid_aside = started(anna, anna), source(anna)
    source(anna, "Kommunerna")
    operations.retire_source(source=laid_aside, on=date(2026, 1, 1), by=anna, at=MONDAY)

    page = text(visit(anna).get(page_of(initiative, "pengar/")))

    assert ("Kommunerna" in page, f'value="{laid_aside.pk}"' in page) == (True, False)


def test_an_application_is_mended(visit, anna):
    funding = applied(anna)

    visit(anna).post(about(funding, "ansokan"), {"applied": "", "case_number": "9", "revision": 1})

    funding.refresh_from_db()
    assert (funding.applied, funding.case_number) == (None, "9")


def test_a_grant_is_noted_and_changed(visit, anna):
    funding, client = applied(anna), visit(anna)
    sent = {"granted": "400 000", "decided_on": "2026-01-15", "case_number": "RUN 12"}
    assert "500 000 kr är sökt från Anslag 1:1." in text(client.get(about(funding, "bevilja")))

    client.post(about(funding, "bevilja"), sent | {"revision": 1})
    client.post(about(funding, "andrat-beslut"), sent | {"granted": "350 000", "revision": 2})

    funding.refresh_from_db()
    assert (funding.state, funding.granted) == (FundingState.GRANTED, Decimal(350_000))
    assert verbs(funding) == ["money_sought", "money_granted", "edited"]


def test_a_changed_grant_below_the_plan_is_explained_and_kept(visit, anna):
    funding = in_years(anna, granted(anna), y2026=(300_000, None))

    response = visit(anna).post(
        about(funding, "andrat-beslut"),
        {"granted": "299 999,50", "decided_on": "2026-02-01", "revision": funding.revision},
    )

    assert response.status_code == 422
    assert "300 000 kr är planerat men bara 299 999,5 kr är beviljat: 0,5 kr för mycket." in text(response)
    assert 'value="299 999,50"' in text(response)


def test_a_refusal_and_a_withdrawal_have_reasons(visit, anna):
    client = visit(anna)
    declined = applied(anna)
    withdrawn = applied(anna, declined.initiative)
    assert client.post(about(declined, "avsla"), {"decided_on": "2026-02-01", "revision": 1}).status_code == 422

    client.post(about(declined, "avsla"), {"decided_on": "2026-02-01", "reason": "Ramen.", "revision": 1})
    client.post(about(withdrawn, "aterta"), {"reason": "Blir inte av.", "revision": 1})

    states = {funding.pk: funding.state for funding in Funding.objects.of(anna.region_id)}
    assert states == {declined.pk: FundingState.DECLINED, withdrawn.pk: FundingState.WITHDRAWN}
    assert "Blir inte av." in text(client.get(page_of(declined.initiative)))


def test_what_is_decided_is_not_decided_again(visit, anna):
    funding, client = granted(anna), visit(anna)

    answers = [client.get(about(funding, more)) for more in ("bevilja", "avsla", "ansokan")]

    assert [answer.status_code for answer in answers] == [302] * 3


def test_decisions_are_for_those_who_handle(visit, anna, bo):
    initiative = started(anna, bo)
    funding, client = applied(anna, initiative), visit(bo)

    answers = [client.get(about(funding, more)) for more in ("bevilja", "avsla", "aterta", "andrat-beslut")]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert client.get(about(funding, "ansokan")).status_code == 200


def test_a_stale_decision_is_told_and_can_be_saved_again(visit, anna):
    funding = applied(anna)
    operations.edit_application(funding=funding, applied=None, case_number="1", revision=1, by=anna, at=MONDAY)

    response = visit(anna).post(
        about(funding, "bevilja"), {"granted": "5 tkr", "decided_on": "2026-02-01", "revision": 1}
    )

    assert response.status_code == 422
    assert '<input type="hidden" name="revision" value="2">' in text(response)
    assert 'value="5 tkr"' in text(response)


# --- years ------------------------------------------------------------------------------------------------------


def row(place, year="", planned="", used="") -> dict:
    return {f"year_{place}": year, f"planned_{place}": planned, f"used_{place}": used}


def years_of(funding) -> list[tuple]:
    found = YearAmount.objects.of(funding.region_id).filter(funding=funding).order_by("year")
    return [(year.year, year.planned, year.used) for year in found]


def test_the_years_of_the_insats_stand_ready(visit, anna):
    funding = in_years(anna, granted(anna), y2026=(300_000, None), y2030=(1, None))

    form = visit(anna).get(about(funding, "ar")).context["form"]

    assert [cells[0].value() for cells in form.rows()] == [2025, 2026, 2027, 2030, None]
    assert form.rows()[1][1].value() == "300\u202f000"


def test_a_long_insats_does_not_fill_the_page(visit, anna):
    initiative = started(anna, anna, starts_on=date(2000, 1, 1), ends_on=date(2090, 1, 1))
    endless = started(anna, anna, name="Utan slut", ends_on=None)

    long = visit(anna).get(about(granted(anna, initiative), "ar")).context["form"]
    short = visit(anna).get(about(granted(anna, endless), "ar")).context["form"]

    assert (long.count, short.count) == (14, 2)


def test_years_are_saved_and_emptied(visit, anna):
    funding, client = granted(anna), visit(anna)
    sent = row(0, "2026", "250 000", "12,50") | row(1, "2027", "", "0") | row(2)
    client.post(about(funding, "ar"), sent | {"revision": funding.revision})
    assert years_of(funding) == [(2026, Decimal(250_000), Decimal("12.5")), (2027, None, Decimal(0))]

    funding.refresh_from_db()
    client.post(about(funding, "ar"), row(0, "2026") | row(1, "2027", "", "-3") | {"revision": funding.revision})

    assert years_of(funding) == [(2027, None, Decimal(-3))]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (row(0, "2026", "500 000") | row(1, "2027", "-"), "går inte att läsa som ett belopp"),
        (row(0, "2026", "300 tkr") | row(1, "2027", "200 tkr"), "100 000 kr för mycket"),
        (row(0, "2026", "1") | row(1, "2026", "1"), "2026 står på två rader."),
        (row(0, "", "1"), "Skriv vilket år beloppen gäller."),
        (row(0, "1066", "1"), "Skriv ett år mellan 1990 och 2100"),
        (row(0, "tjugosex", "1"), "heltal"),
    ],
)
def test_bad_years_are_explained_and_everything_is_kept(visit, anna, sent, said):
    funding = granted(anna)

    response = visit(anna).post(about(funding, "ar"), sent | {"revision": funding.revision})

    assert (response.status_code, said in text(response), years_of(funding)) == (422, True, [])
    for value in filter(None, sent.values()):
        assert f'value="{value}"' in text(response)


def test_rows_that_were_sent_are_all_kept(visit, anna):
    funding = granted(anna)
    sent = {key: value for place in range(9) for key, value in row(place, str(2020 + place), "x").items()}

    response = visit(anna).post(about(funding, "ar"), sent | {"revision": funding.revision})

    assert [cells[0].value() for cells in response.context["form"].rows()] == [str(2020 + n) for n in range(9)]


def test_stale_years_show_what_stands_now(visit, anna, bo):
    funding = granted(anna, started(anna, bo))
    opened = funding.revision
    in_years(bo, funding, y2026=(1000, None))

    response = visit(anna).post(about(funding, "ar"), row(0, "2026", "2 000") | {"revision": opened})

    assert response.status_code == 422
    assert "2026: 1 000 kr" in text(response)
    assert f'<input type="hidden" name="revision" value="{opened + 1}">' in text(response)
    assert 'value="2 000"' in text(response)


def test_years_wait_for_a_grant(visit, anna):
    assert visit(anna).get(about(applied(anna), "ar")).status_code == 302


# --- shares -----------------------------------------------------------------------------------------------------


def shared(initiative, goals=(), places=()) -> dict:
    sent = {}
    for name, model, told in (("goal", Contribution, goals), ("place", InitiativePlace, places)):
        rows = model.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
        for one, share in zip(rows, told, strict=True):
            sent |= {f"share_{name}_{one.pk}": share, f"seen_{name}_{one.pk}": one.revision}
    return sent


def test_shares_are_saved(visit, anna):
    initiative = started(anna, anna, goals=[GoalFactory(), GoalFactory()])
    InitiativePlaceFactory(initiative=initiative, place=PlaceFactory(name="Norr"))

    visit(anna).post(page_of(initiative, "fordela/"), shared(initiative, ("60", "12,5"), ("",)))

    shares = Contribution.objects.of(anna.region_id).order_by("pk").values_list("share", flat=True)
    assert list(shares) == [Decimal(60), Decimal("12.5")]
    assert "Sparat nu: 27,5 % är kvar som rest." in text(visit(anna).get(page_of(initiative, "fordela/")))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("60", "50"), "Andelarna är tillsammans 10 procentenheter mer än helheten."),
        (("60", "101"), "Skriv en andel mellan 0 och 100"),
        (("60", "-1"), "Skriv en andel mellan 0 och 100"),
        (("60", "0,001"), "Skriv en andel mellan 0 och 100"),
        (("60", "hälften"), "Skriv talet med siffror"),
    ],
)
def test_bad_shares_are_explained_and_kept(visit, anna, told, said):
    initiative = started(anna, anna, goals=[GoalFactory(), GoalFactory()])

    response = visit(anna).post(page_of(initiative, "fordela/"), shared(initiative, told))

    assert (response.status_code, said in text(response)) == (422, True)
    assert f'value="{told[1]}"' in text(response)


def test_stale_shares_show_what_stands_now_and_can_be_saved_again(visit, anna):
    initiative = started(anna, anna, goals=[GoalFactory()])
    tie = Contribution.objects.of(anna.region_id).get()
    seen = shared(initiative, ("50",))
    shared_out(anna, initiative, goals=(70,))

    response = visit(anna).post(page_of(initiative, "fordela/"), seen)

    assert (response.status_code, "70 %" in text(response)) == (422, True)
    assert f'name="seen_goal_{tie.pk}" value="2"' in text(response)
    visit(anna).post(page_of(initiative, "fordela/"), seen | {f"seen_goal_{tie.pk}": 2})
    tie.refresh_from_db()
    assert tie.share == Decimal(50)


def test_shares_without_goals_and_places_say_what_to_do_first(visit, anna):
    page = text(visit(anna).get(page_of(started(anna, anna), "fordela/")))

    assert "Knyt den till ett först." in page
    assert "Välj dem först." in page


# --- hours ------------------------------------------------------------------------------------------------------


def test_hours_are_noted_changed_and_taken_away(visit, anna):
    initiative, client = started(anna, anna), visit(anna)
    sent = {"unit": initiative.unit_id, "year": "2026", "planned_hours": "400", "used_hours": ""}
    client.post(page_of(initiative, "egen-tid/"), sent)
    time = StaffTime.objects.of(anna.region_id).get()
    assert (time.planned_hours, time.used_hours) == (400, None)

    client.post(f"/alvmark/egen-tid/{time.pk}/", sent | {"used_hours": "0", "revision": 1})
    time.refresh_from_db()
    assert time.used_hours == 0

    client.post(f"/alvmark/egen-tid/{time.pk}/ta-bort/")
    assert not StaffTime.objects.of(anna.region_id).exists()


def test_bad_hours_are_explained(visit, anna):
    time = StaffTimeFactory(initiative=started(anna, anna))
    sent = {"unit": time.unit_id, "year": "2026", "planned_hours": "", "used_hours": ""}

    twice = visit(anna).post(page_of(time.initiative, "egen-tid/"), sent | {"planned_hours": "5"})
    empty = visit(anna).post(f"/alvmark/egen-tid/{time.pk}/", sent | {"revision": 1})

    assert (twice.status_code, "har redan timmar för 2026" in text(twice)) == (422, True)
    assert (empty.status_code, "Skriv hur många timmar" in text(empty)) == (422, True)


# --- who may not ------------------------------------------------------------------------------------------------


def test_readers_change_no_money(visit, anna, cilla):
    initiative = started(anna, anna, goals=[GoalFactory()])
    funding, time = granted(anna, initiative), StaffTimeFactory(initiative=initiative)
    client = visit(cilla)

    answers = [client.get(page_of(initiative, more)) for more in ("pengar/", "fordela/", "egen-tid/")]
    answers += [client.get(about(funding, "ar")), client.get(f"/alvmark/egen-tid/{time.pk}/")]
    answers += [client.post(f"/alvmark/egen-tid/{time.pk}/ta-bort/")]

    assert [answer.status_code for answer in answers] == [403] * 6


def test_the_stranger_finds_no_money(visit, anna, stig):
    funding = granted(anna)
    time = StaffTimeFactory(initiative=funding.initiative)

    for address in (about(funding, "ar"), about(funding, "aterta"), f"/alvmark/egen-tid/{time.pk}/"):
        assert visit(stig).get(address).status_code == 404
        assert visit(stig).get(address.replace("alvmark", "sydland")).status_code == 404
