from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.roles import May
from varv.learning import operations, rules
from varv.learning.models import Evaluation, Finding
from varv.overview.learning.learning_log import evaluation_list, findings_of
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.learning.forms import EvaluationForm, FindingForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here

REGISTERED = ("title", "kind", "evaluator", "method", "delivered_on", "link", "case_number", "revision")
NOTED = ("text", "rests_on", "evidence", "question", "link", "goal", "revision")


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Evaluations"), here(request, "evaluations") if last else None), *last)


def _way_to(request: RegionRequest, evaluation: Evaluation, *last: Crumb) -> list[Crumb]:
    return _way(request, (evaluation.title, here(request, "evaluation", evaluation.pk) if last else None), *last)


def _stands(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


@region_page
def evaluations(request: RegionRequest) -> HttpResponse:
    """What has been evaluated, and what came of it."""
    lines = evaluation_list(request.region.pk)
    context = {
        "evaluations": lines,
        "findings": sum(line.findings for line in lines),
        "changes": sum(line.changes for line in lines),
        "may_register": request.actor.may(May.RECOMMEND),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/evaluations.html", context)


@region_page
def evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """One evaluation with its findings, and what each led to."""
    found = owned(Evaluation, request.actor, evaluation_id)
    context = {
        "evaluation": found,
        "findings": findings_of(found, request.actor),
        "may_register": request.actor.may(May.RECOMMEND),
        "may_learn": request.actor.may(May.NOTE_LESSON),
        "crumbs": _way_to(request, found),
    }
    return TemplateResponse(request, "learning/evaluation.html", context)


@region_page
def new_evaluation(request: RegionRequest) -> HttpResponse:
    """Put a delivered evaluation into the register."""
    rules.check_register_evaluation(request.actor)
    form = EvaluationForm(request.POST or None, initial={"delivered_on": today()})
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        if carried_out(form, operations.register_evaluation, **told, by=request.actor, at=now()):
            messages.success(request, _("The evaluation is in the register. Now note what it found."))
            return redirect("learning:evaluation", request.region.slug, outcome_of(form).pk)
    return form_page(request, "new_evaluation", form, _way(request, (_("New evaluation"), None)))


@region_page
def edit_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Put right what the register says."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_register_evaluation(request.actor)
    form = EvaluationForm(request.POST or None, initial=_stands(found, REGISTERED))
    if form.is_valid() and carried_out(
        form, operations.edit_evaluation, evaluation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The register is put right."))
        return redirect("learning:evaluation", request.region.slug, found.pk)
    return form_page(request, "edit_evaluation", form, _way_to(request, found, (_("Change"), None)), evaluation=found)


@region_page
def new_finding(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Note something the evaluation found."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_note_finding(request.actor)
    form = FindingForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        if carried_out(form, operations.note_finding, evaluation=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The finding is noted. What should be done about it?"))
            return redirect("learning:evaluation", request.region.slug, found.pk)
    return form_page(request, "new_finding", form, _way_to(request, found, (_("New finding"), None)), evaluation=found)


@region_page
def edit_finding(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Put right how a finding was written down."""
    finding = owned(Finding, request.actor, finding_id)
    rules.check_note_finding(request.actor)
    form = FindingForm(request.POST or None, initial=_stands(finding, NOTED), region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.edit_finding, finding=finding, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The finding is put right."))
        return redirect("learning:evaluation", request.region.slug, finding.evaluation_id)
    trail = _way_to(request, finding.evaluation, (_("Change the finding"), None))
    return form_page(request, "edit_finding", form, trail, evaluation=finding.evaluation)
