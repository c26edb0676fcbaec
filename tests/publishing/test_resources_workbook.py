"""The workbook of the board of resources, cell by cell; no database is needed."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from tests.workbooks import part
from varv.core.money import Money
from varv.overview.delivery.resource_rows import Gap
from varv.overview.delivery.resources import (
    AppropriationRow,
    BehindRow,
    Path,
    ResourceBoard,
    ResourceRow,
    ResourceWish,
)
from varv.publishing.letters import REPLACEMENT
from varv.publishing.workbooks.resources import render_resources

EMPTY = ResourceBoard(
    wish=ResourceWish(),
    rows=(),
    inside=Money(),
    outside=Money(),
    initiatives=0,
    years=(),
    appropriations=(),
    hours=None,
    is_narrowed_by_choice=False,
)
STATIONS = [
    "Väntar på beslut, inom vägvalet",
    "Väntar på beslut, utanför vägvalet",
    "Beviljat, inom vägvalet",
    "Beviljat, utanför vägvalet",
    "Planerat, inom vägvalet",
    "Planerat, utanför vägvalet",
    "Använt, inom vägvalet",
    "Använt, utanför vägvalet",
]
HOSTILE = ["=1+1", "+46 70", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\tTab", "<b>fet</b>", "'=1"]


@pytest.fixture(autouse=True)
def _in_swedish():
    with override("sv"):
        yield


def kr(amount) -> Decimal:
    return Decimal(str(amount))


def row(key, inside=None, outside=None, **more) -> ResourceRow:
    values = {"name": "", "kinds": {}, "initiatives": 1} | more
    return ResourceRow(key=key, inside=inside or Money(), outside=outside or Money(), **values)


def behind(name, inside=None, outside=None, activity="Utbildning") -> BehindRow:
    return BehindRow(7, name, activity, "Anna", inside or Money(), outside or Money())


def sheets(board=EMPTY, names=(), hidden=()) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_resources(board, names, hidden)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def about(board) -> dict:
    return {line[0]: (line[1] if len(line) > 1 else "") for line in sheets(board)["Om"]}


# --- about ------------------------------------------------------------------------------------------------------


def test_the_first_sheet_says_what_the_amounts_are():
    told = about(EMPTY)

    assert next(iter(told)) == "Vart går pengarna?"
    assert told["Belopp"] == "Kronor. En tom cell betyder att ingen har angett något. Det är inte noll."
    assert "År" not in told


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (2025, 2027, "2025–2027"),
        (2025, None, "2025–"),
        (None, 2027, "–2027"),
        (2026, 2026, "2026–2026"),
    ],
)
def test_the_years_that_were_asked_for_are_told(first, last, said):
    board = replace(EMPTY, wish=ResourceWish(first_year=first, last_year=last))

    assert about(board)["År"] == said


def test_the_sums_are_those_of_both_sides_and_zero_is_not_missing():
    board = replace(
        EMPTY,
        inside=Money(granted=kr("100.50"), planned=kr(0)),
        outside=Money(granted=kr("0.25")),
    )

    told = about(board)

    assert told["Väntar på beslut"] == ""
    assert told["Beviljat"] == "100.75"
    assert told["Planerat"] == "0"
    assert told["Använt"] == ""


# --- the rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "first"),
    [
        (Path.GOAL, "Mål"),
        (Path.ACTIVITY, "Slag av aktivitet"),
        (Path.PLACE, "Plats"),
        (Path.YEAR, "År"),
        (Path.SOURCE, "Finansieringskälla"),
    ],
)
def test_the_first_column_is_named_after_the_path(path, first):
    board = replace(EMPTY, wish=ResourceWish(path=path))

    (heading,) = sheets(board)["Resurser"]

    assert heading == [first, "Nivå", "Antal insatser", *STATIONS]


def test_each_station_stands_on_its_own_side_of_the_choice():
    one = row(
        1,
        inside=Money(kr(1), kr(2), kr(3), kr(4)),
        outside=Money(kr(10), kr(20), kr(30), kr(40)),
        initiatives=5,
    )

    told = sheets(replace(EMPTY, rows=(one,)), ["1 Kompetens"])["Resurser"][1]

    assert told == ["1 Kompetens", 1, 5, 1, 10, 2, 20, 3, 30, 4, 40]


def test_a_goal_below_another_says_its_level():
    rows = (row(1), row(2, depth=1), row(3, depth=2), row(Gap.REST))

    told = sheets(replace(EMPTY, rows=rows), ["1", "1.1", "1.1.1", "Resten"])["Resurser"]

    assert [line[:2] for line in told[1:]] == [["1", 1], ["1.1", 2], ["1.1.1", 3], ["Resten", 1]]


def test_nothing_said_is_an_empty_cell_and_zero_a_zero():
    one = row(1, inside=Money(granted=kr(0)), outside=Money(used=kr("-12.5")), initiatives=0)

    told = sheets(replace(EMPTY, rows=(one,)), ["Kompetens"])["Resurser"][1]

    assert told == ["Kompetens", 1, 0, "", "", 0, "", "", "", "", -12.5]


def test_ore_are_kept_and_large_amounts_are_not_rounded():
    one = row(1, inside=Money(granted=kr("999999999999.99"), used=kr("0.01")))

    told = sheets(replace(EMPTY, rows=(one,)), ["Kompetens"])["Resurser"][1]

    assert (told[5], told[9]) == (999_999_999_999.99, 0.01)


@pytest.mark.parametrize("names", [[], ["Ett", "Två"]])
def test_every_row_has_one_name_and_no_name_is_left_over(names):
    with pytest.raises(ValueError, match="argument 2 is"):
        render_resources(replace(EMPTY, rows=(row(1),)), names, ())


# --- the insatser -----------------------------------------------------------------------------------------------


def test_the_insatser_stand_in_their_order_with_their_kind():
    told = sheets(
        hidden=(
            behind("Moduler", Money(granted=kr(600))),
            behind("Annat", outside=Money(granted=kr(5)), activity="Nätverk"),
        )
    )["Insatser"]

    assert told[0] == ["Insats", "Slag av aktivitet", "Antal insatser", *STATIONS]
    assert told[1] == ["Moduler", "Utbildning", 1, "", "", 600, "", "", "", "", ""]
    assert told[2] == ["Annat", "Nätverk", 1, "", "", "", 5, "", "", "", ""]


# --- the appropriations -----------------------------------------------------------------------------------------


def given(**changed) -> AppropriationRow:
    values = {
        "source": "Anslag 1:1",
        "year": 2026,
        "appropriation": kr(1000),
        "decision": "RF § 1",
        "money": Money(),
    }
    return AppropriationRow(**values | changed)


def test_without_appropriations_there_is_no_sheet_of_them():
    assert "Anslag per år" not in sheets()
    assert list(sheets())[:3] == ["Om", "Resurser", "Insatser"]


@pytest.mark.parametrize(
    ("money", "cells"),
    [
        (Money(), [1000, "", "", "", 1000, 1000]),
        (Money(granted=kr(900)), [1000, 900, "", "", 1000, 1000]),
        (Money(planned=kr(1000), used=kr(0)), [1000, "", 1000, 0, 0, 1000]),
        (Money(planned=kr(1200), used=kr("1000.5")), [1000, "", 1200, 1000.5, -200, -0.5]),
        (Money(pending=kr(5), used=kr(-100)), [1000, "", "", -100, 1000, 1100]),
    ],
)
def test_an_appropriation_tells_what_is_left_of_it(money, cells):
    told = sheets(replace(EMPTY, appropriations=(given(money=money),)))["Anslag per år"]

    assert told[0] == [
        "Finansieringskälla",
        "År",
        "Anslag",
        "Beviljat",
        "Planerat",
        "Använt",
        "Inte planerat",
        "Inte använt",
        "Beslut",
    ]
    assert told[1] == ["Anslag 1:1", 2026, *cells, "RF § 1"]


# --- what people wrote is text and nothing else -----------------------------------------------------------------


@pytest.mark.parametrize("written", HOSTILE)
def test_no_name_becomes_a_formula_or_a_link(written):
    board = replace(
        EMPTY,
        rows=(row(1),),
        appropriations=(given(source=written, decision=written),),
    )

    content = render_resources(board, [written], [behind(written, activity=written)])

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    goal, insats, source = (book.get_sheet_by_name(name).to_python()[1] for name in book.sheet_names[1:4])
    assert [goal[0], insats[0], insats[1], source[0], source[-1]] == [written] * 5
    for number in (2, 3, 4):
        sheet = part(content, f"xl/worksheets/sheet{number}.xml")
        assert (b"<f>" in sheet, b"<hyperlink " in sheet) == (False, False)


def test_letters_that_no_file_can_hold_are_shown_as_such():
    told = sheets(
        replace(EMPTY, rows=(row(1),), appropriations=(given(source="An\x00slag", decision="\ud800"),)),
        ["Mål\x07"],
        [behind("Ins\x1bats", activity="Ut\uffffbildning")],
    )

    assert told["Resurser"][1][0] == f"Mål{REPLACEMENT}"
    assert told["Insatser"][1][:2] == [f"Ins{REPLACEMENT}ats", f"Ut{REPLACEMENT}bildning"]
    assert (told["Anslag per år"][1][0], told["Anslag per år"][1][-1]) == (f"An{REPLACEMENT}slag", REPLACEMENT)


def test_the_workbook_speaks_the_language_of_whoever_asks():
    with override("en"):
        told = sheets(replace(EMPTY, appropriations=(given(),)))

    assert list(told)[:4] == ["About", "Resources", "Initiatives", "Appropriations"]
    assert told["Resources"][0][:4] == [
        "Goal",
        "Level",
        "Number of initiatives",
        "Waits for a decision, inside the choice",
    ]
