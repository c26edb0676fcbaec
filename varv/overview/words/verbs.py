"""The word for what was done, as the trail tells it: "Anna *adopted* …"."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.overview.words import (
    of_briefs,
    of_chains,
    of_changes,
    of_choices,
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
)

_FOUNDATION: Mapping[str, Promise] = {
    "set_up": _("set up"),
    "added": _("added"),
    "invited": _("invited"),
    "role_changed": _("changed the role of"),
    "deactivated": _("ended the work of"),
    "bound": _("bound to a source"),
    "refreshed": _("read from the source"),
}
VERBS: Mapping[str, Promise] = {
    **of_strategy.VERBS,
    **of_editing.VERBS,
    **of_chains.VERBS,
    **of_choices.VERBS,
    **of_documents.VERBS,
    **of_indicators.VERBS,
    **of_initiatives.VERBS,
    **of_rounds.VERBS,
    **of_running_rounds.VERBS,
    **of_learning.VERBS,
    **of_findings.VERBS,
    **of_lessons.VERBS,
    **of_briefs.VERBS,
    **of_recall.VERBS,
    **of_evaluations.VERBS,
    **of_changes.VERBS,
    **of_projects.VERBS,
    **of_project_reports.VERBS,
    **of_money.VERBS,
    **of_places.VERBS,
    **of_reminders.VERBS,
    **_FOUNDATION,
}


def verb(code: str) -> str:
    """What was done, in words; an unknown code is told as it is."""
    return str(VERBS.get(code, code))
