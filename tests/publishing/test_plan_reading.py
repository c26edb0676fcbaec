"""From cells to a plan: what is taken, what is refused, and where."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.workbooks import plan_workbook, workbook
from varv.core.kinds import DocumentKind, GoalKind
from varv.core.plan_book import COLUMNS, Sheet, column_of
from varv.core.refusals import RuleBroken
from varv.core.status import Direction
from varv.core.workflow import InitiativeState
from varv.overview.words import refusal
from varv.publishing.workbooks import plan_layout
from varv.publishing.workbooks.plan_reading import _READ, _text, read_plan

DOCUMENT = {"key": "d", "title": "Älvmark 2030", "kind": "Regional utvecklingsstrategi", "starts_on": date(2022, 1, 1)}
GOAL = {"document": "d", "outline": "1", "name": "Fler"}


def told(problems):
    return [(one.refused.code, one.sheet, one.number, one.column) for one in problems]


def one_cell(sheet, column, cell):
    """What a cell of this column is read as."""
    return _READ.get(column_of(sheet, column).holds, _text)(column_of(sheet, column), cell)


def refused(sheet, column, cell):
    with pytest.raises(RuleBroken) as broken:
        one_cell(sheet, column, cell)
    return broken.value


def test_rows_are_read_with_their_values_and_numbers():
    read = read_plan(plan_workbook(documents=[DOCUMENT], goals=[GOAL, GOAL | {"outline": "2", "is_targeted": "Nej"}]))

    (document,), (first, second) = read.book[Sheet.DOCUMENTS], read.book[Sheet.GOALS]
    assert document.values == {
        "key": "d",
        "title": "Älvmark 2030",
        "kind": DocumentKind.REGIONAL_STRATEGY,
        "starts_on": date(2022, 1, 1),
    }
    assert (first.number, second.number) == (2, 3)
    assert (first.values["is_targeted"], second.values["is_targeted"]) == (True, False)
    assert (read.problems, read.notes) == ((), ())


def test_an_empty_cell_stands_for_what_its_column_says():
    (row,) = read_plan(plan_workbook(goals=[GOAL | {"kind": None, "owner": " ", "description": None}])).book[
        Sheet.GOALS
    ]

    assert (row.values["kind"], row.values["owner"], row.values["description"]) == (GoalKind.EFFECT, None, "")


@pytest.mark.parametrize("written", ["Mål", "MÅL", "goals", "Goals"])
def test_sheets_and_headings_are_known_in_both_languages(written):
    heads = ["Document", "nummer", "GOAL"] if written == "Goals" else ["document", "Nummer", "mål"]

    (row,) = read_plan(workbook({written: [heads, ["d", "1", "Fler"]]})).book[Sheet.GOALS]

    assert row.values == GOAL


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_read_does_not_depend_on_the_language_of_the_page(language):
    with override(language):
        read = read_plan(plan_workbook(documents=[DOCUMENT]))

    assert read.problems == ()


def test_rows_between_empty_ones_keep_their_numbers():
    heads = [plan_layout.title(Sheet.GOALS, column) for column in COLUMNS[Sheet.GOALS] if column.is_required]

    read = read_plan(workbook({"Mål": [heads, [], ["d", "1", "Fler"], [], ["d", "2", "Fort"]]}))

    assert [row.number for row in read.book[Sheet.GOALS]] == [3, 5]


# --- cells


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "value"),
    [
        (Sheet.GOALS, "name", " Fler\n unga ", "Fler unga"),
        (Sheet.GOALS, "name", 2030.0, "2030"),
        (Sheet.GOALS, "outline", 1.0, "1"),
        (Sheet.GOALS, "outline", 1.1, "1.1"),
        (Sheet.GOALS, "name", "=1+1", "=1+1"),
        (Sheet.GOALS, "description", "ett\r\ntvå ", "ett\ntvå"),
        (Sheet.GOALS, "document", "d | Älvmark 2030", "d | Älvmark 2030"),
        (Sheet.GOALS, "kind", "effektmål", GoalKind.EFFECT),
        (Sheet.GOALS, "kind", "Process goal", GoalKind.PROCESS),
        (Sheet.GOALS, "kind", "process", GoalKind.PROCESS),
        (Sheet.GOALS, "wished", "bör minska", Direction.DOWN),
        (Sheet.GOALS, "is_targeted", "ja", True),
        (Sheet.GOALS, "is_targeted", "No", False),
        (Sheet.GOALS, "is_targeted", True, True),
        (Sheet.GOALS, "is_targeted", 0.0, False),
        (Sheet.GOALS, "key", "M-1.2/b:c_å", "M-1.2/b:c_å"),
        (Sheet.GOALS, "key", 17.0, "17"),
        (Sheet.DOCUMENTS, "starts_on", date(2026, 1, 31), date(2026, 1, 31)),
        (Sheet.DOCUMENTS, "starts_on", datetime(2026, 1, 31, 9, tzinfo=UTC), date(2026, 1, 31)),
        (Sheet.DOCUMENTS, "starts_on", " 2026-01-31 ", date(2026, 1, 31)),
        (Sheet.DOCUMENTS, "link", "https://example.org/plan", "https://example.org/plan"),
        (Sheet.LINKS, "evidence_year", 2024.0, 2024),
        (Sheet.LINKS, "evidence_year", "2024", 2024),
        (Sheet.GOAL_LINKS, "share", 12.5, Decimal("12.5")),
        (Sheet.GOAL_LINKS, "share", "12,5", Decimal("12.5")),
        (Sheet.INITIATIVES, "state", "Pågår", InitiativeState.RUNNING),
    ],
)
def test_a_cell_is_read_as(sheet, column, cell, value):
    assert one_cell(sheet, column, cell) == value


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "code"),
    [
        (Sheet.GOALS, "name", "x" * 201, "workbook.too_long"),
        (Sheet.GOALS, "outline", "1" * 21, "workbook.too_long"),
        (Sheet.GOALS, "description", "x" * 10_001, "workbook.too_long"),
        (Sheet.GOALS, "name", "a\x00b", "workbook.strange_sign"),
        (Sheet.GOALS, "name", "a\x0bb", "workbook.strange_sign"),
        (Sheet.GOALS, "name", "\ud800", "workbook.strange_sign"),
        (Sheet.GOALS, "name", date(2026, 2, 1), "workbook.not_text"),
        (Sheet.GOALS, "outline", time(1, 2), "workbook.not_text"),
        (Sheet.GOALS, "name", True, "workbook.not_text"),
        (Sheet.GOALS, "key", "två ord", "workbook.not_a_key"),
        (Sheet.GOALS, "key", "#2", "workbook.not_a_key"),
        (Sheet.GOALS, "key", "a|b", "workbook.not_a_key"),
        (Sheet.GOALS, "key", "x" * 41, "workbook.too_long"),
        (Sheet.GOALS, "kind", "Delmål", "workbook.not_in_list"),
        (Sheet.GOALS, "kind", 3.0, "workbook.not_in_list"),
        (Sheet.GOALS, "is_targeted", "kanske", "workbook.not_yes_or_no"),
        (Sheet.GOALS, "is_targeted", 2.0, "workbook.not_yes_or_no"),
        (Sheet.DOCUMENTS, "starts_on", "31/1 2026", "workbook.not_a_day"),
        (Sheet.DOCUMENTS, "starts_on", "2026-02-31", "workbook.not_a_day"),
        (Sheet.DOCUMENTS, "starts_on", "20260131", "workbook.not_a_day"),
        (Sheet.DOCUMENTS, "starts_on", 46_053.0, "workbook.not_a_day"),
        (Sheet.DOCUMENTS, "starts_on", "9" * 5000, "workbook.not_a_day"),
        (Sheet.DOCUMENTS, "link", "javascript:alert(1)", "workbook.not_an_address"),
        (Sheet.DOCUMENTS, "link", "ftp://example.org", "workbook.not_an_address"),
        (Sheet.DOCUMENTS, "link", "planen", "workbook.not_an_address"),
        (Sheet.LINKS, "evidence_year", 20_240.0, "workbook.not_between"),
        (Sheet.LINKS, "evidence_year", -5.0, "workbook.not_between"),
        (Sheet.LINKS, "evidence_year", 2024.5, "workbook.not_a_number"),
        (Sheet.LINKS, "evidence_year", "i fjol", "workbook.not_a_number"),
        (Sheet.LINKS, "evidence_year", True, "workbook.not_a_number"),
        (Sheet.LINKS, "evidence_year", "1e999", "workbook.not_between"),
        (Sheet.LINKS, "evidence_year", "NaN", "workbook.not_a_number"),
        (Sheet.LINKS, "evidence_year", float("inf"), "workbook.not_a_number"),
        (Sheet.LINKS, "evidence_year", date(2024, 1, 1), "workbook.not_a_number"),
        (Sheet.GOAL_LINKS, "share", 100.5, "workbook.not_between"),
        (Sheet.GOAL_LINKS, "share", -1.0, "workbook.not_between"),
        (Sheet.GOAL_LINKS, "share", 12.555, "workbook.too_many_decimals"),
        (Sheet.INDICATORS, "update_month", 13.0, "workbook.not_between"),
    ],
)
def test_a_cell_is_refused(sheet, column, cell, code):
    assert refused(sheet, column, cell).code == code


def test_what_is_told_of_a_cell_is_short():
    told_of = refused(Sheet.GOALS, "kind", "x" * 500).facts["said"]

    assert told_of == "x" * 60 + "…"
    assert refused(Sheet.LINKS, "evidence_year", 9.0).facts["said"] == "9"


def test_a_refused_cell_tells_its_row_and_column_and_leaves_the_rest():
    read = read_plan(plan_workbook(goals=[GOAL, GOAL | {"outline": "2", "kind": "Delmål"}]))

    assert told(read.problems) == [("workbook.not_in_list", Sheet.GOALS, 3, "kind")]
    first, second = read.book[Sheet.GOALS]
    assert (first.is_whole, second.is_whole) == (True, False)
    assert second.values == GOAL | {"outline": "2"}


def test_a_number_that_may_have_lost_a_zero_is_worth_a_look():
    read = read_plan(plan_workbook(goals=[GOAL | {"outline": 1.1}]))

    assert told(read.notes) == [("workbook.read_as_text", Sheet.GOALS, 2, "outline")]
    assert read.book[Sheet.GOALS][0].values["outline"] == "1.1"
    assert read.problems == ()


# --- headings, sheets and faults


def test_a_workbook_without_any_of_the_sheets_is_refused():
    with pytest.raises(RuleBroken, match=r"workbook\.no_sheets") as broken:
        read_plan(workbook({"Blad1": [["a"]], "Blad2": []}))

    assert broken.value.facts == {"field": "upload", "example": "Mål"}


@pytest.mark.parametrize("sheets", [{"goals": []}, {"goals": [], "documents": []}])
def test_a_workbook_without_rows_is_refused(sheets):
    with pytest.raises(RuleBroken, match=r"workbook\.nothing"):
        read_plan(plan_workbook(**sheets))


def test_an_empty_sheet_among_others_is_nothing_wrong():
    content = workbook(
        {"Mål": [], "Insatser": [], "Dokument": [["Titel", "Slag", "Första dag"], ["A", "Program", "2026-01-01"]]}
    )

    read = read_plan(content)

    assert (read.problems, len(read.book[Sheet.DOCUMENTS])) == ((), 1)


def test_missing_headings_are_told_once_each():
    read = read_plan(workbook({"Mål": [["Nummer", "Anteckning"], ["1", "Fler"]]}))

    assert told(read.problems) == [
        ("workbook.no_heading", Sheet.GOALS, 1, "document"),
        ("workbook.no_heading", Sheet.GOALS, 1, "name"),
    ]
    assert read.problems[1].refused.facts["title"] == "Mål"
    assert told(read.notes) == [("workbook.unknown_column", Sheet.GOALS, 1, "")]


def test_rows_without_any_heading_are_refused():
    read = read_plan(workbook({"Mål": [[], ["d", "1", "Fler"]]}))

    assert [code for code, *_ in told(read.problems)] == ["workbook.no_heading"] * 3


def test_a_heading_twice_is_refused():
    read = read_plan(workbook({"Mål": [["Dokument", "Nummer", "Mål", "Number"], ["d", "1", "Fler", "2"]]}))

    assert told(read.problems) == [("workbook.heading_twice", Sheet.GOALS, 1, "outline")]
    assert read.book[Sheet.GOALS][0].values["outline"] == "1"


def test_a_sheet_twice_is_refused():
    heads = ["Dokument", "Nummer", "Mål"]
    read = read_plan(workbook({"Mål": [heads, ["d", "1", "Fler"]], "goals": [heads, ["d", "2", "Fort"]]}))

    assert told(read.problems) == [("workbook.sheet_twice", Sheet.GOALS, 0, "")]
    assert len(read.book[Sheet.GOALS]) == 1


def test_other_sheets_are_worth_a_look_but_not_our_own():
    heads = ["Dokument", "Nummer", "Mål"]
    read = read_plan(workbook({"Läs mig": [], "Mål": [heads, ["d", "1", "Fler"]], "Idéer": [["x"]], "Listor": [["x"]]}))

    assert [(one.refused.code, one.refused.facts) for one in read.notes] == [
        ("workbook.unknown_sheet", {"name": "Idéer"})
    ]


def test_formulas_in_columns_that_count_are_refused():
    def formulas(_book, pages):
        pages["Mål"].write_formula(1, 2, "=1+1", None, "Fler")
        pages["Mål"].write_formula(1, 9, "=1+1")
        pages["Mål"].write_formula(0, 1, '="Nummer"', None, "Nummer")

    read = read_plan(plan_workbook(formulas, goals=[GOAL]))

    assert told(read.problems) == [
        ("workbook.formula", Sheet.GOALS, 1, "B"),
        ("workbook.formula", Sheet.GOALS, 2, "name"),
    ]
    assert read.book[Sheet.GOALS][0].is_whole is False
    assert "name" not in read.book[Sheet.GOALS][0].values


def test_merged_cells_are_refused_wherever_they_are():
    read = read_plan(plan_workbook(lambda _book, pages: pages["Mål"].merge_range("Q7:R8", ""), goals=[GOAL]))

    assert told(read.problems) == [("workbook.merged", Sheet.GOALS, 7, "")]


@pytest.mark.parametrize("sheet", Sheet)
def test_no_two_columns_of_a_sheet_are_called_the_same(sheet):
    titles = [plan_layout.title(sheet, column).lower() for column in COLUMNS[sheet]]

    assert len(set(titles)) == len(titles)
    assert len(plan_layout.columns_by_title(sheet).values()) >= len(titles)


def test_the_format_speaks_swedish_whatever_the_page_does():
    with override("en"):
        assert plan_layout.sheet_name(Sheet.GOALS) == "Mål"
        assert plan_layout.read_me() == "Läs mig"
        assert plan_layout.choices(column_of(Sheet.GOALS, "is_targeted")) == ("Ja", "Nej")


def test_the_names_of_the_sheets_are_those_that_a_spreadsheet_takes():
    names = [plan_layout.sheet_name(sheet) for sheet in Sheet]

    assert names == [
        "Dokument",
        "Mål",
        "Bidrar till",
        "Insatsområden",
        "Effektkedjor",
        "Led",
        "Samband",
        "Faktorer",
        "Insatser",
        "Bidrag",
        "Indikatorer",
    ]
    assert all(len(name) <= 31 for name in names)


def test_every_refusal_of_a_cell_is_a_sentence():
    with override("sv"):
        sentence = refusal(refused(Sheet.GOALS, "is_targeted", "kanske"))

    assert sentence == "”kanske” är varken ja eller nej."
