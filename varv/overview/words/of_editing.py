"""The words of the chain editor: why something was refused, and what somebody did just now."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, Promise] = {
    "step.stands_here_already": _("“%(text)s” already stands in this chain. Link it to the others where it is."),
    "step.stands_in_adopted": _(
        "“%(text)s” also stands in %(chains)s, which is adopted and says what was decided. Open that chain for "
        "revision first, or make the step one of its own here."
    ),
    "step.stands_alone": _("“%(text)s” stands in this chain only, so it is already a step of its own."),
    "edit.nothing_to_undo": _("You have nothing to undo in this chain. What others have done, they undo themselves."),
    "edit.nothing_to_redo": _("There is nothing to do again. Doing something new leaves what was undone behind."),
    "edit.changed_since": _(
        "%(by)s has changed “%(what)s” since (%(at)s), and that would have been lost. Nothing is undone: "
        "talk to each other, or change it by hand."
    ),
    "edit.is_stood_on": _(
        "Indicators, initiatives or reports build on “%(text)s” by now, so it has to stay. "
        "Move what builds on it first."
    ),
    "edit.shared_step_differs": _(
        "“%(text)s” also stands in other chains and has been changed there since, so that the two no longer say the "
        "same. Nothing is undone: change the step by hand."
    ),
}

VERBS: Mapping[str, Promise] = {
    "placed": _("placed in a chain"),
    "parted": _("made into a step of its own"),
    "undone": _("undid"),
    "redone": _("did again"),
}

# What was done to which kind of thing, as it stands after the name of who did it.
EDITS: Mapping[tuple[str, str], Promise] = {
    ("added", "step"): _("added a step"),
    ("edited", "step"): _("changed a step"),
    ("moved", "step"): _("moved a step"),
    ("removed", "step"): _("took away a step"),
    ("placed", "step"): _("fetched a step from another chain"),
    ("parted", "step"): _("made a step one of its own"),
    ("linked", "link"): _("linked two steps"),
    ("edited", "link"): _("changed a link"),
    ("removed", "link"): _("took away a link"),
    ("added", "factor"): _("added a risk or a condition"),
    ("edited", "factor"): _("changed a risk or a condition"),
    ("removed", "factor"): _("took away a risk or a condition"),
}
_ANY_UNDO: Mapping[str, Promise] = {"undone": _("undid an edit"), "redone": _("did an edit again")}


def edited(verb: str, kind: str) -> str:
    """What was done, as it stands after a name; the verb itself when nobody has put it into words."""
    return str(_ANY_UNDO.get(verb) or EDITS.get((verb, kind)) or verb)
