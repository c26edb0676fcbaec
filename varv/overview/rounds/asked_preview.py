"""Whom would a round ask? Computed before it is opened: who gets how many, who cannot, and who is left out and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative
from varv.overview.words.of_running_rounds import LeftOut
from varv.regions.models import User
from varv.rounds.rules import able_to_report, asked_of, authors_of


@dataclass(frozen=True)
class Named:
    """An insats by its name."""

    id: int
    name: str


@dataclass(frozen=True)
class AskedPerson:
    """Somebody who would be asked, and about which insatser."""

    id: int
    name: str
    initiatives: tuple[Named, ...]


@dataclass(frozen=True)
class NotAsked:
    """An insats that would not be asked, and why."""

    id: int
    name: str
    why: LeftOut


@dataclass(frozen=True)
class AskedPreview:
    """Whom a half-yearly round would ask. ``unable`` are authors who no longer work here in a role that reports."""

    people: tuple[AskedPerson, ...]
    unable: tuple[AskedPerson, ...]
    left_out: tuple[NotAsked, ...]

    @property
    def asked(self) -> int:
        """How many reports there would be."""
        return sum(len(one.initiatives) for one in (*self.people, *self.unable))


def asked_preview(region_id: int, period: Period) -> AskedPreview:
    """Whom a round of this half-year would ask if it opened now, in five queries however many."""
    asked = list(asked_of(region_id).order_by("name", "pk"))
    people = _people(region_id, asked)
    able = able_to_report(region_id)
    return AskedPreview(
        people=tuple(one for one in people if one.id in able),
        unable=tuple(one for one in people if one.id not in able),
        left_out=_left_out(region_id, asked, period),
    )


def _people(region_id: int, asked: Iterable[Initiative]) -> list[AskedPerson]:
    """Whoever gets most first."""
    authors = authors_of(region_id, asked)
    names = dict(User.objects.filter(pk__in=set(authors.values())).values_list("pk", "name"))
    writes: defaultdict[int, list[Named]] = defaultdict(list)
    for initiative in asked:
        writes[authors[initiative.pk]].append(Named(initiative.pk, initiative.name))
    people = [AskedPerson(pk, names[pk], tuple(named)) for pk, named in writes.items()]
    return sorted(people, key=lambda one: (-len(one.initiatives), one.name, one.id))


def _left_out(region_id: int, asked: Iterable[Initiative], period: Period) -> tuple[NotAsked, ...]:
    """What has a plan of its own, what has not begun, and what ended in the very period."""
    others = Initiative.objects.of(region_id).exclude(pk__in=[one.pk for one in asked]).order_by("name", "pk")
    return tuple(
        NotAsked(one.pk, one.name, _why(one))
        for one in others
        if one.state is not InitiativeState.ENDED or (one.ended_on and period.contains(one.ended_on))
    )


def _why(initiative: Initiative) -> LeftOut:
    """What is under way and still not asked is a project with a reporting plan of its own."""
    states = {InitiativeState.PLANNED: LeftOut.NOT_BEGUN, InitiativeState.ENDED: LeftOut.ENDED}
    return states.get(initiative.state, LeftOut.OWN_PLAN)
