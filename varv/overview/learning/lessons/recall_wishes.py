"""What is known of something that is being planned, as a wish for lessons: one for each kind of thing."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from varv.core.kinds import RecallPlace
from varv.delivery.models import Contribution, Initiative, InitiativePlace
from varv.learning.models import AskedQuestion, Evaluation, Finding, QuestionTie
from varv.overview.learning.lessons.recall import RecallWish
from varv.strategy.models import Chain, ChainStep, GenericActivity, Goal, SteeringDocument


def wish_before_start(activity: GenericActivity, chain: Chain | None, goal_ids: Iterable[int], on: date) -> RecallWish:
    """An insats that does not exist yet: its kind of activity, the chain it will test and the goals chosen so far."""
    goals = {*goal_ids, *([chain.goal_id] if chain and chain.goal_id else [])}
    return RecallWish(
        place=RecallPlace.START_INITIATIVE,
        on=on,
        activity_ids=(activity.pk,),
        goal_ids=tuple(sorted(goals)),
        chain_ids=(chain.pk,) if chain else (),
    )


def wish_of_initiative(
    initiative: Initiative, on: date, place: RecallPlace = RecallPlace.START_INITIATIVE
) -> RecallWish:
    """An insats: its activity, chain, goals and places, and whom its description is about; in two queries."""
    goals = Contribution.objects.of(initiative.region_id).filter(initiative=initiative).order_by("goal_id")
    places = InitiativePlace.objects.of(initiative.region_id).filter(initiative=initiative).order_by("place_id")
    return RecallWish(
        place=place,
        on=on,
        thing=initiative,
        activity_ids=(initiative.generic_activity_id,),
        goal_ids=tuple(goals.values_list("goal_id", flat=True)),
        place_ids=tuple(places.values_list("place_id", flat=True)),
        chain_ids=(initiative.chain_id,) if initiative.chain_id else (),
        target_group=f"{initiative.name} {initiative.description}",
    )


def wish_of_visit(initiative: Initiative, on: date) -> RecallWish:
    """A visit to the project of an insats."""
    return wish_of_initiative(initiative, on, RecallPlace.PREPARE_VISIT)


def wish_of_chain(chain: Chain, on: date) -> RecallWish:
    """A chain: its goal and the kinds of activity among its steps, and whom its summary is about; in one query."""
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain, generic_activity__isnull=False)
    kinds = steps.order_by("generic_activity_id").values_list("generic_activity_id", flat=True).distinct()
    return RecallWish(
        place=RecallPlace.EDIT_CHAIN,
        on=on,
        thing=chain,
        activity_ids=tuple(kinds),
        goal_ids=(chain.goal_id,) if chain.goal_id else (),
        chain_ids=(chain.pk,),
        target_group=f"{chain.name} {chain.summary}",
    )


def wish_of_document(document: SteeringDocument, on: date) -> RecallWish:
    """A steering document or action plan: its goals that hold, and its chains; in two queries."""
    goals = Goal.objects.of(document.region_id).filter(document=document, retired_on=None).order_by("pk")
    chains = Chain.objects.of(document.region_id).filter(document=document).order_by("pk")
    return RecallWish(
        place=RecallPlace.WRITE_PLAN,
        on=on,
        thing=document,
        goal_ids=tuple(goals.values_list("pk", flat=True)),
        chain_ids=tuple(chains.values_list("pk", flat=True)),
    )


def wish_of_evaluation(evaluation: Evaluation, on: date) -> RecallWish:
    """An evaluation: the goals and chains that its questions and findings are about; in two queries."""
    asked = AskedQuestion.objects.of(evaluation.region_id).filter(evaluation=evaluation).values("question_id")
    ties = QuestionTie.objects.of(evaluation.region_id).filter(question_id__in=asked)
    found = Finding.objects.of(evaluation.region_id).filter(Q(goal__isnull=False) | Q(link__isnull=False))
    pairs = [
        *ties.values_list("goal_id", "link__chain_id"),
        *found.filter(evaluation=evaluation).values_list("goal_id", "link__chain_id"),
    ]
    return RecallWish(
        place=RecallPlace.PREPARE_EVALUATION,
        on=on,
        thing=evaluation,
        goal_ids=tuple(sorted({goal for goal, _chain in pairs if goal})),
        chain_ids=tuple(sorted({chain for _goal, chain in pairs if chain})),
        target_group=f"{evaluation.title} {evaluation.purpose}",
    )
