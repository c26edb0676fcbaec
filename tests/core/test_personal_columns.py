"""What is refused of a table, and what may be kept: the kinds of columns, cells and headings, at their borders."""

import pytest

from varv.core.case_book import LONGEST_KEPT, LONGEST_REASON, MOST_ABOVE, Table, guess_columns, sift
from varv.core.case_changes import compare
from varv.core.case_values import CaseRow, Unreadable, read_amount, read_day
from varv.core.personal_data import MASK, PersonalKind, kind_of_cells, kind_of_column, kind_of_heading, mask
from varv.core.refusals import RuleBroken

NUMBER, EMAIL, PHONE = PersonalKind.PERSONAL_NUMBER, PersonalKind.EMAIL, PersonalKind.PHONE
ADDRESS, NAME = PersonalKind.ADDRESS, PersonalKind.NAME


def table(*rows):
    """Rows numbered from 1."""
    return Table(dict(enumerate(rows, start=1)))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("PERSONNR", NUMBER),
        ("Pers nr", NUMBER),
        ("Person-nummer", NUMBER),
        ("Social security number", NUMBER),
        ("SSN", NUMBER),
        ("Epost kontakt", EMAIL),
        ("Mejl", EMAIL),
        ("E-mailadress", EMAIL),
        ("Mobil", PHONE),
        ("Tfn", PHONE),
        ("Phone (work)", PHONE),
        ("Besöksadress", ADDRESS),
        ("Postort", ADDRESS),
        ("Zip code", ADDRESS),
        ("Efternamn", NAME),
        ("First name", NAME),
        ("Beslutsfattare", NAME),
        ("Registrerad av", NAME),
        ("Behörig firmatecknare", NAME),
        ("Telefonnummer till växeln", PHONE),
        ("Hotell", None),
        ("Status", None),
        ("Insatsområde", None),
        ("Slutdatum", None),
        ("Utbetalt belopp", None),
        ("Sammanfattning", None),
        ("Personal", None),
    ],
)
def test_a_heading_says_its_kind(heading, kind):
    assert kind_of_heading(heading) is kind


@pytest.mark.parametrize(
    ("personal", "others", "kind"),
    [
        ("19121212-1212", 4, NUMBER),
        ("19121212-1212", 5, None),
        ("anna@exempel.se", 4, EMAIL),
        ("anna@exempel.se", 5, None),
        ("070-123 45 67", 4, PHONE),
        ("070-123 45 67", 5, None),
        ("Storgatan 12", 2, ADDRESS),
        ("Storgatan 12", 3, None),
        ("Anna Andersson", 1, NAME),
        ("Anna Andersson", 2, None),
    ],
)
def test_a_column_is_refused_when_enough_of_its_cells_are_personal(personal, others, kind):
    cells = [personal, *(f"Norrby kommun {number}" for number in range(others))]

    assert kind_of_cells(cells) is kind


def test_empty_cells_do_not_hide_a_few_personal_ones():
    assert kind_of_column("Övrigt", ["19121212-1212", *[""] * 500]) is NUMBER


def test_most_applicants_must_be_organisations_for_the_column_to_be_kept():
    organisation, person = "Norrby kommun", "Anna Andersson"

    assert kind_of_column("Sökande", [organisation, organisation, person]) is None
    assert kind_of_column("Sökande", [organisation, person]) is NAME
    assert kind_of_column("Sökandes kontaktperson", [organisation] * 3) is NAME


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("121212+1212", MASK),
        ("1912-12-12-1212", MASK),
        ("191212121212", MASK),
        ("född 121212–1212.", f"född {MASK}."),
        ("SE121212121201", f"{MASK}"),
        ("a@b.se, c@d.se", f"{MASK}, {MASK}"),
        ("anna(at)exempel.se", MASK),
        ("anna [snabel-a] exempel.se", MASK),
        ("+46 70 123 45 67", MASK),
        ("0046701234567", MASK),
        ("08-123 456 78", MASK),
        ("personnr 111111-1111", MASK),
        ("556012-5790", "556012-5790"),
        ("2026-01-31", "2026-01-31"),
        ("1 250 000", "1 250 000"),
        ("Dnr 2026/00123", "Dnr 2026/00123"),
        ("20368412", "20368412"),
        ("@alvmark", "@alvmark"),
    ],
)
def test_what_is_of_a_person_is_hidden_and_the_rest_stands(text, told):
    assert mask(text) == (told, told.count(MASK))


def test_a_personal_number_is_counted_in_every_cell_it_stands_in():
    cells = [[str(number), "A", "se 121212-1212 och 121212-1212" if number == 1 else "x"] for number in range(1, 9)]

    found = sift(table(["Dnr", "Projektnamn", "Tema"], *cells), {})

    assert found.masked == 2
    assert found.rows[0][1] == ("1", "A", f"se {MASK} och {MASK}")
    assert found.refused == ()


