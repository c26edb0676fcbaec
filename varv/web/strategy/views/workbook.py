from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.delivery.plan_book import plan_book
from varv.publishing.workbooks.plan_writing import write_plan, write_template
from varv.strategy import rules
from varv.web.gate import RegionRequest, carried_out, outcome_of, region_page, today
from varv.web.strategy import workbooks
from varv.web.strategy.forms.workbook import SeenForm, WorkbookForm
from varv.web.strategy.pages import document_crumbs, here


@region_page
def workbook(request: RegionRequest) -> HttpResponse:
    """How does the plan get in and out? A workbook that is sent is looked through, and nothing is changed."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_bound:
        rules.check_plan(request.actor)
        content = form.cleaned_data["upload"].read() if form.is_valid() else b""
        if form.is_valid() and carried_out(form, workbooks.looked_through, content=content, by=request.actor):
            return workbooks.preview_page(request, content, outcome_of(form))
    book = plan_book(request.region.pk)
    context = {
        "form": form,
        "counts": [(sheet, len(rows)) for sheet, rows in book.items()],
        "rows": sum(map(len, book.values())),
        "may_import": holds(rules.check_plan, request.actor),
        "crumbs": document_crumbs(request, last=_("Workbook")),
    }
    return TemplateResponse(request, "strategy/workbook.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def import_workbook(request: RegionRequest) -> HttpResponse:
    """Read in the workbook that was shown. If the plan has changed meanwhile, show anew what it would do."""
    rules.check_plan(request.actor)
    content = workbooks.unsealed(request.POST.get("content", ""), request.actor)
    form = SeenForm(request.POST)
    if form.is_valid() and carried_out(
        form, workbooks.read_in, content=content, seen=form.cleaned_data["seen"], by=request.actor
    ):
        messages.success(request, workbooks.done(outcome_of(form)))
        return redirect(here(request, "documents"))
    preview = workbooks.looked_through(content, request.actor)
    return workbooks.preview_page(request, content, preview, told=form.non_field_errors())


@region_page
def workbook_file(request: RegionRequest) -> HttpResponse:
    """The whole plan as a workbook, which can be read in again."""
    content = write_plan(plan_book(request.region.pk), region=request.region.name, on=today())
    return workbooks.file(content, _("Plan"), request.region.slug, today().isoformat())


@region_page
def workbook_template(request: RegionRequest) -> HttpResponse:
    """The empty workbook, to fill in."""
    return workbooks.file(write_template(), _("Template"))
