"""What have we achieved? The page, the rows behind each figure, and the files."""

import csv
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import (
    ContributionFactory,
    GoalFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    SteeringDocumentFactory,
    UnitFactory,
)
from tests.overview.rounds.told import AUTUMN, SPRING, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from tests.workbooks import part
from varv.core.choices import Option
from varv.core.counting import Adding, Counting
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.theory import Level

pytestmark = pytest.mark.django_db

PAGE, FIGURE = "/alvmark/resultat/", "/alvmark/resultat/siffra/"


def text(response):
    return " ".join(response.content.decode().split())


def rows(response):
    """The tables' rows: name, then the words of each cell."""
    return {row.name: [cell.words for cell in row.cells] for table in response.context["tables"] for row in table.rows}


@pytest.fixture
def indicator(alvmark):
    return counted(alvmark)


@pytest.fixture
def two(alvmark, indicator):
    """An insats in each of two units; the second lacks its spring figure."""
    made = []
    for name, values in (("Näringsliv", {AUTUMN: 3, SPRING: 4}), ("Kompetens", {AUTUMN: 10, SPRING: None})):
        result = meant(alvmark, indicator, name=f"Insats i {name}", unit=UnitFactory(region=alvmark, name=name))
        told(result, values)
        made.append(result)
    return made


def test_the_whole_region_is_told_indicator_by_indicator(cilla, visit, two):
    page = visit(cilla).get(PAGE)

    assert rows(page) == {"Deltagare": ["13", "4", "17"]}
    assert page.context["tables"][0].heads == ("andra halvåret 2025", "första halvåret 2026", "Totalt")
    assert [cell.note for cell in page.context["tables"][0].rows[0].cells] == ["", "1 saknas", "1 saknas"]
    assert "Summerat just nu från 4 godkända rapporter." in text(page)


def test_nothing_to_add_up_teaches_what_to_do(cilla, visit, alvmark):
    page = text(visit(cilla).get(PAGE))

    assert "Ingen rapport är godkänd än." in page
    assert "Inga uppgifter att summera" in page
    assert "Hämta som CSV" not in page


def test_by_unit_each_has_a_row_and_the_whole_comes_first(cilla, visit, two):
    page = visit(cilla).get(PAGE, {"efter": "enhet"})

    assert list(rows(page).items()) == [
        ("Totalt, varje insats en gång", ["13", "4", "17"]),
        ("Kompetens", ["10", "saknas", "10"]),
        ("Näringsliv", ["3", "4", "7"]),
    ]
    assert page.context["tables"][0].figure.alt == "Störst är ”Kompetens”: 10 personer."


def test_zero_is_told_as_zero_and_what_is_missing_as_missing(cilla, visit, alvmark, indicator):
    for name, value in (("Noll", 0), ("Okänt", None)):
        told(meant(alvmark, indicator, unit=UnitFactory(region=alvmark, name=name)), {AUTUMN: value})

    found = rows(visit(cilla).get(PAGE, {"efter": "enhet"}))

    assert (found["Noll"], found["Okänt"]) == (["0", "0"], ["saknas", "saknas"])


def test_nodes_that_nothing_is_told_of_are_counted_and_left_out(cilla, visit, alvmark, two):
    UnitFactory(region=alvmark, name="Tyst enhet")

    page = visit(cilla).get(PAGE, {"efter": "enhet"})

    assert "Tyst enhet" not in rows(page)
    assert "Ytterligare 1 rad saknar uppgifter." in text(page)


def test_by_goal_only_the_goals_of_the_chosen_document(cilla, visit, alvmark, two):
    strategy = SteeringDocumentFactory(region=alvmark, title="Strategin")
    plan = SteeringDocumentFactory(region=alvmark, title="Planen", kind=DocumentKind.ACTION_PLAN)
    upper, lower = (
        GoalFactory(region=alvmark, document=document, outline="1", name=document.title)
        for document in (strategy, plan)
    )
    for goal in (upper, lower):
        ContributionFactory(region=alvmark, initiative=two[0].initiative, goal=goal)

    found = [rows(visit(cilla).get(PAGE, {"efter": "mal", **chosen})) for chosen in ({}, {"dokument": plan.pk})]

    assert [list(one)[1] for one in found] == ["1 Strategin", "1 Planen"]
    assert found[0]["1 Strategin"] == ["3", "4", "7"]
    assert "kan raderna bli mer än totalen" in text(visit(cilla).get(PAGE, {"efter": "mal"}))


