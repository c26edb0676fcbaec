import csv
from functools import reduce
from io import StringIO

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from varv.core.counting import Adding, Dimension
from varv.core.kinds import IndicatorKind
from varv.core.tallies import Sum
from varv.indicators.models import Indicator
from varv.overview.rounds.figure_rows import FigureRow, FigureWish, figure_rows
from varv.overview.rounds.roll_up import RollUp, roll_up
from varv.overview.rounds.roll_up_axes import REGION, By
from varv.overview.words.of_roll_up import BY, part_name, sum_words
from varv.publishing.workbooks.achieved import headings, render_achieved, tidy
from varv.publishing.workbooks.writing import Cell
from varv.regions.models import Place
from varv.rounds.models import Round
from varv.strategy.models import SteeringDocument
from varv.web.gate import RegionRequest, region_page
from varv.web.indicators.download import CONTENT_TYPE as CSV
from varv.web.indicators.download import harmless
from varv.web.rounds.achieved_query import ADDRESSES, PARTS, figure_wish_of, query_of, wish_of
from varv.web.rounds.achieved_tables import MOST_TABLES, measure_words, tables

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "\N{BYTE ORDER MARK}"


def _found(request: RegionRequest) -> RollUp:
    return roll_up(request.region.pk, wish_of(request), request.region.name)


@region_page
def achieved(request: RegionRequest) -> HttpResponse:
    """What have we achieved?"""
    found = _found(request)
    wish = found.wish
    context = {
        "found": found,
        "tables": tables(found),
        "hidden": max(len(found.measures) - MOST_TABLES, 0) if wish.by is not By.WHOLE else 0,
        "axes": [(by, BY[by.value], query_of(wish, efter=ADDRESSES[by])) for by in By],
        "parts": [(one, query_of(wish, delat=PARTS[one])) for one in Dimension],
        "no_parts": query_of(wish, delat=None),
        "everything": query_of(wish, utanfor=None),
        "left_out": query_of(wish, utanfor="1"),
        "query": query_of(wish),
        "address": ADDRESSES[wish.by],
        "part": PARTS[wish.dimension] if wish.dimension else "",
        "indicators": _indicators(request),
        "periods": sorted(set(Round.objects.of(request.region.pk).values_list("period", flat=True))),
        "documents": _documents(request) if wish.by is By.GOAL else (),
        "crumbs": [(_("Report"), None), (_("Achieved"), None)],
    }
    return TemplateResponse(request, "rounds/achieved.html", context)


def _indicators(request: RegionRequest) -> list[Indicator]:
    """Those that insatser report, and ratios of them."""
    own = Indicator.objects.of(request.region.pk).filter(kind=IndicatorKind.CONTRIBUTION)
    return list(own.filter(Q(adding=Adding.RATIO) | Q(planned_results__isnull=False)).distinct().order_by("name", "pk"))


def _documents(request: RegionRequest) -> list[SteeringDocument]:
    """The documents with goals."""
    return list(SteeringDocument.objects.of(request.region.pk).exclude(goals=None).distinct().in_title_order())


@region_page
def figure(request: RegionRequest) -> HttpResponse:
    """Where does this figure come from?"""
    found = _found(request)
    wish = figure_wish_of(request, found)
    if wish is None:
        raise Http404
    node = next((one for one in (found.whole, *found.nodes) if one.id == wish.node), None)
    if node is None:
        raise Http404
    sources = [(indicator, figure_rows(request.region.pk, wish, indicator.pk)) for indicator in _sources(request, wish)]
    board = reverse("rounds:achieved", args=[request.region.slug])
    context = {
        "wish": wish,
        "node": node,
        "is_whole": node.id == REGION,
        "said": measure_words(wish.measure),
        "part": _part(request, wish),
        "sources": [(indicator, rows, _total(rows, indicator)) for indicator, rows in sources],
        "board": f"{board}?{query_of(found.wish, indikator=request.GET.get('matt'))}",
        "crumbs": [(_("Report"), None), (_("Achieved"), board), (wish.measure.name, None)],
    }
    return TemplateResponse(request, "rounds/achieved_figure.html", context)


def _sources(request: RegionRequest, wish: FigureWish) -> list[Indicator]:
    """The indicator itself, or the two that a ratio is told from."""
    measure = wish.measure
    wanted = [measure.indicator_id] if measure.level else [measure.numerator_id, measure.denominator_id]
    found = Indicator.objects.of(request.region.pk).in_bulk([one for one in wanted if one is not None])
    return [found[one] for one in wanted if one is not None]


def _total(rows: tuple[FigureRow, ...], indicator: Indicator) -> str:
    return sum_words(reduce(Sum.plus, [row.counts for row in rows], Sum()), indicator.decimals)


def _part(request: RegionRequest, wish: FigureWish) -> str:
    if not wish.category:
        return ""
    place = Place.objects.of(request.region.pk).filter(code=wish.category).first()
    return part_name(wish.category, place.name if place else "")


@region_page
def achieved_csv(request: RegionRequest) -> HttpResponse:
    """The figures for other programs."""
    found = _found(request)
    file = StringIO(newline="")
    rows = [[one.title for one in headings(found)], *tidy(found)]
    csv.writer(file, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return _file(request, (MARK + file.getvalue()).encode(), "csv", CSV)


def _plain(cell: Cell) -> str:
    """Text is harmless; a number is written with a point, and what is not known is empty."""
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


@region_page
def achieved_excel(request: RegionRequest) -> HttpResponse:
    """The figures as a workbook."""
    return _file(request, render_achieved(_found(request)), "xlsx", EXCEL)


def _file(request: RegionRequest, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = f"{slugify(_('Achieved'))}-{request.region.slug}.{ending}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
