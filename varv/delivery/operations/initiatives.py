from collections.abc import Sequence
from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from varv.core.kinds import InitiativeKind, Part, StrategyPhase
from varv.core.roles import Actor
from varv.core.theory import Level
from varv.delivery import rules
from varv.delivery.models import Initiative
from varv.delivery.operations.contributions import tie_to_goal
from varv.delivery.operations.people import take_part
from varv.delivery.operations.places import set_places
from varv.delivery.operations.results import add_result
from varv.delivery.wanted import WantedResult
from varv.regions import trail
from varv.regions.keys import Keyed
from varv.regions.models import Place, Region, Unit, User
from varv.regions.owned import same_region
from varv.strategy.models import Chain, GenericActivity, Goal


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
    phase: StrategyPhase | None = None,
    results: Sequence[WantedResult] | None = None,
    people: Sequence[tuple[User, Part]] = (),
    places: Sequence[Place] = (),
    by: Actor,
    at: datetime,
    **known: Unpack[Keyed],
) -> Initiative:
    """A planned insats. Without ``results`` it has the output and the outcome that its generic activity brings."""
    rules.check_start(by)
    one_name_at_a_time(by)
    rules.check_name(name, by.region_id, besides=None)
    rules.check_dates(starts_on, ends_on)
    rules.check_responsible(responsible, by.region_id)
    initiative = Initiative(
        region_id=by.region_id, name=name, kind=kind, phase=phase, starts_on=starts_on, ends_on=ends_on, **known
    )
    initiative.description, initiative.responsible = description, responsible
    initiative.generic_activity, initiative.chain, initiative.unit = generic_activity, chain, unit
    same_region(initiative, generic_activity, chain, unit, *goals)
    initiative.save()
    trail.write(initiative, "started", by=by, at=at)
    _tie_to_goals(initiative, goals, by, at)
    for wanted in _brought_by(generic_activity) if results is None else results:
        add_result(initiative, wanted, by, at)
    _let_take_part(initiative, people, by, at)
    set_places(initiative=initiative, places=places, by=by, at=at)
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
    phase: StrategyPhase | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change what an insats is called and how it is framed. Its generic activity stays: start another for that."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    trail.check_fresh(initiative, revision)
    one_name_at_a_time(by)
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
        phase=phase,
    )
    trail.write(initiative, "edited", by=by, at=at)


def one_name_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends, so that two cannot take the same name at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)


def _tie_to_goals(initiative: Initiative, goals: Sequence[Goal], by: Actor, at: datetime) -> None:
    for goal in dict.fromkeys(goals):
        rules.check_goal(goal)
        tie_to_goal(initiative, goal, "", by, at)


def _let_take_part(initiative: Initiative, people: Sequence[tuple[User, Part]], by: Actor, at: datetime) -> None:
    for person, part in people:
        rules.check_add_person(initiative, person, part, by)
        take_part(initiative, person, part, by, at)


def _brought_by(activity: GenericActivity) -> Sequence[WantedResult]:
    return [WantedResult(Level.OUTPUT, activity.output), WantedResult(Level.OUTCOME, activity.outcome)]
