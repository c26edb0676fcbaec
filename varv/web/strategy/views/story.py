"""A chain's story: to read here, to edit in Word, or to hand out as PDF."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varv.overview.boards.chain_story import chain_story
from varv.publishing import html, pdf, word
from varv.publishing.parts import Document
from varv.publishing.story import story as story_of
from varv.strategy.models import Chain
from varv.web.gate import RegionRequest, owned, region_page, today
from varv.web.strategy.pages import chain_crumbs

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@region_page
def story(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The story as a page."""
    chain = owned(Chain, request.actor, chain_id)
    context = {
        "chain": chain,
        "document": html.render(_document(chain), top=1),
        "crumbs": chain_crumbs(request, chain, _("The story")),
    }
    return TemplateResponse(request, "strategy/story.html", context)


@region_page
def story_word(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The same story to edit."""
    chain = owned(Chain, request.actor, chain_id)
    return _file(chain, word.render(_document(chain)), "docx", WORD)


@region_page
def story_pdf(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The same story to hand out."""
    chain = owned(Chain, request.actor, chain_id)
    return _file(chain, pdf.render(_document(chain)), "pdf", PDF)


def _document(chain: Chain) -> Document:
    return story_of(chain_story(chain, today()), get_language() or "sv")


def _file(chain: Chain, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = slugify(f"{_('The story')} {chain.name}")[:80] or str(chain.pk)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
