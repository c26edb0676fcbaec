"""The pack's own sentences: one or several, nought or not known, Swedish or English, and what somebody may type."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from tests.publishing.test_theme_pack import EMPTY, NOTED, RESULT, SAID, WORK, bullets, parts, told
from varv.core.judgement import Verdict
from varv.overview.boards.theme_pack import TooEarly
from varv.publishing import html, word
from varv.publishing.parts import Heading, Quote, Table

NASTY = "<b>Två & tre</b> =1+1"


def facts(pack, lang="sv"):
    return {fact.term: fact.value for fact in told(pack, lang).facts}


@pytest.mark.parametrize(
    ("amounts", "value"),
    [
        ((), "inte känt"),
        ((None,), "inte känt"),
        ((Decimal(0),), "0\u00a0kr"),
        ((Decimal(1_250_000), Decimal(250_000)), "1,5\u00a0mnkr"),
        ((Decimal(1_250_000), None), "1,25\u00a0mnkr, och för 1 saknas uppgift"),
        ((Decimal(1_250_000), None, None), "1,25\u00a0mnkr, och för 2 saknas uppgift"),
    ],
)
def test_document_tells_nought_from_not_known(amounts, value):
    works = tuple(replace(WORK, name=str(place), granted=amount) for place, amount in enumerate(amounts))

    shown = facts(replace(EMPTY, works=works))

    assert (shown["Beviljat"], shown["Insatser och projekt"]) == (value, str(len(amounts)))


def test_document_leaves_what_is_outside_the_choice_out_of_the_sums():
    outside = replace(WORK, name="Utanför", granted=Decimal(9_000_000), is_counted=False)

    assert facts(replace(EMPTY, works=(WORK, outside)))["Beviljat"] == "1,25\u00a0mnkr"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "time"),
    [
        (None, None, "… – …"),
        (date(2026, 1, 1), None, "1 jan 2026 – …"),
        (None, date(2027, 12, 31), "… – 31 dec 2027"),
        (date(2026, 1, 1), date(2027, 12, 31), "1 jan 2026 – 31 dec 2027"),
    ],
)
def test_document_shows_a_day_that_nobody_knows_as_open(starts_on, ends_on, time):
    [table] = parts(replace(EMPTY, works=(replace(WORK, starts_on=starts_on, ends_on=ends_on),)), Table)

    assert table.rows[0][3] == time


@pytest.mark.parametrize(
    ("changed", "source"),
    [
        ({"figures": 1}, "Testbädd: 1 siffra, den senaste första halvåret 2026"),
        ({"figures": 3}, "Testbädd: 3 siffror, den senaste första halvåret 2026"),
        ({"works": ("A", "B", "C"), "told_by": 3}, "3 av 3 insatser: 2 siffror, den senaste första halvåret 2026"),
        (
            {"works": ("A", "B"), "told_by": 0, "latest": None},
            "0 av 2 insatser: ingen siffra i någon godkänd rapport",
        ),
    ],
)
def test_document_says_where_each_figure_comes_from(changed, source):
    _works, outputs = parts(replace(EMPTY, results=(replace(RESULT, **changed),)), Table)

    assert outputs.rows[0][4] == source


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (TooEarly("A", "", None), "A"),
        (TooEarly("A", "Nyss börjat.", None), "A: Nyss börjat."),
        (TooEarly("A", "", date(2027, 6, 1)), "A: går att bedöma 1 juni 2027"),
        (TooEarly("A", "Nyss börjat.", date(2027, 6, 1)), "A: Nyss börjat. går att bedöma 1 juni 2027"),
    ],
)
def test_document_says_as_much_as_is_known_of_what_is_too_early(one, words):
    assert words in bullets(replace(EMPTY, too_early=(one,)))


@pytest.mark.parametrize("verdicts", [{"A": Verdict.RIGHT_WAY}, {"A": Verdict.WRONG_WAY}, {"A": Verdict.TOO_EARLY}])
def test_document_compares_only_where_some_go_well_and_others_do_not(verdicts):
    first = bullets(replace(EMPTY, verdicts=verdicts))[0]

    assert first.startswith("Vilket litet steg")


def test_document_has_its_chapters_in_the_same_order_whatever_there_is():
    def chapters(pack):
        return [part.text for part in parts(pack, Heading) if part.level == 1]

    full = replace(EMPTY, results=(RESULT,), learned=(SAID, NOTED), unexpected=(SAID,), silent=("C",))

    assert chapters(full) == chapters(EMPTY)
    assert len(chapters(EMPTY)) == 7


@pytest.mark.parametrize(
    "changed", [{"learned": (NOTED,)}, {"verdicts": {"A": Verdict.PARTLY}}, {"results": (RESULT,)}]
)
def test_document_says_that_it_says_little_only_when_it_does(changed):
    little = "Ingen rapport är godkänd"

    assert any(item.startswith(little) for item in bullets(EMPTY))
    assert not any(item.startswith(little) for item in bullets(replace(EMPTY, **changed)))


def test_document_writes_amounts_and_days_as_the_language_does():
    shown = facts(EMPTY, "en")

    assert (shown["Used"], shown["Initiatives and projects"]) == ("not known", "1")
    assert shown["As it stands"] == "1 April 2027"


def test_what_somebody_wrote_stands_as_it_was_written_in_every_file():
    pack = replace(EMPTY, works=(replace(WORK, name=NASTY),), learned=(replace(SAID, text=NASTY),))
    document = told(pack)

    with override("sv"):
        page, written = html.render(document), word.render(document)

    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        inside = "".join(ET.fromstring(archive.read("word/document.xml")).itertext())
    assert NASTY in inside
    assert "&lt;b&gt;Två &amp; tre&lt;/b&gt; =1+1" in page
    assert "<b>Två" not in page
    assert Quote(NASTY, "Testbädd, lägesrapport, första halvåret 2026") in document.parts
