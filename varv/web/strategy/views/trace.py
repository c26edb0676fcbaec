"""Which traces of the strategy are there in the plans of units and partners?"""

import csv
from collections.abc import Iterator
from io import StringIO

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.overview.boards.strategy_board import current_strategy
from varv.overview.strategy.level_names import Names, level_names
from varv.overview.strategy.trace import Cell, Trace, traceable
from varv.overview.strategy.trace import trace as trace_of
from varv.overview.words import word
from varv.strategy import rules
from varv.strategy.models import SteeringDocument
from varv.strategy.scope import scope_of
from varv.web.gate import RegionRequest, owned, region_page, sent_number, today
from varv.web.indicators.download import CONTENT_TYPE, harmless
from varv.web.naming import called
from varv.web.strategy.pages import here

MISSING = "saknas"
_MARK = "\N{BYTE ORDER MARK}"


@region_page
def trace(request: RegionRequest) -> HttpResponse:
    """Goals down, plans across."""
    crumbs = [(_("The strategy"), here(request, "board")), (_("Traces"), None)]
    found = _found(request)
    shown = request.GET.get("visa", "")
    only_missing = shown == MISSING and found is not None
    context = {
        "trace": found,
        "rows": found.missing if only_missing and found else (found.rows if found else ()),
        "shown": MISSING if only_missing else "",
        "documents": traceable(request.region.pk),
        "may_plan": holds(rules.check_plan, request.actor),
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "strategy/trace.html", context)


@region_page
def trace_table(request: RegionRequest) -> HttpResponse:
    """The same table for other programs: no text in it is taken for a formula."""
    found = _found(request)
    if found is None:
        raise Http404
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(_lines(found, level_names(request.region.pk)))
    response = HttpResponse((_MARK + file.getvalue()).encode(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slugify(_("Traces"))}-{request.region.slug}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(request: RegionRequest) -> Trace | None:
    """The trace of the document in the address, or else of the strategy; ``None`` when there is none."""
    asked = sent_number(request.GET.get("dokument", ""))
    region_id = request.region.pk
    document = owned(SteeringDocument, request.actor, asked) if asked else current_strategy(region_id, today())
    return trace_of(document, scope_of(region_id), today()) if document else None


def _lines(found: Trace, names: Names) -> Iterator[list[str]]:
    """One line for each goal and plan, so that a program can turn the table as it likes."""
    yield [_("goal"), _("name"), _("plan"), _("kind"), _("how clearly"), _("through"), _("the plan's goals")]
    kinds = {column.id: called(column.kind, names) for column in found.columns}
    for row in found.rows:
        for cell in row.cells:
            told = (row.outline, row.name, cell.document, kinds[cell.document_id], *_told(cell))
            yield [harmless(text) for text in told]


def _told(cell: Cell) -> tuple[str, str, str]:
    """How clearly, on which way when it is not straight, and by which goals. Nothing found is empty, never zero."""
    clearly = word(cell.strength) if cell.strength else ""
    way = " ← ".join(cell.found[0].through) if cell.is_indirect else ""
    return clearly, way, "; ".join(found.goal for found in cell.found)
