import pytest

from tests.factories import LessonFactory
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import GRANTS, Actor, May, Role
from varv.core.workflow import LessonState
from varv.learning.rules import check_because, check_planned, check_use_lesson
from varv.learning.rules.uses import PLANNED

pytestmark = pytest.mark.django_db


def someone(role):
    return Actor(1, 1, "Någon", frozenset({role}))


@pytest.mark.parametrize("role", Role)
def test_whoever_may_note_lessons_may_say_what_they_made_of_one(alvmark, role):
    lesson = LessonFactory(state=LessonState.ACCEPTED)

    assert holds(check_use_lesson, lesson, someone(role)) is (May.NOTE_LESSON in GRANTS[role])


@pytest.mark.parametrize("state", LessonState)
def test_only_what_is_held_for_true_can_be_used(alvmark, state):
    assert holds(check_use_lesson, LessonFactory(state=state), someone(Role.STRATEGIST)) is (
        state is LessonState.ACCEPTED
    )


def test_the_right_is_asked_before_the_state(alvmark):
    with pytest.raises(NotAllowed):
        check_use_lesson(LessonFactory(), someone(Role.READER))


@pytest.mark.parametrize("heed", Heed)
@pytest.mark.parametrize(("because", "is_said"), [("", False), (" \n", False), ("Inte hos oss.", True)])
def test_every_answer_but_used_has_a_reason(heed, because, is_said):
    assert holds(check_because, heed, because) is (is_said or heed is Heed.USED)


def test_every_place_has_its_thing():
    assert set(PLANNED) == set(RecallPlace)


@pytest.mark.parametrize("place", RecallPlace)
@pytest.mark.parametrize("kind", ["initiative", "chain", "document", "evaluation"])
def test_a_thing_is_planned_only_in_its_own_place(place, kind):
    assert holds(check_planned, place, {kind: object()}) is (PLANNED[place] == kind)


@pytest.mark.parametrize("place", RecallPlace)
def test_nothing_can_be_planned_anywhere(place):
    check_planned(place, dict.fromkeys(PLANNED.values()))


def test_the_refusal_tells_which_place():
    with pytest.raises(RuleBroken, match=r"lesson_use\.planned_elsewhere") as refused:
        check_planned(RecallPlace.EDIT_CHAIN, {"document": object()})

    assert refused.value.facts == {"place": RecallPlace.EDIT_CHAIN}
