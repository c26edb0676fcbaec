"""The files of what was achieved, cell by cell, and what the addresses of the page carry along."""

import csv
import io
from urllib.parse import parse_qs

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import ContributionFactory, GoalFactory, PlaceFactory, SteeringDocumentFactory, UnitFactory
from tests.overview.rounds.told import AUTUMN, NEXT, SPRING, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from tests.workbooks import part
from varv.core.choices import Option
from varv.core.counting import Adding, Counting
from varv.core.kinds import InitiativeKind
from varv.core.theory import Level

pytestmark = pytest.mark.django_db

PAGE, FIGURE = "/alvmark/resultat/", "/alvmark/resultat/siffra/"
HEAD = ["Indikator", "Nivå", "Räknas som", "Del", "Period", "Värde", "Enhet", "Uppgifter", "Saknas"]
LATE, EARLY, ALL = "andra halvåret 2025", "första halvåret 2026", "Totalt"
HAPPENED = "Det som hände under perioden"


def text(response):
    return " ".join(response.content.decode().split())


def csv_of(client, **asked):
    """The lines of the file, read as another program reads them."""
    content = client.get(f"{PAGE}csv/", asked).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def sheet_of(client, name="Uppgifter", **asked):
    """The cells of the workbook's sheet; an empty cell is an empty text."""
    content = client.get(f"{PAGE}excel/", asked).content
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


@pytest.fixture
def indicator(alvmark):
    return counted(alvmark)


@pytest.fixture
def gap(alvmark, indicator):
    """Zero was told in the autumn, and in the spring nobody knew."""
    result = meant(alvmark, indicator, unit=UnitFactory(region=alvmark, name="Kompetens"))
    told(result, {AUTUMN: 0, SPRING: None})
    return result


def test_the_csv_is_exact_and_tells_zero_from_missing(cilla, visit, gap):
    start = ["Region Älvmark", "Deltagare", "Prestationer", HAPPENED, "Alla"]

    assert csv_of(visit(cilla)) == [
        ["Hela regionen", *HEAD],
        [*start, LATE, "0", "personer", "1", "0"],
        [*start, EARLY, "", "personer", "0", "1"],
        [*start, ALL, "0", "personer", "1", "1"],
    ]


def test_the_workbook_has_the_same_rows_with_numbers_as_numbers(cilla, visit, gap):
    start = ["Region Älvmark", "Deltagare", "Prestationer", HAPPENED, "Alla"]

    assert sheet_of(visit(cilla)) == [
        ["Hela regionen", *HEAD],
        [*start, LATE, 0, "personer", 1, 0],
        [*start, EARLY, "", "personer", 0, 1],
        [*start, ALL, 0, "personer", 1, 1],
    ]


def test_both_files_have_a_row_for_each_part_and_what_is_left(cilla, visit, alvmark, indicator):
    result = meant(alvmark, indicator)
    line(reported(result.initiative, AUTUMN), result, 10, women=4, men=5)
    asked = {"delat": "kon"}
    expected = [("Alla", 10), ("Kvinnor", 4), ("Män", 5), ("Ej uppdelat", 1)]

    plain = [(row[4], int(row[6])) for row in csv_of(visit(cilla), **asked)[1:] if row[5] == ALL]
    cells = [(row[4], row[6]) for row in sheet_of(visit(cilla), **asked)[1:] if row[5] == ALL]

    assert plain == expected
    assert cells == expected


def test_a_place_stands_in_the_files_by_its_name(cilla, visit, alvmark, indicator):
    PlaceFactory(region=alvmark, code="9901", name="Åby")
    result = meant(alvmark, indicator)
    written = line(reported(result.initiative, AUTUMN), result, 10)
    written.parts.create(region=alvmark, dimension="place", category="9901", value=4)

    rows = csv_of(visit(cilla), delat="kommun")[1:]

    assert [(row[4], row[6]) for row in rows if row[5] == ALL] == [("Alla", "10"), ("Åby", "4"), ("Ej uppdelat", "6")]


@pytest.mark.parametrize(
    ("counting", "words", "total"),
    [
        (Counting.PER_PERIOD, HAPPENED, "10"),
        (Counting.CUMULATIVE, "Allt sedan starten", "7"),
        (Counting.STATE, "Läget i slutet av perioden", "7"),
    ],
)
def test_the_files_say_by_which_rule_the_total_was_counted(cilla, visit, alvmark, counting, words, total):
    told(meant(alvmark, counted(alvmark, counting=counting)), {AUTUMN: 3, SPRING: 7})

    last = csv_of(visit(cilla))[-1]

    assert (last[3], last[5], last[6]) == (words, ALL, total)


