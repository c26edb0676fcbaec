"""Chains looked at: two versions beside each other, all of a strategy together, and one on paper."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varv.overview.boards.chain_comparison import AS_IT_STANDS, chain_comparison
from varv.overview.strategy.all_chains import all_chains, documents_of_chains
from varv.overview.strategy.level_names import level_names
from varv.overview.strategy.theory_map import theory_map
from varv.publishing import chain_sheet
from varv.publishing.figures.chain_drawing.marks import SIGNS
from varv.strategy.models import Chain, SteeringDocument
from varv.web.gate import RegionRequest, owned, region_page, sent_number, today
from varv.web.strategy import chart
from varv.web.strategy.pages import chain_crumbs, document_crumbs
from varv.web.strategy.weave import woven

NOW = "utkast"


@region_page
def compare_chain(request: RegionRequest, chain_id: int) -> HttpResponse:
    """How have we changed our minds about this chain, and why?"""
    found = owned(Chain, request.actor, chain_id)
    told = chain_comparison(found, (_version(request, "fran"), _version(request, "till")))
    context = {
        "told": told,
        "now": NOW,
        "as_it_stands": AS_IT_STANDS,
        "drawing": chart.compared(told.both, found.name, level_names(found.region_id)),
        "signs": SIGNS.items(),
        "crumbs": chain_crumbs(request, found, _("Compare versions")),
    }
    return TemplateResponse(request, "strategy/compare_chain.html", context)


@region_page
def all_chains_of_document(request: RegionRequest, document_id: int) -> HttpResponse:
    """How do the chains of this strategy hang together?"""
    document = owned(SteeringDocument, request.actor, document_id)
    return _all_chains(request, document)


@region_page
def all_chains_picture(request: RegionRequest) -> HttpResponse:
    """How do our chains hang together? Those of the document that has most of them."""
    documents = documents_of_chains(request.region.pk)
    document = owned(SteeringDocument, request.actor, documents[0].id) if documents else None
    return _all_chains(request, document)


@region_page
def chain_print(request: RegionRequest, chain_id: int) -> HttpResponse:
    """The whole chain on A3, with its assumptions."""
    found = owned(Chain, request.actor, chain_id)
    told = theory_map(found)
    figure = chart.drawn(told, level_names(request.region.pk))
    file = chain_sheet.pdf(figure, told, lang=get_language() or "sv", region=request.region.name, on=today())
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(found.name) or found.pk}-a3.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _all_chains(request: RegionRequest, document: SteeringDocument | None) -> HttpResponse:
    told = all_chains(document) if document else None
    names = level_names(request.region.pk)
    context = {
        "told": told,
        "woven": woven(told, request.GET, request.region.slug, names) if told and told.chains else None,
        "shared": [
            (step, [(one, step.rows[one.id]) for one in told.chains if one.id in step.rows]) for step in told.shared
        ]
        if told
        else [],
        "documents": documents_of_chains(request.region.pk),
        "crumbs": document_crumbs(request, document, _("All chains")) if document else chain_crumbs(request),
    }
    return TemplateResponse(request, "strategy/all_chains.html", context)


def _version(request: RegionRequest, name: str) -> int | None:
    """The version asked for; ``None`` when none is, or when it cannot be understood."""
    sent = request.GET.get(name, "")
    return AS_IT_STANDS if sent == NOW else sent_number(sent) or None