def test_by_place_each_municipality_has_its_insatser(cilla, visit, alvmark, two):
    InitiativePlaceFactory(
        region=alvmark, initiative=two[0].initiative, place=PlaceFactory(region=alvmark, name="Askby")
    )

    assert rows(visit(cilla).get(PAGE, {"efter": "plats"}))["Askby"] == ["3", "4", "7"]


def test_chosen_indicators_and_half_years_alone(cilla, visit, alvmark, two):
    other = counted(alvmark, "Företag")
    told(meant(alvmark, other), {AUTUMN: 1})

    page = visit(cilla).get(PAGE, {"indikator": other.pk, "halvar": "2025H2"})

    assert rows(page) == {"Företag": ["1", "1"]}
    assert "<option" not in text(page)
    assert f'value="{other.pk}" checked' in text(page)


def test_a_breakdown_stands_under_each_indicator_of_the_whole(cilla, visit, alvmark, indicator):
    result = meant(alvmark, indicator)
    line(reported(result.initiative, AUTUMN), result, 10, women=4, men=5)

    found = rows(visit(cilla).get(PAGE, {"delat": "kon"}))

    assert found == {"Deltagare": ["10", "10"], "Kvinnor": ["4", "4"], "Män": ["5", "5"], "Ej uppdelat": ["1", "1"]}


def test_a_breakdown_has_columns_beside_each_node(cilla, visit, alvmark, indicator):
    result = meant(alvmark, indicator)
    line(reported(result.initiative, AUTUMN), result, 10, women=4)

    page = visit(cilla).get(PAGE, {"delat": "kon", "efter": "aktivitet"})

    (table,) = page.context["tables"]
    assert table.heads == ("andra halvåret 2025", "Totalt", "Kvinnor", "Ej uppdelat")
    assert rows(page)[str(result.initiative.generic_activity)] == ["10", "10", "4", "6"]


def test_more_measures_than_can_be_read_are_said_to_be_hidden(cilla, visit, alvmark):
    for number in range(6):
        told(meant(alvmark, counted(alvmark, f"Mått {number}")), {AUTUMN: number})

    page = visit(cilla).get(PAGE, {"efter": "enhet"})

    assert len(page.context["tables"]) == 4
    assert "Ytterligare 2 indikatorer har uppgifter. Välj ovan vilka du vill se." in text(page)


def test_what_is_never_added_says_so(cilla, visit, alvmark):
    indicator = counted(alvmark, adding=Adding.NONE)
    for value in (3, 4):
        told(meant(alvmark, indicator), {AUTUMN: value})

    assert rows(visit(cilla).get(PAGE))["Deltagare"] == ["läggs inte ihop", "läggs inte ihop"]


def test_results_without_an_indicator_are_counted(cilla, visit, alvmark):
    told(meant(alvmark, None), {AUTUMN: 100})

    page = text(visit(cilla).get(PAGE))

    assert "Resultat utan indikator" in page
    assert "fyra kurser och trettio företag har ingen summa" in page


def test_what_the_choices_leave_out_can_be_seen_by_itself(cilla, anna, visit, alvmark, indicator):
    for kind, value in ((InitiativeKind.FUNDED, 3), (InitiativeKind.EXTERNAL, 50)):
        told(meant(alvmark, indicator, kind=kind), {AUTUMN: value})
    chose(anna, Option.ONLY_ONE_TO_ONE)

    inside, outside = (visit(cilla).get(PAGE, asked) for asked in ({}, {"utanfor": "1"}))

    assert (rows(inside)["Deltagare"], rows(outside)["Deltagare"]) == (["3", "3"], ["50", "50"])
    assert "1 godkänd rapport ligger utanför regionens vägval" in text(inside)
    assert "Du ser bara det som regionens vägval lämnar utanför" in text(outside)


@pytest.mark.parametrize(
    "asked",
    [
        {"efter": "ingenting"},
        {"halvar": "2026X9"},
        {"indikator": "x"},
        {"indikator": "9" * 40},
        {"delat": "skostorlek"},
        {"efter": "mal", "dokument": "999999"},
        {"utanfor": "ja"},
    ],
)
def test_what_cannot_be_read_in_the_address_is_left_out(cilla, visit, two, asked):
    assert visit(cilla).get(PAGE, asked).status_code == 200


def test_each_figure_leads_to_its_rows(cilla, visit, two):
    client = visit(cilla)
    table = client.get(PAGE, {"efter": "enhet"}).context["tables"][0]

    for row in table.rows:
        for cell in row.cells:
            (source,) = client.get(f"{FIGURE}?{cell.query}").context["sources"]
            assert source[2] == cell.words


