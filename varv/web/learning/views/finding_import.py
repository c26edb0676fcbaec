from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from varv.core.finding_table import FindingColumn, read_rows
from varv.core.personal_data import mask
from varv.learning import rules
from varv.learning.models import Evaluation
from varv.learning.operations import FindingImport
from varv.overview.words import refusal
from varv.publishing.workbooks.finding_table import explained, write_finding_template
from varv.web.gate import RegionRequest, carried_out, outcome_of, owned, region_page
from varv.web.learning import finding_tables
from varv.web.learning.forms.finding_import import FindingTableForm, SeenForm
from varv.web.learning.views.findings import way_to_evaluation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@region_page
@sensitive_variables()
@sensitive_post_parameters()
def finding_table(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Choose a table, or paste it, and see what it would do. Nothing is read in."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_note_finding(request.actor)
    form = FindingTableForm(request.POST, request.FILES) if request.method == "POST" else FindingTableForm()
    if form.is_valid() and carried_out(
        form, finding_tables.looked_through, **form.cleaned_data, evaluation=found, by=request.actor
    ):
        return _preview(request, found, outcome_of(form), pasted=form.cleaned_data["pasted"])
    context = {"form": form, "columns": [(column, explained(column)) for column in FindingColumn]}
    return _page(request, found, "finding_table", 422 if form.is_bound else 200, **context)


def _page(request: RegionRequest, evaluation: Evaluation, template: str, status: int, **context: Any) -> HttpResponse:
    crumbs = way_to_evaluation(request, evaluation, (_("Findings from a table"), None))
    told = {"evaluation": evaluation, "crumbs": crumbs, **context}
    return TemplateResponse(request, f"learning/{template}.html", told, status=status)


def _preview(
    request: RegionRequest, evaluation: Evaluation, looked: finding_tables.Looked, pasted: str = "", **context: Any
) -> HttpResponse:
    """What would be read in, with the rows in the page and a button to do it. 422 when something is to be put right.

    Rows that were pasted are still there to put right, unless they hold something of a person.
    """
    kept = "" if mask(pasted)[1] else pasted
    sealed = finding_tables.sealed(looked.cells, evaluation, request.actor) if looked.is_ready else ""
    context |= {
        "looked": looked,
        "problems": [(one.number, one.column, refusal(one.refused)) for one in looked.problems],
        "form": SeenForm(initial={"content": sealed, "seen": looked.outcome.seal}),
        "again": FindingTableForm(initial={"pasted": kept}),
    }
    return _page(request, evaluation, "finding_preview", 422 if looked.problems else 200, **context)


@region_page
@require_POST
@sensitive_variables()
@sensitive_post_parameters()
def import_findings(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Read in the table that was shown. If the evaluation has changed meanwhile, show anew what it would do."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_note_finding(request.actor)
    cells = finding_tables.unsealed(request.POST.get("content", ""), found, request.actor)
    form, (rows, _wrong) = SeenForm(request.POST), read_rows(cells)
    if form.is_valid() and carried_out(
        form, finding_tables.read_in, rows=rows, evaluation=found, seen=form.cleaned_data["seen"], by=request.actor
    ):
        messages.success(request, _done(outcome_of(form)))
        return redirect("learning:evaluation", request.region.slug, found.pk)
    looked = finding_tables.looked_again(cells, found, request.actor)
    return _preview(request, found, looked, told=form.non_field_errors())


def _done(outcome: FindingImport) -> str:
    findings = ngettext("%(n)s finding", "%(n)s findings", outcome.findings) % {"n": outcome.findings}
    made = outcome.recommendations
    recommendations = ngettext("%(n)s recommendation", "%(n)s recommendations", made) % {"n": made}
    told = {"findings": findings, "recommendations": recommendations}
    return _("The table is read in: %(findings)s and %(recommendations)s.") % told


@region_page
def finding_template(request: RegionRequest) -> HttpResponse:
    """The empty table, to fill in."""
    response = HttpResponse(write_finding_template(), content_type=CONTENT_TYPE)
    name = slugify(_("Findings and recommendations"))
    response["Content-Disposition"] = f'attachment; filename="varv-{name}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
