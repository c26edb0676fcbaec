from collections.abc import Iterable
from datetime import date

from varv.core.kinds import Ending
from varv.core.refusals import RuleBroken
from varv.core.roles import GRANTS, Actor, May
from varv.core.workflow import INITIATIVE_STEPS, InitiativeState, step
from varv.delivery.models import Initiative, PlannedResult
from varv.regions.models import Membership, User
from varv.strategy.models import Chain

ENDED_BY_HAND = (Ending.COMPLETED, Ending.STOPPED)
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


def check_ending(ending: Ending, reason: str) -> None:
    """By hand it is completed or stopped; what is stopped says why. Splitting and merging are verbs of their own."""
    if ending not in ENDED_BY_HAND:
        raise RuleBroken("initiative.ending_of_lineage", field="ending")
    if ending is Ending.STOPPED:
        check_reason(reason)


def check_reason(reason: str) -> None:
    """The reader in four years needs to understand why."""
    if not reason.strip():
        raise RuleBroken("initiative.reason_missing", field="reason")


def check_name(name: str, region_id: int, besides: Initiative | None) -> None:
    """A name is used by one insats in a region."""
    others = Initiative.objects.of(region_id).filter(name=name)
    if others.exclude(pk=besides and besides.pk).exists():
        raise RuleBroken("initiative.name_taken", field="name", name=name)


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """An end, when there is one, comes after the start."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("initiative.ends_before_start", field="ends_on")


def check_works_here(person: User, region_id: int, field: str) -> None:
    """Whoever takes part for the region works in it now."""
    if not Membership.objects.of(region_id).current().filter(user=person).exists():
        raise RuleBroken("initiative.responsible_not_here", field=field, name=person.name)


def check_responsible(person: User, region_id: int, field: str = "responsible") -> None:
    """Whoever answers for an insats works here now, and in a role that can be given work."""
    check_works_here(person, region_id, field)
    roles = Membership.objects.of(region_id).current().filter(user=person).values_list("role", flat=True)
    if not any(GIVEN_WORK & GRANTS[role] for role in roles):
        raise RuleBroken("initiative.responsible_cannot_report", field=field, name=person.name)


def check_change_chain(initiative: Initiative, chain: Chain | None) -> None:
    """Planned results that are tied to steps hold the chain: untie them first."""
    if initiative.chain_id == (chain and chain.pk):
        return
    if PlannedResult.objects.of(initiative.region_id).filter(initiative=initiative).exclude(step=None).exists():
        raise RuleBroken("initiative.chain_in_use", field="chain")