def test_the_rows_lead_to_the_reports_and_say_what_counts(cilla, visit, alvmark):
    indicator = counted(alvmark, counting=Counting.CUMULATIVE)
    result = meant(alvmark, indicator, name="Yrkesväxling")
    first, second = told(result, {AUTUMN: 3, SPRING: 7})

    page = visit(cilla).get(FIGURE, {"matt": indicator.pk, "niva": "output"})

    (found, told_rows, total) = page.context["sources"][0]
    assert (found, total) == (indicator, "7")
    assert [(row.report_id, row.lines[0].value, row.counts.value) for row in told_rows] == [
        (first.pk, 3, 3),
        (second.pk, 7, 4),
    ]
    assert f"/alvmark/rapporter/{second.pk}/" in text(page)
    assert "Var kommer siffran ifrån?" in text(page)


def test_a_ratio_shows_the_rows_of_both_its_indicators(cilla, visit, alvmark):
    over, under = counted(alvmark, "I arbete"), counted(alvmark, "Alla")
    share = counted(alvmark, "Andel", adding=Adding.RATIO, numerator=over, denominator=under, unit="procent")
    told(meant(alvmark, over, Level.OUTCOME), {AUTUMN: 1})
    told(meant(alvmark, under), {AUTUMN: 4})

    page = visit(cilla).get(FIGURE, {"matt": share.pk})

    assert [(found.name, total) for found, _, total in page.context["sources"]] == [("I arbete", "1"), ("Alla", "4")]
    assert rows(visit(cilla).get(PAGE))["Andel"] == ["25", "25"]


def test_a_part_is_named_in_words(cilla, visit, alvmark, indicator):
    place = PlaceFactory(region=alvmark, code="9901", name="Askby")
    result = meant(alvmark, indicator)
    line(reported(result.initiative, AUTUMN), result, 10, women=4)
    asked = {"matt": indicator.pk, "niva": "output"}

    parts = [
        visit(cilla).get(FIGURE, asked | more).context["part"]
        for more in ({}, {"delat": "kon", "del": "women"}, {"delat": "kommun", "del": place.code})
    ]

    assert parts == ["", "Kvinnor", "Askby"]


@pytest.mark.parametrize("more", [{"matt": "0"}, {"niva": "effect"}, {"efter": "enhet", "nod": "999999"}])
def test_a_figure_that_is_not_there_is_not_found(cilla, visit, indicator, two, more):
    asked = {"matt": indicator.pk, "niva": "output"} | more

    assert visit(cilla).get(FIGURE, asked).status_code == 404


def test_the_stranger_sees_nothing(stig, visit, two):
    for page in ("", "siffra/", "csv/", "excel/"):
        assert visit(stig).get(f"{PAGE}{page}").status_code == 404


def test_the_csv_has_a_row_for_each_figure_and_keeps_missing_empty(cilla, visit, two):
    response = visit(cilla).get(f"{PAGE}csv/", {"efter": "enhet"})

    head, *told_rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    values = {(row[0], row[5]): row[6:] for row in told_rows}
    assert head[:3] == ["Enhet", "Indikator", "Nivå"]
    assert values["Näringsliv", "Totalt"] == ["7", "personer", "2", "0"]
    assert values["Kompetens", "första halvåret 2026"] == ["", "personer", "0", "1"]
    assert response["Content-Disposition"] == 'attachment; filename="astadkommet-alvmark.csv"'


def test_no_text_in_the_files_is_a_formula(cilla, visit, alvmark):
    evil = counted(alvmark, '=HYPERLINK("http://x")')
    told(meant(alvmark, evil), {AUTUMN: 3})

    table = visit(cilla).get(f"{PAGE}csv/").content.decode("utf-8-sig")
    book = visit(cilla).get(f"{PAGE}excel/").content

    assert [row[1] for row in csv.reader(io.StringIO(table))][1] == "'" + evil.name
    assert b"<f>" not in part(book, "xl/worksheets/sheet2.xml")
    assert "=HYPERLINK" in part(book, "xl/sharedStrings.xml").decode()


def test_the_workbook_tells_what_the_figures_are(cilla, visit, two):
    response = visit(cilla).get(f"{PAGE}excel/")

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    about = [cell for row in book.get_sheet_by_name("Om").to_python() for cell in row if cell]
    last = book.get_sheet_by_name("Uppgifter").to_python()[-1]
    assert "Ingen har lämnat någon uppgift. Det är inte noll." in about
    assert "Från 4 godkända rapporter, summerade när filen gjordes." in about
    assert (last[1], last[5], Decimal(last[6])) == ("Deltagare", "Totalt", 17)