@pytest.mark.parametrize(
    ("value", "decimals", "shown", "plain"),
    [
        ("2.5", 0, "3", "3"),
        ("0.125", 2, "0,13", "0.13"),
        ("-2.5", 0, "\u22123", "-3"),
        ("1234567.5", 1, "1\u202f234\u202f567,5", "1234567.5"),
        ("3", 2, "3,00", "3.00"),
        ("0", 0, "0", "0"),
    ],
)
def test_the_files_round_as_the_page_does(cilla, visit, alvmark, value, decimals, shown, plain):
    """Half up, as people round: the page and the files never tell different numbers."""
    told(meant(alvmark, counted(alvmark, decimals=decimals)), {AUTUMN: value})

    (table,) = visit(cilla).get(PAGE).context["tables"]

    assert table.rows[0].cells[-1].words == shown
    assert csv_of(visit(cilla))[-1][6] == plain
    assert sheet_of(visit(cilla))[-1][6] == float(plain)


def test_a_ratio_has_no_rule_and_is_empty_when_its_whole_is_missing(cilla, visit, alvmark):
    over, under = counted(alvmark, "I arbete"), counted(alvmark, "Alla deltagare")
    counted(alvmark, "Andel", adding=Adding.RATIO, numerator=over, denominator=under, unit="procent", decimals=1)
    told(meant(alvmark, over, Level.OUTCOME), {AUTUMN: 1, SPRING: 1})
    told(meant(alvmark, under), {AUTUMN: 3, SPRING: None})

    rows = [row[2:] for row in csv_of(visit(cilla)) if row[1] == "Andel"]

    assert rows == [
        ["Kvot", "", "Alla", LATE, "33.3", "procent", "2", "0"],
        ["Kvot", "", "Alla", EARLY, "", "procent", "1", "1"],
        ["Kvot", "", "Alla", ALL, "66.7", "procent", "3", "1"],
    ]


def test_what_is_never_added_is_empty_in_the_files_and_says_on_how_many_it_rests(cilla, visit, alvmark):
    indicator = counted(alvmark, adding=Adding.NONE)
    for value in (3, 4):
        told(meant(alvmark, indicator), {AUTUMN: value})

    assert csv_of(visit(cilla))[-1][6:] == ["", "personer", "2", "0"]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "\N{FULLWIDTH EQUALS SIGN}1"])
def test_no_name_of_ours_is_a_formula_in_any_column(cilla, visit, alvmark, evil):
    """The indicator, its unit and the organisation's unit are all written by people."""
    indicator = counted(alvmark, evil, unit=evil)
    told(meant(alvmark, indicator, unit=UnitFactory(region=alvmark, name=evil)), {AUTUMN: 3})

    row = csv_of(visit(cilla), efter="enhet")[-1]
    book = visit(cilla).get(f"{PAGE}excel/", {"efter": "enhet"}).content

    assert (row[0], row[1], row[7]) == ("'" + evil,) * 3
    assert row[6] == "3"
    assert b"<f>" not in part(book, "xl/worksheets/sheet2.xml")
    assert sheet_of(visit(cilla), efter="enhet")[-1][:2] == [evil, evil]


