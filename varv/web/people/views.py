from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import GRANTS, May, Role
from varv.overview.boards.trail_lines import trail_lines
from varv.overview.learning.thread.open_trail import open_trail
from varv.overview.words import word
from varv.regions import operations, rules
from varv.regions import trail as region_trail
from varv.regions.models import Membership, Unit
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.people.forms import NOT_YET, InviteForm, RoleForm, UnitForm

LINES_A_PAGE = 50


def _crumbs(request: RegionRequest, *last: str) -> list[tuple[str, str | None]]:
    here = [(_("People"), reverse("people:people", args=[request.region.slug]) if last else None)]
    return [*here, *((title, None) for title in last)]


def _form_page(request: RegionRequest, template: str, form: Form, title: str, **context: Any) -> HttpResponse:
    return TemplateResponse(
        request,
        template,
        {"form": form, "crumbs": _crumbs(request, title), **context},
        status=422 if form.is_bound else 200,
    )


@region_page
def people(request: RegionRequest) -> HttpResponse:
    """Who works here, as what, and what each role may do."""
    memberships = Membership.objects.of(request.region.pk).current().select_related("user", "unit")
    roles = [
        {"word": word(role), "may": sorted(word(may) for may in GRANTS[role])} for role in Role if role not in NOT_YET
    ]
    context = {
        "memberships": memberships.order_by("user__name", "pk"),
        "units": Unit.objects.of(request.region.pk).select_related("parent").order_by("name"),
        "roles": roles,
        "may_manage": request.actor.may(May.MANAGE_PEOPLE),
        "crumbs": _crumbs(request),
    }
    return TemplateResponse(request, "people/people.html", context)


@region_page
def invite(request: RegionRequest) -> HttpResponse:
    """Give a new person a login and a role."""
    rules.check_manage_people(request.actor)
    form = InviteForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(form, operations.invite, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("%(name)s can log in now.") % {"name": form.cleaned_data["name"]})
        return redirect("people:people", request.region.slug)
    return _form_page(request, "people/invite.html", form, _("Invite"))


@region_page
def person(request: RegionRequest, membership_id: int) -> HttpResponse:
    """Give a person another role or title, or end their work here."""
    membership = owned(Membership, request.actor, membership_id)
    rules.check_manage_people(request.actor)
    now_is = {"role": membership.role, "title": membership.title, "revision": membership.revision}
    form = RoleForm(request.POST or None, initial=now_is)
    if form.is_valid() and carried_out(
        form, operations.change_role, membership=membership, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The role is changed."))
        return redirect("people:people", request.region.slug)
    may_leave = holds(rules.check_change_role, membership, request.actor)
    return _form_page(
        request, "people/person.html", form, membership.user.name, membership=membership, may_leave=may_leave
    )


@region_page
@require_POST
def deactivate(request: RegionRequest, membership_id: int) -> HttpResponse:
    """End a person's work here."""
    membership = owned(Membership, request.actor, membership_id)
    operations.deactivate(membership=membership, by=request.actor, at=now())
    messages.success(request, _("%(name)s can no longer log in here.") % {"name": membership.user.name})
    return redirect("people:people", request.region.slug)


@region_page
def add_unit(request: RegionRequest) -> HttpResponse:
    """A new part of the organisation."""
    rules.check_manage_people(request.actor)
    form = UnitForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(form, operations.add_unit, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The unit is added."))
        return redirect("people:people", request.region.slug)
    return _form_page(request, "people/add_unit.html", form, _("New unit"))


@region_page
def trail(request: RegionRequest) -> HttpResponse:
    """What has been done in the region, by whom, with before and after; and whether the trail holds."""
    request.actor.require(May.READ_TRAIL)
    lines = open_trail(request.actor).order_by("-number")
    query = request.GET.get("q", "").replace("\x00", "").strip()  # PostgreSQL cannot look for it
    found = lines.filter(person__icontains=query) | lines.filter(thing__icontains=query) if query else lines
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": trail_lines(page),
        "query": query,
        "total": lines.count(),
        "broken_at": region_trail.broken_at(request.region) if "kontrollera" in request.GET else None,
        "is_checked": "kontrollera" in request.GET,
        "crumbs": [(_("Trail"), None)],
    }
    return TemplateResponse(request, "people/trail.html", context)
