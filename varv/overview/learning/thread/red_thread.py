"""From one thing: the whole thread, back to what it came from and on to what came of it, and where it stops."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from varv.core.roles import Actor
from varv.core.threads import Bunch, Knot, Place, Quarter, Stop, Thread, bunched, followed
from varv.core.workflow import LessonState, RecommendationState
from varv.learning.models import FindingContradiction, LessonContradiction
from varv.overview.learning.thread.thread_beads import Bead, beads
from varv.overview.learning.thread.thread_strands import GATES, STRANDS, asking

FEW, MANY = 5, 200  # of a kind on one side: at first sight, and when more is asked for
NAMED_SOURCES = 3
PLANNED = (Knot.GOAL, Knot.STEP, Knot.LINK, Knot.QUESTION)


@dataclass(frozen=True)
class Against:
    """Something that says against a finding or a lesson, and what is known of why."""

    text: str
    explanation: str


@dataclass(frozen=True)
class Knotted:
    """A bead in its place: what on this thread it came from, and what contradicts it."""

    bead: Bead
    sources: tuple[Bead, ...]
    against: tuple[Against, ...]


@dataclass(frozen=True)
class Row:
    """The beads of one kind on one side, and how many more there are."""

    kind: Knot
    knots: tuple[Knotted, ...]
    hidden: int

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.knots) + self.hidden


@dataclass(frozen=True)
class Group:
    """What belongs to one quarter of the turn."""

    quarter: Quarter
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Ended:
    """Where the thread stops, and for how many days it has, when that is known."""

    bead: Bead
    stop: Stop
    days: int | None = None


@dataclass(frozen=True)
class RedThread:
    """Where one stands, what it came from, what came of it, and where it stops."""

    start: Knotted
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    ends: tuple[Ended, ...]

    @property
    def total_before(self) -> int:
        """How many things it came from."""
        return sum(row.total for group in self.before for row in group.rows)

    @property
    def total_after(self) -> int:
        """How many things came of it."""
        return sum(row.total for group in self.after for row in group.rows)

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return sum(row.hidden for group in (*self.before, *self.after) for row in group.rows)

    @property
    def first_seen(self) -> date | None:
        """The day of the earliest report or finding it rests on or stands at, when there is one."""
        seen = (Knot.REPORT, Knot.FINDING)
        return min((bead.day for bead in self._beads() if bead.kind in seen and bead.day), default=None)

    @property
    def last_changed(self) -> date | None:
        """The day the latest change was decided, when something has changed."""
        return max((bead.day for bead in self._beads() if bead.kind is Knot.CHANGE and bead.day), default=None)

    def _beads(self) -> Iterable[Bead]:
        yield self.start.bead
        for group in (*self.before, *self.after):
            yield from (knot.bead for row in group.rows for knot in row.knots)


def red_thread(reader: Actor, start: Place, on: date, most: int = FEW) -> RedThread | None:
    """The thread of one thing as far as the reader may see it; nothing when the reader may not see the thing itself.

    One query for each strand that is reached, one for each kind that is shown and one each for what contradicts
    findings and lessons, however many there are. ``most`` is how many of a kind are shown on either side.
    """
    if not beads(reader, start.kind, [start.id]):
        return None
    thread = followed(start, STRANDS, asking(reader))
    limits = dict.fromkeys(Knot, min(most, MANY))
    sides = [bunched(side, thread.led_on(), limits) for side in (thread.before, thread.after)]
    shown = _shown(reader, start, [bunch for side in sides for bunch in side])
    told = _Told(start, thread.sources_of(), shown, _against(reader, shown))
    before, after = (_groups(side, told) for side in sides)
    return RedThread(told.knotted(start), before, after, _ends(thread, shown, on))


def _shown(reader: Actor, start: Place, bunches: Iterable[Bunch]) -> dict[Place, Bead]:
    wanted: defaultdict[Knot, set[int]] = defaultdict(set, {start.kind: {start.id}})
    for bunch in bunches:
        wanted[bunch.kind] |= set(bunch.shown)
    found: dict[Place, Bead] = {}
    for kind, ids in wanted.items():
        found |= beads(reader, kind, ids)
    return found


@dataclass(frozen=True)
class _Told:
    """All that is shown, and how it hangs together."""

    start: Place
    sources: Mapping[Place, tuple[Place, ...]]
    shown: Mapping[Place, Bead]
    against: Mapping[Place, list[Against]]

    def knotted(self, place: Place) -> Knotted:
        earlier = (one for one in self.sources.get(place, ()) if one != self.start)  # it stands in the middle already
        sources = [self.shown[one] for one in earlier if one in self.shown]
        nearest = tuple(reversed(sources))[:NAMED_SOURCES]
        return Knotted(self.shown[place], nearest, tuple(self.against.get(place, ())))


def _groups(bunches: Iterable[Bunch], told: _Told) -> tuple[Group, ...]:
    quarters: defaultdict[Quarter, list[Row]] = defaultdict(list)
    for bunch in bunches:
        knots = [told.knotted(Place(bunch.kind, one)) for one in bunch.shown]
        knots.sort(key=lambda knot: (knot.bead.day or date.min, knot.bead.place.id))
        quarters[bunch.kind.quarter].append(Row(bunch.kind, tuple(knots), bunch.hidden))
    return tuple(Group(quarter, tuple(quarters[quarter])) for quarter in Quarter if quarter in quarters)


def _against(reader: Actor, shown: Mapping[Place, Bead]) -> dict[Place, list[Against]]:
    found: defaultdict[Place, list[Against]] = defaultdict(list)
    for kind, model, words in (
        (Knot.FINDING, FindingContradiction, "text"),
        (Knot.LESSON, LessonContradiction, "statement"),
    ):
        ids = {place.id for place in shown if place.kind is kind}
        if not ids:
            continue
        rows = model.objects.of(reader.region_id).filter(Q(first__in=ids) | Q(second__in=ids))
        if kind in GATES:
            readable = GATES[kind](reader).values("pk")
            rows = rows.filter(first__in=readable, second__in=readable)
        for one in rows.select_related("first", "second").order_by("noted_at", "pk"):
            for this, other in ((one.first, one.second), (one.second, one.first)):
                found[Place(kind, this.pk)].append(Against(getattr(other, words), one.explanation))
    return found


def _ends(thread: Thread, shown: Mapping[Place, Bead], on: date) -> tuple[Ended, ...]:
    """Where the thread stops, in the order of the work: at the start itself, and at what came of it."""
    led_on, helped = thread.led_on(), {source for source, target in thread.ties if target.kind is Knot.EFFECT}
    ends = []
    for place in (thread.start, *thread.after):
        stop = _stop(shown[place], led_on, helped, thread.start) if place in shown else None
        if stop is not None:
            bead = shown[place]
            ends.append(Ended(bead, stop, (on - bead.day).days if stop is Stop.AWAITING and bead.day else None))
    return tuple(ends)


RECOMMENDATION_STOPS: Mapping[RecommendationState, Stop] = {
    RecommendationState.AWAITING: Stop.AWAITING,
    RecommendationState.DECLINED: Stop.DECLINED,
    RecommendationState.ANSWERED: Stop.NO_ACTION,
    RecommendationState.ACTING: Stop.NO_CHANGE,
    RecommendationState.DROPPED: Stop.DROPPED,
}


def _stop(bead: Bead, led_on: frozenset[Place], helped: set[Place], start: Place) -> Stop | None:
    if isinstance(bead.state, RecommendationState):
        return RECOMMENDATION_STOPS.get(bead.state)
    if bead.kind is Knot.CHANGE:
        return _stop_of_change(bead, helped)
    if isinstance(bead.state, LessonState) and bead.state in {LessonState.DRAFT, LessonState.WORKED_UP}:
        return Stop.DRAFT
    if bead.place in led_on:
        return None
    if bead.kind is Knot.LESSON:
        return Stop.RETIRED if bead.state is LessonState.RETIRED else Stop.UNUSED
    return _stop_early(bead, start)


def _stop_of_change(bead: Bead, helped: set[Place]) -> Stop | None:
    if not bead.is_verified:
        return Stop.UNVERIFIED
    return None if bead.place in helped else Stop.NOT_SEEN


def _stop_early(bead: Bead, start: Place) -> Stop | None:
    """Of a hundred initiatives and reports beside the way nothing is said, only of the one stood at."""
    if bead.kind is Knot.FINDING:
        return Stop.NOT_TAKEN_UP
    if bead.place != start:
        return None
    stops = {Knot.INITIATIVE: Stop.NOT_REPORTED, Knot.REPORT: Stop.NOT_TAKEN_UP}
    return Stop.NOTHING_DONE if bead.kind in PLANNED else stops.get(bead.kind)
