from datetime import date

from varv.core.kinds import InitiativeKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import InitiativeState
from varv.delivery.models import Condition, Initiative, Project, ProjectDecision

# What the region runs itself, and what others run without it, is no case of project funding.
KINDS_OF_PROJECTS = frozenset({InitiativeKind.FUNDED, InitiativeKind.PROJECT})


def check_edit_project(by: Actor) -> None:
    """Handlers and strategists: whoever may start an insats."""
    by.require(May.START_INITIATIVE)


def check_untied(project: Project, by: Actor) -> None:
    """A case is one insats at most."""
    check_edit_project(by)
    if project.initiative_id is not None:
        raise RuleBroken("project.tied_already", name=str(project.initiative))


def check_tie(project: Project, initiative: Initiative, by: Actor) -> None:
    """An insats is one case at most, of a kind that can be one, and not over."""
    check_untied(project, by)
    if initiative.kind not in KINDS_OF_PROJECTS:
        raise RuleBroken("project.wrong_kind", field="initiative", kind=initiative.kind)
    if initiative.state is InitiativeState.ENDED:
        raise RuleBroken("initiative.ended", field="initiative")
    other = Project.objects.of(project.region_id).filter(initiative=initiative).first()
    if other is not None:
        raise RuleBroken("project.initiative_taken", field="initiative", case_id=other.case_id)


def check_untie(project: Project, by: Actor) -> None:
    """A reporting plan of its own hangs on the insats: its reports are about it."""
    check_edit_project(by)
    if project.initiative_id is None:
        raise RuleBroken("project.not_tied")
    if project.has_own_plan:
        raise RuleBroken("project.has_plan")


def check_remove_decision(decision: ProjectDecision, by: Actor) -> None:
    """What a decision demands goes with it, so that is taken away first, one by one."""
    check_edit_project(by)
    if Condition.objects.of(decision.region_id).filter(decision=decision).exists():
        raise RuleBroken("project.decision_has_conditions")


def check_edit_condition(condition: Condition, by: Actor) -> None:
    """What has been met is history."""
    check_edit_project(by)
    if condition.met_on is not None:
        raise RuleBroken("project.condition_met", met_on=condition.met_on)


def check_meet(condition: Condition, met_on: date, today: date, by: Actor) -> None:
    """Met on a day that has come, after the decision."""
    check_edit_condition(condition, by)
    if met_on > today:
        raise RuleBroken("project.day_to_come", field="met_on")
    if met_on < condition.decision.decided_on:
        raise RuleBroken("project.met_before_decision", field="met_on", decided_on=condition.decision.decided_on)
