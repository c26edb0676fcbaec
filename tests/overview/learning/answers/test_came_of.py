"""What came of findings, of lessons and of a whole evaluation."""

import pytest

from tests.factories import (
    MONDAY,
    ChangeEffectFactory,
    ChangeFactory,
    FindingSourceFactory,
    LessonSourceFactory,
)
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    adopted_version,
    answer_with,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    questions,
    recorded_change,
    registered_evaluation,
)
from tests.learning.whole_loop import acted, helped, two_turns, whole_loop
from varv.core.judgement import Answer, Helped
from varv.core.kinds import ChangeKind, SourceKind
from varv.core.workflow import RecommendationState
from varv.overview.learning.answers.came_of import CameOf, came_of_findings, came_of_lessons
from varv.overview.learning.evaluations.evaluation_fate import evaluation_fate
from varv.overview.rounds.report_fate import report_fate

pytestmark = pytest.mark.django_db


def test_a_lesson_tells_the_answer_the_change_and_that_it_helped(anna, bo, disa):
    loop = whole_loop(anna, bo, disa)

    (came,) = came_of_lessons(anna.region_id, [loop.lesson])

    (recommendation,) = came.recommendations
    (change,) = recommendation.changes
    assert (recommendation.answer, recommendation.reasons, recommendation.answered_on) == (
        Answer.YES,
        "Tre rapporter säger samma sak.",
        loop.recommendation.response.answered_at.date(),
    )
    assert (change.id, change.is_verified, change.helped, change.because) == (
        loop.change.pk,
        True,
        Helped.HELPED,
        "Åtta av tio kom tillbaka.",
    )
    assert change.plan == loop.turn.document.title
    assert (came.straight, came.changes, came.is_used) == ((), (change,), True)


def test_a_lesson_that_nothing_came_of_is_unused(anna):
    lesson = accepted_lesson(anna)

    (came,) = came_of_lessons(anna.region_id, [lesson])

    assert (came.id, came.is_used, came.changes) == (lesson.pk, False, ())


def test_changes_straight_and_by_way_of_a_recommendation_stand_the_latest_first(anna, disa):
    lesson, (turn, _later) = accepted_lesson(anna, at=APRIL), two_turns(anna)
    recommendation, _action = acted(anna, disa, lesson)
    first = recorded_change(anna, recommendation, turn)
    later = recorded_change(
        anna, lesson, turn, version=adopted_version(anna, adopted_on=MONDAY.date()), decided_on=MONDAY.date()
    )

    (came,) = came_of_lessons(anna.region_id, [lesson])

    assert [change.id for change in came.changes] == [later.pk, first.pk]
    assert [change.id for change in came.straight] == [later.pk]


def test_only_the_latest_sight_of_whether_it_helped_is_told(anna, bo, disa):
    loop = whole_loop(anna, bo, disa)
    ChangeEffectFactory(
        changed=loop.change, turn=loop.next_turn, helped=Helped.NOT, because="Året därpå vände det.", noted_at=MONDAY
    )

    (came,) = came_of_lessons(anna.region_id, [loop.lesson])

    assert [(one.helped, one.because) for one in came.changes] == [(Helped.NOT, "Året därpå vände det.")]


def test_a_change_of_a_way_of_working_names_no_plan(anna):
    lesson = accepted_lesson(anna)
    ChangeFactory(
        region_id=anna.region_id,
        recommendation=None,
        lesson=lesson,
        kind=ChangeKind.WAY_OF_WORKING,
        document_version=None,
        before="Var för sig.",
    )

    (came,) = came_of_lessons(anna.region_id, [lesson])

    assert [(one.plan, one.is_verified, one.helped, one.because) for one in came.changes] == [("", False, None, "")]


def test_a_finding_tells_its_recommendations_and_the_lessons_that_rest_on_it(anna):
    finding, other = noted_finding(anna), noted_finding(anna)
    recommendation = made_recommendation(anna, finding)
    first = accepted_lesson(anna, finding, statement="Ur iakttagelsen.", at=APRIL)
    second = accepted_lesson(anna, statement="Bygger också på den.")
    LessonSourceFactory(lesson=second, kind=SourceKind.FINDING, finding=finding, text="")

    came = came_of_findings(anna, [finding.pk, other.pk])

    assert [one.id for one in came[finding.pk].recommendations] == [recommendation.pk]
    assert [one.id for one in came[finding.pk].lessons] == [first.pk, second.pk]
    assert (came[finding.pk].is_used, came[other.pk]) == (True, CameOf())


