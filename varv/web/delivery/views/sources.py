from itertools import count

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.outline import Way
from varv.core.refusals import holds
from varv.delivery import operations, rules
from varv.delivery.models import Appropriation, FundingSource
from varv.overview.delivery.source_list import source_list
from varv.overview.words.of_money import FIRST_SOURCES
from varv.web.delivery.forms.money import AppropriationForm, ChangeAppropriationForm, SourceForm
from varv.web.delivery.pages import Crumb, form_page, stale
from varv.web.delivery.views.resources import resource_crumbs
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today

WAYS = {"upp": Way.UP, "ned": Way.DOWN}


def _to_sources(request: RegionRequest) -> HttpResponse:
    return redirect("delivery:funding_sources", request.region.slug)


def _crumbs(request: RegionRequest, last: str) -> list[Crumb]:
    board, _here = resource_crumbs(request, last)
    return [board, (_("Sources"), reverse("delivery:funding_sources", args=[request.region.slug])), (last, None)]


@region_page
def funding_sources(request: RegionRequest) -> HttpResponse:
    """Where does the money come from, and how much is there?"""
    context = {
        "sources": source_list(request.region.pk),
        "first_sources": [str(name) for name, _kind in FIRST_SOURCES],
        "may_plan": holds(rules.check_plan_money, request.actor),
        "crumbs": resource_crumbs(request, _("Sources")),
    }
    return TemplateResponse(request, "delivery/funding_sources.html", context)


@region_page
@require_POST
def add_first_sources(request: RegionRequest) -> HttpResponse:
    """A first set, to be changed afterwards."""
    named = [(str(name), kind) for name, kind in FIRST_SOURCES]
    operations.add_sources(sources=named, by=request.actor, at=now())
    messages.success(request, _("The sources are there. Rename them as you speak of them."))
    return _to_sources(request)


@region_page
def add_source(request: RegionRequest) -> HttpResponse:
    """One more source."""
    rules.check_plan_money(request.actor)
    form = SourceForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "kind")}
        if carried_out(form, operations.add_source, **told, by=request.actor, at=now()):
            messages.success(request, _("The source is added."))
            return _to_sources(request)
    return form_page(request, "source", form, _crumbs(request, _("New source")))


@region_page
def edit_source(request: RegionRequest, source_id: int) -> HttpResponse:
    """Another name or kind."""
    source = owned(FundingSource, request.actor, source_id)
    rules.check_plan_money(request.actor)
    initial = {name: getattr(source, name) for name in SourceForm.base_fields}
    form = SourceForm(request.POST or None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data | {"revision": form.cleaned_data["revision"] or 0}
        if carried_out(form, operations.edit_source, source=source, **told, by=request.actor, at=now()):
            messages.success(request, _("The source is changed."))
            return _to_sources(request)
    context = {"row": source, "is_stale": stale(form, source)}
    return form_page(request, "source", form, _crumbs(request, source.name), **context)


@region_page
@require_POST
def retire_source(request: RegionRequest, source_id: int) -> HttpResponse:
    """Nothing new from here on."""
    source = owned(FundingSource, request.actor, source_id)
    operations.retire_source(source=source, on=today(), by=request.actor, at=now())
    messages.success(request, _("The source is laid aside. What it gave is counted as before."))
    return _to_sources(request)


@region_page
@require_POST
def reopen_source(request: RegionRequest, source_id: int) -> HttpResponse:
    """It gives money again."""
    source = owned(FundingSource, request.actor, source_id)
    operations.reopen_source(source=source, by=request.actor, at=now())
    messages.success(request, _("The source is in use again."))
    return _to_sources(request)


@region_page
@require_POST
def move_source(request: RegionRequest, source_id: int, way: str) -> HttpResponse:
    """One step up or down."""
    source = owned(FundingSource, request.actor, source_id)
    if way not in WAYS:
        raise Http404
    operations.move_source(source=source, way=WAYS[way], by=request.actor, at=now())
    messages.success(request, _("The source is moved."))
    return _to_sources(request)


@region_page
def set_appropriation(request: RegionRequest, source_id: int) -> HttpResponse:
    """What a source gives in a year."""
    source = owned(FundingSource, request.actor, source_id)
    rules.check_plan_money(request.actor)
    told = set(source.appropriations.values_list("year", flat=True))
    free = next(year for year in count(today().year) if year not in told)
    form = AppropriationForm(request.POST or None, initial={"year": free})
    if form.is_valid() and carried_out(
        form, operations.set_appropriation, source=source, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The appropriation is noted."))
        return _to_sources(request)
    return form_page(request, "appropriation", form, _crumbs(request, source.name), source=source)


@region_page
def change_appropriation(request: RegionRequest, appropriation_id: int) -> HttpResponse:
    """Another amount for the same year."""
    found = owned(Appropriation, request.actor, appropriation_id)
    rules.check_plan_money(request.actor)
    initial = {name: getattr(found, name) for name in ChangeAppropriationForm.base_fields}
    form = ChangeAppropriationForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, operations.change_appropriation, appropriation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The appropriation is changed."))
        return _to_sources(request)
    context = {"source": found.source, "row": found, "is_stale": stale(form, found)}
    return form_page(request, "appropriation", form, _crumbs(request, str(found)), **context)


@region_page
@require_POST
def remove_appropriation(request: RegionRequest, appropriation_id: int) -> HttpResponse:
    """It was never given."""
    found = owned(Appropriation, request.actor, appropriation_id)
    operations.remove_appropriation(appropriation=found, by=request.actor, at=now())
    messages.success(request, _("The appropriation is taken away."))
    return _to_sources(request)
