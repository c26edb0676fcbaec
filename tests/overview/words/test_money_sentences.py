"""The sentences of money with their facts in them, and amounts in both languages."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.money import FundingKind, Measure
from varv.core.refusals import RuleBroken
from varv.core.workflow import FundingState
from varv.overview.words import hours, kronor, number, percent, refusal, short_kronor, verb, word
from varv.overview.words.of_money import FIRST_SOURCES, GAPS, PATHS, WHY_NOT

FIXED, THIN, MINUS = "\u00a0", "\u202f", "\u2212"


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            RuleBroken("money.unreadable", text="mycket"),
            (
                "”mycket” går inte att läsa som ett belopp. "
                "Skriv det med siffror, till exempel 1 250 000, 500 tkr eller 1,25 mnkr."
            ),
        ),
        (
            RuleBroken("money.unclear", text="1.250"),
            "”1.250” kan läsas på mer än ett sätt. Skriv mellanslag mellan tusentalen, till exempel 1 250 000.",
        ),
        (
            RuleBroken("money.finer_than_ore", text="1,255"),
            "”1,255” är finare än ett öre. Skriv högst två decimaler av en krona.",
        ),
        (
            RuleBroken("money.too_large", text="1000000 mnkr"),
            "”1000000 mnkr” är mer än vad som får plats här. Kontrollera enheten: är det kr, tkr eller mnkr?",
        ),
        (
            RuleBroken("money.negative", field="applied"),
            "Beloppet kan inte vara mindre än noll. Pengar som har betalats tillbaka skrivs bland det som är använt.",
        ),
        (
            RuleBroken("money.year_out_of_reach", field="year", first="1990", last="2100"),
            "Skriv ett år mellan 1990 och 2100, med fyra siffror.",
        ),
        (
            RuleBroken("money.shares_over_whole", over=Decimal("0.5")),
            (
                "Andelarna är tillsammans 0,5 procentenheter mer än helheten. "
                "Sänk någon av dem: det du inte fördelar blir resten."
            ),
        ),
        (
            RuleBroken("funding_source.name_taken", field="name", name="Anslag 1:1"),
            "Det finns redan en källa som heter ”Anslag 1:1”. Använd den, eller välj ett annat namn.",
        ),
        (
            RuleBroken("funding_source.retired", field="source", name="EU"),
            (
                "”EU” används inte längre, så inget nytt kan komma därifrån. "
                "Välj en annan källa, eller ta den i bruk igen."
            ),
        ),
        (
            RuleBroken("funding_source.in_use", name="EU"),
            "”EU” är redan i bruk. Ladda om sidan.",
        ),
        (
            RuleBroken("appropriation.exists", field="year", name="Anslag 1:1", year="2026"),
            "”Anslag 1:1” har redan ett anslag för 2026. Ändra det, så att historiken behåller båda beloppen.",
        ),
        (
            RuleBroken("funding.decided_already", state=FundingState.DECLINED),
            "Ansökan är ”Avslag” och står kvar som den var. Notera ett ändrat beslut i stället.",
        ),
        (
            RuleBroken("funding.not_granted", state=FundingState.APPLIED),
            (
                "Pengarna är ”Sökt”. År kan fyllas i när ett beviljande är noterat: "
                "innan dess finns inget att planera med."
            ),
        ),
        (
            RuleBroken("funding.not_decided_yet", field="decided_on"),
            "Dagen har inte varit än. Skriv dagen då beslutet fattades.",
        ),
        (
            RuleBroken("funding.reason_missing", field="reason"),
            "Skriv varför. Den som planerar nästa ansökan behöver förstå.",
        ),
        (
            RuleBroken("funding.year_twice", field="year", year="2026"),
            "2026 står på två rader. Lägg ihop dem på en.",
        ),
        (
            RuleBroken(
                "funding.planned_over_granted",
                field="planned",
                planned=Decimal(1_500_000),
                granted=Decimal(1_250_000),
                over=Decimal(250_000),
            ),
            (
                f"1{THIN}500{THIN}000 kr är planerat men bara 1{THIN}250{THIN}000 kr är beviljat: "
                f"250{THIN}000 kr för mycket. Sänk något år, eller notera det nya beslutet först."
            ),
        ),
        (
            RuleBroken("staff_time.exists", field="year", unit="Näringsliv", year="2026"),
            "”Näringsliv” har redan timmar för 2026. Ändra den raden i stället.",
        ),
        (
            RuleBroken("staff_time.empty", field="planned_hours"),
            "Skriv hur många timmar som är planerade, hur många som är använda, eller båda.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, RuleBroken) else "",
)
def test_a_refusal_of_money_is_told_in_a_whole_sentence(refused, sentence):
    with override("sv"):
        assert refusal(refused) == sentence


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            RuleBroken("money.unreadable", text="much"),
            "“much” cannot be read as an amount. Write it in digits, for example 1 250 000, 500 tkr or 1.25 mnkr.",
        ),
        (
            RuleBroken("money.shares_over_whole", over=Decimal("0.5")),
            (
                "Together the shares are 0.5 percentage points more than the whole. "
                "Lower one of them: what is left out becomes the rest."
            ),
        ),
        (
            RuleBroken("funding.decided_already", state=FundingState.WITHDRAWN),
            "The application is “Withdrawn” and stands as it was. Note a changed decision instead.",
        ),
        (
            RuleBroken("funding.planned_over_granted", planned=Decimal(1500), granted=Decimal(1000), over=Decimal(500)),
            (
                "1,500 kr is planned, but only 1,000 kr is granted: 500 kr too much. "
                "Lower a year, or note the new decision first."
            ),
        ),
    ],
    ids=lambda value: value.code if isinstance(value, RuleBroken) else "",
)
def test_a_refusal_of_money_follows_the_language(refused, sentence):
    with override("en"):
        assert refusal(refused) == sentence


@pytest.mark.parametrize(
    ("code", "swedish"),
    [
        ("money_sought", "sökte pengar till"),
        ("money_granted", "noterade beviljandet av"),
        ("money_declined", "noterade avslaget på"),
        ("money_withdrawn", "återtog pengarna för"),
        ("years_planned", "fyllde i åren för"),
        ("shared_out", "fördelade pengarna för"),
        ("reopened", "tog i bruk igen"),
    ],
)
def test_the_trail_tells_what_was_done_with_money(code, swedish):
    with override("sv"):
        assert verb(code) == swedish


@pytest.mark.parametrize(
    ("code", "swedish"),
    [
        (FundingKind.ONE_TO_ONE, "Anslag 1:1"),
        (FundingKind.OWN_BUDGET, "Regionens egen budget"),
        (FundingKind.MUNICIPALITY, "Kommuner"),
        (FundingKind.EUROPEAN, "EU-medel"),
        (FundingKind.STATE, "Andra statliga medel"),
        (FundingKind.PRIVATE, "Privata medel"),
        (FundingKind.OTHER, "Andra medel"),
        (Measure.PENDING, "Väntar på beslut"),
        (Measure.GRANTED, "Beviljat"),
        (Measure.PLANNED, "Planerat"),
        (Measure.USED, "Använt"),
        (FundingState.APPLIED, "Sökt"),
        (FundingState.GRANTED, "Beviljat"),
        (FundingState.DECLINED, "Avslag"),
        (FundingState.WITHDRAWN, "Återtaget"),
    ],
)
def test_kinds_stations_and_states_have_their_words(code, swedish):
    with override("sv"):
        assert word(code) == swedish


@pytest.mark.parametrize(
    ("key", "swedish"),
    [
        (("goal", "none"), "Inget mål: insatsen är inte knuten till något"),
        (("goal", "unshared"), "Ingen andel: knuten till mål, men ingen har sagt hur mycket som är till vilket"),
        (("goal", "rest"), "Resten: inte avsett för något visst mål"),
        (("place", "none"), "Ingen plats: insatsen är inte knuten till någon"),
        (("place", "unshared"), "Ingen andel: knuten till platser, men ingen har sagt hur mycket som är till vilken"),
        (("place", "rest"), "Resten: inte avsett för någon viss plats"),
        (("year", "undecided"), "Inget år än: inte beslutat"),
    ],
)
def test_a_gap_says_why_the_money_stands_nowhere(key, swedish):
    with override("sv"):
        assert str(GAPS[key]) == swedish


def test_the_ways_to_look_and_the_reasons_for_no_ratio_are_told():
    with override("sv"):
        ways = [str(one) for one in PATHS.values()]
        reasons = {code: str(one) for code, one in WHY_NOT.items()}

    assert ways == ["Mål", "Slag av aktivitet", "Plats", "År", "Finansieringskälla"]
    assert reasons == {
        "no_unit": "Prestationerna har ingen enhet och kan därför inte läggas ihop.",
        "in_money": "Det räknas självt i pengar, så det finns inget att dela med.",
        "nothing_used": "Ingen har noterat några använda pengar.",
        "not_all_counted": "Några av insatserna som har använt pengar har inte räknat detta.",
        "not_all_paid": "Några av insatserna som räknar detta har inga använda pengar noterade.",
        "figures_missing": "Siffror saknas i någon rapport.",
        "counted_none": "Ingenting har räknats än.",
    }


def test_the_first_sources_are_named_in_the_language_of_whoever_begins():
    with override("sv"):
        swedish = [(str(name), kind.value) for name, kind in FIRST_SOURCES]
    with override("en"):
        english = [str(name) for name, _kind in FIRST_SOURCES]

    assert swedish[:3] == [
        ("Anslag 1:1", "one_to_one"),
        ("Regionens egen budget", "own_budget"),
        ("Kommuner", "municipality"),
    ]
    assert english[:3] == ["Appropriation 1:1", "The region's own budget", "Municipalities"]
    assert len({name for name, _kind in swedish}) == len(FIRST_SOURCES) == 7


# --- amounts in both languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "swedish", "english"),
    [
        (Decimal("0.00"), f"0{FIXED}kr", f"0{FIXED}kr"),
        (Decimal("0.05"), f"0,05{FIXED}kr", f"0.05{FIXED}kr"),
        (Decimal("0.50"), f"0,50{FIXED}kr", f"0.50{FIXED}kr"),
        (Decimal("-0.50"), f"{MINUS}0,50{FIXED}kr", f"{MINUS}0.50{FIXED}kr"),
        (Decimal("1234.00"), f"1{THIN}234{FIXED}kr", f"1,234{FIXED}kr"),
        (Decimal("1234.5"), f"1{THIN}234,50{FIXED}kr", f"1,234.50{FIXED}kr"),
        (1_000_000, f"1{THIN}000{THIN}000{FIXED}kr", f"1,000,000{FIXED}kr"),
        (Decimal("999999999999.99"), f"999{THIN}999{THIN}999{THIN}999,99{FIXED}kr", f"999,999,999,999.99{FIXED}kr"),
        (None, "saknas", "missing"),
    ],
)
def test_an_amount_has_ore_only_where_there_are_any(amount, swedish, english):
    with override("sv"):
        assert kronor(amount) == swedish
    with override("en"):
        assert kronor(amount) == english


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (Decimal(999), f"999{FIXED}kr"),
        (Decimal(1000), f"1{FIXED}tkr"),
        (Decimal(1499), f"1{FIXED}tkr"),
        (Decimal(1500), f"2{FIXED}tkr"),
        (Decimal(-1500), f"{MINUS}2{FIXED}tkr"),
        (Decimal(999_499), f"999{FIXED}tkr"),
        (Decimal(1_000_000), f"1{FIXED}mnkr"),
        (Decimal(1_004_999), f"1{FIXED}mnkr"),
        (Decimal(1_005_000), f"1,01{FIXED}mnkr"),
        (Decimal(100_000_000), f"100{FIXED}mnkr"),
        (Decimal(2_500_000_000), f"2{THIN}500{FIXED}mnkr"),
        (Decimal(-18_450_000), f"{MINUS}18,45{FIXED}mnkr"),
    ],
)
def test_a_spoken_amount_is_rounded_half_up(amount, told):
    with override("sv"):
        assert short_kronor(amount) == told


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (0, f"0{FIXED}timmar", f"0{FIXED}hours"),
        (40, f"40{FIXED}timmar", f"40{FIXED}hours"),
        (1200, f"1{THIN}200{FIXED}timmar", f"1,200{FIXED}hours"),
        (None, "saknas", "missing"),
    ],
)
def test_no_hours_said_is_missing_and_none_is_none(value, swedish, english):
    with override("sv"):
        assert hours(value) == swedish
    with override("en"):
        assert hours(value) == english


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, f"{MINUS}3"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("1E+3"), None, f"1{THIN}000"),
        (Decimal("12.500"), None, "12,5"),
        (Decimal("12.000"), None, "12"),
        (12, 2, "12,00"),
    ],
)
def test_a_number_is_rounded_as_people_round(value, decimals, told):
    with override("sv"):
        assert number(value, decimals) == told


def test_a_whole_share_and_none_of_it_are_told_apart_from_nothing_said():
    with override("sv"):
        told = [percent(value) for value in (Decimal(100), Decimal(0), Decimal("33.33"), None)]

    assert told == [f"100{FIXED}%", f"0{FIXED}%", f"33,33{FIXED}%", "saknas"]
