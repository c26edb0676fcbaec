from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, PlannedResult
from varv.rounds import operations as rounds
from varv.web.delivery.forms import (
    EditResultForm,
    ResultForm,
)
from varv.web.delivery.pages import crumbs, form_page, stale, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page


@region_page
def plan_result(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """One more output or outcome."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = ResultForm(request.POST or None, initiative=found, levels=rules.PLANNED_LEVELS)
    if form.is_valid() and carried_out(
        form, operations.plan_result, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The result is planned."))
        return to_initiative(request, found.pk)
    return form_page(request, "result", form, crumbs(request, found, _("New result")), initiative=found)


@region_page
def edit_result(request: RegionRequest, result_id: int) -> HttpResponse:
    """Change the words, the amount or the step of what is planned."""
    result = owned(PlannedResult, request.actor, result_id)
    rules.check_edit(result.initiative, request.actor)
    own = {"counting": result.own_counting, "dimensions": result.own_dimensions, "indicator": result.indicator_id}
    initial = {name: getattr(result, name) for name in EditResultForm.base_fields} | own
    form = EditResultForm(request.POST or None, initial=initial, initiative=result.initiative, levels=(result.level,))
    if form.is_valid() and carried_out(
        form, rounds.edit_planned_result, planned_result=result, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The result is changed."))
        return to_initiative(request, result.initiative_id)
    trail = crumbs(request, result.initiative, result.text)
    context = {"initiative": result.initiative, "result": result, "is_stale": stale(form, result)}
    return form_page(request, "result", form, trail, **context)


@region_page
@require_POST
def drop_result(request: RegionRequest, result_id: int) -> HttpResponse:
    """Take away what no report tells of."""
    result = owned(PlannedResult, request.actor, result_id)
    rounds.drop_planned_result(planned_result=result, by=request.actor, at=now())
    messages.success(request, _("“%(text)s” is taken away.") % {"text": result.text})
    return to_initiative(request, result.initiative_id)
