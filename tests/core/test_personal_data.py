"""Personal data is known by headings and cells, hidden in texts, and organisations are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.personal_data import (
    CAN_BE_MISTAKEN,
    MASK,
    PersonalKind,
    holds_organisations,
    is_name_of_person,
    is_number_of_person,
    is_of_applicants,
    is_personal_number,
    kind_of_cells,
    kind_of_column,
    kind_of_heading,
    mask,
)

NUMBER = PersonalKind.PERSONAL_NUMBER


def with_check_digit(nine):
    """Nine digits and the tenth that Luhn gives them."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return nine + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


@st.composite
def personal_numbers(draw):
    """A personnummer or samordningsnummer as people and systems write it."""
    born = draw(st.dates(date(1900, 1, 1), date(2026, 11, 20)))
    day = born.day + draw(st.sampled_from([0, 60]))
    ten = with_check_digit(f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}")
    century = draw(st.sampled_from(["", f"{born.year // 100}"]))
    return f"{century}{ten[:6]}{draw(st.sampled_from(['', '-', '+', ' ', '–', ' - ']))}{ten[6:]}"


@st.composite
def organisation_numbers(draw):
    """An organisation number: the third digit is at least 2."""
    nine = f"{draw(st.integers(16, 99))}{draw(st.integers(2, 9))}{draw(st.integers(0, 999_999)):06}"
    ten = with_check_digit(nine)
    return draw(st.sampled_from([ten, f"{ten[:6]}-{ten[6:]}", f"16{ten}"]))


WORDS = st.text(st.characters(categories=["L", "Zs", "Po"], exclude_characters="@([+-–"), max_size=20)


# --- hidden in texts


@given(WORDS, personal_numbers(), WORDS)
def test_every_personal_number_in_a_text_is_hidden(before, number, after):
    told, hidden = mask(f"{before} {number} {after}")

    assert hidden >= 1
    assert number not in told
    assert number[-4:] not in told


@given(personal_numbers())
def test_a_personal_number_is_one_wherever_it_stands_alone(number):
    assert is_personal_number(number)
    assert is_number_of_person(number)
    assert mask(number) == (MASK, 1)


@given(organisation_numbers())
def test_an_organisation_number_is_left_alone(number):
    assert mask(f"Org.nr {number}") == (f"Org.nr {number}", 0)
    assert not is_number_of_person(number)


@given(personal_numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(number, more):
    wrong = f"{number[:-1]}{(int(number[-1]) + more) % 10}"

    assert not is_personal_number(wrong)


@given(personal_numbers(), st.integers(1, 9))
def test_what_is_said_to_be_one_is_hidden_whatever_its_check_digit(number, more):
    wrong = f"{number[:-1]}{(int(number[-1]) + more) % 10}"

    assert wrong not in mask(f"Personnummer: {wrong}")[0]


@given(st.text(max_size=200))
def test_masking_is_done_once(text):
    told, _hidden = mask(text)

    assert mask(told)[0] == told


@given(st.text("0123456789 -+.@()axv", max_size=2_000))
def test_no_text_takes_long_or_breaks_the_masking(text):
    told, hidden = mask(text)

    assert told.count(MASK) == hidden


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kontakt: 19121212-1212.", f"Kontakt: {MASK}."),
        ("1912-12-12-1212", MASK),
        ("1912-12-12 1212", MASK),
        ("SE121212121201 är firman", f"{MASK} är firman"),
        ("SE556036079301", "SE556036079301"),
        ("Skriv till eva.ek@exempel.se, tack", f"Skriv till {MASK}, tack"),
        ("eva (at) exempel.se", MASK),
        ("eva[snabel-a]exempel.se", MASK),
        ("Ring 070-123 45 67", f"Ring {MASK}"),
        ("+46 70 123 45 67", MASK),
        ("+46 (0)19-602 10 00", MASK),
        ("0046 8 12 34 56 78", MASK),
        ("019-602 10 00", MASK),
        ("0581-123 45", MASK),
        ("0701234567", MASK),
    ],
)
def test_what_is_personal_is_hidden(text, told):
    assert mask(text)[0] == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ingenting",
        "Ärende 20368412",
        "RUN 2024-01234",
        "RUN/0101-2023",
        "1 250 000 kr",
        "2026-01-31",
        "05-12-2023",
        "2024-01-15 12:00",
        "Version 3 (reviderad)",
        "@varv",
        "0123456789",
    ],
)
def test_what_is_not_personal_stands(text):
    assert mask(text) == (text, 0)


def test_several_in_one_cell_are_counted():
    assert mask("070-123 45 67, 121212-1212 och a.b@exempel.se") == (f"{MASK}, {MASK} och {MASK}", 3)


def test_too_few_digits_are_no_personal_number():
    assert not is_personal_number("1212")


