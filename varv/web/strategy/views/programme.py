from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from varv.overview.boards.programme import programme as programme_of
from varv.overview.boards.programme import programme_file
from varv.publishing.workbooks.programme import render_programme
from varv.strategy.models import SteeringDocument
from varv.web.gate import RegionRequest, owned, region_page, today
from varv.web.strategy.pages import document_crumbs

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@region_page
def programme(request: RegionRequest, document_id: int) -> HttpResponse:
    """How is the plan being carried out?"""
    document = owned(SteeringDocument, request.actor, document_id)
    told = programme_of(document, today())
    context = {"told": told, "scope": told.scope, "crumbs": document_crumbs(request, document, _("Carried out"))}
    return TemplateResponse(request, "strategy/programme.html", context)


@region_page
def programme_excel(request: RegionRequest, document_id: int) -> HttpResponse:
    """The same and more as a workbook."""
    document = owned(SteeringDocument, request.actor, document_id)
    response = HttpResponse(render_programme(programme_file(document, today())), content_type=EXCEL)
    name = slugify(document.title) or f"dokument-{document.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
