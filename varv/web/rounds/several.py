"""Report on all one's insatser on one page: each saved by itself, handed in one by one or all that are ready."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from varv.core.refusals import Refusal, RuleBroken
from varv.overview.rounds.my_reports import my_reports
from varv.overview.rounds.report_sheet import ReportSheet, report_sheet
from varv.overview.words import refusal
from varv.overview.words.of_reporting import title
from varv.overview.words.of_rounds import PARTS
from varv.rounds import operations
from varv.rounds.models import Report
from varv.web.gate import RegionRequest, now, owned, region_page, sent_number, today
from varv.web.rounds.handing_forms import part_names
from varv.web.rounds.report_form import ReportForm
from varv.web.rounds.reports import sent_form, show_both, written


@region_page
def mine(request: RegionRequest) -> HttpResponse:
    """All that I am to report on now: a section for each insats, and how much is left in all."""
    if request.method == "POST":
        return _save_one(request)
    return _page(request)


def _page(request: RegionRequest, refused: ReportForm | None = None) -> HttpResponse:
    """``refused`` is the form of one section that could not be saved or handed in as it was."""
    reports = my_reports(request.region.pk, request.actor.person_id, today())
    sections = [_section(sheet, refused) for sheet in reports.to_write]
    crumbs = [(_("Report"), None), (_("My reports"), None)]
    context = {"reports": reports, "sections": sections, "crumbs": crumbs}
    return TemplateResponse(request, "rounds/mine.html", context, status=422 if refused else 200)


def _section(sheet: ReportSheet, refused: ReportForm | None) -> dict[str, Any]:
    at = at_of(sheet.id)
    is_refused = refused is not None and refused.sheet.id == sheet.id
    names = part_names(sheet)
    return {
        "sheet": sheet,
        "form": refused if is_refused else ReportForm(sheet=sheet, auto_id=f"{at}%s"),
        "at": at,
        "title": title(sheet.kind, sheet.initiative),
        "parts": [(step, PARTS[step.part]) for step in sheet.steps],
        "remarks": [(remark, names.get(remark.part, "")) for remark in sheet.waiting_remarks],
    }


def at_of(report_id: int) -> str:
    """What the names of a section's fields begin with, since a page may have several."""
    return f"r{report_id}_"


def _save_one(request: RegionRequest) -> HttpResponse:
    """Save one section without a script, and hand it in if that was asked for."""
    found = owned(Report, request.actor, sent_number(request.POST.get("report", "")))
    form = sent_form(request, found, auto_id=f"{at_of(found.pk)}%s")
    try:
        revision = written(request, found, form)
        if not form.errors and request.POST.get("do") == "hand_in":
            _hand_in(request, found, form, revision)
    except RuleBroken as refused:
        if refused.code == "stale":
            return show_both(request, found, 409)
        form.add_error(None, refusal(refused))
    if form.errors:
        return _page(request, form)
    return redirect(f"{request.path}#rapport-{found.pk}")


def _hand_in(request: RegionRequest, found: Report, form: ReportForm, revision: int) -> None:
    form.point_at(report_sheet(found).lacking)
    if not form.errors:
        operations.submit_report(report=found, revision=revision, by=request.actor, at=now())
        messages.success(request, _("The report on %(name)s is handed in.") % {"name": found.initiative.name})


@region_page
@require_POST
def hand_in_complete(request: RegionRequest) -> HttpResponse:
    """Hand in all that are ready, as they stood when they were seen; what could not be handed in says why."""
    done = 0
    for report_id in request.POST.getlist("report"):
        found = owned(Report, request.actor, sent_number(report_id))
        revision = sent_number(request.POST.get(f"revision_{found.pk}", ""))
        try:
            operations.submit_report(report=found, revision=revision, by=request.actor, at=now())
            done += 1
        except Refusal as refused:
            messages.error(request, f"{found.initiative.name}: {refusal(refused)}")
    if done:
        told = ngettext("%(n)d report is handed in.", "%(n)d reports are handed in.", done)
        messages.success(request, told % {"n": done})
    return redirect("rounds:mine", request.region.slug)
