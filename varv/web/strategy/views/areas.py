from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.overview.strategy.chain_list import document_areas
from varv.strategy import operations, rules
from varv.strategy.models import ActionArea
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number
from varv.web.strategy.forms import AreaForm, RenameAreaForm, of
from varv.web.strategy.pages import chain_crumbs, form_page, here, saved


@region_page
def areas(request: RegionRequest) -> HttpResponse:
    """Which areas are the chains sorted into?"""
    found = document_areas(request.region.pk)
    context = {
        "documents": found,
        "areas": [area for document in found for area in document.areas],
        "may_sort": holds(rules.check_sort_areas, request.actor),
        "crumbs": chain_crumbs(request, last=_("Action areas")),
    }
    return TemplateResponse(request, "strategy/areas.html", context)


@region_page
def add_area(request: RegionRequest) -> HttpResponse:
    """A new area."""
    rules.check_sort_areas(request.actor)
    first = {"document": request.GET.get("dokument")}
    form = AreaForm(request.POST or None, region_id=request.region.pk, initial=first)
    if form.is_valid() and carried_out(form, operations.add_area, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The area is there. Choose it when you change a chain."))
        return redirect(here(request, "areas"))
    return form_page(request, "add_area", form, _crumbs(request, _("New area")))


@region_page
def rename_area(request: RegionRequest, area_id: int) -> HttpResponse:
    """Call an area something else."""
    area = owned(ActionArea, request.actor, area_id)
    rules.check_sort_areas(request.actor)
    form = RenameAreaForm(request.POST or None, region_id=request.region.pk, initial=of(area, "name"))
    if form.is_valid() and saved(request, form, operations.rename_area, area, area=area):
        messages.success(request, _("The area is renamed."))
        return redirect(here(request, "areas"))
    may_remove = holds(rules.check_remove_area, area)
    return form_page(request, "rename_area", form, _crumbs(request, area.name), area=area, may_remove=may_remove)


@region_page
@require_POST
def move_area(request: RegionRequest, area_id: int) -> HttpResponse:
    """Put an area after another, or first."""
    area = owned(ActionArea, request.actor, area_id)
    sent = request.POST.get("after", "")
    after = owned(ActionArea, request.actor, sent_number(sent)) if sent else None
    operations.move_area(area=area, after=after, by=request.actor, at=now())
    messages.success(request, _("The area “%(area)s” is moved.") % {"area": area.name})
    return redirect(here(request, "areas"))


@region_page
@require_POST
def remove_area(request: RegionRequest, area_id: int) -> HttpResponse:
    """Take an empty area away."""
    area = owned(ActionArea, request.actor, area_id)
    operations.remove_area(area=area, by=request.actor, at=now())
    messages.success(request, _("The area “%(area)s” is taken away.") % {"area": area.name})
    return redirect(here(request, "areas"))


def _crumbs(request: RegionRequest, last: str) -> list[tuple[str, str | None]]:
    return [
        *chain_crumbs(request, last=_("Action areas"))[:-1],
        (_("Action areas"), here(request, "areas")),
        (last, None),
    ]
