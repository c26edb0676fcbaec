from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.db.models import Max, ProtectedError

from varv.core.kinds import InitiativeKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import rules
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.regions import trail
from varv.regions.keys import Keyed
from varv.regions.models import Region, Unit, User
from varv.regions.owned import same_region
from varv.strategy.models import Chain, ChainStep, GenericActivity, Goal


@transaction.atomic
def start_initiative(
    *,
    name: str,
    description: str,
    kind: InitiativeKind,
    generic_activity: GenericActivity,
    chain: Chain | None,
    goals: Sequence[Goal],
    unit: Unit,
    responsible: User,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
    at: datetime,
    **known: Unpack[Keyed],
) -> Initiative:
    """A planned insats, with the output and the outcome that its generic activity brings."""
    rules.check_start(by)
    _one_name_at_a_time(by)
    rules.check_name(name, by.region_id, besides=None)
    rules.check_dates(starts_on, ends_on)
    rules.check_responsible(responsible, by.region_id)
    initiative = Initiative(region_id=by.region_id, name=name, description=description, kind=kind, **known)
    initiative.generic_activity, initiative.chain = generic_activity, chain
    initiative.unit, initiative.responsible = unit, responsible
    initiative.starts_on, initiative.ends_on = starts_on, ends_on
    same_region(initiative, generic_activity, chain, unit, *goals)
    initiative.save()
    trail.write(initiative, "started", by=by, at=at)
    for goal in dict.fromkeys(goals):
        rules.check_goal(goal)
        _contribute(initiative, goal, "", by, at)
    for level, text in ((Level.OUTPUT, generic_activity.output), (Level.OUTCOME, generic_activity.outcome)):
        _plan(PlannedResult(region_id=by.region_id, initiative=initiative, level=level, text=text), by, at)
    return initiative


@transaction.atomic
def edit_initiative(
    *,
    initiative: Initiative,
    name: str,
    description: str,
    kind: InitiativeKind,
    chain: Chain | None,
    unit: Unit,
    responsible: User,
    starts_on: date,
    ends_on: date | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change what an insats is called and how it is framed. Its generic activity stays: start another for that."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    trail.check_fresh(initiative, revision)
    _one_name_at_a_time(by)
    rules.check_name(name, by.region_id, besides=initiative)
    rules.check_dates(starts_on, ends_on)
    rules.check_change_chain(initiative, chain)
    if responsible.pk != initiative.responsible_id:
        rules.check_responsible(responsible, by.region_id)
    same_region(initiative, chain, unit)
    initiative.change(
        name=name,
        description=description,
        kind=kind,
        chain=chain,
        unit=unit,
        responsible=responsible,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    trail.write(initiative, "edited", by=by, at=at)


@transaction.atomic
def begin_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work begins: from now on rounds ask for reports."""
    initiative = initiative.locked()
    rules.check_begin(initiative, by)
    initiative.change(state=InitiativeState.RUNNING)
    trail.write(initiative, "begun", by=by, at=at)


@transaction.atomic
def pause_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work rests. Rounds still ask what came of it."""
    initiative = initiative.locked()
    rules.check_pause(initiative, by)
    initiative.change(state=InitiativeState.PAUSED)
    trail.write(initiative, "paused", by=by, at=at)


@transaction.atomic
def resume_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work goes on."""
    initiative = initiative.locked()
    rules.check_resume(initiative, by)
    initiative.change(state=InitiativeState.RUNNING)
    trail.write(initiative, "resumed", by=by, at=at)


@transaction.atomic
def end_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """The work is over. What was planned and reported stands as it is."""
    initiative = initiative.locked()
    rules.check_end(initiative, by)
    initiative.change(state=InitiativeState.ENDED)
    trail.write(initiative, "ended", by=by, at=at)


@transaction.atomic
def plan_result(
    *,
    initiative: Initiative,
    level: Level,
    text: str,
    unit: str,
    planned: Decimal | None,
    step: ChainStep | None,
    by: Actor,
    at: datetime,
) -> PlannedResult:
    """One more output or outcome that the insats means to reach; ``planned`` is how much, if that can be said."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    rules.check_result(initiative, level, step)
    result = PlannedResult(region_id=initiative.region_id, initiative=initiative, level=level, text=text)
    result.unit, result.planned, result.step = unit, planned, step
    return _plan(result, by, at)


@transaction.atomic
def edit_planned_result(
    *,
    planned_result: PlannedResult,
    text: str,
    unit: str,
    planned: Decimal | None,
    step: ChainStep | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change its words, unit, amount or step. What is already approved keeps the words it was approved with."""
    planned_result = planned_result.locked()
    rules.check_edit(planned_result.initiative, by)
    trail.check_fresh(planned_result, revision)
    rules.check_result(planned_result.initiative, planned_result.level, step)
    same_region(planned_result, step)
    planned_result.change(text=text, unit=unit, planned=planned, step=step)
    trail.write(planned_result, "edited", by=by, at=at)


@transaction.atomic
def remove_planned_result(*, planned_result: PlannedResult, by: Actor, at: datetime) -> None:
    """Take away what nothing has been written about."""
    planned_result = planned_result.locked()
    rules.check_edit(planned_result.initiative, by)
    trail.write(planned_result, "removed", by=by, at=at, removed=True)
    try:
        planned_result.delete()
    except ProtectedError as held:
        raise RuleBroken("planned_result.reported_on") from held


@transaction.atomic
def contribute_to(*, initiative: Initiative, goal: Goal, reason: str, by: Actor, at: datetime) -> Contribution:
    """Say that the insats is thought to help towards a goal, and why. It is a hypothesis until it is shown."""
    initiative = initiative.locked()
    same_region(initiative, goal)
    rules.check_contribute(initiative, goal, by)
    return _contribute(initiative, goal, reason, by, at)


@transaction.atomic
def edit_contribution(*, contribution: Contribution, reason: str, revision: int, by: Actor, at: datetime) -> None:
    """Say better why the insats is thought to help."""
    contribution = contribution.locked()
    rules.check_edit(contribution.initiative, by)
    trail.check_fresh(contribution, revision)
    contribution.change(reason=reason)
    trail.write(contribution, "edited", by=by, at=at)


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: Actor, at: datetime) -> None:
    """Say it no longer. The trail keeps that it was said."""
    contribution = contribution.locked()
    rules.check_edit(contribution.initiative, by)
    trail.write(contribution, "withdrawn", by=by, at=at, removed=True)
    contribution.delete()


def _one_name_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends, so that two cannot take the same name at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)


def _contribute(initiative: Initiative, goal: Goal, reason: str, by: Actor, at: datetime) -> Contribution:
    contribution = Contribution.objects.create(
        region_id=initiative.region_id, initiative=initiative, goal=goal, reason=reason
    )
    trail.write(contribution, "contributes", by=by, at=at)
    return contribution


def _plan(result: PlannedResult, by: Actor, at: datetime) -> PlannedResult:
    same_region(result, result.initiative, result.step)
    mine = PlannedResult.objects.of(result.region_id).filter(initiative=result.initiative)
    last = mine.aggregate(last=Max("place"))["last"]
    result.place = 1 if last is None else last + 1
    result.save()
    trail.write(result, "planned", by=by, at=at)
    return result
