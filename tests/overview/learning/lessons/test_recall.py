from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    EvaluationFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    GoalLinkFactory,
    InitiativeFactory,
    LessonFactory,
    LessonReaderFactory,
    LessonSourceFactory,
    LessonUseFactory,
    PlaceFactory,
    SteeringDocumentFactory,
)
from tests.learning.walks import questions
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace, SourceKind, Turnout
from varv.core.recalling import Why
from varv.core.surety import Surety
from varv.core.workflow import LessonState
from varv.overview.learning.lessons.recall import RecallWish, recalled

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def wish(**known):
    return RecallWish(**({"place": RecallPlace.START_INITIATIVE, "on": TODAY} | known))


def lesson(**told):
    return LessonFactory(state=LessonState.ACCEPTED, **told)


def whys(actor, asked):
    return {one.lesson_id: set(one.whys) for one in recalled(actor, asked)}


def shown(actor, asked, **limit):
    return [one.lesson_id for one in recalled(actor, asked, **limit)]


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory()


def test_nothing_is_recalled_about_nothing(anna, activity):
    lesson(generic_activity=activity)

    assert recalled(anna, wish()) == ()


def test_a_lesson_of_the_same_activity_says_so(anna, activity):
    same, _other = lesson(generic_activity=activity), lesson(generic_activity=GenericActivityFactory())

    assert whys(anna, wish(activity_ids=(activity.pk,))) == {same.pk: {Why.ACTIVITY}}


def test_a_lesson_is_told_with_all_that_is_known_of_it(anna, activity):
    same = lesson(generic_activity=activity, turnout=Turnout.FAILED, holds_not="Den som redan har arbete.")

    (line,) = recalled(anna, wish(activity_ids=(activity.pk,)))

    assert (line.statement, line.context, line.holds_not) == (same.statement, same.context, same.holds_not)
    assert (line.turnout, line.surety, line.sources, line.disputes) == (Turnout.FAILED, Surety.WEAK, 1, 0)
    assert (line.accepted_on, line.times_used, line.heed, line.because) == (TODAY, 0, None, "")


def test_goals_above_and_below_are_kin(anna, alvmark):
    top = GoalFactory()
    middle = GoalFactory(document=top.document, parent=top)
    low = GoalFactory(document=top.document, parent=middle)
    same, above, below = lesson(goal=middle), lesson(goal=top), lesson(goal=low)
    lesson(goal=GoalFactory(document=top.document))

    assert whys(anna, wish(goal_ids=(middle.pk,))) == {
        same.pk: {Why.GOAL},
        above.pk: {Why.GOAL_ABOVE},
        below.pk: {Why.GOAL_BELOW},
    }


def test_a_goal_of_another_document_that_it_contributes_to_is_above(anna, alvmark):
    mine, theirs = GoalFactory(), GoalFactory()
    GoalLinkFactory(source=mine, target=theirs)
    above = lesson(goal=theirs)

    assert whys(anna, wish(goal_ids=(mine.pk,))) == {above.pk: {Why.GOAL_ABOVE}}


def test_a_lesson_from_a_finding_about_the_chain_says_so(anna, alvmark):
    link = ChainLinkFactory()
    finding = FindingFactory(link=link)
    first, later = lesson(finding=finding, occasion=""), lesson()
    LessonSourceFactory(lesson=later, kind=SourceKind.FINDING, finding=finding, text="")

    assert whys(anna, wish(chain_ids=(link.chain_id,))) == {first.pk: {Why.CHAIN}, later.pk: {Why.CHAIN}}


def test_the_same_place_and_target_group_are_reasons(anna, alvmark):
    place = PlaceFactory()
    there, whom = lesson(place=place), lesson(target_group="Nyanlända kvinnor")
    lesson(target_group="Småföretag")

    found = whys(anna, wish(place_ids=(place.pk,), target_group="Språkcafé för nyanlända"))

    assert found == {there.pk: {Why.PLACE}, whom.pk: {Why.TARGET_GROUP}}


def test_several_reasons_are_told_in_order(anna, activity):
    goal = GoalFactory()
    lesson(generic_activity=activity, goal=goal)

    (line,) = recalled(anna, wish(activity_ids=(activity.pk,), goal_ids=(goal.pk,)))

    assert line.whys == (Why.ACTIVITY, Why.GOAL)


def test_the_nearer_comes_before_the_newer(anna, activity):
    goal = GoalFactory()
    both = lesson(generic_activity=activity, goal=goal)
    newer = lesson(generic_activity=activity, accepted_at=MONDAY + timedelta(days=9))

    assert shown(anna, wish(activity_ids=(activity.pk,), goal_ids=(goal.pk,))) == [both.pk, newer.pk]


def test_of_lessons_as_near_the_surer_comes_first(anna, activity):
    sure = lesson(generic_activity=activity)
    for number in range(3):
        LessonSourceFactory(lesson=sure, kind=SourceKind.INTERVIEW, text=f"Samtal {number}")
    newer = lesson(generic_activity=activity, accepted_at=MONDAY + timedelta(days=9))

    lines = recalled(anna, wish(activity_ids=(activity.pk,)))

    assert [(line.lesson_id, line.surety) for line in lines] == [(sure.pk, Surety.GOOD), (newer.pk, Surety.WEAK)]


