from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from varv.overview.strategy.level_names import ladders
from varv.overview.strategy.level_names import level_names as own_names
from varv.strategy import operations, rules
from varv.strategy.models import SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, region_page
from varv.web.strategy.forms.levels import LevelNamesForm
from varv.web.strategy.pages import choice_crumbs, form_page, here


@region_page
def level_names(request: RegionRequest) -> HttpResponse:
    """What do we call our documents, goals and steps?"""
    rules.check_name_levels(request.actor)
    form = LevelNamesForm(request.POST or None, ladders=ladders(request.region.pk))
    if form.is_valid():
        documents = {found.pk: found for found in SteeringDocument.objects.of(request.region.pk)}
        names = form.renamings(documents)
        if carried_out(form, operations.name_levels, names=names, by=request.actor, at=now()):
            messages.success(request, _("The names are saved. They are used wherever the levels are shown."))
            return redirect(here(request, "level_names"))
    crumbs = choice_crumbs(request, _("Our own words"))
    return form_page(request, "level_names", form, crumbs, doubled=own_names(request.region.pk).doubled)
