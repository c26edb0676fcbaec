import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.factories import ChainFactory, ChainLinkFactory, ChainStepFactory
from varv.core.judgement import Confidence, Verdict
from varv.core.kinds import IndicatorKind, InitiativeKind
from varv.core.periods import Period
from varv.core.status import Direction, Status, Wish
from varv.core.theory import Claim, Evidence, Holding, Level
from varv.core.workflow import InitiativeState
from varv.overview.boards.chain_story import (
    AssumptionTold,
    ChainStory,
    FindingTold,
    LessonTold,
    ResultTold,
    Voice,
    WorkTold,
    chain_story,
)
from varv.overview.indicators.indicator_list import IndicatorLine, Reached
from varv.overview.learning.answers.plan_changes import ChangeLine, Origin, Plan, PlanVersion
from varv.overview.strategy.theory_map import theory_map
from varv.publishing import html, pdf
from varv.publishing import word as word_file
from varv.publishing.parts import (
    Bullets,
    Change,
    Fact,
    Facts,
    Figure,
    Heading,
    Judgement,
    Quote,
    Table,
    Text,
)
from varv.publishing.parts import Voice as Tone
from varv.publishing.story import CUT, LONGEST_STORY, reading_minutes, shortened, story, words_in
from varv.strategy.models import Chain

TODAY = date(2026, 11, 21)
DAY = date(2026, 3, 31)
QUESTIONS = [
    "Why is something needed?",
    "What do we do, and what should it lead to?",
    "What has come of it so far?",
    "What must be true for it to work?",
    "What have we learned?",
    "What was changed because of it?",
    "What do we not know?",
]
LONG = "Ett mycket långt ord om något som ingen hinner läsa. " * 30


@pytest.fixture
def chain(alvmark):
    """A need, an activity and an output, linked by a thought."""
    made = ChainFactory(region=alvmark, name="Kompetens", summary="Kortare vägar till nya yrken.")
    texts = {Level.NEED: "Industrin saknar tekniker", Level.ACTIVITY: "Moduler", Level.OUTPUT: "Genomförda moduler"}
    steps = [ChainStepFactory(region=alvmark, chain=made, level=level, text=text) for level, text in texts.items()]
    ChainLinkFactory(region=alvmark, chain=made, source=steps[1], target=steps[2])
    return made


@pytest.fixture
def bare(chain) -> ChainStory:
    """The chain as it is when nobody has told anything of it."""
    return ChainStory(
        id=1,
        name="Kompetens",
        summary="Kortare vägar till nya yrken.",
        region="Region Älvmark",
        is_example=True,
        on=TODAY,
        chain=theory_map(chain),
        work=(),
        results=(),
        voices=(),
        indicators=(),
        chart=None,
        assumptions=(),
        lessons=(),
        findings=(),
        changes=(),
    )


def work(name="Yrkesväxling", state=InitiativeState.RUNNING):
    return WorkTold(1, name, InitiativeKind.OWN, state, "Region Älvmark", "Kurser")


def voice(text="Sällskap hjälper.", initiative="Yrkesväxling"):
    return Voice(1, text, initiative, "Region Älvmark", Period.parse("2026H1"), Verdict.PARTLY)


def assumption(text="Intyget räknas.", holding=None, since=None, signal=""):
    return AssumptionTold(text, "Moduler", "Intyg", Evidence.ASSUMED, holding, since, signal)


def indicator(name="Deltagare med intyg", unit="personer", latest=Decimal(354), status=Status.RIGHT_DIRECTION):
    return IndicatorLine(
        id=1,
        name=name,
        unit=unit,
        decimals=0,
        kind=IndicatorKind.CONTRIBUTION,
        source="Egen mätning",
        is_example=True,
        goal_id=None,
        goal="",
        aim=Wish(Direction.UP),
        status=status,
        latest=Reached(Period.parse("2026H1"), latest) if latest is not None else None,
        course=(),
    )


def change(what="Ett nytt led", after="Handledare vid första träffen"):
    return ChangeLine(
        id=1,
        what=what,
        before="",
        after=after,
        version=PlanVersion(1, Plan.CHAIN, 1, "Kompetens", 2, DAY, ""),
        decided_on=DAY,
        case_number="",
        author="Disa",
        turn_id=1,
        turn_number=2,
        recommendation_id=None,
        recommendation_number=None,
        origin=Origin("Sällskap hjälper.", "Bo", DAY),
    )


