"""What is new for my work: lessons, findings, changes and answers about what I and my unit carry out.

My work is the insatser that I answer for or take part in and those of my unit, while they last, with their goals,
kinds of activity and chains; and the goals and chains that I own. What I did myself is no news to me. A lesson that
has never been accepted is never told of here, whoever asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.digesting import is_time, told_until
from varv.core.judgement import Answer
from varv.core.kinds import Turnout
from varv.core.roles import Actor, May
from varv.core.workflow import InitiativeState
from varv.delivery.models import Contribution, Initiative, InitiativePerson
from varv.learning.models import Change, Digest, Finding, FindingSource, Lesson, Response
from varv.regions.models import Membership, TrailEntry
from varv.strategy.models import Chain, Goal

MOST_OF_A_KIND = 20  # more than that nobody reads in a letter; the page of each kind has them all


@dataclass(frozen=True)
class Work:
    """What a person works with, as ids."""

    person_id: int
    units: frozenset[int]
    initiatives: frozenset[int]
    activities: frozenset[int]
    goals: frozenset[int]
    chains: frozenset[int]


@dataclass(frozen=True)
class NewLesson:
    """A lesson that has been accepted."""

    lesson_id: int
    statement: str
    context: str
    turnout: Turnout | None
    on: date


@dataclass(frozen=True)
class NewFinding:
    """Something an evaluation found."""

    finding_id: int
    evaluation_id: int
    evaluation: str
    text: str
    on: date


@dataclass(frozen=True)
class NewChange:
    """Something that became different."""

    change_id: int
    what: str
    after: str
    on: date


@dataclass(frozen=True)
class NewAnswer:
    """The management's answer to a recommendation."""

    recommendation_id: int
    number: int
    text: str
    answer: Answer
    reasons: str
    on: date


@dataclass(frozen=True)
class News:
    """Everything that is new between two moments."""

    since: datetime
    until: datetime
    lessons: tuple[NewLesson, ...]
    findings: tuple[NewFinding, ...]
    changes: tuple[NewChange, ...]
    answers: tuple[NewAnswer, ...]

    @property
    def count(self) -> int:
        """How many things."""
        return len(self.lessons) + len(self.findings) + len(self.changes) + len(self.answers)


@dataclass(frozen=True)
class Reader:
    """Someone who wants the letter and may have one now, and since when there may be news."""

    membership_id: int
    actor: Actor
    name: str
    email: str
    language: str
    since: datetime


@dataclass(frozen=True)
class Readers:
    """Whom to write to, and the names of those who want the letter and have no address."""

    readers: tuple[Reader, ...]
    unreachable: tuple[str, ...]


def work_of(actor: Actor) -> Work:
    """What this person works with, in six queries."""
    members = Membership.objects.of(actor.region_id).current().filter(user_id=actor.person_id, unit__isnull=False)
    units = frozenset(members.values_list("unit_id", flat=True))
    taking_part = InitiativePerson.objects.of(actor.region_id).filter(person_id=actor.person_id, ended_on=None)
    mine = Q(responsible_id=actor.person_id) | Q(unit_id__in=units) | Q(pk__in=taking_part.values_list("initiative_id"))
    lasting = Initiative.objects.of(actor.region_id).filter(mine).exclude(state=InitiativeState.ENDED)
    rows = list(lasting.values_list("pk", "generic_activity_id", "chain_id"))
    initiatives = frozenset(pk for pk, _activity, _chain in rows)
    aims = Contribution.objects.of(actor.region_id).filter(initiative_id__in=initiatives)
    owned = Goal.objects.of(actor.region_id).filter(owner_id=actor.person_id, retired_on=None)
    chains = Chain.objects.of(actor.region_id).filter(owner_id=actor.person_id)
    return Work(
        person_id=actor.person_id,
        units=units,
        initiatives=initiatives,
        activities=frozenset(activity for _pk, activity, _chain in rows),
        goals=frozenset(aims.values_list("goal_id", flat=True)) | frozenset(owned.values_list("pk", flat=True)),
        chains=frozenset(chain for _pk, _activity, chain in rows if chain)
        | frozenset(chains.values_list("pk", flat=True)),
    )


def news_of(actor: Actor, since: datetime, until: datetime) -> News:
    """What is new for this person's work from ``since`` to just before ``until``, in ten queries; the newest first."""
    work = work_of(actor)
    return News(
        since,
        until,
        lessons=tuple(_lessons(actor, work, since, until)),
        findings=tuple(_findings(actor.region_id, work, since, until)),
        changes=tuple(_changes(actor.region_id, work, since, until)),
        answers=tuple(_answers(actor.region_id, work, since, until)),
    )


