from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from varv.core.roles import Actor
from varv.core.workflow import TurnState
from varv.learning import rules
from varv.learning.models import Turn
from varv.regions import trail
from varv.strategy.models import SteeringDocument


@transaction.atomic
def open_turn(
    *, document: SteeringDocument, planned: str, starts_on: date, ends_on: date, by: Actor, at: datetime
) -> Turn:
    """Begin the document's next turn with what is planned."""
    document = document.locked()
    rules.check_open_turn(by)
    rules.check_turn_days(document, starts_on, ends_on)
    last = Turn.objects.of(document.region_id).filter(document=document).aggregate(last=Max("number"))["last"]
    turn = Turn.objects.create(
        region_id=document.region_id,
        document=document,
        number=1 if last is None else last + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        planned=planned,
    )
    trail.write(turn, "opened", by=by, at=at)
    return turn


@transaction.atomic
def describe_turn(*, turn: Turn, did: str, saw: str, revision: int, by: Actor, at: datetime) -> None:
    """Tell what was done and what was seen."""
    turn = turn.locked()
    rules.check_describe_turn(turn, by)
    trail.check_fresh(turn, revision)
    turn.change(did=did, saw=saw)
    trail.write(turn, "described", by=by, at=at)


@transaction.atomic
def close_turn(*, turn: Turn, by: Actor, at: datetime) -> None:
    """The turn is whole: something was changed because of what was learned."""
    turn = turn.locked()
    rules.check_close_turn(turn, by)
    turn.change(state=TurnState.CLOSED, closed_at=at)
    trail.write(turn, "closed", by=by, at=at)
