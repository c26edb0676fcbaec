from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Condition, Project, ProjectDecision
from varv.web.delivery.forms.projects import (
    ConditionForm,
    DecisionForm,
    EditConditionForm,
    EditDecisionForm,
    MeetForm,
)
from varv.web.delivery.pages import form_page, stale
from varv.web.delivery.views.projects import project_crumbs, to_project
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today


@region_page
def record_decision(request: RegionRequest, project_id: int) -> HttpResponse:
    """What was decided about the project."""
    project = owned(Project, request.actor, project_id)
    rules.check_edit_project(request.actor)
    form = DecisionForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.record_decision, project=project, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The decision is recorded. Add what it demands, if anything."))
        return to_project(request, project.pk)
    return form_page(request, "decision", form, project_crumbs(request, project, _("New decision")), project=project)


@region_page
def edit_decision(request: RegionRequest, decision_id: int) -> HttpResponse:
    """Tell the decision better."""
    decision = owned(ProjectDecision, request.actor, decision_id)
    rules.check_edit_project(request.actor)
    initial = {name: getattr(decision, name) for name in EditDecisionForm.base_fields}
    form = EditDecisionForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, operations.edit_decision, decision=decision, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The decision is changed."))
        return to_project(request, decision.project_id)
    trail = project_crumbs(request, decision.project, _("Change"))
    context = {"project": decision.project, "decision": decision, "is_stale": stale(form, decision)}
    return form_page(request, "decision", form, trail, **context)


@region_page
@require_POST
def remove_decision(request: RegionRequest, decision_id: int) -> HttpResponse:
    """It was written here by mistake."""
    decision = owned(ProjectDecision, request.actor, decision_id)
    operations.remove_decision(decision=decision, by=request.actor, at=now())
    messages.success(request, _("The decision is taken away."))
    return to_project(request, decision.project_id)


@region_page
def set_condition(request: RegionRequest, decision_id: int) -> HttpResponse:
    """What the decision demands."""
    decision = owned(ProjectDecision, request.actor, decision_id)
    rules.check_edit_project(request.actor)
    form = ConditionForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.set_condition, decision=decision, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The condition is added."))
        return to_project(request, decision.project_id)
    trail = project_crumbs(request, decision.project, _("New condition"))
    return form_page(request, "condition", form, trail, decision=decision, project=decision.project)


@region_page
def edit_condition(request: RegionRequest, condition_id: int) -> HttpResponse:
    """Tell the condition better, or give it another day."""
    condition = owned(Condition, request.actor, condition_id)
    rules.check_edit_condition(condition, request.actor)
    initial = {name: getattr(condition, name) for name in EditConditionForm.base_fields}
    form = EditConditionForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, operations.edit_condition, condition=condition, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The condition is changed."))
        return to_project(request, condition.decision.project_id)
    context = {"decision": condition.decision, "project": condition.decision.project, "condition": condition}
    trail = project_crumbs(request, condition.decision.project, _("Change"))
    return form_page(request, "condition", form, trail, **context, is_stale=stale(form, condition))


@region_page
def meet_condition(request: RegionRequest, condition_id: int) -> HttpResponse:
    """It has been met."""
    condition = owned(Condition, request.actor, condition_id)
    rules.check_edit_condition(condition, request.actor)
    form = MeetForm(request.POST or None, initial={"met_on": today()})
    if form.is_valid() and carried_out(
        form, operations.meet_condition, condition=condition, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The condition is noted as met."))
        return to_project(request, condition.decision.project_id)
    project = condition.decision.project
    trail = project_crumbs(request, project, _("Met"))
    return form_page(request, "meet_condition", form, trail, condition=condition, project=project)


@region_page
@require_POST
def remove_condition(request: RegionRequest, condition_id: int) -> HttpResponse:
    """It was never demanded."""
    condition = owned(Condition, request.actor, condition_id)
    operations.remove_condition(condition=condition, by=request.actor, at=now())
    messages.success(request, _("The condition is taken away."))
    return to_project(request, condition.decision.project_id)
