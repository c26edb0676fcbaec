from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import StrategyPhase, Succession
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.fates import Fate, NewGoal
from varv.strategy.models import Goal, PhaseChange, SteeringDocument
from varv.strategy.operations.goal_history import hand_over, note


@transaction.atomic
def change_phase(
    *,
    document: SteeringDocument,
    to: StrategyPhase,
    on: date,
    reason: str,
    fates: Mapping[Goal, Fate],
    by: Actor,
    at: datetime,
) -> PhaseChange:
    """A strategy goes from one phase to another, and every goal in force is carried on, rewritten or ended.

    A goal that is carried on belongs to the new phase; one that is rewritten is retired, and a new one with its
    number takes over (S0:75-79).
    """
    document = document.locked()
    rules.check_begin_phase(document, by)
    same_region(document, *fates)
    rules.check_phase(document, to, on, reason, today=localtime(at).date())
    rules.check_fates(document, fates)
    change = PhaseChange.objects.create(
        region_id=document.region_id,
        document=document,
        before=document.phase,
        after=to,
        changed_on=on,
        reason=reason.strip(),
    )
    trail.write(change, "begun", by=by, at=at)
    document.change(phase=to)
    trail.write(document, "phase_changed", by=by, at=at)
    for goal in list(Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()):
        _meet(goal.locked(), fates[goal], change, by, at)
    return change


def _meet(goal: Goal, fate: Fate, change: PhaseChange, by: Actor, at: datetime) -> None:
    """What was decided for one goal happens to it."""
    if fate.how is Succession.CHANGED:
        new = NewGoal(goal.outline, fate.name.strip(), goal.description)
        (made,) = hand_over(
            [goal], [new], how=fate.how, reason=fate.reason, on=change.changed_on, by=by, at=at, phase_change=change
        )
        _carry(made.locked(), change, by, at)
        return
    if fate.how is Succession.ENDED:
        goal.change(retired_on=change.changed_on)
        trail.write(goal, "retired", by=by, at=at)
    else:
        _carry(goal, change, by, at)
    note(goal, fate.how, reason=fate.reason, on=change.changed_on, by=by, at=at, phase_change=change)


def _carry(goal: Goal, change: PhaseChange, by: Actor, at: datetime) -> None:
    goal.change(phase=change.after)
    trail.write(goal, "carried", by=by, at=at)
