from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChangeFactory,
    ContributionFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    LessonFactory,
    RecommendationFactory,
    UserFactory,
)
from varv.core.judgement import Axis, Verdict
from varv.core.status import Direction
from varv.core.workflow import LessonState
from varv.overview.boards.goal_sheet import goal_sheet
from varv.rounds.drafts import Ruling
from varv.rounds.operations import assess_goal

TODAY = date(2026, 11, 20)


@pytest.fixture
def goal(alvmark):
    return GoalFactory(region=alvmark, outline="2.1", name="Företagen hittar rätt kompetens")


def everything_on(goal, by):
    """One of each thing that can hang on a goal."""
    region = goal.region
    chain = ChainFactory(region=region, goal=goal)
    indicator = IndicatorFactory(region=region, goal=goal)
    initiative = InitiativeFactory(region=region)
    ContributionFactory(region=region, goal=goal, initiative=initiative)
    lesson = LessonFactory(region=region, goal=goal, state=LessonState.ACCEPTED, accepted_at=MONDAY)
    recommendation = RecommendationFactory(region=region, goal=goal)
    change = ChangeFactory(region=region, recommendation=recommendation)
    assess_goal(goal=goal, rulings={Axis.STATE: Ruling(Verdict.PARTLY, "Skäl.")}, by=by, at=MONDAY)
    return chain, indicator, initiative, lesson, recommendation, change


def test_goal_sheet_gathers_the_whole_thread(goal, anna):
    chain, indicator, initiative, lesson, recommendation, change = everything_on(goal, anna)

    sheet = goal_sheet(goal, TODAY)

    assert sheet.chains == ((chain.pk, chain.name),)
    assert [line.id for line in sheet.indicators] == [indicator.pk]
    assert [line.id for line in sheet.initiatives] == [initiative.pk]
    assert [line.id for line in sheet.lessons] == [lesson.pk]
    assert [line.id for line in sheet.recommendations] == [recommendation.pk]
    assert [line.id for line in sheet.changes] == [change.pk]
    assert sheet.latest.judgements[Axis.STATE].verdict is Verdict.PARTLY


def test_goal_sheet_of_a_bare_goal_is_empty_but_whole(goal):
    sheet = goal_sheet(goal, TODAY)

    assert (sheet.outline, sheet.name, sheet.owner) == ("2.1", "Företagen hittar rätt kompetens", "")
    assert (sheet.parent, sheet.children, sheet.latest, sheet.is_retired) == (None, (), None, False)
    assert (sheet.chains, sheet.indicators, sheet.initiatives, sheet.lessons, sheet.changes) == ((), (), (), (), ())


def test_goal_sheet_leads_up_and_down_the_tree(alvmark, goal):
    below = GoalFactory(region=alvmark, parent=goal, outline="2.1.1", place=1)
    GoalFactory(region=alvmark, parent=goal, outline="2.1.2", place=2, retired_on=date(2026, 1, 1))

    assert [child.id for child in goal_sheet(goal, TODAY).children] == [below.pk]
    assert goal_sheet(below, TODAY).parent.id == goal.pk


def test_goal_sheet_tells_direction_and_owner(alvmark):
    owner = UserFactory(username="egon", name="Egon Sundin")
    goal = GoalFactory(region=alvmark, is_targeted=False, wished=Direction.UP, owner=owner)

    sheet = goal_sheet(goal, TODAY)

    assert (sheet.is_targeted, sheet.wished, sheet.owner) == (False, Direction.UP, "Egon Sundin")


def test_goal_sheet_finds_changes_that_came_straight_from_a_lesson(goal):
    lesson = LessonFactory(region=goal.region, goal=goal, state=LessonState.ACCEPTED)
    change = ChangeFactory(region=goal.region, recommendation=None, lesson=lesson)

    assert [line.id for line in goal_sheet(goal, TODAY).changes] == [change.pk]


def test_goal_sheet_keeps_drafts_of_lessons_to_their_authors(goal):
    LessonFactory(region=goal.region, goal=goal)

    assert goal_sheet(goal, TODAY).lessons == ()


def test_goal_sheet_shows_the_newest_assessment_and_keeps_the_old(goal, anna, egon):
    for by, verdict in ((anna, Verdict.WRONG_WAY), (egon, Verdict.RIGHT_WAY)):
        assess_goal(goal=goal, rulings={Axis.STATE: Ruling(verdict, "Skäl.")}, by=by, at=MONDAY)

    sheet = goal_sheet(goal, TODAY)

    assert (sheet.latest.author, [line.author for line in sheet.assessments]) == ("Egon", ["Egon", "Anna"])


@pytest.mark.parametrize("times", [1, 3])
def test_goal_sheet_asks_equally_often_for_one_and_for_three(times, goal, anna, django_assert_num_queries):
    for _ in range(times):
        everything_on(goal, anna)

    with django_assert_num_queries(17):
        goal_sheet(goal, TODAY)
