from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.overview.strategy.reference_list import reference_list
from varv.strategy import operations, rules
from varv.web.gate import RegionRequest, now, region_page
from varv.web.strategy.pages import document_crumbs, here


@region_page
def references(request: RegionRequest) -> HttpResponse:
    """Which frames do others set for us?"""
    context = {
        "frames": reference_list(request.region.pk),
        "may_adopt": holds(rules.check_plan, request.actor),
        "crumbs": document_crumbs(request, last=_("Frames")),
    }
    return TemplateResponse(request, "strategy/references.html", context)


@region_page
@require_POST
def adopt_reference(request: RegionRequest) -> HttpResponse:
    """Take over a frame with its goals."""
    document = operations.adopt_reference(template=request.POST.get("template", ""), by=request.actor, at=now())
    messages.success(request, _("%(title)s now stands among your documents.") % {"title": document.title})
    return redirect(here(request, "document", document.pk))
