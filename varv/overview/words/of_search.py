"""What a search finds, kind by kind."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.kinds import SearchKind

CODES: Mapping[type[StrEnum], Mapping[str, Promise]] = {
    SearchKind: {
        SearchKind.GOAL: _("Goal"),
        SearchKind.DOCUMENT: _("Document"),
        SearchKind.CHAIN: _("Effect chain"),
        SearchKind.STEP: pgettext_lazy("search", "Step"),
        SearchKind.INDICATOR: _("Indicator"),
        SearchKind.INITIATIVE: _("Initiative"),
        SearchKind.PILOT: _("Small step"),
        SearchKind.PROJECT: _("Project"),
        SearchKind.REPORT: pgettext_lazy("a report", "Report"),
        SearchKind.VISIT: _("Visit"),
        SearchKind.EVALUATION: _("Evaluation"),
        SearchKind.FINDING: _("Finding"),
        SearchKind.RECOMMENDATION: _("Recommendation"),
        SearchKind.RESPONSE: _("Answer"),
        SearchKind.ACTION: _("Action"),
        SearchKind.CHANGE: _("Change"),
        SearchKind.LESSON: _("Lesson"),
        SearchKind.BRIEF: _("Brief"),
        SearchKind.TURN: _("Turn"),
        SearchKind.QUESTION: _("Question"),
        SearchKind.CHOICE: _("Choice"),
    },
}
