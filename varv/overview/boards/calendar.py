"""What has a day: a person's own last days, for the calendar they already look in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from varv.core.kinds import EvaluationDay
from varv.core.roles import Actor
from varv.delivery.models import Milestone
from varv.overview.boards.agenda import Duty, agenda
from varv.overview.learning.evaluations.evaluation_year import events_of


@dataclass(frozen=True)
class CalendarDay:
    """Something to do by a day. ``uid`` stays the same when the day moves, so that calendars move it too."""

    uid: str
    day: date
    duty: Duty | None
    title: str
    view: str
    thing_id: int
    evaluation_day: EvaluationDay | None = None


def calendar_days(actor: Actor, on: date) -> tuple[CalendarDay, ...]:
    """What waits for the person with a day of its own, and the days of their insatser and evaluations, in order."""
    days = [*_duties(actor, on), *_milestones(actor), *_evaluations(actor, on)]
    return tuple(sorted(days, key=lambda one: (one.day, one.uid)))


def _duties(actor: Actor, on: date) -> Iterator[CalendarDay]:
    waits = agenda(actor, on)
    for report in waits.reports:
        yield _duty(Duty.REPORT, report.report_id, report.due_on, report.initiative, "rounds:report")
    for answer in waits.answers:
        yield _duty(Duty.ANSWER, answer.recommendation_id, answer.due_on, answer.text, "learning:recommendation")
    for action in waits.actions:
        uid = f"{Duty.ACTION}-{action.action_id}"
        view, thing_id = "learning:recommendation", action.recommendation_id
        yield CalendarDay(uid, action.due_on, Duty.ACTION, action.what, view, thing_id)


def _duty(duty: Duty, thing_id: int, on: date, title: str, view: str) -> CalendarDay:
    return CalendarDay(f"{duty}-{thing_id}", on, duty, title, view, thing_id)


def _milestones(actor: Actor) -> Iterator[CalendarDay]:
    mine = Milestone.objects.of(actor.region_id).filter(initiative__responsible_id=actor.person_id, reached_on=None)
    for one in mine.select_related("initiative"):
        title = f"{one.initiative}: {one.text}"
        yield CalendarDay(f"milestone-{one.pk}", one.due_on, None, title, "delivery:initiative", one.initiative_id)


def _evaluations(actor: Actor, on: date) -> Iterator[CalendarDay]:
    """Tenders, starts, milestones and reports of the evaluations that the person answers for."""
    for one in events_of(actor.region_id, actor.person_id, on):
        title = f"{one.title}: {one.milestone}" if one.milestone else one.title
        yield CalendarDay(one.key, one.day, None, title, "learning:evaluation", one.evaluation_id, one.what)
