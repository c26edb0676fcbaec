import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.delivery.money_walks import applied, granted, in_years, shared_out, source
from tests.delivery.walks import started
from tests.factories import MONDAY, GenericActivityFactory, GoalFactory, PlaceFactory, StaffTimeFactory
from tests.overview.delivery.portfolios import portfolio
from tests.strategy.choosing import chose
from tests.workbooks import part
from varv.core.choices import Option
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind, Measure
from varv.delivery import operations
from varv.delivery.models import FundingSource
from varv.overview.delivery.resource_rows import Gap
from varv.overview.delivery.resources import Path, ResourceWish
from varv.web.delivery.resources import query_of, wish_of

pytestmark = pytest.mark.django_db

BOARD = "/alvmark/resurser/"
BEHIND = f"{BOARD}bakom/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def asked(query: str) -> ResourceWish:
    return wish_of(RequestFactory().get(f"/?{query}").GET)


def sheets_of(response) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def skills(by, **changed):
    """An insats with a grant, six tenths of it for a goal."""
    goal = GoalFactory(outline="2.1", name="Rätt kompetens")
    initiative = started(by, by, name="Moduler", goals=[goal], **changed)
    shared_out(by, initiative, goals=(60,))
    in_years(by, granted(by, initiative, 1_000_000), y2026=(700_000, 250_000))
    return initiative, goal


# --- the address ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wish",
    [
        ResourceWish(),
        ResourceWish(path=Path.PLACE, measure=Measure.USED, first_year=2025, last_year=2027),
        ResourceWish(goal=4, activity=5, place=Gap.REST, source=7, year=Gap.UNDECIDED),
        ResourceWish(goal=Gap.NONE, year=2026),
    ],
)
def test_a_wish_stands_in_the_address(wish):
    assert asked(query_of(wish)) == wish


@pytest.mark.parametrize(
    "written", ["per=nonsens", "matt=", "fran=1066&till=99999", "mal=x", "plats=²", "kalla=" + "9" * 40]
)
def test_what_cannot_be_read_is_left_out(written):
    assert asked(written) == ResourceWish()


# --- the board --------------------------------------------------------------------------------------------------


def test_the_board_tells_where_the_money_goes(visit, anna, cilla):
    _initiative, goal = skills(anna)

    page = text(visit(cilla).get(BOARD))

    assert "Vart går pengarna?" in page
    assert "1 insats: beviljat 1 mnkr, planerat 700 tkr och använt 250 tkr." in page
    assert "Av det som visas är 400 tkr inte fördelat än." in page
    assert "Resten: inte avsett för något visst mål" in page
    assert f"{BEHIND}?per=goal&amp;matt=granted&amp;mal={goal.pk}" in page


def test_the_board_draws_in_two_sizes_and_says_the_same_in_a_table(visit, anna):
    skills(anna)
    GoalFactory(outline="3", name="Vatten")

    page = text(visit(anna).get(BOARD))

    assert (page.count('width="748"'), page.count('width="358"')) == (1, 1)
    assert page.count("inga medel noterade") == 3
    assert "600 000 kr" in page


def test_an_empty_board_teaches(visit, anna, cilla):
    page = text(visit(anna).get(BOARD))

    assert "Inga pengar är noterade än" in page
    assert "Välj källor" in page
    assert "Välj källor" not in text(visit(cilla).get(BOARD))


def test_the_board_says_when_nothing_fits(visit, anna):
    skills(anna)

    page = text(visit(anna).get(f"{BOARD}?per=year&fran=2030&till=2031"))

    assert "Inget stämmer med det du söker." in page


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("goal", ["2.1 Rätt kompetens", "Resten: inte avsett för något visst mål"]),
        ("place", ["Norr", "Inget mål"]),
        ("year", ["2026"]),
        ("source", ["Anslag 1:1"]),
    ],
)
def test_the_board_can_be_turned(visit, anna, path, names):
    skills(anna)
    PlaceFactory(name="Norr")

    page = visit(anna).get(f"{BOARD}?per={path}")

    assert page.context["rows"][0]["name"] == names[0]
    assert page.context["board"].wish.path == path


