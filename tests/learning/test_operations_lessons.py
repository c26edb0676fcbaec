from datetime import date

import pytest

from tests.factories import MONDAY, ContributionFactory, GenericActivityFactory, GoalFactory
from tests.learning.walks import accepted_lesson, handed_in_report, noted_finding, noted_lesson, person
from tests.people import verbs
from varv.core.judgement import Confidence
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import LessonState, ReportState
from varv.learning import operations
from varv.learning.models import Lesson

pytestmark = pytest.mark.django_db


def edited(lesson, by, **changed):
    values = {
        "statement": "Korta moduler passar den som har jobb.",
        "context": "Yrkesväxling.",
        "confidence": Confidence.MEASURED,
        "generic_activity": None,
        "goal": None,
        "revision": lesson.revision,
    }
    operations.edit_lesson(lesson=lesson, **(values | changed), by=by, at=MONDAY)


def test_note_lesson_from_an_occasion(bo):
    lesson = noted_lesson(bo)

    assert (lesson.occasion, lesson.report, lesson.finding, lesson.state, lesson.author) == (
        "Lärandeseminarium i mars",
        None,
        None,
        LessonState.DRAFT,
        person(bo),
    )
    assert verbs(lesson) == ["noted"]


def test_note_lesson_from_a_finding_with_what_it_is_about(egon):
    finding, activity, goal = noted_finding(egon), GenericActivityFactory(), GoalFactory()

    lesson = noted_lesson(egon, finding, generic_activity=activity, goal=goal, context="Yrkesväxling.")

    assert (lesson.finding, lesson.occasion, lesson.generic_activity, lesson.goal, lesson.context) == (
        finding,
        "",
        activity,
        goal,
        "Yrkesväxling.",
    )


def test_note_lesson_from_report_takes_up_what_it_says(anna, bo):
    report = handed_in_report(bo)
    later = ContributionFactory(initiative=report.initiative, goal__place=900)
    first = ContributionFactory(initiative=report.initiative, goal__place=1, goal__document=later.goal.document)

    lesson = operations.note_lesson_from_report(report=report, by=anna, at=MONDAY)

    assert (lesson.report, lesson.statement, lesson.confidence) == (
        report,
        "Den som får sällskap första gången kommer tillbaka.",
        Confidence.MEASURED,
    )
    assert (lesson.goal, lesson.generic_activity) == (first.goal, report.initiative.generic_activity)


def test_drafted_from_a_report_without_goal_or_confidence(bo):
    report = handed_in_report(bo, confidence=None)

    draft = operations.drafted_from(report)

    assert (draft.confidence, draft.goal) == (Confidence.EXPERIENCE, None)


@pytest.mark.parametrize(
    ("because_of", "changed", "code", "field"),
    [
        (" ", {}, "lesson.occasion_missing", "occasion"),
        ("Ett möte", {"statement": ""}, "lesson.statement_missing", "statement"),
    ],
)
def test_note_lesson_that_says_nothing_is_refused(because_of, changed, code, field, bo):
    with pytest.raises(RuleBroken) as refused:
        noted_lesson(bo, because_of, **changed)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert list(Lesson.objects.of(bo.region_id)) == []


def test_note_lesson_from_a_report_in_writing_is_refused(anna, bo):
    report = handed_in_report(bo, state=ReportState.DRAFT)

    with pytest.raises(RuleBroken, match=r"lesson\.report_not_handed_in"):
        operations.note_lesson_from_report(report=report, by=anna, at=MONDAY)


def test_note_lesson_keeps_to_one_region(anna, stig):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        noted_lesson(anna, handed_in_report(stig))


def test_note_lesson_is_refused_to_a_reader(cilla):
    with pytest.raises(NotAllowed):
        noted_lesson(cilla)


def test_edit_lesson_by_its_author(bo):
    lesson = noted_lesson(bo)

    edited(lesson, bo)

    lesson.refresh_from_db()
    assert (lesson.statement, lesson.context, lesson.confidence) == (
        "Korta moduler passar den som har jobb.",
        "Yrkesväxling.",
        Confidence.MEASURED,
    )
    assert verbs(lesson) == ["noted", "edited"]


