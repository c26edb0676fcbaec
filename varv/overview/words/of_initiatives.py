"""The words of insatser and of how they are counted: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "initiative.reason_missing": _("Write why. The reader in four years needs to understand what made you decide so."),
    "initiative.ending_of_lineage": _(
        "An initiative is completed or stopped. If it becomes several, split it; if it becomes part of another, "
        "merge them."
    ),
    "initiative.split_into_one": _("Write at least two names, one on each line: one initiative becomes several."),
    "initiative.same_name_twice": _("Two of the new initiatives have the same name. Tell them apart."),
    "initiative.merge_of_one": _("Choose at least one more initiative: several become one."),
    "initiative_person.already": _("%(name)s already has that part: %(part)s. Choose another person or another part."),
    "initiative_person.ended": _("The part ended %(ended_on)s already. Load the page again."),
    "partnership.one_partner": _("Choose a partner in the list, or write the name of a new one. One of the two."),
    "partnership.already": _("%(name)s already takes part. Change what it brings instead."),
    "milestone.reached": _("The milestone was reached %(reached_on)s and stands as it was. Plan a new one instead."),
    "milestone.day_to_come": _("That day has not come yet. Write the day when it was reached."),
    "risk.closed": _("The risk was closed %(closed_on)s and stands as it was. Note a new one if it is back."),
    "risk.what_happened_missing": _(
        "Write what happened: it came true, it did not, or what you did was enough. The next initiative learns from it."
    ),
    "planned_result.indicator_is_ratio": _(
        "“%(name)s” is one total divided by another and is computed, so nothing is reported to it. "
        "Choose one of the indicators that it is made of."
    ),
    "planned_result.unknown_dimension": _("One of the breakdowns is not known here. Choose among those in the list."),
    "planned_result.figures_frozen": _(
        "Approved reports have figures for this, counted as it stands now. Counted otherwise they would mean something "
        "else. Plan a new result instead; the old one keeps its figures."
    ),
    "planned_result.parts_frozen": _(
        "Approved reports are broken down like this: %(dimension)s. Keep that breakdown, so that nothing is lost."
    ),
    "indicator.figures_frozen": _(
        "Approved reports have figures for this indicator, counted as it stands now. Counted otherwise they would mean "
        "something else. Define a new indicator instead; this one keeps its figures."
    ),
    "indicator.is_reported_to": _(
        "Initiatives report to this indicator, so it cannot be computed from others. Define a new indicator for the "
        "ratio."
    ),
}

VERBS = {
    "took_part": _("gave a part in the work"),
    "part_ended": _("ended a part in the work"),
    "joined": _("joined a partner"),
    "left": _("let a partner go"),
    "reached": _("reached"),
    "recounted": _("changed how it is counted"),
}