def test_the_form_keeps_what_was_chosen(visit, anna):
    initiative, _goal = skills(anna)
    activity = initiative.generic_activity_id

    response = visit(anna).get(f"{BOARD}?per=source&matt=used&fran=2026&till=2026&aktivitet={activity}")

    page = text(response)
    assert '<option value="2026" selected>' in page
    assert f'<option value="{activity}" selected>' in page
    assert response.context["board"].money.used == Decimal(250_000)
    assert f"?per=goal&amp;matt=used&amp;fran=2026&amp;till=2026&amp;aktivitet={activity}" in page


def test_both_sides_of_the_choice_are_shown(visit, anna):
    skills(anna, kind=InitiativeKind.FUNDED)
    granted(anna, started(anna, anna, name="Egen", kind=InitiativeKind.OWN), 300_000)
    assert "Utanför vägvalet" not in text(visit(anna).get(BOARD))

    chose(anna, Option.ONLY_ONE_TO_ONE)
    response = visit(anna).get(BOARD)

    assert "Inom vägvalet" in text(response)
    assert "Utanför vägvalet" in text(response)
    assert (response.context["board"].inside.granted, response.context["board"].outside.granted) == (1_000_000, 300_000)
    assert "Utanför vägvalet" in text(visit(anna).get(BEHIND))


def test_appropriations_and_hours_stand_beside(visit, anna):
    initiative, _goal = skills(anna)
    operations.set_appropriation(
        source=source(anna), year=2026, amount=Decimal(600_000), decision="RUN § 4", by=anna, at=MONDAY
    )
    StaffTimeFactory(initiative=initiative, planned_hours=1200)

    page = text(visit(anna).get(BOARD))

    assert "Vad är kvar av anslagen?" in page
    assert "RUN § 4" in page
    assert "Mer än vad som finns" in page
    assert "\u2212100 000 kr" in page
    assert "Planerat: 1 200 timmar." in page


def test_the_board_costs_the_same_for_few_and_for_many(visit, anna):
    reader, costs = visit(anna), []

    for size in (2, 9):
        portfolio(size, size)
        with CaptureQueriesContext(connection) as queries:
            reader.get(BOARD)
        costs.append(len(queries))

    assert costs[0] == costs[1]


# --- behind a figure --------------------------------------------------------------------------------------------


def test_behind_a_figure_stand_its_insatser_with_their_parts(visit, anna):
    initiative, goal = skills(anna)
    granted(anna, started(anna, anna, name="Annat"), 5)

    response = visit(anna).get(f"{BEHIND}?per=goal&mal={goal.pk}")

    page = text(response)
    assert [(row.name, row.money.granted) for row in response.context["rows"]] == [("Moduler", 600_000)]
    assert "2.1 Rätt kompetens: 1 insats." in page
    assert f"/alvmark/insatser/{initiative.pk}/#pengar" in page


def test_behind_a_gap_stand_those_that_can_close_it(visit, anna):
    skills(anna)

    response = visit(anna).get(f"{BEHIND}?per=goal&mal=rest")

    assert [(row.name, row.money.granted) for row in response.context["rows"]] == [("Moduler", 400_000)]
    assert response.context["named"] == "Resten: inte avsett för något visst mål"


def test_behind_nothing_is_said_so(visit, anna):
    assert "Det ligger ingen insats bakom." in text(visit(anna).get(f"{BEHIND}?kalla=77"))


# --- the workbook -----------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_same_figures(visit, anna):
    skills(anna)
    applied(anna, started(anna, anna, name="=1+1"), source=source(anna, "EU", FundingKind.EUROPEAN))

    response = visit(anna).get(f"{BOARD}excel/?per=goal")

    sheets = sheets_of(response)
    assert response["Content-Disposition"] == 'attachment; filename="alvmark-resurser.xlsx"'
    assert list(sheets)[:3] == ["Om", "Resurser", "Insatser"]
    assert sheets["Resurser"][1][:8] == ["2.1 Rätt kompetens", 1, 1, "", "", 600_000, "", 420_000]
    assert [row[0] for row in sheets["Insatser"][1:]] == ["Moduler", "=1+1"]
    assert b"<f>" not in part(response.content, "xl/worksheets/sheet3.xml")


