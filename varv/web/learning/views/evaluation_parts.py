"""An evaluation's milestones, its report as a file, and how good the report is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.learning import operations, rules
from varv.learning.models import Evaluation, EvaluationFile, EvaluationMilestone
from varv.overview.learning.evaluations.evaluation_sheet import evaluation_sheet
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.learning.forms import MilestoneDoneForm, MilestoneForm, QualityForm, ReportFileForm
from varv.web.learning.pages import form_page, here
from varv.web.learning.views.evaluations import way_to


def _back(request: RegionRequest, evaluation_id: int, section: str) -> HttpResponse:
    return redirect(here(request, "evaluation", evaluation_id) + section)


@region_page
def plan_milestone(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Something to reach or deliver on the way."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_plan_milestone(found, request.actor)
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        if carried_out(form, operations.plan_milestone, evaluation=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The milestone is in the plan."))
            return _back(request, found.pk, "#milestones")
    trail = way_to(request, found, (_("New milestone"), None))
    return form_page(request, "evaluation_milestone", form, trail, evaluation=found)


@region_page
def edit_milestone(request: RegionRequest, milestone_id: int) -> HttpResponse:
    """Move a milestone, or name it better."""
    one = owned(EvaluationMilestone, request.actor, milestone_id)
    rules.check_edit_milestone(one, request.actor)
    begun = {name: getattr(one, name) for name in ("name", "due_on", "is_deliverable", "revision")}
    form = MilestoneForm(request.POST or None, initial=begun)
    if form.is_valid() and carried_out(
        form, operations.edit_milestone, milestone=one, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The milestone is changed."))
        return _back(request, one.evaluation_id, "#milestones")
    trail = way_to(request, one.evaluation, (_("Change the milestone"), None))
    return form_page(request, "evaluation_milestone", form, trail, evaluation=one.evaluation, milestone=one)


@region_page
def finish_milestone(request: RegionRequest, milestone_id: int) -> HttpResponse:
    """It is reached, or has been delivered."""
    one = owned(EvaluationMilestone, request.actor, milestone_id)
    rules.check_may_finish_milestone(one, request.actor)
    form = MilestoneDoneForm(request.POST or None, initial={"done_on": today()})
    if form.is_valid() and carried_out(
        form, operations.finish_milestone, milestone=one, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The milestone is done."))
        return _back(request, one.evaluation_id, "#milestones")
    trail = way_to(request, one.evaluation, (_("Done"), None))
    return form_page(request, "finish_milestone", form, trail, evaluation=one.evaluation, milestone=one)


@region_page
@require_POST
def drop_milestone(request: RegionRequest, milestone_id: int) -> HttpResponse:
    """Take away a milestone that is not to be reached after all."""
    one = owned(EvaluationMilestone, request.actor, milestone_id)
    operations.drop_milestone(milestone=one, by=request.actor, at=now())
    messages.success(request, _("The milestone is taken away. The history remembers that it was there."))
    return _back(request, one.evaluation_id, "#milestones")


@region_page
def judge_quality(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """How good the report is, criterion by criterion."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_may_judge_quality(found, request.actor)
    lines = evaluation_sheet(found, today()).quality
    form = QualityForm(request.POST or None, initial={"revision": found.revision}, lines=lines)
    if form.is_valid():
        told = {"marks": form.marks(), "revision": form.cleaned_data["revision"]}
        if carried_out(form, operations.judge_quality, evaluation=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The judgement is kept, with its reasons."))
            return _back(request, found.pk, "#quality")
    trail = way_to(request, found, (_("Quality"), None))
    return form_page(request, "judge_quality", form, trail, evaluation=found)


@region_page
def attach_report_file(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Keep the report as a file."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_attach_report(found, request.actor)
    form = ReportFileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and carried_out(
        form, operations.attach_report_file, evaluation=found, report=form.report(), by=request.actor, at=now()
    ):
        messages.success(request, _("The file is attached."))
        return _back(request, found.pk, "#report")
    trail = way_to(request, found, (_("Attach a file"), None))
    return form_page(request, "attach_report_file", form, trail, evaluation=found)


@region_page
@require_GET
def evaluation_file(request: RegionRequest, file_id: int) -> HttpResponse:
    """A report as a file: always to be saved, never to be run by the browser."""
    found = owned(EvaluationFile, request.actor, file_id)
    response = HttpResponse(bytes(found.content.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@region_page
@require_POST
def remove_report_file(request: RegionRequest, file_id: int) -> HttpResponse:
    """Take a file away."""
    found = owned(EvaluationFile, request.actor, file_id)
    evaluation_id = found.evaluation_id
    operations.remove_report_file(file=found, by=request.actor, at=now())
    messages.success(request, _("The file is taken away. The history remembers that it was there."))
    return _back(request, evaluation_id, "#report")
