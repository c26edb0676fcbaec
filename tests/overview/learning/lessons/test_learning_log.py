from datetime import date

import pytest

from tests.factories import ChainLinkFactory, EvaluationQuestionFactory, GenericActivityFactory, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    answered_recommendation,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    planned_action,
    questions,
    recorded_change,
    registered_evaluation,
)
from varv.core.judgement import Answer, Confidence
from varv.core.theory import Evidence
from varv.core.workflow import LessonState, RecommendationState
from varv.learning import operations
from varv.overview.learning.lessons.learning_log import (
    LessonWish,
    findings_of,
    lesson_list,
    lessons_by_activity,
    lessons_by_goal,
    recommendations_by_goal,
)

pytestmark = pytest.mark.django_db


def statements(reader, **wish):
    return [line.statement for line in lesson_list(reader, LessonWish(**wish)).lessons]


def test_lesson_list_gives_the_newest_first_with_its_source(anna, bo):
    accepted_lesson(anna, at=APRIL)
    report = handed_in_report(bo, initiative__name="Yrkesväxling")
    accepted_lesson(anna, report, statement="Sällskap hjälper.", confidence=Confidence.MEASURED)

    newest, oldest = lesson_list(bo, LessonWish()).lessons

    assert (newest.statement, newest.origin.initiative, newest.confidence, newest.author) == (
        "Sällskap hjälper.",
        "Yrkesväxling",
        Confidence.MEASURED,
        "Anna",
    )
    assert (oldest.origin.occasion, oldest.noted_on, oldest.context) == (
        "Lärandeseminarium i mars",
        date(2026, 4, 28),
        "Gäller yrkesväxling, inte unga.",
    )


def test_lesson_list_hides_the_drafts_of_others(anna, bo, cilla):
    draft = noted_lesson(bo, statement="Mitt utkast.")

    assert (statements(bo), statements(anna), statements(cilla)) == (["Mitt utkast."], [], [])

    operations.offer_lesson(lesson=draft, by=bo, at=APRIL)
    assert (statements(anna), statements(cilla)) == (["Mitt utkast."], [])


def test_lesson_list_counts_what_came_of_each(anna, disa):
    lesson = accepted_lesson(anna, at=APRIL)
    turn = opened_turn(anna)
    recorded_change(anna, lesson, turn)
    recommendation = made_recommendation(anna, lesson)
    made_recommendation(anna, lesson)
    operations.answer_recommendation(
        recommendation=recommendation, answer=Answer.YES, reasons="Ja.", mandate="Chef", by=disa, at=APRIL
    )
    planned_action(anna, recommendation)
    recorded_change(anna, recommendation, turn)

    (line,) = lesson_list(anna, LessonWish()).lessons

    assert (line.recommendations, line.changes) == (2, 2)


def test_lesson_list_filters_by_state_and_author(anna, bo):
    accepted_lesson(anna, statement="Annas.")
    accepted_lesson(anna, statement="Gammal.")
    operations.retire_lesson(lesson=noted_lesson(anna, statement="Annas utkast."), reason="Fel.", by=anna, at=APRIL)
    noted_lesson(bo, statement="Bos utkast.")

    assert statements(anna, state=LessonState.RETIRED) == ["Annas utkast."]
    assert statements(bo, state=LessonState.ACCEPTED) == ["Gammal.", "Annas."]
    assert statements(bo, author_id=bo.person_id) == ["Bos utkast."]


def test_lesson_list_filters_by_activity_goal_and_words(anna):
    activity, goal = GenericActivityFactory(number=4, name="Nätverk"), GoalFactory(outline="2.1", name="Fler i arbete")
    accepted_lesson(anna, statement="Åtgärder behöver sällskap.", generic_activity=activity)
    accepted_lesson(anna, statement="Korta moduler passar.", goal=goal)

    everything = lesson_list(anna, LessonWish())

    assert (everything.activities, everything.goals) == (
        ((activity.pk, "4. Nätverk"),),
        ((goal.pk, "2.1 Fler i arbete"),),
    )
    assert statements(anna, activity_id=activity.pk) == ["Åtgärder behöver sällskap."]
    assert statements(anna, goal_id=goal.pk) == ["Korta moduler passar."]
    assert statements(anna, words="sällskap åtgärder") == ["Åtgärder behöver sällskap."]
    assert statements(anna, words="seminarium korta") == ["Korta moduler passar."]
    assert statements(anna, words="bredband") == []


