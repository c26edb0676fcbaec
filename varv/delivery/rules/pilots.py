"""Small steps that are tried: who may, when, and what must be said before it is decided."""

from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import PILOT_STEPS, InitiativeState, PilotState, step
from varv.delivery.models import Initiative, Pilot
from varv.delivery.rules.initiatives import check_edit, check_start, is_given_work


def check_plan_pilot(initiative: Initiative, by: Actor) -> None:
    """Whoever may change the insats may try something in it."""
    check_edit(initiative, by)


def check_pilot_days(starts_on: date, check_on: date) -> None:
    """What is tried is looked at once it has begun."""
    if check_on < starts_on:
        raise RuleBroken("pilot.checked_before_start", field="check_on", starts_on=starts_on)


def check_edit_pilot(pilot: Pilot, by: Actor) -> None:
    """The plan is open until the pilot begins; what was expected then stands, to be compared with."""
    check_plan_pilot(pilot.initiative, by)
    if pilot.state is not PilotState.PLAN:
        raise RuleBroken("pilot.has_begun")


def check_begin_pilot(pilot: Pilot, by: Actor) -> None:
    """A planned pilot can begin while its insats has not ended."""
    check_plan_pilot(pilot.initiative, by)
    step(PILOT_STEPS, pilot.state, PilotState.DO)


def check_note_pilot(pilot: Pilot, by: Actor) -> None:
    """What was done is noted while it is tried."""
    check_work_on_pilot(pilot, by)
    if pilot.state is not PilotState.DO:
        raise RuleBroken("pilot.not_under_way")


def check_study_pilot(pilot: Pilot, by: Actor) -> None:
    """What is under way can be looked at, also when the insats around it has ended."""
    check_work_on_pilot(pilot, by)
    step(PILOT_STEPS, pilot.state, PilotState.CHECK)


def check_decide_pilot(pilot: Pilot, by: Actor) -> None:
    """What has not been decided can be: to end it is possible at any time."""
    check_work_on_pilot(pilot, by)
    step(PILOT_STEPS, pilot.state, PilotState.DECIDED)


def check_go_on_from(pilot: Pilot, by: Actor) -> None:
    """To scale up or to change, somebody must have looked at what came of it."""
    check_decide_pilot(pilot, by)
    if pilot.state is not PilotState.CHECK:
        raise RuleBroken("pilot.not_checked_yet")


def check_try_again(pilot: Pilot, by: Actor) -> None:
    """The next pilot is planned in the same insats, which must not have ended."""
    check_go_on_from(pilot, by)
    if pilot.initiative.state is InitiativeState.ENDED:
        raise RuleBroken("pilot.insats_ended")


def check_scale_up_to_new(pilot: Pilot, by: Actor) -> None:
    """Whoever may start an insats may make one of a pilot."""
    check_go_on_from(pilot, by)
    check_start(by)


def check_scale_up_into(pilot: Pilot, initiative: Initiative, by: Actor) -> None:
    """An insats that has ended takes nothing more up."""
    check_go_on_from(pilot, by)
    if initiative.state is InitiativeState.ENDED:
        raise RuleBroken("pilot.into_ended", field="initiative", name=initiative.name)


def check_work_on_pilot(pilot: Pilot, by: Actor) -> None:
    """Who tries it may, who answers for the insats, and whoever may start one."""
    involved = {pilot.owner_id, pilot.initiative.responsible_id}
    if not (by.person_id in involved and is_given_work(by)):
        check_start(by)


def check_told(words: str, code: str, field: str) -> None:
    """Something is said, not only spaces."""
    if not words.strip():
        raise RuleBroken(code, field=field)
