from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.roles import Actor
from varv.delivery.models import Initiative
from varv.learning import rules
from varv.learning.models import Evaluation, Lesson, LessonUse
from varv.regions import trail
from varv.regions.owned import Owned, same_region
from varv.strategy.models import Chain, SteeringDocument

VERBS: Mapping[Heed, str] = {
    Heed.USED: "used_lesson",
    Heed.NOT_RELEVANT: "passed_lesson_by",
    Heed.DISAGREE: "disagreed_with_lesson",
}


@transaction.atomic
def use_lesson(
    *,
    lesson: Lesson,
    heed: Heed,
    place: RecallPlace,
    by: Actor,
    at: datetime,
    because: str = "",
    initiative: Initiative | None = None,
    chain: Chain | None = None,
    document: SteeringDocument | None = None,
    evaluation: Evaluation | None = None,
) -> LessonUse:
    """Tell what was made of a lesson where something was planned, and why it was passed by or disagreed with.

    One may change one's mind: the latest answer counts, and the earlier are kept. The same answer twice is one.
    Who disagrees puts the lesson up for review on the same day.
    """
    lesson = lesson.locked()
    planned = {"initiative": initiative, "chain": chain, "document": document, "evaluation": evaluation}
    because = because.strip()
    rules.check_use_lesson(lesson, by)
    rules.check_because(heed, because)
    rules.check_planned(place, planned)
    same_region(lesson, *planned.values())
    last = _last_answer(lesson, place, planned, by, at)
    if last is not None and (last.heed, last.because) == (heed, because):
        return last
    told = {"lesson": lesson, "place": place, "heed": heed, "because": because, **planned}
    use = LessonUse.objects.create(region_id=lesson.region_id, person_id=by.person_id, noted_at=at, **told)
    trail.write(use, VERBS[heed], by=by, at=at)
    if heed is Heed.DISAGREE:
        _put_up_for_review(lesson, by, at)
    return use


def _last_answer(
    lesson: Lesson, place: RecallPlace, planned: Mapping[str, Owned | None], by: Actor, at: datetime
) -> LessonUse | None:
    """The person's latest answer about the same thing. What did not exist yet was another thing on another day."""
    mine = LessonUse.objects.of(lesson.region_id).filter(lesson=lesson, person_id=by.person_id, place=place, **planned)
    last: LessonUse | None = mine.order_by("-noted_at", "-pk").first()
    if last is None or any(planned.values()) or localtime(last.noted_at).date() == localtime(at).date():
        return last
    return None


def _put_up_for_review(lesson: Lesson, by: Actor, at: datetime) -> None:
    today = localtime(at).date()
    if lesson.review_on is None or lesson.review_on > today:
        lesson.change(review_on=today)
        trail.write(lesson, "put_up_for_review", by=by, at=at)
