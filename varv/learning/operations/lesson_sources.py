from datetime import date, datetime

from django.db import transaction

from varv.core.kinds import SourceKind
from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Finding, Lesson, LessonSource
from varv.learning.rules.lesson_sources import KINDS
from varv.regions import trail
from varv.regions.owned import same_region
from varv.rounds.models import Report, Visit


@transaction.atomic
def add_lesson_source(
    *,
    lesson: Lesson,
    seen_on: date,
    by: Actor,
    at: datetime,
    rests_on: Report | Finding | Visit | None = None,
    kind: SourceKind = SourceKind.MEETING,
    text: str = "",
) -> LessonSource:
    """Tell one thing more that a lesson rests on. A report, a finding or a visit tells its own kind."""
    lesson = lesson.locked()
    rules.check_add_lesson_source(lesson, by)
    kind = KINDS[type(rests_on)] if rests_on is not None else kind
    rules.check_lesson_source(rests_on, kind, text)
    same_region(lesson, rests_on)
    source = LessonSource(
        region_id=lesson.region_id,
        lesson=lesson,
        kind=kind,
        report=rests_on if isinstance(rests_on, Report) else None,
        finding=rests_on if isinstance(rests_on, Finding) else None,
        visit=rests_on if isinstance(rests_on, Visit) else None,
        text=text,
        seen_on=seen_on,
    )
    source.save()
    trail.write(source, "added", by=by, at=at)
    return source


@transaction.atomic
def remove_lesson_source(*, source: LessonSource, by: Actor, at: datetime) -> None:
    """Take away a source that was added by mistake; the trail keeps it."""
    source = source.locked()
    rules.check_remove_lesson_source(source, by)
    trail.write(source, "removed", by=by, at=at, removed=True)
    source.delete()
