"""What hangs on a thing in the thread: why it is never deleted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from varv.core.roles import Actor
from varv.learning.models import (
    Action,
    Change,
    ChangeEffect,
    Evaluation,
    Finding,
    FollowUp,
    Lesson,
    Recommendation,
    Response,
    Turn,
)
from varv.regions.owned import Owned


class Hung(StrEnum):
    """What can hang on something, in the order of the thread."""

    FINDING = "finding"
    LESSON = "lesson"
    RECOMMENDATION = "recommendation"
    ANSWER = "answer"
    ACTION = "action"
    FOLLOW_UP = "follow_up"
    CHANGE = "change"
    EFFECT = "effect"


@dataclass(frozen=True)
class HangingThing:
    """One thing, by its words, and the page that shows it: ``view`` and ``page_id``."""

    hung: Hung
    id: int
    text: str
    view: str
    page_id: int


Look = Callable[[Any, Actor], Iterable[HangingThing]]


def what_hangs_on(thing: Owned, actor: Actor) -> tuple[HangingThing, ...]:
    """What would lose its ground without the thing, as far as this reader may see; in a fixed number of queries."""
    return tuple(hanging for look in _LOOKS[type(thing)] for hanging in look(thing, actor))


def _findings(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
    for one in Finding.objects.of(thing.region_id).filter(evaluation=thing).order_by("pk"):
        yield HangingThing(Hung.FINDING, one.pk, one.text, "learning:evaluation", one.evaluation_id)


def _lessons(thing: Any, actor: Actor) -> Iterable[HangingThing]:
    for one in Lesson.objects.of(thing.region_id).readable_by(actor).filter(finding=thing).order_by("pk"):
        yield HangingThing(Hung.LESSON, one.pk, one.statement, "learning:lesson", one.pk)


def _recommendations(tie: str) -> Look:
    def look(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
        for one in Recommendation.objects.of(thing.region_id).filter(**{tie: thing}).in_order():
            yield HangingThing(Hung.RECOMMENDATION, one.pk, str(one), "learning:recommendation", one.pk)

    return look


def _answer(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
    for one in Response.objects.of(thing.region_id).filter(recommendation=thing):
        yield HangingThing(Hung.ANSWER, one.pk, one.reasons, "learning:recommendation", thing.pk)


def _actions(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
    for one in Action.objects.of(thing.region_id).filter(recommendation=thing).order_by("due_on", "pk"):
        yield HangingThing(Hung.ACTION, one.pk, one.what, "learning:recommendation", thing.pk)


def _follow_ups(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
    told = FollowUp.objects.of(thing.region_id).filter(recommendation=thing, done_at__isnull=False)
    for one in told.order_by("number"):
        yield HangingThing(Hung.FOLLOW_UP, one.pk, one.told, "learning:recommendation", thing.pk)


def _changes(tie: str) -> Look:
    def look(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
        for one in Change.objects.of(thing.region_id).filter(**{tie: thing}).order_by("decided_on", "pk"):
            yield HangingThing(Hung.CHANGE, one.pk, one.what, "learning:change", one.pk)

    return look


def _effects(tie: str) -> Look:
    def look(thing: Any, _actor: Actor) -> Iterable[HangingThing]:
        for one in ChangeEffect.objects.of(thing.region_id).filter(**{tie: thing}).order_by("noted_at", "pk"):
            yield HangingThing(Hung.EFFECT, one.pk, one.because, "learning:change", one.changed_id)

    return look


_LOOKS: Mapping[type[Owned], tuple[Look, ...]] = {
    Evaluation: (_findings,),
    Finding: (_lessons, _recommendations("finding")),
    Lesson: (_recommendations("lesson"), _changes("lesson")),
    Recommendation: (_answer, _actions, _follow_ups, _changes("recommendation")),
    Change: (_effects("changed"),),
    Turn: (_changes("turn"), _effects("turn")),
}
