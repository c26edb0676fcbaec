"""What have we learned before that matters for what is being planned now, and why does it matter?

The order is decided in ``core.recalling``. A lesson that has never been accepted, or has been put away, is never
brought to mind, whoever asks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace, Turnout
from varv.core.recalling import Candidate, Why, brought_to_mind, nearest, reached, shares_a_word
from varv.core.roles import Actor
from varv.core.surety import Surety
from varv.delivery.models import Initiative
from varv.learning.models import Evaluation, Lesson, LessonSource, LessonUse
from varv.overview.learning.lessons.grounds import Grounds, grounds_of
from varv.overview.learning.lessons.lesson_uses import used_counts
from varv.strategy.models import Chain, Goal, GoalLink, SteeringDocument

MOST_WEIGHED = 2000  # candidates, the newest first; more than that cannot be told apart by what is known of them
SHORTLIST = 60  # the nearest of them, whose sources are counted
WEIGHED = (
    *("pk", "accepted_at", "turnout", "generic_activity_id", "goal_id", "place_id", "target_group"),
    "finding__link__chain_id",
)

Planned = Initiative | Chain | SteeringDocument | Evaluation


@dataclass(frozen=True)
class RecallWish:
    """Where something is planned, on which day, and what is known of it so far.

    ``thing`` is what is planned, when it exists. Before that, the person's own answers of the day count for it.
    """

    place: RecallPlace
    on: date
    thing: Planned | None = None
    activity_ids: tuple[int, ...] = ()
    goal_ids: tuple[int, ...] = ()
    place_ids: tuple[int, ...] = ()
    chain_ids: tuple[int, ...] = ()
    target_group: str = ""


@dataclass(frozen=True)
class Recalled:
    """A lesson that is brought to mind: what it says, how surely, why it is shown, and what was answered here."""

    lesson_id: int
    statement: str
    context: str
    holds_not: str
    turnout: Turnout | None
    surety: Surety
    sources: int
    disputes: int
    whys: tuple[Why, ...]
    accepted_on: date
    times_used: int
    heed: Heed | None = None
    because: str = ""

    @property
    def is_set_aside(self) -> bool:
        """Whether the latest answer for this very thing was a no."""
        return self.heed in {Heed.NOT_RELEVANT, Heed.DISAGREE}


@dataclass(frozen=True)
class _Nearby:
    """All that the wish reaches, as ids."""

    wish: RecallWish
    above: frozenset[int]
    below: frozenset[int]
    of_chains: frozenset[int]
    answers: Mapping[int, LessonUse]

    @property
    def goals(self) -> frozenset[int]:
        return self.above | self.below | frozenset(self.wish.goal_ids)


def recalled(actor: Actor, wish: RecallWish, limit: int = 5) -> tuple[Recalled, ...]:
    """The lessons to bring to mind, at most ``limit``, in a number of queries that does not follow how many."""
    nearby = _nearby(actor, wish)
    short = nearest(_candidates(actor, nearby))[:SHORTLIST]
    grounds = grounds_of(actor.region_id, [one.lesson_id for one in short])
    chosen = brought_to_mind((replace(one, surety=grounds[one.lesson_id].surety) for one in short), limit)
    ids = [one.lesson_id for one in chosen]
    lessons = Lesson.objects.of(actor.region_id).in_bulk(ids)
    used = used_counts(actor.region_id, ids)
    return tuple(
        _line(one, lessons[one.lesson_id], grounds[one.lesson_id], used[one.lesson_id], nearby.answers)
        for one in chosen
    )


def _nearby(actor: Actor, wish: RecallWish) -> _Nearby:
    upward = _goal_steps(actor.region_id) if wish.goal_ids else []
    downward = [(target, source) for source, target in upward]
    return _Nearby(
        wish,
        above=reached(wish.goal_ids, upward),
        below=reached(wish.goal_ids, downward),
        of_chains=_of_chains(actor.region_id, wish.chain_ids),
        answers=_answers(actor, wish),
    )


def _goal_steps(region_id: int) -> list[tuple[int, int]]:
    """From each goal to the one above it, in its own document and in others."""
    goals = Goal.objects.of(region_id).filter(parent__isnull=False).values_list("pk", "parent_id")
    return [*goals, *GoalLink.objects.of(region_id).values_list("source_id", "target_id")]


def _of_chains(region_id: int, chain_ids: Collection[int]) -> frozenset[int]:
    """Lessons that rest on a finding about a link of these chains."""
    if not chain_ids:
        return frozenset()
    found = LessonSource.objects.of(region_id).filter(finding__link__chain_id__in=chain_ids)
    return frozenset(found.values_list("lesson_id", flat=True))


def _answers(actor: Actor, wish: RecallWish) -> Mapping[int, LessonUse]:
    """The latest answer to each lesson for this very thing."""
    given = LessonUse.objects.of(actor.region_id).filter(**_for_the_thing(actor, wish)).order_by("noted_at", "pk")
    return {use.lesson_id: use for use in given if wish.thing or localtime(use.noted_at).date() == wish.on}


def _for_the_thing(actor: Actor, wish: RecallWish) -> dict[str, Any]:
    match wish.thing:
        case Initiative():
            return {"initiative": wish.thing}
        case Chain():
            return {"chain": wish.thing}
        case SteeringDocument():
            return {"document": wish.thing}
        case Evaluation():
            return {"evaluation": wish.thing}
    nothing = {"initiative": None, "chain": None, "document": None, "evaluation": None}
    return {**nothing, "place": wish.place, "person_id": actor.person_id}


def _candidates(actor: Actor, nearby: _Nearby) -> Iterable[Candidate]:
    wish = nearby.wish
    near = (
        Q(generic_activity_id__in=wish.activity_ids)
        | Q(goal_id__in=nearby.goals)
        | Q(place_id__in=wish.place_ids)
        | Q(finding__link__chain_id__in=wish.chain_ids)
        | Q(pk__in=[*nearby.of_chains, *nearby.answers])
    )
    if wish.target_group:
        near |= ~Q(target_group="")
    held = Lesson.objects.of(actor.region_id).readable_by(actor).accepted().filter(near)
    newest = held.order_by("-accepted_at", "-pk").values_list(*WEIGHED)[:MOST_WEIGHED]
    return [_candidate(nearby, *row) for row in newest]


def _candidate(nearby: _Nearby, pk: int, accepted_at: datetime, turnout: Turnout | None, *ties: Any) -> Candidate:
    activity_id, goal_id, place_id, group, chain_id = ties
    wish, answer = nearby.wish, nearby.answers.get(pk)
    holds = {
        Why.ACTIVITY: activity_id in wish.activity_ids,
        Why.GOAL: goal_id in wish.goal_ids,
        Why.CHAIN: chain_id in wish.chain_ids or pk in nearby.of_chains,
        Why.USED_HERE: answer is not None and answer.heed is Heed.USED,
        Why.GOAL_ABOVE: goal_id in nearby.above,
        Why.GOAL_BELOW: goal_id in nearby.below,
        Why.TARGET_GROUP: shares_a_word(group, wish.target_group),
        Why.PLACE: place_id in wish.place_ids,
    }
    return Candidate(
        lesson_id=pk,
        whys=frozenset(why for why, does in holds.items() if does),
        accepted_at=accepted_at,
        turnout=turnout,
        is_set_aside=answer is not None and answer.heed is not Heed.USED,
    )


def _line(
    one: Candidate, lesson: Lesson, grounds: Grounds, times_used: int, answers: Mapping[int, LessonUse]
) -> Recalled:
    answer = answers.get(lesson.pk)
    return Recalled(
        lesson_id=lesson.pk,
        statement=lesson.statement,
        context=lesson.context,
        holds_not=lesson.holds_not,
        turnout=lesson.turnout,
        surety=grounds.surety,
        sources=grounds.number,
        disputes=grounds.disputes,
        whys=tuple(why for why in Why if why in one.whys),
        accepted_on=localtime(one.accepted_at).date(),
        times_used=times_used,
        heed=answer.heed if answer else None,
        because=answer.because if answer else "",
    )
