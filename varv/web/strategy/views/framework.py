from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.choices import Topic
from varv.core.refusals import holds
from varv.overview.strategy.framework_sheet import ACTIVITY_FIELDS, ROW_FIELDS, Domain, FrameworkSheet, framework_sheet
from varv.strategy import operations, rules
from varv.strategy.models import EvaluationDomain, EvaluationQuestion, Framework, GenericActivity, MatrixRow
from varv.strategy.scope import scope_of
from varv.strategy.templates import templates
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.strategy.forms import ActivityForm, EditQuestionForm, EditRowForm, QuestionForm, RowForm, of
from varv.web.strategy.pages import form_page, framework_crumbs, here, saved


@region_page
def framework(request: RegionRequest) -> HttpResponse:
    """How do we work so that we learn? The region's own copy, or the templates to choose from."""
    found = Framework.objects.of(request.region.pk).newest_first().first()
    sheet = framework_sheet(found) if found else None
    folded = _folded(found, sheet) if found and sheet and request.GET.get("visa") != "alla" else []
    context = {
        "sheet": sheet,
        "folded": folded,
        "processes": Topic.PROCESSES,
        "domains": [domain for domain in sheet.domains if domain not in folded] if sheet else [],
        "templates": templates(),
        "may_edit": holds(rules.check_edit_framework, request.actor),
        "crumbs": framework_crumbs(request),
    }
    return TemplateResponse(request, "strategy/framework.html", context)


def _folded(framework: Framework, sheet: FrameworkSheet) -> list[Domain]:
    """The domains that the region's choice of processes (vägval) folds away; a link shows them all the same."""
    scope = scope_of(framework.region_id)
    return [domain for domain in sheet.domains if not scope.shows_domain(framework.template, domain.number)]


@region_page
@require_POST
def adopt_framework(request: RegionRequest) -> HttpResponse:
    """Take a template over."""
    operations.adopt_framework(template=request.POST.get("template", ""), by=request.actor, at=now())
    messages.success(request, _("The framework is yours now. Change what you do differently."))
    return redirect(here(request, "framework"))


@region_page
def edit_generic_activity(request: RegionRequest, activity_id: int) -> HttpResponse:
    """Put a generic activity in the region's own words."""
    activity = owned(GenericActivity, request.actor, activity_id)
    rules.check_edit_framework(request.actor)
    stands = of(activity, *ACTIVITY_FIELDS)
    form = ActivityForm(request.POST or None, region_id=request.region.pk, initial=stands)
    if form.is_valid() and saved(request, form, operations.edit_generic_activity, activity, activity=activity):
        messages.success(request, _("The activity is changed."))
        return redirect(f"{here(request, 'framework')}#aktivitet-{activity.number}")
    crumbs = framework_crumbs(request, _("Change the activity"))
    return form_page(request, "edit_generic_activity", form, crumbs, activity=activity)


@region_page
def edit_question(request: RegionRequest, question_id: int) -> HttpResponse:
    """Ask it better."""
    question = owned(EvaluationQuestion, request.actor, question_id)
    rules.check_edit_framework(request.actor)
    form = EditQuestionForm(request.POST or None, region_id=request.region.pk, initial=of(question, "text"))
    if form.is_valid() and saved(request, form, operations.edit_question, question, question=question):
        messages.success(request, _("The question is changed."))
        return redirect(f"{here(request, 'framework')}#fragor")
    crumbs = framework_crumbs(request, _("Change the question"))
    return form_page(request, "edit_question", form, crumbs, domain=question.domain)


@region_page
def add_question(request: RegionRequest, domain_id: int) -> HttpResponse:
    """One more thing the region wants to know."""
    domain = owned(EvaluationDomain, request.actor, domain_id)
    rules.check_edit_framework(request.actor)
    form = QuestionForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.add_question, domain=domain, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The question is added."))
        return redirect(f"{here(request, 'framework')}#fragor")
    return form_page(request, "add_question", form, framework_crumbs(request, _("New question")), domain=domain)


@region_page
def edit_matrix_row(request: RegionRequest, row_id: int) -> HttpResponse:
    """Say it as it is done here."""
    row = owned(MatrixRow, request.actor, row_id)
    rules.check_edit_framework(request.actor)
    form = EditRowForm(request.POST or None, region_id=request.region.pk, initial=of(row, *ROW_FIELDS))
    if form.is_valid() and saved(request, form, operations.edit_matrix_row, row, row=row):
        messages.success(request, _("The row is changed."))
        return redirect(f"{here(request, 'framework')}#matris")
    may_remove = holds(rules.check_remove_matrix_row, row, request.actor)
    crumbs = framework_crumbs(request, _("Change the row"))
    return form_page(request, "edit_matrix_row", form, crumbs, row=row, may_remove=may_remove)


@region_page
def add_matrix_row(request: RegionRequest, domain_id: int) -> HttpResponse:
    """One more thing to follow up."""
    domain = owned(EvaluationDomain, request.actor, domain_id)
    rules.check_edit_framework(request.actor)
    form = RowForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.add_matrix_row, domain=domain, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The row is added."))
        return redirect(f"{here(request, 'framework')}#matris")
    return form_page(request, "add_matrix_row", form, framework_crumbs(request, _("New row")), domain=domain)


@region_page
@require_POST
def remove_matrix_row(request: RegionRequest, row_id: int) -> HttpResponse:
    """Take away a row that the region added itself."""
    row = owned(MatrixRow, request.actor, row_id)
    operations.remove_matrix_row(row=row, by=request.actor, at=now())
    messages.success(request, _("The row is taken away."))
    return redirect(f"{here(request, 'framework')}#matris")