def test_the_workbook_of_an_empty_region_opens(visit, anna):
    sheets = sheets_of(visit(anna).get(f"{BOARD}excel/?per=year"))

    assert (len(sheets["Resurser"]), len(sheets["Insatser"]), "Anslag per år" in sheets) == (1, 1, False)


def test_the_workbook_tells_the_years_and_the_appropriations(visit, anna):
    skills(anna)
    operations.set_appropriation(
        source=source(anna), year=2026, amount=Decimal(600_000), decision="+46", by=anna, at=MONDAY
    )

    sheets = sheets_of(visit(anna).get(f"{BOARD}excel/?fran=2026&till=2026"))

    about = {row[0]: row[1] for row in sheets["Om"]}
    (row,) = sheets["Anslag per år"][1:]
    assert (about["År"], about["Beviljat"], about["Väntar på beslut"]) == ("2026–2026", "1000000.00", "")
    assert (row[:4], row[-1]) == (["Anslag 1:1", 2026, 600_000, 1_000_000], "+46")


# --- what a krona reached ---------------------------------------------------------------------------------------


def test_money_and_outputs_stand_beside_each_other_without_a_claim(visit, anna):
    activity = GenericActivityFactory(name="Utbildning")
    in_years(anna, granted(anna, started(anna, anna, generic_activity=activity)), y2026=(None, 1000))

    page = text(visit(anna).get(f"{BOARD}krona/"))

    assert "betyder inte att pengarna orsakade prestationerna" in page
    assert "Utbildning" in page
    assert "inget räknat än" in page
    assert f"?per=activity&amp;matt=used&amp;aktivitet={activity.pk}" in page


def test_nothing_to_compare_is_said(visit, cilla):
    assert "Det finns inget att jämföra än" in text(visit(cilla).get(f"{BOARD}krona/"))


# --- sources ----------------------------------------------------------------------------------------------------

SOURCES = f"{BOARD}kallor/"


def test_a_first_set_is_offered_to_those_who_plan(visit, anna, cilla):
    assert "Börja med de här" in text(visit(anna).get(SOURCES))
    assert "Börja med de här" not in text(visit(cilla).get(SOURCES))

    response = visit(anna).post(f"{SOURCES}forsta/")

    assert (response.status_code, response.url) == (302, SOURCES)
    names = list(FundingSource.objects.of(anna.region_id).order_by("place").values_list("name", "kind"))
    assert (names[0], len(names)) == (("Anslag 1:1", "one_to_one"), 7)


def test_a_source_is_added_renamed_moved_and_laid_aside(visit, anna):
    client = visit(anna)
    client.post(f"{SOURCES}ny/", {"name": "Anslag 1:1", "kind": "one_to_one"})
    client.post(f"{SOURCES}ny/", {"name": "Kommunerna", "kind": "municipality"})
    first, second = FundingSource.objects.of(anna.region_id).order_by("place")

    client.post(f"{SOURCES}{second.pk}/", {"name": "Alla kommuner", "kind": "municipality", "revision": 1})
    client.post(f"{SOURCES}{second.pk}/flytta/upp/")
    client.post(f"{SOURCES}{first.pk}/lagg-undan/")
    page = text(client.get(SOURCES))

    listed = FundingSource.objects.of(anna.region_id).order_by("place")
    assert [one.name for one in listed] == ["Alla kommuner", "Anslag 1:1"]
    assert (listed[1].retired_on is not None, "Undanlagd" in page) == (True, True)
    client.post(f"{SOURCES}{first.pk}/ateruppta/")
    first.refresh_from_db()
    assert first.retired_on is None


def test_a_source_is_moved_up_or_down_and_nowhere_else(visit, anna):
    assert visit(anna).post(f"{SOURCES}{source(anna).pk}/flytta/bort/").status_code == 404


def test_a_source_that_is_there_is_refused_and_the_words_are_kept(visit, anna):
    source(anna)

    response = visit(anna).post(f"{SOURCES}ny/", {"name": "Anslag 1:1", "kind": "other"})

    assert response.status_code == 422
    assert "Det finns redan en källa som heter ”Anslag 1:1”." in text(response)
    assert 'value="Anslag 1:1"' in text(response)


