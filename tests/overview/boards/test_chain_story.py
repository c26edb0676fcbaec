from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import running, started
from tests.factories import (
    MONDAY,
    AssumptionCheckFactory,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ChainVersionFactory,
    ChangeFactory,
    EvaluationFactory,
    FindingFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    LessonFactory,
    MeasurementFactory,
    RecommendationFactory,
    ReportFactory,
    UserFactory,
)
from tests.rounds.walks import asked, submitted
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.theory import Claim, Evidence, Holding, Level
from varv.core.workflow import InitiativeState, LessonState, ReportState
from varv.overview.boards.chain_story import chain_story
from varv.rounds import operations as rounds

TODAY = date(2026, 11, 20)
ACCEPTED = {"state": LessonState.ACCEPTED, "accepted_at": datetime(2026, 8, 25, 9, 0, tzinfo=UTC)}


@pytest.fixture
def goal(alvmark):
    return GoalFactory(region=alvmark, outline="2.1", name="Företagen hittar rätt kompetens")


@pytest.fixture
def chain(alvmark, goal):
    return ChainFactory(region=alvmark, name="Kompetens för omställning", goal=goal, summary="Kortare vägar.")


@pytest.fixture
def steps(chain):
    """A need, an activity, an output and an outcome."""
    told = {Level.NEED: "Industrin saknar tekniker", Level.ACTIVITY: "Moduler"}
    told |= {Level.OUTPUT: "Genomförda moduler", Level.OUTCOME: "Intyg"}
    return {
        level: ChainStepFactory(region=chain.region, chain=chain, level=level, text=text)
        for level, text in told.items()
    }


@pytest.fixture
def links(chain, steps):
    """Activity → output, shown; output → outcome, a thought."""
    shown = {"evidence": Evidence.STRONG, "claim": Claim.SHOWN, "evidence_source": "Delrapport 2"}
    ends = [(Level.ACTIVITY, Level.OUTPUT, shown), (Level.OUTPUT, Level.OUTCOME, {"assumption": "Intyget räknas"})]
    return [
        ChainLinkFactory(region=chain.region, chain=chain, source=steps[source], target=steps[target], **said)
        for source, target, said in ends
    ]


def told(chain):
    return chain_story(chain, TODAY)


def content(initiative, period="2026H1", lines=(), **said):
    """What an approved report keeps."""
    return {
        "period": period,
        "initiative": {"name": initiative.name, "unit": initiative.unit.name},
        "author": "Bo",
        "done": "",
        "verdict": "partly",
        "verdict_reason": "",
        "learned": "",
        "lines": [{"level": level, "text": text, "unit": unit, "value": value} for level, text, unit, value in lines],
    } | said


def told_of(chain, at=MONDAY, initiative=None, **said):
    """An approved report of an insats that tests the chain."""
    initiative = initiative or InitiativeFactory(region=chain.region, chain=chain, state=InitiativeState.RUNNING)
    kept = content(initiative, **said)
    return ReportFactory(
        region=chain.region,
        initiative=initiative,
        round__period=Period.parse(kept["period"]),
        state=ReportState.APPROVED,
        approved_at=at,
        figures_frozen_at=at,
        approved_by=UserFactory(),
        approved_content=kept,
    )


def test_the_story_begins_with_the_need_and_the_steps(chain, steps, links):
    story = told(chain)

    assert (story.name, story.summary, story.region) == (
        "Kompetens för omställning",
        "Kortare vägar.",
        "Region Älvmark",
    )
    assert story.texts(Level.NEED) == ("Industrin saknar tekniker",)
    assert story.texts(Level.EFFECT) == ()
    assert (story.is_example, story.on, story.chain.goal) == (True, TODAY, "2.1 Företagen hittar rätt kompetens")


def test_what_is_shown_is_kept_apart_from_what_is_thought(chain, links):
    story = told(chain)

    assert [link.id for link in story.shown] == [links[0].pk]
    assert story.hypothetical == 1


