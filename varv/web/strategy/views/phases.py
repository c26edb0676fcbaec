from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from varv.indicators import operations
from varv.indicators.models import Indicator
from varv.overview.strategy.document_phases import goals_in_force, phases_of
from varv.overview.words import word
from varv.strategy import rules
from varv.strategy.models import SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.strategy.forms import PhaseForm
from varv.web.strategy.pages import document_crumbs, form_page, here


@region_page
def change_phase(request: RegionRequest, document_id: int) -> HttpResponse:
    """Which phase begins now, and what becomes of every goal?"""
    found = owned(SteeringDocument, request.actor, document_id)
    rules.check_begin_phase(found, request.actor)
    form = PhaseForm(
        request.POST or None,
        region_id=request.region.pk,
        document=found,
        goals=goals_in_force(found),
        initial={"on": today()},
    )
    if form.is_valid() and _changed(request, form, found):
        messages.success(request, _("%(phase)s has begun.") % {"phase": word(form.cleaned_data["to"])})
        return redirect(here(request, "document", found.pk) + "#faser")
    crumbs = document_crumbs(request, found, _("Change phase"))
    return form_page(request, "change_phase", form, crumbs, document=found, phases=phases_of(found))


def _changed(request: RegionRequest, form: PhaseForm, document: SteeringDocument) -> bool:
    indicators = Indicator.objects.of(request.region.pk).filter(goal__document=document).in_bulk()
    said = {name: form.cleaned_data[name] for name in ("to", "on", "reason")}
    return carried_out(
        form,
        operations.change_phase,
        document=document,
        fates=form.fates(),
        targets=form.targets(indicators),
        **said,
        by=request.actor,
        at=now(),
    )
