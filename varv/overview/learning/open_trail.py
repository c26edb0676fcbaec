"""The trail as one person may read it: without what it tells of lessons that others have kept to themselves."""

from typing import Any

from django.db.models import BigIntegerField, Case, F, QuerySet, Value, When
from django.db.models.functions import Cast, StrIndex, Substr

from varv.core.roles import Actor
from varv.learning.models import Lesson, LessonContradiction, LessonReader, LessonSource, LessonUse
from varv.regions.models import TrailEntry, kind_of

LESSON = kind_of(Lesson())
# A line about one of these begins with the lesson's number, also when the row itself has been taken away.
ABOUT_LESSONS = tuple(kind_of(kind()) for kind in (LessonSource, LessonReader, LessonUse, LessonContradiction))


def open_trail(reader: Actor) -> QuerySet[Any]:
    """The region's lines that this person may read.

    A lesson that has never been accepted, and is neither theirs nor shown to them, does not exist in any line: not in
    what was done to it, nor to its sources, readers, uses and contradictions. The chain of seals is of all lines.
    """
    lessons = Lesson.objects.of(reader.region_id)
    hidden = lessons.exclude(pk__in=lessons.readable_by(reader).values("pk")).values("pk")
    named = Cast(Substr("thing", 1, StrIndex("thing", Value(" ")) - 1), BigIntegerField())
    by_colon = Cast(Substr("thing", 1, StrIndex("thing", Value(":")) - 1), BigIntegerField())
    whose = Case(
        When(kind=LESSON, then=F("thing_id")),
        When(kind=ABOUT_LESSONS[-1], then=named),
        When(kind__in=ABOUT_LESSONS[:-1], then=by_colon),
        default=None,
        output_field=BigIntegerField(),
    )
    lines: QuerySet[Any] = TrailEntry.objects.of(reader.region_id).alias(whose=whose)
    return lines.exclude(whose__isnull=False, whose__in=hidden)
