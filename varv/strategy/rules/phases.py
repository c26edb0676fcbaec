from collections.abc import Mapping
from datetime import date

from varv.core.kinds import StrategyPhase, Succession
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.strategy.fates import Fate
from varv.strategy.models import Goal, PhaseChange, SteeringDocument
from varv.strategy.rules.plans import check_edit_plan

FATES = frozenset({Succession.CARRIED, Succession.CHANGED, Succession.ENDED})


def check_begin_phase(document: SteeringDocument, by: Actor) -> None:
    """A strategy changes phase while it is open for changes: its goals change with it."""
    check_edit_plan(document, by)


def check_phase(document: SteeringDocument, to: StrategyPhase, on: date, reason: str, *, today: date) -> None:
    """Another phase, on a day that has come and that lies after the last change, with the reason."""
    if to is document.phase:
        raise RuleBroken("phase.is_already", field="to", phase=to)
    if on > today:
        raise RuleBroken("phase.not_yet", field="on")
    last = PhaseChange.objects.of(document.region_id).filter(document=document).in_time_order().last()
    if last is not None and on < last.changed_on:
        raise RuleBroken("phase.older_than_the_last", field="on", changed_on=last.changed_on)
    if not reason.strip():
        raise RuleBroken("phase.reason_missing", field="reason")


def check_fates(document: SteeringDocument, fates: Mapping[Goal, Fate]) -> None:
    """Every goal in force is carried on, rewritten or ended, with a reason; no goal is forgotten, none is from outside.

    A goal is not ended over goals that live on.
    """
    goals = list(Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order())
    if forgotten := [goal for goal in goals if goal not in fates]:
        raise RuleBroken("phase.goal_without_fate", goals=", ".join(map(str, forgotten)))
    if strangers := [goal for goal in fates if goal not in goals]:
        raise RuleBroken("phase.goal_of_another_document", goals=", ".join(map(str, strangers)))
    for goal in goals:
        _check_fate(goal, fates[goal])
    over = {goal.pk: goal for goal in goals if fates[goal].how is Succession.ENDED}
    for goal in goals:
        if goal.parent_id in over and fates[goal].how is not Succession.ENDED:
            raise RuleBroken("phase.ends_over_others", name=str(over[goal.parent_id]), below=str(goal))


def _check_fate(goal: Goal, fate: Fate) -> None:
    if fate.how not in FATES:
        raise RuleBroken("phase.unknown_fate", name=str(goal))
    if not fate.reason.strip():
        raise RuleBroken("phase.fate_without_reason", name=str(goal))
    if fate.how is Succession.CHANGED and not fate.name.strip():
        raise RuleBroken("phase.new_name_missing", name=str(goal))