def of(document, kind):
    return [part for part in document.parts if isinstance(part, kind)]


def chapter(document, question):
    """The parts under a heading."""
    heads = [place for place, part in enumerate(document.parts) if isinstance(part, Heading)]
    start = next(place for place in heads if document.parts[place].text == question)
    end = next((place for place in heads if place > start), len(document.parts))
    return document.parts[start + 1 : end]


def telling(told):
    return story(told, "en")


def test_the_story_asks_its_questions_in_order_and_says_whose_it_is(bare):
    document = telling(bare)

    assert [heading.text for heading in of(document, Heading)] == QUESTIONS
    assert document.title == "Kompetens: what do we want, and what have we learned?"
    assert (document.organisation, document.kind, document.date) == ("Region Älvmark", "The story", TODAY)
    assert document.is_example is True


def test_the_story_says_how_long_it_takes_and_where_it_leads(bare):
    assert telling(bare).facts == (
        Fact("Reading time", "1 minute"),
        Fact("As it stands", "21 November 2026"),
        Fact("Leads towards", "Älvmark 2030"),
    )


def test_the_chains_own_words_are_a_persons_and_the_need_is_listed(bare):
    summary, need = chapter(telling(bare), QUESTIONS[0])

    assert summary == Text("Kortare vägar till nya yrken.", Tone.PERSON)
    assert need == Text("The need: Industrin saknar tekniker.", Tone.SYSTEM)


def test_a_chain_of_which_nothing_is_known_says_so_everywhere(alvmark, bare):
    empty = replace(bare, summary="", chain=theory_map(ChainFactory(region=alvmark)))

    document = telling(empty)

    assert [chapter(document, question)[0].text for question in QUESTIONS[:6]] == [
        "Nobody has written down the need yet.",
        "The chain has no steps yet.",
        "No report has been approved yet, so nobody can say.",
        "Nobody has written down what it rests on.",
        "No lesson has been accepted, and no evaluation has looked at the chain.",
        "Nothing has been changed yet because of what was learned.",
    ]
    assert chapter(document, QUESTIONS[6]) == (Bullets(("How the steps hang together: nobody has linked them yet.",)),)


def test_a_summary_alone_is_enough_to_say_why(alvmark, bare):
    told = replace(bare, chain=theory_map(ChainFactory(region=alvmark)))

    assert chapter(telling(told), QUESTIONS[0]) == (Text("Kortare vägar till nya yrken.", Tone.PERSON),)


def test_the_thought_is_told_level_by_level_without_the_need(bare):
    facts, _nobody = chapter(telling(bare), QUESTIONS[1])

    assert facts == Facts((Fact("Activities", "Moduler"), Fact("Outputs", "Genomförda moduler")))


def test_the_work_is_told_by_unit_and_state(bare):
    *_steps, head, bullets = chapter(telling(replace(bare, work=(work(), work("Validering")))), QUESTIONS[1])

    assert head.text == "2 initiatives test this:"
    assert bullets.items == ("Yrkesväxling (Region Älvmark, running)", "Validering (Region Älvmark, running)")


def test_work_that_has_no_room_is_counted(bare):
    told = replace(bare, work=tuple(work(f"Insats {number}") for number in range(6)))

    bullets = chapter(telling(told), QUESTIONS[1])[-1]

    assert (len(bullets.items), bullets.items[-1]) == (5, "and 2 more")


def test_results_say_when_they_were_told_and_missing_is_never_zero(bare):
    autumn = Period.parse("2025H2")
    results = (
        ResultTold(Level.OUTPUT, "Kurser", "st", "Yrkesväxling", None, Period.parse("2026H1")),
        ResultTold(Level.OUTPUT, "Moduler", "moduler", "Yrkesväxling", Decimal(40), Period.parse("2026H1")),
        ResultTold(Level.OUTCOME, "Intyg", "", "Yrkesväxling", Decimal(0), autumn),
    )

    (table,) = of(telling(replace(bare, results=results)), Table)

    assert table.rows == (
        ("Moduler", "40 moduler", "first half of 2026"),
        ("Intyg", "0", "second half of 2025"),
        ("Kurser", "not known", "first half of 2026"),
    )


