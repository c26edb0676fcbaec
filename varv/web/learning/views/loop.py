import csv
from collections.abc import Iterator
from io import StringIO

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from varv.core.loop import ENOUGH, Measure, Share
from varv.overview.learning.answers.loop_measures import LoopMeasures, LoopRow, loop_measures
from varv.overview.words import period
from varv.overview.words import word as word_of
from varv.publishing.figures.loop import OverTime, Stretch, figure
from varv.publishing.parts import Figure
from varv.web.gate import RegionRequest, region_page, today
from varv.web.indicators.download import CONTENT_TYPE as CSV
from varv.web.indicators.download import harmless
from varv.web.learning.forms.loop import LoopSearch
from varv.web.learning.pages import crumbs

MARK = "\N{BYTE ORDER MARK}"


def _found(request: RegionRequest) -> LoopMeasures:
    return loop_measures(request.region.pk, LoopSearch(request.GET).wish(), today())


@region_page
def loop(request: RegionRequest) -> HttpResponse:
    """How well do we learn?"""
    found = _found(request)
    context = {
        "found": found,
        "chart": _chart(found),
        "measures": list(Measure),
        "enough": ENOUGH,
        "query": request.GET.urlencode(),
        "crumbs": crumbs(request, (_("How well we learn"), None)),
    }
    return TemplateResponse(request, "learning/loop.html", context)


def _chart(found: LoopMeasures) -> Figure | None:
    """The chosen measure over time; nothing when there is nothing to draw."""
    stretches = tuple(Stretch(period(half).capitalize(), one) for half, one in found.drawn)
    if not stretches:
        return None
    return figure(OverTime(word_of(found.wish.measure), stretches), id_prefix="loop")


@region_page
@require_GET
def loop_csv(request: RegionRequest) -> HttpResponse:
    """The measures for other programs."""
    found = _found(request)
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([*_heads(), *_rows(found)])
    response = HttpResponse((MARK + file.getvalue()).encode(), content_type=CSV)
    name = f"{slugify(_('How well we learn'))}-{request.region.slug}-{found.on}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _heads() -> Iterator[list[str]]:
    yield [_("For"), _("Name"), _("Measure"), _("Count"), _("Of"), _("Share"), _("Days"), _("Too few to say")]


def _rows(found: LoopMeasures) -> Iterator[list[str]]:
    for part, rows in (
        (_("All"), (found.whole,)),
        (_("Half-year"), found.by_half),
        (_("Forum"), found.by_forum),
    ):
        for row in rows:
            yield from _cells(part, row)


def _cells(part: str, row: LoopRow) -> Iterator[list[str]]:
    """Numbers with a point; what is not known is empty. A share of too few is not told here either."""
    for measure, one in row.cells:
        if one is None:
            continue
        is_share = isinstance(one, Share)
        value = one.value if isinstance(one, Share) else one.median
        told = "" if one.is_few or value is None else format(round(value, 4).normalize(), "f")
        count = str(one.count) if isinstance(one, Share) else ""
        shown = (told, "") if is_share else ("", told)
        few = _("yes") if one.is_few else _("no")
        yield [part, harmless(str(row.name)), word_of(measure), count, str(one.of), *shown, few]
