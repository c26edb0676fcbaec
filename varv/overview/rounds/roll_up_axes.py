"""By what figures are added up: nodes in the order they are read, and what each of them holds."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from varv.core.kinds import DocumentKind, Strength
from varv.core.tallies import members_upward
from varv.delivery.models import Contribution, InitiativePlace
from varv.regions.models import Place, Unit
from varv.strategy.models import GenericActivity, Goal, GoalLink, SteeringDocument


class By(StrEnum):
    """By what figures are added up."""

    WHOLE = "whole"
    ACTIVITY = "activity"
    GOAL = "goal"
    UNIT = "unit"
    PLACE = "place"

    @property
    def overlaps(self) -> bool:
        """Whether an insats may stand in several nodes side by side, so that they come to more than the whole."""
        return self in {By.GOAL, By.PLACE}


@dataclass(frozen=True)
class Node:
    """What figures are added up for. ``holds`` are the leaves in it and below it, each once.

    ``shared`` counts those that more than one of the nodes right below it holds: they are counted once here.
    ``direct`` are those that none of the nodes below it holds.
    """

    id: int
    name: str
    depth: int
    holds: frozenset[int]
    shared: int = 0
    direct: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Nodes:
    """The nodes, and by what field of a report its figures come to their leaves."""

    leaf: str
    nodes: tuple[Node, ...]


OURS = [kind for kind in DocumentKind if kind.is_ours]
REGION = 0
TO_INITIATIVE, TO_ACTIVITY, TO_UNIT = "initiative_id", "initiative__generic_activity_id", "initiative__unit_id"


def nodes_by(by: By, region_id: int, document: SteeringDocument | None = None) -> Nodes:
    """The nodes of the region; goals are those of one document."""
    return _NODES[by](region_id, document)


def _whole(_region_id: int, _document: SteeringDocument | None) -> Nodes:
    """Nothing but the whole, which every roll-up has."""
    return Nodes("initiative__region_id", ())


def _by_activity(region_id: int, _document: SteeringDocument | None) -> Nodes:
    activities = GenericActivity.objects.of(region_id).order_by("framework_id", "number", "pk")
    return Nodes(TO_ACTIVITY, tuple(Node(one.pk, str(one), 0, frozenset({one.pk})) for one in activities))


def _by_unit(region_id: int, _document: SteeringDocument | None) -> Nodes:
    units = list(Unit.objects.of(region_id).order_by("name", "pk"))
    parents = {unit.pk: unit.parent_id for unit in units}
    held = members_upward({unit: [unit] for unit in parents}, _together(_pairs(parents)))
    return Nodes(TO_UNIT, tuple(_tree([(unit.pk, unit.name) for unit in units], parents, held)))


def _by_place(region_id: int, _document: SteeringDocument | None) -> Nodes:
    tied = InitiativePlace.objects.of(region_id).values_list("place_id", "initiative_id")
    held = _together(tied)
    places = Place.objects.of(region_id).order_by("name", "pk")
    return Nodes(TO_INITIATIVE, tuple(Node(one.pk, one.name, 0, frozenset(held.get(one.pk, ()))) for one in places))


def _by_goal(region_id: int, document: SteeringDocument | None) -> Nodes:
    return Nodes(TO_INITIATIVE, ()) if document is None else goals_tied(region_id, document)


def goals_tied(region_id: int, document: SteeringDocument) -> Nodes:
    """The goals of a document with the insatser tied to them, or to goals that are part of them. Three queries.

    A goal is part of its parent, and of the goals of our other plans that it contributes to; a link that only mentions
    the other goal carries no figures.
    """
    goals = list(Goal.objects.of(region_id).in_outline_order())
    tied = _together(Contribution.objects.of(region_id).values_list("initiative_id", "goal_id"))
    parents = {goal.pk: goal.parent_id for goal in goals}
    held = members_upward(tied, _together([*_pairs(parents), *_links(region_id)]))
    named = [(goal.pk, str(goal)) for goal in goals if goal.document_id == document.pk and goal.retired_on is None]
    return Nodes(TO_INITIATIVE, tuple(_tree(named, parents, held)))


def _pairs(parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    return [(one, parent) for one, parent in parents.items() if parent is not None]


def _links(region_id: int) -> Iterable[tuple[int, int]]:
    links = GoalLink.objects.of(region_id).between_goals_in_force().exclude(strength=Strength.MENTIONED)
    ours = links.filter(target__document__kind__in=OURS, source__document__kind__in=OURS)
    pairs: Iterable[tuple[int, int]] = ours.values_list("source_id", "target_id")
    return pairs


def _together(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found


def _tree(
    named: Collection[tuple[int, str]], parents: Mapping[int, int | None], held: Mapping[int, Collection[int]]
) -> Iterator[Node]:
    """Each node, and after it those below it."""
    names = dict(named)
    below: dict[int | None, list[int]] = {}
    for one in names:
        parent = parents[one]
        below.setdefault(parent if parent in names else None, []).append(one)
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        here, depth = waiting.pop()
        children = below.get(here, [])
        inside = frozenset(held.get(here, ()))
        below_it = [frozenset(held.get(child, ())) for child in children]
        yield Node(here, names[here], depth, inside, held_twice(below_it), inside.difference(*below_it))
        waiting.extend((child, depth + 1) for child in reversed(children))


def held_twice(groups: Iterable[Collection[int]]) -> int:
    """How many stand in more than one of the groups."""
    seen: set[int] = set()
    twice: set[int] = set()
    for group in groups:
        twice |= seen & set(group)
        seen |= set(group)
    return len(twice)


_NODES: Mapping[By, Callable[[int, SteeringDocument | None], Nodes]] = {
    By.WHOLE: _whole,
    By.ACTIVITY: _by_activity,
    By.GOAL: _by_goal,
    By.UNIT: _by_unit,
    By.PLACE: _by_place,
}
