from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.money import (
    LIMIT,
    Measure,
    Money,
    YearFigures,
    check_shares,
    is_unit,
    parse_amount,
    rest_of,
    spread,
    total,
)
from varv.core.refusals import RuleBroken, holds

ORE = Decimal("0.01")


def amounts(smallest=-LIMIT + 1):
    return st.decimals(smallest, LIMIT - 1, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def shares(draw):
    """Up to eight shares with two decimals that fit in a whole."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), max_size=8)))
    return [Decimal(after - before) / 100 for before, after in zip([0, *cuts], cuts, strict=False)]


def moneys():
    return st.builds(Money, *[st.none() | amounts(smallest=0)] * 4)


# --- amounts as people write them -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kronor"),
    [
        ("0", "0"),
        ("1250000", "1250000"),
        ("1 250 000", "1250000"),
        ("1\u00a0250\u00a0000 kr", "1250000"),
        ("1\u202f250\u202f000,50", "1250000.5"),
        ("1.250.000", "1250000"),
        ("1.250,50", "1250.5"),
        ("12,5 kronor", "12.5"),
        ("12.5", "12.5"),
        ("100:-", "100"),
        ("100 :-", "100"),
        ("1,25 mnkr", "1250000"),
        ("1,25mnkr", "1250000"),
        ("0,000001 MSEK", "1"),
        ("1,25000000 mnkr", "1250000"),
        ("3 miljoner", "3000000"),
        ("500 tkr", "500000"),
        ("500,12345 TKR", "500123.45"),
        ("−500 tkr", "-500000"),
        ("- 12,5", "-12.5"),
        ("  12   500  ", "12500"),
        ("999 999 999 999,99", "999999999999.99"),
    ],
)
def test_an_amount_is_read_as_swedish_people_write_it(written, kronor):
    assert parse_amount(written) == Decimal(kronor)


@pytest.mark.parametrize(
    ("written", "kronor"),
    [("1,250,000", "1250000"), ("1 250 000.50", "1250000.5"), ("1,250 kr", "1250"), ("1.25 million", "1250000")],
)
def test_an_amount_is_read_as_english_people_write_it(written, kronor):
    assert parse_amount(written, ".") == Decimal(kronor)


@pytest.mark.parametrize(
    ("written", "sign", "code"),
    [
        ("", ",", "money.unreadable"),
        ("mycket", ",", "money.unreadable"),
        ("12 euro", ",", "money.unreadable"),
        ("=1+1", ",", "money.unreadable"),
        ("1e6", ",", "money.unreadable"),
        ("²", ",", "money.unreadable"),
        ("--5", ",", "money.unreadable"),
        (",5", ",", "money.unreadable"),
        ("1.250", ",", "money.unclear"),
        ("1.250 mnkr", ",", "money.unclear"),
        ("1,250,000", ",", "money.unclear"),
        ("12 50", ",", "money.unclear"),
        ("1.25.000", ",", "money.unclear"),
        ("5,", ",", "money.unclear"),
        ("1,25", ".", "money.unclear"),
        ("1.250.000", ".", "money.unclear"),
        ("1,255", ",", "money.finer_than_ore"),
        ("1,2345678901 mnkr", ",", "money.finer_than_ore"),
        ("0," + "0" * 30 + "1 tkr", ",", "money.finer_than_ore"),
        ("1000000 mnkr", ",", "money.too_large"),
        ("9" * 200, ",", "money.too_large"),
    ],
)
def test_an_amount_is_never_guessed(written, sign, code):
    with pytest.raises(RuleBroken) as refused:
        parse_amount(written, sign)

    assert (refused.value.code, refused.value.facts["text"]) == (code, written)


@given(amounts(), st.sampled_from([",", "."]))
def test_an_amount_that_is_written_out_is_read_back(amount, sign):
    grouped = f"{amount:,.2f}"

    written = grouped if sign == "." else grouped.replace(",", "\u202f").replace(".", ",")

    assert parse_amount(written, sign) == amount


@given(amounts())
def test_the_unit_only_moves_the_decimals(amount):
    in_millions = format(amount.scaleb(-6), "f").replace(".", ",")
    in_thousands = format(amount.scaleb(-3), "f").replace(".", ",")

    assert parse_amount(f"{in_millions} mnkr") == parse_amount(f"{in_thousands} tkr") == amount


@given(st.text(max_size=30))
def test_whatever_is_written_is_an_amount_or_a_refusal(written):
    if holds(parse_amount, written):
        amount = parse_amount(written)
        assert amount == amount.quantize(ORE)


def test_a_unit_of_money_is_known():
    assert [word for word in ("kr", "Mnkr", "tkr", "deltagare", "") if is_unit(word)] == ["kr", "Mnkr", "tkr"]


# --- shares ---------------------------------------------------------------------------------------------------


def test_the_rest_is_what_nobody_has_said():
    assert rest_of([Decimal(60), None, Decimal("12.5")]) == Decimal("27.5")
    assert rest_of([]) == Decimal(100)


def test_shares_fill_a_whole_and_no_more():
    check_shares([Decimal(60), None, Decimal(40)])

    with pytest.raises(RuleBroken) as refused:
        check_shares([Decimal(60), Decimal("40.5")])

    assert (refused.value.code, refused.value.facts["over"]) == ("money.shares_over_whole", Decimal("0.5"))


@pytest.mark.parametrize(
    ("amount", "parts", "laid"),
    [
        ("100", ["33.33", "33.33", "33.34"], ["33.33", "33.33", "33.34", "0"]),
        ("0.01", ["50", "50"], ["0.01", "0", "0"]),
        ("0.02", ["33", "33", "33"], ["0.01", "0.01", "0", "0"]),
        ("10", ["25"], ["2.5", "7.5"]),
        ("-10", ["25"], ["-2.5", "-7.5"]),
        ("10", [], ["10"]),
        ("10", ["0", "100"], ["0", "10", "0"]),
        ("0", ["50"], ["0", "0"]),
    ],
)
def test_an_amount_is_spread_to_the_ore(amount, parts, laid):
    assert spread(Decimal(amount), [Decimal(part) for part in parts]) == tuple(Decimal(one) for one in laid)


def test_an_amount_is_not_spread_on_more_than_a_whole():
    with pytest.raises(RuleBroken, match=r"money\.shares_over_whole"):
        spread(Decimal(10), [Decimal(70), Decimal(70)])


@given(amounts(), shares())
def test_no_ore_is_lost_or_made(amount, parts):
    laid = spread(amount, parts)

    assert sum(laid) == amount
    assert len(laid) == len(parts) + 1


@given(amounts(), shares())
def test_each_part_is_within_an_ore_of_its_share(amount, parts):
    laid = spread(amount, parts)

    for part, share in zip(laid, [*parts, rest_of(parts)], strict=True):
        assert abs(part - amount * share / 100) < ORE
        assert part == 0 or (part > 0) == (amount > 0)


@given(amounts(), shares())
def test_what_goes_back_is_spread_as_it_came(amount, parts):
    assert spread(-amount, parts) == tuple(-part for part in spread(amount, parts))


# --- sums -----------------------------------------------------------------------------------------------------


def test_missing_stays_missing_in_a_sum_and_zero_stays_zero():
    some = Money(granted=Decimal(5), used=Decimal(0))
    more = Money(granted=Decimal(2), planned=Decimal(3))

    assert total([some, more]) == Money(None, Decimal(7), Decimal(3), Decimal(0))
    assert (total([]).is_silent, some.is_silent, Money(used=Decimal(0)).is_silent) == (True, False, False)


@given(st.lists(moneys(), max_size=6))
def test_a_sum_is_the_same_in_any_order(parts):
    assert total(parts) == total(reversed(parts))
    assert total([total(parts[:2]), total(parts[2:])]) == total(parts)


@given(moneys(), shares())
def test_money_is_spread_station_by_station(money, parts):
    laid = money.spread(parts)

    assert len(laid) == len(parts) + 1
    assert total(laid) == money
    for measure in Measure:
        assert all((part.of(measure) is None) == (money.of(measure) is None) for part in laid)


def test_each_station_is_asked_for_by_its_name():
    money = Money(Decimal(1), Decimal(2), Decimal(3), Decimal(4))

    assert [money.of(measure) for measure in Measure] == list(money.stations) == [1, 2, 3, 4]


def test_a_year_is_empty_when_nothing_is_said():
    assert YearFigures(2026, None, None).is_empty
    assert not YearFigures(2026, None, Decimal(0)).is_empty
    assert not YearFigures(2026, Decimal(0), None).is_empty
