import re
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from django.utils.translation import override

from varv import core
from varv.core.judgement import Answer, Verdict
from varv.core.kinds import AspectKind
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import May
from varv.core.status import Status
from varv.core.workflow import ReportState, RoundState, TurnState
from varv.overview.words import clock, day, long_day, moment, number, percent, period, refusal, short_day, word
from varv.overview.words.codes import WORDS
from varv.overview.words.refusals import REFUSALS

THIN, FIXED, MINUS = "\u202f", "\u00a0", "\u2212"
CORE = [codes for codes in StrEnum.__subclasses__() if codes.__module__.startswith("varv.core.")]
MORNING = datetime(2027, 1, 29, 8, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def swedish():
    with override("sv"):
        yield


# --- codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codes", CORE, ids=lambda codes: codes.__name__)
def test_word_stands_for_every_code_of_the_core(codes):
    assert list(WORDS[codes]) == list(codes)


def test_word_is_swedish_first():
    assert [word(code) for code in ReportState] == ["Utkast", "Inlämnad", "Återlämnad", "Godkänd"]


def test_word_follows_the_language():
    with override("en"):
        assert word(Status.NO_DATA) == "No data"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (RoundState.CLOSED, "Stängd"),
        (TurnState.CLOSED, "Slutet"),
        (Verdict.PARTLY, "Delvis på väg"),
        (Answer.PARTLY, "Delvis"),
        (AspectKind.USE, "Användning"),
    ],
)
def test_word_belongs_to_the_enumeration_and_not_to_the_text(code, told):
    assert word(code) == told


def test_word_of_a_stranger_is_refused():
    class Colour(StrEnum):
        RED = "red"

    with pytest.raises(KeyError):
        word(Colour.RED)


# --- numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (Decimal(0), None, "0", "0"),
        (Decimal("73.6000"), None, "73,6", "73.6"),
        (Decimal("80.0"), None, "80", "80"),
        (Decimal("80.0"), 1, "80,0", "80.0"),
        (Decimal(612), None, "612", "612"),
        (1234, None, f"1{THIN}234", "1,234"),
        (Decimal("1234567.85"), 1, f"1{THIN}234{THIN}567,9", "1,234,567.9"),
        (Decimal("-2.5"), None, f"{MINUS}2,5", f"{MINUS}2.5"),
        (Decimal("-2.5"), 0, f"{MINUS}3", f"{MINUS}3"),
        (Decimal("-0.04"), 1, "0,0", "0.0"),
        (Decimal("1E+3"), None, f"1{THIN}000", "1,000"),
        (Decimal("12345678901234567890123456.5"), None, "12 345 678 901 234 567 890 123 456,5", None),
        (None, None, "saknas", "missing"),
        (None, 1, "saknas", "missing"),
    ],
)
def test_number_is_written_as_the_language_writes_it(value, decimals, swedish, english):
    assert number(value, decimals).replace(THIN, " ") == swedish.replace(THIN, " ")
    with override("en"):
        assert english is None or number(value, decimals) == english


def test_number_is_never_broken_over_two_lines():
    assert number(1234567) == "1\u202f234\u202f567"


def test_percent_keeps_its_sign_close():
    assert percent(Decimal("73.6")) == f"73,6{FIXED}%"
    with override("en"):
        assert percent(Decimal("73.6"), 0) == "74%"


def test_percent_of_nothing_is_missing_and_not_zero():
    assert percent(None) == "saknas"


# --- days and periods --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("2026", "2026", "2026"),
        ("2026H1", "första halvåret 2026", "first half of 2026"),
        ("2026H2", "andra halvåret 2026", "second half of 2026"),
        ("2026T3", "tredje tertialet 2026", "third tertial of 2026"),
        ("2026K4", "fjärde kvartalet 2026", "fourth quarter of 2026"),
        ("2026M04", "april 2026", "April 2026"),
        (Period.parse("2026T1"), "första tertialet 2026", "first tertial of 2026"),
    ],
)
def test_period_is_told_in_words(written, swedish, english):
    assert period(written) == swedish
    with override("en"):
        assert period(written) == english


def test_day_is_told_in_full_and_in_short():
    on = date(2027, 1, 29)

    assert (day(on), short_day(on), long_day(on)) == ("29 januari 2027", "29 jan 2027", "Fredag 29 januari 2027")
    with override("en"):
        assert (day(on), short_day(on), long_day(on)) == ("29 January 2027", "29 Jan 2027", "Friday 29 January 2027")


def test_clock_tells_the_regions_own_time():
    assert clock(MORNING) == "9.05"
    with override("en"):
        assert clock(MORNING) == "09:05"


def test_moment_tells_day_and_clock():
    assert moment(MORNING) == "29 januari 2027 kl. 9.05"


def test_day_of_a_moment_is_the_regions_own_day():
    assert day(datetime(2027, 1, 28, 23, 30, tzinfo=UTC)) == "29 januari 2027"


# --- refusals ----------------------------------------------------------------------------------------------


def test_refusal_says_what_one_may_not_and_what_to_do():
    assert refusal(NotAllowed("not_allowed", what=May.ASSESS_GOAL)) == (
        "Du har inte rätt att bedöma mål. Be en administratör i regionen om en roll som har den rätten."
    )


def test_refusal_tells_states_in_words():
    refused = RuleBroken("state.no_such_step", now=ReportState.APPROVED, then=ReportState.SUBMITTED)

    assert refusal(refused).startswith("Läget är ”Godkänd” och kan inte bli ”Inlämnad”.")


def test_refusal_names_who_changed_it_and_when():
    assert refusal(RuleBroken("stale", by="Ingrid Norell", at=MORNING)).startswith(
        "Ingrid Norell ändrade det här 29 januari 2027 kl. 9.05, medan du skrev."
    )


def test_refusal_does_not_need_to_know_who():
    assert refusal(RuleBroken("stale", by="", at=None)).startswith("Någon annan ändrade det här alldeles nyss,")


def test_refusal_that_lacks_a_fact_still_says_what_to_do():
    assert refusal(RuleBroken("period.unreadable")).startswith("”…” är ingen period. Skriv till exempel 2026,")


def test_refusal_without_a_sentence_gives_its_code():
    assert refusal(RuleBroken("moon.is_full")).endswith("skälet är ”moon.is_full”.")


@pytest.mark.parametrize("code", REFUSALS)
def test_refusal_can_be_told_whatever_it_carries(code):
    assert refusal(RuleBroken(code, count=1, n=1, number=1)).endswith((".", "?", "”", ")"))


def test_every_refusal_of_the_core_has_a_sentence():
    text = "".join(path.read_text() for path in Path(core.__path__[0]).glob("*.py"))
    raised = set(re.findall(r'(?:RuleBroken|NotAllowed)\("([\w.]+)"', text))

    assert raised - set(REFUSALS) == set()