def test_a_quote_is_signed_by_unit_initiative_and_period_and_never_by_name(bare):
    (quote,) = of(telling(replace(bare, voices=(voice(),))), Quote)

    assert quote == Quote("Sällskap hjälper.", "Region Älvmark, Yrkesväxling, first half of 2026")


def test_a_quote_that_is_shortened_shows_it(bare):
    (quote,) = of(telling(replace(bare, voices=(voice(LONG),))), Quote)

    assert quote.text.endswith(f"läsa. {CUT}")
    assert quote.text.removesuffix(f" {CUT}") in LONG


def test_figures_are_told_with_period_and_what_they_say_and_not_as_effects(bare):
    told = replace(bare, indicators=(indicator(), indicator("Rätt kompetens", "procent", Decimal(47))))

    head, bullets = chapter(telling(told), QUESTIONS[2])[-2:]

    assert head.text == "What the figures say, which is not the same as an effect of what we do:"
    assert bullets.items == (
        "Deltagare med intyg: 354 personer (first half of 2026), no target, moving the right way.",
        "Rätt kompetens: 47% (first half of 2026), no target, moving the right way.",
    )


def test_a_figure_without_value_is_told_as_something_we_do_not_know(bare):
    told = replace(bare, indicators=(indicator(latest=None, status=Status.NO_DATA),))

    document = telling(told)

    assert not [part for part in chapter(document, QUESTIONS[2]) if isinstance(part, Bullets)]
    assert "What these figures say: Deltagare med intyg. They have no value yet." in of(document, Bullets)[-1].items


def test_assumptions_say_what_was_seen_or_that_nobody_has_looked(bare):
    seen = assumption("Kontakterna består.", Holding.BROKEN, DAY, "Ett av fem företag hörde av sig.")

    (bullets,) = chapter(telling(replace(bare, assumptions=(seen, assumption()))), QUESTIONS[3])

    assert bullets.items == (
        "Kontakterna består. Does not hold since 31 March 2026: Ett av fem företag hörde av sig.",
        "Intyget räknas. Nobody has checked it yet.",
    )


def test_lessons_say_how_sure_we_are_and_findings_who_found_them(bare):
    lesson = LessonTold(1, "Sällskap hjälper.", Confidence.MEASURED, DAY)
    finding = FindingTold(1, "Väntan är för lång.", Evidence.STRONG, "Delrapport 2", "En forskargrupp", DAY)

    quotes = chapter(telling(replace(bare, lessons=(lesson,), findings=(finding,))), QUESTIONS[4])

    assert quotes == (
        Quote("Sällskap hjälper.", "We have counted, 31 March 2026"),
        Quote("Väntan är för lång.", "En forskargrupp, Delrapport 2, 31 March 2026. Strong evidence"),
    )


def test_a_change_says_in_which_version_of_which_plan(bare):
    assert chapter(telling(replace(bare, changes=(change(),))), QUESTIONS[5]) == (
        Change("Ett nytt led", "Handledare vid första träffen", "Kompetens, version 2, 31 March 2026"),
    )


def test_an_effect_is_hypothetical_until_it_is_shown(bare):
    unknown = of(telling(bare), Bullets)[-1].items

    assert unknown[0] == "If it works: every link in the chain is hypothetical until an evaluation has shown it."
    assert unknown[1] == "If “Moduler” leads to “Genomförda moduler”: assumption."


def test_what_has_been_shown_is_counted_and_the_rest_stays_hypothetical(bare):
    (link,) = bare.chain.links
    shown = replace(link, claim=Claim.SHOWN, evidence=Evidence.STRONG)
    told = replace(bare, chain=replace(bare.chain, links=(shown, link)))

    assert of(telling(told), Bullets)[-1].items[0] == (
        "If all of it works: 1 of 2 links have been shown. The others are hypothetical."
    )


def test_work_that_nobody_has_told_of_and_steps_that_nobody_measures_are_not_known(bare):
    unknown = of(telling(replace(bare, work=(work(),))), Bullets)[-1].items

    assert "What came of Yrkesväxling: no approved report tells it." in unknown
    assert "What happens at 1 step that nobody measures." in unknown