def test_lesson_list_counts_the_states_one_may_read(anna, bo):
    accepted_lesson(anna)
    noted_lesson(anna)
    noted_lesson(bo)

    found = lesson_list(anna, LessonWish(state=LessonState.ACCEPTED))

    assert found.counts == {
        LessonState.DRAFT: 1,
        LessonState.WORKED_UP: 0,
        LessonState.ACCEPTED: 1,
        LessonState.RETIRED: 0,
    }
    assert (found.total, len(found.lessons)) == (2, 1)


def test_lesson_list_asks_four_times_however_many(anna):
    accepted_lesson(anna, goal=GoalFactory())
    one = questions(lambda: lesson_list(anna, LessonWish()))
    accepted_lesson(anna, noted_finding(anna))
    accepted_lesson(anna, goal=GoalFactory())

    assert (one, questions(lambda: lesson_list(anna, LessonWish()))) == (4, 4)


def test_lessons_by_goal_and_activity_hold_what_is_accepted(anna):
    activity, goal, other = GenericActivityFactory(), GoalFactory(), GoalFactory()
    held = accepted_lesson(anna, goal=goal, generic_activity=activity)
    noted_lesson(anna, goal=goal, generic_activity=activity)

    by_goal = lessons_by_goal(anna.region_id, [goal.pk, other.pk])
    by_activity = lessons_by_activity(anna.region_id, [activity.pk])

    assert {key: [line.id for line in lines] for key, lines in by_goal.items()} == {goal.pk: [held.pk]}
    assert [line.id for line in by_activity] == [held.pk]
    assert lessons_by_activity(anna.region_id, []) == ()


def test_recommendations_by_goal_tell_their_answer(anna, disa):
    goal = GoalFactory()
    made_recommendation(anna, goal=goal)
    answered_recommendation(anna, disa, Answer.NO, goal=goal)
    made_recommendation(anna)

    lines = recommendations_by_goal(anna.region_id, [goal.pk])

    assert [(line.number, line.state, line.answer) for line in lines[goal.pk]] == [
        (1, RecommendationState.AWAITING, None),
        (2, RecommendationState.DECLINED, Answer.NO),
    ]
    assert list(lines) == [goal.pk]


def test_lines_by_goal_ask_once_however_many(anna):
    goal = GoalFactory()
    for _ in range(3):
        made_recommendation(anna, goal=goal)
        accepted_lesson(anna, goal=goal)

    assert questions(lambda: recommendations_by_goal(anna.region_id, [goal.pk])) == 1
    assert questions(lambda: lessons_by_goal(anna.region_id, [goal.pk])) == 1


def test_findings_of_an_evaluation_tell_what_they_speak_of_and_led_to(anna):
    link = ChainLinkFactory(source__text="Moduler", target__text="Fler byter yrke")
    goal = GoalFactory(outline="2.1", name="Fler i arbete")
    question = EvaluationQuestionFactory()
    finding = noted_finding(anna, link=link, goal=goal, question=question)
    made_recommendation(anna, finding)
    lesson = accepted_lesson(anna, finding)

    (line,) = findings_of(finding.evaluation, anna)

    assert (line.text, line.evidence, line.rests_on, line.question, line.link, line.goal) == (
        "Valideringen är flaskhalsen.",
        Evidence.SOME,
        "Delrapport 2, s. 31",
        "Bidrar insatserna till att möta behoven?",
        "Moduler → Fler byter yrke",
        "2.1 Fler i arbete",
    )
    assert ([one.number for one in line.recommendations], line.lessons, line.chain_id) == (
        [1],
        ((lesson.pk, lesson.statement),),
        link.chain_id,
    )


def test_findings_of_an_evaluation_hide_drafts_and_need_no_ties(anna, bo):
    finding = noted_finding(anna)
    noted_lesson(bo, finding)

    (line,) = findings_of(finding.evaluation, anna)

    assert (line.lessons, line.recommendations, line.question, line.link, line.chain_id, line.goal) == (
        (),
        (),
        "",
        "",
        None,
        "",
    )


def test_findings_of_an_evaluation_ask_three_times_however_many(anna):
    evaluation = registered_evaluation(anna)
    made_recommendation(anna, noted_finding(anna, evaluation))
    one = questions(lambda: findings_of(evaluation, anna))
    made_recommendation(anna, noted_finding(anna, evaluation))
    made_recommendation(anna, noted_finding(anna, evaluation))

    assert (one, questions(lambda: findings_of(evaluation, anna))) == (3, 3)
