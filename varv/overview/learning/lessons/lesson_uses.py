"""What was made of a lesson where plans were made, and which lessons nobody uses.

It is told use by use, with where and when; never added up by person.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.learning.models import Change, Lesson, LessonUse, Recommendation

TIES = ("initiative", "chain", "document", "evaluation", "person")


@dataclass(frozen=True)
class UseLine:
    """What someone made of a lesson: where, when, and what was planned (``thing_id`` and its page, or nothing)."""

    heed: Heed
    place: RecallPlace
    because: str
    person: str
    on: date
    view: str
    thing_id: int | None
    thing: str


@dataclass(frozen=True)
class LessonUses:
    """Every answer that counts, the newest first, and how many earlier ones were changed."""

    lines: tuple[UseLine, ...]
    changed: int

    @property
    def used(self) -> tuple[UseLine, ...]:
        """Where it was used."""
        return tuple(line for line in self.lines if line.heed is Heed.USED)

    @property
    def passed_by(self) -> tuple[UseLine, ...]:
        """Where it was not relevant."""
        return tuple(line for line in self.lines if line.heed is Heed.NOT_RELEVANT)

    @property
    def objections(self) -> tuple[UseLine, ...]:
        """Who disagrees, and why."""
        return tuple(line for line in self.lines if line.heed is Heed.DISAGREE)


@dataclass(frozen=True)
class UnusedLesson:
    """An accepted lesson that nothing has come of for a time; how often it was passed by or disagreed with."""

    lesson_id: int
    statement: str
    accepted_on: date
    owner: str
    passed_by: int
    objections: int


def uses_of(region_id: int, lesson_id: int) -> LessonUses:
    """What has been made of this lesson, in one query."""
    every = list(_answers(region_id, [lesson_id]).select_related(*TIES))
    counted = _latest(every)
    return LessonUses(tuple(_line(use) for use in reversed(counted)), len(every) - len(counted))


def used_counts(region_id: int, lesson_ids: Collection[int]) -> Counter[int]:
    """How many times each of these lessons is used, in one query."""
    counted = _latest(_answers(region_id, lesson_ids))
    return Counter(use.lesson_id for use in counted if use.heed is Heed.USED)


def unused_lessons(region_id: int, since: datetime) -> tuple[UnusedLesson, ...]:
    """Accepted before this time and never used since: nobody said so, nothing was recommended or changed by it.

    The oldest first, in two queries.
    """
    used = LessonUse.objects.of(region_id).filter(heed=Heed.USED, noted_at__gte=since)
    recommended = Recommendation.objects.of(region_id).filter(made_at__gte=since, lesson__isnull=False)
    changes = Change.objects.of(region_id).filter(recorded_at__gte=since)
    idle = (
        Lesson.objects.of(region_id)
        .accepted()
        .filter(accepted_at__lt=since)
        .exclude(pk__in=used.values("lesson_id"))
        .exclude(pk__in=recommended.values("lesson_id"))
        .exclude(pk__in=changes.filter(lesson__isnull=False).values("lesson_id"))
        .exclude(pk__in=changes.filter(recommendation__lesson__isnull=False).values("recommendation__lesson_id"))
    )
    lessons = list(idle.select_related("owner", "author").order_by("accepted_at", "pk"))
    heeds = Counter((use.lesson_id, use.heed) for use in _latest(_answers(region_id, [one.pk for one in lessons])))
    return tuple(_unused(one, heeds) for one in lessons)


def _unused(lesson: Lesson, heeds: Counter[tuple[int, Heed]]) -> UnusedLesson:
    return UnusedLesson(
        lesson_id=lesson.pk,
        statement=lesson.statement,
        accepted_on=localtime(lesson.accepted_at).date(),
        owner=(lesson.owner or lesson.author).name,
        passed_by=heeds[lesson.pk, Heed.NOT_RELEVANT],
        objections=heeds[lesson.pk, Heed.DISAGREE],
    )


def _answers(region_id: int, lesson_ids: Collection[int]) -> QuerySet[LessonUse]:
    return LessonUse.objects.of(region_id).filter(lesson_id__in=lesson_ids).order_by("noted_at", "pk")


def _latest(uses: Iterable[LessonUse]) -> list[LessonUse]:
    """One may change one's mind: of a person's answers in a place about the same thing the latest counts."""
    latest: dict[tuple[object, ...], LessonUse] = {}
    for use in uses:
        about = use.initiative_id, use.chain_id, use.document_id, use.evaluation_id
        key: tuple[object, ...] = (use.lesson_id, use.person_id, use.place, *about)
        if about == (None, None, None, None):
            key += (localtime(use.noted_at).date(),)  # another day it was another plan
        latest.pop(key, None)
        latest[key] = use
    return list(latest.values())


PAGES = {
    "initiative": "delivery:initiative",
    "chain": "strategy:chain",
    "document": "strategy:document",
    "evaluation": "learning:evaluation",
}


def _line(use: LessonUse) -> UseLine:
    kind = next((kind for kind in PAGES if getattr(use, f"{kind}_id") is not None), None)
    thing = getattr(use, kind) if kind else None
    return UseLine(
        heed=use.heed,
        place=use.place,
        because=use.because,
        person=use.person.name,
        on=localtime(use.noted_at).date(),
        view=PAGES[kind] if kind else "",
        thing_id=thing.pk if thing else None,
        thing=str(thing) if thing else "",
    )
