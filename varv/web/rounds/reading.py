"""The report as others read it: what it says, what became of it, and what the reader may do with it."""

from typing import Any

from django.http import HttpResponse

from varv.core.refusals import holds
from varv.learning import rules as learning
from varv.overview.rounds.report_fate import report_fate
from varv.overview.rounds.report_sheet import report_sheet
from varv.rounds import rules
from varv.rounds.models import Report
from varv.web.gate import RegionRequest, today
from varv.web.rounds.handing_forms import HandOverForm, ReopenReportForm, ReturnForm, part_names
from varv.web.rounds.report_pages import report_page

WORDS = "…"  # stands for words that are not written yet, when it is asked whether they may be


def read(request: RegionRequest, found: Report, status: int = 200, **context: Any) -> HttpResponse:
    """The report with what the reader may do; ``context`` carries a form that was refused."""
    actor, on, sheet = request.actor, today(), report_sheet(found)
    base = {
        "may_write": False,
        "may_approve": holds(rules.check_approve, found, actor),
        "may_return": holds(rules.check_return, found, WORDS, actor, on),
        "may_take_back": holds(rules.check_take_back, found, actor, on),
        "may_hand_over": holds(rules.check_hand_over, found, actor, on),
        "may_reopen": holds(rules.check_reopen_report, found, WORDS, actor, on),
        "may_reopen_for_words": holds(rules.check_reopen_report_for_words, found, WORDS, actor),
        "return_form": ReturnForm(names=part_names(sheet)),
        "hand_over_form": HandOverForm(region_id=actor.region_id),
        "reopen_form": ReopenReportForm(),
        "fate": report_fate(found, actor),
        "may_learn": holds(learning.check_note_lesson, actor) and holds(learning.check_learn_from, found),
    }
    return report_page(request, "read", found, sheet, status, **(base | context))
