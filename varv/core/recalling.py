"""Which lessons to bring to mind where something is planned, in which order, and why.

A lesson is brought to mind only when there is a *why* that can be said in words. The order is decided by four things,
one after the other, so that it can be explained:

1. what has been answered for this very thing as beside the point, or disagreed with, comes last;
2. the nearer lesson first: each why has its weight (``NEARNESS``), and the weights are added;
3. of those as near, the surer first (``core.surety``);
4. of those as sure, the newer first; at last the one with the higher number.

What failed teaches as much as what worked: if only one of them would be seen, the nearest of the other kind takes
the last place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from varv.core.kinds import Turnout
from varv.core.surety import Surety

SHORTEST_WORD = 4
STEM = 5  # letters that two inflections of a word share
# Beginnings of words that stand in many descriptions and name no one.
NAMING_NOBODY = frozenset(
    (
        *("alla", "andra", "bland", "delta", "efter", "eller", "från", "genom", "grupp", "inom", "insat", "länet"),
        *("mella", "männi", "målgr", "också", "olika", "perso", "proje", "regio", "skapa", "stöd", "särsk", "till"),
        *("under", "utan", "utvec", "verks", "även"),
    )
)
SIDES = (Turnout.FAILED, Turnout.WORKED)


class Why(StrEnum):
    """Why a lesson is brought to mind."""

    ACTIVITY = "activity"
    GOAL = "goal"
    CHAIN = "chain"
    USED_HERE = "used_here"
    GOAL_ABOVE = "goal_above"
    GOAL_BELOW = "goal_below"
    TARGET_GROUP = "target_group"
    PLACE = "place"


# The same work, aim or reasoning is near; kin of the aim and the same people less so; the same place alone hardly.
NEARNESS: Mapping[Why, int] = {
    Why.ACTIVITY: 4,
    Why.GOAL: 4,
    Why.CHAIN: 4,
    Why.USED_HERE: 3,
    Why.GOAL_ABOVE: 2,
    Why.GOAL_BELOW: 2,
    Why.TARGET_GROUP: 2,
    Why.PLACE: 1,
}


@dataclass(frozen=True)
class Candidate:
    """A lesson that may be brought to mind. ``is_set_aside``: the latest answer for this very thing was a no."""

    lesson_id: int
    whys: frozenset[Why]
    accepted_at: datetime
    surety: Surety = Surety.WEAK
    turnout: Turnout | None = None
    is_set_aside: bool = False

    @property
    def nearness(self) -> int:
        """The weights of its whys, added."""
        return sum(NEARNESS[why] for why in self.whys)


def nearest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those with a why, in the order that is told above."""
    found = [one for one in candidates if one.whys]
    return sorted(
        found,
        key=lambda one: (
            not one.is_set_aside,
            one.nearness,
            one.surety.rank,
            one.accepted_at,
            one.lesson_id,
        ),
        reverse=True,
    )


def brought_to_mind(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """At most ``limit`` of them, with both what worked and what did not where there is room for two."""
    ordered = nearest(candidates)
    chosen = ordered[:limit]
    for side in SIDES:
        other = next((one for one in ordered[limit:] if one.turnout is side and not one.is_set_aside), None)
        if other is not None and all(one.turnout is not side for one in chosen):
            _give_way(chosen, other)
    return nearest(chosen)


def _give_way(chosen: list[Candidate], other: Candidate) -> None:
    """The last that tells nothing on its own gives its place; the first never does."""
    for place in range(len(chosen) - 1, 0, -1):
        turnout = chosen[place].turnout
        if turnout not in SIDES or sum(one.turnout is turnout for one in chosen) > 1:
            chosen[place] = other
            return


def reached(starts: Iterable[int], steps: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Everything that can be reached from the starts along the steps, the starts themselves left out."""
    onward: dict[int, list[int]] = {}
    for source, target in steps:
        onward.setdefault(source, []).append(target)
    first = set(starts)
    seen, waiting = set(first), list(first)
    while waiting:
        new = [target for target in onward.get(waiting.pop(), ()) if target not in seen]
        seen.update(new)
        waiting += new
    return frozenset(seen - first)


def shares_a_word(one: str, other: str) -> bool:
    """Whether two texts have a word of at least four letters in common, however it is inflected.

    Words that name nobody in particular (``NAMING_NOBODY``) do not count.
    """
    return not _stems(one).isdisjoint(_stems(other))


def _stems(text: str) -> frozenset[str]:
    letters = "".join(letter if letter.isalpha() else " " for letter in text.casefold())
    return frozenset(word[:STEM] for word in letters.split() if len(word) >= SHORTEST_WORD) - NAMING_NOBODY
