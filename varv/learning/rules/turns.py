from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import TURN_STEPS, TurnState, step
from varv.learning.models import Turn
from varv.strategy.models import SteeringDocument


def check_open_turn(by: Actor) -> None:
    """Those who record changes run the spiral."""
    by.require(May.RECORD_CHANGE)


def check_turn_days(document: SteeringDocument, starts_on: date, ends_on: date) -> None:
    """A turn has a length and begins after the one before. Turns may overlap: we learn from one while the next runs."""
    if ends_on <= starts_on:
        raise RuleBroken("turn.ends_before_start", field="ends_on")
    if Turn.objects.of(document.region_id).filter(document=document, starts_on__gte=starts_on).exists():
        raise RuleBroken("turn.starts_before_the_last", field="starts_on")


def check_describe_turn(turn: Turn, by: Actor) -> None:
    """What was done and seen is written while the turn is open; then history stands."""
    by.require(May.RECORD_CHANGE)
    if turn.state is not TurnState.OPEN:
        raise RuleBroken("turn.is_closed")


def check_close_turn(turn: Turn, by: Actor) -> None:
    """Only a change closes a turn."""
    by.require(May.RECORD_CHANGE)
    step(TURN_STEPS, turn.state, TurnState.CLOSED)
    if not turn.changes.exists():
        raise RuleBroken("turn.nothing_changed", number=turn.number)