def test_untested_links_are_told_those_without_evidence_first(chain, links, steps):
    none = ChainLinkFactory(
        region=chain.region,
        chain=chain,
        source=steps[Level.ACTIVITY],
        target=steps[Level.OUTCOME],
        evidence=Evidence.NONE,
    )

    assert [link.id for link in told(chain).untested] == [none.pk, links[1].pk]


def test_work_that_has_begun_is_told_by_unit_and_work_that_is_planned_is_not(anna, bo, chain):
    running(anna, bo, chain=chain, name="Yrkesväxling")
    started(anna, bo, chain=chain, name="Ännu inte börjad")
    running(anna, bo, name="Utan kedja")

    (work,) = told(chain).work

    assert (work.name, work.unit, work.state) == ("Yrkesväxling", "Utvecklingsavdelningen", InitiativeState.RUNNING)
    assert work.activity == "Kompetensutvecklingsinsatser"


def test_the_latest_figure_is_told_and_periods_are_never_added_up(chain):
    initiative = InitiativeFactory(region=chain.region, chain=chain, state=InitiativeState.RUNNING)
    told_of(chain, initiative=initiative, period="2026H2", lines=[("output", "Kommuner", "kommuner", "8")])
    told_of(chain, initiative=initiative, lines=[("output", "Kommuner", "kommuner", "7")])

    (result,) = told(chain).results

    assert (result.level, result.text, result.unit) == (Level.OUTPUT, "Kommuner", "kommuner")
    assert (result.value, result.period, result.initiative) == (Decimal(8), Period.parse("2026H2"), initiative.name)


def test_two_initiatives_with_the_same_result_are_told_apart(chain):
    for name, figure in (("Ett", "3"), ("Två", "5")):
        initiative = InitiativeFactory(region=chain.region, chain=chain, name=name)
        told_of(chain, initiative=initiative, lines=[("output", "Moduler", "moduler", figure)])

    assert [(result.initiative, result.value) for result in told(chain).results] == [
        ("Ett", Decimal(3)),
        ("Två", Decimal(5)),
    ]


def test_a_figure_that_is_missing_is_not_zero(chain):
    initiative = InitiativeFactory(region=chain.region, chain=chain)
    lines = [("output", "Moduler", "st", "0"), ("outcome", "Intyg", "st", None)]
    told_of(chain, initiative=initiative, lines=lines)
    told_of(chain, initiative=initiative, period="2026H2", lines=[("output", "Moduler", "st", None)])

    modules, certificates = told(chain).results

    assert (modules.value, modules.period) == (Decimal(0), Period.parse("2026H1"))
    assert (certificates.value, certificates.period) == (None, Period.parse("2026H1"))


def test_results_with_different_units_are_told_apart(chain):
    told_of(chain, lines=[("output", "Moduler", "moduler", "2"), ("output", "Moduler", "timmar", "30")])

    assert [(result.unit, result.value) for result in told(chain).results] == [
        ("moduler", Decimal(2)),
        ("timmar", Decimal(30)),
    ]


def test_a_voice_is_what_was_learned_and_is_signed_by_unit_and_period(chain):
    report = told_of(chain, learned="Sällskap hjälper.", verdict_reason="Bra.", done="Moduler.")

    (voice,) = told(chain).voices

    assert (voice.report_id, voice.text, voice.unit) == (report.pk, "Sällskap hjälper.", "Utvecklingsavdelningen")
    assert (voice.initiative, voice.period) == (report.initiative.name, Period.parse("2026H1"))
    assert voice.verdict is Verdict.PARTLY


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"verdict_reason": "Bra för somliga.", "done": "Moduler."}, "Bra för somliga."),
        ({"done": "Moduler."}, "Moduler."),
    ],
)
def test_a_voice_without_a_lesson_says_why_or_what(chain, said, text):
    told_of(chain, **said)

    assert [voice.text for voice in told(chain).voices] == [text]


