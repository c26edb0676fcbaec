from datetime import datetime

from django.db import transaction
from django.db.models import Q

from varv.core.roles import Actor
from varv.core.workflow import LessonState
from varv.learning import rules
from varv.learning.models import Lesson, LessonContradiction, LessonSource
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def merge_lessons(*, kept: Lesson, merged: Lesson, reason: str, by: Actor, at: datetime) -> None:
    """Two lessons say the same: one is kept and rests on all that both rested on; the other leads to it.

    Where the merged one was first learned becomes a source of the kept, and what was said against it is said against
    the kept. Its own sources, uses and citations stay with it.
    """
    same_region(kept, merged)
    locked = {pk: Lesson.objects.of(kept.region_id).get(pk=pk).locked() for pk in sorted({kept.pk, merged.pk})}
    kept, merged = locked[kept.pk], locked[merged.pk]
    rules.check_merge_lessons(kept, merged, by)
    rules.check_said(reason, "lesson.merge_reason_missing", "reason")
    for source in _sources_of(merged, kept):
        source.save()
        trail.write(source, "added", by=by, at=at)
    for contradiction in _contradictions_of(merged, kept):
        contradiction.save()
        trail.write(contradiction, "stated", by=by, at=at)
    merged.change(state=LessonState.RETIRED, retired_because=reason, merged_into=kept)
    trail.write(merged, "merged", by=by, at=at)


def _sources_of(merged: Lesson, kept: Lesson) -> list[LessonSource]:
    """Where it was first learned, and each thing more that it rests on, as sources of the kept one."""
    own = {"region_id": kept.region_id, "lesson": kept, "merged_from": merged}
    first = LessonSource(
        **own,
        kind=merged.origin_kind,
        report_id=merged.report_id,
        finding_id=merged.finding_id,
        text=merged.occasion,
        seen_on=merged.said_on,
    )
    return [first] + [
        LessonSource(
            **own,
            kind=one.kind,
            report_id=one.report_id,
            finding_id=one.finding_id,
            visit_id=one.visit_id,
            text=one.text,
            seen_on=one.seen_on,
        )
        for one in merged.sources.order_by("seen_on", "pk")
    ]


def _contradictions_of(merged: Lesson, kept: Lesson) -> list[LessonContradiction]:
    """What is said against the merged one, for those that nobody has yet said against the kept."""
    told = LessonContradiction.objects.of(kept.region_id)
    against = {one.second_id if one.first_id == kept.pk else one.first_id for one in told.filter(_of(kept))}
    more = []
    for one in told.filter(_of(merged)).order_by("pk"):
        other = one.second_id if one.first_id == merged.pk else one.first_id
        if other not in against:
            low, high = sorted([kept.pk, other])
            more.append(
                LessonContradiction(
                    region_id=kept.region_id,
                    first_id=low,
                    second_id=high,
                    explanation=one.explanation,
                    author_id=one.author_id,
                    noted_at=one.noted_at,
                )
            )
    return more


def _of(lesson: Lesson) -> Q:
    return Q(first=lesson) | Q(second=lesson)


@transaction.atomic
def contradict_lessons(*, one: Lesson, other: Lesson, explanation: str, by: Actor, at: datetime) -> LessonContradiction:
    """State that two lessons say against each other, and what is known of why; said again, the explanation is new."""
    same_region(one, other)
    first, second = sorted([one.locked(), other.locked()], key=lambda lesson: lesson.pk)
    rules.check_dispute_between(first, second, by)
    rules.check_said(explanation, "lesson.explanation_missing", "explanation")
    told = LessonContradiction.objects.of(by.region_id).filter(first=first, second=second).first()
    if told is not None:
        stated: LessonContradiction = told.locked()
        stated.change(explanation=explanation)
        trail.write(stated, "clarified", by=by, at=at)
        return stated
    stated = LessonContradiction(
        region_id=by.region_id,
        first=first,
        second=second,
        explanation=explanation,
        author_id=by.person_id,
        noted_at=at,
    )
    stated.save()
    trail.write(stated, "stated", by=by, at=at)
    return stated
