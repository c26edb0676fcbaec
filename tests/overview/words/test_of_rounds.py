import pytest

from varv.core.judgement import Axis, Verdict
from varv.overview.words import of_rounds
from varv.overview.words.of_rounds import Standout, duration_words, lacking_words, verdict_words
from varv.rounds.drafts import Part


def test_every_code_of_a_report_has_its_words():
    assert set(of_rounds.VERDICTS) == set(Verdict)
    assert set(of_rounds.PARTS) == set(Part)
    assert set(of_rounds.STANDOUTS) == set(Standout)
    assert set(of_rounds.AXIS_QUESTIONS) == set(Axis)


def test_verdict_answers_the_reports_own_question():
    assert [verdict_words(verdict) for verdict in Verdict] == [
        "Ja, tydligt",
        "Delvis",
        "Nej",
        "För tidigt att bedöma",
        "Ej bedömd",
    ]


def test_what_is_lacking_is_asked_for_in_its_own_words():
    assert lacking_words("verdict_reason") == "Skriv varför du bedömer så."
    assert lacking_words("value_7") == "Skriv ett tal, eller välj varför det saknas."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (1, "1 minut"),
        (11, "11 minuter"),
        (119, "119 minuter"),
        (120, "2 timmar"),
        (2879, "48 timmar"),
        (2880, "2 dagar"),
        (5000, "3 dagar"),
    ],
)
def test_durations_are_told_as_people_say_them(minutes, words):
    assert duration_words(minutes) == words
