"""An evaluation's steps, from a plan to a use that has been followed to its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.learning import operations, rules
from varv.learning.models import Evaluation
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.learning.forms import DeliveryForm, StopForm
from varv.web.learning.pages import form_page, here
from varv.web.learning.views.evaluations import way_to


def _taken(request: RegionRequest, evaluation_id: int, deed: Callable[..., Any], told: str) -> HttpResponse:
    found = owned(Evaluation, request.actor, evaluation_id)
    deed(evaluation=found, by=request.actor, at=now())
    messages.success(request, told)
    return redirect(here(request, "evaluation", found.pk))


@region_page
@require_POST
def commission_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Order it."""
    return _taken(request, evaluation_id, operations.commission_evaluation, _("The evaluation is commissioned."))


@region_page
@require_POST
def begin_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Begin."""
    return _taken(request, evaluation_id, operations.begin_evaluation, _("The evaluation is under way."))


@region_page
@require_POST
def close_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Its use has been followed to the end."""
    told = _("The evaluation is closed. If it is used again, tell of it here.")
    return _taken(request, evaluation_id, operations.close_evaluation, told)


@region_page
def deliver_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """The report is here."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_may_deliver(found, request.actor)
    begun = {"delivered_on": today(), "link": found.link, "case_number": found.case_number}
    form = DeliveryForm(request.POST or None, request.FILES or None, initial=begun)
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        told |= {"evaluation": found, "report": form.report()}
        if carried_out(form, operations.deliver_evaluation, **told, by=request.actor, at=now()):
            messages.success(request, _("The report is here. Now note what it found, and what it is used for."))
            return redirect(here(request, "evaluation", found.pk))
    trail = way_to(request, found, (_("Deliver"), None))
    return form_page(request, "deliver_evaluation", form, trail, evaluation=found)


@region_page
def stop_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """It will not be delivered, and this is why."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_may_stop(found, request.actor)
    form = StopForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.stop_evaluation, evaluation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The evaluation is stopped. It stays in the register, with the reason."))
        return redirect(here(request, "evaluation", found.pk))
    return form_page(request, "stop_evaluation", form, way_to(request, found, (_("Stop"), None)), evaluation=found)
