from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.core.asking import ReportKind
from varv.core.refusals import holds
from varv.delivery.models import Project
from varv.overview.rounds.afterwards import afterwards
from varv.overview.rounds.project_reports import FEWEST_WORDS, PlannedLine, planned_of, project_reports
from varv.overview.rounds.visit_sheet import visit_lines
from varv.overview.words.of_project_reports import STANDINGS, Standing
from varv.rounds import operations, rules
from varv.rounds.models import PlannedReport
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.rounds.project_forms import PLANNED_KINDS, CancelForm, EditPlannedReportForm, PlannedReportForm

Crumb = tuple[str, str | None]
LINES_A_PAGE = 50
THIN_ONES, ALL = "tunna", "alla"


def project_crumbs(request: RegionRequest, project: Project, last: str = "") -> list[Crumb]:
    """The way by the project's own page; without ``last`` the page is its reporting plan."""
    here = request.region.slug
    plan = reverse("rounds:project_plan", args=[here, project.pk])
    trail: list[Crumb] = [
        (_("Project reports"), reverse("rounds:project_reports", args=[here])),
        (project.name, reverse("delivery:project", args=[here, project.pk])),
        (_("Reporting plan"), plan if last else None),
    ]
    return [*trail, (last, None)] if last else trail


@region_page
@require_GET
def project_reports_page(request: RegionRequest) -> HttpResponse:
    """Which project reports are waited for: due, late, thin, sent back?"""
    every = project_reports(request.region.pk, today())
    shown, kind, sought = (request.GET.get(name, "") for name in ("visa", "kind", "q"))
    asked = [line for line in every if _is_sought(line, kind, sought)]
    found = [line for line in asked if _is_shown(line, shown)]
    context = {
        "page": Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page")),
        "total": len(every),
        "waiting": sum(line.is_waited_for for line in asked),
        "all": len(asked),
        "thin": sum(bool(line.thin) for line in asked),
        "standings": [(code, STANDINGS[code], sum(line.standing is code for line in asked)) for code in Standing],
        "shown": shown,
        "kinds": PLANNED_KINDS,
        "kind": kind,
        "sought": sought,
        "fewest_words": FEWEST_WORDS,
        "may_ask": holds(rules.check_plan_reports, request.actor),
        "crumbs": [(_("Report"), None), (_("Project reports"), None)],
    }
    return TemplateResponse(request, "rounds/project_reports.html", context)


def _is_sought(line: PlannedLine, kind: str, sought: str) -> bool:
    """Of the kind that was chosen, and with the words in what the project is called, its organisation or theme."""
    told = f"{line.project} {line.case_id} {line.organisation} {line.theme}".casefold()
    return (kind not in set(ReportKind) or line.kind == kind) and sought.strip().casefold() in told


def _is_shown(line: PlannedLine, shown: str) -> bool:
    if shown == THIN_ONES:
        return bool(line.thin)
    if shown in set(Standing):
        return line.standing == shown
    return shown == ALL or line.is_waited_for


@region_page
def project_plan(request: RegionRequest, project_id: int) -> HttpResponse:
    """When the project tells how it goes: its plan, with a form for one line more."""
    project = owned(Project, request.actor, project_id)
    form = PlannedReportForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.plan_report, project=project, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The report is in the plan. Ask for it when its day comes near."))
        return redirect("rounds:project_plan", request.region.slug, project.pk)
    context = {
        "project": project,
        "form": form,
        "planned": planned_of(request.region.pk, project.pk, today()),
        "visits": visit_lines(project),
        "afterwards": afterwards(project),
        "may_plan": holds(rules.check_plan_reports, request.actor),
        "may_follow_up": holds(rules.check_follow_ups, project, request.actor),
        "follow_up_days": rules.follow_up_days(project),
        "ends_on": rules.ends_on(project),
        "crumbs": project_crumbs(request, project),
    }
    return TemplateResponse(request, "rounds/project_plan.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def plan_follow_ups(request: RegionRequest, project_id: int) -> HttpResponse:
    """Plan one and three years after the end."""
    project = owned(Project, request.actor, project_id)
    operations.plan_follow_ups(project=project, by=request.actor, at=now())
    messages.success(request, _("The follow-ups are in the plan."))
    return redirect("rounds:project_plan", request.region.slug, project.pk)


@region_page
def edit_planned(request: RegionRequest, planned_id: int) -> HttpResponse:
    """Another day or kind."""
    planned = owned(PlannedReport, request.actor, planned_id)
    rules.check_change_plan(planned, request.actor)
    stands = {"kind": planned.kind, "due_on": planned.due_on, "revision": planned.revision}
    form = EditPlannedReportForm(request.POST or None, initial=stands)
    if form.is_valid() and carried_out(
        form, operations.edit_planned_report, planned=planned, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The plan is changed."))
        return redirect("rounds:project_plan", request.region.slug, planned.project_id)
    return _form_page(request, "edit_planned", planned, form, _("Change"))


@region_page
def cancel_planned(request: RegionRequest, planned_id: int) -> HttpResponse:
    """Take it out of the plan, with a reason."""
    planned = owned(PlannedReport, request.actor, planned_id)
    rules.check_change_plan(planned, request.actor)
    form = CancelForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.cancel_planned_report, planned=planned, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The report is cancelled, and the reason stands in the plan."))
        return redirect("rounds:project_plan", request.region.slug, planned.project_id)
    return _form_page(request, "cancel_planned", planned, form, _("Cancel the report"))


def _form_page(request: RegionRequest, view: str, planned: PlannedReport, form: Form, title: str) -> HttpResponse:
    back = reverse("rounds:project_plan", args=[request.region.slug, planned.project_id])
    trail = project_crumbs(request, planned.project, title)
    context = {"planned": planned, "form": form, "back": back, "crumbs": trail}
    return TemplateResponse(request, f"rounds/{view}.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def ask_project(request: RegionRequest, planned_id: int) -> HttpResponse:
    """Ask for the report; its author sees it on the own page."""
    planned = owned(PlannedReport, request.actor, planned_id)
    report = operations.ask_project_report(planned=planned, by=request.actor, at=now())
    messages.success(request, _("%(name)s is asked for the report.") % {"name": report.author.name})
    return redirect("rounds:project_plan", request.region.slug, planned.project_id)
