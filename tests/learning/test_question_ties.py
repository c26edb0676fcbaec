import pytest

from tests.factories import MONDAY, ChainLinkFactory, EvaluationQuestionFactory, GoalFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import QuestionTie
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
OF_SORTS = pytest.mark.parametrize(("factory", "field"), [(GoalFactory, "goal"), (ChainLinkFactory, "link")])


@OF_SORTS
def test_a_question_is_about_a_goal_or_a_link(egon, factory, field):
    question, to = EvaluationQuestionFactory(), factory()

    tie = operations.tie_question(question=question, to=to, by=egon, at=MONDAY)

    other = {"goal": "link", "link": "goal"}[field]
    assert (tie.question, getattr(tie, field), getattr(tie, other)) == (question, to, None)
    assert verbs(tie) == ["question_tied"]


@OF_SORTS
def test_a_question_is_about_the_same_thing_once(egon, factory, field):
    question, to = EvaluationQuestionFactory(), factory()
    operations.tie_question(question=question, to=to, by=egon, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        operations.tie_question(question=question, to=to, by=egon, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("question.tied_already", field)
    assert QuestionTie.objects.of(egon.region_id).count() == 1


def test_a_question_may_be_about_several_things_and_a_thing_of_several_questions(egon):
    one, other = EvaluationQuestionFactory(), EvaluationQuestionFactory(number=2)
    goal, link = GoalFactory(), ChainLinkFactory()

    for question in (one, other):
        for to in (goal, link):
            operations.tie_question(question=question, to=to, by=egon, at=MONDAY)

    assert QuestionTie.objects.of(egon.region_id).count() == 4


@OF_SORTS
def test_a_question_is_about_nothing_of_another_region(egon, sydland, factory, field):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.tie_question(question=EvaluationQuestionFactory(), to=factory(region=sydland), by=egon, at=MONDAY)

    assert not QuestionTie.objects.of(egon.region_id).exists()


def test_a_reporter_neither_ties_nor_unties(egon, bo):
    question, goal = EvaluationQuestionFactory(), GoalFactory()
    with pytest.raises(NotAllowed):
        operations.tie_question(question=question, to=goal, by=bo, at=MONDAY)
    tie = operations.tie_question(question=question, to=goal, by=egon, at=MONDAY)

    with pytest.raises(NotAllowed):
        operations.untie_question(tie=tie, by=bo, at=MONDAY)

    assert QuestionTie.objects.of(egon.region_id).get() == tie


def test_untie_question_leaves_it_in_the_trail(egon):
    goal = GoalFactory()
    tie = operations.tie_question(question=EvaluationQuestionFactory(), to=goal, by=egon, at=MONDAY)

    operations.untie_question(tie=tie, by=egon, at=MONDAY)

    told = TrailEntry.objects.about(tie).last()
    assert (told.verb, told.before["goal_id"]) == ("question_untied", goal.pk)
    assert not QuestionTie.objects.of(egon.region_id).exists()
