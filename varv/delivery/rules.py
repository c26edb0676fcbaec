from collections.abc import Iterable
from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import GRANTS, Actor, May
from varv.core.theory import Level
from varv.core.workflow import INITIATIVE_STEPS, InitiativeState, step
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.regions.models import Membership, User
from varv.strategy.models import Chain, ChainStep, Goal

PLANNED_LEVELS = (Level.OUTPUT, Level.OUTCOME)
# Whoever can be given work can answer for an insats and report on it; a reader or an administrator cannot.
GIVEN_WORK = frozenset({May.REPORT, May.ACT})


def is_given_work(by: Actor) -> bool:
    """Whether the person has a role in which one answers for work."""
    return any(by.may(may) for may in GIVEN_WORK)


def check_start(by: Actor) -> None:
    """Who may start an insats."""
    by.require(May.START_INITIATIVE)


def check_edit(initiative: Initiative, by: Actor) -> None:
    """Its responsible person may, and whoever may start one. What has ended is history."""
    if not (by.person_id == initiative.responsible_id and is_given_work(by)):
        by.require(May.START_INITIATIVE)
    if initiative.state is InitiativeState.ENDED:
        raise RuleBroken("initiative.ended")


def check_step(initiative: Initiative, now: Iterable[InitiativeState], then: InitiativeState, by: Actor) -> None:
    """From one of these states to that one, if the table knows the step."""
    check_edit(initiative, by)
    if initiative.state not in now:
        raise RuleBroken("state.no_such_step", now=initiative.state, then=then)
    step(INITIATIVE_STEPS, initiative.state, then)


def check_begin(initiative: Initiative, by: Actor) -> None:
    """What is planned can begin."""
    check_step(initiative, [InitiativeState.PLANNED], InitiativeState.RUNNING, by)


def check_pause(initiative: Initiative, by: Actor) -> None:
    """What is under way can pause."""
    check_step(initiative, [InitiativeState.RUNNING], InitiativeState.PAUSED, by)


def check_resume(initiative: Initiative, by: Actor) -> None:
    """What is paused can go on."""
    check_step(initiative, [InitiativeState.PAUSED], InitiativeState.RUNNING, by)


def check_end(initiative: Initiative, by: Actor) -> None:
    """Whatever has not ended can end."""
    check_step(initiative, InitiativeState, InitiativeState.ENDED, by)


def check_name(name: str, region_id: int, besides: Initiative | None) -> None:
    """A name is used by one insats in a region."""
    others = Initiative.objects.of(region_id).filter(name=name)
    if others.exclude(pk=besides and besides.pk).exists():
        raise RuleBroken("initiative.name_taken", field="name", name=name)


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """An end, when there is one, comes after the start."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("initiative.ends_before_start", field="ends_on")


def check_responsible(person: User, region_id: int, field: str = "responsible") -> None:
    """Whoever answers for an insats works here now, and in a role that can be given work."""
    roles = Membership.objects.of(region_id).current().filter(user=person).values_list("role", flat=True)
    if not roles:
        raise RuleBroken("initiative.responsible_not_here", field=field, name=person.name)
    if not any(GIVEN_WORK & GRANTS[role] for role in roles):
        raise RuleBroken("initiative.responsible_cannot_report", field=field, name=person.name)


def check_goal(goal: Goal, field: str = "goals") -> None:
    """Nothing new contributes to a goal that has been retired."""
    if goal.retired_on is not None:
        raise RuleBroken("initiative.goal_retired", field=field, goal=goal.name)


def check_contribute(initiative: Initiative, goal: Goal, by: Actor) -> None:
    """Each goal once."""
    check_edit(initiative, by)
    check_goal(goal, field="goal")
    if Contribution.objects.of(initiative.region_id).filter(initiative=initiative, goal=goal).exists():
        raise RuleBroken("initiative.already_contributes", field="goal", goal=goal.name)


def check_result(initiative: Initiative, level: Level, chain_step: ChainStep | None) -> None:
    """An output or an outcome; tied to a step of the insats' own chain, of the same level."""
    if level not in PLANNED_LEVELS:
        raise RuleBroken("planned_result.level", field="level")
    if chain_step is None:
        return
    if chain_step.chain_id != initiative.chain_id:
        raise RuleBroken("planned_result.step_of_other_chain", field="step")
    if chain_step.level is not level:
        raise RuleBroken("planned_result.step_of_other_level", field="step")


def check_change_chain(initiative: Initiative, chain: Chain | None) -> None:
    """Planned results that are tied to steps hold the chain: untie them first."""
    if initiative.chain_id == (chain and chain.pk):
        return
    if PlannedResult.objects.of(initiative.region_id).filter(initiative=initiative).exclude(step=None).exists():
        raise RuleBroken("initiative.chain_in_use", field="chain")