def test_each_initiative_speaks_once_with_its_latest_words(chain):
    initiative = InitiativeFactory(region=chain.region, chain=chain)
    told_of(chain, initiative=initiative, learned="Först.")
    told_of(chain, initiative=initiative, at=MONDAY.replace(day=18), period="2026H2", learned="Sedan.")
    told_of(chain, at=MONDAY.replace(day=17), learned="En annan.")
    told_of(chain, at=MONDAY.replace(day=19))

    assert [voice.text for voice in told(chain).voices] == ["Sedan.", "En annan."]


def test_only_approved_reports_of_the_chains_own_work_are_told(anna, bo, disa, chain):
    report = asked(anna, bo, chain=chain)

    submitted(report, bo)
    assert told(chain).voices == ()

    rounds.approve_report(report=report, by=disa, at=MONDAY)
    (voice,) = told(chain).voices
    assert voice.text == "När en handledare följer med kommer åtta av tio tillbaka."
    assert told(ChainFactory(region=chain.region)).voices == ()


def test_an_initiative_under_way_that_nobody_has_told_of_is_silent(chain):
    told_of(chain, learned="Hörd.")
    quiet = InitiativeFactory(region=chain.region, chain=chain, state=InitiativeState.RUNNING, name="Tyst")
    InitiativeFactory(region=chain.region, chain=chain, state=InitiativeState.ENDED, name="Slut")

    assert [work.id for work in told(chain).silent] == [quiet.pk]


def test_indicators_of_the_chains_steps_stand_before_those_of_its_goal(chain, steps, goal):
    on_goal = IndicatorFactory(region=chain.region, goal=goal, name="A på målet")
    on_step = IndicatorFactory(region=chain.region, step=steps[Level.OUTCOME], name="B i kedjan")
    IndicatorFactory(region=chain.region, name="C någon annanstans")
    MeasurementFactory(region=chain.region, indicator=on_goal)

    story = told(chain)

    assert [line.id for line in story.indicators] == [on_step.pk, on_goal.pk]
    assert [line.id for line in story.without_figures] == [on_step.pk]
    assert story.chart.line.id == on_goal.pk


def test_a_chain_without_goal_tells_of_no_indicator_or_lesson_without_one(alvmark):
    chain = ChainFactory(region=alvmark)
    IndicatorFactory(region=alvmark)
    LessonFactory(region=alvmark, **ACCEPTED)

    story = told(chain)

    assert (story.indicators, story.chart, story.lessons) == ((), None, ())


def test_assumptions_are_told_with_what_was_seen_last(chain, links):
    link = links[1]
    AssumptionCheckFactory(region=chain.region, link=link, holding=Holding.HOLDS, since=date(2025, 5, 1))
    AssumptionCheckFactory(region=chain.region, link=link, since=date(2026, 5, 1), signal="Färre sökande.")

    (assumption,) = told(chain).assumptions

    assert (assumption.text, assumption.source, assumption.target) == ("Intyget räknas", "Genomförda moduler", "Intyg")
    assert (assumption.holding, assumption.since) == (Holding.UNCERTAIN, date(2026, 5, 1))
    assert (assumption.signal, assumption.evidence) == ("Färre sökande.", Evidence.ASSUMED)


def test_an_assumption_that_nobody_has_looked_at_is_told_as_such(chain, links):
    (assumption,) = told(chain).assumptions

    assert (assumption.holding, assumption.since, assumption.signal) == (None, None, "")


def test_what_is_broken_is_told_first_and_what_holds_last(chain, steps):
    levels = list(steps)
    ends = [(levels[0], levels[1]), (levels[0], levels[2]), (levels[0], levels[3]), (levels[1], levels[3])]
    for (source, target), holding in zip(ends, [Holding.HOLDS, None, Holding.BROKEN, Holding.UNCERTAIN], strict=True):
        link = ChainLinkFactory(
            region=chain.region, chain=chain, source=steps[source], target=steps[target], assumption=str(holding)
        )
        if holding:
            AssumptionCheckFactory(region=chain.region, link=link, holding=holding)

    assert [assumption.text for assumption in told(chain).assumptions] == ["broken", "uncertain", "None", "holds"]


