from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainFactor
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.strategy.forms import EditFactorForm, FactorForm
from varv.web.strategy.pages import chain_crumbs, form_page, here, saved


@region_page
def add_factor(request: RegionRequest, chain_id: int) -> HttpResponse:
    """Something more to keep an eye on."""
    chain = owned(Chain, request.actor, chain_id)
    rules.check_edit_plan(chain, request.actor)
    first = {"kind": request.GET.get("slag"), "about": request.GET.get("om")}
    form = FactorForm(request.POST or None, region_id=request.region.pk, chain=chain, initial=first)
    if form.is_valid() and carried_out(
        form, operations.add_factor, chain=chain, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("It stands beside the chain now."))
        return redirect(here(request, "chain", chain.pk) + "#bredvid")
    return form_page(request, "add_factor", form, chain_crumbs(request, chain, _("Beside the chain")), chain=chain)


@region_page
def edit_factor(request: RegionRequest, factor_id: int) -> HttpResponse:
    """Say it better, or of something else."""
    factor = owned(ChainFactor, request.actor, factor_id)
    rules.check_edit_plan(factor.chain, request.actor)
    form = EditFactorForm(
        request.POST or None, region_id=request.region.pk, chain=factor.chain, initial=EditFactorForm.of(factor)
    )
    if form.is_valid() and saved(request, form, operations.edit_factor, factor, factor=factor):
        messages.success(request, _("It is changed."))
        return redirect(here(request, "chain", factor.chain_id) + "#bredvid")
    return form_page(request, "edit_factor", form, chain_crumbs(request, factor.chain, _("Change")), factor=factor)


@region_page
@require_POST
def remove_factor(request: RegionRequest, factor_id: int) -> HttpResponse:
    """Take it away."""
    factor = owned(ChainFactor, request.actor, factor_id)
    operations.remove_factor(factor=factor, by=request.actor, at=now())
    messages.success(request, _("It is taken away."))
    return redirect(here(request, "chain", factor.chain_id) + "#bredvid")
