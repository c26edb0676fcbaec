"""What the demo tells of lessons that were met where plans were made, so that every answer has something to show."""

from datetime import date

import pytest

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.roles import Actor, Role
from varv.jobs.demo.recalling import ANSWERS
from varv.learning.models import Lesson, LessonUse
from varv.overview.learning.lessons.lesson_uses import uses_of
from varv.overview.learning.lessons.recall import recalled
from varv.overview.learning.lessons.recall_wishes import wish_of_chain, wish_of_initiative
from varv.regions.models import Membership
from varv.strategy.models import Chain

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)
PROBLEM = "Företag svarar när vi frågar efter deras problem, inte efter deras kursbehov."


@pytest.fixture
def anna(demo):
    membership = Membership.objects.of(demo.pk).get(user__username="anna")
    return Actor(demo.pk, membership.user_id, "Anna Lindqvist", frozenset({Role.STRATEGIST}))


def test_every_kind_of_answer_is_given(demo):
    given = LessonUse.objects.of(demo.pk)

    assert {use.heed for use in given} == set(Heed)
    assert given.count() == len(ANSWERS)


def test_most_places_where_plans_are_made_have_an_answer(demo):
    places = {use.place for use in LessonUse.objects.of(demo.pk)}

    assert places == set(RecallPlace) - {RecallPlace.PREPARE_EVALUATION}


def test_every_no_has_a_reason(demo):
    said_no = LessonUse.objects.of(demo.pk).exclude(heed=Heed.USED)

    assert all(use.because for use in said_no)


def test_one_lesson_has_an_objection_and_somebody_who_changed_their_mind(demo):
    lesson = Lesson.objects.of(demo.pk).get(statement=PROBLEM)

    uses = uses_of(demo.pk, lesson.pk)

    assert ([line.person for line in uses.objections], uses.changed) == (["Egon Sundin"], 1)
    assert [(line.person, line.thing) for line in uses.used] == [("Bo Hägglund", "Företag möter vuxenutbildning")]


def test_the_objection_has_put_the_lesson_up_for_review(demo):
    assert Lesson.objects.of(demo.pk).get(statement=PROBLEM).review_on <= ON


def test_a_chain_brings_lessons_to_mind_that_worked_and_that_did_not(demo, anna):
    chain = Chain.objects.of(demo.pk).get(name="Kompetens för omställning")

    found = recalled(anna, wish_of_chain(chain, ON))

    assert len(found) == 5
    assert len({line.turnout for line in found}) > 1
    assert all(line.whys for line in found)


def test_what_was_set_aside_there_comes_last(demo, anna):
    chain = Chain.objects.of(demo.pk).get(name="Kompetens för omställning")

    found = recalled(anna, wish_of_chain(chain, ON), limit=20)

    assert [line.statement for line in found if line.is_set_aside] == [PROBLEM]
    assert found[-1].statement == PROBLEM


def test_what_was_used_for_an_initiative_is_recalled_there(demo, anna):
    use = LessonUse.objects.of(demo.pk).get(place=RecallPlace.PREPARE_VISIT)

    found = recalled(anna, wish_of_initiative(use.initiative, ON))

    assert [line.lesson_id for line in found if line.heed is Heed.USED] == [use.lesson_id]
