"""The red thread: what something came from, and what came of it.

A thread is walked over ties between knots of different kinds. A strand says which kinds are tied; the walk asks for
the ties of a strand once for all the knots it has reached, so it costs as many questions as there are strands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Quarter(StrEnum):
    """Where in the turn a knot belongs; what comes after a change belongs to the next turn."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"
    NEXT = "next"


class Knot(StrEnum):
    """The kinds of things a thread runs through, in the order of the work."""

    GOAL = "goal"
    STEP = "step"
    LINK = "link"
    QUESTION = "question"
    INITIATIVE = "initiative"
    INDICATOR = "indicator"
    REPORT = "report"
    FINDING = "finding"
    LESSON = "lesson"
    RECOMMENDATION = "recommendation"
    RESPONSE = "response"
    ACTION = "action"
    CHANGE = "change"
    CHAIN_VERSION = "chain_version"
    DOCUMENT_VERSION = "document_version"
    FORM = "form"
    EFFECT = "effect"
    TURN = "turn"
    USE = "use"

    @property
    def quarter(self) -> Quarter:
        """The quarter it belongs to."""
        return next(quarter for quarter, kinds in QUARTERS.items() if self in kinds)


QUARTERS: Mapping[Quarter, tuple[Knot, ...]] = {
    Quarter.PLAN: (Knot.GOAL, Knot.STEP, Knot.LINK, Knot.QUESTION),
    Quarter.DO: (Knot.INITIATIVE,),
    Quarter.CHECK: (Knot.INDICATOR, Knot.REPORT, Knot.FINDING),
    Quarter.ACT: (Knot.LESSON, Knot.RECOMMENDATION, Knot.RESPONSE, Knot.ACTION, Knot.CHANGE),
    Quarter.NEXT: (Knot.CHAIN_VERSION, Knot.DOCUMENT_VERSION, Knot.FORM, Knot.EFFECT, Knot.TURN, Knot.USE),
}


class Stop(StrEnum):
    """Why a thread ends where it does."""

    NOTHING_DONE = "nothing_done"
    NOT_REPORTED = "not_reported"
    NOT_TAKEN_UP = "not_taken_up"
    DRAFT = "draft"
    RETIRED = "retired"
    UNUSED = "unused"
    AWAITING = "awaiting"
    DECLINED = "declined"
    NO_ACTION = "no_action"
    NO_CHANGE = "no_change"
    DROPPED = "dropped"
    UNVERIFIED = "unverified"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True)
class Place:
    """One knot: its kind and the id of its row."""

    kind: Knot
    id: int


@dataclass(frozen=True)
class Strand:
    """Things of one kind lead to things of another; ``name`` tells apart strands between the same kinds."""

    source: Knot
    target: Knot
    name: str = ""


Tie = tuple[Place, Place]
# The ties of a strand that have one of these ids as their source, or as their target.
Ask = Callable[[Strand, Sequence[int]], Iterable[tuple[int, int]]]
Asking = tuple[Ask, Ask]


@dataclass(frozen=True)
class Thread:
    """What a knot came from and what came of it. No knot is on both sides, and none is the start itself."""

    start: Place
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    ties: frozenset[Tie]

    def sources_of(self) -> Mapping[Place, tuple[Place, ...]]:
        """For every knot, what it came from on this thread, in the order of the work."""
        found: defaultdict[Place, list[Place]] = defaultdict(list)
        for source, target in self.ties:
            found[target].append(source)
        return {place: in_order(sources) for place, sources in found.items()}

    def led_on(self) -> frozenset[Place]:
        """The knots that something on this thread came of."""
        return frozenset(source for source, _target in self.ties)


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each knot once, in the order of the work and then as they were noted."""
    order = {kind: rank for rank, kind in enumerate(Knot)}
    return tuple(sorted(set(places), key=lambda place: (order[place.kind], place.id)))


def in_walking_order(strands: Iterable[Strand]) -> tuple[Strand, ...]:
    """The strands in an order in which each kind is reached before anything is asked of it.

    A strand within a kind comes before those that leave the kind. Raises ``ValueError`` when a strand leads back in
    the order of the work: the walk would have to start over.
    """
    order = {kind: rank for rank, kind in enumerate(Knot)}
    found = sorted(strands, key=lambda one: (order[one.source], one.target is not one.source, order[one.target]))
    for strand in found:
        if order[strand.target] < order[strand.source]:
            raise ValueError(strand)
    return tuple(found)


def followed(start: Place, strands: Iterable[Strand], asking: Asking) -> Thread:
    """Walk from the start to everything that came of it, and back to everything it came from."""
    walk = in_walking_order(strands)
    of_sources, of_targets = asking
    after, onward = _walked(start, walk, of_sources)
    turned = {Strand(one.target, one.source, one.name): one for one in reversed(walk)}

    def back(strand: Strand, ids: Sequence[int]) -> Iterable[tuple[int, int]]:
        return ((target, source) for source, target in of_targets(turned[strand], ids))

    before, backward = _walked(start, _with_loops_first(turned), back)
    return Thread(
        start,
        in_order(before - after - {start}),
        in_order(after - {start}),
        frozenset(chain(onward, ((source, target) for target, source in backward))),
    )


def _with_loops_first(strands: Iterable[Strand]) -> tuple[Strand, ...]:
    """Backwards too, a strand within a kind comes before those that leave the kind."""
    order = {kind: -rank for rank, kind in enumerate(Knot)}
    return tuple(sorted(strands, key=lambda one: (order[one.source], one.target is not one.source)))


def _walked(start: Place, strands: Iterable[Strand], ask: Ask) -> tuple[set[Place], set[Tie]]:
    reached: defaultdict[Knot, set[int]] = defaultdict(set, {start.kind: {start.id}})
    ties: set[Tie] = set()
    for strand in strands:
        fresh = reached[strand.source]
        while fresh:
            found = set(ask(strand, sorted(fresh)))
            ties |= {(Place(strand.source, one), Place(strand.target, other)) for one, other in found}
            new = {other for _one, other in found} - reached[strand.target]
            reached[strand.target] |= new
            fresh = new if strand.source is strand.target else set()
    return {Place(kind, one) for kind, ids in reached.items() for one in ids}, ties


@dataclass(frozen=True)
class Bunch:
    """The knots of one kind on one side: those to show, and how many there are in all."""

    kind: Knot
    shown: tuple[int, ...]
    total: int

    @property
    def hidden(self) -> int:
        """How many are left out."""
        return self.total - len(self.shown)


def bunched(places: Iterable[Place], led_on: frozenset[Place], most: Mapping[Knot, int]) -> tuple[Bunch, ...]:
    """Knots kind by kind, at most so many of each: first those that led to something, then the latest noted."""
    kinds: defaultdict[Knot, list[Place]] = defaultdict(list)
    for place in in_order(places):
        kinds[place.kind].append(place)
    return tuple(
        Bunch(
            kind,
            tuple(one.id for one in sorted(found, key=lambda one: (one not in led_on, -one.id))[: most[kind]]),
            len(found),
        )
        for kind, found in kinds.items()
    )
