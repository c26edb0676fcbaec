"""What is said of money: amounts as the language writes them, and sentences that their facts fit into."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from varv.core.money import FundingKind
from varv.core.refusals import RuleBroken
from varv.core.workflow import FundingState
from varv.overview.delivery.krona_reached import Why
from varv.overview.delivery.resource_rows import Gap
from varv.overview.delivery.resources import Path as Way
from varv.overview.words import hours, kronor, of_money, refusal, short_kronor, verb

ROOMS = Path(__file__).parents[3] / "varv"
SOURCES = [
    ROOMS / "core" / "money.py",
    ROOMS / "delivery" / "rules" / "money.py",
    *(
        ROOMS / "delivery" / "operations" / f"{name}.py"
        for name in ("funding", "funding_sources", "shares", "staff_time")
    ),
]
FACTS = {
    **dict.fromkeys(("text", "name", "year", "first", "last", "unit"), "2026"),
    **dict.fromkeys(("over", "planned", "granted"), Decimal(5)),
    "state": FundingState.DECLINED,
}


def said(lazy, language):
    with translation.override(language):
        return str(lazy)


@pytest.fixture(autouse=True)
def _in_swedish():
    with translation.override("sv"):
        yield


@pytest.mark.parametrize(
    ("amount", "whole", "short"),
    [
        (Decimal(0), "0\u00a0kr", "0\u00a0kr"),
        (Decimal(950), "950\u00a0kr", "950\u00a0kr"),
        (Decimal("950.5"), "950,50\u00a0kr", "951\u00a0kr"),
        (Decimal(500_000), "500\u202f000\u00a0kr", "500\u00a0tkr"),
        (Decimal(1_250_000), "1\u202f250\u202f000\u00a0kr", "1,25\u00a0mnkr"),
        (Decimal(18_400_000), "18\u202f400\u202f000\u00a0kr", "18,4\u00a0mnkr"),
        (Decimal(10_000_000), "10\u202f000\u202f000\u00a0kr", "10\u00a0mnkr"),
        (Decimal(-20_000), "\u221220\u202f000\u00a0kr", "\u221220\u00a0tkr"),
        (None, "saknas", "saknas"),
    ],
)
def test_an_amount_is_written_as_it_is_spoken_of(amount, whole, short):
    assert (kronor(amount), short_kronor(amount)) == (whole, short)


def test_hours_are_hours():
    assert (hours(1200), hours(0), hours(None)) == ("1\u202f200\u00a0timmar", "0\u00a0timmar", "saknas")


def test_every_refusal_of_the_rules_has_a_sentence_that_its_facts_fit_into():
    raised = {code for path in SOURCES for code in re.findall(r'RuleBroken\(\s*"([a-z_.]+)"', path.read_text())}

    assert raised - {"initiative.ended"} == set(of_money.REFUSALS)
    for code in raised:
        assert "…" not in refusal(RuleBroken(code, **FACTS))
        assert "%(" not in refusal(RuleBroken(code, **FACTS))


def test_every_deed_has_a_word():
    done = {
        code for path in SOURCES for code in re.findall(r'trail\.write\(\w+(?:\.\w+\(\))?, "(\w+)"', path.read_text())
    }

    assert len(done) > 9
    assert [code for code in done if verb(code) == code] == []


def test_every_text_is_swedish_in_swedish():
    texts = [*of_money.REFUSALS.values(), *of_money.VERBS.values(), *of_money.GAPS.values(), *of_money.WHY_NOT.values()]
    texts += [*of_money.PATHS.values(), *(name for name, _kind in of_money.FIRST_SOURCES)]

    assert [str(text) for text in texts if said(text, "sv") == said(text, "en")] == []


def test_every_way_to_look_and_every_gap_has_its_words():
    assert set(of_money.PATHS) == set(Way)
    assert set(of_money.WHY_NOT) == set(Why)
    assert {gap for _path, gap in of_money.GAPS} == set(Gap)


def test_the_first_sources_begin_with_the_state_and_leave_no_common_kind_out():
    kinds = [kind for _name, kind in of_money.FIRST_SOURCES]

    assert kinds[0] is FundingKind.ONE_TO_ONE
    assert set(FundingKind) - set(kinds) == {FundingKind.OTHER}
