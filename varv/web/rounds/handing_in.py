"""A report that leaves its author: looked through, handed in, taken back, or written on by somebody else."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.overview.rounds.report_sheet import report_sheet
from varv.overview.words.of_rounds import lacking_words
from varv.rounds import operations, rules
from varv.rounds.models import Evidence, Report
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number, today
from varv.web.rounds.handing_forms import HandOverForm, part_names
from varv.web.rounds.reading import read
from varv.web.rounds.report_pages import crumbs, here, report_page


@region_page
@require_GET
def review(request: RegionRequest, report_id: int) -> HttpResponse:
    """The whole report once more before it is handed in: who gets it, and whether it can be taken back."""
    found = owned(Report, request.actor, report_id)
    rules.check_write(found, request.actor, today())
    sheet = report_sheet(found)
    names = part_names(sheet)
    lacking = [(part, names.get(part, ""), lacking_words(part)) for part in sheet.lacking]
    last = crumbs(request, found, _("Review and hand in"))
    return report_page(request, "review", found, sheet, lacking=lacking, crumbs=last)


@region_page
@require_POST
def submit(request: RegionRequest, report_id: int) -> HttpResponse:
    """Hand the report over."""
    found = owned(Report, request.actor, report_id)
    revision = sent_number(request.POST.get("revision", ""))
    operations.submit_report(report=found, revision=revision, by=request.actor, at=now())
    messages.success(request, _("The report is handed in. You can take it back until someone has read it."))
    return redirect(here(request, "report", found))


@region_page
@require_POST
def take_back(request: RegionRequest, report_id: int) -> HttpResponse:
    """Have it back and go on writing."""
    found = owned(Report, request.actor, report_id)
    operations.take_back_report(report=found, by=request.actor, at=now())
    messages.success(request, _("The report is yours again."))
    return redirect(here(request, "report", found))


@region_page
@require_POST
def hand_over(request: RegionRequest, report_id: int) -> HttpResponse:
    """Let somebody else write it: asked for by its author, or by whoever runs the round."""
    found = owned(Report, request.actor, report_id)
    form = HandOverForm(request.POST, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.hand_over_report, report=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("%(name)s writes the report now.") % {"name": form.cleaned_data["author"].name})
        return redirect(here(request, "report", found))
    return read(request, found, 422, hand_over_form=form)


@region_page
@require_GET
def evidence(request: RegionRequest, evidence_id: int) -> HttpResponse:
    """A file that a report rests on: always to be saved, never to be run by the browser."""
    found = owned(Evidence, request.actor, evidence_id)
    if not found.filename:
        raise Http404
    response = HttpResponse(bytes(found.file.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response
