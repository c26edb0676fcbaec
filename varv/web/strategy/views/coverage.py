"""What is missing, and where is it mended?"""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.core.roles import May
from varv.overview.boards.coverage import Lack
from varv.overview.boards.coverage import coverage as coverage_of
from varv.overview.boards.strategy_board import current_strategy
from varv.overview.words.of_contributing import GAPS
from varv.strategy import rules
from varv.strategy.scope import scope_of
from varv.web.gate import RegionRequest, region_page, today
from varv.web.strategy.pages import here


@region_page
def coverage(request: RegionRequest) -> HttpResponse:
    """Every gap as a question that someone should answer, kind by kind."""
    region_id = request.region.pk
    whole = coverage_of(region_id, current_strategy(region_id, today()), scope_of(region_id), today())
    shown = request.GET.get("visa", "")
    wanted = Lack(shown) if shown in whole.counts else None
    context = {
        "coverage": whole,
        "kinds": [(lack, GAPS[lack], lines) for lack, lines in whole.of(wanted)],
        "chips": [(lack, GAPS[lack][0], count) for lack, count in whole.counts.items()],
        "shown": wanted or "",
        "may_plan": holds(rules.check_plan, request.actor),
        "may_assess": request.actor.may(May.ASSESS_GOAL),
        "crumbs": [(_("The strategy"), here(request, "board")), (_("Gaps"), None)],
    }
    return TemplateResponse(request, "strategy/coverage.html", context)
