from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, StaffTime
from varv.overview.delivery.initiative_money import money_of
from varv.web.delivery.forms.money import EditStaffTimeForm, SharesForm, StaffTimeForm
from varv.web.delivery.pages import crumbs, form_page, stale, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today


@region_page
def share_out(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """How much of the money is for which goal, and for which place."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_money(found, request.actor)
    money = money_of(found)
    form = SharesForm(request.POST or None, goals=money.goals, places=money.places)
    if form.is_valid():
        told = {"goals": form.shares("goal"), "places": form.shares("place")}
        if carried_out(form, operations.share_out, initiative=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The shares are saved."))
            return to_initiative(request, found.pk)
    trail = crumbs(request, found, _("Share out the money"))
    return form_page(request, "share_out", form, trail, initiative=found, money=money)


@region_page
def note_staff_time(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Our own hours in a year."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_money(found, request.actor)
    initial = {"unit": found.unit_id, "year": today().year}
    form = StaffTimeForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.note_staff_time, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The hours are noted."))
        return to_initiative(request, found.pk)
    return form_page(request, "staff_time", form, crumbs(request, found, _("Our own time")), initiative=found)


@region_page
def edit_staff_time(request: RegionRequest, time_id: int) -> HttpResponse:
    """Other hours."""
    time = owned(StaffTime, request.actor, time_id)
    rules.check_money(time.initiative, request.actor)
    initial = {name: getattr(time, name) for name in EditStaffTimeForm.base_fields}
    form = EditStaffTimeForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.edit_staff_time, staff_time=time, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The hours are changed."))
        return to_initiative(request, time.initiative_id)
    trail = crumbs(request, time.initiative, _("Our own time"))
    context = {"initiative": time.initiative, "row": time, "is_stale": stale(form, time)}
    return form_page(request, "staff_time", form, trail, **context)


@region_page
@require_POST
def remove_staff_time(request: RegionRequest, time_id: int) -> HttpResponse:
    """The line was a mistake."""
    time = owned(StaffTime, request.actor, time_id)
    operations.remove_staff_time(staff_time=time, by=request.actor, at=now())
    messages.success(request, _("The hours are taken away."))
    return to_initiative(request, time.initiative_id)
