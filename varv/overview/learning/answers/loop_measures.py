"""How well do we learn? The measures of the loop, for all, for each forum and each half-year, never for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from varv.core.judgement import Heed
from varv.core.loop import Days, Followed, Kept, Loop, Matter, Measure, Reached, Share, forums, halves, loop
from varv.core.periods import Period
from varv.learning.models import Change, Finding, Lesson, LessonUse, Recommendation

_SEEN = (
    "recommendation__finding",
    "recommendation__lesson__finding",
    "recommendation__lesson__report",
    "lesson__finding",
    "lesson__report",
)


@dataclass(frozen=True)
class LoopWish:
    """What someone wants to see: one forum or all, from a half-year on, and which measure is drawn."""

    forum: str = ""
    since: Period | None = None
    measure: Measure = Measure.IN_TIME


@dataclass(frozen=True)
class LoopRow:
    """The measures of one forum or one half-year. ``None`` instead of a measure: it is not counted there."""

    name: str | Period
    loop: Loop
    has_lessons: bool = True

    @property
    def is_half(self) -> bool:
        """Whether it is a half-year's row."""
        return isinstance(self.name, Period)

    @property
    def cells(self) -> tuple[tuple[Measure, Share | Days | None], ...]:
        """Every measure in the order of the loop."""
        return tuple(
            (each, None if each is Measure.USED and not self.has_lessons else self.loop.of(each)) for each in Measure
        )


@dataclass(frozen=True)
class LoopMeasures:
    """Everything the page shows. ``forums`` and ``halves`` are what one may choose among."""

    wish: LoopWish
    on: date
    whole: LoopRow
    by_half: tuple[LoopRow, ...]
    by_forum: tuple[LoopRow, ...]
    forums: tuple[str, ...]
    halves: tuple[Period, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been recommended, changed or accepted at all."""
        return not self.halves

    @property
    def drawn(self) -> tuple[tuple[Period, Share | Days], ...]:
        """The chosen measure, half-year by half-year."""
        measure = self.wish.measure
        return tuple((row.name, row.loop.of(measure)) for row in self.by_half if isinstance(row.name, Period))


def loop_measures(region_id: int, wish: LoopWish, on: date) -> LoopMeasures:
    """The measures as they stand on a day, in three queries."""
    every = Matter(list(_followed(region_id)), list(_reached(region_id)), list(_kept(region_id)))
    since = every.since(wish.since.first) if wish.since else every
    chosen = since.of_forum(wish.forum) if wish.forum else since
    told = not wish.forum
    return LoopMeasures(
        wish=wish,
        on=on,
        whole=LoopRow("", loop(chosen, on), told),
        by_half=tuple(LoopRow(half, loop(chosen.within(half), on), told) for half in halves(chosen, on)),
        by_forum=tuple(LoopRow(forum, loop(since.of_forum(forum), on), False) for forum in forums(since)),
        forums=forums(every),
        halves=halves(every, on),
    )


def _followed(region_id: int) -> Iterator[Followed]:
    for one in Recommendation.objects.of(region_id).select_related("response").order_by("pk"):
        response = getattr(one, "response", None)
        yield Followed(
            forum=one.forum,
            made_on=one.said_on,
            due_on=one.due_on,
            state=one.state,
            answer=response.answer if response else None,
            answered_on=localtime(response.answered_at).date() if response else None,
        )


def _reached(region_id: int) -> Iterator[Reached]:
    for one in Change.objects.of(region_id).select_related(*_SEEN).order_by("pk"):
        forum = one.recommendation.forum if one.recommendation else ""
        yield Reached(seen_on=seen_on(one), decided_on=one.decided_on, forum=forum)


def seen_on(change: Change) -> date:
    """The day of the finding, or of the report that taught; else the day when the lesson was noted."""
    source = change.recommendation or change
    lesson: Lesson | None = source.lesson
    finding: Finding | None = lesson.finding if lesson else getattr(source, "finding", None)
    if finding is not None:
        return finding.seen_on
    if lesson is None:  # the database's constraint keeps one of the two
        raise ValueError(change.pk)
    handed_in = lesson.report.submitted_at if lesson.report else None
    return localtime(handed_in).date() if handed_in else lesson.said_on


def _kept(region_id: int) -> Iterator[Kept]:
    """Accepted lessons. Used: heeded where plans are made, or led to a recommendation or to a change."""
    mine = {"lesson": OuterRef("pk")}
    used = (
        Exists(LessonUse.objects.of(region_id).filter(**mine, heed=Heed.USED))
        | Exists(Recommendation.objects.of(region_id).filter(**mine))
        | Exists(Change.objects.of(region_id).filter(**mine))
    )
    for one in Lesson.objects.of(region_id).accepted().annotate(is_used=used).order_by("pk"):
        yield Kept(accepted_on=localtime(one.accepted_at).date(), is_used=one.is_used)
