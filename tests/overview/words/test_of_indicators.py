"""Every refusal of MEASURE and of the statistics has a sentence that its facts fit into."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.overview.words.of_indicators import REFUSALS, VERBS

ROOMS = Path(__file__).parents[3] / "varv"
SOURCES = [path for room in ("indicators", "statistics") for path in sorted((ROOMS / room).glob("*.py"))]

# What the rules tell, by the name of the fact.
FACTS = {
    "name": "Bredband",
    "owner": "Stig",
    "period": Period.parse("2026M04"),
    "first": date(2026, 4, 1),
    "digits": 15,
    "decimals": 6,
    "source": "tidningen",
    "dimension": "Kon",
    "table": "TAB6471",
    "other": "TAB1",
    "chosen": "18",
    "what": "unit",
    "before": "antal",
    "now": "promille",
    "updated": datetime(2026, 6, 8, 6, tzinfo=UTC),
    "read": datetime(2026, 7, 8, 6, tzinfo=UTC),
    "mark": "...",
    "where": "value.5",
    "why": "not_a_number",
}


def written(pattern: str) -> set[str]:
    """What the two rooms say where the pattern fits."""
    return {found for path in SOURCES for found in re.findall(pattern, path.read_text())}


def test_every_refusal_of_the_two_rooms_has_a_sentence_and_no_other_does():
    assert written(r'RuleBroken\(\s*"([a-z_.]+)"') == set(REFUSALS)


def test_every_verb_of_the_two_rooms_has_a_word_and_no_other_does():
    told = written(r'trail\.write\(\w+, "(\w+)"') | written(r'_replace_target\([^"]+"(\w+)"')

    assert told == set(VERBS)


@pytest.mark.parametrize("code", sorted(REFUSALS))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_sentence_is_told_with_its_facts(code, language):
    with translation.override(language):
        told = refusal(RuleBroken(code, **FACTS))

    assert "%" not in told
    assert told[:1].isupper() or told[:1] in "“”"
    assert told.endswith(".")


TOLD = {
    "measurement.already_recorded": (
        "There is already a value for April 2026. A figure is never overwritten: correct it instead, and say why."
    ),
    "measurement.period_not_begun": (
        "The period April 2026 begins on 1 April 2026. "
        "A value can be recorded when the period has begun. Check the period."
    ),
    "number.too_many_digits": (
        "The number is too long to be kept exactly. "
        "Write at most 15 digits, of which at most 6 decimals, or choose a larger unit."
    ),
    "statistics.drifted": (
        "The table TAB6471 has changed: “unit” was “antal” and is now “promille”. Nothing was saved, because "
        "the figures may mean something else. Compare before you bind the series again."
    ),
    "statistics.not_jsonstat": (
        "The answer from the source cannot be trusted: it breaks its own format at “value.5” (not_a_number). "
        "Nothing was saved, and the earlier figures stand."
    ),
}


@pytest.mark.parametrize("code", TOLD)
def test_sentence_says_what_happened_and_what_to_do(code):
    with translation.override("en"):
        assert refusal(RuleBroken(code, **FACTS)) == TOLD[code]
