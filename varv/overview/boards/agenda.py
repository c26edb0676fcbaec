"""What waits for whom, and what came of what they did: Min sida."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.timezone import localtime

from varv.core.roles import Actor, May
from varv.core.workflow import ReportState
from varv.delivery.models import Initiative, Pilot
from varv.learning.models import Action, Lesson, Recommendation, Turn
from varv.overview.delivery.pilots import PilotLine, pilots_waiting, waits
from varv.overview.learning.learning_agenda import (
    ActionWaiting,
    AnswerWaiting,
    ChangeWaiting,
    FollowUpWaiting,
    FreshLesson,
    ReportTrace,
    actions_waiting,
    answers_overdue,
    answers_waiting,
    changes_to_verify,
    follow_ups_due,
    follow_ups_waiting,
    fresh_lessons,
    lessons_to_accept,
    unverified,
    what_came_of_my_reports,
)
from varv.overview.rounds.round_progress import WaitingReport, WaitingReview, reports_waiting, reviews_waiting
from varv.rounds.models import Report

TRACES_SHOWN = 2


class Duty(StrEnum):
    """The kinds of things that wait for a person."""

    REPORT = "report"
    REVIEW = "review"
    ANSWER = "answer"
    OVERDUE = "overdue"
    FOLLOW_UP = "follow_up"
    VERIFY = "verify"
    ACTION = "action"
    LESSON = "lesson"
    PILOT = "pilot"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, and the day that decides its place: its last day, or the day it was handed over."""

    duty: Duty
    day: date
    thing: (
        WaitingReport
        | WaitingReview
        | AnswerWaiting
        | FollowUpWaiting
        | ChangeWaiting
        | ActionWaiting
        | FreshLesson
        | PilotLine
    )


@dataclass(frozen=True)
class OpenTurn:
    """Where in the turn we are: how many months have begun, of how many."""

    id: int
    number: int
    months_gone: int
    months: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Agenda:
    """One person's page."""

    reports: tuple[WaitingReport, ...]
    reviews: tuple[WaitingReview, ...]
    answers: tuple[AnswerWaiting, ...]
    overdue: tuple[AnswerWaiting, ...]
    follow_ups: tuple[FollowUpWaiting, ...]
    to_verify: tuple[ChangeWaiting, ...]
    actions: tuple[ActionWaiting, ...]
    to_accept: tuple[FreshLesson, ...]
    pilots: tuple[PilotLine, ...]
    lessons: tuple[FreshLesson, ...]
    traces: tuple[ReportTrace, ...]
    turn: OpenTurn | None
    initiatives: int

    @property
    def duties(self) -> tuple[Waiting, ...]:
        """Everything that waits, the most urgent first."""
        found = [Waiting(Duty.REPORT, report.due_on, report) for report in self.reports]
        found += [Waiting(Duty.REVIEW, localtime(one.submitted_at).date(), one) for one in self.reviews]
        found += [Waiting(Duty.ANSWER, answer.due_on, answer) for answer in self.answers]
        found += [Waiting(Duty.OVERDUE, answer.due_on, answer) for answer in self.overdue]
        found += [Waiting(Duty.FOLLOW_UP, one.due_on, one) for one in self.follow_ups]
        found += [Waiting(Duty.VERIFY, one.recorded_on, one) for one in self.to_verify]
        found += [Waiting(Duty.ACTION, action.due_on, action) for action in self.actions]
        found += [Waiting(Duty.LESSON, lesson.on, lesson) for lesson in self.to_accept]
        found += [Waiting(Duty.PILOT, pilot.check_on, pilot) for pilot in self.pilots]
        return tuple(sorted(found, key=lambda waits: waits.day))

    @property
    def counts(self) -> Mapping[Duty, int]:
        """How many of each kind wait."""
        return {
            Duty.REPORT: len(self.reports),
            Duty.REVIEW: len(self.reviews),
            Duty.ANSWER: len(self.answers),
            Duty.OVERDUE: len(self.overdue),
            Duty.FOLLOW_UP: len(self.follow_ups),
            Duty.VERIFY: len(self.to_verify),
            Duty.ACTION: len(self.actions),
            Duty.LESSON: len(self.to_accept),
            Duty.PILOT: len(self.pilots),
        }

    @property
    def waiting(self) -> int:
        """How many things wait."""
        return sum(self.counts.values())

    @property
    def minutes_left(self) -> int:
        """What is left to write, in minutes."""
        return sum(report.minutes_left for report in self.reports)

    @property
    def next_due(self) -> date | None:
        """The nearest last day, passed or not."""
        days = [report.due_on for report in self.reports]
        days += [answer.due_on for answer in self.answers]
        days += [answer.due_on for answer in self.overdue]
        days += [one.due_on for one in self.follow_ups]
        days += [action.due_on for action in self.actions]
        days += [pilot.check_on for pilot in self.pilots]
        return min(days, default=None)


