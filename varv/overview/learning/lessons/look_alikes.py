"""Which other lessons may say the same as this one?"""

from dataclasses import dataclass

from varv.core.likeness import ALIKE, likeness, pieces
from varv.core.roles import Actor
from varv.core.workflow import LessonState
from varv.learning.models import Lesson


@dataclass(frozen=True)
class LookAlike:
    """Another lesson and how like it is, from 0 to 1."""

    lesson_id: int
    statement: str
    state: LessonState
    likeness: float


def look_alikes(reader: Actor, lesson: Lesson, limit: int = 5) -> tuple[LookAlike, ...]:
    """Those that this person may read and that are not put away, the most alike first. One query.

    What its author has not let go of is left out, even where this person was chosen to read it.
    """
    mine = pieces(lesson.statement)
    others = Lesson.objects.of(reader.region_id).readable_by(reader).exclude(pk=lesson.pk)
    living = others.exclude(state=LessonState.RETIRED).exclude(accepted_at__isnull=True, offered_at__isnull=True)
    found = [
        LookAlike(other.pk, other.statement, other.state, likeness(mine, pieces(other.statement)))
        for other in living.only("statement", "state", "region_id").order_by("pk")
    ]
    alike = [one for one in found if one.likeness >= ALIKE]
    return tuple(sorted(alike, key=lambda one: (-one.likeness, one.lesson_id))[:limit])
