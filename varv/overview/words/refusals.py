"""A sentence for every refusal: what happened, why, and what to do.

``%(name)s`` stands for a fact that the refusal carries. Codes, periods, days and
numbers among the facts are told in words. Each area of the domain keeps its own
sentences in ``of_<area>.py`` (which import nothing from beside them); those
that any area may need stand below. To add a sentence, add a line.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.periods import Period
from varv.core.refusals import Refusal
from varv.overview.words import (
    of_briefs,
    of_chains,
    of_changes,
    of_choices,
    of_contributing,
    of_documents,
    of_editing,
    of_evaluations,
    of_findings,
    of_indicators,
    of_initiatives,
    of_learning,
    of_lessons,
    of_money,
    of_places,
    of_project_reports,
    of_projects,
    of_recall,
    of_reminders,
    of_rounds,
    of_running_rounds,
    of_strategy,
    of_workbook,
)
from varv.overview.words.codes import word
from varv.overview.words.numbers import number
from varv.overview.words.times import day, moment, period

_ANYWHERE: Mapping[str, Promise] = {
    # anywhere
    "not_allowed": _("You may not %(what)s. Ask an administrator in the region for a role that may."),
    "state.no_such_step": _(
        "It is “%(now)s” and cannot become “%(then)s”. Somebody else may have got there first: "
        "load the page again and see where it stands."
    ),
    "stale": _(
        "%(by)s changed this %(at)s, while you were writing. Your text is not saved yet: "
        "compare the two, then save again."
    ),
    "region.not_the_same": _(
        "The two belong to different regions and cannot be joined. Choose one in your own region."
    ),
    # periods and cycles
    "period.unreadable": _("“%(text)s” is not a period. Write for example 2026, 2026H1, 2026T2, 2026K3 or 2026M04."),
    "cycle.has_no_length": _(
        "The cycle has no length. Let it start with a month, and give each phase at least one whole month."
    ),
    # targets and figures
    "target.path_has_no_length": _(
        "There is no way from the baseline to the target. Choose a target that differs from the baseline, "
        "on a later day. If the level should be kept, choose a span instead."
    ),
    "target.band_is_upside_down": _("The lowest level stands above the highest. Swap the two."),
    "status.no_value": _("There is no value to compare with. Enter one, or say why it is missing."),
    # people
    "person.username_taken": _("The name “%(username)s” is already used to log in. Choose another."),
    "person.has_left": _("The person no longer works here, so the role cannot be changed. Invite the person again."),
    "person.last_administrator": _(
        "This is the region's last administrator, and nobody could give the role back. Give it to somebody else first."
    ),
}
REFUSALS: Mapping[str, Promise] = {
    **_ANYWHERE,
    **of_strategy.REFUSALS,
    **of_workbook.REFUSALS,
    **of_changes.REFUSALS,
    **of_editing.REFUSALS,
    **of_chains.REFUSALS,
    **of_choices.REFUSALS,
    **of_contributing.REFUSALS,
    **of_documents.REFUSALS,
    **of_indicators.REFUSALS,
    **of_initiatives.REFUSALS,
    **of_rounds.REFUSALS,
    **of_running_rounds.REFUSALS,
    **of_learning.REFUSALS,
    **of_findings.REFUSALS,
    **of_lessons.REFUSALS,
    **of_briefs.REFUSALS,
    **of_recall.REFUSALS,
    **of_evaluations.REFUSALS,
    **of_projects.REFUSALS,
    **of_project_reports.REFUSALS,
    **of_money.REFUSALS,
    **of_places.REFUSALS,
    **of_reminders.REFUSALS,
}
_UNTOLD = _("This cannot be done now, and nothing was changed. Tell an administrator that the reason is “%(code)s”.")
# A moment is also a day, so it is asked about first.
_TELLERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (StrEnum, word),
    (datetime, moment),
    (date, day),
    (Period, period),
    (Decimal, number),
)
_UNKNOWN: Mapping[str, Promise] = {"by": _("Somebody else"), "at": _("a moment ago")}


class _Facts(dict[str, object]):
    """A fact that was not carried leaves an ellipsis: the person still learns what to do."""

    def __missing__(self, name: str) -> str:
        return "…"


def refusal(refused: Refusal) -> str:
    """The refusal as a sentence for the person who asked."""
    told = {name: _told(name, fact) for name, fact in refused.facts.items()}
    return str(REFUSALS.get(refused.code, _UNTOLD) % _Facts({**_UNKNOWN, **told, "code": refused.code}))


def _told(name: str, fact: object) -> object:
    """A fact as it stands in a sentence. Whole numbers stay numbers: they choose between singular and plural."""
    if fact is None or fact == "":
        return _UNKNOWN.get(name, "")
    return next((tell(fact) for kind, tell in _TELLERS if isinstance(fact, kind)), fact)
