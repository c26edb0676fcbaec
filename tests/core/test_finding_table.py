from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.case_book import Table, folded
from varv.core.finding_table import CALLED, GRADES, LONGEST, MOST_ROWS, FindingColumn, read_rows, same_words, sift
from varv.core.refusals import RuleBroken

HEADINGS = ("Iakttagelse", "Belägg")
SAID = ("Valideringen är flaskhalsen.", "Visst belägg")


def table(*rows, formulas=()):
    return Table(dict(enumerate(rows, start=1)), frozenset(formulas))


def refused(rows):
    with pytest.raises(RuleBroken) as broken:
        sift(table(*rows))
    return broken.value.code


def problems_of(**said):
    whole = {"TEXT": "Det går fort", "EVIDENCE": "Antagande"} | said
    rows, problems = read_rows({4: {FindingColumn[name]: cell for name, cell in whole.items()}})
    assert bool(rows) is not bool(problems)
    return [(one.refused.code, one.number, one.column) for one in problems]


def test_sift_keeps_the_cells_under_the_headings_it_knows():
    sifted = sift(table(HEADINGS, SAID))

    assert sifted.cells == {2: {FindingColumn.TEXT: SAID[0], FindingColumn.EVIDENCE: SAID[1]}}
    assert (sifted.unread, sifted.problems) == ((), ())


def test_sift_finds_the_headings_below_a_title_and_in_any_order():
    sifted = sift(table(("Utvärderingen 2026",), ("Nr", "Evidence grade", "FINDING"), ("1", "Some", "It is slow")))

    assert sifted.cells == {3: {FindingColumn.EVIDENCE: "Some", FindingColumn.TEXT: "It is slow"}}
    assert sifted.unread == ("Nr",)


def test_sift_reads_the_first_of_two_columns_with_the_same_name_and_skips_short_and_empty_rows():
    sifted = sift(table(("Belägg", "Iakttagelse", "Iakttagelse"), ("Antagande", "En", "Två"), ("Antagande",), ("", "")))

    assert [dict(cells) for cells in sifted.cells.values()] == [
        {FindingColumn.EVIDENCE: "Antagande", FindingColumn.TEXT: "En"},
        {FindingColumn.EVIDENCE: "Antagande"},
    ]
    assert sifted.unread == ("Iakttagelse",)


def test_sift_never_tells_a_heading_with_personal_data():
    sifted = sift(table((*HEADINGS, "nagon@example.org"), SAID))

    assert sifted.unread == ("[•••]",)


def test_sift_tells_of_formulas_only_where_it_reads():
    sifted = sift(table((*HEADINGS, "Nr"), (*SAID, "1"), formulas=[(1, 0), (2, 0), (2, 2)]))

    assert [(one.refused.code, one.number, one.column) for one in sifted.problems] == [
        ("finding_table.formula", 2, FindingColumn.TEXT)
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Iakttagelse",), ("Något",)], "finding_table.no_headings"),
        ([("Belägg", "Mål"), ("Visst belägg", "1")], "finding_table.no_headings"),
        ([("",)] * 20 + [HEADINGS, SAID], "finding_table.no_headings"),
        ([HEADINGS], "finding_table.no_rows"),
        ([HEADINGS, ("", "")], "finding_table.no_rows"),
        ([HEADINGS, *[SAID] * (MOST_ROWS + 1)], "finding_table.too_many_rows"),
    ],
)
def test_sift_refuses_what_is_no_such_table(rows, code):
    assert refused(rows) == code


def test_sift_takes_as_many_rows_as_it_says():
    assert len(sift(table(HEADINGS, *[SAID] * MOST_ROWS)).cells) == MOST_ROWS


@pytest.mark.parametrize("column", list(FindingColumn))
def test_every_column_is_called_something_and_nothing_is_called_two(column):
    names = [name for names in CALLED.values() for name in names]

    assert all(folded(name) == name and names.count(name) == 1 for name in CALLED[column])


