"""The words of MEASURE and of the official statistics: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "indicator.name_taken": _("There is already an indicator called “%(name)s”. Open it, or choose another name."),
    "indicator.ratio_part_missing": _("A ratio needs both what is divided and what it is divided by. Choose both."),
    "indicator.ratio_of_ratio": _(
        "“%(name)s” cannot be a part of this ratio: it is a ratio itself, or this very indicator. Choose another."
    ),
    "indicator.is_part_of_ratio": _("Another indicator is computed from this one, so it must have figures of its own."),
    "indicator.parts_without_ratio": _(
        "Only a ratio is made of two other indicators. Choose “One total divided by another”, or leave the two empty."
    ),
    "indicator.unknown_dimension": _("One of the breakdowns is not known here. Choose among those in the list."),
    "indicator.owner_works_elsewhere": _(
        "%(owner)s does not work in this region. Choose someone who can see to the indicator here."
    ),
    "measurement.already_recorded": _(
        "There is already a value for %(period)s. A figure is never overwritten: correct it instead, and say why."
    ),
    "measurement.period_not_begun": _(
        "The period %(period)s begins on %(first)s. A value can be recorded when the period has begun. "
        "Check the period."
    ),
    "measurement.note_missing": _("Write why the figure is changed. The reader in four years needs to understand."),
    "measurement.corrected_already": _(
        "The value for %(period)s was corrected by somebody else meanwhile. Open the indicator and start from the "
        "newest value."
    ),
    "measurement.nothing_changed": _("The value for %(period)s is the same as before. Write another, or cancel."),
    "measurement.value_or_reason": _(
        "Write a value, or choose why there is none. Not both: a missing value is something else than zero."
    ),
    "number.too_many_digits": _(
        "The number is too long to be kept exactly. Write at most %(digits)s digits, of which at most %(decimals)s "
        "decimals, or choose a larger unit."
    ),
    "statistics.unknown_source": _("We cannot read the source “%(source)s” yet. Choose one that we know."),
    "statistics.already_bound": _("A table already feeds these figures. One table feeds each breakdown."),
    "statistics.one_code_each": _(
        "Choose exactly one code for “%(dimension)s”. Figures that are published apart are never summed: "
        "since 2025 they carry a small noise of their own, and the sum would be wrong."
    ),
    "statistics.time_is_not_chosen": _("Leave out “%(dimension)s”: every period of the table is read."),
    "statistics.nothing_bound": _("No indicator is fed by the table %(table)s. Bind a series to it first."),
    "statistics.other_table": _("The answer is about the table %(other)s, not %(table)s. Nothing was saved."),
    "statistics.unknown_dimension": _(
        "The table %(table)s no longer has the dimension “%(dimension)s”. Nothing was saved, and the earlier figures "
        "stand. Look at the table and bind the series again."
    ),
    "statistics.unknown_code": _(
        "The table %(table)s has no code “%(chosen)s” in “%(dimension)s”. Nothing was saved, and the earlier figures "
        "stand. Look at the table and bind the series again."
    ),
    "statistics.drifted": _(
        "The table %(table)s has changed: “%(what)s” was “%(before)s” and is now “%(now)s”. Nothing was saved, because "
        "the figures may mean something else. Compare before you bind the series again."
    ),
    "statistics.older_answer": _(
        "The answer is from %(updated)s, but we have already read one from %(read)s. Nothing was changed back."
    ),
    "statistics.unknown_mark": _(
        "The source marks %(period)s with “%(mark)s”, and we do not know what it means. Nothing was saved."
    ),
    "statistics.not_jsonstat": _(
        "The answer from the source cannot be trusted: it breaks its own format at “%(where)s” (%(why)s). "
        "Nothing was saved, and the earlier figures stand."
    ),
    "phase.target_without_fate": _("Say what becomes of the target for “%(name)s”: carried on, changed or ended."),
    "phase.unknown_target_fate": _("The target for “%(name)s” can be carried on, changed or ended. Choose one."),
    "phase.new_target_missing": _("Write the new target for “%(name)s”, or carry the old one on."),
}

VERBS = {
    "defined": _("defined"),
    "edited": _("edited"),
    "set": _("set"),
    "replaced": _("replaced"),
    "dropped": _("dropped"),
    "recorded": _("recorded"),
    "corrected": _("corrected"),
    "moved": _("moved"),
    "bound": _("bound to a table"),
    "refreshed": _("read anew from its source"),
}