def test_a_finding_does_not_tell_of_drafts_that_are_not_mine_to_read(anna, bo):
    finding = noted_finding(anna)
    noted_lesson(bo, finding, statement="Mitt utkast.")

    assert came_of_findings(anna, [finding.pk])[finding.pk].is_used is False
    assert came_of_findings(bo, [finding.pk])[finding.pk].is_used is True


def test_a_recommendation_that_waits_has_no_answer_and_no_reasons(anna):
    finding = noted_finding(anna)
    recommendation = made_recommendation(anna, finding)

    (told,) = came_of_findings(anna, [finding.pk])[finding.pk].recommendations

    assert (told.answer, told.reasons, told.answered_on, told.due_on, told.state) == (
        None,
        "",
        None,
        recommendation.due_on,
        RecommendationState.AWAITING,
    )


# --- a whole evaluation -------------------------------------------------------------------------------------


def test_an_evaluation_counts_what_came_of_it_once(anna, disa):
    evaluation, (turn, later) = registered_evaluation(anna), two_turns(anna)
    first, second, third = (noted_finding(anna, evaluation, text=text) for text in ("A.", "B.", "C."))
    lesson = accepted_lesson(anna, first, at=APRIL)
    LessonSourceFactory(lesson=lesson, kind=SourceKind.FINDING, finding=second, text="")
    recommendation, _action = acted(anna, disa, lesson)
    change = recorded_change(anna, recommendation, turn)
    helped(change, later, disa)
    made_recommendation(anna, second)

    fate = evaluation_fate(evaluation, anna)

    assert (fate.recommended, fate.answered, fate.changed, fate.helped, fate.not_taken_up) == (2, 1, 1, 1, 1)
    assert [finding.id for finding in fate.findings] == [first.pk, second.pk, third.pk]
    assert [[one.number for one in finding.recommendations] for finding in fate.findings] == [[1], [1, 2], []]
    assert [[one.id for one in finding.changes] for finding in fate.findings] == [[change.pk], [change.pk], []]


def test_an_evaluation_without_findings_has_nothing_to_tell(anna):
    fate = evaluation_fate(registered_evaluation(anna), anna)

    assert (fate.findings, fate.recommended, fate.changed, fate.not_taken_up) == ((), 0, 0, 0)


def test_what_did_not_help_is_not_counted_as_help(anna, disa):
    evaluation, (turn, later) = registered_evaluation(anna), two_turns(anna)
    finding = noted_finding(anna, evaluation)
    recommendation, _action = acted(anna, disa, finding)
    ChangeEffectFactory(changed=recorded_change(anna, recommendation, turn), turn=later, helped=Helped.NOT)

    fate = evaluation_fate(evaluation, anna)

    assert (fate.changed, fate.helped) == (1, 0)


def test_an_evaluation_asks_as_often_for_one_finding_as_for_three(anna, disa):
    evaluation, (turn, _later) = registered_evaluation(anna), two_turns(anna)

    def walked():
        finding = noted_finding(anna, evaluation)
        recommendation, _action = acted(anna, disa, accepted_lesson(anna, finding, at=APRIL))
        recorded_change(anna, recommendation, turn)

    walked()
    one = questions(lambda: evaluation_fate(evaluation, anna))
    walked()
    walked()

    assert questions(lambda: evaluation_fate(evaluation, anna)) == one == 6


# --- what the reporter is told ------------------------------------------------------------------------------


def test_the_fate_of_a_report_tells_the_findings_that_rest_on_it(anna, bo, disa):
    report, finding = handed_in_report(bo, submitted_at=APRIL), noted_finding(anna)
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, text="")
    recommendation = made_recommendation(anna, finding)
    answer_with(recommendation, disa, Answer.NO)

    (taken,) = report_fate(report, bo).findings

    assert (taken.id, taken.evaluation) == (finding.pk, "Följeforskning om kompetens")
    assert [(one.number, one.answer) for one in taken.came.recommendations] == [(1, Answer.NO)]


def test_the_fate_of_a_report_tells_lessons_that_rest_on_it_too(anna, bo):
    report, lesson = handed_in_report(bo, submitted_at=APRIL), accepted_lesson(anna)
    LessonSourceFactory(lesson=lesson, kind=SourceKind.REPORT, report=report, text="")

    assert [one.id for one in report_fate(report, bo).lessons] == [lesson.pk]


def test_the_fate_of_a_report_asks_as_often_for_one_finding_as_for_three(anna, bo):
    report = handed_in_report(bo, submitted_at=APRIL)

    def walked():
        finding = noted_finding(anna)
        FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, text="")
        made_recommendation(anna, finding)

    walked()
    one = questions(lambda: report_fate(report, bo))
    walked()
    walked()

    assert questions(lambda: report_fate(report, bo)) == one