@pytest.mark.parametrize(("said", "grade"), [(f" {said.upper()}! ", grade) for said, grade in GRADES.items()])
def test_read_rows_knows_every_way_to_say_a_grade(said, grade):
    rows, problems = read_rows({2: {FindingColumn.TEXT: "Något", FindingColumn.EVIDENCE: said}})

    assert (rows[0].values[FindingColumn.EVIDENCE], problems) == (grade, ())


def test_read_rows_reads_days_and_leaves_out_what_is_empty():
    cells = {FindingColumn.TEXT: "Något", FindingColumn.SEEN_ON: "24/4 2026"}

    (row,), _problems = read_rows({7: cells})

    assert (row.number, row.values[FindingColumn.SEEN_ON]) == (7, date(2026, 4, 24))
    assert (row.text(FindingColumn.TEXT), row.text(FindingColumn.GOAL)) == ("Något", "")


def test_read_rows_reads_a_whole_recommendation():
    assert problems_of(RECOMMENDATION="Sätt en gräns", OWNER="Disa", FORUM="Ledningen", DUE_ON="2026-06-01") == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"EVIDENCE": "kanske"}, [("finding_table.unknown_evidence", 4, FindingColumn.EVIDENCE)]),
        ({"SEEN_ON": "i våras"}, [("finding_table.no_day", 4, FindingColumn.SEEN_ON)]),
        (
            {"DUE_ON": "2026-02-30"},
            [
                ("finding_table.no_recommendation", 4, FindingColumn.DUE_ON),
                ("finding_table.no_day", 4, FindingColumn.DUE_ON),
            ],
        ),
        ({"OWNER": "Disa"}, [("finding_table.no_recommendation", 4, FindingColumn.OWNER)]),
        (
            {"RECOMMENDATION": "Gör det"},
            [
                ("finding_table.nobody_answers", 4, FindingColumn.OWNER),
                ("finding_table.nobody_answers", 4, FindingColumn.FORUM),
            ],
        ),
        ({"TEXT": "Ring 070-123 45 67"}, [("finding.personal_data", 4, FindingColumn.TEXT)]),
        ({"RESTS_ON": "850101-1236"}, [("finding.personal_data", 4, FindingColumn.RESTS_ON)]),
        ({"GOAL": "nagon@example.org"}, [("finding.personal_data", 4, FindingColumn.GOAL)]),
    ],
)
def test_read_rows_tells_what_is_wrong_and_where(said, expected):
    assert problems_of(**said) == expected


@pytest.mark.parametrize("column", list(LONGEST))
def test_read_rows_refuses_what_would_not_fit(column):
    more = {} if column is FindingColumn.RESTS_ON else {"RECOMMENDATION": "Gör", "OWNER": "Disa", "FORUM": "Här"}

    assert problems_of(**(more | {column.name: "å" * (LONGEST[column] + 1)})) == [("finding_table.too_long", 4, column)]
    assert problems_of(**(more | {column.name: "å" * LONGEST[column]})) == []


def test_a_row_without_a_finding_is_told():
    rows, problems = read_rows({3: {FindingColumn.GOAL: "1"}})

    assert (rows, [one.refused.code for one in problems]) == ((), ["finding_table.no_finding"])


def test_no_problem_carries_what_a_person_wrote_about_a_person():
    _rows, problems = read_rows({3: {FindingColumn.TEXT: "nagon@example.org", FindingColumn.EVIDENCE: "850101-1236"}})

    assert [one.refused.facts for one in problems] == [{}, {}]


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_whatever_the_table_holds_it_is_read_or_refused(rows):
    sifted = sift(table(HEADINGS, *rows, SAID))

    read, problems = read_rows(sifted.cells)

    told = {row.number for row in read} | {one.number for one in problems}
    assert told == set(sifted.cells)
    assert {row.number for row in read}.isdisjoint(one.number for one in problems)


@given(st.text())
def test_the_same_words_are_the_same_however_they_are_written(text):
    assert same_words(f"  {text.upper().lower()}\n") == same_words(text.upper().lower())


def test_findings_are_told_apart_by_their_words():
    assert same_words("Valideringen  är\nFLASKHALSEN.") == same_words("valideringen är flaskhalsen")
    assert same_words("Valideringen är flaskhalsen") != same_words("Valideringen är ingen flaskhals")