def test_a_stale_name_is_told_and_can_be_saved_again(visit, anna):
    given = source(anna)
    operations.edit_source(source=given, name="Ett", kind=given.kind, revision=1, by=anna, at=MONDAY)

    response = visit(anna).post(f"{SOURCES}{given.pk}/", {"name": "Två", "kind": "other", "revision": 1})

    assert (response.status_code, 'value="Två"' in text(response)) == (422, True)
    assert '<input type="hidden" name="revision" value="2">' in text(response)


def test_an_appropriation_is_noted_changed_and_taken_away(visit, anna):
    client, given = visit(anna), source(anna)
    client.post(f"{SOURCES}{given.pk}/anslag/", {"year": "2026", "amount": "24,5 mnkr", "decision": "RF § 1"})
    row = given.appropriations.get()
    assert (row.year, row.amount, row.decision) == (2026, Decimal(24_500_000), "RF § 1")
    assert "24 500 000" in text(client.get(f"{BOARD}anslag/{row.pk}/"))

    client.post(f"{BOARD}anslag/{row.pk}/", {"amount": "500 tkr", "decision": "", "revision": 1})
    row.refresh_from_db()
    assert row.amount == Decimal(500_000)

    client.post(f"{BOARD}anslag/{row.pk}/ta-bort/")
    assert not given.appropriations.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"amount": "mycket"}, "”mycket” går inte att läsa som ett belopp."),
        ({"amount": "1.250"}, "”1.250” kan läsas på mer än ett sätt."),
        ({"amount": "1,255"}, "”1,255” är finare än ett öre."),
        ({"amount": "-5"}, "Beloppet kan inte vara mindre än noll."),
        ({"year": "26"}, "Skriv ett år mellan 1990 och 2100"),
    ],
)
def test_a_bad_appropriation_is_explained_and_kept(visit, anna, sent, said):
    given = source(anna)

    response = visit(anna).post(f"{SOURCES}{given.pk}/anslag/", {"year": "2026", "amount": "5"} | sent)

    assert (response.status_code, said in text(response)) == (422, True)
    assert not given.appropriations.exists()


def test_pages_of_sources_are_kept_from_those_who_do_not_plan(visit, anna, bo):
    given = source(anna)
    row = operations.set_appropriation(source=given, year=2026, amount=Decimal(5), decision="", by=anna, at=MONDAY)
    client = visit(bo)

    asked = [
        client.get(f"{SOURCES}ny/"),
        client.get(f"{SOURCES}{given.pk}/"),
        client.get(f"{SOURCES}{given.pk}/anslag/"),
        client.get(f"{BOARD}anslag/{row.pk}/"),
        client.post(f"{SOURCES}forsta/"),
        client.post(f"{SOURCES}{given.pk}/lagg-undan/"),
        client.post(f"{SOURCES}{given.pk}/ateruppta/"),
        client.post(f"{SOURCES}{given.pk}/flytta/upp/"),
        client.post(f"{BOARD}anslag/{row.pk}/ta-bort/"),
    ]

    assert [response.status_code for response in asked] == [403] * 9


def test_the_strangers_see_nothing(visit, anna, stig):
    given = source(anna)
    client = visit(stig)

    for page in ("", "bakom/", "excel/", "krona/", "kallor/", "kallor/ny/", f"kallor/{given.pk}/"):
        assert client.get(BOARD + page).status_code == 404
    assert client.get(f"/sydland/resurser/kallor/{given.pk}/").status_code == 404


def test_a_new_appropriation_begins_with_the_first_year_that_has_none(visit, anna):
    given = source(anna)
    first = visit(anna).get(f"{SOURCES}{given.pk}/anslag/").context["form"]["year"].value()
    operations.set_appropriation(source=given, year=first, amount=Decimal(5), decision="", by=anna, at=MONDAY)

    assert visit(anna).get(f"{SOURCES}{given.pk}/anslag/").context["form"]["year"].value() == first + 1