def test_lessons_come_from_the_chains_reports_findings_and_goal(chain, links, goal):
    finding = FindingFactory(region=chain.region, link=links[0])
    for number, source in enumerate(
        [
            {"report": told_of(chain), "occasion": ""},
            {"finding": finding, "occasion": ""},
            {"goal": goal},
            {"goal": GoalFactory(region=chain.region)},
        ]
    ):
        LessonFactory(region=chain.region, statement=f"Lärdom {number}", **source, **ACCEPTED)

    lessons = told(chain).lessons

    assert {lesson.statement for lesson in lessons} == {"Lärdom 0", "Lärdom 1", "Lärdom 2"}
    assert {(lesson.confidence, lesson.accepted_on) for lesson in lessons} == {
        (Confidence.EXPERIENCE, date(2026, 8, 25))
    }


@pytest.mark.parametrize("state", [LessonState.DRAFT, LessonState.RETIRED])
def test_only_accepted_lessons_are_told(chain, goal, state):
    LessonFactory(region=chain.region, goal=goal, state=state)

    assert told(chain).lessons == ()


def test_findings_about_the_chains_links_are_told_with_who_found_them(chain, links):
    evaluation = EvaluationFactory(region=chain.region)
    FindingFactory(region=chain.region, evaluation=evaluation, link=links[0], text="Väntan är för lång.")
    FindingFactory(region=chain.region, evaluation=evaluation, text="Om något annat.")

    (finding,) = told(chain).findings

    assert (finding.text, finding.evidence) == ("Väntan är för lång.", Evidence.SOME)
    assert (finding.evaluation, finding.evaluator) == ("Följeforskning om kompetens", "En fristående utvärderare")
    assert finding.seen_on == date(2026, 4, 28)


def test_changes_are_told_whether_in_the_chain_or_because_of_what_it_taught(chain, links, goal):
    lesson = LessonFactory(region=chain.region, goal=goal, **ACCEPTED)
    finding = FindingFactory(region=chain.region, link=links[0])
    ChangeFactory(
        region=chain.region,
        what="I kedjan",
        document_version=None,
        chain_version=ChainVersionFactory(region=chain.region, chain=chain),
    )
    ChangeFactory(region=chain.region, what="Av lärdomen", recommendation=None, lesson=lesson)
    ChangeFactory(
        region=chain.region,
        what="Av iakttagelsen",
        recommendation=RecommendationFactory(region=chain.region, finding=finding),
    )
    ChangeFactory(
        region=chain.region,
        what="Av lärdomens rekommendation",
        recommendation=RecommendationFactory(region=chain.region, finding=None, lesson=lesson),
    )
    ChangeFactory(region=chain.region, what="Av något annat")

    assert {change.what for change in told(chain).changes} == {
        "I kedjan",
        "Av lärdomen",
        "Av iakttagelsen",
        "Av lärdomens rekommendation",
    }


def everything(chain, steps, links, goal):
    report = told_of(chain, learned="Lärt.", lines=[("output", "Moduler", "st", "1")])
    LessonFactory(region=chain.region, report=report, occasion="", **ACCEPTED)
    FindingFactory(region=chain.region, link=links[0])
    AssumptionCheckFactory(region=chain.region, link=links[1])
    indicator = IndicatorFactory(region=chain.region, step=steps[Level.OUTCOME])
    MeasurementFactory(region=chain.region, indicator=indicator)
    ChangeFactory(
        region=chain.region,
        document_version=None,
        chain_version=ChainVersionFactory(region=chain.region, chain=chain),
    )


def queries(chain):
    with CaptureQueriesContext(connection) as asked_for:
        told(chain)
    return len(asked_for)


def test_the_number_of_queries_is_the_same_for_one_of_each_and_for_three(chain, steps, links, goal):
    everything(chain, steps, links, goal)
    for_one = queries(chain)
    everything(chain, steps, links, goal)
    everything(chain, steps, links, goal)

    assert queries(chain) == for_one
    assert (len(told(chain).voices), len(told(chain).changes)) == (3, 3)
