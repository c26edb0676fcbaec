from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import TurnState
from varv.learning.models import Change, Turn


def check_note_effect(by: Actor) -> None:
    """Strategists and managers tell whether a change helped."""
    by.require(May.RECORD_CHANGE)


def check_effect_turn(change: Change, turn: Turn) -> None:
    """Whether a change helped is seen in a later turn, while that turn is open."""
    if not is_later(turn, change.turn):
        raise RuleBroken("effect.turn_not_later", field="turn", number=change.turn.number)
    if turn.state is not TurnState.OPEN:
        raise RuleBroken("effect.turn_is_closed", field="turn", number=turn.number)


def is_later(turn: Turn, than: Turn) -> bool:
    """Turns of one document follow their numbers; those of different documents the day they begin."""
    if turn.document_id == than.document_id:
        return turn.number > than.number
    return turn.starts_on > than.starts_on
