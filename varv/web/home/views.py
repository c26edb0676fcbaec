from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.overview.boards.agenda import agenda
from varv.regions.models import Membership
from varv.web.gate import RegionRequest, region_page, today


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """To the person's region; a choice when there are several."""
    memberships = Membership.objects.current().filter(user_id=request.user.pk).select_related("region")
    regions = {membership.region for membership in memberships}
    if len(regions) == 1:
        return redirect("home", regions.pop().slug)
    return render(request, "home/start.html", {"regions": sorted(regions, key=lambda region: region.name)})


@region_page
def home(request: RegionRequest) -> HttpResponse:
    """Min sida: what waits for me."""
    context = {
        "agenda": agenda(request.actor, today()),
        "today": today(),
        "first_name": request.actor.name.split()[0],
        "crumbs": [(_("My page"), None)],
    }
    return TemplateResponse(request, "home/home.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
