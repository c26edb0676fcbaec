"""How one insats is carried out: who takes part, where, step by step, what could stop it, and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from varv.core.kinds import Lineage, Part, Severity
from varv.core.workflow import InitiativeState
from varv.delivery.models import (
    Initiative,
    InitiativeLink,
    InitiativePerson,
    InitiativePlace,
    Milestone,
    Partnership,
    Risk,
)

_HEAVIEST_FIRST = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class PersonLine:
    """Someone who takes part, now or before."""

    id: int
    name: str
    part: Part
    ended_on: date | None


@dataclass(frozen=True)
class PartnerLine:
    """An organisation that takes part, and what it brings."""

    id: int
    name: str
    link: str
    brings: str


@dataclass(frozen=True)
class MilestoneLine:
    """Something to have reached by a day; ``is_overdue`` when that day has passed without it."""

    id: int
    text: str
    due_on: date
    reached_on: date | None
    note: str
    is_overdue: bool

    @property
    def is_late(self) -> bool:
        """Whether it was reached after the day it was meant for."""
        return self.reached_on is not None and self.reached_on > self.due_on


@dataclass(frozen=True)
class RiskLine:
    """What could stop the work, and what is done about it."""

    id: int
    text: str
    likelihood: Severity
    harm: Severity
    answer: str
    closed_on: date | None
    what_happened: str

    @property
    def is_grave(self) -> bool:
        """Likely and harmful enough to be answered at once: one is high and the other at least medium."""
        return Severity.HIGH in {self.likelihood, self.harm} and Severity.LOW not in {self.likelihood, self.harm}


@dataclass(frozen=True)
class KinLine:
    """An insats that this one comes from, or that came of it."""

    id: int
    name: str
    state: InitiativeState
    lineage: Lineage
    reason: str


@dataclass(frozen=True)
class InitiativePlan:
    """Everything about how an insats is carried out."""

    people: tuple[PersonLine, ...]
    former: tuple[PersonLine, ...]
    partners: tuple[PartnerLine, ...]
    places: tuple[str, ...]
    milestones: tuple[MilestoneLine, ...]
    risks: tuple[RiskLine, ...]
    closed_risks: tuple[RiskLine, ...]
    came_from: tuple[KinLine, ...]
    led_to: tuple[KinLine, ...]

    @property
    def reporter(self) -> PersonLine | None:
        """The one who writes the report instead of the responsible person, if somebody does."""
        return next((one for one in self.people if one.part is Part.REPORTER), None)

    @property
    def overdue(self) -> int:
        """How many milestones should have been reached by now."""
        return sum(one.is_overdue for one in self.milestones)

    @property
    def reached(self) -> int:
        """How many milestones have been reached."""
        return sum(one.reached_on is not None for one in self.milestones)

    @property
    def has_kin(self) -> bool:
        """Whether it comes from another insats, or another came of it."""
        return bool(self.came_from or self.led_to)


def initiative_plan(initiative: Initiative, on: date) -> InitiativePlan:
    """How one insats is carried out, as it stands on a day; in six queries whatever it holds."""
    people = _people(initiative)
    risks = _risks(initiative)
    came_from, led_to = _kin(initiative)
    return InitiativePlan(
        people=tuple(one for one in people if one.ended_on is None),
        former=tuple(one for one in people if one.ended_on is not None),
        partners=_partners(initiative),
        places=_places(initiative),
        milestones=_milestones(initiative, on),
        risks=tuple(one for one in risks if one.closed_on is None),
        closed_risks=tuple(one for one in risks if one.closed_on is not None),
        came_from=came_from,
        led_to=led_to,
    )


def _people(initiative: Initiative) -> list[PersonLine]:
    """Whoever writes the report first, then by part and name."""
    rows = InitiativePerson.objects.of(initiative.region_id).filter(initiative=initiative).select_related("person")
    lines = [PersonLine(row.pk, row.person.name, row.part, row.ended_on) for row in rows.order_by("person__name", "pk")]
    parts = list(Part)
    return sorted(lines, key=lambda line: parts.index(line.part))


def _partners(initiative: Initiative) -> tuple[PartnerLine, ...]:
    rows = Partnership.objects.of(initiative.region_id).filter(initiative=initiative).select_related("partner")
    return tuple(
        PartnerLine(row.pk, row.partner.name, row.partner.link, row.brings)
        for row in rows.order_by("partner__name", "pk")
    )


def _places(initiative: Initiative) -> tuple[str, ...]:
    rows = InitiativePlace.objects.of(initiative.region_id).filter(initiative=initiative).select_related("place")
    return tuple(row.place.name for row in rows.order_by("place__code", "pk"))


def _milestones(initiative: Initiative, on: date) -> tuple[MilestoneLine, ...]:
    rows = Milestone.objects.of(initiative.region_id).filter(initiative=initiative).order_by("due_on", "pk")
    return tuple(
        MilestoneLine(
            id=row.pk,
            text=row.text,
            due_on=row.due_on,
            reached_on=row.reached_on,
            note=row.note,
            is_overdue=row.reached_on is None and row.due_on < on,
        )
        for row in rows
    )


def _risks(initiative: Initiative) -> list[RiskLine]:
    """The heaviest first: by harm, then by likelihood."""
    rows = Risk.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
    lines = [
        RiskLine(row.pk, row.text, row.likelihood, row.harm, row.answer, row.closed_on, row.what_happened)
        for row in rows
    ]
    return sorted(lines, key=lambda line: [_HEAVIEST_FIRST.index(one) for one in (line.harm, line.likelihood)])


def _kin(initiative: Initiative) -> tuple[tuple[KinLine, ...], tuple[KinLine, ...]]:
    """What it comes from, and what came of it."""
    links = InitiativeLink.objects.of(initiative.region_id).filter(Q(source=initiative) | Q(result=initiative))
    found: Sequence[InitiativeLink] = list(links.select_related("source", "result").order_by("pk"))
    came_from = [_kin_line(link, link.source) for link in found if link.result_id == initiative.pk]
    led_to = [_kin_line(link, link.result) for link in found if link.source_id == initiative.pk]
    return tuple(came_from), tuple(led_to)


def _kin_line(link: InitiativeLink, other: Initiative) -> KinLine:
    return KinLine(other.pk, other.name, other.state, link.lineage, link.reason)
