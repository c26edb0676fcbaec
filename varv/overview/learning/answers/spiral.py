"""What have we changed because we learned something? Turn by turn, the newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from varv.core.workflow import TurnState
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.strategy.models import SteeringDocument


@dataclass(frozen=True)
class TurnLine:
    """A turn: what was planned, done, seen, and changed."""

    id: int
    number: int
    starts_on: date
    ends_on: date
    state: TurnState
    planned: str
    did: str
    saw: str
    changes: tuple[ChangeLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be closed."""
        return self.state is TurnState.OPEN


@dataclass(frozen=True)
class SpiralBoard:
    """One document's turns, the newest first; and for the whole region what was learned and what waits."""

    document_id: int | None
    document: str
    documents: tuple[tuple[int, str], ...]
    turns: tuple[TurnLine, ...]
    lessons: int
    lessons_that_changed: int
    awaiting: int
    next_due: date | None

    @property
    def closed(self) -> int:
        """How many turns have been closed by a change."""
        return sum(not turn.is_open for turn in self.turns)

    @property
    def under_way(self) -> TurnLine | None:
        """The oldest turn that waits to be closed."""
        return next((turn for turn in reversed(self.turns) if turn.is_open), None)

    @property
    def next_number(self) -> int:
        """The number of the turn to come."""
        return self.turns[0].number + 1 if self.turns else 1

    @property
    def next_starts_on(self) -> date | None:
        """The day after the latest turn, when there is one."""
        return self.turns[0].ends_on + timedelta(days=1) if self.turns else None


def spiral(region_id: int, document_id: int | None = None) -> SpiralBoard:
    """The turns of this document; without one, of the document whose turn began last. Five queries."""
    turns = list(Turn.objects.of(region_id).select_related("document").order_by("-starts_on", "-pk"))
    chosen = _chosen(turns, document_id)
    mine = sorted((turn for turn in turns if turn.document == chosen), key=lambda turn: turn.number, reverse=True)
    changes = _by_turn(change_lines(Change.objects.of(region_id).filter(turn__document=chosen)))
    lessons = Lesson.objects.of(region_id).filter(accepted_at__isnull=False)
    used = Q(changes__isnull=False) | Q(recommendations__changes__isnull=False)
    waiting = list(Recommendation.objects.of(region_id).awaiting().order_by("due_on").values_list("due_on", flat=True))
    return SpiralBoard(
        document_id=chosen.pk if chosen else None,
        document=chosen.title if chosen else "",
        documents=tuple(sorted({(turn.document_id, turn.document.title) for turn in turns}, key=lambda one: one[1])),
        turns=tuple(_turn_line(turn, changes.get(turn.pk, ())) for turn in mine),
        lessons=lessons.count(),
        lessons_that_changed=lessons.filter(used).distinct().count(),
        awaiting=len(waiting),
        next_due=waiting[0] if waiting else None,
    )


def turn_line(turn: Turn) -> TurnLine:
    """One turn with its changes."""
    return _turn_line(turn, change_lines(turn.changes.all()))


def _chosen(turns: Sequence[Turn], document_id: int | None) -> SteeringDocument | None:
    wanted = [turn.document for turn in turns if document_id in {None, turn.document_id}]
    return wanted[0] if wanted else None


def _by_turn(changes: Iterable[ChangeLine]) -> Mapping[int, tuple[ChangeLine, ...]]:
    by_turn: dict[int, tuple[ChangeLine, ...]] = {}
    for change in changes:
        by_turn[change.turn_id] = (*by_turn.get(change.turn_id, ()), change)
    return by_turn


def _turn_line(turn: Turn, changes: tuple[ChangeLine, ...]) -> TurnLine:
    return TurnLine(
        id=turn.pk,
        number=turn.number,
        starts_on=turn.starts_on,
        ends_on=turn.ends_on,
        state=turn.state,
        planned=turn.planned,
        did=turn.did,
        saw=turn.saw,
        changes=changes,
    )