def _lessons(actor: Actor, work: Work, since: datetime, until: datetime) -> Iterable[NewLesson]:
    about = Q(generic_activity_id__in=work.activities) | Q(goal_id__in=work.goals)
    held = Lesson.objects.of(actor.region_id).readable_by(actor).accepted().filter(about)
    for one in held.filter(accepted_at__gte=since, accepted_at__lt=until).order_by("-accepted_at", "-pk")[
        :MOST_OF_A_KIND
    ]:
        yield NewLesson(one.pk, one.statement, one.context, one.turnout, localtime(one.accepted_at).date())


def _findings(region_id: int, work: Work, since: datetime, until: datetime) -> Iterable[NewFinding]:
    """The day of a finding is that of its report, which may be old; when it was noted is told by the trail."""
    noted = TrailEntry.objects.of(region_id).filter(kind="learning.finding", verb="noted", at__gte=since, at__lt=until)
    about = Q(goal_id__in=work.goals) | Q(link__chain_id__in=work.chains) | _from_reports(region_id, work, "pk")
    found = Finding.objects.of(region_id).filter(
        about, pk__in=noted.exclude(person_id=work.person_id).values("thing_id")
    )
    for one in found.select_related("evaluation").order_by("-seen_on", "-pk")[:MOST_OF_A_KIND]:
        yield NewFinding(one.pk, one.evaluation_id, one.evaluation.title, one.text, one.seen_on)


def _changes(region_id: int, work: Work, since: datetime, until: datetime) -> Iterable[NewChange]:
    about = (
        Q(goal_id__in=work.goals)
        | Q(recommendation__goal_id__in=work.goals)
        | Q(lesson__goal_id__in=work.goals)
        | Q(lesson__generic_activity_id__in=work.activities)
        | Q(lesson__report__initiative_id__in=work.initiatives)
        | Q(chain_version__chain_id__in=work.chains)
        | _from_reports(region_id, work, "recommendation__finding_id")
    )
    made = Change.objects.of(region_id).filter(about, recorded_at__gte=since, recorded_at__lt=until)
    for one in made.exclude(author_id=work.person_id).order_by("-recorded_at", "-pk")[:MOST_OF_A_KIND]:
        yield NewChange(one.pk, one.what, one.after, localtime(one.recorded_at).date())


def _answers(region_id: int, work: Work, since: datetime, until: datetime) -> Iterable[NewAnswer]:
    about = (
        Q(recommendation__goal_id__in=work.goals)
        | Q(recommendation__unit_id__in=work.units)
        | Q(recommendation__owner_id=work.person_id)
        | Q(recommendation__lesson__report__initiative_id__in=work.initiatives)
        | _from_reports(region_id, work, "recommendation__finding_id")
    )
    given = Response.objects.of(region_id).filter(about, answered_at__gte=since, answered_at__lt=until)
    newest = given.exclude(author_id=work.person_id).select_related("recommendation").order_by("-answered_at", "-pk")
    for one in newest[:MOST_OF_A_KIND]:
        asked = one.recommendation
        day = localtime(one.answered_at).date()
        yield NewAnswer(asked.pk, asked.number, asked.text, one.answer, one.reasons, day)


def _from_reports(region_id: int, work: Work, finding: str) -> Q:
    """What rests on a finding that rests on a report of my insatser."""
    told = FindingSource.objects.of(region_id).filter(report__initiative_id__in=work.initiatives)
    return Q(**{f"{finding}__in": told.values("finding_id")})


def digest_readers(region_id: int, at: datetime) -> Readers:
    """Whom the weekly letter may be sent to now, in two queries: who asked for it and has had none for a week."""
    wanting = Membership.objects.of(region_id).current().filter(user__is_active=True, user__wants_digest=True)
    people: dict[int, list[Membership]] = {}
    for one in wanting.select_related("user").order_by("user__name", "user_id", "pk"):
        people.setdefault(one.user_id, []).append(one)
    sent = Digest.objects.of(region_id).filter(person_id__in=people).order_by("sent_at", "pk")
    last = {one.person_id: one.sent_at for one in sent}
    readers = [_reader(held, last.get(person_id), at) for person_id, held in people.items()]
    today = localtime(at).date()
    due = [one for one in readers if one.actor.may(May.READ) and is_time(_day(last.get(one.actor.person_id)), today)]
    return Readers(
        readers=tuple(one for one in due if one.email), unreachable=tuple(one.name for one in due if not one.email)
    )


def _day(moment: datetime | None) -> date | None:
    return localtime(moment).date() if moment else None


def _reader(held: list[Membership], last: datetime | None, at: datetime) -> Reader:
    person = held[0].user
    return Reader(
        membership_id=held[0].pk,
        actor=Actor(held[0].region_id, person.pk, person.name, frozenset(one.role for one in held)),
        name=person.name,
        email=person.email,
        language=person.language,
        since=told_until(last, at),
    )
