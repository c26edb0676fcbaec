"""Small steps that are tried: one of them as a turn, those of an insats, and those of the region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from varv.core.kinds import PilotOutcome
from varv.core.workflow import PilotState
from varv.delivery.models import Initiative, Pilot


@dataclass(frozen=True)
class PilotLine:
    """A pilot in a list. It *waits* when its day to check has come, or when it is looked at and undecided."""

    id: int
    name: str
    initiative_id: int
    initiative: str
    owner_id: int
    owner: str
    state: PilotState
    starts_on: date
    check_on: date
    outcome: PilotOutcome | None
    learned: str
    waits: bool


@dataclass(frozen=True)
class PilotBoard:
    """The pilots of a region, in the order they wait, and then go."""

    lines: tuple[PilotLine, ...]

    @property
    def waiting(self) -> tuple[PilotLine, ...]:
        """Those that wait to be looked at or decided, the longest first."""
        return tuple(line for line in self.lines if line.waits)

    @property
    def under_way(self) -> tuple[PilotLine, ...]:
        """Those that are tried, and whose day has not come."""
        return tuple(line for line in self.lines if line.state is PilotState.DO and not line.waits)

    @property
    def planned(self) -> tuple[PilotLine, ...]:
        """Those that have not begun."""
        return tuple(line for line in self.lines if line.state is PilotState.PLAN)

    @property
    def decided(self) -> tuple[PilotLine, ...]:
        """Those that are decided on, the latest first."""
        return tuple(line for line in reversed(self.lines) if line.state is PilotState.DECIDED)

    @property
    def outcomes(self) -> Mapping[PilotOutcome, int]:
        """How many were scaled up, changed and ended."""
        return {outcome: sum(line.outcome is outcome for line in self.lines) for outcome in PilotOutcome}


@dataclass(frozen=True)
class Turn:
    """One pilot of several that follow on each other."""

    id: int
    number: int
    name: str
    outcome: PilotOutcome | None
    is_this: bool


@dataclass(frozen=True)
class PilotSheet:
    """One pilot: what was expected, done, seen, learned and decided, and the turns before and after it."""

    line: PilotLine
    expected: str
    how: str
    did: str
    saw: str
    outcome_reason: str
    decided_at: datetime | None
    became_id: int | None
    became: str
    turns: tuple[Turn, ...]

    @property
    def is_first(self) -> bool:
        """Whether nothing came before it and nothing after."""
        return len(self.turns) == 1


def pilot_board(region_id: int, on: date) -> PilotBoard:
    """Every pilot of the region, in one query."""
    pilots = Pilot.objects.of(region_id).select_related("initiative", "owner").order_by("check_on", "pk")
    return PilotBoard(tuple(_line(pilot, on) for pilot in pilots))


def pilots_of(initiative: Initiative, on: date) -> tuple[PilotLine, ...]:
    """What is tried in an insats, the latest first."""
    pilots = Pilot.objects.of(initiative.region_id).filter(initiative=initiative).select_related("initiative", "owner")
    return tuple(_line(pilot, on) for pilot in pilots.order_by("-starts_on", "-pk"))


def pilots_waiting(region_id: int, person_id: int, on: date) -> tuple[PilotLine, ...]:
    """The person's own pilots that wait to be looked at or decided, the longest first."""
    pilots = Pilot.objects.of(region_id).filter(waits(on), owner=person_id).select_related("initiative", "owner")
    return tuple(_line(pilot, on) for pilot in pilots.order_by("check_on", "pk"))


def waits(on: date) -> Q:
    """The pilots that wait on a day: their day to check has come, or they are looked at and not decided on."""
    return Q(state=PilotState.DO, check_on__lte=on) | Q(state=PilotState.CHECK)


def pilot_sheet(pilot: Pilot, on: date) -> PilotSheet:
    """One pilot with the turns it belongs to, in two queries."""
    family = Pilot.objects.of(pilot.region_id).filter(initiative=pilot.initiative_id).order_by("pk")
    return PilotSheet(
        line=_line(pilot, on),
        expected=pilot.expected,
        how=pilot.how,
        did=pilot.did,
        saw=pilot.saw,
        outcome_reason=pilot.outcome_reason,
        decided_at=pilot.decided_at,
        became_id=pilot.became_id,
        became=pilot.became.name if pilot.became else "",
        turns=_turns(pilot, list(family)),
    )


def _turns(pilot: Pilot, family: Sequence[Pilot]) -> tuple[Turn, ...]:
    """From the first turn to the last: a pilot follows one, and is followed by one at the most."""
    by_id = {one.pk: one for one in family}
    after = {one.follows_id: one for one in family if one.follows_id}
    first = by_id[pilot.pk]
    while first.follows_id:
        first = by_id[first.follows_id]
    found = [first]
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return tuple(
        Turn(one.pk, number, one.name, one.outcome, one.pk == pilot.pk) for number, one in enumerate(found, start=1)
    )


def _line(pilot: Pilot, on: date) -> PilotLine:
    is_due = pilot.state is PilotState.DO and pilot.check_on <= on
    return PilotLine(
        id=pilot.pk,
        name=pilot.name,
        initiative_id=pilot.initiative_id,
        initiative=pilot.initiative.name,
        owner_id=pilot.owner_id,
        owner=pilot.owner.name,
        state=pilot.state,
        starts_on=pilot.starts_on,
        check_on=pilot.check_on,
        outcome=pilot.outcome,
        learned=pilot.learned,
        waits=is_due or pilot.state is PilotState.CHECK,
    )
