from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    ChainLinkFactory,
    EvaluationQuestionFactory,
    GoalFactory,
    IndicatorFactory,
    ReportFactory,
)
from tests.learning.walks import (
    accepted_lesson,
    acted_on_recommendation,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    questions,
    recorded_change,
    registered_evaluation,
)
from varv.core.kinds import Bearing, SourceKind
from varv.core.theory import Evidence
from varv.core.workflow import ReportState
from varv.learning import operations
from varv.learning.operations import SourceDraft
from varv.overview.learning.evaluations.finding_sheet import finding_sheet

pytestmark = pytest.mark.django_db


def contradicted(finding, other, by):
    return operations.contradict_finding(
        finding=finding, other=other, explanation="De mätte olika år.", by=by, at=MONDAY
    )


def test_a_bare_finding_says_that_nothing_is_known_beside_it(egon):
    sheet = finding_sheet(noted_finding(egon), egon)

    assert (sheet.text, sheet.evaluation, sheet.evaluator, sheet.rests_on) == (
        "Valideringen är flaskhalsen.",
        "Följeforskning om kompetens",
        "En fristående utvärderare",
        "Delrapport 2, s. 31",
    )
    assert (sheet.question, sheet.goal, sheet.link, sheet.sources, sheet.against) == ("", "", None, (), ())
    assert (sheet.bearing, sheet.before, sheet.after, sheet.waits, sheet.is_used) == (
        Bearing.NEITHER,
        None,
        None,
        False,
        False,
    )


def test_a_finding_tells_what_it_speaks_of_and_how_the_link_stands_now(egon):
    link = ChainLinkFactory(evidence=Evidence.SOME, assumption="De får tid.")
    question, goal = EvaluationQuestionFactory(text="Vad hindrar?"), GoalFactory(outline="2", name="Arbete")
    told = {"link": link, "question": question, "goal": goal, "bearing": Bearing.WEAKENS}

    sheet = finding_sheet(noted_finding(egon, **told, evidence_after=Evidence.ASSUMED), egon)

    assert (sheet.question_id, sheet.question, sheet.goal_id, sheet.goal) == (
        question.pk,
        "Vad hindrar?",
        goal.pk,
        "2 Arbete",
    )
    assert (sheet.link.id, sheet.link.chain, sheet.link.assumption, sheet.link.evidence) == (
        link.pk,
        link.chain.name,
        "De får tid.",
        Evidence.ASSUMED,
    )
    assert (sheet.before, sheet.after, sheet.waits) == (Evidence.SOME, Evidence.ASSUMED, False)


def test_a_finding_that_has_not_moved_its_link_waits(egon):
    finding = noted_finding(egon, link=ChainLinkFactory(), bearing=Bearing.STRENGTHENS)

    assert finding_sheet(finding, egon).waits


def test_the_sources_stand_as_they_were_added(egon):
    indicator, report = IndicatorFactory(name="Andel i arbete"), ReportFactory(state=ReportState.SUBMITTED)
    finding = noted_finding(
        egon,
        sources=[
            SourceDraft(SourceKind.INDICATOR, indicator=indicator, as_of=date(2026, 4, 1)),
            SourceDraft(SourceKind.REPORT, report=report),
            SourceDraft(SourceKind.DOCUMENT, "Bilaga 2", link="https://example.org/2"),
        ],
    )

    figure, read, document = finding_sheet(finding, egon).sources

    assert (figure.indicator_id, figure.indicator, figure.as_of) == (indicator.pk, "Andel i arbete", date(2026, 4, 1))
    assert (read.report_id, read.initiative, read.period) == (report.pk, report.initiative.name, report.round.period)
    assert (document.text, document.link, document.as_of, document.period) == (
        "Bilaga 2",
        "https://example.org/2",
        None,
        None,
    )


def test_a_contradiction_is_told_from_both_sides(egon):
    one, other = noted_finding(egon), noted_finding(egon, text="Det går fort.", evidence=Evidence.STRONG)
    row = contradicted(one, other, egon)

    seen, turned = (finding_sheet(finding, egon).against[0] for finding in (one, other))

    assert (seen.contradiction_id, seen.finding_id, seen.text, seen.evidence, seen.explanation) == (
        row.pk,
        other.pk,
        "Det går fort.",
        Evidence.STRONG,
        "De mätte olika år.",
    )
    assert (seen.author, seen.noted_on) == ("Egon", MONDAY.date())
    assert (turned.finding_id, turned.text) == (one.pk, "Valideringen är flaskhalsen.")


def test_what_came_of_a_finding_goes_all_the_way_to_the_changed_plan(anna, disa):
    finding = noted_finding(anna)
    recommendation = acted_on_recommendation(anna, disa, because_of=finding)
    change = recorded_change(anna, recommendation, opened_turn(anna))

    sheet = finding_sheet(finding, anna)

    assert [line.id for line in sheet.recommendations] == [recommendation.pk]
    assert [line.id for line in sheet.changes] == [change.pk]
    assert sheet.is_used


def test_what_came_by_way_of_a_lesson_counts_too(anna):
    finding = noted_finding(anna)
    lesson = accepted_lesson(anna, finding)
    recommendation = made_recommendation(anna, lesson)

    sheet = finding_sheet(finding, anna)

    assert (sheet.lessons, [line.id for line in sheet.recommendations]) == (
        ((lesson.pk, lesson.statement),),
        [recommendation.pk],
    )


def test_a_draft_of_a_lesson_is_its_authors_own(anna, egon):
    finding = noted_finding(anna)
    lesson = noted_lesson(anna, finding)

    assert finding_sheet(finding, egon).lessons == ()
    assert finding_sheet(finding, anna).lessons == ((lesson.pk, lesson.statement),)


def test_a_finding_costs_the_same_however_much_hangs_on_it(anna):
    finding, evaluation = noted_finding(anna), registered_evaluation(anna)
    asked = []
    for number in range(1, 4):
        operations.add_finding_source(
            finding=finding, source=SourceDraft(SourceKind.INTERVIEW, f"{number} intervjuer"), by=anna, at=MONDAY
        )
        contradicted(finding, noted_finding(anna, evaluation, text=f"Annat {number}"), anna)
        made_recommendation(anna, finding)
        accepted_lesson(anna, finding)
        asked.append(questions(lambda: finding_sheet(finding, anna)))

    assert len(set(asked)) == 1
