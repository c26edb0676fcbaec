from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varv.overview.boards.theme_pack import theme_pack
from varv.overview.boards.theme_works import About, Theme, theme_of, themes
from varv.publishing import html, pdf, word
from varv.publishing.parts import Document
from varv.publishing.theme_pack import theme_document
from varv.web.gate import RegionRequest, region_page, today
from varv.web.publishing.views import PDF, WORD


def _chosen(request: RegionRequest) -> Theme | None:
    """The theme that the address asks for; nothing when there is no such theme."""
    about = next((about for about in About if request.GET.get(about.value)), None)
    return theme_of(request.region.pk, about, request.GET[about.value]) if about else None


def _document(request: RegionRequest, theme: Theme) -> Document:
    return theme_document(theme_pack(request.region, theme, today()), get_language() or "sv")


@region_page
@require_GET
def theme_packs(request: RegionRequest) -> HttpResponse:
    """Choose a theme to meet about; then its pack, with two files to fetch."""
    theme = _chosen(request)
    every = themes(request.region.pk)
    context = {
        "theme": theme,
        "groups": [(about, [each for each in every if each.about is about]) for about in About],
        "has_any": bool(every),
        "document": html.render(_document(request, theme), top=2) if theme else "",
        "crumbs": [(_("Learn"), None), (_("Theme meetings"), None)],
    }
    return TemplateResponse(request, "publishing/theme_packs.html", context)


@region_page
@require_GET
def theme_pack_word(request: RegionRequest) -> HttpResponse:
    """The pack to edit."""
    theme = _there(request)
    return _file(request, theme, word.render(_document(request, theme)), "docx", WORD)


@region_page
@require_GET
def theme_pack_pdf(request: RegionRequest) -> HttpResponse:
    """The pack to send out."""
    theme = _there(request)
    return _file(request, theme, pdf.render(_document(request, theme)), "pdf", PDF)


def _there(request: RegionRequest) -> Theme:
    theme = _chosen(request)
    if theme is None:
        raise Http404
    return theme


def _file(request: RegionRequest, theme: Theme, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = f"{slugify(_('Theme meeting'))}-{slugify(theme.name)[:60]}-{request.region.slug}.{ending}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
