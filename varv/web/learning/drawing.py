"""The spiral of a document, as the figure wants it told."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.learning.answers.spiral import SpiralBoard, TurnLine
from varv.overview.words import day
from varv.publishing.figures.spiral import Spiral, Stage, Turn, Upcoming, figure
from varv.publishing.parts import Figure


def spiral_figure(board: SpiralBoard) -> Figure | None:
    """The drawing, wide and narrow; nothing before the first turn."""
    if not board.turns:
        return None
    turns = tuple(_turn(turn, board) for turn in reversed(board.turns))
    return figure(Spiral(board.document, turns, _upcoming(board)), id_prefix="spiral")


def _turn(turn: TurnLine, board: SpiralBoard) -> Turn:
    return Turn(name=_name(turn.number), when=_span(turn), stage=_stage(turn), told=_told(turn, board))


def _name(number: int) -> str:
    return _("Turn %(number)s") % {"number": number}


def _span(turn: TurnLine) -> str:
    """Whole years where a turn begins and ends with the year."""
    first, last = turn.starts_on.year, turn.ends_on.year
    return str(first) if first == last else f"{first}–{last}"


def _stage(turn: TurnLine) -> Stage:
    if not turn.is_open:
        return Stage.CHANGED
    if turn.saw:
        return Stage.SAW
    return Stage.DID if turn.did else Stage.PLANNED


def _told(turn: TurnLine, board: SpiralBoard) -> str:
    """What a closed turn changed; what is left to do in the one that waits to be closed."""
    if not turn.is_open:
        return turn.changes[0].what if turn.changes else ""
    if turn.changes:
        return _("Something has changed. The turn can be closed.")
    if board.awaiting == 0:
        return _("Nothing has been changed yet.")
    told = ngettext(
        "%(count)s recommendation awaits an answer.", "%(count)s recommendations await an answer.", board.awaiting
    )
    return told % {"count": board.awaiting}


def _upcoming(board: SpiralBoard) -> Upcoming | None:
    if board.next_starts_on is None:
        return None
    return Upcoming(_name(board.next_number), _("begins %(day)s") % {"day": day(board.next_starts_on)})