# --- headings


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Personnummer", NUMBER),
        ("Org.nr/Personnr", NUMBER),
        ("Pnr", NUMBER),
        ("Samordningsnummer", NUMBER),
        ("Födelsedatum", NUMBER),
        ("E-postadress", PersonalKind.EMAIL),
        ("Email", PersonalKind.EMAIL),
        ("mail", PersonalKind.EMAIL),
        ("Telefon (arbete)", PersonalKind.PHONE),
        ("Mobilnr", PersonalKind.PHONE),
        ("Tel.", PersonalKind.PHONE),
        ("Hemadress", PersonalKind.ADDRESS),
        ("Postnr", PersonalKind.ADDRESS),
        ("C/o", None),
        ("Kontaktperson", PersonalKind.NAME),
        ("KontaktpersonNamn", PersonalKind.NAME),
        ("Handläggare", PersonalKind.NAME),
        ("Projektledare", PersonalKind.NAME),
        ("Namn", PersonalKind.NAME),
        ("NAMN", PersonalKind.NAME),
        ("Ansvarig", PersonalKind.NAME),
        ("Ansvarig person i projektet", PersonalKind.NAME),
        ("Sökande", PersonalKind.NAME),
        ("Ansvarig enhet", None),
        ("Sökande organisation", None),
        ("Organisationsnamn", None),
        ("Projektnamn", None),
        ("Namn på projekt", None),
        ("Organisationsnummer", None),
        ("Ärende-ID", None),
        ("Ärendemening", None),
        ("Kommun", None),
        ("Beviljat belopp", None),
        ("", None),
    ],
)
def test_a_heading_says_what_of_a_person_a_column_holds(heading, kind):
    assert kind_of_heading(heading) is kind


# --- cells


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["121212-1212", "x", "y", "z", "å"], NUMBER),
        (["121212-1212", "a", "b", "c", "d", "e"], None),
        (["a@exempel.se", "b", "c"], PersonalKind.EMAIL),
        (["070-123 45 67", "b", "c"], PersonalKind.PHONE),
        (["Storgatan 12", "Lillvägen 3 A", "Norrby"], PersonalKind.ADDRESS),
        (["Anna Andersson", "Ek, Bo", "Kommunen"], PersonalKind.NAME),
        (["Norrby kommun", "Älvmarks Science Park AB"], None),
        (["Innovation", "Kompetens"], None),
        ([], None),
    ],
)
def test_enough_cells_of_a_kind_make_the_column_one(cells, kind):
    assert kind_of_cells(cells) is kind


def test_a_column_is_refused_for_its_heading_even_when_it_is_empty():
    assert kind_of_column("Personnummer", ["", ""]) is NUMBER


def test_a_column_is_refused_for_its_cells_whatever_its_heading():
    assert kind_of_column("Övrigt", {"", "Anna Andersson", "Bo Ek"}) is PersonalKind.NAME


def test_applicants_that_are_organisations_may_be_kept():
    assert kind_of_column("Sökande", {"Norrby kommun", "Älvens förening"}) is None
    assert kind_of_column("Sökande", {"Norrby kommun", "Anna Andersson"}) is PersonalKind.NAME
    assert kind_of_column("Kontaktperson", {"Norrby kommun"}) is PersonalKind.NAME


def test_a_first_nought_that_a_spreadsheet_dropped_is_put_back():
    ten = with_check_digit("010101123")

    assert is_number_of_person(ten[1:])
    assert not is_number_of_person("123456789")


@pytest.mark.parametrize("name", ["Anna Andersson", "Anna-Karin Ek", "Ek, Bo", "Lars Erik von Ek", "ÖRJAN EK"])
def test_names_of_people_are_known(name):
    assert is_name_of_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Anna",
        "Anna Andersson AB",
        "Anna Lindhs stiftelse",
        "Norrby kommun",
        "Karin går hem",
        "Bo 4 ever",
        "Xaxa Ek",
    ],
)
def test_other_names_are_not_of_people(name):
    assert not is_name_of_person(name)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Stödmottagare", True), ("Sökande", True), ("Organisationsnummer", False), ("Org.form", False), ("Tema", False)],
)
def test_some_columns_tell_who_owns(heading, expected):
    assert holds_organisations(heading) is expected


@pytest.mark.parametrize(
    ("heading", "expected"), [("Sökande", True), ("Sökandens namn", False), ("Sökande person", False), ("Tema", False)]
)
def test_applicants_are_told_from_their_people(heading, expected):
    assert is_of_applicants(heading) is expected


def test_what_cannot_be_mistaken_is_never_let_through():
    assert CAN_BE_MISTAKEN.isdisjoint({NUMBER, PersonalKind.EMAIL, PersonalKind.PHONE})
