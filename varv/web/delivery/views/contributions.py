from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative
from varv.web.delivery.forms import (
    ContributionForm,
)
from varv.web.delivery.pages import to_initiative
from varv.web.delivery.views.initiatives import sheet_context
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page


@region_page
@require_POST
def contribute(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Tie the insats to a goal, with the reason why."""
    found = owned(Initiative, request.actor, initiative_id)
    form = ContributionForm(request.POST, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.contribute_to, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The initiative is tied to the goal."))
        return to_initiative(request, found.pk)
    context = sheet_context(request, found) | {"contribution_form": form}
    return TemplateResponse(request, "delivery/initiative.html", context, status=422)


@region_page
@require_POST
def withdraw(request: RegionRequest, contribution_id: int) -> HttpResponse:
    """Untie the insats from a goal."""
    contribution = owned(Contribution, request.actor, contribution_id)
    operations.withdraw_contribution(contribution=contribution, by=request.actor, at=now())
    messages.success(request, _("The initiative is no longer tied to the goal."))
    return to_initiative(request, contribution.initiative_id)
