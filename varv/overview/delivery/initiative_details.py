"""What is tied to insatser, for the list's further columns, its map and its timeline."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from varv.core.kinds import Part
from varv.delivery.models import InitiativePerson, InitiativePlace, Milestone, Partnership
from varv.regions.models import Place


@dataclass(frozen=True)
class MilestoneLine:
    """Something an insats means to have reached by a day, and whether it has."""

    text: str
    due_on: date
    reached_on: date | None
    is_late: bool


@dataclass(frozen=True)
class PersonLine:
    """Someone who takes part now, and as what."""

    name: str
    part: Part


@dataclass(frozen=True)
class Details:
    """What is tied to one insats: where, with whom, by whom, and by when."""

    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    people: tuple[PersonLine, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()

    @property
    def next_milestone(self) -> MilestoneLine | None:
        """The first that is not reached, overdue or not."""
        return next((one for one in self.milestones if one.reached_on is None), None)


@dataclass(frozen=True)
class PlaceCount:
    """A place, and how many insatser are done there; ``None`` when some have not said where they are done."""

    id: int
    code: str
    name: str
    count: int | None


@dataclass(frozen=True)
class PlaceCounts:
    """Every place of the region, and how many insatser have not said where they are done."""

    places: tuple[PlaceCount, ...]
    unplaced: int


def initiative_details(region_id: int, ids: Collection[int], on: date) -> Mapping[int, Details]:
    """What is tied to each of these insatser, in four queries however many."""
    places, partners = _names(region_id, ids), _partners(region_id, ids)
    people, milestones = _people(region_id, ids), _milestones(region_id, ids, on)
    return {pk: Details(tuple(places[pk]), tuple(partners[pk]), tuple(people[pk]), tuple(milestones[pk])) for pk in ids}


def _names(region_id: int, ids: Collection[int]) -> Mapping[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    ties = InitiativePlace.objects.of(region_id).filter(initiative__in=ids).order_by("place__name", "pk")
    for pk, name in ties.values_list("initiative_id", "place__name"):
        found[pk].append(name)
    return found


def _partners(region_id: int, ids: Collection[int]) -> Mapping[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    ties = Partnership.objects.of(region_id).filter(initiative__in=ids).order_by("partner__name", "pk")
    for pk, name in ties.values_list("initiative_id", "partner__name"):
        found[pk].append(name)
    return found


def _people(region_id: int, ids: Collection[int]) -> Mapping[int, list[PersonLine]]:
    found: defaultdict[int, list[PersonLine]] = defaultdict(list)
    now = InitiativePerson.objects.of(region_id).filter(initiative__in=ids, ended_on=None)
    for pk, name, part in now.order_by("person__name", "pk").values_list("initiative_id", "person__name", "part"):
        found[pk].append(PersonLine(name, part))
    return found


def _milestones(region_id: int, ids: Collection[int], on: date) -> Mapping[int, list[MilestoneLine]]:
    found: defaultdict[int, list[MilestoneLine]] = defaultdict(list)
    for one in Milestone.objects.of(region_id).filter(initiative__in=ids).order_by("due_on", "pk"):
        is_late = one.reached_on is None and one.due_on < on
        found[one.initiative_id].append(MilestoneLine(one.text, one.due_on, one.reached_on, is_late))
    return found


def place_counts(region_id: int, ids: Collection[int]) -> PlaceCounts:
    """How many of these insatser are done in each place. None is zero only when every one has said where it is done."""
    ties = InitiativePlace.objects.of(region_id).filter(initiative__in=ids)
    counted = dict(ties.values_list("place_id").annotate(n=Count("initiative")).order_by("place_id"))
    unplaced = len(ids) - ties.values("initiative").distinct().count()
    return PlaceCounts(
        places=tuple(
            PlaceCount(place.pk, place.code, place.name, counted.get(place.pk, None if unplaced else 0))
            for place in Place.objects.of(region_id).order_by("name", "pk")
        ),
        unplaced=unplaced,
    )
