from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.threads import Knot, Place
from varv.overview.learning.thread.red_thread import FEW, MANY, red_thread
from varv.overview.words import word
from varv.web.gate import RegionRequest, region_page, today
from varv.web.learning.pages import crumbs

# What an address calls the things one can stand at.
KINDS: Mapping[str, Knot] = {
    "mal": Knot.GOAL,
    "led": Knot.STEP,
    "samband": Knot.LINK,
    "fraga": Knot.QUESTION,
    "insats": Knot.INITIATIVE,
    "indikator": Knot.INDICATOR,
    "rapport": Knot.REPORT,
    "iakttagelse": Knot.FINDING,
    "lardom": Knot.LESSON,
    "rekommendation": Knot.RECOMMENDATION,
    "svar": Knot.RESPONSE,
    "atgard": Knot.ACTION,
    "andring": Knot.CHANGE,
}


@region_page
def thread(request: RegionRequest, kind: str, thing_id: int) -> HttpResponse:
    """What did this come from, and what came of it? With ``?alla=ja`` many of each kind instead of a few."""
    if kind not in KINDS:
        raise Http404
    shows_all = "alla" in request.GET
    found = red_thread(request.actor, Place(KINDS[kind], thing_id), today(), MANY if shows_all else FEW)
    if found is None:
        raise Http404
    context = {
        "thread": found,
        "shows_all": shows_all,
        "crumbs": crumbs(request, (_("The thread"), None), (word(found.start.bead.kind), None)),
    }
    return TemplateResponse(request, "learning/red_thread.html", context)
