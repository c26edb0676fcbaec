from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varv.overview.boards.strategy_board import current_strategy
from varv.overview.boards.year_sheet import year_sheet, years
from varv.publishing import html, pdf, word
from varv.publishing.annual_report import annual_report as annual_report_of
from varv.publishing.parts import Document
from varv.web.gate import RegionRequest, region_page, today

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def _document(request: RegionRequest, year: int) -> Document:
    strategy = current_strategy(request.region.pk, today())
    if strategy is None or year not in years(request.region.pk, today()):
        raise Http404
    return annual_report_of(year_sheet(strategy, year, today()), get_language() or "sv")


@region_page
def annual_report(request: RegionRequest, year: int | None = None) -> HttpResponse:
    """The annual report as a page, with its two files to fetch."""
    crumbs = [
        (_("The annual report"), reverse("publishing:annual_report", args=[request.region.slug]) if year else None)
    ]
    if current_strategy(request.region.pk, today()) is None:
        return TemplateResponse(request, "publishing/no_report.html", {"crumbs": crumbs})
    shown = year or today().year
    context = {
        "year": shown,
        "years": years(request.region.pk, today()),
        "document": html.render(_document(request, shown), top=2),
        "crumbs": [*crumbs, (str(year), None)] if year else crumbs,
    }
    return TemplateResponse(request, "publishing/annual_report.html", context)


@region_page
def annual_report_word(request: RegionRequest, year: int) -> HttpResponse:
    """The same report to edit."""
    return _file(request, word.render(_document(request, year)), f"{year}.docx", WORD)


@region_page
def annual_report_pdf(request: RegionRequest, year: int) -> HttpResponse:
    """The same report to file."""
    return _file(request, pdf.render(_document(request, year)), f"{year}.pdf", PDF)


def _file(request: RegionRequest, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = f"{slugify(_('Annual report'))}-{request.region.slug}-{ending}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
