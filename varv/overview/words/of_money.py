"""The words of money: why something was refused, what was done, and how the boards of resources speak."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.money import FundingKind

REFUSALS = {
    "money.unreadable": _(
        "“%(text)s” cannot be read as an amount. Write it in digits, for example 1 250 000, 500 tkr or 1.25 mnkr."
    ),
    "money.unclear": _(
        "“%(text)s” can be read in more than one way. Put spaces between the thousands, for example 1 250 000."
    ),
    "money.finer_than_ore": _("“%(text)s” is finer than an öre. Write at most two decimals of a krona."),
    "money.too_large": _("“%(text)s” is more than can be kept here. Check the unit: is it kr, tkr or mnkr?"),
    "money.negative": _("The amount cannot be below zero. Money that was paid back is written among what was used."),
    "money.year_out_of_reach": _("Write a year between %(first)s and %(last)s, with four digits."),
    "money.shares_over_whole": _(
        "Together the shares are %(over)s percentage points more than the whole. Lower one of them: "
        "what is left out becomes the rest."
    ),
    "funding_source.name_taken": _("There is already a source called “%(name)s”. Use it, or choose another name."),
    "funding_source.retired": _(
        "“%(name)s” is no longer used, so nothing new can come from it. Choose another source, or take it into use "
        "again."
    ),
    "funding_source.in_use": _("“%(name)s” is already in use. Load the page again."),
    "appropriation.exists": _(
        "“%(name)s” already has an appropriation for %(year)s. Change that one, so that the trail keeps both amounts."
    ),
    "funding.decided_already": _(
        "The application is “%(state)s” and stands as it was. Note a changed decision instead."
    ),
    "funding.not_granted": _(
        "The money is “%(state)s”. Years can be filled in when a grant has been noted: "
        "until then there is nothing to plan with."
    ),
    "funding.not_decided_yet": _("The day has not come yet. Write the day when the decision was made."),
    "funding.reason_missing": _("Write why. Whoever plans the next application needs to understand."),
    "funding.year_twice": _("%(year)s stands in two rows. Add them together in one."),
    "funding.planned_over_granted": _(
        "%(planned)s kr is planned, but only %(granted)s kr is granted: %(over)s kr too much. "
        "Lower a year, or note the new decision first."
    ),
    "staff_time.exists": _("“%(unit)s” already has hours for %(year)s. Change that line instead."),
    "staff_time.empty": _("Write how many hours are planned, how many were used, or both."),
}
VERBS = {
    "money_sought": _("applied for money for"),
    "money_granted": _("noted the grant of"),
    "money_declined": _("noted the refusal of"),
    "money_withdrawn": _("withdrew the money of"),
    "years_planned": _("filled in the years of"),
    "shared_out": _("shared out the money of"),
    "reopened": _("took into use again"),
}
# A first set of sources, as Swedish regions commonly name them; each region changes its own.
FIRST_SOURCES: tuple[tuple[Promise, FundingKind], ...] = (
    (_("Appropriation 1:1"), FundingKind.ONE_TO_ONE),
    (_("The region's own budget"), FundingKind.OWN_BUDGET),
    (_("Municipalities"), FundingKind.MUNICIPALITY),
    (_("European Regional Development Fund"), FundingKind.EUROPEAN),
    (_("European Social Fund Plus"), FundingKind.EUROPEAN),
    (_("Other state money"), FundingKind.STATE),
    (_("Private co-funding"), FundingKind.PRIVATE),
)
# The codes of overview/delivery, by their values: gaps by path, so that each says what to do.
GAPS: Mapping[tuple[str, str], Promise] = {
    ("goal", "none"): _("No goal: the initiative is tied to none"),
    ("goal", "unshared"): _("No share: tied to goals, but nobody has said how much is for which"),
    ("goal", "rest"): _("The rest: meant for no goal in particular"),
    ("place", "none"): _("No place: the initiative is tied to none"),
    ("place", "unshared"): _("No share: tied to places, but nobody has said how much is for which"),
    ("place", "rest"): _("The rest: meant for no place in particular"),
    ("year", "undecided"): _("No year yet: not decided"),
}
PATHS: Mapping[str, Promise] = {
    "goal": _("Goal"),
    "activity": _("Kind of activity"),
    "place": _("Place"),
    "year": _("Year"),
    "source": _("Source of money"),
}
WHY_NOT: Mapping[str, Promise] = {
    "no_unit": _("The outputs have no unit, so they cannot be added."),
    "in_money": _("It is counted in money, so there is nothing to divide by."),
    "nothing_used": _("Nobody has noted any money used."),
    "not_all_counted": _("Some of the initiatives that have used money have not counted this."),
    "not_all_paid": _("Some of the initiatives that count this have no used money noted."),
    "figures_missing": _("Figures are missing in some report."),
    "counted_none": _("None has been counted yet."),
}
