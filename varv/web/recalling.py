"""The lessons that stand beside where something is planned: what a page needs to show them and to take an answer."""

from dataclasses import dataclass

from varv.core.roles import May
from varv.learning.rules.uses import PLANNED
from varv.overview.learning.lessons.recall import Recalled, RecallWish, recalled
from varv.web.gate import RegionRequest


@dataclass(frozen=True)
class Beside:
    """What ``learning/_recall.html`` shows. ``kind`` and ``thing_id`` say what is planned; 0 when it is yet to come."""

    place: str
    kind: str
    thing_id: int
    lessons: tuple[Recalled, ...]
    set_aside: tuple[Recalled, ...]
    may_answer: bool


def beside(request: RegionRequest, wish: RecallWish) -> Beside:
    """The lessons for this wish, those that have been set aside for themselves."""
    found = recalled(request.actor, wish)
    return Beside(
        place=wish.place,
        kind=PLANNED[wish.place],
        thing_id=wish.thing.pk if wish.thing else 0,
        lessons=tuple(one for one in found if not one.is_set_aside),
        set_aside=tuple(one for one in found if one.is_set_aside),
        may_answer=request.actor.may(May.NOTE_LESSON),
    )