def test_two_columns_of_one_name_are_judged_each_for_itself():
    rows = [[str(number), "A", "19121212-1212", "Textil"] for number in range(1, 5)]

    found = sift(table(["Dnr", "Projektnamn", "Tema", "Tema"], *rows), {})

    assert [(one.heading, one.kind) for one in found.refused] == [("Tema", NUMBER)]
    assert found.headings == ("Dnr", "Projektnamn", "Tema (2)")
    assert "121212" not in repr(found)


def test_a_long_cell_is_cut_before_it_is_kept():
    found = sift(table(["Dnr", "Projektnamn"], ["1", "x" * (LONGEST_KEPT + 1)]), {})

    assert len(found.rows[0][1][1]) == LONGEST_KEPT


def test_a_reason_is_cut_to_what_can_be_kept():
    found = sift(table(["Dnr", "Projektnamn", "Ansvarig"], ["1", "A", "Enheten"]), {"Ansvarig": "x" * 999})

    assert [len(one.because) for one in found.refused] == [LONGEST_REASON]
    assert found.headings == ("Dnr", "Projektnamn", "Ansvarig")


@pytest.mark.parametrize(("above", "is_found"), [(MOST_ABOVE - 1, True), (MOST_ABOVE, False)])
def test_headings_are_looked_for_so_far_down(above, is_found):
    rows = table(*[["Uttag"]] * above, ["Dnr", "Projektnamn"], ["1", "A"])

    if is_found:
        assert sift(rows, {}).headings == ("Dnr", "Projektnamn")
    else:
        with pytest.raises(RuleBroken, match="no_headings"):
            sift(rows, {})


@pytest.mark.parametrize(
    ("allowed", "code"),
    [
        ({"Telefon": "Växeln"}, "cases.never_allowed"),
        ({"Telefon": ""}, "cases.never_allowed"),
        ({"Ansvarig": ""}, "cases.reason_missing"),
        ({"Ansvarig": " \n "}, "cases.reason_missing"),
    ],
)
def test_a_column_is_let_in_for_a_reason_or_never(allowed, code):
    rows = table(["Dnr", "Projektnamn", "Telefon", "Ansvarig"], ["1", "A", "070-123 45 67", "Anna Ek"])

    with pytest.raises(RuleBroken) as refused:
        sift(rows, allowed)

    assert refused.value.code == code
    assert refused.value.facts["heading"] in allowed
    assert "Anna" not in repr(refused.value.facts)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ärendenummer (internt)", "case_id"),
        ("Titel", "name"),
        ("Bidragsmottagare", "organisation"),
        ("Ändamål", "theme"),
        ("Läge", "status"),
        ("Syfte", "purpose"),
        ("Beslutad den", "decided_on"),
        ("Fr.o.m.", None),
        ("F.o.m.", "starts_on"),
        ("T.o.m.", "ends_on"),
        ("Sökt stöd (kr)", "applied"),
        ("Beviljat stöd (tkr)", "granted"),
        ("Utbetalt", "paid"),
        ("Kommun", None),
    ],
)
def test_a_heading_is_taken_for_its_fact(heading, field):
    assert guess_columns([heading]) == ({field: heading} if field else {})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1990-01-01", "1990-01-01"),
        ("2100-12-31", "2100-12-31"),
        ("2024-02-29", "2024-02-29"),
        ("20260131", "2026-01-31"),
        ("2026/1/31", "2026-01-31"),
        ("31.1.2026", "2026-01-31"),
        ("2026-01-31T23:59:59", "2026-01-31"),
        ("46053", "2026-01-31"),
        ("2025-02-29", None),
        ("31/1", None),
        ("29999", None),
        ("75001", None),
        ("2026", None),
    ],
)
def test_a_day_is_read_to_its_last_border_or_refused(text, day):
    if day is None:
        with pytest.raises(Unreadable):
            read_day(text)
    else:
        assert read_day(text).isoformat() == day


@pytest.mark.parametrize(
    ("text", "times", "kronor"),
    [
        ("999999999999,99", 1, "999999999999.99"),
        ("1000000000", 1000, None),
        ("5 kr", 1000, "5.00"),
        ("5", 1000, "5000.00"),
        ("0", 1000, "0.00"),
        ("1,5 mkr", 1, "1500000.00"),
        ("1e5", 1, None),
        ("=1+1", 1, None),
        ("٥", 1, "5.00"),
    ],
)
def test_an_amount_is_in_kronor_whatever_it_was_written_in(text, times, kronor):
    if kronor is None:
        with pytest.raises(Unreadable):
            read_amount(text, times)
    else:
        assert str(read_amount(text, times)) == kronor


def test_nothing_told_leaves_every_case_alone():
    found = compare({"b": {}, "a": {}}, [])

    assert (found.new, found.changed, found.unchanged, found.gone) == ((), (), (), ("a", "b"))


def test_the_seal_is_of_what_changes_and_not_of_what_stands():
    row = CaseRow(2, "a", {})

    assert compare({}, [row]).seal != compare({"a": {}}, [row]).seal
    assert compare({"a": {}}, [row]).seal == compare({"a": {}, "b": {}}, []).seal
