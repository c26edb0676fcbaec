from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.asking import ReportKind
from varv.core.choices import Option, Scope, Topic
from varv.core.counting import Counting
from varv.core.judgement import Confidence, Verdict
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.theory import Evidence, Level
from varv.core.workflow import InitiativeState
from varv.overview.boards.theme_pack import LessonSaid, Noted, Said, ThemePack, ThemeResult, TooEarly, Unanswered
from varv.overview.boards.theme_works import About, Theme, Work
from varv.publishing import html, pdf, word
from varv.publishing.parts import Bullets, Heading, Quote, Table, Text
from varv.publishing.theme_pack import theme_document

SPRING = Period.parse("2026H1")
WORK = Work(
    initiative_id=1,
    project_id=2,
    name="Testbädd",
    case_id="20261",
    organisation="Älvmarks lärosäte",
    unit="Utvecklingsavdelningen",
    activity="Utbildning",
    kind=InitiativeKind.FUNDED,
    state=InitiativeState.RUNNING,
    starts_on=date(2026, 1, 1),
    ends_on=None,
    granted=Decimal(1_250_000),
    used=None,
    is_counted=True,
)
RESULT = ThemeResult(
    level=Level.OUTPUT,
    text="Genomförda moduler",
    unit="moduler",
    counting=Counting.PER_PERIOD,
    planned=Decimal(60),
    total=Decimal(0),
    works=("Testbädd",),
    told_by=1,
    figures=2,
    latest=SPRING,
)
SAID = Said("Fråga först.", "Testbädd", ReportKind.PROGRESS, SPRING)
NOTED = Noted("Hyresvärden har inte svarat.", "Testbädd", date(2026, 5, 5))
EMPTY = ThemePack(
    theme=Theme(About.THEME, "Turism", "Turism"),
    region="Region Älvmark",
    is_example=True,
    on=date(2027, 4, 1),
    scope=Scope(),
    works=(WORK,),
    results=(),
    verdicts={},
    lessons=(),
    learned=(),
    unexpected=(),
    needs=(),
    to_follow_up=(),
    too_early=(),
    unanswered=(),
    silent=(),
)


def told(pack, lang="sv"):
    with override(lang):
        return theme_document(pack, lang)


def parts(pack, kind):
    return [part for part in told(pack).parts if isinstance(part, kind)]


def bullets(pack):
    return [item for part in parts(pack, Bullets) for item in part.items]


def test_document_says_whose_it_is_and_that_it_is_invented():
    document = told(EMPTY)

    assert document.title == "Turism: vad har det blivit, och vad ska vi tala om?"
    assert (document.organisation, document.kind, document.is_example) == (
        "Region Älvmark",
        "Underlag till sakområdesträff",
        True,
    )
    assert [(fact.term, fact.value) for fact in document.facts] == [
        ("Insatser och projekt", "1"),
        ("Beviljat", "1,25\u00a0mnkr"),
        ("Använt", "inte känt"),
        ("Läget", "1 april 2027"),
    ]


def test_document_counts_how_many_amounts_are_not_known():
    other = replace(WORK, name="Annat", granted=None)

    [_works, granted, *_rest] = told(replace(EMPTY, works=(WORK, other))).facts

    assert granted.value == "1,25\u00a0mnkr, och för 1 saknas uppgift"


def test_document_says_honestly_that_there_is_nothing_yet():
    texts = [part.text for part in parts(EMPTY, Text)]

    assert "Inget är planerat att räknas, så det finns inga siffror att visa." in texts
    assert any(text.startswith("Ingen lärdom är antagen") for text in texts)
    assert any(text.startswith("Ingen godkänd rapport berättar om någon oväntad effekt") for text in texts)
    assert any(text.startswith("Inget är antecknat som öppet") for text in texts)
    assert any(item.startswith("Ingen rapport är godkänd") for item in bullets(EMPTY))


def test_document_always_asks_for_a_small_step():
    first = parts(EMPTY, Bullets)[0]

    assert [item.startswith("Vilket litet steg") for item in first.items] == [True]


@pytest.mark.parametrize(
    ("changed", "question"),
    [
        (
            {"verdicts": {"A": Verdict.RIGHT_WAY, "B": Verdict.PARTLY, "C": Verdict.WRONG_WAY}},
            "Vad gör att det går bra för ”A” som ”B” och ”C” saknar?",
        ),
        (
            {"learned": (SAID,)},
            "Vilken av lärdomarna ändrar något i våra egna planer redan i år, och vem tar sig an det?",
        ),
        (
            {"lessons": (LessonSaid(1, "Börja tidigt.", Confidence.MEASURED, date(2026, 2, 3)),)},
            "Vilken av lärdomarna ändrar något i våra egna planer redan i år, och vem tar sig an det?",
        ),
        ({"unexpected": (SAID,)}, "Vilka av de oväntade effekterna borde vi söka igen, och vilka borde vi undvika?"),
        (
            {"too_early": (TooEarly("A", "Nyss börjat.", None),)},
            "Vad måste finnas på plats för att vi ska kunna bedöma ”A”?",
        ),
        ({"needs": (SAID,)}, "Vilka behov delar flera, och vilka av dem kan de som är i rummet möta?"),
        ({"to_follow_up": (NOTED,)}, "Vilka behov delar flera, och vilka av dem kan de som är i rummet möta?"),
        (
            {"unanswered": (Unanswered("Flaskhals.", Evidence.STRONG, "Halvtid"),)},
            "Vad svarar vi på det som utvärderingarna fann?",
        ),
        ({"silent": ("A", "B", "C")}, "Vad vet vi om ”A”, ”B” och ”C”, som ingen rapport har berättat om?"),
    ],
)
def test_document_suggests_questions_from_what_there_is(changed, question):
    first = parts(replace(EMPTY, **changed), Bullets)[0]

    assert first.items[0] == question
    assert len(first.items) == 2


