from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varv.core.asking import TemplateKind
from varv.core.refusals import holds
from varv.delivery.models import Project
from varv.overview.learning.lessons.recall_wishes import wish_of_visit
from varv.overview.rounds.visit_sheet import questions_of, visit_sheet
from varv.overview.words import day
from varv.rounds import operations, rules
from varv.rounds.models import QuestionTemplate, Visit
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.recalling import beside
from varv.web.rounds.planned import project_crumbs
from varv.web.rounds.project_forms import VisitForm


@region_page
@require_GET
def visit(request: RegionRequest, visit_id: int) -> HttpResponse:
    """What a visit showed."""
    found = owned(Visit, request.actor, visit_id)
    context = {
        "visit": found,
        "sheet": visit_sheet(found),
        "is_ahead": found.visited_on > today(),
        "may_note": holds(rules.check_note_visit, request.actor),
        "crumbs": project_crumbs(request, found.project, _("Visit %(day)s") % {"day": day(found.visited_on)}),
    }
    return TemplateResponse(request, "rounds/visit.html", context)


@region_page
def new_visit(request: RegionRequest, project_id: int) -> HttpResponse:
    """Plan a visit, or note one."""
    project = owned(Project, request.actor, project_id)
    rules.check_note_visit(request.actor)
    in_use = QuestionTemplate.objects.of(request.region.pk).in_use().filter(kind=TemplateKind.VISIT).first()
    form = VisitForm(request.POST or None, questions=questions_of(in_use))
    if form.is_valid() and carried_out(
        form, operations.note_visit, project=project, **form.noted(), by=request.actor, at=now()
    ):
        messages.success(request, _("The visit is kept. Go on writing whenever you like."))
        return redirect("rounds:visit", request.region.slug, outcome_of(form).pk)
    return _form_page(request, project, form, _("New visit"), keep=f"visit-of-{project.pk}")


@region_page
def edit_visit(request: RegionRequest, visit_id: int) -> HttpResponse:
    """Go on writing."""
    found = owned(Visit, request.actor, visit_id)
    rules.check_note_visit(request.actor)
    form = VisitForm(request.POST or None, questions=questions_of(found.template), visit=found)
    if form.is_valid() and carried_out(
        form, operations.edit_visit, visit=found, **form.noted(), by=request.actor, at=now()
    ):
        messages.success(request, _("What you wrote is kept."))
        return redirect("rounds:visit", request.region.slug, found.pk)
    return _form_page(request, found.project, form, _("Write"), keep=f"visit-{found.pk}", visit=found)


def _form_page(request: RegionRequest, project: Project, form: VisitForm, title: str, **context: Any) -> HttpResponse:
    back = reverse("rounds:project_plan", args=[request.region.slug, project.pk])
    told = {"project": project, "form": form, "back": back, "crumbs": project_crumbs(request, project, title)}
    told["recall"] = beside(request, wish_of_visit(project.initiative, today())) if project.initiative else None
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "rounds/visit_form.html", told | context, status=status)
