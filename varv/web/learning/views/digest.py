from datetime import timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varv.overview.learning.digest import news_of
from varv.web.gate import RegionRequest, now, region_page
from varv.web.learning.pages import crumbs

DAYS = (7, 31, 92)


@region_page
@require_GET
def news(request: RegionRequest) -> HttpResponse:
    """What is new for my work: the same as in the weekly letter, for a week, a month or a quarter."""
    asked = next((days for days in DAYS if str(days) == request.GET.get("dagar")), DAYS[0])
    until = now()
    context = {
        "news": news_of(request.actor, until - timedelta(days=asked), until),
        "days": asked,
        "spans": DAYS,
        "wants_digest": request.membership.user.wants_digest,
        "crumbs": crumbs(request, (_("New for me"), None)),
    }
    return TemplateResponse(request, "learning/digest.html", context)
