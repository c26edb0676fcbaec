from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.core.theory import Holding
from varv.overview.strategy.theory_map import check_lines
from varv.strategy import operations, rules
from varv.strategy.models import AssumptionCheck, ChainLink
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.strategy.forms import AssumptionForm
from varv.web.strategy.pages import chain_crumbs, form_page, here


@region_page
def check_assumption(request: RegionRequest, link_id: int) -> HttpResponse:
    """Does what must be true hold?"""
    link = owned(ChainLink, request.actor, link_id)
    rules.check_test_assumption(link, request.actor)
    form = AssumptionForm(request.POST or None, region_id=request.region.pk, initial={"since": today()})
    if form.is_valid() and carried_out(
        form, operations.check_assumption, link=link, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(
            request, told(outcome_of(form), may_revise=holds(rules.check_revise, link.chain, request.actor))
        )
        return redirect(here(request, "chain", link.chain_id) + "#antaganden")
    checks = check_lines(AssumptionCheck.objects.of(request.region.pk).filter(link=link)).get(link.pk, ())
    crumbs = chain_crumbs(request, link.chain, _("Test an assumption"))
    return form_page(request, "check_assumption", form, crumbs, link=link, checks=checks)


def told(check: AssumptionCheck, *, may_revise: bool) -> str:
    """What was written down; a broken assumption is a reason to think again."""
    if check.holding is not Holding.BROKEN:
        return _("It is written down. What was seen before is kept.")
    if may_revise:
        return _("It is written down. Open the chain for revision if the thought behind it has to change.")
    return _("It is written down, and everyone who reads the chain sees it.")
