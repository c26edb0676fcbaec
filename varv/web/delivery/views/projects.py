from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.delivery import operations, rules
from varv.delivery.models import Project
from varv.overview.projects.project_list import ProjectGap, project_list
from varv.overview.projects.project_sheet import can_be_tied, project_sheet
from varv.overview.rounds.afterwards import afterwards
from varv.overview.rounds.project_reports import planned_of
from varv.overview.rounds.visit_sheet import visit_lines
from varv.rounds.rules import check_plan_reports
from varv.web.delivery.forms.projects import GAPS, ProjectWishForm, StartFromProjectForm, TieForm
from varv.web.delivery.pages import Crumb, form_page, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today

LINES_A_PAGE = 50
LONGEST_NAME = 160
# The gap as it stands in the address.
SHOWN = {
    "utan-insats": ProjectGap.NO_INITIATIVE,
    "utan-strategi": ProjectGap.OUTSIDE_STRATEGY,
    "villkor": ProjectGap.OVERDUE_CONDITION,
}


def project_crumbs(request: RegionRequest, project: Project | None = None, last: str = "") -> list[Crumb]:
    """The way by the projects; without ``last`` the page is the list or the project itself."""
    here = request.region.slug
    trail: list[Crumb] = [(_("Projects"), reverse("delivery:projects", args=[here]))]
    if project is not None:
        trail.append((project.name, reverse("delivery:project", args=[here, project.pk])))
    return [*trail, (last, None)] if last else [*trail[:-1], (trail[-1][0], None)]


@region_page
def projects(request: RegionRequest) -> HttpResponse:
    """Which projects do we fund, and where do they stand?"""
    shown = request.GET.get("visa", "")
    every = project_list(request.region.pk, ProjectWishForm({}).wish(None), today())
    form = ProjectWishForm(request.GET)
    form.offer(every)
    found = project_list(request.region.pk, form.wish(SHOWN.get(shown)), today())
    context = {
        "found": found,
        "page": Paginator(found.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "shown": shown,
        "gaps": [(slug, GAPS[gap], found.gaps.get(gap, 0)) for slug, gap in SHOWN.items()],
        "gap_words": GAPS,
        "may_import": holds(rules.check_import_cases, request.actor),
        "crumbs": project_crumbs(request),
    }
    return TemplateResponse(request, "delivery/projects.html", context)


@region_page
def project(request: RegionRequest, project_id: int) -> HttpResponse:
    """One project: what was promised, what is reported, and what was decided?"""
    found = owned(Project, request.actor, project_id)
    return TemplateResponse(request, "delivery/project.html", project_context(request, found))


def project_context(request: RegionRequest, found: Project) -> dict[str, Any]:
    """What the project's page shows."""
    may_tie = holds(rules.check_untied, found, request.actor)
    region_id = request.region.pk
    return {
        "project": found,
        "sheet": project_sheet(found, today()),
        "may_edit": holds(rules.check_edit_project, request.actor),
        "may_tie": may_tie,
        "may_untie": holds(rules.check_untie, found, request.actor),
        "planned": planned_of(region_id, found.pk, today()),
        "visits": visit_lines(found),
        "afterwards": afterwards(found),
        "may_plan": holds(check_plan_reports, request.actor),
        "tie_form": TieForm(region_id=region_id) if may_tie and can_be_tied(region_id) else None,
        "crumbs": project_crumbs(request, found),
    }


@region_page
@require_POST
def tie_project(request: RegionRequest, project_id: int) -> HttpResponse:
    """This case is that insats."""
    found = owned(Project, request.actor, project_id)
    form = TieForm(request.POST, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.tie_project, project=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The project is tied to the initiative."))
        return to_project(request, found.pk)
    context = project_context(request, found) | {"tie_form": form}
    return TemplateResponse(request, "delivery/project.html", context, status=422)


@region_page
@require_POST
def untie_project(request: RegionRequest, project_id: int) -> HttpResponse:
    """The case is not that insats after all."""
    found = owned(Project, request.actor, project_id)
    operations.untie_project(project=found, by=request.actor, at=now())
    messages.success(request, _("The project is no longer tied to an initiative."))
    return to_project(request, found.pk)


@region_page
def start_from_project(request: RegionRequest, project_id: int) -> HttpResponse:
    """An insats of the case, filled in from what the case system says."""
    found = owned(Project, request.actor, project_id)
    rules.check_untied(found, request.actor)
    initial = {
        "name": found.name[:LONGEST_NAME],
        "description": found.purpose,
        "unit": request.membership.unit,
        "responsible": request.actor.person_id,
        "starts_on": found.starts_on or found.decided_on or today(),
        "ends_on": found.ends_on,
    }
    form = StartFromProjectForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.start_from_project, project=found, **form.said, by=request.actor, at=now()
    ):
        messages.success(request, _("The initiative is planned. Now say how much of each result you mean to reach."))
        return to_initiative(request, outcome_of(form).pk)
    return form_page(request, "project_start", form, project_crumbs(request, found, _("New initiative")), project=found)


def to_project(request: RegionRequest, project_id: int) -> HttpResponse:
    """Back to the project's own page."""
    return redirect("delivery:project", request.region.slug, project_id)
