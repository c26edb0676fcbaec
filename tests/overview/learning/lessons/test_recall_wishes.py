from datetime import date

import pytest

from tests.factories import (
    AskedQuestionFactory,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ContributionFactory,
    EvaluationFactory,
    EvaluationQuestionFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    QuestionTieFactory,
    SteeringDocumentFactory,
)
from varv.core.kinds import RecallPlace
from varv.core.theory import Level
from varv.overview.learning.lessons.recall import RecallWish
from varv.overview.learning.lessons.recall_wishes import (
    wish_before_start,
    wish_of_chain,
    wish_of_document,
    wish_of_evaluation,
    wish_of_initiative,
    wish_of_visit,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def test_before_the_start_the_chains_goal_comes_along(alvmark):
    activity, goal, chosen = GenericActivityFactory(), GoalFactory(), GoalFactory()
    chain = ChainFactory(goal=goal)

    assert wish_before_start(activity, chain, [chosen.pk], TODAY) == RecallWish(
        place=RecallPlace.START_INITIATIVE,
        on=TODAY,
        activity_ids=(activity.pk,),
        goal_ids=(goal.pk, chosen.pk),
        chain_ids=(chain.pk,),
    )


def test_before_the_start_the_activity_alone_is_enough(alvmark):
    activity = GenericActivityFactory()

    asked = wish_before_start(activity, None, [], TODAY)

    assert (asked.activity_ids, asked.goal_ids, asked.chain_ids, asked.thing) == ((activity.pk,), (), (), None)


def test_a_chain_without_goal_brings_no_goal(alvmark):
    assert wish_before_start(GenericActivityFactory(), ChainFactory(goal=None), [], TODAY).goal_ids == ()


def test_an_initiative_is_about_its_activity_chain_goals_and_places(alvmark):
    chain, place = ChainFactory(), PlaceFactory()
    initiative = InitiativeFactory(chain=chain, name="Språkcafé", description="För nyanlända")
    goal = ContributionFactory(initiative=initiative).goal
    InitiativePlaceFactory(initiative=initiative, place=place)
    ContributionFactory(), InitiativePlaceFactory()

    assert wish_of_initiative(initiative, TODAY) == RecallWish(
        place=RecallPlace.START_INITIATIVE,
        on=TODAY,
        thing=initiative,
        activity_ids=(initiative.generic_activity_id,),
        goal_ids=(goal.pk,),
        place_ids=(place.pk,),
        chain_ids=(chain.pk,),
        target_group="Språkcafé För nyanlända",
    )


def test_a_visit_is_about_the_initiative_of_the_project(alvmark):
    initiative = InitiativeFactory(chain=None)

    asked = wish_of_visit(initiative, TODAY)

    assert (asked.place, asked.thing, asked.chain_ids) == (RecallPlace.PREPARE_VISIT, initiative, ())


def test_a_chain_is_about_its_goal_and_the_activities_of_its_steps(alvmark):
    goal = GoalFactory()
    chain = ChainFactory(goal=goal, name="Kompetens", summary="Vuxna som arbetar")
    kind = ChainStepFactory(chain=chain, level=Level.ACTIVITY, generic_activity=GenericActivityFactory())
    ChainStepFactory(chain=chain, level=Level.OUTPUT)
    ChainStepFactory(chain=chain, level=Level.ACTIVITY, generic_activity=kind.generic_activity)

    assert wish_of_chain(chain, TODAY) == RecallWish(
        place=RecallPlace.EDIT_CHAIN,
        on=TODAY,
        thing=chain,
        activity_ids=(kind.generic_activity_id,),
        goal_ids=(goal.pk,),
        chain_ids=(chain.pk,),
        target_group="Kompetens Vuxna som arbetar",
    )


def test_a_chain_without_goal_is_still_a_chain(alvmark):
    asked = wish_of_chain(ChainFactory(goal=None), TODAY)

    assert (asked.goal_ids, len(asked.chain_ids)) == ((), 1)


def test_a_document_is_about_its_goals_that_hold_and_its_chains(alvmark):
    document = SteeringDocumentFactory(title="Handlingsplan")
    goal, chain = GoalFactory(document=document), ChainFactory(document=document)
    GoalFactory(document=document, retired_on=TODAY)
    GoalFactory()

    asked = wish_of_document(document, TODAY)

    assert (asked.place, asked.thing) == (RecallPlace.WRITE_PLAN, document)
    assert (asked.goal_ids, asked.chain_ids) == ((goal.pk,), (chain.pk,))


def test_an_evaluation_is_about_what_its_questions_and_findings_are_about(alvmark):
    evaluation, question = EvaluationFactory(title="Studiecoacher", purpose="Unga"), EvaluationQuestionFactory()
    goal, link, found_goal = GoalFactory(), ChainLinkFactory(), GoalFactory()
    AskedQuestionFactory(evaluation=evaluation, question=question)
    QuestionTieFactory(question=question, goal=goal)
    QuestionTieFactory(question=question, goal=None, link=link)
    FindingFactory(evaluation=evaluation, goal=found_goal)
    FindingFactory(evaluation=evaluation, goal=None, link=link)
    FindingFactory(evaluation=evaluation), FindingFactory(goal=GoalFactory())

    assert wish_of_evaluation(evaluation, TODAY) == RecallWish(
        place=RecallPlace.PREPARE_EVALUATION,
        on=TODAY,
        thing=evaluation,
        goal_ids=(goal.pk, found_goal.pk),
        chain_ids=(link.chain_id,),
        target_group="Studiecoacher Unga",
    )
