"""The words of places, saved lists and small steps that are tried."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # places
    "place.code_taken": _("There is already a place with the code %(number)s. Check the code, or rename that place."),
    "place.name_taken": _("There is already a place called “%(name)s”. Choose another name."),
    "place.in_use": _(
        "Initiatives are tied to %(name)s, so it stays. Tie them to another place first, or rename this one."
    ),
    "place.reported_on": _(
        "Figures have been reported for %(name)s, so it stays: they would otherwise lose their place. "
        "Rename it instead."
    ),
    # saved lists
    "saved_view.name_taken": _("You already have a saved list called “%(name)s”. Choose another name."),
    "saved_view.not_yours": _("The saved list is somebody else's. Open it and save it as your own."),
    # pilots
    "pilot.checked_before_start": _(
        "The day to check lies before the first day, %(starts_on)s. "
        "Choose a later day, so that there is something to see."
    ),
    "pilot.has_begun": _(
        "The pilot has begun, and what you expected stands so that it can be compared with what you saw. "
        "Note what was done instead."
    ),
    "pilot.not_under_way": _(
        "What was done is noted while the pilot is tried. Begin it first, or look at what came of it."
    ),
    "pilot.not_checked_yet": _(
        "Nobody has looked at what came of the pilot yet. Write what you saw, then decide; or end it as it is."
    ),
    "pilot.insats_ended": _(
        "The initiative has ended, so nothing more can be tried in it. Scale the pilot up in another, or end it."
    ),
    "pilot.into_ended": _("“%(name)s” has ended and takes nothing more up. Choose one that is planned or under way."),
    "pilot.expected_missing": _("Write what you expect to see. Without it there is nothing to compare with."),
    "pilot.did_missing": _("Write what was done. What was planned and what was done are seldom quite the same."),
    "pilot.saw_missing": _("Write what you saw. Nothing at all is also something to have seen."),
    "pilot.learned_missing": _("Write what you learned. It is why you tried it."),
    "pilot.reason_missing": _("Write why you decide so. The next one who thinks of the same needs to know."),
}
VERBS = {
    "saved": _("saved"),
    "studied": _("looked at what came of"),
    "decided": _("decided on"),
}
