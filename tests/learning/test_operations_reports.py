"""Approving a report takes up what it taught, once; the author stays the author."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import person, running
from tests.factories import MONDAY, ContributionFactory
from tests.people import verbs
from tests.rounds.walks import asked, opened, saved, submitted
from varv.core.judgement import Confidence
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import LessonState, ReportState
from varv.learning.models import Lesson
from varv.learning.operations import (
    approve_report_and_note_lesson,
    approve_reports_and_note_lessons,
    note_lesson_from_report,
)
from varv.rounds.models import Report
from varv.rounds.operations import reopen_report_for_words, submit_report

pytestmark = pytest.mark.django_db


def lessons(report) -> list[Lesson]:
    return list(Lesson.objects.of(report.region_id).filter(report=report))


def handed_in(anna, bo, names, **changed) -> list[Report]:
    """A report of each insats, handed in."""
    for name in names:
        running(anna, bo, name=name)
    reports = Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk")
    return [submitted(report, bo, **changed) for report in reports]


def test_approving_takes_up_what_was_learned(anna, bo, disa):
    report = submitted(asked(anna, bo), bo, confidence=Confidence.MEASURED)

    lesson = approve_report_and_note_lesson(report=report, by=disa, at=MONDAY)

    report.refresh_from_db()
    assert (report.state, lessons(report)) == (ReportState.APPROVED, [lesson])
    assert (lesson.statement, lesson.confidence, lesson.author, lesson.state, lesson.offered_at) == (
        report.learned,
        Confidence.MEASURED,
        person(bo),
        LessonState.DRAFT,
        MONDAY,
    )
    assert lesson.generic_activity == report.initiative.generic_activity
    assert (verbs(lesson), verbs(report)[-1]) == (["noted"], "approved")


def test_the_lesson_is_about_the_insats_first_goal(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    later = ContributionFactory(initiative=report.initiative, goal__place=900)
    first = ContributionFactory(initiative=report.initiative, goal__place=1, goal__document=later.goal.document)

    lesson = approve_report_and_note_lesson(report=report, by=disa, at=MONDAY)

    assert lesson.goal == first.goal


def test_an_insats_without_a_goal_teaches_all_the_same(anna, bo, disa):
    lesson = approve_report_and_note_lesson(report=submitted(asked(anna, bo), bo), by=disa, at=MONDAY)

    assert lesson.goal is None


def test_who_does_not_say_how_sure_speaks_from_experience(anna, bo, disa):
    report = submitted(asked(anna, bo), bo, confidence=None)

    lesson = approve_report_and_note_lesson(report=report, by=disa, at=MONDAY)

    assert lesson.confidence is Confidence.EXPERIENCE


@pytest.mark.parametrize("learned", ["", "  \n "])
def test_a_report_that_learned_nothing_teaches_nothing(anna, bo, disa, learned):
    report = submitted(asked(anna, bo), bo, learned=learned)

    assert approve_report_and_note_lesson(report=report, by=disa, at=MONDAY) is None
    assert lessons(report) == []


def test_what_was_taken_up_by_hand_is_not_taken_up_again(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    by_hand = note_lesson_from_report(report=report, by=anna, at=MONDAY)

    assert approve_report_and_note_lesson(report=report, by=disa, at=MONDAY) is None
    assert lessons(report) == [by_hand]


def test_a_report_that_is_approved_again_teaches_once(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    first = approve_report_and_note_lesson(report=report, by=disa, at=MONDAY)
    reopen_report_for_words(report=report, reason="Ett namn var fel.", by=disa, at=MONDAY)
    report.refresh_from_db()
    submit_report(report=report, revision=report.revision, by=bo, at=MONDAY)

    again = approve_report_and_note_lesson(report=report, by=disa, at=MONDAY)

    assert (again, lessons(report)) == (None, [first])


def test_what_cannot_be_approved_teaches_nothing(anna, bo, disa):
    draft = saved(asked(anna, bo), bo)

    with pytest.raises(RuleBroken) as refused:
        approve_report_and_note_lesson(report=draft, by=disa, at=MONDAY)

    assert (refused.value.code, lessons(draft)) == ("state.no_such_step", [])


def test_who_may_not_approve_takes_nothing_up(anna, bo):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(NotAllowed):
        approve_report_and_note_lesson(report=report, by=bo, at=MONDAY)

    assert lessons(report) == []


def test_many_are_approved_together(anna, bo, disa):
    reports = handed_in(anna, bo, ["Ett", "Två"])

    noted = approve_reports_and_note_lessons(reports=reports, by=disa, at=MONDAY)

    for report in reports:
        report.refresh_from_db()
    assert [report.state for report in reports] == [ReportState.APPROVED] * 2
    assert [lesson.report for lesson in noted] == reports
    assert [lesson.author for lesson in noted] == [person(bo)] * 2


def test_many_are_approved_or_none(anna, bo, disa):
    one, two = handed_in(anna, bo, ["Ett", "Två"])

    with pytest.raises(RuleBroken):
        approve_reports_and_note_lessons(reports=[one, _approved_already(two, disa)], by=disa, at=MONDAY)

    one.refresh_from_db()
    assert (one.state, lessons(one)) == (ReportState.SUBMITTED, [])


def _approved_already(report, by):
    approve_report_and_note_lesson(report=report, by=by, at=MONDAY)
    return report


def test_nothing_to_approve_is_nothing(disa):
    assert approve_reports_and_note_lessons(reports=[], by=disa, at=MONDAY) == ()


def test_three_cost_what_one_costs(anna, bo, disa):
    one, *three = handed_in(anna, bo, ["Ett", "Två", "Tre", "Fyra"])
    costs = []

    for reports in ([one], three):
        with CaptureQueriesContext(connection) as queries:
            approve_reports_and_note_lessons(reports=reports, by=disa, at=MONDAY)
        costs.append(len(queries))

    assert costs[0] == costs[1]
