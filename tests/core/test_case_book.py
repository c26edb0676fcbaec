"""A table of cases: where its headings stand, what may be kept of it, and which column is which fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.case_book import (
    CALLED,
    LONGEST_HEADING,
    CaseField,
    RefusedColumn,
    Table,
    folded,
    guess_columns,
    plain,
    sift,
)
from varv.core.personal_data import MASK, PersonalKind
from varv.core.refusals import RuleBroken

HEADINGS = ["Ärende-ID", "Projektnamn", "Stödmottagare", "Kontaktperson"]
CASE = ["20368412", "Testbädd", "Norrby kommun", "Kerstin Ek"]


def table(*rows, formulas=()):
    """Rows numbered from 1."""
    return Table(dict(enumerate(rows, start=1)), frozenset(formulas))


def code_of(found, allowed=(), known=()):
    """Why the table is refused."""
    with pytest.raises(RuleBroken) as refused:
        sift(found, dict(allowed), known)
    return refused.value.code


# --- headings


def test_headings_may_stand_below_a_title():
    found = sift(table(["Utdrag 2026"], [], ["", "Alla ärenden", ""], HEADINGS, CASE), {})

    assert found.headings == ("Ärende-ID", "Projektnamn", "Stödmottagare")
    assert found.rows == ((5, ("20368412", "Testbädd", "Norrby kommun")),)


def test_a_file_without_headings_is_refused_and_its_first_row_is_no_heading():
    assert code_of(table(CASE, ["20368413", "Projekt två", "Projektägaren AB", "Bo Ek"])) == "cases.no_headings"


@pytest.mark.parametrize("data", ["121212-1212", "a@exempel.se", "Anna Andersson", "20368412", "1 250 000"])
def test_a_row_that_holds_data_is_never_taken_for_headings(data):
    assert code_of(table(["Ärende-ID", "Projektnamn", data], CASE)) == "cases.no_headings"


def test_one_known_heading_is_not_enough():
    assert code_of(table(["Ärende-ID", "Rubrik"], CASE)) == "cases.no_headings"


def test_headings_of_a_saved_mapping_are_known():
    found = sift(table(["Löpnr", "Rubrik"], ["1", "Testbädd"]), {}, {"Löpnr", "Rubrik"})

    assert found.headings == ("Löpnr", "Rubrik")


def test_a_heading_that_is_too_long_is_cut():
    found = sift(table([*HEADINGS, "x" * 300], [*CASE, "y"]), {})

    assert found.headings[-1] == "x" * LONGEST_HEADING


def test_the_same_heading_twice_gets_a_number():
    found = sift(table(["Ärende-ID", "Projektnamn", "Status", "Status", "Status (2)"], ["1", "a", "b", "c", "d"]), {})

    assert found.headings == ("Ärende-ID", "Projektnamn", "Status", "Status (2)", "Status (2) (2)")


def test_a_column_without_a_heading_is_not_read():
    found = sift(table(["Ärende-ID", "", "Projektnamn"], ["1", "Kerstin Ek", "Testbädd"]), {})

    assert found.rows == ((2, ("1", "Testbädd")),)


@pytest.mark.parametrize("rows", [[], [["", ""]], [["Titel"], ["Text"]]])
def test_nothing_to_find_headings_in(rows):
    assert code_of(table(*rows)) == "cases.no_headings"


def test_headings_without_cases_are_refused():
    assert code_of(table(HEADINGS, ["", "", ""])) == "cases.no_rows"


# --- what is kept


def test_a_refused_column_leaves_its_heading_and_kind_only():
    found = sift(table(HEADINGS, CASE), {})

    assert found.refused == (RefusedColumn("Kontaktperson", PersonalKind.NAME),)
    assert "Kerstin" not in repr(found)


def test_what_is_personal_inside_a_kept_cell_is_hidden_and_counted():
    purpose = "Ring Kerstin på 070-123 45 67 eller skriv till k.ek@exempel.se. Född 19121212-1212."
    found = sift(table([*HEADINGS, "Sammanfattning"], [*CASE, purpose]), {})

    assert found.rows[0][1][-1] == f"Ring Kerstin på {MASK} eller skriv till {MASK}. Född {MASK}."
    assert found.masked == 3


def test_a_sole_trader_among_organisations_is_hidden():
    found = sift(
        table(
            ["Ärende-ID", "Projektnamn", "Stödmottagare", "Organisationsnummer"],
            *(["1", "A", f"Kommun {n}", "212000-0001"] for n in range(6)),
            ["2", "B", "Anna Andersson", "19121212-1212"],
        ),
        {},
    )

    assert found.refused == ()
    assert found.rows[-1] == (8, ("2", "B", MASK, MASK))
    assert found.masked == 2


def test_a_column_of_personal_numbers_is_refused_whatever_it_is_called():
    found = sift(table(["Ärende-ID", "Projektnamn", "Org.nr"], ["1", "A", "121212-1212"], ["2", "B", ""]), {})

    assert found.refused == (RefusedColumn("Org.nr", PersonalKind.PERSONAL_NUMBER),)


def test_a_mistaken_column_may_be_let_through_with_a_reason():
    found = sift(table(HEADINGS, CASE), {"Kontaktperson": " En roll, ingen person, 121212-1212 "})

    assert found.headings == tuple(HEADINGS)
    assert found.refused == (RefusedColumn("Kontaktperson", PersonalKind.NAME, f"En roll, ingen person, {MASK}"),)


def test_a_mistaken_column_needs_a_reason():
    assert code_of(table(HEADINGS, CASE), {"Kontaktperson": " "}) == "cases.reason_missing"


@pytest.mark.parametrize("heading", ["Personnummer", "E-post", "Telefon"])
def test_what_is_never_mistaken_is_never_let_through(heading):
    found = table([*HEADINGS, heading], [*CASE, "x"])

    assert code_of(found, {heading: "Det är inga personuppgifter"}) == "cases.never_allowed"


def test_a_reason_for_a_column_that_needs_none_does_nothing():
    assert sift(table(HEADINGS, CASE), {"Projektnamn": "Det är projekt"}).headings == tuple(HEADINGS[:3])


def test_a_formula_is_left_out_and_told():
    found = sift(table(HEADINGS, CASE, formulas=[(2, 1), (1, 0), (2, 3)]), {})

    assert found.rows == ((2, ("20368412", "", "Norrby kommun")),)
    assert found.formulas == ((2, "Projektnamn"),)


def test_short_and_empty_rows_are_read_as_they_are():
    found = sift(table(HEADINGS, ["1"], ["", "", "", "Kerstin Ek"], ["2", "B", "C", "D", "E"]), {})

    assert found.rows == ((2, ("1", "", "")), (4, ("2", "B", "C")))


def test_nothing_is_run_or_changed_that_looks_like_a_formula():
    found = sift(table(HEADINGS, ["1", "=cmd|' /C calc'!A0", "+Plus", "x"]), {})

    assert found.rows == ((2, ("1", "=cmd|' /C calc'!A0", "+Plus")),)


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6))
def test_any_table_is_read_or_refused(rows):
    if not any(map(any, rows)):
        assert code_of(table(HEADINGS, *rows)) == "cases.no_rows"
        return

    found = sift(table(HEADINGS, *rows), {})

    assert all(len(cells) == len(found.headings) for _number, cells in found.rows)


# --- which column is which fact


def test_columns_are_guessed_from_what_case_systems_call_them():
    headings = ["Ärendenr", "Projektets namn", "Sökande organisation", "Insatsområde", "Ärendestatus", "Syfte"]
    headings += ["Beslutsdatum", "Startdatum", "Slutdatum", "Sökt belopp (kr)", "Beviljat belopp (kr)", "Utbetalt"]

    assert guess_columns(headings) == dict(zip(CaseField, headings, strict=True))


def test_a_heading_that_says_it_outright_goes_before_one_that_begins_so():
    found = guess_columns(["Projekttyp", "Projektnamn", "Status för ärendet"])

    assert found == {CaseField.NAME: "Projektnamn", CaseField.STATUS: "Status för ärendet"}


def test_a_heading_is_one_fact_at_most():
    assert list(guess_columns(["Projekt", "Organisation"]).values()) == ["Projekt", "Organisation"]


def test_every_field_has_names_that_are_folded():
    assert list(CALLED) == list(CaseField)
    assert all(folded(name) == name for names in CALLED.values() for name in names)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Ärende-ID ", "ärendeid"), ("Beviljat (tkr)", "beviljat"), ("  ÄRENDE_NR.", "ärendenr"), ("ﬁrma", "firma")],
)
def test_a_heading_is_folded(heading, expected):
    assert folded(heading) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" Norrby  ", "Norrby"),
        ("Norr\u200bby\ufeff", "Norrby"),
        ("19121212\u00ad-1212", "19121212-1212"),
        ("１２１２１２-１２１２", "121212-1212"),
        ("a\tb\r\nc\x07", "a b \nc"),
        ("1\u00a0250\u202f000", "1 250 000"),
    ],
)
def test_a_cell_shows_all_that_it_holds(cell, expected):
    assert plain(cell) == expected
