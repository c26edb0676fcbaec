"""What do we do with what we have been told? Every recommendation in its lane, and how many there are per forum."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from varv.core.workflow import RecommendationState
from varv.learning.models import Recommendation
from varv.overview.learning.answers.tickets import TICKET_LISTS, TICKET_TIES, Lane, Ticket, ticket

Choice = tuple[int, str]


@dataclass(frozen=True)
class BoardWish:
    """Which recommendations someone wants to see. ``person_id``: those that person owns or has an action for."""

    person_id: int | None = None
    forum: str = ""
    unit_id: int | None = None
    owner_id: int | None = None
    state: RecommendationState | None = None
    is_behind: bool = False
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for."""
        return self != BoardWish()


EVERYTHING = BoardWish()


@dataclass(frozen=True)
class Tally:
    """How the recommendations of one forum or unit stand; ``id`` is the unit's."""

    name: str
    id: int | None
    total: int
    overdue: int
    by_lane: Mapping[Lane, int]


@dataclass(frozen=True)
class Board:
    """Those that were asked for by lane, in the order one looks at them; what they rest on; and what can be asked for.

    ``everything`` counts all of the region's; ``forums`` and ``units`` tally them all, by name.
    """

    lanes: Mapping[Lane, tuple[Ticket, ...]]
    evaluations: int
    lessons: int
    everything: int
    behind: int
    forums: tuple[Tally, ...]
    units: tuple[Tally, ...]
    owners: tuple[Choice, ...]

    @property
    def total(self) -> int:
        """How many were found."""
        return sum(len(tickets) for tickets in self.lanes.values())

    @property
    def live(self) -> Mapping[Lane, tuple[Ticket, ...]]:
        """The lanes where something is left to do."""
        return {lane: self.lanes[lane] for lane in (Lane.AWAITING, Lane.ANSWERED, Lane.ACTING, Lane.CHANGED)}

    @property
    def over(self) -> Mapping[Lane, tuple[Ticket, ...]]:
        """The lanes where all is done."""
        return {lane: self.lanes[lane] for lane in (Lane.VERIFIED, Lane.ENDED)}

    @property
    def in_order(self) -> tuple[Ticket, ...]:
        """All that were found, what is behind first and the rest as numbered: the table."""
        every = (ticket for lane in self.lanes.values() for ticket in lane)
        return tuple(sorted(every, key=lambda one: (not one.is_overdue, not one.is_behind, one.number)))

    @property
    def first_awaiting(self) -> Ticket | None:
        """The one to answer first."""
        return next(iter(self.lanes[Lane.AWAITING]), None)

    @property
    def latest_changed(self) -> Ticket | None:
        """The one that has come furthest: verified before changed, and the latest of them."""
        return next(iter([*self.lanes[Lane.VERIFIED], *self.lanes[Lane.CHANGED]]), None)

    @property
    def overdue(self) -> int:
        """How many wait although the last day has passed."""
        return sum(ticket.is_overdue for ticket in self.lanes[Lane.AWAITING])


def recommendation_board(region_id: int, on: date, wish: BoardWish = EVERYTHING) -> Board:
    """The region's recommendations on a day, as wished, in a fixed number of queries."""
    rows = list(Recommendation.objects.of(region_id).select_related(*TICKET_TIES).prefetch_related(*TICKET_LISTS))
    all_of_them = [ticket(row, on) for row in rows]
    found = [(row, one) for row, one in zip(rows, all_of_them, strict=True) if _is_wished(row, one, wish)]
    return Board(
        lanes=_lanes(one for _row, one in found),
        evaluations=len({row.finding.evaluation_id for row, _one in found if row.finding is not None}),
        lessons=len({row.lesson_id for row, _one in found} - {None}),
        everything=len(rows),
        behind=sum(one.is_behind for one in all_of_them),
        forums=_tallies(all_of_them, lambda one: (one.forum, None)),
        units=_tallies((one for one in all_of_them if one.unit), lambda one: (one.unit, one.unit_id)),
        owners=tuple(sorted({(one.owner_id, one.owner) for one in all_of_them}, key=lambda one: (one[1], one[0]))),
    )


def forums_used(region_id: int) -> tuple[str, ...]:
    """The forums where recommendations have been answered before, by name."""
    named = Recommendation.objects.of(region_id).order_by("forum").values_list("forum", flat=True)
    return tuple(named.distinct())


def _is_wished(row: Recommendation, one: Ticket, wish: BoardWish) -> bool:
    concerned = {row.owner_id, *(action.owner_id for action in row.actions.all())}
    words = f"{row} {row.explanation} {row.forum}".casefold()
    return (
        wish.person_id in {None, *concerned}
        and wish.forum in {"", one.forum}
        and wish.unit_id in {None, one.unit_id}
        and wish.owner_id in {None, one.owner_id}
        and wish.state in {None, one.state}
        and (one.is_behind or not wish.is_behind)
        and all(word in words for word in wish.words.casefold().split())
    )


def _tallies(tickets: Iterable[Ticket], name_of: Callable[[Ticket], tuple[str, int | None]]) -> tuple[Tally, ...]:
    held: dict[tuple[str, int | None], list[Ticket]] = {}
    for one in tickets:
        held.setdefault(name_of(one), []).append(one)
    return tuple(_tally(name, unit_id, held[name, unit_id]) for name, unit_id in sorted(held, key=str))


def _tally(name: str, unit_id: int | None, tickets: list[Ticket]) -> Tally:
    lanes = Counter(one.lane for one in tickets)
    return Tally(
        name=name,
        id=unit_id,
        total=len(tickets),
        overdue=sum(one.is_overdue for one in tickets),
        by_lane={lane: lanes[lane] for lane in Lane},
    )


def _lanes(tickets: Iterable[Ticket]) -> dict[Lane, tuple[Ticket, ...]]:
    """What is due first stands first where something waits; what happened last where it is over."""
    lanes: dict[Lane, list[Ticket]] = {lane: [] for lane in Lane}
    for one in tickets:
        lanes[one.lane].append(one)
    return {lane: tuple(sorted(held, key=_ORDER[lane])) for lane, held in lanes.items()}


def _by_answer(one: Ticket) -> tuple[int, int]:
    return (-one.answer.on.toordinal() if one.answer else 0, one.number)


def _by_action(one: Ticket) -> tuple[int, int]:
    return (one.action.days_left if one.action else 0, one.number)


def _by_change(one: Ticket) -> tuple[int, int]:
    return (-one.change.decided_on.toordinal() if one.change else 0, one.number)


_ORDER: Mapping[Lane, Callable[[Ticket], Any]] = {
    Lane.AWAITING: lambda one: (one.days_left, one.number),
    Lane.ANSWERED: _by_answer,
    Lane.ACTING: _by_action,
    Lane.CHANGED: _by_change,
    Lane.VERIFIED: _by_change,
    Lane.ENDED: _by_answer,
}
