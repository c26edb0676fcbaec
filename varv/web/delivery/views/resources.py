from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.core.money import Measure
from varv.core.refusals import holds
from varv.delivery import rules
from varv.delivery.models import FundingSource
from varv.overview.delivery.krona_reached import krona_reached
from varv.overview.delivery.resources import Path, ResourceBoard, resource_board, resources_behind
from varv.overview.words import word
from varv.overview.words.of_money import PATHS, WHY_NOT
from varv.publishing.figures import resources as figures
from varv.publishing.workbooks.resources import render_resources
from varv.strategy.scope import scope_of
from varv.web.delivery.forms.resources import ResourceWishForm
from varv.web.delivery.resources import drawing, name_of, query_behind, query_of, wish_of
from varv.web.gate import RegionRequest, region_page

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Crumb = tuple[str, str | None]


def resource_crumbs(request: RegionRequest, last: str = "") -> list[Crumb]:
    """The way by the board of resources."""
    board = reverse("delivery:resources", args=[request.region.slug])
    return [(_("Resources"), board), (last, None)] if last else [(_("Resources"), None)]


@region_page
def resources(request: RegionRequest) -> HttpResponse:
    """Where does the money go?"""
    wish = wish_of(request.GET)
    board = resource_board(request.region.pk, wish)
    context = {
        "board": board,
        "rows": _shown(board),
        "measures": [(one, query_of(wish, measure=one)) for one in Measure],
        "paths": [(one, PATHS[one.value], query_of(wish, path=one)) for one in Path],
        "path_name": PATHS[wish.path.value],
        "query": query_of(wish),
        "form": ResourceWishForm(request.GET, region_id=request.region.pk, years=board.years),
        "figure": figures.figure(drawing(board), id_prefix="resources"),
        "scope": scope_of(request.region.pk),
        "has_sources": FundingSource.objects.of(request.region.pk).exists(),
        "may_plan": holds(rules.check_plan_money, request.actor),
        "crumbs": resource_crumbs(request),
    }
    return TemplateResponse(request, "delivery/resources.html", context)


def _shown(board: ResourceBoard) -> list[dict[str, Any]]:
    """Each row with what it is called, and each of its amounts with the address of what is behind it."""
    return [
        {
            "row": row,
            "name": name_of(board.wish.path, row),
            "query": query_behind(board.wish, row),
            "amounts": [
                (one, row.money.of(one), query_behind(replace(board.wish, measure=one), row)) for one in Measure
            ],
        }
        for row in board.rows
    ]


@region_page
def resources_behind_figure(request: RegionRequest) -> HttpResponse:
    """Which insatser make up the figure?"""
    wish = wish_of(request.GET)
    rows = resources_behind(request.region.pk, wish)
    board = resource_board(request.region.pk, wish)
    named = next((name_of(wish.path, row) for row in board.rows if row.key == getattr(wish, wish.path.value)), "")
    context = {
        "rows": rows,
        "board": board,
        "measure": wish.measure,
        "named": named,
        "back": query_of(wish, **{wish.path.value: None}),
        "crumbs": resource_crumbs(request, named or _("Initiatives behind the figure")),
    }
    return TemplateResponse(request, "delivery/resources_behind.html", context)


@region_page
def resources_workbook(request: RegionRequest) -> HttpResponse:
    """The same figures as a workbook, with every insats behind them."""
    wish = wish_of(request.GET)
    board = resource_board(request.region.pk, wish)
    names = [name_of(wish.path, row) for row in board.rows]
    content = render_resources(board, names, resources_behind(request.region.pk, wish))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{request.region.slug}-{_("resources")}.xlsx"'
    return response


@region_page
def krona(request: RegionRequest) -> HttpResponse:
    """What did a krona reach?"""
    context = {
        "rows": [
            (row, [(line, WHY_NOT.get(line.why_not or "", "")) for line in row.lines])
            for row in krona_reached(request.region.pk)
        ],
        "scope": scope_of(request.region.pk),
        "used": word(Measure.USED),
        "crumbs": resource_crumbs(request, _("What a krona reached")),
    }
    return TemplateResponse(request, "delivery/krona.html", context)