def test_quotes_commas_and_lines_stay_in_their_cell(cilla, visit, alvmark):
    told(meant(alvmark, counted(alvmark, 'Kurser, "korta"')), {AUTUMN: 3})

    content = visit(cilla).get(f"{PAGE}csv/").content

    assert b'"Kurser, ""korta"""' in content
    assert content.count(b"\r\n") == 3
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("ending", "name", "kind"),
    [
        ("csv/", "astadkommet-alvmark.csv", "text/csv; charset=utf-8"),
        ("excel/", "astadkommet-alvmark.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_files_are_told_as_what_they_are(cilla, visit, gap, ending, name, kind):
    response = visit(cilla).get(f"{PAGE}{ending}")

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_with_nothing_in_it_has_its_headings_alone(cilla, visit, alvmark):
    assert csv_of(visit(cilla)) == [["Hela regionen", *HEAD]]
    assert sheet_of(visit(cilla)) == [["Hela regionen", *HEAD]]


def test_the_files_hold_more_measures_than_the_page_can_show(cilla, visit, alvmark):
    for number in range(6):
        told(meant(alvmark, counted(alvmark, f"Mått {number}")), {AUTUMN: number})

    rows = csv_of(visit(cilla), efter="enhet")[1:]

    assert sorted({row[1] for row in rows}) == [f"Mått {number}" for number in range(6)]


def test_the_files_tell_of_what_is_left_out_only_when_it_is_asked_for(cilla, anna, visit, alvmark, indicator):
    for kind, value in ((InitiativeKind.FUNDED, 3), (InitiativeKind.OWN, 50)):
        told(meant(alvmark, indicator, kind=kind), {AUTUMN: value})
    chose(anna, Option.ONLY_ONE_TO_ONE)

    assert csv_of(visit(cilla))[-1][6] == "3"
    assert csv_of(visit(cilla), utanfor="1")[-1][6] == "50"
    assert ["Uppgifter", "Från 1 godkända rapporter, summerade när filen gjordes."] in [
        row[:2] for row in sheet_of(visit(cilla), "Om")
    ]


def everything(alvmark, indicator):
    """A wish with something in each of its parts, and the plan that is in it."""
    plan = SteeringDocumentFactory(region=alvmark, title="Planen")
    goal = GoalFactory(region=alvmark, document=plan, outline="1", name="Arbete")
    result = meant(alvmark, indicator)
    ContributionFactory(region=alvmark, initiative=result.initiative, goal=goal)
    line(reported(result.initiative, AUTUMN), result, 10, women=4)
    told(result, {SPRING: 7, NEXT: 8})
    asked = {
        "efter": ["mal"],
        "dokument": [str(plan.pk)],
        "indikator": [str(indicator.pk)],
        "halvar": ["2025H2", "2026H1"],
        "delat": ["kon"],
    }
    return asked, goal


def test_the_page_keeps_the_whole_wish_in_every_address(cilla, visit, alvmark, indicator):
    asked, _goal = everything(alvmark, indicator)

    found = visit(cilla).get(PAGE, asked).context

    assert parse_qs(found["query"]) == asked
    assert parse_qs(found["left_out"]) == asked | {"utanfor": ["1"]}
    assert parse_qs(found["no_parts"]) == {name: value for name, value in asked.items() if name != "delat"}
    assert {parse_qs(query)["delat"][0] for _, query in found["parts"]} == {"kon", "alder", "fodelseland", "kommun"}
    assert [parse_qs(query)["efter"] for _, _, query in found["axes"]] == [
        ["hela"],
        ["aktivitet"],
        ["mal"],
        ["enhet"],
        ["plats"],
    ]
    assert all(parse_qs(query)["halvar"] == asked["halvar"] for _, _, query in found["axes"])


def test_a_figure_leads_back_to_the_page_it_was_seen_on(cilla, visit, alvmark, indicator):
    asked, goal = everything(alvmark, indicator)
    behind = asked | {"matt": indicator.pk, "niva": "output", "nod": goal.pk, "period": "2025H2", "del": "women"}

    found = visit(cilla).get(FIGURE, behind).context

    address, _, query = found["board"].partition("?")
    assert (address, parse_qs(query)) == (PAGE, asked)
    assert (found["node"].name, found["is_whole"], found["part"]) == ("1 Arbete", False, "Kvinnor")


def test_each_cell_of_a_broken_down_table_leads_to_rows_that_come_to_it(cilla, visit, alvmark, indicator):
    asked, _goal = everything(alvmark, indicator)
    client = visit(cilla)

    (table,) = client.get(PAGE, asked).context["tables"]

    for row in table.rows:
        for head, cell in zip(table.heads, row.cells, strict=True):
            # What is not broken down is only what is left, and nothing told has no rows either.
            assert bool(cell.query) == (head != "Ej uppdelat")
            if cell.query:
                ((_, _, total),) = client.get(f"{FIGURE}?{cell.query}").context["sources"]
                assert total == cell.words


def test_the_rows_show_zero_and_missing_and_what_the_report_says(cilla, visit, gap, indicator):
    page = text(visit(cilla).get(FIGURE, {"matt": indicator.pk, "niva": "output"}))

    assert 'data-l="Ingår i summan">0</td>' in page
    assert 'data-l="Ingår i summan">saknas</td>' in page
    assert f"{gap.text}: 0" in page


def test_a_figure_of_a_half_year_that_nobody_told_of_teaches_the_way_back(cilla, visit, gap, indicator):
    page = visit(cilla).get(FIGURE, {"matt": indicator.pk, "niva": "output", "period": "2031H1"})

    assert [(rows, total) for _, rows, total in page.context["sources"]] == [((), "–")]
    assert "Ingen godkänd rapport berättar om detta." in text(page)
    assert f'href="{page.context["board"]}"'.replace("&", "&amp;") in text(page)


def test_what_stands_in_the_address_cannot_break_out_of_the_page(cilla, visit, gap, indicator):
    asked = {"matt": indicator.pk, "niva": "output", "delat": "kon", "del": "<script>x</script>"}

    page = visit(cilla).get(FIGURE, asked)

    assert page.status_code == 200
    assert "<script>x" not in page.content.decode()


def test_another_regions_document_in_the_address_is_not_followed(cilla, visit, sydland, gap):
    theirs = SteeringDocumentFactory(region=sydland, title="Deras plan")
    GoalFactory(region=sydland, document=theirs, outline="1", name="Deras mål")

    page = visit(cilla).get(PAGE, {"efter": "mal", "dokument": theirs.pk})

    assert "Deras" not in text(page)
    assert page.context["found"].wish.document is None


@pytest.mark.parametrize("who", ["anna", "bo", "cilla", "disa", "egon", "frida"])
def test_everyone_in_the_region_may_see_and_fetch(request, visit, gap, who):
    client = visit(request.getfixturevalue(who))

    assert [client.get(f"{PAGE}{more}").status_code for more in ("", "csv/", "excel/")] == [200, 200, 200]