def test_document_lists_the_works_with_what_is_known():
    untied = replace(WORK, name="Ensam", case_id="", organisation="", unit="", state=None, starts_on=None, granted=None)
    outside = replace(WORK, name="Utanför", case_id="", organisation="", is_counted=False)
    pack = replace(EMPTY, works=(WORK, untied, outside), verdicts={"Testbädd": Verdict.PARTLY})

    [table] = parts(pack, Table)

    assert table.rows == (
        ("Testbädd (20261)", "Älvmarks lärosäte", "Pågår, Delvis", "1 jan 2026 – …", "1,25\u00a0mnkr", "inte känt"),
        ("Ensam", "", "Ärende utan insats", "… – …", "inte känt", "inte känt"),
        (
            "Utanför",
            "Utvecklingsavdelningen",
            "Pågår, Utanför vägvalet",
            "1 jan 2026 – …",
            "1,25\u00a0mnkr",
            "inte känt",
        ),
    )
    assert "Uppgift saknas är inte noll" in table.note


def test_document_says_what_the_regions_choice_leaves_out():
    scope = Scope({Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE})})

    [table] = parts(replace(EMPTY, scope=scope), Table)

    assert "1:1" in table.note


def test_document_shows_each_figure_with_its_rule_and_its_source():
    outcome = replace(RESULT, level=Level.OUTCOME, text="Intyg", unit="", planned=None, counting=Counting.CUMULATIVE)
    together = replace(RESULT, text="Deltagare", works=("A", "B"), told_by=1, figures=1)
    silent = replace(RESULT, text="Filmer", total=None, figures=0, told_by=0, latest=None)
    pack = replace(EMPTY, results=(RESULT, together, silent, outcome))

    _works, outputs, outcomes = parts(pack, Table)

    assert outputs.rows == (
        (
            "Genomförda moduler",
            "60",
            "0 moduler",
            "Det som hände under perioden",
            "Testbädd: 2 siffror, den senaste första halvåret 2026",
        ),
        (
            "Deltagare",
            "60",
            "0 moduler",
            "Det som hände under perioden",
            "1 av 2 insatser: 1 siffra, den senaste första halvåret 2026",
        ),
        ("Filmer", "60", "inte känt", "Det som hände under perioden", "Testbädd: ingen siffra i någon godkänd rapport"),
    )
    assert outcomes.rows[0][:3] == ("Intyg", "inget belopp", "0")


def test_document_has_no_table_for_a_level_without_results():
    assert len(parts(replace(EMPTY, results=(RESULT,)), Table)) == 2


def test_document_sets_what_is_weighed_apart_from_what_is_not():
    lesson = LessonSaid(1, "Börja tidigt.", Confidence.MEASURED, date(2026, 2, 3))
    pack = replace(EMPTY, lessons=(lesson,), learned=(SAID, NOTED), unexpected=(SAID,))

    assert parts(pack, Quote) == [
        Quote("Börja tidigt.", "Vi har räknat på det, 3 februari 2026"),
        Quote("Fråga först.", "Testbädd, lägesrapport, första halvåret 2026"),
        Quote("Hyresvärden har inte svarat.", "Testbädd, besök 5 maj 2026"),
        Quote("Fråga först.", "Testbädd, lägesrapport, första halvåret 2026"),
    ]


def test_document_tells_everything_that_is_open_and_from_where():
    pack = replace(
        EMPTY,
        needs=(SAID,),
        to_follow_up=(NOTED,),
        too_early=(TooEarly("A", "Nyss börjat.", date(2027, 6, 1)), TooEarly("B", "", None)),
        unanswered=(Unanswered("Valideringen är en flaskhals.", Evidence.STRONG, "Halvtid"),),
        silent=("C",),
    )

    items = bullets(pack)

    assert "Fråga först. (Testbädd, lägesrapport, första halvåret 2026)" in items
    assert "Hyresvärden har inte svarat. (Testbädd, besök 5 maj 2026)" in items
    assert "A: Nyss börjat. går att bedöma 1 juni 2027" in items
    assert "B" in items
    assert any(item.startswith("Valideringen är en flaskhals. (Halvtid, ") for item in items)
    assert "C" in items


def test_document_names_only_the_open_things_there_are():
    titles = [part.text for part in parts(replace(EMPTY, silent=("C",)), Heading) if part.level == 2]

    assert titles == ["Pågår, men ingen godkänd rapport berättar om det"]


def test_document_is_whole_in_english_too():
    document = told(replace(EMPTY, results=(RESULT,), learned=(SAID,)), "en")

    assert document.title == "Turism: what has come of it, and what shall we talk about?"
    assert document.lang == "en"


def test_document_becomes_a_page_a_word_file_and_a_pdf():
    document = told(replace(EMPTY, results=(RESULT,), learned=(SAID, NOTED), silent=("C",)))

    with override("sv"):
        page, written, printed = html.render(document), word.render(document), pdf.render(document)

    assert "Fråga först." in page
    assert written.startswith(b"PK")
    assert printed.startswith(b"%PDF")
    assert b"/StructTreeRoot" in printed
