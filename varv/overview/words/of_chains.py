"""The words of what is known about a chain: its assumptions, what stands beside it, and what can be asked of it."""

from django.utils.translation import gettext_lazy as _

from varv.core.theory import Doubt

REFUSALS = {
    "link.year_impossible": _(
        "The year lies outside %(earliest)s to %(latest)s. Write the year when it was shown, or leave it empty."
    ),
    "assumption.not_written": _(
        "Nobody has written what must be true for “%(source)s” to lead to “%(target)s”. "
        "Write the assumption first: only what is written can be tested."
    ),
    "assumption.not_seen_yet": _("The day has not come yet. Write the day from which it could be seen."),
    "assumption.signal_missing": _(
        "Write what you saw. Without the signal nobody can judge later whether the assumption holds."
    ),
    "factor.says_nothing": _("Write what to keep an eye on, in a sentence."),
    "factor.of_two_things": _("It can be said of a step or of a link, not of both. Choose one."),
    "factor.of_another_chain": _("What it is said of belongs to another chain. Choose something in this one."),
    "area.name_missing": _("Write what the area is called."),
    "area.name_taken": _("The document already has an area called “%(name)s”. Choose another name."),
    "area.after_itself": _("“%(name)s” cannot stand after itself. Choose another area, or put it first."),
    "area.of_another_document": _("The area “%(name)s” belongs to another document. Choose one of this document."),
    "area.has_chains": _(
        "Chains stand in “%(name)s”: %(count)s of them. Move them to another area first, so that none is lost."
    ),
}

VERBS = {"tested": _("tested")}

# Why each doubt matters, and what to do about it.
WHY = {
    Doubt.LOOP: _(
        "What leads round to itself explains nothing: everything becomes its own cause. "
        "Take away one of the links. Until then the chain cannot be adopted."
    ),
    Doubt.ORPHAN: _(
        "Nothing leads there and nothing leads on. The chain cannot be adopted until they are linked or gone."
    ),
    Doubt.BROKEN: _(
        "What had to be true has turned out not to be. "
        "Open the chain for revision and think again: other roads, or another assumption."
    ),
    Doubt.DEAD_END: _("Work without a thought of what it is for. What should it lead to?"),
    Doubt.AIMLESS: _(
        "From here no way leads to something that becomes different for someone. "
        "Add the outcome you hope for, or ask why the work is done."
    ),
    Doubt.UNFOUNDED: _(
        "Everything that leads here is assumed or has no evidence, so nobody should promise it. "
        "Look for an evaluation, or plan one."
    ),
    Doubt.UNSPOKEN: _(
        "An assumption that nobody has written cannot be tested. Ask what must be true for the link to hold."
    ),
    Doubt.HASTY: _(
        "The step from what you do to the effect is long. "
        "Write the outcome between them: what will someone know, want or do differently?"
    ),
    Doubt.UNTESTED: _("Nobody has seen that they hold. See what must be true, and choose one to test."),
    Doubt.UNMEASURED: _("No indicator follows them, so nobody can see if they happen."),
}

PARTS = {"chain": _("The chain"), "factors": _("Beside the chain")}

FIELDS = {
    "area": _("Action area"),
    "goal": _("Leads to the goal"),
    "is_shared": _("Several chains"),
    "tested_how": _("How and when we test it"),
    "about": _("Said of"),
}

SHARED, NOT_SHARED = _("Stands in several chains"), _("Stands only here")
THE_WHOLE_CHAIN = _("The whole chain")
