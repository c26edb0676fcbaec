"""How I want to be reached: reminders by e-mail, and my last days in my own calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from varv.core.roles import Actor
from varv.overview.boards.calendar import CalendarDay, calendar_days
from varv.publishing.calendar_feed import calendar_feed
from varv.regions import operations
from varv.regions.models import Membership
from varv.regions.row_security import entered
from varv.regions.unsubscribing import digest_stopped_by, stopped_by
from varv.web.gate import RegionRequest, carried_out, now, region_page, today
from varv.web.people.forms import ContactForm


@region_page
def contact(request: RegionRequest) -> HttpResponse:
    """My address, my language, whether I want reminders, and the address of my calendar."""
    person = request.membership.user
    known = {name: getattr(person, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=known)
    mine = {"membership": request.membership, "by": request.actor, "at": now()}
    if form.is_valid() and carried_out(form, operations.set_contact, **form.cleaned_data, **mine):
        messages.success(request, _("Saved."))
        return redirect("people:contact", request.region.slug)
    context = {"form": form, "feed": _feed_address(request, person.feed_key), "crumbs": [(_("Reminders"), None)]}
    return TemplateResponse(request, "people/contact.html", context, status=422 if form.is_bound else 200)


def _feed_address(request: RegionRequest, key: str | None) -> str:
    return settings.VARV_ADDRESS + reverse("calendar_feed", args=[request.region.slug, key]) if key else ""


@region_page
@require_POST
def open_feed(request: RegionRequest) -> HttpResponse:
    """A new secret address; the old one stops working."""
    operations.open_feed(membership=request.membership, by=request.actor, at=now())
    messages.success(request, _("The calendar has a new address. An earlier one no longer works."))
    return redirect("people:contact", request.region.slug)


@region_page
@require_POST
def close_feed(request: RegionRequest) -> HttpResponse:
    """No calendar any more."""
    operations.close_feed(membership=request.membership, by=request.actor, at=now())
    messages.success(request, _("The calendar is closed."))
    return redirect("people:contact", request.region.slug)


@require_GET
@never_cache
def feed(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The calendar itself, for whoever has its secret address: calendar programs cannot log in."""
    membership, actor = _whose(user__feed_key=key, region__slug=region)
    with entered(membership.region_id), translation.override(membership.user.language):
        written = calendar_feed(
            calendar_days(actor, today()),
            name=f"Varv, {membership.region.name}",
            host=request.get_host(),
            address_of=lambda one: _page_of(region, one),
            at=now(),
        )
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


def _page_of(region: str, one: CalendarDay) -> str:
    return settings.VARV_ADDRESS + reverse(one.view, args=[region, one.thing_id])


@never_cache
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Stop, without logging in. Looking at the page stops nothing: mail filters look at every link."""
    membership, actor = _whose(pk=stopped_by(token))
    with entered(membership.region_id):
        if request.method == "POST":
            operations.stop_reminders(membership=membership, by=actor, at=now())
            membership.user.refresh_from_db()
    return render(request, "people/stop_reminders.html", {"person": membership.user, "region": membership.region})


@never_cache
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the weekly letter, without logging in. Looking at the page stops nothing here either."""
    membership, actor = _whose(pk=digest_stopped_by(token))
    with entered(membership.region_id):
        if request.method == "POST":
            operations.stop_digest(membership=membership, by=actor, at=now())
            membership.user.refresh_from_db()
    return render(request, "people/stop_digest.html", {"person": membership.user, "region": membership.region})


def _whose(**known: object) -> tuple[Membership, Actor]:
    """The membership, current and of a person who may log in, and that person acting."""
    found = Membership.objects.current().filter(user__is_active=True, **known).select_related("user", "region")
    memberships = list(found.order_by("pk"))
    if not memberships:
        raise Http404
    first = memberships[0]
    roles = frozenset(one.role for one in memberships)
    return first, Actor(first.region_id, first.user_id, first.user.name, roles)
