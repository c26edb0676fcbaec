"""What is said about documents, frames, phases and what becomes of goals."""

from datetime import date

import pytest
from django.utils.translation import override

from varv.core.kinds import StrategyPhase
from varv.core.outline import Way
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal, verb, word
from varv.overview.words.of_documents import REFUSALS, VERBS


def said(code, language="sv", **facts):
    with override(language):
        return refusal(RuleBroken(code, **facts))


@pytest.mark.parametrize("code", REFUSALS)
def test_refusal_says_something_else_in_swedish_than_in_english(code):
    swedish, english = said(code), said(code, "en")

    assert swedish != english
    assert swedish.endswith((".", "”."))


@pytest.mark.parametrize("code", VERBS)
def test_verb_has_a_word_in_both_languages(code):
    with override("sv"):
        swedish = verb(code)
    with override("en"):
        english = verb(code)

    assert swedish not in {code, english}


@pytest.mark.parametrize(
    ("code", "facts", "told"),
    [
        ("file.too_large", {"megabytes": 10}, "högst 10 MB"),
        ("document.too_many_files", {"most": 10}, "10 filer"),
        ("document.replaced_by_itself", {"title": "RUS 2020"}, "”RUS 2020” skulle komma efter sig självt"),
        ("reference.adopted_already", {"title": "Agenda 2030"}, "redan tagit över ”Agenda 2030”"),
        ("goal.merge_above_and_below", {"name": "1.1 Skola"}, "”1.1 Skola” ligger under"),
        ("phase.is_already", {"phase": StrategyPhase.CLOSING}, "Slutfas"),
        ("phase.older_than_the_last", {"changed_on": date(2026, 9, 1)}, "1 september 2026"),
        ("phase.goal_without_fate", {"goals": "1 A, 2 B"}, "1 A, 2 B"),
        ("phase.ends_over_others", {"name": "1 A", "below": "1.1 B"}, "”1.1 B” under det"),
        ("phase.new_target_missing", {"name": "Examen"}, "målvärdet för ”Examen”"),
    ],
)
def test_refusal_tells_its_facts(code, facts, told):
    sentence = said(code, **facts)

    assert told.casefold() in sentence.casefold()
    assert "%(" not in sentence
    assert "…" not in sentence


def test_ways_are_called_what_the_buttons_do():
    with override("sv"):
        assert [word(way) for way in Way] == ["Flytta upp", "Flytta ner", "Flytta in", "Flytta ut"]
