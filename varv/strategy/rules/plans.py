"""What holds for documents and chains alike: who changes them, when, and how they are adopted."""

from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import PLAN_STEPS, PlanState, step
from varv.regions.models import User
from varv.strategy.models import Chain, ChainVersion, DocumentVersion, SteeringDocument


def check_plan(by: Actor) -> None:
    """Strategists plan."""
    by.require(May.PLAN)


def check_edit_plan(plan: SteeringDocument | Chain, by: Actor) -> None:
    """What has been adopted stands as it was adopted until someone opens it for revision."""
    check_plan(by)
    if plan.state is PlanState.ADOPTED:
        raise RuleBroken("plan.is_adopted", name=str(plan))


def check_revise(plan: SteeringDocument | Chain, by: Actor) -> None:
    """Only what has been adopted can be opened again."""
    check_plan(by)
    step(PLAN_STEPS, plan.state, PlanState.REVISING)


def check_adopt(plan: SteeringDocument | Chain, by: Actor) -> None:
    """A draft or a revision becomes a version."""
    by.require(May.ADOPT)
    step(PLAN_STEPS, plan.state, PlanState.ADOPTED)


def check_version(latest: DocumentVersion | ChainVersion | None, *, adopted_on: date, reason: str, today: date) -> None:
    """A decision lies in the past, after the one before it; from the second on it says why."""
    if adopted_on > today:
        raise RuleBroken("version.not_decided_yet", field="adopted_on")
    if latest is None:
        return
    if adopted_on < latest.adopted_on:
        raise RuleBroken(
            "version.older_than_the_last", field="adopted_on", number=latest.number, adopted_on=latest.adopted_on
        )
    if not reason.strip():
        raise RuleBroken("version.reason_missing", field="reason")


def check_owner(owner: User | None, region_id: int) -> None:
    """Who owns something works here."""
    if owner is not None and not User.objects.working_in(region_id).filter(pk=owner.pk).exists():
        raise RuleBroken("plan.owner_works_elsewhere", field="owner", name=owner.name)