def test_a_story_with_more_than_three_minutes_in_it_tells_less_of_each(bare):
    told = replace(
        bare,
        summary=LONG,
        work=tuple(work(LONG) for _ in range(5)),
        results=tuple(
            ResultTold(Level.OUTPUT, f"{LONG}{number}", "st", LONG, Decimal(1), Period.parse("2026H1"))
            for number in range(5)
        ),
        voices=tuple(voice(LONG) for _ in range(5)),
        indicators=tuple(indicator() for _ in range(5)),
        assumptions=tuple(assumption(LONG, Holding.HOLDS, DAY, LONG) for _ in range(5)),
        lessons=tuple(LessonTold(1, LONG, Confidence.MEASURED, DAY) for _ in range(5)),
        findings=tuple(FindingTold(1, LONG, Evidence.SOME, "Delrapport", "Någon", DAY) for _ in range(5)),
        changes=tuple(change(LONG, LONG) for _ in range(5)),
    )

    document = telling(told)

    assert len(of(document, Change)) < 3
    assert of(document, Quote)
    assert words_in(document.parts) <= LONGEST_STORY


def test_every_kind_of_part_has_its_words_counted():
    figure = Figure("<svg/>", title="Tre ord här", alt="räknas inte", caption="två till")
    parts = [
        (Heading("två ord"), 2),
        (Text("tre små ord"), 3),
        (Quote("ett", "två tre"), 3),
        (Judgement("ett", "två", "tre"), 3),
        (Change("ett", "två", "tre fyra"), 4),
        (Bullets(("ett två", "tre")), 3),
        (Facts((Fact("ett", "två"),)), 2),
        (figure, 5),
    ]

    assert [words_in([part]) for part, _words in parts] == [words for _part, words in parts]


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (600, 3)])
def test_reading_takes_whole_minutes(words, minutes):
    assert reading_minutes([Text("ord " * words)]) == minutes


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Kort.", 5, "Kort."),
        ("Ett två. Tre fyra. Fem sex.", 4, "Ett två. Tre fyra. […]"),
        ("Ett två. Tre fyra. Fem sex.", 5, "Ett två. Tre fyra. […]"),
        ("Ett två tre fyra", 2, "Ett två […]"),
        ("Hur gick det? Bra! Eller inte.", 4, "Hur gick det? Bra! […]"),
        ("rad\n  två", 5, "rad två"),
    ],
)
def test_a_text_is_shortened_at_a_sentence_where_there_is_one(text, most, short):
    assert shortened(text, most) == short


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_says_nothing_that_was_not_said(text, most):
    kept = shortened(text, most).removesuffix(CUT).split()

    assert kept == text.split()[: len(kept)]
    assert len(kept) <= max(most, min(len(text.split()), most))


def stories(region, lang):
    with translation.override(lang):
        return [story(chain_story(chain, TODAY), lang) for chain in Chain.objects.of(region.pk).order_by("name", "pk")]


def richest(region):
    """The story of the chain that most has come of."""
    return next(document for document in stories(region, "sv") if document.title.startswith("Kompetens"))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_chain_of_the_demo_is_read_in_three_minutes(demo, lang):
    told = stories(demo, lang)

    assert told
    assert all(words_in(document.parts) <= LONGEST_STORY for document in told)
    assert all(reading_minutes(document.parts) <= 3 for document in told)


def test_the_demos_story_tells_figures_quotes_lessons_and_changes(demo):
    document = richest(demo)

    assert [type(part).__name__ for part in document.parts].count("Heading") == 7
    for kind in (Table, Quote, Figure, Change, Bullets):
        assert of(document, kind), kind
    assert of(document, Figure)[0].alt


def test_the_story_comes_out_the_same_in_every_form(demo):
    document = richest(demo)
    asks = "Vad måste stämma för att det ska fungera?"

    written = docx.Document(io.BytesIO(word_file.render(document)))
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(document))).pages)

    assert asks in html.render(document)
    assert asks in [paragraph.text for paragraph in written.paragraphs]
    assert asks in " ".join(printed.split())


def test_nobodys_name_stands_in_the_story(demo):
    names = {"Bo", "Cilla", "Disa", "Egon", "Anna Lindqvist"}

    for document in stories(demo, "sv"):
        signed = [quote.signed for quote in of(document, Quote)] + [change.signed for change in of(document, Change)]
        assert not [text for text in signed if any(name in text for name in names)]