def agenda(actor: Actor, on: date) -> Agenda:
    """What waits for this person on a day. What only a mandate can do waits only for those who have it."""
    region, person = actor.region_id, actor.person_id
    mine = Initiative.objects.of(region).reporting().filter(responsible_id=person)
    return Agenda(
        reports=reports_waiting(region, person, on),
        reviews=reviews_waiting(region) if actor.may(May.APPROVE_REPORT) else (),
        answers=answers_waiting(region, on) if actor.may(May.ANSWER) else (),
        overdue=() if actor.may(May.ANSWER) else answers_overdue(region, person, on),
        follow_ups=follow_ups_waiting(region, person, on) if actor.may(May.ACT) else (),
        to_verify=changes_to_verify(region, person) if actor.may(May.RECORD_CHANGE) else (),
        actions=actions_waiting(region, person, on),
        to_accept=lessons_to_accept(region) if actor.may(May.ACCEPT_LESSON) else (),
        pilots=pilots_waiting(region, person, on) if actor.may(May.ACT) else (),
        lessons=fresh_lessons(region, person),
        traces=_told_first(what_came_of_my_reports(region, person)),
        turn=_open_turn(region, on),
        initiatives=mine.count(),
    )


def waiting(actor: Actor, on: date) -> int:
    """How many things wait for this person, counted in one query: every page's navigation asks."""
    region, person = actor.region_id, actor.person_id
    counted = [
        (May.REPORT, Report.objects.of(region).waiting_for(person, on)),
        (May.APPROVE_REPORT, Report.objects.of(region).filter(state=ReportState.SUBMITTED)),
        (May.ANSWER, Recommendation.objects.of(region).awaiting()),
        (May.ACT, follow_ups_due(region, person, on)),
        (May.RECORD_CHANGE, unverified(region, person)),
        (May.ACT, Action.objects.of(region).unfinished().filter(owner_id=person)),
        (May.ACCEPT_LESSON, Lesson.objects.of(region).offered()),
        (May.ACT, Pilot.objects.of(region).filter(waits(on), owner=person)),
    ]
    if not actor.may(May.ANSWER):
        counted.append((May.READ, Recommendation.objects.of(region).overdue(on).filter(owner_id=person)))
    mine = [things.order_by().values("pk") for right, things in counted if actor.may(right)]
    return mine[0].union(*mine[1:], all=True).count() if mine else 0


def _told_first(traces: Sequence[ReportTrace]) -> tuple[ReportTrace, ...]:
    """Those that led furthest: to a changed plan, or else to most; among equals the latest."""
    return tuple(sorted(traces, key=lambda trace: (not trace.changed, -len(trace.events)))[:TRACES_SHOWN])


def _open_turn(region_id: int, on: date) -> OpenTurn | None:
    turn = Turn.objects.of(region_id).open_now().filter(starts_on__lte=on).order_by("-starts_on").first()
    if turn is None:
        return None
    months = _months(turn.starts_on, turn.ends_on)
    return OpenTurn(
        turn.pk, turn.number, min(_months(turn.starts_on, on), months), months, turn.starts_on, turn.ends_on
    )


def _months(first: date, last: date) -> int:
    """How many calendar months a stretch touches."""
    return (last.year - first.year) * 12 + last.month - first.month + 1
