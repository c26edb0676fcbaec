"""What happens when: the days of evaluations, month by month and for one's own calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from varv.core.kinds import EvaluationDay
from varv.core.workflow import EvaluationState
from varv.learning.models import Evaluation
from varv.learning.models.evaluations import REPORTED

MONTHS = range(1, 13)


@dataclass(frozen=True)
class EvaluationEvent:
    """One day of one evaluation. ``milestone`` is its name when it is one; ``key`` stays when the day moves."""

    key: str
    day: date
    what: EvaluationDay
    milestone: str
    is_deliverable: bool
    evaluation_id: int
    title: str
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class EvaluationYear:
    """A year of evaluations, and the years that have something in them."""

    year: int
    months: tuple[tuple[date, tuple[EvaluationEvent, ...]], ...]
    years: tuple[int, ...]
    undated: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        """How many days the year has."""
        return sum(len(events) for _month, events in self.months)


def evaluation_year(region_id: int, year: int, on: date) -> EvaluationYear:
    """The tenders, starts, milestones and due days of a year, in two queries. What was stopped happens no more."""
    living = Evaluation.objects.of(region_id).exclude(state=EvaluationState.STOPPED)
    evaluations = list(living.prefetch_related("milestones").order_by("pk"))
    events = _events(evaluations, on)
    undated = [one for one in evaluations if one.state not in REPORTED and one.due_on is None]
    return EvaluationYear(
        year=year,
        months=tuple((date(year, month, 1), _of_month(events, year, month)) for month in MONTHS),
        years=tuple(sorted({event.day.year for event in events} | {on.year, year})),
        undated=tuple((one.pk, one.title) for one in undated),
    )


def events_of(region_id: int, owner_id: int, on: date) -> tuple[EvaluationEvent, ...]:
    """What is still to happen in the evaluations that a person answers for, the nearest first. Two queries."""
    own = Evaluation.objects.of(region_id).under_way().filter(owner_id=owner_id)
    events = _events(own.prefetch_related("milestones").order_by("pk"), on)
    return tuple(event for event in events if not event.is_done)


def _of_month(events: Iterable[EvaluationEvent], year: int, month: int) -> tuple[EvaluationEvent, ...]:
    return tuple(event for event in events if (event.day.year, event.day.month) == (year, month))


def _events(evaluations: Iterable[Evaluation], on: date) -> list[EvaluationEvent]:
    return sorted((event for one in evaluations for event in _of_one(one, on)), key=lambda one: (one.day, one.key))


def _of_one(one: Evaluation, on: date) -> Iterator[EvaluationEvent]:
    is_planned = one.state is EvaluationState.PLANNED
    has_begun = one.state not in (EvaluationState.PLANNED, EvaluationState.COMMISSIONED)
    is_reported = one.state in REPORTED
    planned = [
        (EvaluationDay.TENDER, one.tender_on, not is_planned),
        (EvaluationDay.START, one.starts_on, has_begun),
        (EvaluationDay.DUE, one.due_on, is_reported),
    ]
    for what, day, is_done in planned:
        if day is not None:
            yield _event(one, what, day, on, is_done=is_done)
    for milestone in one.milestones.all():
        told = {"milestone": milestone.name, "is_deliverable": milestone.is_deliverable, "number": milestone.pk}
        is_done = milestone.done_on is not None or is_reported
        yield _event(one, EvaluationDay.MILESTONE, milestone.due_on, on, is_done=is_done, **told)


def _event(one: Evaluation, what: EvaluationDay, day: date, on: date, *, is_done: bool, **told: Any) -> EvaluationEvent:
    return EvaluationEvent(
        key=f"evaluation-{what}-{told.get('number', one.pk)}",
        day=day,
        what=what,
        milestone=told.get("milestone", ""),
        is_deliverable=told.get("is_deliverable", False),
        evaluation_id=one.pk,
        title=one.title,
        is_done=is_done,
        is_late=not is_done and day < on,
    )
