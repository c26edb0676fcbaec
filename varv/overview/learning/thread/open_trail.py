"""The trail as one person may read it: without what it tells of lessons and briefs that others keep to themselves."""

from typing import Any

from django.db.models import BigIntegerField, Case, F, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, StrIndex, Substr

from varv.core.roles import Actor
from varv.learning.models import (
    Brief,
    BriefCitation,
    Lesson,
    LessonContradiction,
    LessonReader,
    LessonSource,
    LessonUse,
)
from varv.regions.models import TrailEntry, kind_of

LESSON, BRIEF, CITATION = kind_of(Lesson()), kind_of(Brief()), kind_of(BriefCitation())
# A line about one of these begins with the lesson's number, also when the row itself has been taken away.
ABOUT_LESSONS = tuple(kind_of(kind()) for kind in (LessonSource, LessonReader, LessonUse, LessonContradiction))


def open_trail(reader: Actor) -> QuerySet[Any]:
    """The region's lines that this person may read.

    A lesson that has never been accepted, and is neither theirs nor shown to them, does not exist in any line: not in
    what was done to it, nor to its sources, readers, uses and contradictions. Neither does someone else's draft of a
    brief, nor what it cites. The chain of seals is of all lines.
    """
    lessons = Lesson.objects.of(reader.region_id)
    hidden = lessons.exclude(pk__in=lessons.readable_by(reader).values("pk")).values("pk")
    briefs = Brief.objects.of(reader.region_id)
    drafts = briefs.exclude(pk__in=briefs.readable_by(reader.person_id).values("pk")).values("pk")
    lines: QuerySet[Any] = TrailEntry.objects.of(reader.region_id).alias(lesson=_lesson(), brief=_brief())
    return lines.exclude(lesson__isnull=False, lesson__in=hidden).exclude(brief__isnull=False, brief__in=drafts)


def _lesson() -> Case:
    """The number of the lesson that a line is about; nothing when it is about something else."""
    named = Cast(Substr("thing", 1, StrIndex("thing", Value(" ")) - 1), BigIntegerField())
    by_colon = Cast(Substr("thing", 1, StrIndex("thing", Value(":")) - 1), BigIntegerField())
    return Case(
        When(kind=LESSON, then=F("thing_id")),
        When(kind=ABOUT_LESSONS[-1], then=named),
        When(kind__in=ABOUT_LESSONS[:-1], then=by_colon),
        default=None,
        output_field=BigIntegerField(),
    )


def _brief() -> Case:
    """The number of the brief that a line is about: a citation tells it when it is made, and when it is struck."""
    told = Coalesce(KeyTextTransform("brief_id", "after"), KeyTextTransform("brief_id", "before"))
    return Case(
        When(kind=BRIEF, then=F("thing_id")),
        When(kind=CITATION, then=Cast(told, BigIntegerField())),
        default=None,
        output_field=BigIntegerField(),
    )
