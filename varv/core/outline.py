"""A tree in reading order: one step up, down, in under the one before, or out beside the one above."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Which way a thing in a tree is moved, one step."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Spot:
    """A place in a tree: under whom (``None``: at the top), and as which of its siblings, from 1."""

    parent: int | None
    place: int


def shifted(way: Way, thing: int, parents: Mapping[int, int | None]) -> Spot | None:
    """Where a thing comes to stand, or ``None`` when it can go no further that way.

    ``parents`` has every thing of the tree in reading order, each with what it stands under. The place is
    counted as if the thing had been lifted out of the tree first.
    """
    over = parents[thing]
    siblings = _below(over, parents)
    at = siblings.index(thing)
    if way is Way.OUT:
        return None if over is None else Spot(parents[over], _below(parents[over], parents).index(over) + 2)
    if way is Way.DOWN:
        return Spot(over, at + 2) if at + 1 < len(siblings) else None
    if at == 0:
        return None
    return Spot(over, at) if way is Way.UP else Spot(siblings[at - 1], len(_below(siblings[at - 1], parents)) + 1)


def _below(parent: int | None, parents: Mapping[int, int | None]) -> list[int]:
    return [thing for thing, over in parents.items() if over == parent]
