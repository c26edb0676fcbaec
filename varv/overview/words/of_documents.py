"""The words of steering documents, frames, phases and what becomes of goals."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # files
    "file.too_large": _("The file is too large. At most %(megabytes)s MB can be attached."),
    "file.wrong_kind": _("This kind of file cannot be attached. Choose PDF, Word, Excel, PNG or JPEG without macros."),
    "file.not_what_it_says": _(
        "%(filename)s is damaged, holds macros, or is not what its name says. Save it again as PDF and attach that."
    ),
    "document.too_many_files": _("There are already %(most)s files. Take one away first."),
    # replaced documents
    "document.replaced_by_itself": _(
        "“%(title)s” would come after itself, since the other one was replaced by it. Choose another document."
    ),
    "document.not_replaced": _("“%(title)s” has not been replaced, so there is nothing to take back."),
    # frames
    "reference.unknown": _("There is no frame called “%(template)s”. Choose one from the list."),
    "reference.adopted_already": _("The region has already taken over “%(title)s”. It stands among the documents."),
    # what becomes of goals
    "goal.no_further": _("“%(name)s” can go no further that way. Somebody else may have moved it meanwhile."),
    "goal.reason_missing": _("Write why. The reader in four years needs to understand what became of the goal."),
    "goal.merge_needs_two": _("Choose at least one more goal: it takes two to become one."),
    "goal.merge_in_one_document": _(
        "Only goals of one document can become one. Goals of different documents are linked instead: "
        "one contributes to the other."
    ),
    "goal.merge_above_and_below": _(
        "“%(name)s” stands under another of the goals you chose. Move it first, or choose goals side by side."
    ),
    "goal.split_needs_two": _("Write at least two new goals. If there is only one, change the goal instead."),
    # phases
    "phase.is_already": _("The document already stands in that phase: %(phase)s. Choose another."),
    "phase.not_yet": _("The day has not come yet. Change phase when it begins, with the day it began."),
    "phase.older_than_the_last": _(
        "The phase was last changed on %(changed_on)s, so the next change cannot be earlier. Check the day."
    ),
    "phase.reason_missing": _("Write why a new phase begins. Whoever compares the years later needs to know."),
    "phase.goal_without_fate": _(
        "Say what becomes of every goal that holds. Still without an answer: %(goals)s. "
        "Somebody may have added them meanwhile."
    ),
    "phase.goal_of_another_document": _(
        "These goals do not hold in this document any more: %(goals)s. Load the page again."
    ),
    "phase.unknown_fate": _("“%(name)s” can be carried on, rewritten or ended. Choose one of the three."),
    "phase.fate_without_reason": _("Write why “%(name)s” is carried on, rewritten or ended."),
    "phase.new_name_missing": _("Write what “%(name)s” says from now on, or carry it on as it is."),
    "phase.ends_over_others": _(
        "“%(name)s” cannot end while “%(below)s” under it lives on. End that too, or move it first."
    ),
}

VERBS = {
    "reinstated": _("noted as not replaced"),
    "taken_over": _("took over"),
    "merged": _("merged"),
    "split": _("split"),
    "rewritten": _("rewrote"),
    "carried": _("carried on"),
    "fate_noted": _("noted what became of"),
    "phase_changed": _("changed the phase of"),
}

# What a comparison of versions says of goals that changed places.
ORDER, ORDER_AT_TOP, ORDER_UNDER = _("Order"), _("The goals at the top"), _("The goals under %(goal)s")
