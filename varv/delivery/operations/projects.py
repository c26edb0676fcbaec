from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.kinds import InitiativeKind
from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Condition, Initiative, Project, ProjectDecision
from varv.delivery.operations.initiatives import start_initiative
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def tie_project(*, project: Project, initiative: Initiative, by: Actor, at: datetime) -> None:
    """This case is that insats."""
    same_region(project, initiative)
    initiative = initiative.locked()
    project = project.locked()
    rules.check_tie(project, initiative, by)
    project.change(initiative=initiative)
    trail.write(project, "tied", by=by, at=at)


@transaction.atomic
def start_from_project(*, project: Project, by: Actor, at: datetime, **plan: Any) -> Initiative:
    """Start an insats of the case, as ``start_initiative`` does, and tie the two. We fund it."""
    project = project.locked()
    rules.check_untied(project, by)
    initiative = start_initiative(kind=InitiativeKind.FUNDED, by=by, at=at, **plan)
    tie_project(project=project, initiative=initiative, by=by, at=at)
    return initiative


@transaction.atomic
def untie_project(*, project: Project, by: Actor, at: datetime) -> None:
    """The case is not that insats after all."""
    project = project.locked()
    rules.check_untie(project, by)
    project.change(initiative=None)
    trail.write(project, "untied", by=by, at=at)


@transaction.atomic
def record_decision(
    *, project: Project, text: str, decided_on: date, case_number: str, by: Actor, at: datetime
) -> ProjectDecision:
    """What was decided about the project, and when."""
    project = project.locked()
    rules.check_edit_project(by)
    decision = ProjectDecision(region_id=project.region_id, project=project, text=text, decided_on=decided_on)
    decision.case_number = case_number
    decision.save()
    trail.write(decision, "recorded", by=by, at=at)
    return decision


@transaction.atomic
def edit_decision(
    *,
    decision: ProjectDecision,
    text: str,
    decided_on: date,
    case_number: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Tell the decision better."""
    decision = decision.locked()
    rules.check_edit_project(by)
    trail.check_fresh(decision, revision)
    decision.change(text=text, decided_on=decided_on, case_number=case_number)
    trail.write(decision, "edited", by=by, at=at)


@transaction.atomic
def remove_decision(*, decision: ProjectDecision, by: Actor, at: datetime) -> None:
    """It was written here by mistake. The trail keeps that it was."""
    decision = decision.locked()
    rules.check_remove_decision(decision, by)
    trail.write(decision, "removed", by=by, at=at, removed=True)
    decision.delete()


@transaction.atomic
def set_condition(*, decision: ProjectDecision, text: str, due_on: date | None, by: Actor, at: datetime) -> Condition:
    """What the decision demands, and by when if it says so."""
    decision = decision.locked()
    rules.check_edit_project(by)
    condition = Condition(region_id=decision.region_id, decision=decision, text=text, due_on=due_on)
    condition.save()
    trail.write(condition, "added", by=by, at=at)
    return condition


@transaction.atomic
def edit_condition(
    *, condition: Condition, text: str, due_on: date | None, revision: int, by: Actor, at: datetime
) -> None:
    """Tell the condition better, or give it another day."""
    condition = condition.locked()
    rules.check_edit_condition(condition, by)
    trail.check_fresh(condition, revision)
    condition.change(text=text, due_on=due_on)
    trail.write(condition, "edited", by=by, at=at)


@transaction.atomic
def meet_condition(*, condition: Condition, met_on: date, note: str, by: Actor, at: datetime) -> None:
    """It has been met, on a day that has come."""
    condition = condition.locked()
    rules.check_meet(condition, met_on, localtime(at).date(), by)
    condition.change(met_on=met_on, note=note)
    trail.write(condition, "met", by=by, at=at)


@transaction.atomic
def remove_condition(*, condition: Condition, by: Actor, at: datetime) -> None:
    """It was never demanded. The trail keeps that it stood here."""
    condition = condition.locked()
    rules.check_edit_condition(condition, by)
    trail.write(condition, "removed", by=by, at=at, removed=True)
    condition.delete()
