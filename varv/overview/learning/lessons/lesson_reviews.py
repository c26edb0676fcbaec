"""Which accepted lessons has someone said should be asked about by now?"""

from dataclasses import dataclass
from datetime import date

from varv.learning.models import Lesson


@dataclass(frozen=True)
class ReviewLine:
    """An accepted lesson whose day has come. ``days_late`` is nought on the day itself."""

    lesson_id: int
    statement: str
    owner: str
    owner_id: int | None
    review_on: date
    days_late: int


def lessons_to_review(region_id: int, on: date) -> tuple[ReviewLine, ...]:
    """Accepted lessons due for review, the longest overdue first, in one query."""
    due = Lesson.objects.of(region_id).accepted().filter(review_on__lte=on)
    return tuple(
        ReviewLine(
            lesson_id=lesson.pk,
            statement=lesson.statement,
            owner=lesson.owner.name if lesson.owner else "",
            owner_id=lesson.owner_id,
            review_on=lesson.review_on,
            days_late=(on - lesson.review_on).days,
        )
        for lesson in due.select_related("owner").order_by("review_on", "pk")
    )