def test_edit_lesson_is_refused_to_others_and_when_accepted(anna, bo):
    draft, common = noted_lesson(bo), accepted_lesson(anna)

    with pytest.raises(NotAllowed, match=r"lesson\.not_yours"):
        edited(draft, anna)
    with pytest.raises(RuleBroken, match=r"lesson\.is_accepted"):
        edited(common, anna)

    assert (verbs(draft), verbs(common)) == (["noted"], ["noted", "worked_up", "accepted"])


def test_edit_lesson_is_refused_when_it_was_changed_in_another_window(bo):
    lesson = noted_lesson(bo)
    edited(lesson, bo)

    with pytest.raises(RuleBroken, match="stale"):
        edited(lesson, bo, statement="Något annat.")


def test_edit_lesson_to_silence_is_refused(bo):
    lesson = noted_lesson(bo)

    with pytest.raises(RuleBroken, match=r"lesson\.statement_missing"):
        edited(lesson, bo, statement=" ")


def test_offer_lesson_shows_it_to_those_who_may_accept(anna, bo):
    lesson = noted_lesson(bo)

    operations.offer_lesson(lesson=lesson, by=bo, at=MONDAY)

    assert list(Lesson.objects.of(anna.region_id).readable_by(anna)) == [lesson]
    assert verbs(lesson) == ["noted", "offered"]


def test_offer_lesson_of_someone_else_is_refused(anna, bo):
    lesson = noted_lesson(bo)

    with pytest.raises(NotAllowed, match=r"lesson\.not_yours"):
        operations.offer_lesson(lesson=lesson, by=anna, at=MONDAY)


def test_accept_lesson_says_when_it_holds(bo, disa):
    lesson = noted_lesson(bo)

    operations.offer_lesson(lesson=lesson, by=bo, at=MONDAY)

    operations.accept_lesson(
        lesson=lesson,
        context="Yrkesväxling.",
        holds_not="Unga.",
        generic_activity=GenericActivityFactory(),
        by=disa,
        at=MONDAY,
    )

    lesson.refresh_from_db()
    assert (lesson.state, lesson.context, lesson.holds_not, lesson.accepted_at) == (
        LessonState.ACCEPTED,
        "Yrkesväxling.",
        "Unga.",
        MONDAY,
    )
    assert (lesson.owner_id, lesson.review_on) == (bo.person_id, date(2027, 11, 16))
    assert verbs(lesson) == ["noted", "offered", "worked_up", "accepted"]


def test_accept_lesson_without_context_is_refused(anna):
    lesson = noted_lesson(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.accept_lesson(lesson=lesson, context=" ", by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("lesson.context_missing", "context")
    assert lesson.state is LessonState.DRAFT


def test_accept_lesson_is_refused_to_a_reporter(bo):
    lesson = noted_lesson(bo)

    with pytest.raises(NotAllowed):
        operations.accept_lesson(lesson=lesson, context="Alltid.", by=bo, at=MONDAY)


def test_retire_lesson_keeps_it_with_the_reason(anna):
    lesson = accepted_lesson(anna)

    operations.retire_lesson(lesson=lesson, reason="Reglerna ändrades 2026.", by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (lesson.state, lesson.retired_because) == (LessonState.RETIRED, "Reglerna ändrades 2026.")
    assert verbs(lesson) == ["noted", "worked_up", "accepted", "retired"]


def test_retire_lesson_without_a_reason_is_refused(anna):
    lesson = accepted_lesson(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.retire_lesson(lesson=lesson, reason="", by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("lesson.reason_missing", "reason")


def test_retire_lesson_that_is_common_is_refused_to_its_author(anna, bo):
    lesson = accepted_lesson(bo)

    with pytest.raises(NotAllowed):
        operations.retire_lesson(lesson=lesson, reason="Fel.", by=bo, at=MONDAY)
