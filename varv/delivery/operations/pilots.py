"""Try a small step: plan, do, check, and decide with what was learned."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from varv.core.kinds import Lineage, PilotOutcome
from varv.core.roles import Actor
from varv.core.workflow import PilotState
from varv.delivery import rules
from varv.delivery.models import Contribution, Initiative, InitiativeLink, Pilot
from varv.delivery.operations.initiatives import start_initiative
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region


@dataclass(frozen=True)
class PilotPlan:
    """What is tried: what we expect to see, how we go about it, and the day when we look."""

    name: str
    owner: User
    expected: str
    how: str
    starts_on: date
    check_on: date

    @property
    def columns(self) -> dict[str, object]:
        """The pilot's own columns with what the plan says of them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Decided:
    """What was learned, and why it was decided as it was. Both are always said."""

    learned: str
    reason: str


@transaction.atomic
def plan_pilot(*, initiative: Initiative, plan: PilotPlan, by: Actor, at: datetime) -> Pilot:
    """Say what is to be tried in an insats, before it is tried."""
    initiative = initiative.locked()
    rules.check_plan_pilot(initiative, by)
    return _plan(Pilot(region_id=initiative.region_id, initiative=initiative), plan, by, at)


@transaction.atomic
def edit_pilot(*, pilot: Pilot, plan: PilotPlan, revision: int, by: Actor, at: datetime) -> None:
    """Plan it better, as long as it has not begun."""
    pilot = pilot.locked()
    rules.check_edit_pilot(pilot, by)
    trail.check_fresh(pilot, revision)
    _check_plan(plan, by, before=pilot.owner_id)
    pilot.change(**plan.columns)
    trail.write(pilot, "edited", by=by, at=at)


@transaction.atomic
def begin_pilot(*, pilot: Pilot, by: Actor, at: datetime) -> None:
    """Begin to try. From now on what was expected stands."""
    pilot = pilot.locked()
    rules.check_begin_pilot(pilot, by)
    pilot.change(state=PilotState.DO)
    trail.write(pilot, "begun", by=by, at=at)


@transaction.atomic
def note_pilot(*, pilot: Pilot, did: str, check_on: date, revision: int, by: Actor, at: datetime) -> None:
    """Note what was done so far, and move the day to check if it must be moved."""
    pilot = pilot.locked()
    rules.check_note_pilot(pilot, by)
    trail.check_fresh(pilot, revision)
    rules.check_pilot_days(pilot.starts_on, check_on)
    pilot.change(did=did, check_on=check_on)
    trail.write(pilot, "noted", by=by, at=at)


@transaction.atomic
def study_pilot(*, pilot: Pilot, did: str, saw: str, revision: int, by: Actor, at: datetime) -> None:
    """Look at what came of it, beside what was expected."""
    pilot = pilot.locked()
    rules.check_study_pilot(pilot, by)
    trail.check_fresh(pilot, revision)
    rules.check_told(did, "pilot.did_missing", "did")
    rules.check_told(saw, "pilot.saw_missing", "saw")
    pilot.change(state=PilotState.CHECK, did=did, saw=saw)
    trail.write(pilot, "studied", by=by, at=at)


@transaction.atomic
def end_pilot(*, pilot: Pilot, decided: Decided, by: Actor, at: datetime) -> None:
    """Try no more. What was learned is kept."""
    pilot = pilot.locked()
    rules.check_decide_pilot(pilot, by)
    _decide(pilot, PilotOutcome.ENDED, decided, by, at)


@transaction.atomic
def change_pilot(*, pilot: Pilot, decided: Decided, plan: PilotPlan, by: Actor, at: datetime) -> Pilot:
    """Try again in another way: the next pilot follows this one."""
    pilot = pilot.locked()
    rules.check_try_again(pilot, by)
    _decide(pilot, PilotOutcome.CHANGED, decided, by, at)
    following = Pilot(region_id=pilot.region_id, initiative=pilot.initiative, follows=pilot)
    return _plan(following, plan, by, at)


@transaction.atomic
def scale_up_into(*, pilot: Pilot, initiative: Initiative, decided: Decided, by: Actor, at: datetime) -> None:
    """Let an insats that is there take up what was tried. It may be the one it was tried in."""
    pilot = pilot.locked()
    same_region(pilot, initiative)
    rules.check_scale_up_into(pilot, initiative, by)
    _scale_up(pilot, initiative, decided, by, at)


@transaction.atomic
def scale_up_to_new(
    *, pilot: Pilot, name: str, starts_on: date, ends_on: date | None, decided: Decided, by: Actor, at: datetime
) -> Initiative:
    """Start an insats of what was tried, with the framing of the one it was tried in."""
    pilot = pilot.locked()
    rules.check_scale_up_to_new(pilot, by)
    source = pilot.initiative
    ties = Contribution.objects.of(source.region_id).filter(initiative=source, goal__retired_on=None)
    started = start_initiative(
        name=name,
        description=pilot.how,
        kind=source.kind,
        generic_activity=source.generic_activity,
        chain=source.chain,
        goals=[tie.goal for tie in ties.select_related("goal").order_by("goal__place", "pk")],
        unit=source.unit,
        responsible=source.responsible,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        at=at,
    )
    _scale_up(pilot, started, decided, by, at)
    return started


def _plan(pilot: Pilot, plan: PilotPlan, by: Actor, at: datetime) -> Pilot:
    _check_plan(plan, by, before=None)
    for column, value in plan.columns.items():
        setattr(pilot, column, value)
    pilot.save()
    trail.write(pilot, "planned", by=by, at=at)
    return pilot


def _check_plan(plan: PilotPlan, by: Actor, before: int | None) -> None:
    rules.check_told(plan.expected, "pilot.expected_missing", "expected")
    rules.check_pilot_days(plan.starts_on, plan.check_on)
    if plan.owner.pk != before:
        rules.check_responsible(plan.owner, by.region_id, field="owner")


def _decide(
    pilot: Pilot,
    outcome: PilotOutcome,
    decided: Decided,
    by: Actor,
    at: datetime,
    *,
    became: Initiative | None = None,
) -> None:
    rules.check_told(decided.learned, "pilot.learned_missing", "learned")
    rules.check_told(decided.reason, "pilot.reason_missing", "reason")
    pilot.change(
        state=PilotState.DECIDED,
        outcome=outcome,
        learned=decided.learned,
        outcome_reason=decided.reason,
        decided_at=at,
        became=became,
    )
    trail.write(pilot, "decided", by=by, at=at)


def _scale_up(pilot: Pilot, initiative: Initiative, decided: Decided, by: Actor, at: datetime) -> None:
    """The link says where an insats comes from; two pilots may have led to the same one, and one to its own."""
    _decide(pilot, PilotOutcome.SCALED_UP, decided, by, at, became=initiative)
    links = InitiativeLink.objects.of(pilot.region_id).filter(source=pilot.initiative, result=initiative)
    if initiative.pk == pilot.initiative_id or links.exists():
        return
    link = InitiativeLink.objects.create(
        region_id=pilot.region_id,
        source=pilot.initiative,
        result=initiative,
        lineage=Lineage.SCALED_UP,
        reason=decided.reason,
    )
    trail.write(link, "linked", by=by, at=at)
