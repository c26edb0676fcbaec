from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from varv.core.kinds import Ending
from varv.core.roles import Actor
from varv.core.workflow import InitiativeState
from varv.delivery import rules
from varv.delivery.models import Initiative
from varv.regions import trail

Check = Callable[[Initiative, Actor], None]


def begin_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work begins: from now on rounds ask for reports."""
    _move(initiative, rules.check_begin, "begun", by, at, state=InitiativeState.RUNNING)


def pause_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work rests. Rounds still ask what came of it."""
    _move(initiative, rules.check_pause, "paused", by, at, state=InitiativeState.PAUSED)


def resume_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work goes on."""
    _move(initiative, rules.check_resume, "resumed", by, at, state=InitiativeState.RUNNING)


def end_initiative(
    *, initiative: Initiative, by: Actor, at: datetime, ending: Ending = Ending.COMPLETED, reason: str = ""
) -> None:
    """The work is over: completed as planned, or stopped for a reason. What was planned and reported stands."""
    rules.check_ending(ending, reason)
    close_initiative(initiative, ending, reason, by, at)


def close_initiative(initiative: Initiative, ending: Ending, reason: str, by: Actor, at: datetime) -> None:
    """The end itself, however it came about."""
    said = {"ended_on": timezone.localtime(at).date(), "ending": ending, "ended_because": reason}
    _move(initiative, rules.check_end, "ended", by, at, state=InitiativeState.ENDED, **said)


@transaction.atomic
def _move(initiative: Initiative, check: Check, verb: str, by: Actor, at: datetime, **changes: Any) -> None:
    """One step from state to state, with its line in the trail."""
    initiative = initiative.locked()
    check(initiative, by)
    initiative.change(**changes)
    trail.write(initiative, verb, by=by, at=at)
