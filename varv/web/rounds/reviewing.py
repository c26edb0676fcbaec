"""Reading what was handed in: what sticks out, sent back with a question, approved one by one or many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from varv.core.roles import May
from varv.learning.operations import approve_report_and_note_lesson, approve_reports_and_note_lessons
from varv.overview.rounds.report_sheet import report_sheet
from varv.overview.rounds.review_desk import review_desk
from varv.overview.words import period
from varv.rounds import operations
from varv.rounds.models import Report, Round
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.rounds.handing_forms import ApproveForm, ReopenReportForm, ReturnForm, part_names
from varv.web.rounds.reading import read
from varv.web.rounds.report_pages import here


@region_page
def review_round(request: RegionRequest, round_id: int) -> HttpResponse:
    """What sticks out among the reports of a round? Those without anything can be approved together."""
    request.actor.require(May.APPROVE_REPORT)
    round_ = owned(Round, request.actor, round_id)
    desk = review_desk(round_, today())
    form = ApproveForm(
        request.POST if request.method == "POST" else None, waiting=[one.report_id for one in desk.waiting]
    )
    if form.is_valid() and carried_out(
        form,
        approve_reports_and_note_lessons,
        reports=list(Report.objects.of(request.region.pk).filter(pk__in=form.cleaned_data["reports"]).order_by("pk")),
        by=request.actor,
        at=now(),
    ):
        _tell_approved(request, len(form.cleaned_data["reports"]), len(outcome_of(form)))
        return redirect("rounds:review_round", request.region.slug, round_.pk)
    context = {"desk": desk, "form": form, "crumbs": _crumbs(request, round_)}
    return TemplateResponse(request, "rounds/review_round.html", context, status=422 if form.is_bound else 200)


def _tell_approved(request: RegionRequest, reports: int, lessons: int) -> None:
    told = ngettext("%(n)d report is approved.", "%(n)d reports are approved.", reports) % {"n": reports}
    learned = ngettext("%(n)d lesson waits to be accepted.", "%(n)d lessons wait to be accepted.", lessons)
    messages.success(request, f"{told} {learned % {'n': lessons}}" if lessons else told)


def _crumbs(request: RegionRequest, round_: Round) -> list[tuple[str, str | None]]:
    there = reverse("rounds:round", args=[request.region.slug, round_.pk])
    return [(_("Report"), None), (capfirst(period(round_.period)), there), (_("Review"), None)]


@region_page
@require_POST
def send_back(request: RegionRequest, report_id: int) -> HttpResponse:
    """Return it to its author with words that say what is needed, at the very field where it can be."""
    found = owned(Report, request.actor, report_id)
    form = ReturnForm(request.POST, names=part_names(report_sheet(found)))
    if form.is_valid() and carried_out(
        form, operations.return_report, report=found, **form.words(), by=request.actor, at=now()
    ):
        messages.success(request, _("The report is sent back, and its author sees what is needed."))
        return redirect("rounds:round", request.region.slug, found.round_id)
    return read(request, found, 422, return_form=form)


@region_page
@require_POST
def approve(request: RegionRequest, report_id: int) -> HttpResponse:
    """Approve it; its figures are frozen, and what it says was learned is taken up."""
    found = owned(Report, request.actor, report_id)
    lesson = approve_report_and_note_lesson(report=found, by=request.actor, at=now())
    messages.success(request, _("The report is approved, and its figures are frozen as they were."))
    if lesson:
        messages.success(request, _("What was learned is a lesson now, and waits to be accepted."))
    return redirect(here(request, "report", found))


@region_page
@require_POST
def reopen_report(request: RegionRequest, report_id: int) -> HttpResponse:
    """Give an approved report back to its author, for a reason: figures and all, or its words alone."""
    found = owned(Report, request.actor, report_id)
    form = ReopenReportForm(request.POST)
    if form.is_valid() and carried_out(
        form, form.deed(), report=found, reason=form.cleaned_data["reason"], by=request.actor, at=now()
    ):
        messages.success(request, _("The report is open again, and its author sees why."))
        return redirect(here(request, "report", found))
    return read(request, found, 422, reopen_form=form)