def test_never_more_than_the_limit(anna, activity):
    for _ in range(4):
        lesson(generic_activity=activity)

    assert len(shown(anna, wish(activity_ids=(activity.pk,)), limit=3)) == 3


def test_a_failure_is_shown_beside_successes(anna, activity):
    for _ in range(3):
        lesson(generic_activity=activity, turnout=Turnout.WORKED, accepted_at=MONDAY + timedelta(days=1))
    failed = lesson(generic_activity=activity, turnout=Turnout.FAILED)

    assert failed.pk in shown(anna, wish(activity_ids=(activity.pk,)), limit=2)


@pytest.mark.parametrize("state", [LessonState.DRAFT, LessonState.WORKED_UP, LessonState.RETIRED])
def test_what_is_not_accepted_is_never_recalled_not_even_for_its_author(anna, disa, activity, state):
    hidden = LessonFactory(state=state, generic_activity=activity, author_id=anna.person_id, offered_at=MONDAY)
    LessonReaderFactory(lesson=hidden, person_id=disa.person_id)

    assert [recalled(actor, wish(activity_ids=(activity.pk,))) for actor in (anna, disa)] == [(), ()]


def test_another_regions_lessons_are_never_recalled(stig, activity):
    lesson(generic_activity=activity)

    assert recalled(stig, wish(activity_ids=(activity.pk,))) == ()


@pytest.mark.parametrize(
    ("kind", "factory"),
    [
        ("initiative", InitiativeFactory),
        ("chain", ChainFactory),
        ("document", SteeringDocumentFactory),
        ("evaluation", EvaluationFactory),
    ],
)
def test_what_was_set_aside_for_this_very_thing_sinks(anna, bo, activity, kind, factory):
    named = {"title": "En annan plan"} if factory is SteeringDocumentFactory else {}
    thing, other = factory(), factory(**named)
    near, far = lesson(generic_activity=activity), lesson(generic_activity=activity, accepted_at=MONDAY - timedelta(9))
    said = {"heed": Heed.NOT_RELEVANT, "because": "Vi möter företag.", "person_id": bo.person_id, kind: thing}
    LessonUseFactory(lesson=near, **said)

    asked = wish(activity_ids=(activity.pk,), thing=thing)
    assert shown(anna, asked) == [far.pk, near.pk]
    assert shown(anna, wish(activity_ids=(activity.pk,), thing=other)) == [near.pk, far.pk]
    aside = recalled(anna, asked)[1]
    assert (aside.is_set_aside, aside.heed, aside.because) == (True, Heed.NOT_RELEVANT, "Vi möter företag.")


def test_the_latest_answer_counts(anna, activity):
    initiative, near = InitiativeFactory(), lesson(generic_activity=activity)
    LessonUseFactory(lesson=near, initiative=initiative, heed=Heed.DISAGREE, because="Stämmer inte.")
    LessonUseFactory(lesson=near, initiative=initiative, noted_at=MONDAY + timedelta(hours=1))

    (line,) = recalled(anna, wish(activity_ids=(activity.pk,), thing=initiative))

    assert (line.is_set_aside, line.heed, set(line.whys)) == (False, Heed.USED, {Why.ACTIVITY, Why.USED_HERE})


def test_what_was_used_here_is_recalled_although_nothing_else_ties_it(anna, alvmark):
    initiative, used = InitiativeFactory(), lesson()
    LessonUseFactory(lesson=used, initiative=initiative)

    assert whys(anna, wish(thing=initiative)) == {used.pk: {Why.USED_HERE}}


def test_before_it_exists_my_own_answers_of_the_day_count(anna, bo, activity):
    near = lesson(generic_activity=activity)
    LessonUseFactory(lesson=near, person_id=anna.person_id, heed=Heed.NOT_RELEVANT, because="Inte här.")

    asked = wish(activity_ids=(activity.pk,))
    tomorrow = wish(activity_ids=(activity.pk,), on=TODAY + timedelta(days=1))
    assert [line.is_set_aside for line in recalled(anna, asked)] == [True]
    assert [line.is_set_aside for line in recalled(anna, tomorrow)] == [False]
    assert [line.is_set_aside for line in recalled(bo, asked)] == [False]


def test_how_often_it_is_used_is_told(anna, activity):
    used = lesson(generic_activity=activity)
    for _ in range(2):
        LessonUseFactory(lesson=used, initiative=InitiativeFactory())

    assert [line.times_used for line in recalled(anna, wish(activity_ids=(activity.pk,)))] == [2]


def test_as_many_queries_for_one_lesson_as_for_three(anna, activity):
    goal, chain = GoalFactory(), ChainFactory()
    asked = wish(activity_ids=(activity.pk,), goal_ids=(goal.pk,), chain_ids=(chain.pk,), thing=InitiativeFactory())
    lesson(generic_activity=activity)
    one = questions(lambda: recalled(anna, asked))
    lesson(generic_activity=activity)
    LessonUseFactory(lesson=lesson(goal=goal), initiative=asked.thing)

    assert questions(lambda: recalled(anna, asked)) == one
