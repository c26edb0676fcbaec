from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from varv.core.workflow import FundingState
from varv.delivery import operations, rules
from varv.delivery.models import Funding, Initiative
from varv.overview.delivery.initiative_money import FundingLine, money_of
from varv.web.delivery.forms.money import (
    ApplicationForm,
    DeclineForm,
    EditApplicationForm,
    GrantForm,
    WithdrawForm,
    YearsForm,
)
from varv.web.delivery.pages import crumbs, form_page, stale, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page


@region_page
def apply_for_funding(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Ask a source for money."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = ApplicationForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.apply_for_funding, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The application is noted. When it is decided, note the grant here."))
        return to_initiative(request, found.pk)
    return form_page(request, "apply_for_funding", form, crumbs(request, found, _("Money")), initiative=found)


def _decide(
    request: RegionRequest, funding: Funding, view: str, *, kind: type[Form], deed: Callable[..., None], told: str
) -> HttpResponse:
    """One form about one funding, and the deed it leads to."""
    initial = {name: getattr(funding, name) for name in kind.base_fields}
    form = kind(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(form, deed, funding=funding, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, told)
        return to_initiative(request, funding.initiative_id)
    trail = crumbs(request, funding.initiative, funding.source.name)
    context: dict[str, Any] = {"row": funding, "initiative": funding.initiative, "is_stale": stale(form, funding)}
    return form_page(request, view, form, trail, **context)


@region_page
def edit_application(request: RegionRequest, funding_id: int) -> HttpResponse:
    """Mend what is asked for."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_edit_application(funding, None, request.actor)
    told = _("The application is changed.")
    return _decide(
        request, funding, "edit_application", kind=EditApplicationForm, deed=operations.edit_application, told=told
    )


@region_page
def grant_funding(request: RegionRequest, funding_id: int) -> HttpResponse:
    """Note a yes."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_decide(funding, FundingState.GRANTED, request.actor)
    told = _("The grant is noted. Now say how much is planned for each year.")
    return _decide(request, funding, "grant_funding", kind=GrantForm, deed=operations.grant_funding, told=told)


@region_page
def change_grant(request: RegionRequest, funding_id: int) -> HttpResponse:
    """Note a changed decision."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_change_grant(funding, funding.granted or Decimal(0), request.actor)
    told = _("The changed decision is noted.")
    return _decide(request, funding, "grant_funding", kind=GrantForm, deed=operations.change_grant, told=told)


@region_page
def decline_funding(request: RegionRequest, funding_id: int) -> HttpResponse:
    """Note a no."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_decide(funding, FundingState.DECLINED, request.actor)
    told = _("The refusal is noted with its reason.")
    return _decide(request, funding, "decline_funding", kind=DeclineForm, deed=operations.decline_funding, told=told)


@region_page
def withdraw_funding(request: RegionRequest, funding_id: int) -> HttpResponse:
    """The money is no longer there."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_decide(funding, FundingState.WITHDRAWN, request.actor)
    told = _("The money is withdrawn. What was used of it stays used.")
    return _decide(request, funding, "withdraw_funding", kind=WithdrawForm, deed=operations.withdraw_funding, told=told)


@region_page
def plan_years(request: RegionRequest, funding_id: int) -> HttpResponse:
    """What is planned and used in each year."""
    funding = owned(Funding, request.actor, funding_id)
    rules.check_plan_years(funding, [], request.actor)
    found = funding.initiative
    line = _line_of(funding)
    form = YearsForm(request.POST or None, line=line, span=(found.starts_on, found.ends_on))
    if form.is_valid():
        told = {"rows": form.figures(), "revision": form.cleaned_data["revision"]}
        if carried_out(form, operations.plan_years, funding=funding, **told, by=request.actor, at=now()):
            messages.success(request, _("The years are saved."))
            return to_initiative(request, found.pk)
    context = {"row": funding, "line": line, "initiative": found, "is_stale": stale(form, funding)}
    return form_page(request, "plan_years", form, crumbs(request, found, funding.source.name), **context)


def _line_of(funding: Funding) -> FundingLine:
    return next(line for line in money_of(funding.initiative).fundings if line.id == funding.pk)
